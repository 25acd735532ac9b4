"""Publishing in one step: the shadow becomes the new edition and takes the place of the site."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from msgspec.structs import replace

from gazette.errors import Place, Report, warning
from gazette.publishing.edition import Edition, HalfPublishedError
from gazette.publishing.exchange import ImpossibleError, asking_for, exchange, sync
from gazette.publishing.ground import Ground, shown
from gazette.publishing.inventory import NO_STAMP, Stamp, State, inode_of, paths_of, write_next_state, write_state
from gazette.publishing.survey import folders_of, foreign_in, mark_untouched
from gazette.publishing.trees import FOLDER_MODE, Tree, carry, discard, is_file, is_folder, retire, set_aside


def publish_at_once(ground: Ground, edition: Edition, report: Report) -> State | None:
    """Publish an edition, and return its state; None where the system exchanges no folders or links no files here.

    There is no shadow then, and all is staged as before. Raises OSError where the disk refuses
    before the exchange, HalfPublishedError after.
    """
    try:
        after = _prepare(ground, edition, _put_right(ground, edition, report))
        _swap(ground)
    except ImpossibleError:
        _take_back(ground, edition, report)
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
    for place in carry(ground.shadow, ground.folder, foreign, after.files, ground.workshop):
        message = "this was put where a page had to go while the site was built; it has been moved here"
        report(warning(Place(path=shown(Path(place))), message, "output-foreign"))
    ground.next_state.replace(ground.state)
    return after


def check_shadow(ground: Ground, state: State | None, begun: int, report: Report) -> None:
    """Undo an exchange of which the state does not know, and a shadow that it does not know with all that is in it.

    Such a shadow is removed where it holds only what the state names, as the copy of one does, and set aside elsewhere.
    `begun` is the inode of a folder that a killed build began to make a shadow of, which never was a site.
    """
    _name_what_is_made(ground, state)
    site, shadow = inode_of(ground.folder), inode_of(ground.shadow)
    if state is not None and shadow and state.folder == shadow != site:
        _swap(ground)  # loss of power undid it, or what knew of it is damaged
        shadow = site
    if state is not None and shadow and state.shadow == shadow:
        return
    if shadow and shadow == begun:
        retire(ground.shadow)
    elif is_folder(ground.shadow) and state is not None and not _foreign(ground, paths_of(state)):
        discard(ground.shadow)
    else:
        _set_all_aside(ground, report)


def shadow_files(ground: Ground, state: State | None) -> dict[str, Stamp]:
    """Return how every file of the build's own should stand in the shadow; without a stamp where it may lag."""
    if state is None or not state.shadow or state.shadow != inode_of(ground.shadow):
        return {}
    return state.files | dict.fromkeys(state.lag, NO_STAMP)


def _put_right(ground: Ground, edition: Edition, report: Report) -> frozenset[str]:
    """Set aside what somebody has put into the shadow, and return the paths in which it is not as it was left."""
    expected = shadow_files(ground, edition.before)
    if edition.found_shadow is None or not expected:
        return frozenset()
    wrong = expected.keys() - edition.found_shadow.standing
    _set_aside(ground, edition.found_shadow.foreign.union(_in_the_way(ground.shadow, wrong, expected)), report)
    return frozenset(wrong)


def _in_the_way(shadow: Path, paths: Iterable[str], own: Mapping[str, Stamp]) -> Iterator[str]:
    """Yield what stands where a folder or file of the build's own must be, and is neither."""
    top, real = f"{shadow}/", {""}
    own_folders = cache(partial(folders_of, own))  # which takes long, and most shadows have nothing in the way
    for path in paths:
        folders = [path[:end] for end, letter in enumerate(path) if letter == "/"]
        missing = next((folder for folder in folders if folder not in real and not is_folder(top + folder)), "")
        real.update(() if missing else folders)
        found = missing or path
        is_own = (found in own and is_file(top + found)) or (is_folder(top + found) and found in own_folders())
        if not is_own and os.path.lexists(top + found):
            yield found


def drop_shadow(ground: Ground, own: Iterable[str], report: Report) -> None:
    """Remove the shadow of a site; what is not the build's own there is set aside."""
    if is_folder(ground.shadow):
        _set_aside(ground, _foreign(ground, own), report)
        discard(ground.shadow)
    else:
        _set_all_aside(ground, report)


