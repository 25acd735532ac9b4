"""The outputs of a collection: which are known, which stand in each other's way, how one is cleaned or forgotten."""

import contextlib
import os
import time
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gazette.errors import InputError, Place, Report, error
from gazette.folders import file_bytes, held
from gazette.publishing.firmly import firmly
from gazette.publishing.ground import MEMORY, OUTPUTS, Ground, check_ground, find_ground, is_empty, resolved, tidy
from gazette.publishing.handover import recover
from gazette.publishing.inventory import CHECKSUM, paths_of, write_state
from gazette.publishing.shadow import drop_shadow
from gazette.publishing.trees import Tree

_DEFAULT = "site"  # which everybody expects to be able to build, be there one or not
_MOST_GONE = 3  # outputs that are gone and are remembered all the same: a disk may only be away
_LONGEST_GONE = 30 * 24 * 3600  # seconds


class _Named(Struct):
    """What a state begins with."""

    output: str


def known_outputs(root: Path, own: Ground) -> dict[str, Ground]:
    """Return the grounds of an output and of all others of which a state is kept, by their paths from the root."""
    try:
        with held(root, f"{MEMORY}/{OUTPUTS}") as folder:
            names = {entry.name for entry in folder.entries()} - {own.memory.name}
    except OSError:
        names = set()
    outputs = filter(None, (_output_in(root, name) for name in sorted(names)))
    grounds = {output: find_ground(root, resolved(root) / output) for output in outputs}
    sound = {
        output: ground
        for output, ground in grounds.items()
        if ground.memory.name in names and not resolved(root).is_relative_to(ground.folder)  # as a planted one may say
    }
    return {own.output: own} | sound


def require_apart(ground: Ground, known: dict[str, Ground], root: Path) -> None:
    """Raise InputError where an output is in another one or holds one: each would take the other's files with it."""
    others = {output: other.folder for output, other in known.items() if other.folder.is_dir()}
    others.setdefault(_DEFAULT, resolved(root / _DEFAULT))
    for output, folder in others.items():
        if folder != ground.folder and ground.folder.is_relative_to(folder):
            raise _refused(ground, f"this is inside {output}, to which builds of this collection write")
        if folder != ground.folder and folder.is_relative_to(ground.folder) and output in known:
            raise _refused(ground, f"this holds {output}, to which builds of this collection wrote")


def forget_gone(known: dict[str, Ground], report: Report, *, is_at_once: bool) -> frozenset[str]:
    """Forget outputs whose folders are gone, unless they may only be away, and return those that are still known."""
    ages = {output: time.time() - ground.state.stat().st_mtime for output, ground in known.items() if _is_gone(ground)}
    by_age = enumerate(sorted(ages, key=ages.__getitem__))
    doomed = {name for number, name in by_age if is_at_once or number >= _MOST_GONE or ages[name] > _LONGEST_GONE}
    for output in doomed:
        _forget(known[output], report)
    return frozenset(known.keys() - doomed)


def clean(root: Path, folder: Path, report: Report) -> int:
    """Remove every file that builds wrote to a folder, and what is remembered of them; return how many files.

    Outputs whose folders are gone are forgotten. To be called under the lock of the collection.
    """
    ground = find_ground(root, folder)
    check_ground(root, ground)
    with firmly():
        removed = _clean(ground, report)
        forget_gone(known_outputs(root, ground), report, is_at_once=True)
        tidy(ground)
        return removed


def _clean(ground: Ground, report: Report) -> int:
    state = recover(ground, report)
    if state is None:
        return 0
    drop_shadow(ground, paths_of(state), report)
    tree = Tree(ground.folder)
    removed = sum(map(tree.remove, state.files))
    if is_empty(ground.folder):
        ground.state.unlink()
        with contextlib.suppress(OSError):
            ground.folder.rmdir()
    else:  # somebody's files are left, but the folder stays known
        write_state(ground.state, replace(state, shadow=0, files={}, lag=frozenset()))
    return removed


def _is_gone(ground: Ground) -> bool:
    return not os.path.lexists(ground.folder) and ground.state.is_file()


def _forget(ground: Ground, report: Report) -> None:
    check_ground(ground.memory.parents[2], ground)
    state = recover(ground, report)
    drop_shadow(ground, paths_of(state), report)
    ground.state.unlink(missing_ok=True)
    tidy(ground)


def _output_in(root: Path, name: str) -> str:
    """Return whose state is in a folder, or "" where there is none."""
    try:
        data = file_bytes(root, f"{MEMORY}/{OUTPUTS}/{name}/state")
        return msgspec.msgpack.decode(data[CHECKSUM:], type=_Named).output
    except (OSError, ValueError):
        return ""


def _refused(ground: Ground, why: str) -> InputError:
    message = f"{why}, and neither site could be published without the other; choose a folder beside it"
    return InputError(error(Place(path=ground.output), message, "output-refused"))
