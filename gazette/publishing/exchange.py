"""What Python's library lacks of the system: exchanging two folders in one step, syncing one disk, knowing mounts."""

import contextlib
import ctypes
import errno
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_NO_SUCH_WAY = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EBUSY, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}
)
"""How a system says that folders cannot be exchanged, or files linked, in this place. A refused permission is not
among these: what may not be changed must not be changed in another way."""
_NO_LINKS = _NO_SUCH_WAY | {errno.EPERM}  # which is what file systems say that have none


class ImpossibleError(OSError):
    """The system cannot do this here, whoever asks: the site must be published in another way."""


@contextlib.contextmanager
def asking_for(*, links: bool) -> Iterator[None]:
    """Raise ImpossibleError, instead of another OSError, where the system cannot link files, or exchange folders."""
    try:
        yield
    except OSError as fault:
        if fault.errno not in (_NO_LINKS if links else _NO_SUCH_WAY):
            raise
        raise ImpossibleError(fault.errno, fault.strerror, fault.filename) from fault


_HERE, _EXCHANGE, _SWAP = -100, 2, 2  # AT_FDCWD, RENAME_EXCHANGE and RENAME_SWAP
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}  # for a C library that has no name for the call


def exchange(one: Path, other: Path) -> None:
    """Let two folders take each other's place in one step. Raises ImpossibleError where the system cannot, OSError."""
    with asking_for(links=False):
        _exchange(one, other)


def require_writable(folder: str) -> None:
    """Raise OSError where names in a folder may not be changed."""
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        is_read_only = hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY
        code = errno.EROFS if is_read_only else errno.EACCES
        raise OSError(code, os.strerror(code), folder)


def _exchange(one: Path, other: Path) -> None:
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        failed = _renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    elif sys.platform == "darwin":
        failed = ctypes.CDLL(None, use_errno=True).renamex_np(*names, _SWAP)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


def _renameat2(*arguments: int | bytes) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        return int(library.renameat2(*arguments))
    return int(library.syscall(_RENAMEAT2.get(platform.machine(), -1), *arguments))


def sync(folder: Path) -> None:
    """Return once everything written to the disk of a folder is safe there. Raises OSError where it is not."""
    if sys.platform != "linux":
        getattr(os, "sync", bool)()  # Windows has none
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(handle)


def mounts() -> frozenset[Path]:
    """Return where file systems are mounted, as far as the system tells."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return frozenset()
    return frozenset(Path(_unescaped(line.split(" ")[4])) for line in lines)


def disk_of(path: Path, mounted: frozenset[Path]) -> tuple[int, Path | None]:
    """Return what tells whether files can be moved between two places: the device, and the mount that leads to it."""
    there = next(found for found in (path, *path.parents) if found.is_dir())
    return there.stat().st_dev, next((found for found in (there, *there.parents) if found in mounted), None)


def _unescaped(name: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), name)
