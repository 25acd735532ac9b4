"""Whole collections: those in tests/sites/broken-* give exactly the problems in their expected.txt."""

import shutil
from pathlib import Path

import pytest

from tests.mini_site import MiniSite

SITES = Path(__file__).resolve().parent / "sites"
BROKEN = sorted(folder.name for folder in SITES.glob("broken-*"))


def copy_of(name: str, folder: Path) -> MiniSite:
    """Return a mini collection copied to a folder of its own."""
    shutil.copytree(SITES / name, folder)
    return MiniSite(folder)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_collection_gives_exactly_its_problems(tmp_path: Path, name: str) -> None:
    site = copy_of(name, tmp_path / name)
    expected = (SITES / name / "expected.txt").read_text(encoding="utf-8").splitlines()

    run = site.build()

    assert run.problems == expected
    assert run.status == 1
    assert not site.output.exists()


def test_sound_collection_gives_no_problem(tmp_path: Path) -> None:
    run = copy_of("small", tmp_path / "small").build("--strict")

    assert (run.status, run.err) == (0, "")
