"""What Python's library lacks of the system: exchanging two folders in one step, syncing one disk, knowing mounts."""

import ctypes
import errno
import os
import platform
import re
import sys
from pathlib import Path

IMPOSSIBLE = frozenset(
    {
        errno.ENOSYS,
        errno.EINVAL,
        errno.EXDEV,
        errno.EBUSY,
        errno.EPERM,
        errno.EACCES,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.EMLINK,
    }
)
"""How a system says that folders cannot be exchanged, or files linked, in this place."""

_HERE, _EXCHANGE, _SWAP = -100, 2, 2  # AT_FDCWD, RENAME_EXCHANGE and RENAME_SWAP
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}  # for a C library that has no name for the call


def exchange(one: Path, other: Path) -> None:
    """Let two folders take each other's place in one step. Raises OSError where the system cannot."""
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
