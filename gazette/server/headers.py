"""The site's `_headers` file, read as a static host reads it."""

import re
from collections.abc import Iterator
from pathlib import Path

HEADERS = "_headers"


def headers_for(folder: Path, path: str) -> dict[str, str]:
    """Return the headers that the rules in a site's `_headers` give to a path, names in lower case.

    The file is read anew each time: it is short, and may have changed. What a later rule says goes
    before what an earlier one does. Without the file there are none.
    """
    try:
        text = (folder / HEADERS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for pattern, name, value in _rules(text) if pattern.fullmatch(path)}


def _rules(text: str) -> Iterator[tuple[re.Pattern[str], str, str]]:
    """Yield each header with the pattern under which it stands: lines that are indented belong to the one before."""
    pattern = re.compile(r"(?!)")
    for line in text.splitlines():
        if line[:1].isspace():
            name, _, value = line.partition(":")
            if name.strip() and value.strip():
                yield pattern, name.strip().lower(), value.strip()
        elif line:
            pattern = re.compile(".*".join(map(re.escape, line.strip().split("*"))))
