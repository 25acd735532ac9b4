"""What stands: which files of the site are as they were published, found out while the build goes on."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from gazette.engine.workers import WorkerError, each_in_workers
from gazette.publishing.inventory import Stamp
from gazette.publishing.publication import Publication
from gazette.publishing.survey import Look, Survey, look

_MANY = 2000  # files, to look at which takes longer than to begin a process
_SECONDS = 600


class Standing:
    """A look at the site, which begins at once and is waited for when it is needed, and one at its shadow."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._is_worth_one = len(publication.inventory) >= _MANY and not publication.is_known
        self._site = self._begun(publication.look_at_site)
        self._shadow: Iterator[Survey | WorkerError] = iter(())

    def begin_with_shadow(self) -> None:
        """Begin to look at the shadow too, since there will be something to publish."""
        self._shadow = self._begun(self._publication.look_at_shadow)

    @cached_property
    def files(self) -> Mapping[str, Stamp]:
        """The files that are exactly as published, with their sizes, times and inodes."""
        standing = self._publication.stands(_found(self._site))
        inventory = self._publication.inventory
        if len(standing) == len(inventory):
            return inventory
        return {path: stamp for path, stamp in inventory.items() if path in standing}

    @cached_property
    def shadow(self) -> Survey | None:
        """What stands in the shadow; None where nobody looked."""
        return _found(self._shadow)

    def _begun(self, task: Look) -> Iterator[Survey | WorkerError]:
        return each_in_workers(look, (task,) if self._is_worth_one else (), jobs=1, seconds=_SECONDS)


def _found(looks: Iterator[Survey | WorkerError]) -> Survey | None:
    found = next(looks, None)
    return None if isinstance(found, WorkerError) else found
