"""Folders held by their descriptors: what is opened in one is a file, and no link leads to it.

A path is walked part by part, each part opened below the one before it, and what was opened is looked at, not what has
its name by then. So whoever swaps in a link, a pipe or another folder while a build runs leads it nowhere else.

Windows opens nothing below a descriptor. There each part is looked at before it is passed, which finds every link
that stands there, and not one that comes between the look and the opening.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

_CAN_HOLD = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PLAIN = (
    _NO_LINK
    | getattr(os, "O_NONBLOCK", 0)  # a pipe is opened at once, and then seen to be one
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_TO_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_OWN_FOLDER = 0o700
_KINDS = (
    (stat.S_ISLNK, errno.ELOOP, "a link"),
    (stat.S_ISDIR, errno.EISDIR, "a folder"),
    (stat.S_ISREG, errno.ENOTDIR, "a file"),
    (stat.S_ISFIFO, errno.EINVAL, "a named pipe"),
    (stat.S_ISSOCK, errno.EINVAL, "a socket"),
)


def unfinished(name: str) -> str:
    """Return the name under which a file is written before it takes its own."""
    return f".{name}.new"


class WrongKindError(OSError):
    """What stands at a path is of another kind than is wanted, such as a pipe where a file should be."""

    def __init__(self, mode: int, path: str) -> None:
        known = ((code, name) for is_it, code, name in _KINDS if is_it(mode))
        code, name = next(known, (errno.EINVAL, "a device"))
        super().__init__(code, f"this is {name}", path)


class Folder:
    """A folder that is held open. The names in it that are asked for are plain: without a "/", and not ".."."""

    def __init__(self, path: str, handle: int = -1) -> None:
        """Take over a descriptor; where there are none, the path stands for it."""
        self.path = path
        self._handle = handle

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def lstat(self, name: str) -> os.stat_result:
        """Return what the system says of a name. Raises OSError where there is nothing."""
        with self._telling(name):
            return os.stat(self._at(name), dir_fd=self._below, follow_symlinks=False)

    def open(self, name: str, flags: int = os.O_RDONLY, mode: int = 0o666) -> int:
        """Return the descriptor of a file. Raises WrongKindError where something else has its name, and OSError."""
        with contextlib.suppress(FileNotFoundError):  # it is made then, or the opening tells
            self._require(stat.S_ISREG, self.lstat(name), name)  # a device may do things when it is opened
        with self._telling(name):
            handle = os.open(self._at(name), flags | _PLAIN, mode, dir_fd=self._below)
        try:
            self._require(stat.S_ISREG, os.fstat(handle), name)
        except OSError:
            os.close(handle)
            raise
        return handle

    def read(self, name: str) -> bytes:
        """Return the bytes of a file. Raises OSError."""
        with os.fdopen(self.open(name), "rb") as stream:
            return stream.read()

    def write(self, name: str, data: bytes, mode: int = 0o666) -> None:
        """Let a file have these bytes, whole or not at all, safe against loss of power. Raises OSError."""
        beside = unfinished(name)
        self.remove(beside)
        self._write_new(beside, data, mode)
        self.rename(beside, name)

    def create(self, name: str, data: bytes) -> None:
        """Write a new file, whole or not at all. Raises FileExistsError where there is something already, OSError."""
        beside = unfinished(f"{name}.{os.getpid()}")
        try:
            self._write_new(beside, data)
            try:
                self._link(beside, name)  # unlike a rename, it never replaces
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                self._write_new(name, data)
        finally:
            self.remove(beside)

    def _link(self, old: str, new: str) -> None:
        follow = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}
        with self._telling(new):
            os.link(self._at(old), self._at(new), src_dir_fd=self._below, dst_dir_fd=self._below, **follow)

    def _write_new(self, name: str, data: bytes, mode: int = 0o666) -> None:
        """Write a file that is not there yet; where that fails, it is not there afterwards."""
        with os.fdopen(self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            try:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            except BaseException:
                self.remove(name)
                raise

    def rename(self, old: str, new: str) -> None:
        """Let something take the place of a file. Raises OSError."""
        with self._telling(new):
            os.replace(self._at(old), self._at(new), src_dir_fd=self._below, dst_dir_fd=self._below)

    def remove(self, name: str) -> None:
        """Remove a file, a link, or a folder with all that is in it, if there is one. Raises OSError."""
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISDIR(self.lstat(name).st_mode):
                self._remove_tree(name)
            else:
                with self._telling(name):
                    os.unlink(self._at(name), dir_fd=self._below)

    def _remove_tree(self, name: str) -> None:
        """Remove a folder with all that is in it, also where somebody made a folder in it read-only."""
        try:
            shutil.rmtree(self._at(name), dir_fd=self._below)
        except PermissionError:
            if not _CAN_HOLD:
                raise
            for _, _, _, handle in os.fwalk(name, dir_fd=self._below):
                os.fchmod(handle, _OWN_FOLDER)
            shutil.rmtree(self._at(name), dir_fd=self._below)

    def entries(self) -> list["os.DirEntry[str]"]:
        """Return what is in the folder; it must be held while that is looked at. Raises OSError."""
        with self._telling(), os.scandir(self._handle if _CAN_HOLD else self.path) as found:
            return list(found)

    def folder(self, name: str, *, is_made: bool = False) -> "Folder":
        """Hold a folder that is in this one. Raises WrongKindError where something else has its name, and OSError."""
        with self._telling(name):
            if is_made:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(self._at(name), dir_fd=self._below)
            if _CAN_HOLD:
                return Folder(f"{self.path}/{name}", os.open(self._at(name), _TO_FOLDER | _PLAIN, dir_fd=self._handle))
            self._require(stat.S_ISDIR, self.lstat(name), name)
        return Folder(f"{self.path}/{name}")

    @property
    def _below(self) -> int | None:
        return self._handle if _CAN_HOLD else None

    def _at(self, name: str) -> str:
        if not name or "/" in name or name in {".", ".."}:
            raise WrongKindError(stat.S_IFDIR, f"{self.path}/{name}")
        return name if _CAN_HOLD else f"{self.path}/{name}"

    def _require(self, is_wanted: Callable[[int], bool], found: os.stat_result, name: str) -> None:
        if not is_wanted(found.st_mode):
            raise WrongKindError(found.st_mode, f"{self.path}/{name}")

    @contextlib.contextmanager
    def _telling(self, name: str = "") -> Iterator[None]:
        """Let a fault of the system tell the whole path, and what is there where that is of the wrong kind."""
        try:
            yield
        except WrongKindError:
            raise
        except OSError as fault:
            fault.filename = f"{self.path}/{name}" if name else self.path
            if fault.errno in {errno.ELOOP, errno.ENOTDIR, errno.ENXIO}:  # a link, no folder, and a pipe or a socket
                raise WrongKindError(self.lstat(name).st_mode, fault.filename) from fault
            raise


@contextlib.contextmanager
def held(top: Path | str, path: str = "", *, is_made: bool = False) -> Iterator[Folder]:
    """Hold the folder at a path below `top`; to `top` itself links may lead, since who runs the program names it.

    With `is_made`, folders that are missing are made. Raises WrongKindError where a part of the path is no folder.
    """
    folder = Folder(os.fspath(top), os.open(top, _TO_FOLDER) if _CAN_HOLD else -1)
    try:
        for name in filter(None, path.split("/")):
            with folder as outer:
                folder = outer.folder(name, is_made=is_made)
        yield folder
    finally:
        folder.__exit__()


def is_reached_without_links(top: Path | str, path: str) -> bool:
    """Tell whether there is a folder at a path below `top`, and no link leads to it."""
    try:
        with held(top, path):
            return True
    except OSError:
        return False


def open_file(top: Path | str, path: str) -> int:
    """Return the descriptor of the file at a path below `top`. Raises OSError, as `held` and `open` do."""
    *folders, name = path.split("/")
    if _CAN_HOLD and ".." not in folders:
        with contextlib.suppress(OSError):
            return _opened_at_once(top, folders, name)
    with held(top, "/".join(folders)) as folder:  # as slow as is needed to tell what is wrong
        return folder.open(name)


def _opened_at_once(top: Path | str, folders: list[str], name: str) -> int:
    """Do what `held` and `open` do, for files of which there are thousands."""
    handle = os.open(top, _TO_FOLDER)
    try:
        for folder in folders:
            outer, handle = handle, os.open(folder, _TO_FOLDER | _PLAIN, dir_fd=handle)
            os.close(outer)
        file = os.open(name, os.O_RDONLY | _PLAIN, dir_fd=handle)
    finally:
        os.close(handle)
    if stat.S_ISREG(os.fstat(file).st_mode):
        return file
    os.close(file)
    raise WrongKindError(0, name)


def file_bytes(top: Path | str, path: str) -> bytes:
    """Return the bytes of the file at a path below `top`. Raises OSError, as `held` and `open` do."""
    with os.fdopen(open_file(top, path), "rb", buffering=0) as stream:
        return stream.readall()


def plain_bytes(file: Path) -> bytes:
    """Return the bytes of a file to which links may lead, but which is no pipe, device or folder. Raises OSError."""
    _require_file(file.stat().st_mode, file)
    return _bytes_of(os.open(file, (os.O_RDONLY | _PLAIN) & ~_NO_LINK), file)


def _bytes_of(handle: int, file: Path) -> bytes:
    with os.fdopen(handle, "rb") as stream:
        _require_file(os.fstat(handle).st_mode, file)
        return stream.read()


def _require_file(mode: int, file: Path) -> None:
    if not stat.S_ISREG(mode):
        raise WrongKindError(mode, str(file))
