"""Publishing file by file, where folders cannot be exchanged: by a journal that the next start completes."""

import os
from pathlib import Path

from gazette.publishing.edition import Edition, HalfPublishedError
from gazette.publishing.exchange import require_writable, sync
from gazette.publishing.ground import Ground
from gazette.publishing.inventory import State, inode_of, write_next_state
from gazette.publishing.trees import FOLDER_MODE, Tree


def publish_in_place(ground: Ground, edition: Edition, *, was_refused: bool) -> State:
    """Publish an edition and return its state; all is staged and written down before the first file moves.

    Raises OSError where the disk refuses before that, HalfPublishedError after.
    """
    files = edition.files(ground.folder)
    ground.folder.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
    for folder in {_nearest(ground.folder, path) for path in edition.changed}:
        require_writable(folder)
    sync(edition.staging)
    after = State(
        output=ground.output,
        folder=inode_of(ground.folder),
        shadow=0,
        files=files,
        lag=edition.changed,
        staging=edition.staging.name,
        was_refused=was_refused,
    )
    write_next_state(ground.next_state, after)
    return roll_forward(ground, edition.before, after)


def roll_forward(ground: Ground, before: State | None, after: State) -> State:
    """Bring the site to the new edition: assets, new pages, changed pages, removals; then remember it.

    Raises OSError where the first move fails, HalfPublishedError where a later one does.
    """
    known = before.files if before else {}
    moves = sorted(
        after.lag & after.files.keys(), key=lambda path: (not path.startswith("assets/"), path in known, path)
    )
    staging = ground.workshop / after.staging
    try:
        _move(Tree(ground.folder), moves, after.lag - after.files.keys(), f"{staging}/")
        ground.next_state.replace(ground.state)
    except OSError as fault:
        if moves and all(os.path.lexists(staging / path) for path in moves):
            ground.next_state.unlink()
            raise
        raise HalfPublishedError(fault, "the site is half new") from fault
    return after


def _nearest(site: Path, path: str) -> str:
    """Return the folder of the site in which something must change for a path, so far as it is there."""
    folder = f"{site}/{path}".rpartition("/")[0]
    while not os.path.isdir(folder):  # noqa: PTH112 - paths as text: thousands of them
        folder = folder.rpartition("/")[0]
    return folder


def _move(tree: Tree, moves: list[str], stale: frozenset[str], staging: str) -> None:
    for path in moves:
        if os.path.lexists(staging + path):  # unless a killed build came so far
            _make_way(tree, path, stale)
            tree.move_in(path, staging + path)
    for path in stale:
        tree.remove(path)


def _make_way(tree: Tree, path: str, stale: frozenset[str]) -> None:
    """Remove the stale files that stand where a folder must go, or in the folder where a file must."""
    above = {path[:end] for end, letter in enumerate(path) if letter == "/"}
    for old in (above & stale) or (found for found in stale if found.startswith(f"{path}/")):
        tree.remove(old)