def _foreign(ground: Ground, own: Iterable[str]) -> frozenset[str]:
    return foreign_in(ground.shadow, dict.fromkeys(own, NO_STAMP))


def _name_what_is_made(ground: Ground, state: State | None) -> None:
    """Give a shadow its name that lacks only that."""
    made = inode_of(ground.shadow_to_be)
    if made and state is not None and state.shadow == made and not os.path.lexists(ground.shadow):
        ground.shadow_to_be.rename(ground.shadow)


def _set_all_aside(ground: Ground, report: Report) -> None:
    if os.path.lexists(ground.shadow):
        place = set_aside(ground.shadow, ground.workshop)
        message = "no build knows what this is, and it may hold files of yours, so it has been moved here; look into it"
        report(warning(Place(path=shown(place)), message, "output-foreign"))


def _set_aside(ground: Ground, paths: Iterable[str], report: Report) -> None:
    for path in sorted(paths):
        place = set_aside(ground.shadow / path, ground.workshop)
        message = "this was put into the folder of an earlier site, and is not published; it has been moved here"
        report(warning(Place(path=shown(place)), message, "output-foreign"))


def _prepare(ground: Ground, edition: Edition, wrong: frozenset[str]) -> State:
    """Make the shadow the new edition, and return what is to be remembered of it; some paths in it are not as left.

    It is written down before the first change: a killed build leaves a shadow that lags in these paths too. A new
    one takes its name after that, so that no build finds a shadow of which nothing is known.
    """
    files = edition.files(ground.folder)
    folder, paths = _begin(ground, edition)
    after = State(
        output=ground.output,
        folder=inode_of(folder),
        shadow=inode_of(ground.folder),
        files=files,
        lag=edition.changed,
    )
    write_next_state(ground.next_state, after)
    if folder != ground.shadow:
        folder.rename(ground.shadow)
    paths |= wrong
    _fill(ground, ground.shadow, files, paths, edition.staged & paths, edition.staging)
    sync(ground.shadow)
    return after


def _begin(ground: Ground, edition: Edition) -> tuple[Path, frozenset[str]]:
    """Return the folder that is to be the shadow, and the paths in which it differs from the new edition."""
    before, shadow = edition.before, inode_of(ground.shadow)
    if before is not None and shadow and before.shadow == shadow:
        return ground.shadow, before.lag | edition.changed | (edition.kept - edition.found.standing)
    if edition.kept:
        return _new_shadow(ground), edition.kept | edition.staged
    mark_untouched(edition.staging, folders_of(edition.staged), (), {})
    return edition.staging, frozenset()


def _new_shadow(ground: Ground) -> Path:
    """Make an empty folder that is to be the shadow."""
    ground.shadow_to_be.mkdir(FOLDER_MODE)
    return ground.shadow_to_be


def _fill(
    ground: Ground, folder: Path, files: dict[str, Stamp], paths: frozenset[str], staged: frozenset[str], staging: Path
) -> None:
    """Bring paths of a shadow up to date: from the staging folder, by a link to the site, or away."""
    tree = Tree(folder)
    for path in paths - files.keys():
        tree.remove(path)
    with asking_for(links=True):
        for path in (paths & files.keys()) - staged:
            tree.link(path, f"{ground.folder}/{path}")
    for path in staged:
        tree.move_in(path, f"{staging}/{path}")
    mark_untouched(folder, tree.made, tree.touched - tree.made, files)


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
        folder = ground.shadow if ground.shadow.exists() else _new_shadow(ground)
        _fill(ground, folder, state.files, state.lag, frozenset(), ground.workshop)
        write_state(ground.state, replace(state, shadow=inode_of(folder), lag=frozenset()))
        folder.rename(ground.shadow)
    except OSError:
        with suppress(OSError):
            discard(ground.shadow)


def _take_back(ground: Ground, edition: Edition, report: Report) -> None:
    """Stage again what is in the shadow already, and drop the shadow."""
    if not edition.staging.exists():
        ground.shadow.rename(edition.staging)
    tree = Tree(edition.staging)
    for path in edition.staged:
        if not os.path.lexists(edition.staging / path):
            tree.move_in(path, f"{ground.shadow}/{path}")
    drop_shadow(ground, {*paths_of(edition.before), *edition.kept, *edition.staged}, report)
    ground.next_state.unlink(missing_ok=True)
