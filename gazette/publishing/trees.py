"""Changing a tree of files by path; nothing behind a link in it is ever reached."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from gazette.folders import held
from gazette.publishing.ground import STAGING
from gazette.publishing.inventory import Stamp, inode_of

FOLDER_MODE = 0o755
_FOUND = "found-"  # begins the name of a folder that holds what was set aside


class Tree:
    """A folder of files. It remembers which folders in it are real, so only one hand may change it at a time."""

    def __init__(self, top: Path) -> None:
        self._top = os.fspath(top)
        self._real = {""}
        self.touched = set[str]()  # folders that were changed, or lost a file, and are still there
        self.made = set[str]()  # those of them that were not there before

    def move_in(self, path: str, source: str) -> None:
        """Let a file from elsewhere on the same disk take its place, in one step."""
        self._touch(path.rpartition("/")[0])
        os.replace(source, f"{self._top}/{path}")  # noqa: PTH105 - paths as text: thousands of them

    def link(self, path: str, source: str) -> None:
        """Give a file a second place here, instead of what stands there."""
        self._touch(path.rpartition("/")[0])
        target = f"{self._top}/{path}"
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108
            os.link(source, target, follow_symlinks=False)

    def remove(self, path: str) -> bool:
        """Remove a file and the folders that are empty then; tell whether it was there.

        A link, a folder in its place, and what stands behind a link stay: they are somebody else's.
        """
        folder = path.rpartition("/")[0]
        while folder not in self._real and not os.path.lexists(f"{self._top}/{folder}"):
            folder = folder.rpartition("/")[0]  # an earlier removal was stopped midway
        if not self._is_real(folder):
            return False
        is_there = is_file(f"{self._top}/{path}")
        if is_there:
            os.unlink(f"{self._top}/{path}")  # noqa: PTH108
        self.touched.add(folder)
        self._remove_empty(folder)
        return is_there

    def _touch(self, path: str) -> None:
        """Make a folder and those above it. Raises NotADirectoryError where a link or a file stands in the way."""
        self.touched.add(path)
        if path in self._real:
            return
        self._touch(path.rpartition("/")[0])
        folder = f"{self._top}/{path}"
        try:
            os.mkdir(folder, FOLDER_MODE)  # noqa: PTH102
            self.made.add(path)
        except FileExistsError:
            if not self._is_open(folder):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from None
        self._real.add(path)

    def _is_real(self, path: str) -> bool:
        """Tell whether a folder is there and no part of its path is a link."""
        if path not in self._real:
            is_real_above = self._is_real(path.rpartition("/")[0])
            if not (is_real_above and self._is_open(f"{self._top}/{path}")):
                return False
            self._real.add(path)
        return True

    @staticmethod
    def _is_open(folder: str) -> bool:
        """Tell whether a path is a folder and no link, and let its owner write to it: it may have been in a site."""
        mode = _mode_of(folder)
        if stat.S_ISDIR(mode) and not mode & stat.S_IWUSR:
            os.chmod(folder, FOLDER_MODE)  # noqa: PTH101
        return stat.S_ISDIR(mode)

    def _remove_empty(self, path: str) -> None:
        while path:
            above = path.rpartition("/")[0]
            self.touched.add(above)
            try:
                os.rmdir(f"{self._top}/{path}")  # noqa: PTH106
            except OSError:
                os.utime(f"{self._top}/{above}")  # what is left may be foreign now, so a survey must look
                return
            for known in (self._real, self.touched, self.made):
                known.discard(path)
            path = above


def carry(
    source: Path, target: Path, paths: Iterable[str], own: Mapping[str, Stamp], workshop: Path
) -> tuple[str, ...]:
    """Move paths from one tree to another; folders that both have are merged, and files that both share stay.

    What finds its place taken is set aside in the workshop; returns where to, for each.
    """
    foreign = (path for path in sorted(paths) if not (path in own and own[path][2] == inode_of(source / path)))
    stuck = [path for path in foreign if not _moved(source / path, target / path)]
    return tuple(place for path in stuck for place in _carry_apart(source, target, path, own, workshop))


def _carry_apart(source: Path, target: Path, path: str, own: Mapping[str, Stamp], workshop: Path) -> tuple[str, ...]:
    old, new = source / path, target / path
    if is_folder(old) and is_folder(new):
        moved = carry(source, target, [f"{path}/{entry.name}" for entry in old.iterdir()], own, workshop)
        with suppress(OSError):
            old.rmdir()  # unless files of the build's own are left
        return moved
    if not os.path.lexists(old):
        return ()  # its owner removed it, or an earlier start moved it
    return (str(set_aside(old, workshop)),)


def set_aside(thing: Path, workshop: Path) -> Path:
    """Move a file or folder that may be somebody's into a new folder of the workshop, and return where it is."""
    workshop.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=_FOUND, dir=workshop)) / thing.name
    thing.rename(place)
    return place


def _moved(old: Path, new: Path) -> bool:
    if os.path.lexists(new):
        return False
    try:
        new.parent.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
        old.rename(new)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        return False
    return True


def discard(folder: Path) -> None:
    """Remove a folder with all that is in it; killed midway, nothing of it is left under its name."""
    remove_folder(retire(folder))


def retire(folder: Path) -> Path:
    """Give a folder a name by which a later start removes it, and return that."""
    doomed = folder.with_name(f"{STAGING}{folder.name}")
    remove_folder(doomed)
    if os.path.lexists(folder):
        folder.rename(doomed)
    return doomed


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, or what stands in its place."""
    with suppress(FileNotFoundError), held(folder.parent) as above:
        above.remove(folder.name)


def is_file(path: str | Path) -> bool:
    """Tell whether a path is a file, and no link to one."""
    return stat.S_ISREG(_mode_of(path))


def is_folder(path: str | Path) -> bool:
    """Tell whether a path is a folder, and no link to one."""
    return stat.S_ISDIR(_mode_of(path))


def _mode_of(path: str | Path) -> int:
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
