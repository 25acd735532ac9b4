"""Publishing in one step: the shadow becomes the new edition and takes the place of the site."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from gazette.errors import Place, Report, warning
from gazette.publishing.edition import Edition, HalfPublishedError
from gazette.publishing.exchange import IMPOSSIBLE, exchange, sync
from gazette.publishing.ground import Ground
from gazette.publishing.inventory import Stamp, State, inode_of, write_state
from gazette.publishing.survey import folders_of, foreign_in, mark_untouched
from gazette.publishing.trees import FOLDER_MODE, Tree, carry, discard


def publish_at_once(ground: Ground, edition: Edition, report: Report) -> State | None:
    """Publish an edition, and return its state; None where the system exchanges no folders or links no files here.

    There is no shadow then, and all is staged as before. Raises OSError where the disk refuses
    before the exchange, HalfPublishedError after.
    """
    try:
        after = _prepare(ground, edition)
        _swap(ground)
    except OSError as fault:
        if fault.errno not in IMPOSSIBLE:
            raise
        _take_back(ground, edition)
        return None
    try:
        foreign = frozenset[str]() if edition.is_private else foreign_in(ground.shadow, edition.owned)
        settle(ground, foreign, after, report)
    except OSError as fault:
        what = f"the site is new, but what you keep in it may still be in {ground.shadow}"
        raise HalfPublishedError(fault, what) from fault
    if len(after.lag) * 2 > len(after.files):
        _catch_up(ground, after)
    return after


def settle(ground: Ground, foreign: frozenset[str], after: State, report: Report) -> State:
    """Move what is not the build's own from the old site to the new one, and remember the new one."""
    for place in carry(ground.shadow, ground.folder, foreign, after.files, ground.memory):
        message = "this was put where a page had to go while the site was built; it has been moved here"
        report(warning(Place(path=place), message, "output-foreign"))
    ground.next_state.replace(ground.state)
    return after


def check_shadow(ground: Ground, state: State | None) -> None:
    """Drop a shadow that the state does not know, and repeat an exchange that loss of power undid."""
    site, shadow = inode_of(ground.folder), inode_of(ground.shadow)
    if state is not None and shadow and (state.shadow, state.folder) == (site, shadow):
        exchange(ground.shadow, ground.folder)
    elif state is None or state.shadow != shadow:
        discard(ground.shadow)


def _prepare(ground: Ground, edition: Edition) -> State:
    """Make the shadow the new edition, and return what is to be remembered of it.

    It is written down before the first change: a killed build leaves a shadow that lags in these paths too.
    """
    files = edition.files(ground.folder)
    paths = _begin(ground, edition)
    after = State(
        output=ground.output,
        folder=inode_of(ground.shadow),
        shadow=inode_of(ground.folder),
        files=files,
        lag=edition.changed,
    )
    write_state(ground.next_state, after)
    _fill(ground, files, paths, edition.staged & paths, edition.staging)
    sync(ground.shadow)
    return after


def _begin(ground: Ground, edition: Edition) -> frozenset[str]:
    """Return the paths in which the shadow differs from the new edition, once there is a shadow."""
    before, shadow = edition.before, inode_of(ground.shadow)
    if before is not None and shadow and before.shadow == shadow:
        return before.lag | edition.changed | (edition.kept - edition.found.standing)
    discard(ground.shadow)
    if edition.kept:
        ground.shadow.mkdir(FOLDER_MODE)
        return edition.kept | edition.staged
    mark_untouched(edition.staging, folders_of(edition.staged), (), {})
    edition.staging.rename(ground.shadow)
    return frozenset()


def _fill(
    ground: Ground, files: dict[str, Stamp], paths: frozenset[str], staged: frozenset[str], staging: Path
) -> None:
    """Bring paths of the shadow up to date: from the staging folder, by a link to the site, or away."""
    tree = Tree(ground.shadow)
    for path in paths - files.keys():
        tree.remove(path)
    for path in (paths & files.keys()) - staged:
        tree.link(path, f"{ground.folder}/{path}")
    for path in staged:
        tree.move_in(path, f"{staging}/{path}")
    mark_untouched(ground.shadow, tree.made, tree.touched - tree.made, files)


def _swap(ground: Ground) -> None:
    if ground.folder.exists():
        exchange(ground.shadow, ground.folder)
    else:
        ground.folder.parent.mkdir(parents=True, exist_ok=True)
        ground.shadow.rename(ground.folder)


def _catch_up(ground: Ground, state: State) -> None:
    """Make the shadow equal to the site now, where most of it differs, so that the next build need not.

    Where the disk refuses there is no shadow; the next build makes one, or learns that it cannot.
    """
    try:
        ground.shadow.mkdir(FOLDER_MODE, exist_ok=True)
        _fill(ground, state.files, state.lag, frozenset(), ground.workshop)
        write_state(ground.state, replace(state, shadow=inode_of(ground.shadow), lag=frozenset()))
    except OSError:
        with suppress(OSError):
            discard(ground.shadow)


def _take_back(ground: Ground, edition: Edition) -> None:
    """Stage again what is in the shadow already, and drop the shadow."""
    if not edition.staging.exists():
        ground.shadow.rename(edition.staging)
    tree = Tree(edition.staging)
    for path in edition.staged:
        if not os.path.lexists(edition.staging / path):
            tree.move_in(path, f"{ground.shadow}/{path}")
    discard(ground.shadow)
    ground.next_state.unlink(missing_ok=True)
