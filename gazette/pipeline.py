"""The way of the data: list, read, collect, plan, render, publish, remember."""

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gazette.collection.library import Collection, Documents, Selection, collect
from gazette.collection.near_duplicates import Known, NearDuplicates
from gazette.collection.relations import AllRelated, Relations
from gazette.config import Config, read_config
from gazette.content.files import File, list_files, sort_files, write_file
from gazette.content.ledger import LEDGER, Ledger, ledger_bytes, read_ledger
from gazette.digests import digest_of
from gazette.engine.engine_key import engine_key
from gazette.engine.freshness import Clock, LastBuild, bounds, inputs_digest, other_files
from gazette.engine.reading import Progress, Reader
from gazette.engine.rendering import Rendering
from gazette.engine.snapshot import Bodies, DamagedError, Snapshot, forget
from gazette.engine.staleness import Memory
from gazette.engine.standing import Standing
from gazette.engine.workers import usable_cores
from gazette.errors import InputError, Place, Problem, Problems, Report, error
from gazette.output.assets import Assets
from gazette.output.layout_keys import LayoutKeys, Uses
from gazette.output.render import Renderer
from gazette.pages.linker import Linker
from gazette.pages.moves import LOST, Settled
from gazette.pages.permalinks import file_of
from gazette.pages.plan import Plan, plan_pages
from gazette.publishing.ground import MEMORY
from gazette.publishing.lock import locked
from gazette.publishing.publication import HalfPublishedError, Output, Publication, Published
from gazette.publishing.publication import clean as remove_site

_ALIKE, _RELATED, _USES = "names that look like one", "related articles", "what layouts use"

T = TypeVar("T")

Tell = Callable[[str], None]
"""Is told a sentence for whoever waits."""


