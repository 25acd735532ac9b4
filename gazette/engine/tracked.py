"""Whether the folder of what builds remember is in the repository, so that a change from anywhere could bring it."""

import os
from pathlib import Path

from gazette.errors import Place, Report, warning
from gazette.folders import plain_bytes
from gazette.publishing.ground import MEMORY

_LENGTH = 0xFFF  # the bits that hold the length of a path


def report_tracked(root: Path, report: Report) -> bool:
    """Warn where git has the memory of builds in its index, and tell whether that is so. No program is started."""
    if not is_tracked(root):
        return False
    message = (
        "this folder is in the repository, where a change could bring what builds take for their own memory, so nothing"
        f' of it is used; run "git rm -r --cached {MEMORY}", and write {MEMORY}/ into .gitignore'
    )
    report(warning(Place(path=MEMORY), message, "memory-tracked"))
    return True


def is_tracked(root: Path) -> bool:
    """Tell whether git has any file of a collection's memory."""
    top = Path(os.path.realpath(root))
    for tree in (top, *top.parents):
        if os.path.lexists(tree / ".git"):
            prefix = (top / MEMORY).relative_to(tree).as_posix()
            return _has(_index(tree / ".git"), f"{prefix}/".encode())
    return False


def _index(git: Path) -> bytes:
    """Return the bytes of the index of a working tree; none where there is none that can be read."""
    try:
        if git.is_file():
            git = git.parent / plain_bytes(git).decode().removeprefix("gitdir:").strip()
        return plain_bytes(git / "index")
    except (OSError, ValueError):
        return b""


def _has(index: bytes, prefix: bytes) -> bool:
    """Tell whether the path of any entry begins so: two bytes before a path end in its length, or four, from version 3.

    Version 4, which is chosen for repositories of very many files, writes paths in parts and is not read.
    """
    start = index.find(prefix)
    while start >= 0:
        length = index.find(b"\0", start) - start
        if length in [int.from_bytes(index[start - back : start - back + 2], "big") & _LENGTH for back in (2, 4)]:
            return True
        start = index.find(prefix, start + 1)
    return False
