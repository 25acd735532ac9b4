"""Publishing a few files, as the tests of publishing need it."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.errors import InputError, Problem, Report
from gazette.publishing.ground import find_ground
from gazette.publishing.inventory import State, read_state
from gazette.publishing.publication import Output, Publication, Published
from gazette.publishing.survey import folders_of, survey
from tests.mini_site import files_of

ELSEWHERE = Path("/dev/shm")  # noqa: S108 - a folder in memory is another disk


def stop(problem: Problem) -> None:
    """Let the first problem end a test's publication."""
    raise InputError(problem)


def publish(
    root: Path,
    files: dict[str, str],
    *,
    site: Path | None = None,
    is_clean: bool = False,
    is_adopting: bool = False,
    report: Report = stop,
) -> Published:
    """Publish these files, and nothing else, to the site folder of a root, as a build does that renders every page."""
    folder = site or root / "site"
    with Publication(root, folder, report, is_clean=is_clean, is_adopting=is_adopting) as publication:
        for path, text in files.items():
            publication.add(Output(path=path, data=text.encode()))
        return publication.publish()


def texts(folder: Path) -> dict[str, str]:
    """Return every file under a folder as text."""
    return {path: data.decode() for path, data in files_of(folder).items()}


def folders(folder: Path) -> set[str]:
    """Return every folder under a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def state_of(root: Path, site: Path | None = None) -> State:
    """Return what is remembered of a site that was published."""
    ground = find_ground(root, site or root / "site")
    state = read_state(ground.state, ground.output)
    assert state is not None
    return state


def memory_of(root: Path) -> Path:
    """Return the folder that keeps the state of the site."""
    return find_ground(root, root / "site").memory


def leftovers(root: Path, site: Path | None = None) -> set[str]:
    """Return what is in the engine's folders but state and shadow: after a build, nothing."""
    ground = find_ground(root, site or root / "site")
    found = {path for folder in (ground.memory, ground.workshop) if folder.is_dir() for path in folder.iterdir()}
    return {path.name for path in found - {ground.state, ground.shadow, ground.workshop}}


def assert_consistent(root: Path, site: Path | None = None) -> None:
    """Check that the site is as remembered, and the shadow shares every file with it but for its lag."""
    ground, state = find_ground(root, site or root / "site"), state_of(root, site)
    assert survey(ground.folder, state.files).standing == state.files.keys()
    assert state.folder == ground.folder.stat().st_ino
    if not state.shadow:
        assert not ground.shadow.exists()
        return
    assert state.shadow == ground.shadow.stat().st_ino
    shadow = {path: (ground.shadow / path).stat().st_ino for path in files_of(ground.shadow)}
    site_files = {path: stamp[2] for path, stamp in state.files.items()}
    assert {path: inode for path, inode in shadow.items() if path not in state.lag} == {
        path: inode for path, inode in site_files.items() if path not in state.lag
    }
    assert folders(ground.shadow) <= folders_of({*shadow, *state.lag})


@contextlib.contextmanager
def folder_elsewhere(root: Path) -> Iterator[Path]:
    """Give a folder on another disk than the root's; skip the test where there is none."""
    if not ELSEWHERE.is_dir() or ELSEWHERE.stat().st_dev == root.stat().st_dev:
        pytest.skip("there is no other disk here")
    with tempfile.TemporaryDirectory(dir=ELSEWHERE) as folder:
        yield Path(folder)
