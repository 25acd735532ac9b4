"""What verbs ask for: to build, examine, gather, plan, edit and clean a collection, each under its lock."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from gazette.collection.selection import Selection
from gazette.config import CONFIG_NAME, Config, read_config
from gazette.content.files import list_files
from gazette.content.saving import Change, finish_saving, save_all
from gazette.engine.engine_key import engine_key
from gazette.engine.freshness import Clock
from gazette.engine.gathering import Gathered, Gatherer, Planned, Recollection
from gazette.engine.reading import Progress
from gazette.engine.snapshot import DamagedError, Snapshot, forget
from gazette.engine.tracked import is_tracked
from gazette.engine.workers import usable_cores
from gazette.errors import InputError, Place, Problems, Report, count, error, listed, printable
from gazette.pipeline import Build, Hear, Order, Outcome, config_of
from gazette.publishing.ground import MEMORY
from gazette.publishing.lock import locked
from gazette.publishing.outputs import clean as remove_site
from gazette.publishing.publication import HalfPublishedError, Publication

T = TypeVar("T")
Tell = Callable[[str], None]
"""Is told a sentence for whoever waits."""


def build(
    order: Order,
    progress: Progress,
    tell: Tell,
    recollection: Recollection | None = None,
    hear: Hear = lambda _: None,
) -> Outcome:
    """Build the site and publish it, unless there is an error.

    Whatever is wrong, every file is read and every page rendered that can be, so that all
    problems show at once. While another build of the collection is at work, this one waits
    and `tell` is told so. Who builds again and again gives the same `recollection` each time, and `hear` is told
    what came of it as soon as the site is published, before it is remembered how it was made.
    """
    problems = Problems(is_strict=order.is_strict)
    try:
        outcome = _prepared(order, problems, progress, tell, partial(Build.outcome, hear=hear), recollection)
    except InputError as fault:
        fault.tell(problems.report)
        outcome = Outcome(is_half_new=isinstance(fault, HalfPublishedError))
    except OSError as fault:
        message = f"{fault.strerror}; nothing was published"
        problems.report(error(Place(path=str(fault.filename or order.output)), message, "disk"))
        outcome = Outcome()
    return replace(outcome, problems=problems.found())


def examine(
    order: Order, problems: Problems, progress: Progress, tell: Tell, recollection: Recollection | None = None
) -> Planned:
    """Do all that a build does but publish, and return what the site would be made of. Raises InputError, OSError."""
    return _prepared(order, problems, progress, tell, Build.examined, recollection)


def gather(
    root: Path, config: Config, selection: Selection, report: Report, progress: Progress, tell: Tell
) -> Gathered:
    """Return the collection as a build reads it, with what earlier builds remember; nothing of the site is touched.

    The lock of the collection is held only while it is read. Raises InputError.
    """
    with locked(root, tell):
        finish_edits(root, tell)
        return gather_under_lock(root, config, selection, report, progress)


def gather_under_lock(root: Path, config: Config, selection: Selection, report: Report, progress: Progress) -> Gathered:
    """Return what `gather` does, to who holds the lock already and goes on to write what depends on it."""
    with _remembered(root) as snapshot:
        gatherer = _gatherer(root, snapshot, progress, report)
        content = list_files(root, report)
        return _soundly(snapshot, lambda: gatherer.gather(content, config, selection))


def plan(order: Order, report: Report, progress: Progress, tell: Tell) -> Planned:
    """Return what a build would make a site of, as far as that can be told before pages are rendered.

    The lock of the collection is held only while it is read. Raises InputError.
    """
    _require_settings(order.root, report)
    with locked(order.root, tell), _remembered(order.root) as snapshot:
        finish_edits(order.root, tell)
        gatherer = _gatherer(order.root, snapshot, progress, report)
        content = list_files(order.root, report)
        config = config_of(order, report)
        return _soundly(snapshot, lambda: gatherer.plan(content, config, order.selection))


def clean(root: Path, output: Path, report: Report, tell: Tell) -> int:
    """Remove what builds wrote to a folder, and what they remember; return how many files of the site there were."""
    if not (root / MEMORY).is_dir():
        return 0
    with locked(root, tell):
        removed = remove_site(root, output, report)
        forget(root / MEMORY)
        return removed


def edit(root: Path, changes: Iterable[Change], tell: Tell) -> None:
    """Change files of the collection as one, under its lock. Raises InputError and OSError: all is then as before."""
    with locked(root, tell):
        finish_edits(root, tell)
        save_all(root, root / MEMORY, changes)


def finish_edits(root: Path, tell: Tell) -> None:
    """Complete an edit that was killed while it wrote, and tell so. The lock must be held."""
    files, edited = finish_saving(root, root / MEMORY)
    if files:
        tell(f"an edit had been cut short; it is finished now, in {count(files, 'file', 'files')}")
    if edited:
        tell(f"but {listed(map(printable, edited))} had been edited since, and was left as it is; do it again")


def _prepared(
    order: Order,
    problems: Problems,
    progress: Progress,
    tell: Tell,
    work: Callable[[Build], T],
    recollection: Recollection | None = None,
) -> T:
    """Build with what earlier builds remember, and without it where it turns out to be damaged."""
    _require_settings(order.root, problems.report)
    publication = Publication(
        order.root,
        order.output,
        problems.report,
        is_clean=order.is_clean,
        is_adopting=order.is_adopting,
        is_private=order.is_private,
    )
    with locked(order.root, tell), publication, _remembered(order.root, recollection) as snapshot:
        finish_edits(order.root, tell)
        if order.is_clean:
            snapshot.clear()
        if publication.outputs is not None:
            snapshot.forget_outputs(publication.outputs | {publication.output})
        build_once = Build(
            order=order,
            publication=publication,
            snapshot=snapshot,
            problems=problems,
            progress=progress,
            recollection=recollection or Recollection(is_lasting=False),
        )
        return _soundly(snapshot, lambda: work(build_once))


@contextlib.contextmanager
def _remembered(root: Path, recollection: Recollection | None = None) -> Iterator[Snapshot]:
    """Give what earlier builds remember; nothing where it may have come with a change, unless this process made it."""
    with Snapshot(root / MEMORY, engine_key(), recollection.rows if recollection else None) as snapshot:
        if is_tracked(root) and not (recollection and recollection.site):
            snapshot.clear()
        yield snapshot


def _require_settings(root: Path, report: Report) -> None:
    """Raise InputError in a folder without settings, having reported what else it lacks: nothing is kept in there."""
    if not (root / CONFIG_NAME).exists():
        list_files(root, report)
        read_config(root, report)


def _soundly(snapshot: Snapshot, work: Callable[[], T]) -> T:
    """Do some work, and do it again without what is remembered where that turns out to be damaged."""
    with contextlib.suppress(DamagedError):
        return work()
    snapshot.clear()
    try:
        return work()
    except DamagedError as fault:
        message = f"cannot be written: {fault}; make room, or remove the file"
        raise InputError(error(Place(path=str(snapshot.path)), message, "disk")) from fault


def _gatherer(root: Path, snapshot: Snapshot, progress: Progress, report: Report) -> Gatherer:
    """Return what gathers once."""
    return Gatherer(
        root=root,
        snapshot=snapshot,
        sure=Clock(root / MEMORY).sure,
        jobs=usable_cores(),
        progress=progress,
        report=report,
        recollection=Recollection(is_lasting=False),
    )
