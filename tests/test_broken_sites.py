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


@pytest.mark.parametrize("name", ["small", "names"])
def test_sound_collection_gives_no_problem(tmp_path: Path, name: str) -> None:
    run = copy_of(name, tmp_path / name).build("--strict")

    assert (run.status, run.err) == (0, "")


def test_spellings_of_a_collection_lead_to_its_records(tmp_path: Path) -> None:
    site = copy_of("names", tmp_path / "names").built()

    assert {(term["slug"], term["name"], term["count"]) for term in site.json("/data/people.json")} == {
        ("ilham-eliyev", "İlham Əliyev", 3),
        ("sergey-lavrov", "Сергей Лавров", 3),
        ("nikos-papas", "Νίκος Παπάς", 3),
        ("max-weiss", "Max Weiß", 3),
        ("mhmwd-abas", "محمود عباس", 3),
        ("con-name", "Con", 3),
    }
    assert [row["people"] for row in site.rows()] == [
        ["İlham Əliyev", "Сергей Лавров", "Νίκος Παπάς", "Max Weiß", "محمود عباس", "Con"]
    ] * 3
    assert {term["slug"] for term in site.json("/data/topics.json")} == {
        "c",
        "c-plus-plus",
        "tada",
        "question-mark-exclamation-mark",
    }
    assert site.has("/2023/01/03/con-name/")
    assert site.has("/index-name/page-name/")


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
