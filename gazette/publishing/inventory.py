"""What the engine remembers of a published site: which files are its own, and how they stood."""

import os
import zlib
from pathlib import Path

import msgspec
from msgspec import Struct

from gazette.errors import InputError, Place, error
from gazette.folders import file_bytes, held
from gazette.output_paths import are_output_paths, wrong_with_output_path

Stamp = tuple[int, int, int]  # size in bytes, modification time in ns, inode
NO_STAMP: Stamp = (0, 0, 0)  # of what is only named

CHECKSUM = 4  # bytes
_FORMAT = 1


class State(Struct, frozen=True, kw_only=True):
    """A publication, done or under way."""

    output: str  # whose state it is: the folder's path relative to the root
    folder: int  # inode of the site's folder once it is published
    shadow: int  # inode of the shadow's folder then; 0 where there is none
    files: dict[str, Stamp]  # the build's own, by path
    lag: frozenset[str]  # paths in which the shadow differs from the site
    staging: str = ""  # in place only: the folder that still holds those paths
    was_refused: bool = False  # the system did not exchange this folder
    format: int = _FORMAT


def paths_of(state: State | None) -> frozenset[str]:
    """Return every path that a site or its shadow may have of the build's own."""
    return state.lag.union(state.files) if state else frozenset()


def read_state(file: Path, output: str) -> State | None:
    """Return what a file remembers of an output; None where it is missing, damaged, planted or not of this output."""
    try:
        data = file_bytes(file.parent.parent, f"{file.parent.name}/{file.name}")
        state = msgspec.msgpack.decode(data[CHECKSUM:], type=State)
    except (OSError, ValueError):  # a text in it may not be UTF-8
        return None
    if data[:CHECKSUM] != _checksum(data[CHECKSUM:]):
        return None
    is_safe = are_output_paths(_paths_in(state)) and "/" not in state.staging
    return state if is_safe and (state.output, state.format) == (output, _FORMAT) else None


def write_state(file: Path, state: State) -> None:
    """Keep a state, whole or not at all, safe against loss of power.

    Raises InputError where a file has a path that would not be believed when the state is read again.
    """
    if not are_output_paths(_paths_in(state)):
        path = next(path for path in _paths_in(state) if wrong_with_output_path(path))
        message = f"this path {wrong_with_output_path(path)}; give the file another name"
        raise InputError(error(Place(path=path), message, "path-unfit"))
    data = msgspec.msgpack.encode(state)
    file.parent.parent.mkdir(parents=True, exist_ok=True)
    with held(file.parent.parent, file.parent.name, is_made=True) as memory:
        memory.write(file.name, _checksum(data) + data)


def write_next_state(file: Path, state: State) -> None:
    """Keep a state that the next start will need, and read it back, before anything moves. Raises InputError."""
    write_state(file, state)
    if read_state(file, state.output) is None:
        message = "what was written here could not be read again, so nothing was published; look at the disk"
        raise InputError(error(Place(path=str(file)), message, "disk"))


def _paths_in(state: State) -> tuple[str, ...]:
    return (*state.files, *state.lag, *filter(None, [state.staging]))


def _checksum(data: bytes) -> bytes:
    """Return what tells accidental damage: a path that lost a letter would leave a page published for ever."""
    return zlib.crc32(data).to_bytes(CHECKSUM, "big")


def stamp_of(path: str | Path) -> Stamp:
    """Return how a file stands. Raises OSError where there is none."""
    found = os.lstat(path)
    return found.st_size, found.st_mtime_ns, found.st_ino


def inode_of(path: Path) -> int:
    """Return the inode of a file or folder; 0 where there is none, or a link.

    The device is left out: its number changes when a machine starts anew.
    """
    return path.lstat().st_ino if path.exists() and not path.is_symlink() else 0
