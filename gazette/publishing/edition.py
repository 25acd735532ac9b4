"""A new edition of the site, against the one that stands."""

from functools import cached_property
from pathlib import Path

from msgspec import Struct

from gazette.errors import InputError, Place, error
from gazette.publishing.inventory import Stamp, State, stamp_of
from gazette.publishing.survey import Survey


class Edition(Struct, frozen=True, kw_only=True, dict=True):
    """Every file that the site is to have of the build's own."""

    staging: Path
    staged: frozenset[str]  # written anew, in the staging folder
    kept: frozenset[str]  # the same bytes as in the site
    before: State | None
    found: Survey  # of the site as it stands
    found_shadow: Survey | None = None  # of its shadow; None where nobody else can have been there
    is_private: bool = False  # nobody else puts files into it

    @property
    def owned(self) -> dict[str, Stamp]:
        """The files of the edition before."""
        return self.before.files if self.before else {}

    @cached_property
    def stale(self) -> frozenset[str]:
        """What the build owns and no longer makes."""
        return frozenset(self.owned.keys() - self.kept - self.staged)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The paths in which the two editions differ."""
        return self.staged | self.stale

    def files(self, folder: Path) -> dict[str, Stamp]:
        """Return every file as it stands now: what is kept in the site's folder, the rest where it is staged."""
        files = self.owned.copy()
        for path in self.stale:
            del files[path]
        files |= {path: stamp_of(folder / path) for path in self.kept - self.found.standing}
        files |= {path: stamp_of(self.staging / path) for path in self.staged}
        return files


class HalfPublishedError(InputError):
    """The disk refused after the first file of a new edition had reached the site."""

    def __init__(self, fault: OSError, what: str) -> None:
        message = f"{fault.strerror}; {what}: mend this and build again"
        super().__init__(error(Place(path=str(fault.filename)), message, "disk"))
