"""Keeping two builds of one collection apart."""

import contextlib
import errno
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from gazette.errors import InputError, Place, error, planted, printable
from gazette.folders import Folder, WrongKindError, held
from gazette.publishing.ground import MEMORY

_LOCK = "lock"
_OWNER_BYTES = 300


@contextlib.contextmanager
def locked(root: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a collection, which one process has at a time.

    While another has it, `tell` is called once with a sentence that names it. The lock of a
    process that is dead is free, whatever workers it left. Raises InputError where the memory
    folder cannot be written, or something that no build makes has its name or that of the lock.
    Must not be nested within a process.
    """
    with contextlib.ExitStack() as ends:
        try:
            memory = _taken(root, tell, ends)
        except WrongKindError as fault:
            raise InputError(planted(fault)) from fault
        except OSError as fault:
            message = f"{fault.strerror}; a build keeps its memory here: let it write to this folder"
            raise InputError(error(Place(path=str(root / MEMORY)), message, "disk")) from fault
        ends.callback(_release, root, memory)
        yield


def _taken(root: Path, tell: Callable[[str], None], ends: contextlib.ExitStack) -> Folder:
    """Return the memory folder, which is held till `ends` as the lock in it is, once that is still in its place."""
    while True:
        with contextlib.suppress(FileNotFoundError), contextlib.ExitStack() as tries:  # the last owner may remove both
            memory = tries.enter_context(held(root, MEMORY, is_made=True))
            handle = memory.open(_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
            tries.callback(os.close, handle)
            if not _lock(handle, is_waiting=False):
                tell(f"another build is at work here{_owner(handle)}; this one waits for it to end")
                tell = _say_nothing
                _lock(handle, is_waiting=True)
            if os.path.samestat(os.fstat(handle), memory.lstat(_LOCK)):
                _sign(handle)
                ends.push(tries.pop_all())
                return memory


def _release(root: Path, memory: Folder) -> None:
    with contextlib.suppress(OSError):
        memory.remove(_LOCK)  # while it is held: who waits for it sees that it is gone, and begins anew
    with contextlib.suppress(OSError):
        (root / MEMORY).rmdir()


def _sign(handle: int) -> None:
    if os.fstat(handle).st_nlink > 1:
        return  # somebody has given another file this name; the lock holds as it is
    since = datetime.now(UTC).astimezone().isoformat(" ", "seconds")
    os.ftruncate(handle, 0)
    os.write(handle, f": process {os.getpid()} on {platform.node()} since {since}".encode())


def _owner(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return printable(os.read(handle, _OWNER_BYTES).decode("utf-8", "replace"))


def _say_nothing(_: str) -> None:
    """Stand in for a callback that has been called."""


if sys.platform == "win32":
    import msvcrt

    _BYTE = 1 << 30  # beyond what is written: Windows lets nobody read a locked byte

    def _lock(handle: int, *, is_waiting: bool) -> bool:
        while True:
            os.lseek(handle, _BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if is_waiting else msvcrt.LK_NBLCK, 1)
            except OSError:  # LK_LOCK gives up after ten seconds
                if not is_waiting:
                    return False
            else:
                os.lseek(handle, 0, os.SEEK_SET)
                return True

else:
    import fcntl

    def _lock(handle: int, *, is_waiting: bool) -> bool:
        """Lock a file for this process alone; a record lock is not inherited by what it forks."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | (0 if is_waiting else fcntl.LOCK_NB))
        except OSError as fault:
            if fault.errno not in {errno.EACCES, errno.EAGAIN}:
                raise
            return False
        return True
