"""A publication that is killed, at every step: the site is the old one or the new one, and the next build mends all."""

import contextlib
import itertools
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette.errors import InputError, Problem
from gazette.publishing.ground import find_ground
from gazette.publishing.inventory import write_state
from gazette.publishing.publication import Output, Publication
from gazette.publishing.survey import folders_of
from tests.publishing.killing import Killer, killer
from tests.publishing.publishing import (
    ELSEWHERE,
    assert_consistent,
    folders,
    leftovers,
    memory_of,
    publish,
    state_of,
    stop,
    texts,
)

OLD = {"index.html": "1", "a/index.html": "2", "b/c/index.html": "3", "page": "4", "old/deep/x.html": "5", "k.css": "6"}
NEW = {
    "index.html": "changed",
    "a/index.html": "2",
    "new/deep/er/index.html": "7",
    "page/index.html": "a page becomes a folder",
    "b/c": "and a folder a page",
    "assets/k.css": "8",
    "k.css": "6",
}
LATER = {"index.html": "1", "a/index.html": "again", "b/c": "and a folder a page", "z/index.html": "9"}
FOREIGN = {"CNAME": "mine", "old/deep/mine.txt": "mine", ".git/objects/x": "mine", "a/b/mine.txt": "mine"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder, in memory if may be: what is synced to a disk hundreds of times takes long."""
    with tempfile.TemporaryDirectory(dir=ELSEWHERE if ELSEWHERE.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def deadly() -> Iterator[Killer]:
    with killer() as found:
        yield found


def nothing(_: Path) -> None:
    """Start from a root without a site."""


def empty_folder(root: Path) -> None:
    (root / "site").mkdir()


def old_site(root: Path) -> None:
    publish(root, OLD)


def old_site_whose_shadow_lags(root: Path) -> None:
    publish(root, OLD | {"index.html": "0", "gone/index.html": "x"} | {f"{number}.html": "x" for number in range(9)})
    publish(root, OLD | {f"{number}.html": "x" for number in range(9)})
    publish(root, OLD)


def old_site_with_foreign_files(root: Path) -> None:
    old_site_whose_shadow_lags(root)
    for path, text in FOREIGN.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text(text)


def old_site_that_is_damaged(root: Path) -> None:
    publish(root, OLD)
    (root / "site/index.html").write_text("tampered")
    (root / "site/a/index.html").touch()
    (root / "site/k.css").unlink()


def old_site_whose_shadow_was_tampered_with(root: Path) -> None:
    """Put right what is no longer there, what is another file, and what changes the site's file, too."""
    old_site_whose_shadow_lags(root)
    shadow = memory_of(root) / "shadow"
    (shadow / "a/index.html").unlink()
    (shadow / "page").unlink()
    (shadow / "page").write_text("tampered")
    shutil.rmtree(shadow / "old")


def old_site_in_place(root: Path) -> None:
    publish(root, OLD)
    ground, state = find_ground(root, root / "site"), state_of(root)
    shutil.rmtree(ground.shadow)
    write_state(ground.state, replace(state, shadow=0, was_refused=True))


def own(files: dict[str, str]) -> dict[str, str]:
    """Leave foreign files out: while they are moved, they are in neither site."""
    return {path: text for path, text in files.items() if text != "mine"}


def modes(folder: Path) -> set[tuple[bool, int]]:
    return {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in folder.rglob("*")}


def assert_mended(root: Path, files: dict[str, str]) -> None:
    """Publish once more: that must be as if nothing had happened."""
    site, foreign = root / "site", FOREIGN if ".git" in str(list(root.rglob(".git"))) else {}
    publish(root, files)

    assert texts(site) == files | foreign
    assert folders(site) == folders_of(files | foreign) - {""}
    assert modes(site) <= {(True, 0o755), (False, 0o644)}
    assert leftovers(root) == set()
    assert_consistent(root)
    assert texts(site).keys() - foreign.keys() == state_of(root).files.keys()
    assert len(list(root.rglob(".git"))) == len(foreign) // len(FOREIGN)


def each_death(deadly: Killer, desk: Path, prepare: Callable[[Path], None], *, is_clean: bool) -> Iterator[Path]:
    """Yield a root whose publication of NEW was killed at its first step, its second and so on to the last."""
    for step in itertools.count(1):
        root = desk / str(step)
        root.mkdir()
        prepare(root)
        was_killed = deadly.publish(root, NEW, kill_at=step, is_clean=is_clean)
        yield root
        shutil.rmtree(root)
        if not was_killed:
            assert step > 10, "nothing was watched"
            return


@pytest.mark.parametrize(
    ("prepare", "is_clean"),
    [
        (nothing, False),
        (empty_folder, False),
        (old_site, False),
        (old_site_whose_shadow_was_tampered_with, False),
        (old_site_with_foreign_files, False),
        (old_site_with_foreign_files, True),
    ],
)
def test_site_is_the_old_one_or_the_new_one_wherever_the_build_is_killed(
    deadly: Killer, desk: Path, prepare: Callable[[Path], None], is_clean: bool
) -> None:
    seen = []
    for root in each_death(deadly, desk, prepare, is_clean=is_clean):
        found = own(texts(root / "site"))
        seen.append(found)
        assert found in (NEW, {} if prepare in (nothing, empty_folder) else OLD)
        assert_mended(root, NEW)
        assert_mended(root, LATER)

    assert seen[0] != seen[-1] == NEW


@pytest.mark.parametrize("prepare", [nothing, old_site_with_foreign_files, old_site_that_is_damaged, old_site_in_place])
def test_next_build_may_be_another_one_and_be_killed_too(
    deadly: Killer, desk: Path, prepare: Callable[[Path], None]
) -> None:
    for root in each_death(deadly, desk, prepare, is_clean=False):
        step = random.Random(root.name).randrange(1, 40)  # noqa: S311
        deadly.publish(root, LATER, kill_at=step)
        if prepare is not old_site_that_is_damaged:
            with Publication(root, root / "site", stop):
                pass
            assert own(texts(root / "site")) in (NEW, LATER, {} if prepare in (nothing, empty_folder) else OLD)
        assert_mended(root, OLD)


def test_build_killed_in_place_is_completed_or_undone_by_the_next_start(deadly: Killer, desk: Path) -> None:
    seen = []
    for root in each_death(deadly, desk, old_site_in_place, is_clean=False):
        with Publication(root, root / "site", stop):
            pass
        seen.append(texts(root / "site"))
        assert seen[-1] in (OLD, NEW)
        assert leftovers(root) == set()
        assert_mended(root, LATER)

    assert seen[0] == OLD
    assert seen[-1] == NEW


@pytest.mark.parametrize("number", range(6))
def test_site_is_whole_whenever_the_build_is_killed(desk: Path, number: int) -> None:
    old = {f"{page}/index.html": "old" for page in range(300)}
    new = {f"{page}/index.html": "new" for page in range(0, 600, 2)}
    publish(desk, old)
    script = (
        "import sys; from pathlib import Path; from tests.publishing.publishing import publish; print(flush=True);"
        "publish(Path(sys.argv[1]), {f'{page}/index.html': 'new' for page in range(0, 600, 2)})"
    )
    command = [sys.executable, "-c", script, str(desk)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.015 * number)
        process.kill()

    assert texts(desk / "site") in (old, new)
    assert_mended(desk, new)
    assert_mended(desk, old)


def everywhere(root: Path) -> list[str]:
    """Return the names of all files of the user's, wherever under the root they are."""
    return sorted(path.name for path in root.rglob("*") if path.is_file() and path.read_bytes() == b"mine")


@pytest.mark.parametrize("damaged", [("state.new",), ("state",), ("state", "state.new")], ids=" ".join)
def test_killed_build_whose_state_cannot_be_read_loses_no_file_of_the_users(
    deadly: Killer, desk: Path, damaged: tuple[str, ...]
) -> None:
    """The first site has no shadow but the one that is made for it; what is set aside then is told."""
    seen = set[bool]()

    def prepare(root: Path) -> None:
        old_site_with_foreign_files(root)
        shutil.rmtree(memory_of(root) / "shadow")

    for root in each_death(deadly, desk, prepare, is_clean=True):
        for name in damaged:
            for file in memory_of(root).glob(name):
                file.write_bytes(b"unreadable")
        told = list[Problem]()
        for report in (told.append, lambda _: None):
            with contextlib.suppress(InputError), Publication(root, root / "site", report) as publication:
                publication.add(Output(path="index.html", data=b"again"))
                publication.publish()

        assert everywhere(root) == sorted(Path(path).name for path in FOREIGN)
        places = [Path(problem.place.path) for problem in told]
        assert [path for path in root.rglob("found-*/*") if path not in places] == []
        seen.add(any("it may hold files of yours" in problem.message for problem in told))
    assert True in seen or len(damaged) == 1
