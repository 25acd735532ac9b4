"""Publishing: rendered files become the site, and nothing that is not the build's own is touched."""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from gazette.errors import InputError, Place, error

MEMORY = ".gazette"
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755  # whatever the umask: the same site on every machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site."""

    path: str  # relative to the output folder
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files were written, found to be the same, and removed."""

    written: int
    unchanged: int
    removed: int


class Publication:
    """Files on their way to the output folder: staged one by one, then published together.

    Left without `publish`, it changes nothing. The list of files that the build owns is kept
    in the memory folder; only those are ever overwritten or removed.
    """

    def __init__(self, root: Path, folder: Path, *, is_clean: bool = False) -> None:
        """Prepare to publish in a folder. Raises InputError where that is not the build's to write to."""
        self._folder = folder
        self._is_clean = is_clean
        self._ledger = ledger_of(root, folder)
        self._owned = read_ledger(self._ledger)
        _check_folder(root, folder, self._owned)
        self._staging = _staging_folder(root, folder)
        self._staged: list[str] = []
        self._kept: list[str] = []

    def __enter__(self) -> Self:
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._staging, ignore_errors=True)

    def add(self, output: Output) -> None:
        """Stage a file, unless the output folder has it already. Raises InputError if a foreign file is in its way."""
        target = self._folder / output.path
        is_there = target.is_file() and not target.is_symlink()
        if is_there and output.path not in self._owned:
            message = "this file was not written by a build but stands where a page must go; move it away"
            raise InputError(error(Place(path=str(target)), message, "output-foreign"))
        if is_there and not self._is_clean and target.read_bytes() == output.data:
            self._kept.append(output.path)
            return
        _write(self._staging / output.path, output.data)
        self._staged.append(output.path)

    def publish(self) -> Published:
        """Move what was staged into place and remove what the build owns but no longer makes."""
        stale = self._owned - set(self._staged) - set(self._kept)
        write_ledger(self._ledger, self._owned | set(self._staged))
        removed = _remove(self._folder, stale)
        for path in self._staged:
            target = self._folder / path
            _make_folders(target.parent)
            (self._staging / path).replace(target)
        write_ledger(self._ledger, {*self._staged, *self._kept})
        return Published(written=len(self._staged), unchanged=len(self._kept), removed=removed)


def clean(root: Path, folder: Path) -> int:
    """Remove every file that builds wrote to a folder, and what they remember; return how many files."""
    ledger = ledger_of(root, folder)
    removed = _remove(folder, read_ledger(ledger))
    shutil.rmtree(root / MEMORY, ignore_errors=True)
    return removed


def ledger_of(root: Path, folder: Path) -> Path:
    """Return the file that lists what builds wrote to a folder."""
    name = os.path.relpath(folder.resolve(), root.resolve())
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    return root / MEMORY / "outputs" / f"{digest}.json"


def read_ledger(ledger: Path) -> frozenset[str]:
    """Return the files in the list; one that is missing or damaged has none, so that nothing is owned."""
    try:
        found = json.loads(ledger.read_bytes())
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(found, list):
        return frozenset()
    return frozenset(path for path in found if isinstance(path, str) and _is_inside(path))


def write_ledger(ledger: Path, paths: Iterable[str]) -> None:
    """Keep the list, whole or not at all."""
    ledger.parent.mkdir(parents=True, exist_ok=True)
    new = ledger.with_suffix(".new")
    new.write_text(json.dumps(sorted(paths), ensure_ascii=False, indent=0), encoding="utf-8")
    new.replace(ledger)


def _is_inside(path: str) -> bool:
    """Tell whether a path stays in its folder: a planted list must not name files elsewhere."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and bool(pure.parts)


def _check_folder(root: Path, folder: Path, owned: frozenset[str]) -> None:
    resolved, top = folder.resolve(), root.resolve()
    place = Place(path=str(folder))
    inside = [top / name for name in ("content", "layouts", "assets", "gazette", "tests", MEMORY)]
    if top.is_relative_to(resolved) or any(resolved.is_relative_to(kept) for kept in inside) or resolved == Path.home():
        message = "the site cannot be written here, over the collection or a home; choose a folder of its own"
        raise InputError(error(place, message, "output-refused"))
    if folder.exists() and not folder.is_dir():
        raise InputError(error(place, "this is a file; the site needs a folder", "output-refused"))
    if not owned and folder.is_dir() and any(folder.iterdir()):
        message = "this folder holds files that no build is known to have written; empty it or choose another"
        raise InputError(error(place, message, "output-foreign"))


def _staging_folder(root: Path, folder: Path) -> Path:
    """Return where to stage: in the memory folder, or beside the output where that is on another disk."""
    memory = root / MEMORY
    memory.mkdir(exist_ok=True)
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.is_dir())
    if memory.stat().st_dev == there.stat().st_dev:
        return memory / "staging" / ledger_of(root, folder).stem
    return folder.parent / f".{folder.name}.staging"


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir()
        folder.chmod(_FOLDER_MODE)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(_FILE_MODE)


def _remove(folder: Path, paths: Iterable[str]) -> int:
    """Remove files and the folders that they leave empty; return how many files there were."""
    removed = 0
    folders: set[Path] = set()
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
            removed += 1
        folders.update((folder / path).parents[: len(PurePosixPath(path).parts) - 1])
    for empty in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with contextlib.suppress(OSError):
            empty.rmdir()
    return removed
