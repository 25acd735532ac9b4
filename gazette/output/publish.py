"""Publishing: rendered files become the site, and nothing that is not the build's own is touched."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from gazette.errors import InputError, Place, Report, error

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

    def __init__(self, root: Path, folder: Path, report: Report, *, is_clean: bool = False) -> None:
        """Prepare to publish in a folder. Raises InputError where that is not the build's to write to."""
        self._folder = folder
        self._report = report
        self._is_clean = is_clean
        self._inventory = inventory_of(root, folder)
        owned = read_inventory(self._inventory)
        _check_folder(root, folder, is_known=owned is not None)
        self._owned = owned or frozenset()
        self._shared_staging = root / MEMORY / "staging"
        self._staging = _new_staging_folder(self._shared_staging, folder)
        self._staged: list[str] = []
        self._kept: list[str] = []
        self._clear = {""}  # folders in which nothing is in the way

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._staging, ignore_errors=True)
        with contextlib.suppress(OSError):
            self._shared_staging.rmdir()  # unless another build stages there

    def add(self, output: Output) -> None:
        """Stage a file, unless the output folder has it already. What stands in its way is reported."""
        target = self._folder / output.path
        if (obstacle := self._obstacle(output.path)) is not None:
            message = "this was not written by a build but stands where a page must go; move it away"
            self._report(error(Place(path=str(obstacle)), message, "output-foreign"))
        elif not self._is_clean and target.is_file() and target.read_bytes() == output.data:
            self._kept.append(output.path)
        else:
            _write(self._staging / output.path, output.data)
            self._staged.append(output.path)

    def _obstacle(self, path: str) -> Path | None:
        """Return what is not the build's own but stands where a file must go.

        A link counts as such: what lies behind it is somebody else's.
        """
        if (obstacle := self._folder_obstacle(path.rpartition("/")[0])) is not None:
            return obstacle
        target = self._folder / path
        if target.is_symlink() or (target.is_file() and path not in self._owned):
            return target
        if not target.is_dir():
            return None
        inside = ((found, found.relative_to(self._folder).as_posix()) for found in target.rglob("*"))
        return next((found for found, name in inside if not found.is_dir() and name not in self._owned), None)

    def _folder_obstacle(self, path: str) -> Path | None:
        if path in self._clear:
            return None
        if (obstacle := self._folder_obstacle(path.rpartition("/")[0])) is not None:
            return obstacle
        folder = self._folder / path
        if folder.is_symlink() or (folder.exists() and not folder.is_dir() and path not in self._owned):
            return folder
        self._clear.add(path)
        return None

    def publish(self) -> Published:
        """Move what was staged into place and remove what the build owns but no longer makes.

        An interrupt waits until that is done. Raises HalfPublishedError where the disk refuses midway.
        """
        stale = self._owned - set(self._staged) - set(self._kept)
        try:
            with _uninterrupted():
                write_inventory(self._inventory, self._owned | set(self._staged))
                removed = _remove(self._folder, stale)
                for path in self._staged:
                    target = self._folder / path
                    _make_folders(target.parent)
                    (self._staging / path).replace(target)
                write_inventory(self._inventory, {*self._staged, *self._kept})
        except OSError as fault:
            message = f"{fault.strerror}; the site is half new: mend this and build again"
            raise HalfPublishedError(error(Place(path=str(fault.filename)), message, "disk")) from fault
        return Published(written=len(self._staged), unchanged=len(self._kept), removed=removed)


class HalfPublishedError(InputError):
    """The disk refused while files were being moved into place."""


def clean(root: Path, folder: Path) -> int:
    """Remove every file that builds wrote to a folder, and the list of them; return how many files."""
    inventory = inventory_of(root, folder)
    owned = read_inventory(inventory)
    if owned is None:
        return 0
    removed = _remove(folder, owned)
    if folder.is_dir() and any(folder.iterdir()):
        write_inventory(inventory, ())  # somebody's files are left, but the folder stays known
        return removed
    inventory.unlink(missing_ok=True)
    for empty in (folder, inventory.parent, root / MEMORY / "staging", root / MEMORY):
        with contextlib.suppress(OSError):
            empty.rmdir()
    return removed


def inventory_of(root: Path, folder: Path) -> Path:
    """Return the file that lists what builds wrote to a folder."""
    name = os.path.relpath(folder.resolve(), root.resolve())
    digest = hashlib.sha256(name.encode()).hexdigest()[:12]
    return root / MEMORY / "outputs" / f"{digest}.json"


def read_inventory(inventory: Path) -> frozenset[str] | None:
    """Return the files in the list, or None where it is missing or damaged: then nothing is known to be owned."""
    try:
        found = json.loads(inventory.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
        return None
    return frozenset(filter(_is_inside, found))


def write_inventory(inventory: Path, paths: Iterable[str]) -> None:
    """Keep the list, whole or not at all."""
    inventory.parent.mkdir(parents=True, exist_ok=True)
    new = inventory.with_suffix(".new")
    new.write_text(json.dumps(sorted(paths), ensure_ascii=False, indent=0), encoding="utf-8")
    new.replace(inventory)


def _is_inside(path: str) -> bool:
    """Tell whether a path stays in its folder: a planted list must not name files elsewhere."""
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and bool(pure.parts)


def _check_folder(root: Path, folder: Path, *, is_known: bool) -> None:
    resolved, top = folder.resolve(), root.resolve()
    place = Place(path=str(folder))
    inside = [top / name for name in ("content", "layouts", "assets", "gazette", "tests", MEMORY)]
    if top.is_relative_to(resolved) or any(resolved.is_relative_to(kept) for kept in inside) or resolved == Path.home():
        message = "the site cannot be written here, over the collection or a home; choose a folder of its own"
        raise InputError(error(place, message, "output-refused"))
    if folder.exists() and not folder.is_dir():
        raise InputError(error(place, "this is a file; the site needs a folder", "output-refused"))
    if not is_known and folder.is_dir() and any(folder.iterdir()):
        message = "this folder holds files that no build is known to have written; empty it or choose another"
        raise InputError(error(place, message, "output-foreign"))


def _new_staging_folder(shared: Path, folder: Path) -> Path:
    """Make a folder to stage in: in the shared one, or in the output where that is on another disk."""
    shared.mkdir(parents=True, exist_ok=True)
    there = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.is_dir())
    if shared.stat().st_dev != there.stat().st_dev:
        return Path(tempfile.mkdtemp(prefix=".staging-", dir=there))
    return Path(tempfile.mkdtemp(dir=shared))


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait. Only the main thread may say so; others are never interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
    """Remove files and the folders that they leave empty; return how many files there were.

    What stands behind a link, or is a folder by now, is somebody else's and is left alone.
    """
    removed = 0
    folders = {"": True}  # whether each is a real one
    for path in paths:
        file = folder / path
        if _is_real(folder, path.rpartition("/")[0], folders) and (file.is_file() or file.is_symlink()):
            file.unlink()
            removed += 1
    for path in sorted(folders, key=len, reverse=True):
        if path and folders[path]:
            with contextlib.suppress(OSError):
                (folder / path).rmdir()
    return removed


def _is_real(folder: Path, path: str, known: dict[str, bool]) -> bool:
    """Tell whether no part of a path below the folder is a link, and remember it for each part."""
    if path not in known:
        is_real_above = _is_real(folder, path.rpartition("/")[0], known)
        known[path] = is_real_above and not (folder / path).is_symlink()
    return known[path]
