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


def test_clash_with_a_file_is_reported_with_every_other_problem(site: MiniSite) -> None:
    site.article("a", aliases="[/feed.xml]")
    site.article("b", tgas="x")

    codes = [line.rpartition(" ")[2] for line in site.build().problems]

    assert codes == ["[url-clash]", "[key-unknown]"]


def test_alias_that_is_too_long_is_named(site: MiniSite) -> None:
    site.article(aliases=f"[/{'a' * 300}/]")

    assert site.build().problems[0].startswith("content/grid.md:4:11: error: ")


def test_alias_over_an_asset_is_named(site: MiniSite) -> None:
    site.article()
    site.built()
    css = next(path for path in site.files() if path.startswith("assets/css/main"))
    site.article(aliases=f"[/{css}]")

    assert site.build().problems[0].startswith("content/grid.md:4:11: error: ")
