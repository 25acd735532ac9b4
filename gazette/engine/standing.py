"""What stands: which files of the site are as they were published, found out while the build goes on."""

from collections.abc import Mapping
from functools import cached_property

from gazette.engine.workers import WorkerError, each_in_workers
from gazette.publishing.inventory import Stamp
from gazette.publishing.publication import Publication
from gazette.publishing.survey import Survey, look

_MANY = 2000  # files, to look at which takes longer than to begin a process
_SECONDS = 600


class Standing:
    """A look at the site, and at its shadow where that may be published, begun at once and waited for when needed."""

    def __init__(self, publication: Publication, *, is_publishing: bool = True) -> None:
        self._publication = publication
        is_worth_one = len(publication.inventory) >= _MANY and not publication.is_known
        looks = publication.looks[: 1 + is_publishing] if is_worth_one else ()
        self._looks = each_in_workers(look, looks, jobs=1, seconds=_SECONDS, batch=1)

    @cached_property
    def files(self) -> Mapping[str, Stamp]:
        """The files that are exactly as published, with their sizes, times and inodes."""
        standing = self._publication.stands(self._next())
        inventory = self._publication.inventory
        if len(standing) == len(inventory):
            return inventory
        return {path: stamp for path, stamp in inventory.items() if path in standing}

    @cached_property
    def shadow(self) -> Survey | None:
        """What stands in the shadow; None where nobody looked. To be asked for after `files`."""
        return self._next()

    def _next(self) -> Survey | None:
        found = next(self._looks, None)
        return None if isinstance(found, WorkerError) else found
