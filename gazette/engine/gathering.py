"""Gathering: from the files of a collection to what they mean together, and to the plan of a site."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from gazette.collection.collector import Collector
from gazette.collection.library import Collection, Documents, Term
from gazette.collection.near_duplicates import Known, NearDuplicates
from gazette.collection.relations import AllRelated, Relations
from gazette.collection.selection import Selection, select
from gazette.config import Config
from gazette.content.files import File, sort_files
from gazette.content.ledger import Ledger, read_ledger
from gazette.engine.reading import Progress, Reader, Sure
from gazette.engine.snapshot import Bodies, DecodedRows, Snapshot
from gazette.engine.staleness import LastSite
from gazette.errors import InputError, Report
from gazette.last_result import LastResult
from gazette.pages.linker import Linker
from gazette.pages.plan import Plan, Planner

_ALIKE = "names that look like one"
RELATED = "related articles"
"""The name under which a build remembers these."""


class Gathered(Struct, frozen=True, kw_only=True):
    """What was read, and the collection that it makes."""

    config: Config
    documents: Documents
    collection: Collection
    basis: tuple[object, ...]  # what tells apart all on which the collection depends


class Planned(Struct, frozen=True, kw_only=True):
    """A site before anything of it is rendered."""

    documents: Documents
    linker: Linker
    relations: Relations
    plan: Plan
    bodies: Bodies

    @property
    def config(self) -> Config:
        """The settings."""
        return self.linker.config

    @property
    def collection(self) -> Collection:
        """What the documents mean together."""
        return self.linker.collection


class Recollection:
    """What a process that builds again and again need not find out again.

    A build with it comes to what a build without it would.
    """

    def __init__(self, *, is_lasting: bool = True) -> None:
        """Begin with nothing; `is_lasting` is false where there will be no other build."""
        self.is_lasting = is_lasting
        self.rows = DecodedRows()
        self.config = LastResult[Config]()
        self.collector = Collector()
        self.collection = LastResult[Collection]()
        self.related_terms: Mapping[tuple[str, str], Term] = {}
        self.planner = Planner()
        self.planned = LastResult[Planned]()
        self.site: LastSite | None = None


class Gatherer(Struct, frozen=True, kw_only=True):
    """Reads a collection, with what is remembered of it, and remembers what it learns."""

    root: Path
    snapshot: Snapshot
    sure: Sure
    jobs: int
    progress: Progress
    report: Report
    recollection: Recollection

    def gather(self, content: tuple[File, ...], config: Config, selection: Selection) -> Gathered:
        """Return the collection that these files make, as it stands under the selection. Raises DamagedError."""
        config = self.recollection.config.of(config, lambda _: config, self.report)  # the last one, if it is equal
        documents = self._documents(content, config)
        shown = select(documents.articles, documents.pages, selection)
        basis = (config, *_keys(documents), documents.media, documents.unread, shown.held_back, shown.reasons)

        make = partial(self.recollection.collector.collect, documents, config, shown)
        collection = self.recollection.collection.of(basis, make, self.report)
        self._warn_of_near_duplicates(collection)
        return Gathered(config=config, documents=documents, collection=collection, basis=basis)

    def plan(self, content: tuple[File, ...], config: Config, selection: Selection) -> Planned:
        """Return the site that these files make. Raises DamagedError."""
        gathered, ledger = self.gather(content, config, selection), self._ledger()

        def make(report: Report) -> Planned:
            return self._planned(gathered, ledger, report)

        return self.recollection.planned.of((gathered.basis, ledger), make, self.report)

    def _planned(self, gathered: Gathered, ledger: Ledger, report: Report) -> Planned:
        documents, collection, config = gathered.documents, gathered.collection, gathered.config
        bodies = Bodies(self.snapshot.path)
        recollection = self.recollection
        relations = Relations(collection, self.snapshot.recall(RELATED, AllRelated), recollection.related_terms)
        recollection.related_terms = relations.terms
        linker = Linker(collection, config, bodies)
        plan = recollection.planner.plan(documents, linker, relations, report, ledger)
        return Planned(documents=documents, linker=linker, relations=relations, plan=plan, bodies=bodies)

    def _ledger(self) -> Ledger:
        try:
            return read_ledger(self.root, self.report)
        except InputError as fault:
            fault.tell(self.report)
            return Ledger()

    def _documents(self, content: tuple[File, ...], config: Config) -> Documents:
        reader = Reader(
            root=self.root,
            config=config,
            snapshot=self.snapshot,
            sure=self.sure,
            jobs=self.jobs,
            progress=self.progress,
            report=self.report,
        )
        return reader.documents(sort_files(content, config, self.report))

    def _warn_of_near_duplicates(self, collection: Collection) -> None:
        """Compare names where any has changed, and remember what came of it, be there errors or not."""
        remembered = self.snapshot.recall(_ALIKE, dict[str, Known])
        near_duplicates = NearDuplicates(remembered)
        near_duplicates.report(collection, self.report)
        if near_duplicates.found != remembered:
            self.snapshot.remember({_ALIKE: near_duplicates.found})


def _keys(documents: Documents) -> tuple[list[str], list[str], list[str]]:
    """Return what differs where a document does."""
    kinds = (documents.articles, documents.records, documents.pages)
    articles, records, pages = ([document.key for document in kind] for kind in kinds)
    return articles, records, pages
