"""Gathering: from the files of a collection to what they mean together, and to the plan of a site."""

from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Collection, Documents, Selection, collect
from gazette.collection.near_duplicates import Known, NearDuplicates
from gazette.collection.relations import AllRelated, Relations
from gazette.config import Config
from gazette.content.files import File, sort_files
from gazette.content.ledger import Ledger, read_ledger
from gazette.engine.reading import Progress, Reader, Sure
from gazette.engine.snapshot import Bodies, Snapshot
from gazette.errors import InputError, Report
from gazette.pages.linker import Linker
from gazette.pages.plan import Plan, plan_pages

_ALIKE = "names that look like one"
RELATED = "related articles"
"""The name under which a build remembers these."""


class Gathered(Struct, frozen=True, kw_only=True):
    """What was read, and the collection that it makes."""

    config: Config
    documents: Documents
    collection: Collection


class Planned(Struct, frozen=True, kw_only=True):
    """A site before anything of it is rendered."""

    config: Config
    documents: Documents
    collection: Collection
    relations: Relations
    plan: Plan
    bodies: Bodies


class Gatherer(Struct, frozen=True, kw_only=True):
    """Reads a collection, with what is remembered of it, and remembers what it learns."""

    root: Path
    snapshot: Snapshot
    sure: Sure
    jobs: int
    progress: Progress
    report: Report

    def gather(self, content: tuple[File, ...], config: Config, selection: Selection) -> Gathered:
        """Return the collection that these files make, as it stands under the selection. Raises DamagedError."""
        documents = self._documents(content, config)
        collection = collect(documents, config, selection, self.report)
        self._warn_of_near_duplicates(collection)
        return Gathered(config=config, documents=documents, collection=collection)

    def plan(self, content: tuple[File, ...], config: Config, selection: Selection) -> Planned:
        """Return the site that these files make. Raises DamagedError."""
        gathered = self.gather(content, config, selection)
        documents, collection = gathered.documents, gathered.collection
        bodies = Bodies(self.snapshot.path)
        linker = Linker(collection, config, bodies)
        relations = Relations(collection, self.snapshot.recall(RELATED, AllRelated))
        plan = plan_pages(documents, linker, relations, self.report, self._ledger())
        return Planned(
            config=config, documents=documents, collection=collection, relations=relations, plan=plan, bodies=bodies
        )

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
