"""How a new edition becomes the site: in one step where the system can, file by file where it cannot."""

from contextlib import suppress

from msgspec.structs import replace

from gazette.errors import Report
from gazette.folders import held, unfinished
from gazette.publishing.edition import Edition
from gazette.publishing.ground import STAGING, Ground
from gazette.publishing.in_place import publish_in_place, roll_forward
from gazette.publishing.inventory import NO_STAMP, State, inode_of, paths_of, read_state, write_state
from gazette.publishing.shadow import check_shadow, drop_shadow, publish_at_once, settle
from gazette.publishing.survey import foreign_in
from gazette.publishing.trees import remove_folder


def hand_over(ground: Ground, edition: Edition, report: Report) -> State:
    """Publish an edition, and return its state.

    Raises OSError where the disk refuses before anything is published, HalfPublishedError after.
    """
    before, site = edition.before, inode_of(ground.folder)
    if not edition.changed:
        return _renewed(ground, edition)
    was_refused = before is not None and before.was_refused and before.folder == site
    may_exchange = (ground.is_exchangeable and not was_refused) or not site
    after = publish_at_once(ground, edition, report) if may_exchange else None
    if after is None:
        drop_shadow(ground, paths_of(before), report)
        after = publish_in_place(ground, edition, was_refused=was_refused or may_exchange)
    return after


def _renewed(ground: Ground, edition: Edition) -> State:
    """Remember anew files that have the right bytes but are not as they were published, and touch nothing else."""
    before = edition.before or State(output=ground.output, folder=0, shadow=0, files={}, lag=frozenset())
    moved = edition.kept - edition.found.standing
    files = edition.files(ground.folder)
    state = replace(before, folder=inode_of(ground.folder), files=files, lag=before.lag | moved)
    if state != before:
        write_state(ground.state, state)
    return state


def recover(ground: Ground, report: Report) -> State | None:
    """Finish or undo what a killed build left, and return the state of the site; None where none is known."""
    before, after = read_state(ground.state, ground.output), read_state(ground.next_state, ground.output)
    state = _recovered(ground, before, after, report)
    check_shadow(ground, state, after.folder if after else 0, report)
    with suppress(FileNotFoundError), held(ground.memory.parent, ground.memory.name) as memory:
        for name in (ground.next_state.name, *map(unfinished, (ground.next_state.name, ground.state.name))):
            memory.remove(name)
    for left in ground.workshop.glob(f"{STAGING}*"):
        remove_folder(left)
    return state


def _recovered(ground: Ground, before: State | None, after: State | None, report: Report) -> State | None:
    if after is None:
        return before
    if after.staging:
        return roll_forward(ground, before, after)
    if after.folder == inode_of(ground.folder):
        foreign = foreign_in(ground.shadow, before.files if before else dict.fromkeys(paths_of(after), NO_STAMP))
        return settle(ground, foreign, after, report)
    if before is None:
        return None
    state = replace(before, lag=before.lag | after.lag)
    write_state(ground.state, state)
    return state
