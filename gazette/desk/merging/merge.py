"""The verb merge: read the collection, plan what makes two names one, and write it if that is meant."""

from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.config import Config, Taxonomy
from gazette.content.files import CONTENT, file_at, list_files, read_file, sort_files
from gazette.content.saving import Change, save_all
from gazette.desk.collection import reporting, sound_config
from gazette.desk.merging.plan import Merger, Wish, plan_merge
from gazette.engine.engine_key import engine_key
from gazette.engine.freshness import Clock
from gazette.engine.reading import Progress, Reader
from gazette.engine.snapshot import DamagedError, Snapshot
from gazette.engine.workers import usable_cores
from gazette.errors import Found, InputError, Place, Problem, Problems, Severity, error, listed, quoted, suggestion
from gazette.operations import Tell, finish_edits
from gazette.publishing.ground import MEMORY
from gazette.publishing.lock import locked


class UnknownTaxonomyError(Exception):
    """The site has no such taxonomy; says which it has."""


class MergeOrder(Struct, frozen=True, kw_only=True):
    """What a merge is asked to do."""

    root: Path
    taxonomy: str
    wrong: str
    right: str
    is_rewriting: bool = False
    is_meant: bool = False  # else only what would be done is told


class Merged(Struct, frozen=True, kw_only=True):
    """What came of a merge, or would."""

    problems: Found = Found()
    changes: tuple[Change, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()  # old addresses on the site with the new ones
    notes: tuple[str, ...] = ()


def merge(order: MergeOrder, progress: Progress, tell: Tell) -> Merged:
    """Make two names one, or find out what that would change.

    Raises UnknownTaxonomyError. Where there is a problem, nothing was changed.
    """
    problems = Problems()
    merged = Merged()
    with reporting(problems.report, "all files are as they were", order.root):
        config = sound_config(order.root)
        merged = _merged(order, config, progress, tell)
    return Merged(problems=problems.found()) if problems.have_errors else merged


def _merged(order: MergeOrder, config: Config, progress: Progress, tell: Tell) -> Merged:
    with locked(order.root, tell):
        finish_edits(order.root, tell)
        wish = Wish(
            taxonomy=_taxonomy(order.taxonomy, config),
            wrong=order.wrong,
            right=order.right,
            is_rewriting=order.is_rewriting,
        )
        documents = _documents(order, config, progress)
        files = _Files(order.root, config.limits.file_bytes)
        merger = plan_merge(wish, documents, files.text)
        changes = files.changes(merger)
        if order.is_meant:
            save_all(order.root, order.root / MEMORY, changes)
    return Merged(changes=changes, moved=merger.moved, notes=merger.notes)


def _taxonomy(name: str, config: Config) -> Taxonomy:
    names = [taxonomy.name for taxonomy in config.taxonomies]
    if name not in names:
        meant = [taxonomy.name for taxonomy in config.taxonomies if name in {taxonomy.singular, taxonomy.key}]
        near = f"; did you mean {quoted(meant[0])}?" if meant else suggestion(name, names)
        hint = near or f"; there are {listed(names)}"
        raise UnknownTaxonomyError(f"there is no taxonomy {quoted(name)}{hint}")
    return config.taxonomy(name)


def _documents(order: MergeOrder, config: Config, progress: Progress) -> Documents:
    """Return what all files say. Raises InputError where one that matters cannot be read."""
    with Snapshot(order.root / MEMORY, engine_key()) as snapshot:
        try:
            return _read(order, config, snapshot, progress)
        except DamagedError:
            snapshot.clear()
            return _read(order, config, snapshot, progress)


def _read(order: MergeOrder, config: Config, snapshot: Snapshot, progress: Progress) -> Documents:
    listing, reading = Problems(), Problems()
    tree = sort_files(list_files(order.root, listing.report), config, reading.report)
    reader = Reader(
        root=order.root,
        config=config,
        snapshot=snapshot,
        sure=Clock(order.root / MEMORY).sure,
        jobs=usable_cores(),
        progress=progress,
        report=reading.report,
    )
    documents = reader.documents(tree)
    in_the_way = [
        *(problem for problem in listing.found() if problem.severity is Severity.ERROR),
        *(problem for problem in reading.found() if _is_in_the_way(problem, documents)),
    ]
    if in_the_way:
        raise InputError(*in_the_way)
    return documents


def _is_in_the_way(problem: Problem, documents: Documents) -> bool:
    return problem.severity is Severity.ERROR and problem.place.path in documents.unread


class _Files:
    """The files of a collection as bytes; what links lead to is the file itself."""

    def __init__(self, root: Path, most_bytes: int) -> None:
        self._root = root
        self._most_bytes = most_bytes
        self._known: dict[str, bytes] = {}

    def text(self, path: str) -> str:
        """Return the text of a file."""
        if path not in self._known:
            self._known[path] = read_file(self._root, path, self._most_bytes)
        return self._known[path].decode()

    def changes(self, merger: Merger) -> tuple[Change, ...]:
        """Return what a merge changes, in the order of paths. Raises InputError where a new file is there already."""
        found: dict[str, Change] = {}
        for path, text in sorted(merger.texts.items()):
            if path not in self._known:
                if file_at(self._root, path).exists():
                    message = "there is such a file already, which is no record of that name; rename it"
                    raise InputError(error(Place(path=path), message, "merge-refused"))
                found[path] = Change(path=path, before=None, after=(text or "").encode())
                continue
            before, after = self._known[path], None if text is None else text.encode()
            if before != after:
                own = self._own_path(path) if after is not None else self._path_on_disk(path)
                found[own] = Change(path=own, before=before, after=after)
        return tuple(found.values())

    def _own_path(self, path: str) -> str:
        """Return the path of the file that a link leads to, else the path itself."""
        file, content = file_at(self._root, path).resolve(), (self._root / CONTENT).resolve()
        return f"{CONTENT}/{file.relative_to(content).as_posix()}"

    def _path_on_disk(self, path: str) -> str:
        """Return a path in the Unicode form that the file system has it in."""
        return file_at(self._root, path).relative_to(self._root).as_posix()
