"""The engine's key: what a build gives depends on the program too, so nobody need bump a number."""

import os
import sys
from functools import cache
from pathlib import Path

from gazette.digests import digest_bytes, digest_texts

_PACKAGE = Path(__file__).resolve().parent.parent
_LIBRARIES = ("anyascii", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pyyaml", "rapidfuzz", "tzdata")


@cache
def engine_key() -> str:
    """Return what differs where the package's own sources do, the Python, or a library that shapes the output.

    Of sources that are edited while they run, it is that of those that run.
    """
    sources = (path for path in sorted(_PACKAGE.rglob("*.py")))
    texts = (f"{path.relative_to(_PACKAGE).as_posix()} {digest_bytes(path.read_bytes())}" for path in sources)
    return digest_texts((sys.version, *_libraries(), *texts))


def _libraries() -> list[str]:
    """Return the libraries with their versions, as folders are named: to ask the proper library is slow."""
    found = set[str]()
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - thousands of names, of which paths need not be made
            names = (name.lower() for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
            found.update(name for name in names if name.startswith(tuple(f"{library}-" for library in _LIBRARIES)))
    return sorted(found)
