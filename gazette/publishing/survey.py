"""What stands in a published site: which of the build's own files are as they were, and what is not its own.

A folder in which the build has put everything gets a modification time that no clock gives it.
Whatever anybody puts there later moves that time, so only folders without it need be read.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path

from msgspec import Struct

from gazette.publishing.ground import INNER
from gazette.publishing.inventory import Stamp

_UNTOUCHED = 946_684_800 * 10**9  # ns; an even second, as FAT keeps no others


class Survey(Struct, frozen=True, kw_only=True):
    """A look at a site."""

    standing: frozenset[str]  # own files exactly as published: size, modification time, inode
    foreign: frozenset[str]  # everything else; a folder without own files is one path


Look = tuple[Path, Mapping[str, Stamp]]
"""A folder, and the files that it should have."""


def look(task: Look) -> Survey:
    """Do a survey, in any process."""
    return survey(*task)


def survey(folder: Path, files: Mapping[str, Stamp]) -> Survey:
    """Compare a site with the inventory of it; a folder that is missing is empty."""
    own = folders_of(files)
    lost, foreign = _folders(folder, own, files)
    prefix, standing, lstat = f"{folder}/", set[str](), os.lstat
    for path, stamp in files.items():
        try:
            found = lstat(prefix + path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        if stamp == (found.st_size, found.st_mtime_ns, found.st_ino):
            standing.add(path)
    if lost:  # what is behind a link does not stand here
        standing = {path for path in standing if path.rpartition("/")[0] not in lost}
    return Survey(standing=frozenset(standing), foreign=foreign)


def foreign_in(folder: Path, files: Mapping[str, Stamp]) -> frozenset[str]:
    """Return only what is foreign."""
    return _folders(folder, folders_of(files), files)[1]


def mark_untouched(folder: Path, new: Iterable[str], old: Iterable[str], files: Mapping[str, Stamp]) -> None:
    """Let surveys know which folders of an unpublished tree hold nothing but the build's own.

    That is so in new ones; in old ones somebody whose work began in the site may have put a file.
    """
    for path in new:
        os.utime(f"{folder}/{path}", ns=(_UNTOUCHED, _UNTOUCHED))
    own = cache(partial(folders_of, files))  # which takes long, and most folders have none in them
    for path in old:
        os.utime(f"{folder}/{path}", ns=(_UNTOUCHED, _UNTOUCHED))
        if _foreign(f"{folder}/", path, files, own):
            os.utime(f"{folder}/{path}")


def folders_of(files: Iterable[str]) -> set[str]:
    """Return every folder that holds any of the files; the top is ""."""
    folders = {""}
    for path in {path.rpartition("/")[0] for path in files}:
        folder = path
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _folders(folder: Path, own: set[str], files: Mapping[str, Stamp]) -> tuple[set[str], frozenset[str]]:
    """Return which of the build's own folders are not there or behind a link, and what is foreign in the others."""
    prefix, lost, touched, lstat = f"{folder}/", set[str](), list[str](), os.lstat
    for path in own:
        try:
            found = lstat(prefix + path)
        except (FileNotFoundError, NotADirectoryError):
            lost.add(path)
            continue
        if not stat.S_ISDIR(found.st_mode):
            lost.add(path)
        elif found.st_mtime_ns != _UNTOUCHED:
            touched.append(path)
    if lost:
        lost = {path for path in own if any(above in lost for above in (path, *_above(path)))}
    foreign = (_foreign(prefix, path, files, lambda: own) for path in touched if path not in lost)
    return lost, frozenset(chain.from_iterable(foreign))


def _above(path: str) -> list[str]:
    return [path[:end] for end, letter in enumerate(path) if letter == "/"]


def _foreign(prefix: str, folder: str, files: Mapping[str, Stamp], own: Callable[[], set[str]]) -> list[str]:
    with os.scandir(prefix + folder) as entries:
        named = [(f"{folder}/{entry.name}" if folder else entry.name, entry) for entry in entries]
    return [
        path
        for path, entry in named
        if path != INNER
        and not (path in files and entry.is_file(follow_symlinks=False))
        and not (entry.is_dir(follow_symlinks=False) and path in own())
    ]
