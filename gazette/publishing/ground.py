"""Where a site stands, and where its next edition is made ready."""

import contextlib
import hashlib
import os
import stat
from pathlib import Path

from msgspec import Struct

from gazette.errors import InputError, Place, error, planted
from gazette.folders import WrongKindError, held
from gazette.publishing.exchange import disk_of, mounts

MEMORY = ".gazette"
OUTPUTS = "outputs"  # in there: what is kept of each
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

    @property
    def shadow_to_be(self) -> Path:
        """The same while it has not got its name; useless after a build that was killed, as what is staged is."""
        return self.workshop / f"{STAGING}new"


def find_ground(root: Path, folder: Path) -> Ground:
    """Return the ground of an output folder; nothing is made or changed."""
    site, top = resolved(folder), resolved(root)
    name = os.fsencode(Path(os.path.relpath(site, top)).as_posix())
    output = name.decode("utf-8", "backslashreplace")
    memory = top / MEMORY / OUTPUTS / hashlib.sha256(name).hexdigest()[:12]
    mounted = mounts()
    disk = disk_of(site, mounted)
    workshop = memory
    if disk_of(memory, mounted) != disk:
        can_stand_beside = disk_of(site.parent, mounted) == disk and os.access(_nearest(site.parent), os.W_OK)
        workshop = site.with_name(f".{site.name}.gazette") if can_stand_beside else site / INNER
    is_exchangeable = workshop.parent != site and not any(mount.is_relative_to(site) for mount in mounted)
    return Ground(output=output, folder=site, memory=memory, workshop=workshop, is_exchangeable=is_exchangeable)


def check_ground(root: Path, ground: Ground) -> None:
    """Raise InputError where a folder of the engine's own is a link, or no folder: it would lead elsewhere."""
    memory = ground.memory.relative_to(resolved(root)).as_posix()
    _require_real((root, memory), (ground.workshop.parent, ground.workshop.name))


def _require_real(*folders: tuple[Path, str]) -> None:
    try:
        for top, path in folders:
            with contextlib.suppress(FileNotFoundError), held(top, path):
                pass
    except WrongKindError as fault:
        raise InputError(planted(fault)) from fault


def check_output(root: Path, folder: Path) -> None:
    """Raise InputError where no site may be written: over the collection, a home, or what is no folder."""
    site, top = resolved(folder), resolved(root)
    home = resolved(os.path.expanduser("~"))  # noqa: PTH111 - some users have no home
    asked = Path(os.path.abspath(folder))  # noqa: PTH100 - nothing that a link says
    if asked.is_relative_to(own := Path(os.path.abspath(root)) / MEMORY):  # noqa: PTH100
        _require_real((root, MEMORY), (root, (MEMORY / asked.relative_to(own)).as_posix()))
    inside = (top / name for name in _NOT_FOR_OUTPUT)
    is_above = top.is_relative_to(site) or home.is_relative_to(site)
    is_preview = site == top / MEMORY / PREVIEW
    if is_above or (
        not is_preview and any(site.is_relative_to(resolved(kept)) or site.is_relative_to(kept) for kept in inside)
    ):
        raise _refused(
            folder, "the site cannot be written here, over the collection or a home; choose a folder of its own"
        )
    if why := _why_no_folder(folder):
        raise _refused(folder, why)


def resolved(path: Path | str) -> Path:
    """Return a path with its links resolved, as far as they lead; unlike that of pathlib, links in a circle, too."""
    return Path(os.path.realpath(path))


def _why_no_folder(folder: Path) -> str:
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError:
        return ""
    except OSError as fault:  # such as links in a circle, or a name that is too long
        return f"this cannot be a folder: {fault.strerror}; choose another"
    return "" if stat.S_ISDIR(mode) else f"{WrongKindError(mode, '').strerror}; the site needs a folder"


def _refused(folder: Path, why: str) -> InputError:
    return InputError(error(Place(path=str(folder)), why, "output-refused"))


def shown(path: Path) -> str:
    """Return a path as problems show it: relative where that is short."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def is_empty(folder: Path) -> bool:
    """Tell whether nothing but the engine's own is in an output folder."""
    return not folder.is_dir() or all(found.name == INNER for found in folder.iterdir())


def tidy(ground: Ground) -> None:
    """Remove the folders of the engine's own that are empty."""
    for folder in (ground.workshop, ground.memory, *ground.memory.parents[:2]):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _nearest(path: Path) -> Path:
    return next(found for found in (path, *path.parents) if found.is_dir())
