"""The way of the data: list, read, collect, plan, render, publish, remember."""

import contextlib
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gazette.collection.library import Documents
from gazette.collection.selection import Selection
from gazette.config import Config, read_config
from gazette.content.files import File, list_files
from gazette.digests import digest_of
from gazette.engine.budget import allowance
from gazette.engine.freshness import Clock, LastBuild, bounds, inputs_digest, other_files
from gazette.engine.gathering import RELATED, Gatherer, Planned, Recollection
from gazette.engine.reading import Progress
from gazette.engine.rendering import Rendering
from gazette.engine.snapshot import Snapshot, name_of_output
from gazette.engine.staleness import Judge, Memory
from gazette.engine.standing import Standing
from gazette.engine.tracked import report_tracked
from gazette.engine.workers import usable_cores
from gazette.errors import Found, Problems, Report
from gazette.output.assets import Assets
from gazette.output.layout_keys import LayoutKeys, Uses
from gazette.output.render import Renderer
from gazette.output.theme import report_no_files
from gazette.pages.permalinks import file_of
from gazette.publishing.ground import MEMORY
from gazette.publishing.publication import Output, Publication, Published

_USES = "what layouts use"


class Order(Struct, frozen=True, kw_only=True):
    """What a build is asked to do."""

    root: Path
    output: Path
    selection: Selection
    base_url: str = ""
    is_strict: bool = False
    is_clean: bool = False
    is_adopting: bool = False
    is_private: bool = False  # nobody else writes to the output, so that it need not be looked at
    has_search: bool = True
    links: str = ""  # what broken links are, instead of what config.yaml says
    has_fingerprints: bool = True  # assets have names that tell their content, so that hosts may keep them for ever
    jobs: int = 0  # worker processes; 0 for as many as there are processors to use


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a build; where problems kept it from being published, nothing was written or removed."""

    problems: Found = Found()
    articles: int = 0
    held_back: tuple[str, ...] = ()  # why each article or page is not shown that is not
    pages: int = 0
    rendered: tuple[tuple[str, str], ...] = ()  # paths of pages, each with the reason
    is_published: bool = False
    published: Published = Published(written=0, unchanged=0, removed=0)
    changed: frozenset[str] = frozenset()  # files of the site that are not what they were, or gone
    until: datetime | None = None  # the moment from which on the same files make another site
    is_half_new: bool = False  # the disk refused while files were being moved
    leavings: object = None  # all that the build was made of; to take it apart takes a while, so whoever ends need not


Hear = Callable[[Outcome], None]
"""Is told what came of a build."""


class Build(Struct, frozen=True, kw_only=True):
    """One build, with all that its steps share."""

    order: Order
    publication: Publication
    snapshot: Snapshot
    problems: Problems
    progress: Progress
    recollection: Recollection

    def outcome(self, hear: Hear) -> Outcome:
        """Do what there is to do, and return what came of it; `hear` is told as soon as it can be seen."""
        order, report = self.order, self.problems.report
        standing = Standing(self.publication)
        clock = Clock(order.root / MEMORY)
        listing = Problems()
        report_tracked(order.root, listing.report)
        content = list_files(order.root, listing.report)
        files = (*content, *other_files(order.root))
        inputs = inputs_digest(files, (_settings(order), [ascii(str(problem)) for problem in listing.in_order()]))
        last = self.snapshot.recall(self._name("last build"), LastBuild)
        if last and last.holds(inputs, order.selection.now) and last.site == digest_of(standing.files):
            return _as_before(last, self.problems)
        standing.begin_with_shadow()

        for problem in listing.in_order():
            report(problem)
        planned = self._planned(content, clock)
        plan, entries = planned.plan, planned.collection.entries
        with contextlib.closing(planned.bodies):
            rendering = self._rendered(planned, standing, files)
        outcome = Outcome(
            articles=len(entries),
            held_back=tuple(sorted(planned.collection.held_back.values())),
            pages=len(plan.pages),
            rendered=tuple(rendering.rendered),
        )
        if self.problems.have_errors:
            return outcome

        published = self.publication.publish(standing.shadow)
        since, until = bounds(_moments(planned.documents), order.selection.now)
        outcome = replace(
            outcome,
            problems=self.problems.found(),
            is_published=True,
            published=published,
            changed=self.publication.changed,
            until=until,
            leavings=(planned, rendering),
        )
        hear(outcome)
        is_sure = all(clock.sure(file.signature) for file in files)
        self._remember(planned, rendering, outcome, inputs=inputs if is_sure else "", since=since)
        return outcome

    def _remember(
        self, planned: Planned, rendering: Rendering, outcome: Outcome, *, inputs: str, since: datetime | None
    ) -> None:
        """Remember how the site was made that was published."""
        last = LastBuild(
            inputs=inputs,
            since=since,
            until=outcome.until,
            site=digest_of(self.publication.inventory),
            articles=outcome.articles,
            held_back=outcome.held_back,
            pages=outcome.pages,
            files=outcome.published.written + outcome.published.unchanged,
            problems=outcome.problems,
        )
        pages = rendering.memory(self.publication.inventory)
        if self.recollection.is_lasting:
            self.recollection.site = rendering.site(self.publication.inventory)
        related = planned.relations.all
        self.snapshot.remember({RELATED: related, self._name("pages"): pages, self._name("last build"): last})

    def examined(self) -> Planned:
        """Find every problem there is, and return the site before anything of it was rendered."""
        standing = Standing(self.publication)
        clock = Clock(self.order.root / MEMORY)
        report_tracked(self.order.root, self.problems.report)
        content = list_files(self.order.root, self.problems.report)
        planned = self._planned(content, clock)
        with contextlib.closing(planned.bodies):  # who asks again opens them again
            rendering = self._rendered(planned, standing, (*content, *other_files(self.order.root)))
        if self.recollection.is_lasting and not rendering.has_stale:
            self.recollection.site = rendering.site(standing.files)
        return planned

    def _planned(self, content: tuple[File, ...], clock: Clock) -> Planned:
        order, report = self.order, self.problems.report
        gatherer = Gatherer(
            root=order.root,
            snapshot=self.snapshot,
            sure=clock.sure,
            jobs=order.jobs or usable_cores(),
            progress=self.progress,
            report=report,
            recollection=self.recollection,
        )
        return gatherer.plan(content, config_of(order, report), order.selection)

    def _rendered(self, planned: Planned, standing: Standing, files: Iterable[File]) -> Rendering:
        """Stage every page and asset that is not as it stands; the site is made of the files."""
        order, report, plan, config = self.order, self.problems.report, planned.plan, planned.config
        report_no_files(order.root, report)
        assets = Assets(order.root, config, report, has_fingerprints=order.has_fingerprints)
        keys = LayoutKeys(order.root, assets, self.snapshot.recall(_USES, tuple[str, dict[str, Uses]]))
        memory = Memory(settings=digest_of(config), site=digest_of(plan.site))
        old = self.snapshot.recall(self._name("pages"), Memory) or memory
        judge = Judge(keys, old, memory, standing.files, self.recollection.site)
        rendering = Rendering(plan.pages, judge, self.publication, allowance(files, config))
        renderer = Renderer(
            pages=plan.pages,
            linker=planned.linker,
            site=plan.site,
            assets=assets,
            root=order.root,
            staging=self.publication.staging,
            folder=order.output,
            is_clean=order.is_clean,
        )
        jobs = order.jobs or usable_cores()
        rendering.run(renderer, jobs, self.progress, report, is_lasting=self.recollection.is_lasting)
        for asset in assets.all():
            self.publication.add(Output(path=file_of(asset.path), data=asset.data))
        self.snapshot.remember({_USES: keys.uses})
        return rendering

    def _name(self, what: str) -> str:
        """Return the name under which something is remembered of this output folder."""
        return name_of_output(what, self.publication.output)


def config_of(order: Order, report: Report) -> Config:
    """Return the settings of a collection, so far as the order does not say otherwise. Raises InputError."""
    config = read_config(order.root, report, base_url=order.base_url)
    return replace(config, has_search=config.has_search and order.has_search, links=order.links or config.links)


def _settings(order: Order) -> tuple[object, ...]:
    """Return what was asked for, so far as the site depends on it; "now" apart."""
    shown = order.selection
    environment = os.environ.get("GAZETTE_BASE_URL", "")
    options = (order.base_url, environment, order.has_search, order.has_fingerprints, order.links)
    return (*options, shown.has_drafts, shown.has_future, shown.has_expired)


def _as_before(last: LastBuild, problems: Problems) -> Outcome:
    for problem in last.problems:
        problems.report(problem)
    unchanged = Published(written=0, unchanged=last.files, removed=0)
    return Outcome(
        articles=last.articles,
        held_back=last.held_back,
        pages=last.pages,
        is_published=not problems.have_errors,
        published=unchanged,
        until=last.until,
    )


def _moments(documents: Documents) -> set[datetime]:
    """Return every moment at which an article begins or ceases to be shown."""
    moments = (
        moment for article in documents.articles for moment in (article.published, article.publish_at, article.expires)
    )
    return {moment.instant for moment in moments if moment}
