"""Publishing: rendered files become the site, and nothing that is not the build's own is touched."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from msgspec import Struct

from gazette.errors import InputError, Place, Report, error
from gazette.publishing.edition import Edition, HalfPublishedError
from gazette.publishing.firmly import firmly
from gazette.publishing.ground import STAGING, Ground, check_ground, check_output, find_ground, is_empty, tidy
from gazette.publishing.handover import hand_over, recover
from gazette.publishing.inventory import Stamp, State, inode_of
from gazette.publishing.obstacles import Obstacles, in_the_way
from gazette.publishing.outputs import forget_gone, known_outputs, require_apart
from gazette.publishing.shadow import shadow_files
from gazette.publishing.survey import Look, Survey, look, survey
from gazette.publishing.trees import FOLDER_MODE, is_file, remove_folder

__all__ = ["HalfPublishedError", "Output", "Publication", "Published", "stage", "stage_file"]

_CHUNK = 1 << 20  # bytes of a file of any size that are held at once
_FILE_MODE = 0o644  # whatever the umask: the same site on every machine


class Output(Struct, frozen=True, kw_only=True):
    """A file of the site."""

    path: str  # relative to the output folder
    data: bytes


class Published(Struct, frozen=True, kw_only=True):
    """How many files were written, found to be the same, and removed."""

    written: int
    unchanged: int
    removed: int


class Publication:
    """Files on their way to the output folder: staged one by one, then published together.

    To be used in a `with` statement, under the lock of the collection. Left without `publish`,
    it changes nothing. Only files that an earlier publication recorded as its own are ever
    overwritten or removed.
    """

    outputs: frozenset[str] | None = None  # all of the collection that are remembered; None where nobody looked
    staging: Path  # while it is open: where `stage` writes
    changed: frozenset[str] = frozenset()  # once it is published: files that are not what they were, or gone

    def __init__(
        self,
        root: Path,
        folder: Path,
        report: Report,
        *,
        is_clean: bool = False,
        is_adopting: bool = False,
        is_private: bool = False,
    ) -> None:
        """Prepare to publish in a folder. Raises InputError where that is not the build's to write to.

        `is_clean` writes every file anew; `is_adopting` takes a folder that holds somebody's files;
        `is_private` says that nobody else writes to the folder, so that it need not be looked at.
        """
        check_output(root, folder)
        self._root = root
        self._ground = find_ground(root, folder)
        self._folder = folder
        self._report = report
        self._is_clean = is_clean
        self._is_adopting = is_adopting
        self._is_private = is_private
        self._state: State | None = None
        self._seen: Obstacles | None = None
        self._is_as_left = False  # since nobody else writes there
        self._staged = set[str]()
        self._kept = set[str]()

    def __enter__(self) -> Self:
        """Mend what a killed build left. Raises InputError where the folder holds files of nobody known."""
        check_ground(self._root, self._ground)
        known = None if self._is_private else known_outputs(self._root, self._ground)
        if known:
            require_apart(self._ground, known, self._root)
        with firmly():
            self.outputs = forget_gone(known, self._report, is_at_once=False) if known else None
            self._state = recover(self._ground, self._report)
        if self._state is None and not self._is_adopting and not is_empty(self._ground.folder):
            message = (
                "this folder holds files that no build is known to have written; "
                "empty it, choose another, or give --adopt to publish beside them"
            )
            raise InputError(error(Place(path=str(self._folder)), message, "output-foreign"))
        self.staging = _new_staging(self._ground)
        if self._is_private and self._state and self._state.folder == inode_of(self._ground.folder):
            as_published = Survey(standing=frozenset(self.inventory), foreign=frozenset())
            self._seen = Obstacles(self._ground.folder, self.inventory, as_published)
        self._is_as_left = self.is_known
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(fault, HalfPublishedError):  # the next start needs what is staged
            remove_folder(self.staging)
        tidy(self._ground)

    @property
    def output(self) -> str:
        """The folder's path relative to the root, however it was written."""
        return self._ground.output

    @property
    def inventory(self) -> dict[str, Stamp]:
        """The build's own files with their stamps, as they were published last."""
        return self._state.files if self._state else {}

    @property
    def is_known(self) -> bool:
        """Whether what stands in the folder is known already."""
        return self._seen is not None

    @property
    def look_at_site(self) -> Look:
        """What a survey of the site is to look at."""
        return self._ground.folder, self.inventory

    @property
    def look_at_shadow(self) -> Look:
        """What a survey of its shadow is to look at."""
        return self._ground.shadow, shadow_files(self._ground, self._state)

    def stands(self, found: Survey | None = None) -> frozenset[str]:
        """Return which of the build's own files are in the site exactly as published.

        Takes a survey of the folder and the inventory that was made meanwhile, or makes one.
        """
        if found is not None:
            self._seen = Obstacles(self._ground.folder, self.inventory, found)
        return frozenset() if self._is_clean else self._site().found.standing

    def add(self, output: Output) -> bool:
        """Stage a file, unless the site has it already; tell whether it was staged. An obstacle is reported."""
        is_staged = stage(self.staging, self._ground.folder, output, is_clean=self._is_clean)
        self.note(output.path, is_staged=is_staged)
        return is_staged

    def note(self, path: str, *, is_staged: bool) -> None:
        """Take note of a file that `stage` wrote, or that needs no writing. What stands in its way is reported."""
        obstacle = self._site().at(path)
        if obstacle is not None and not self._is_adopted(path, obstacle, is_staged=is_staged):
            self._report(in_the_way(obstacle))
            return
        noted, other = (self._staged, self._kept) if is_staged and not obstacle else (self._kept, self._staged)
        noted.add(path)
        other.discard(path)

    def keep(self, paths: Iterable[str]) -> None:
        """Take note of files that stand as they were published, and stay."""
        self._kept.update(paths)

    def publish(self, shadow: Survey | None = None) -> Published:
        """Let the files that were noted be the site, and no others of the build's own.

        Takes a survey of the shadow that was made meanwhile, or makes one.
        An interrupt waits until that is done. Raises InputError where the disk refuses or
        something has come in the way, HalfPublishedError where the site is not whole.
        """
        edition = Edition(
            staging=self.staging,
            before=self._state,
            found=self._site().found,
            staged=frozenset(self._staged),
            kept=frozenset(self._kept),
            found_shadow=None if self._is_as_left else shadow or look(self.look_at_shadow),
            is_private=self._is_private,
        )
        removed = sum(is_file(self._ground.folder / path) for path in edition.stale)
        self._state = self._handed_over(edition)
        self.changed = edition.changed
        return Published(written=len(edition.staged), unchanged=len(edition.kept), removed=removed)

    def _handed_over(self, edition: Edition) -> State:
        late = [path for path in edition.staged - self.inventory.keys() if self._site().has_come(path)]
        if late:
            raise InputError(*(in_the_way(self._ground.folder / path) for path in sorted(late)))
        try:
            with firmly():
                return hand_over(self._ground, edition, self._report)
        except OSError as fault:
            with contextlib.suppress(OSError), firmly():
                recover(self._ground, self._report)
            cure = "let this user change what is here" if isinstance(fault, PermissionError) else "mend this"
            message = f"{fault.strerror}; the site is as it was: {cure} and build again"
            raise InputError(error(Place(path=str(fault.filename or self._folder)), message, "disk")) from fault

    def _site(self) -> Obstacles:
        """Return the site as it was found, which is looked at once."""
        if self._seen is None:
            self._seen = Obstacles(self._ground.folder, self.inventory, survey(self._ground.folder, self.inventory))
        return self._seen

    def _is_adopted(self, path: str, obstacle: Path, *, is_staged: bool) -> bool:
        """Tell whether what stands in the way is the very file that must go there, in a folder that is adopted."""
        if not (self._is_adopting and obstacle == self._ground.folder / path and is_file(obstacle)):
            return False
        return not is_staged or _has_bytes(obstacle, (self.staging / path).read_bytes())


