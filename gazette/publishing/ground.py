"""Where a site stands, and where its next edition is made ready."""

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from gazette.errors import InputError, Place, error
from gazette.publishing.exchange import disk_of, mounts

MEMORY = ".gazette"
PREVIEW = "preview"  # the one folder in there that a site may be written to
INNER = ".gazette-staging"  # inside a site that nothing beside it shares a disk with
STAGING = "staging-"  # begins the name of every folder that is of no use after its build
_NOT_FOR_OUTPUT = ("content", "layouts", "assets", "gazette", "tests", MEMORY)


class Ground(Struct, frozen=True, kw_only=True):
    """The folder of a site, and the folders that the engine keeps for it."""

    output: str  # the folder's path relative to the root
    folder: Path  # the same with links resolved
    memory: Path  # holds the state
    workshop: Path  # holds the shadow and what is staged; on the disk of the site
    is_exchangeable: bool  # as far as can be told without trying

    @property
    def state(self) -> Path:
        """The file that says what was published."""
        return self.memory / "state"

    @property
    def next_state(self) -> Path:
        """The file that says what is being published."""
        return self.memory / "state.new"

    @property
    def shadow(self) -> Path:
        """The second tree, which takes the place of the site at the next publication."""
        return self.workshop / "shadow"


def find_ground(root: Path, folder: Path) -> Ground:
    """Return the ground of an output folder; nothing is made or changed."""
    site = folder.resolve()
    output = Path(os.path.relpath(site, root.resolve())).as_posix()
    memory = root / MEMORY / "outputs" / hashlib.sha256(output.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    mounted = mounts()
    disk = disk_of(site, mounted)
    workshop = memory
    if disk_of(memory.absolute(), mounted) != disk:
        can_stand_beside = disk_of(site.parent, mounted) == disk and os.access(_nearest(site.parent), os.W_OK)
        workshop = site.with_name(f".{site.name}.gazette") if can_stand_beside else site / INNER
    is_exchangeable = workshop.parent != site and not any(mount.is_relative_to(site) for mount in mounted)
    return Ground(output=output, folder=site, memory=memory, workshop=workshop, is_exchangeable=is_exchangeable)


def check_output(root: Path, folder: Path) -> None:
    """Raise InputError where no site may be written: over the collection, a home, or a file."""
    site, top, home = folder.resolve(), root.resolve(), Path.home().resolve()
    inside = (top / name for name in _NOT_FOR_OUTPUT)
    is_above = top.is_relative_to(site) or home.is_relative_to(site)
    is_preview = site == top / MEMORY / PREVIEW
    if is_above or (
        not is_preview and any(site.is_relative_to(kept.resolve()) or site.is_relative_to(kept) for kept in inside)
    ):
        message = "the site cannot be written here, over the collection or a home; choose a folder of its own"
        raise InputError(error(Place(path=str(folder)), message, "output-refused"))
    if folder.exists() and not folder.is_dir():
        message = "this is a file; the site needs a folder"
        raise InputError(error(Place(path=str(folder)), message, "output-refused"))


def _nearest(path: Path) -> Path:
    return next(found for found in (path, *path.parents) if found.is_dir())
