"""build.py, the thin entry beside the collection."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    """Return a collection with build.py in it."""
    site.article("grid", date="2023-10-31")
    site.article("draft", draft="true")
    shutil.copy(ROOT / "build.py", site.root)
    return site


def run(desk: MiniSite, *words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run build.py with these words."""
    return subprocess.run(
        [sys.executable, str(desk.root / "build.py"), *words],
        cwd=cwd or ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_verb_it_builds_the_collection_that_it_lies_in(desk: MiniSite, tmp_path: Path) -> None:
    done = run(desk, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert desk.has("/2023/10/31/grid/")
    assert not (tmp_path / "site").exists()


def test_options_without_a_verb_are_the_builds(desk: MiniSite) -> None:
    done = run(desk, "--drafts", "--json")

    assert done.returncode == 0
    assert '"articles": 2' in done.stdout


def test_verb_is_the_programs(desk: MiniSite) -> None:
    run(desk)
    done = run(desk, "clean")

    assert done.returncode == 0
    assert desk.files() == {}


@pytest.mark.parametrize("words", [("--help",), ("--version",)])
def test_help_and_version_build_nothing(desk: MiniSite, words: tuple[str, ...]) -> None:
    assert run(desk, *words).returncode == 0
    assert not desk.output.exists()


def test_another_root_may_be_named(desk: MiniSite, tmp_path: Path) -> None:
    other = MiniSite(tmp_path / "other")
    other.article("talk")

    assert run(desk, "--root", str(other.root)).returncode == 0
    assert other.has("/2023/10/31/talk/")
    assert not desk.output.exists()


def test_wrong_usage_ends_with_2(desk: MiniSite) -> None:
    assert run(desk, "--nope").returncode == 2
    assert run(desk, "nope").returncode == 2


def test_missing_package_is_named_with_its_cure(desk: MiniSite) -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(desk.root / "build.py")],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert 'The package "click" is not installed here; run "make site"' in done.stderr