def stage(staging: Path, folder: Path, output: Output, *, is_clean: bool = False) -> bool:
    """Write a file to the staging folder, unless the site has these very bytes; tell whether it was written."""
    if not is_clean and _has_bytes(folder / output.path, output.data):
        return False
    with open(f"{staging}/{output.path}", "wb", opener=_new_file) as stream:
        stream.write(output.data)
    return True


def stage_file(staging: Path, folder: Path, path: str, source: BinaryIO, *, is_clean: bool = False) -> bool:
    """Copy an open file to the staging folder, unless the site has these very bytes; tell whether it was copied."""
    if not is_clean and _has_bytes_of(folder / path, source):
        return False
    source.seek(0)
    with open(f"{staging}/{path}", "wb", opener=_new_file) as stream:
        shutil.copyfileobj(source, stream, _CHUNK)
    return True


def _new_staging(ground: Ground) -> Path:
    ground.workshop.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=ground.workshop))
    staging.chmod(FOLDER_MODE)
    return staging


def _has_bytes(file: Path, data: bytes) -> bool:
    try:
        found = file.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _has_bytes_of(file: Path, source: BinaryIO) -> bool:
    if not is_file(file):
        return False
    with file.open("rb") as standing:
        while (data := source.read(_CHUNK)) == standing.read(_CHUNK):
            if not data:
                return True
    return False


def _new_file(path: str, flags: int) -> int:
    """Open a file, in folders that are made where they are missing; paths are text, since there are thousands."""
    try:
        handle = os.open(path, flags, _FILE_MODE)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        handle = os.open(path, flags, _FILE_MODE)
    os.chmod(path, _FILE_MODE)  # noqa: PTH101
    return handle


def _make_folder(path: str) -> None:
    """Make a folder and those above it, which another worker may do at the same time."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        _make_folder(path)
    except FileExistsError:
        return
    os.chmod(path, FOLDER_MODE)  # noqa: PTH101