class Order(Struct, frozen=True, kw_only=True):
    """What a build is asked to do."""

    root: Path
    output: Path
    selection: Selection
    base_url: str = ""
    is_strict: bool = False
    is_clean: bool = False
    is_adopting: bool = False
    has_search: bool = True
    jobs: int = 0  # worker processes; 0 for as many as there are processors to use


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a build; where problems kept it from being published, nothing was written or removed."""

    problems: tuple[Problem, ...] = ()  # in the order of their places
    articles: int = 0
    pages: int = 0
    rendered: tuple[tuple[str, str], ...] = ()  # paths of pages, each with the reason
    is_published: bool = False
    published: Published = Published(written=0, unchanged=0, removed=0)
    is_half_new: bool = False  # the disk refused while files were being moved
    leavings: object = None  # all that the build was made of; to take it apart takes a while, so whoever ends need not


class Permalinks(Struct, frozen=True, kw_only=True):
    """What came of a look at the ledger."""

    settled: Settled
    problems: tuple[Problem, ...]
    is_written: bool  # whether the ledger was changed


def build(order: Order, progress: Progress, tell: Tell) -> Outcome:
    """Build the site and publish it, unless there is an error.

    Whatever is wrong, every file is read and every page rendered that can be, so that all
    problems show at once. While another build of the collection is at work, this one waits
    and `tell` is told so.
    """
    problems = Problems(is_strict=order.is_strict)
    try:
        outcome = _prepared(order, problems, progress, tell)
    except InputError as fault:
        fault.tell(problems.report)
        outcome = Outcome(is_half_new=isinstance(fault, HalfPublishedError))
    except OSError as fault:
        message = f"{fault.strerror}; nothing was published"
        problems.report(error(Place(path=str(fault.filename or order.output)), message, "disk"))
        outcome = Outcome()
    return replace(outcome, problems=problems.in_order())


def permalinks(order: Order, progress: Progress, tell: Tell, *, is_recording: bool = False) -> Permalinks:
    """Tell what has become of every recorded address; where it is asked for, record those that are new.

    To record is what `gazette permalinks --record` does, and what a deployment does once the site is up. Nothing is
    recorded where anything but a lost address is an error: the site as it is could not be published.
    """
    problems = Problems(is_strict=order.is_strict)
    settled, is_written = Settled(), False
    try:
        with locked(order.root, tell), Snapshot(order.root / MEMORY, engine_key()) as snapshot:
            before = ledger_bytes(order.root)
            settled = _settled(order, snapshot, problems, progress)
            if is_recording and problems.are_only(LOST):
                is_written = _record(order.root, settled, before)
    except InputError as fault:
        fault.tell(problems.report)
    except OSError as fault:
        problems.report(error(Place(path=LEDGER), f"{fault.strerror}; nothing was recorded", "disk"))
    return Permalinks(settled=settled, problems=problems.in_order(), is_written=is_written)


def _settled(order: Order, snapshot: Snapshot, problems: Problems, progress: Progress) -> Settled:
    clock, content = Clock(order.root / MEMORY), list_files(order.root, problems.report)
    step = partial(_planned, order, content, clock, snapshot, problems, progress)
    return _even_if_damaged(step, snapshot).plan.settled


def _record(root: Path, settled: Settled, before: bytes | None) -> bool:
    """Write the ledger if it is not as it should be, and tell whether it was written.

    Raises InputError where it is not as it was `before`, when it was read: an editor has just saved it.
    """
    text = str(settled.recorded)
    if ledger_bytes(root) != before:
        raise InputError(error(Place(path=LEDGER), "was edited in the meantime; record again", "permalink-edited"))
    if before == text.encode():
        return False
    write_file(root, LEDGER, text)
    return True


def clean(root: Path, output: Path, tell: Tell) -> int:
    """Remove what builds wrote to a folder, and what they remember; return how many files of the site there were."""
    if not (root / MEMORY).is_dir():
        return 0
    with locked(root, tell):
        forget(root / MEMORY)
        return remove_site(root, output)


def _prepared(order: Order, problems: Problems, progress: Progress, tell: Tell) -> Outcome:
    """Build with what earlier builds remember, and without it where it turns out to be damaged."""
    publication = Publication(
        order.root, order.output, problems.report, is_clean=order.is_clean, is_adopting=order.is_adopting
    )
    with locked(order.root, tell), publication, Snapshot(order.root / MEMORY, engine_key()) as snapshot:
        if order.is_clean:
            snapshot.clear()
        build_once = _Build(
            order=order, publication=publication, snapshot=snapshot, problems=problems, progress=progress
        )
        return _even_if_damaged(build_once.outcome, snapshot)


def _even_if_damaged(step: Callable[[], T], snapshot: Snapshot) -> T:
    """Do a step with what a snapshot holds, and again without it where it turns out to be damaged."""
    with contextlib.suppress(DamagedError):
        return step()
    snapshot.clear()
    try:
        return step()
    except DamagedError as fault:
        message = f"cannot be written: {fault}; make room, or remove the file"
        raise InputError(error(Place(path=str(snapshot.path)), message, "disk")) from fault


class _Build(Struct, frozen=True, kw_only=True):
    """One build, with all that its steps share."""

    order: Order
    publication: Publication
    snapshot: Snapshot
    problems: Problems
    progress: Progress

    def outcome(self) -> Outcome:
        """Do what there is to do, and return what came of it."""
        order, report = self.order, self.problems.report
        standing = Standing(self.publication, order.output)
        clock = Clock(order.root / MEMORY)
        content = list_files(order.root, report)
        files = (*content, *other_files(order.root))
        inputs = inputs_digest(files, _settings(order))
        last = self.snapshot.recall(self._name("last build"), LastBuild)
        if last and last.holds(inputs, order.selection.now) and last.site == digest_of(standing.files):
            return _as_before(last, self.problems)

        planned = _planned(order, content, clock, self.snapshot, self.problems, self.progress)
        collection, relations, plan = planned.linker.collection, planned.relations, planned.plan
        self._warn_of_near_duplicates(collection)
        rendering = self._rendered(plan, planned.linker.config, standing)
        outcome = Outcome(articles=len(collection.entries), pages=len(plan.pages), rendered=tuple(rendering.rendered))
        if self.problems.have_errors:
            return outcome

        outcome = replace(outcome, is_published=True, published=self.publication.publish())
        is_sure = all(clock.sure(file.signature) for file in files)
        since, until = bounds(_moments(planned.documents), order.selection.now)
        last = LastBuild(
            inputs=inputs if is_sure else "",
            since=since,
            until=until,
            site=digest_of(self.publication.inventory),
            articles=outcome.articles,
            pages=outcome.pages,
            files=outcome.published.written + outcome.published.unchanged,
            problems=self.problems.in_order(),
        )
        pages = rendering.memory(self.publication.inventory)
        self.snapshot.remember({_RELATED: relations.all, self._name("pages"): pages, self._name("last build"): last})
        return replace(outcome, leavings=(planned, rendering))

    def _warn_of_near_duplicates(self, collection: Collection) -> None:
        """Compare names where any has changed, and remember what came of it, be there errors or not."""
        remembered = self.snapshot.recall(_ALIKE, dict[str, Known])
        near_duplicates = NearDuplicates(remembered)
        near_duplicates.report(collection, self.problems.report)
        if near_duplicates.found != remembered:
            self.snapshot.remember({_ALIKE: near_duplicates.found})

    def _rendered(self, plan: Plan, config: Config, standing: Standing) -> Rendering:
        """Stage every page and asset that is not as it stands."""
        order, report = self.order, self.problems.report
        assets = Assets(order.root, config, report)
        keys = LayoutKeys(order.root, assets, self.snapshot.recall(_USES, tuple[str, dict[str, Uses]]))
        memory = Memory(settings=digest_of(config), site=digest_of(plan.site))
        known = self.snapshot.recall(self._name("pages"), Memory) or memory
        rendering = Rendering(plan.pages, keys, known, memory, self.publication, standing.files)
        renderer = Renderer(
            pages=plan.pages,
            site=plan.site,
            assets=assets,
            root=order.root,
            staging=self.publication.staging,
            folder=order.output,
            is_clean=order.is_clean,
        )
        rendering.run(renderer, order.jobs or usable_cores(), self.progress, report)
        for asset in assets.all():
            self.publication.add(Output(path=file_of(asset.path), data=asset.data))
        self.snapshot.remember({_USES: keys.uses})
        return rendering

    def _name(self, what: str) -> str:
        """Return the name under which something is remembered of this output folder."""
        return f"{what} of {self.order.output}"


class _Planned(Struct, frozen=True, kw_only=True):
    """All that a site is made of, before anything is rendered."""

    documents: Documents
    linker: Linker
    relations: Relations
    plan: Plan


def _planned(
    order: Order, content: tuple[File, ...], clock: Clock, snapshot: Snapshot, problems: Problems, progress: Progress
) -> _Planned:
    """Read the files and plan the site."""
    report = problems.report
    config = read_config(order.root, report, base_url=order.base_url)
    config = replace(config, has_search=config.has_search and order.has_search)
    reader = Reader(
        root=order.root,
        config=config,
        snapshot=snapshot,
        sure=clock.sure,
        jobs=order.jobs or usable_cores(),
        progress=progress,
        report=report,
    )
    documents = reader.documents(sort_files(content, config, report))
    linker = Linker(collect(documents, config, order.selection, report), config, Bodies(snapshot.path))
    relations = Relations(linker.collection, snapshot.recall(_RELATED, AllRelated))
    plan = plan_pages(documents, linker, relations, report, _ledger(order.root, report))
    return _Planned(documents=documents, linker=linker, relations=relations, plan=plan)


def _ledger(root: Path, report: Report) -> Ledger | None:
    try:
        return read_ledger(root, report)
    except InputError as fault:
        fault.tell(report)
        return None


def _settings(order: Order) -> tuple[object, ...]:
    """Return what was asked for, so far as the site depends on it; "now" apart."""
    shown = order.selection
    environment = os.environ.get("GAZETTE_BASE_URL", "")
    options = (order.base_url, environment, order.has_search)
    return (*options, shown.has_drafts, shown.has_future, shown.has_expired)


def _as_before(last: LastBuild, problems: Problems) -> Outcome:
    for problem in last.problems:
        problems.report(problem)
    unchanged = Published(written=0, unchanged=last.files, removed=0)
    return Outcome(articles=last.articles, pages=last.pages, is_published=not problems.have_errors, published=unchanged)


def _moments(documents: Documents) -> set[datetime]:
    """Return every moment at which an article begins or ceases to be shown."""
    moments = (
        moment for article in documents.articles for moment in (article.published, article.publish_at, article.expires)
    )
    return {moment.instant for moment in moments if moment}
