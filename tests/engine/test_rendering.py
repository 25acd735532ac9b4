"""Rendering: why a page is rendered, and that a file which is not as it was published is put right."""

from pathlib import Path

import pytest

from tests.mini_site import MiniSite


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    site.article("grid", people="Ada")
    site.article("storm", people="Bob")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n")
    return site.built()


def explained(desk: MiniSite, *options: str) -> dict[str, str]:
    """Build, and return the pages that were rendered with the reasons."""
    return MiniSite.explained(desk.build("--explain", "--json", *options))


def test_file_that_is_gone_or_was_tampered_with_is_put_right(desk: MiniSite) -> None:
    before = desk.files()
    desk.file("/people/ada/").unlink()
    desk.file("/about/").write_text("tampered")

    why = "its file in the output is not as it was published"
    assert explained(desk) == {"/people/ada/": why, "/about/": why}
    assert desk.files() == before


def test_reason_names_what_changed(desk: MiniSite) -> None:
    desk.write("layouts/person.html", '{% extends "packaged/person.html" %}')
    desk.article("storm", people="Bob", body="Other text.", summary="Text.")
    desk.article("new", people="Cy")

    reasons = explained(desk)

    assert reasons["/people/ada/"] == "person.html, or something that it uses, changed"
    assert reasons["/2023/10/31/storm/"] == "what it shows changed"
    assert reasons["/people/cy/"] == "it is new"


def test_site_that_has_another_title_changes_every_page(desk: MiniSite) -> None:
    desk.write("config.yaml", "title: Another desk\nbase_url: https://example.org\n")

    assert set(explained(desk).values()) == {"what every page knows of the site changed", "what it shows changed"}


def test_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    trees = []
    for jobs in ("1", "2", "3"):
        site = MiniSite(tmp_path / jobs)
        for number in range(40):
            site.article(
                f"a{number}", people=f"[P{number}, P{number // 3}]", topics="T", date=f"2023-{number % 12 + 1:02}-05"
            )
        trees.append(site.built("--jobs", jobs).files())

    assert trees[0] == trees[1] == trees[2]


def test_mistake_in_a_layout_is_told_from_a_worker_as_from_the_build_itself(tmp_path: Path) -> None:
    problems = []
    for jobs in ("1", "2"):
        site = MiniSite(tmp_path / jobs)
        for number in range(40):
            site.article(f"a{number}", people=f"P{number}")
        site.write("layouts/person.html", "{{ page.title }}\n{{ page.nothing }}\n")
        problems.append(site.build("--jobs", jobs).problems)

    assert problems[0] == problems[1]
    assert problems[0][0].startswith('layouts/person.html:2: error: a TermView has no "nothing"')
