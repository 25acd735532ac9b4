"""What stands: which files of the site are as they were published, found out while the build goes on."""

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from gazette.engine.workers import WorkerError, each_in_workers
from gazette.publishing.inventory import Stamp
from gazette.publishing.publication import Publication
from gazette.publishing.survey import survey

_MANY = 2000  # files, to look at which takes longer than to begin a process
_SECONDS = 600


class Standing:
    """A look at the site, which begins at once and is waited for when it is needed."""

    def __init__(self, publication: Publication, folder: Path) -> None:
        self._publication = publication
        is_worth_one = len(publication.inventory) >= _MANY and not publication.is_known
        known = (publication.inventory,) if is_worth_one else ()
        self._looks = each_in_workers(partial(survey, folder.resolve()), known, jobs=1, seconds=_SECONDS)

    @cached_property
    def files(self) -> Mapping[str, Stamp]:
        """The files that are exactly as published, with their sizes, times and inodes."""
        *_, found = (None, *self._looks)
        standing = self._publication.stands(None if isinstance(found, WorkerError) else found)
        inventory = self._publication.inventory
        if len(standing) == len(inventory):
            return inventory
        return {path: stamp for path, stamp in inventory.items() if path in standing}
