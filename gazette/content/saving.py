"""Saving: several files of the collection changed as one, all of them or none, also where the process is killed.

A journal says what every file was and will be, before the first is touched. Where the disk refuses, what was done is
undone. What a killed process left is completed under the same lock by the next command that comes.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from gazette.content.files import CONTENT
from gazette.content.ledger import LEDGER
from gazette.errors import InputError, Place, error, planted
from gazette.folders import WrongKindError, file_bytes, plain_bytes

_NAME = "changes.json"
_NEW_FILE = 0o666
_NO_OTHER = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # no link is followed, no pipe waited for


class Change(Struct, frozen=True, kw_only=True):
    """What one file was and will be; None where there is no file."""

    path: str  # relative to the root
    before: bytes | None
    after: bytes | None


def save_all(root: Path, memory: Path, changes: Iterable[Change]) -> None:
    """Change files as one. `memory` is the folder of the journal; its lock must be held.

    Raises InputError where a file may not be written or is not as it was when it was read, and OSError where the
    disk refuses: either way all is as before.
    """
    todo = tuple(changes)
    for change in todo:
        _check(root, change)
    journal = memory / _NAME
    try:
        _write(_beside(journal), msgspec.json.encode(todo), _NEW_FILE)
        _beside(journal).replace(journal)
        _sync(memory)
        _carry_out(root, todo)
    except BaseException as fault:
        _undo(root, journal, todo, fault)
        raise
    with contextlib.suppress(OSError):  # all that it asks for is done
        journal.unlink()


def finish_saving(root: Path, memory: Path) -> tuple[int, tuple[str, ...]]:
    """Complete what a killed process began. Its lock must be held.

    Returns how many files there are in what it began, 0 where nothing was left, and the paths of those that were
    edited since and are left alone.
    """
    journal = memory / _NAME
    try:
        changes = msgspec.json.decode(file_bytes(memory, _NAME), type=tuple[Change, ...])
    except FileNotFoundError:
        return 0, ()
    except WrongKindError as fault:
        raise InputError(planted(fault)) from fault
    except ValueError:  # nobody else writes it, and it is whole once it has its name
        changes = ()
    changes = tuple(change for change in changes if _is_content(root, change.path))
    edited = [change for change in changes if _now(root, change) not in (change.before, change.after)]
    _carry_out(root, [change for change in changes if change not in edited and _now(root, change) == change.before])
    _clear_away(root, changes)
    journal.unlink()
    return len(changes), tuple(change.path for change in edited)


def _check(root: Path, change: Change) -> None:
    """Raise InputError where a file is not as it was, or may not be written."""
    file, place = root / change.path, Place(path=change.path)
    if _now(root, change) != change.before:
        why = "there is such a file already" if change.before is None else "this file has just been changed"
        raise InputError(error(place, f"{why}; nothing was written; run it again", "edit-refused"))
    if change.before is not None and not (file.stat().st_mode & 0o222 and os.access(file, os.W_OK)):
        message = "this file may only be read; let it be written to, and run it again; nothing was written"
        raise InputError(error(place, message, "edit-refused"))


def _undo(root: Path, journal: Path, changes: tuple[Change, ...], fault: BaseException) -> None:
    """Put back what was changed. Raises InputError where that is refused, too: the journal stays, to be completed."""
    try:
        _carry_out(root, [_undoing(change) for change in changes if _now(root, change) != change.before])
        _clear_away(root, changes)
        for file in (journal, _beside(journal)):
            file.unlink(missing_ok=True)
    except OSError as another:
        message = (
            f"{another.strerror}, while an edit was being undone; make room, and the next build or edit completes it"
        )
        raise InputError(error(Place(path=str(another.filename or root)), message, "disk")) from fault


def _now(root: Path, change: Change) -> bytes | None:
    try:
        return plain_bytes(root / change.path)
    except FileNotFoundError:
        return None


def _undoing(change: Change) -> Change:
    return Change(path=change.path, before=change.after, after=change.before)


def _carry_out(root: Path, changes: Iterable[Change]) -> None:
    """Write all that is new beside what it replaces, then rename file by file, then remove."""
    todo = tuple(changes)
    written = [change for change in todo if change.after is not None]
    for change in written:
        file = root / change.path
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(_beside(file), change.after or b"", _NEW_FILE)
        if change.before is not None:
            _dress(_beside(file), file.stat())
    for change in written:
        _beside(root / change.path).replace(root / change.path)
    for change in todo:
        if change.after is None:
            (root / change.path).unlink()
    for folder in {(root / change.path).parent for change in todo}:
        _sync(folder)


def _dress(file: Path, like: os.stat_result) -> None:
    """Give a file the mode, and where that is allowed the owner, of another."""
    if (like.st_uid, like.st_gid) != (file.stat().st_uid, file.stat().st_gid):
        with contextlib.suppress(OSError):
            os.chown(file, like.st_uid, like.st_gid)
    file.chmod(like.st_mode & 0o7777)


def _beside(file: Path) -> Path:
    """Return where the new bytes of a file are written first: under a name that no build looks at."""
    return file.with_name(f".{file.name}.new")


def _clear_away(root: Path, changes: Iterable[Change]) -> None:
    """Remove what was written beside files, and folders that were made for nothing."""
    for change in changes:
        _beside(root / change.path).unlink(missing_ok=True)
        if change.before is None:
            with contextlib.suppress(OSError):
                (root / change.path).parent.rmdir()


def _write(file: Path, data: bytes, mode: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_OTHER, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(handle)


def _sync(folder: Path) -> None:
    """Let a folder's names reach the disk, where that can be asked for."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_content(root: Path, path: str) -> bool:
    """Tell whether a path leads to Markdown inside content/, or is the ledger: a forged journal leads nowhere else."""
    content, file = (root / CONTENT).resolve(), (root / path).resolve()
    return path == LEDGER or (path.endswith(".md") and file.is_relative_to(content))
