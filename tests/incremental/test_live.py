"""What one process keeps from build to build stands in for nothing that has changed, and hides no problem."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from gazette.pages.page import Page
from tests.mini_site import LiveSite, MiniSite, Run


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> LiveSite:
    """Return an empty collection that one process builds."""
    return LiveSite(tmp_path_factory.mktemp("live") / "desk")


def by_another_process(site: LiveSite) -> Run:
    """Build the same inputs in another folder, by a process that keeps nothing."""
    other = MiniSite(site.root)
    other.output = site.root / "other"
    return other.build("--output", str(other.output))


@pytest.mark.parametrize(
    "keys",
    [
        {"people": "[Ada Byron]", "topics": "[Power]"},  # spelled otherwise below
        {"people": "[Ana Ruiz, Ana Ruiz]"},
        {"topics": "[Nowhere]", "body": "[a broken link](missing.md)"},
    ],
)
def test_problems_are_told_at_every_build(site: LiveSite, keys: dict[str, str]) -> None:
    site.article("grid", **keys)
    site.article("storm", people="[ADA BYRON]")
    site.article("other")
    first = site.build()
    assert first.problems
    for number in range(2):
        site.write("assets/own.css", f"p {{ margin: {number}px }}\n")
        assert site.build().problems == first.problems
        site.article("other", body=f"Edition {number}.")
        assert site.build().problems == first.problems
        assert by_another_process(site).problems == first.problems


def test_clock_alone_shows_and_hides_articles(site: LiveSite) -> None:
    site.article("old", date="2020-01-01", expires="2021-01-01", people="[Ada Byron]")
    site.article("planned", date="2025-01-01", people="[Carl]")
    shown = {}
    for now in ("2020-06-01", "2023-01-01", "2026-01-01", "2020-06-01"):
        site.built("--now", now)
        shown[now] = [site.has(f"/people/{slug}/") for slug in ("ada-byron", "carl")]
    assert shown == {"2020-06-01": [True, False], "2023-01-01": [False, False], "2026-01-01": [False, True]}


def test_marks_of_what_is_held_back_follow_the_clock(site: LiveSite) -> None:
    site.article("planned", date="2025-01-01")
    marks = []
    for now in ("2024-01-01", "2026-01-01"):
        site.built("--now", now, "--future")
        marks.append("Planned for" in site.read("/2025/01/01/planned/"))
    assert marks == [True, False]


def test_body_saved_by_one_process_is_shown_by_the_next_build(site: LiveSite) -> None:
    for number in range(3):
        site.article("grid", body=f"Edition {number}.", people="[Ada Byron]")
        site.article("storm", body="See [the grid](grid.md).")
        site.built()
        assert f"Edition {number}." in site.main("/2023/10/31/grid/")
        assert f"Edition {number}." in site.main("/people/ada-byron/")


SAVES: dict[str, tuple[Callable[[LiveSite], object], set[str]]] = {
    "words": (
        lambda site: site.article("item-5-1", date="2023-05-02", people="[Person 5]", body="Other words."),
        {"/2023/05/02/item-5-1/", "/people/person-5/", "/2023/05/02/", "/2023/05/", "/feed.xml"},
    ),
    "the words of a record": (
        lambda site: site.record("people/person-5", name="Person 5", body="Other words."),
        {"/people/person-5/"},
    ),
    "an alias": (
        lambda site: site.record("people/person-5", name="Person 5", aliases="[The Fifth]"),
        {"/people/person-5/", "/people/the-fifth/", "/people/"},
    ),
    "an office": (
        lambda site: site.record("people/person-5", name="Person 5", roles="[{title: Mayor, from: 2020}]"),
        {"/people/person-5/", "/2023/05/02/item-5-1/", "/2023/05/02/"},
    ),
    "a person more": (
        lambda site: site.article("item-5-1", date="2023-05-02", people="[Person 5, Person 6]"),
        {"/people/person-5/", "/people/person-6/", "/2023/05/02/item-5-1/", "/people/"},
    ),
}


@pytest.mark.parametrize(("save", "expected"), SAVES.values(), ids=list(SAVES))
def test_save_looks_only_at_pages_that_are_made_of_what_changed(
    site: LiveSite, monkeypatch: pytest.MonkeyPatch, save: Callable[[LiveSite], object], expected: set[str]
) -> None:
    for month in range(1, 10):
        for number in range(3):
            keys = {"date": f"2023-{month:02}-0{number + 1}", "people": f"[Person {month}]"}
            site.article(f"item-{month}-{number}", body="See [the first](item-1-0.md).", **keys)
        site.record(f"people/person-{month}", body="[The first](../item-1-0.md).", name=f"Person {month}")
    site.article("twice", date="2023-09-30", people="[Person 9, person 9]")  # of which there is something to report
    site.built()
    looked: list[str] = []
    look = cast("Any", Page.inputs).fget

    def inputs(page: Page) -> str:
        looked.append(page.path)
        return str(look(page))

    monkeypatch.setattr(Page, "inputs", property(inputs))

    save(site)
    site.built()

    assert expected <= set(looked)
    assert not any(path.startswith(("/2023/01/", "/2023/09/", "/people/person-9/")) for path in looked)


def test_keys_under_extra_have_no_order(site: LiveSite) -> None:
    site.write("layouts/article.html", "{{ page.extra | join }} {{ page.extra.d | join }} {{ site.extra | join }}")
    for keys in ("b: 1, a: 2", "a: 2, b: 1"):
        site.configure(f"extra: {{{keys}}}")
        site.article("grid", extra=f"{{{keys}, d: {{{keys}}}}}")
        site.built()
        assert site.read("/2023/10/31/grid/") == "abd ab ab"


def test_assets_of_a_layout_that_no_page_has_any_more_go(site: LiveSite) -> None:
    site.write("assets/part.css", "p {}\n")
    site.write("assets/whole.css", '@import "part.css";\n')
    site.write("layouts/redirect.html", '<link href="{{ asset("part.css") }}">')
    site.article("grid", aliases="[/old/]")
    site.built()
    site.article("grid")
    for number in range(2):
        site.article("storm", body=f"Edition {number}.")
        site.built()
        assert not [path for path in site.files() if path.startswith("assets/part.")]


def test_parent_that_nothing_names_any_more_is_an_error(site: LiveSite) -> None:
    site.article("grid", topics="[Wind]")
    site.article("old", date="2020-01-01", expires="2021-01-01", topics="[Breeze]")
    site.record("topics/wind", name="Wind", parent="Breeze")
    told = [site.build().problems]
    (site.root / "content/old.md").unlink()
    told.append(site.build().problems)
    assert [": warning: " in problem for (problem,) in told] == [True, False]


def test_page_that_somebody_changed_in_the_site_is_put_right(site: LiveSite) -> None:
    site.article("grid")
    site.article("between", date="2023-01-01")
    site.article("storm", date="2022-01-01")
    site.built()
    before = site.read("/2023/10/31/grid/")
    for number, text in enumerate(("mine", "")):
        site.file("/2023/10/31/grid/").write_text(text, encoding="utf-8")
        site.article("storm", date="2022-01-01", body=f"Edition {number}.")
        site.built()
        assert site.read("/2023/10/31/grid/") == before


def damage(snapshot: Path) -> None:
    with contextlib.closing(sqlite3.connect(snapshot)) as database, database:
        database.execute("UPDATE bodies SET html = 'other'")


@pytest.mark.parametrize("harm", [Path.unlink, damage])
def test_body_that_is_lost_or_damaged_between_builds_is_made_again(
    site: LiveSite, harm: Callable[[Path], None]
) -> None:
    site.article("grid", body="The body.")
    site.built()
    harm(site.root / ".gazette/snapshot.db")
    site.write("layouts/article.html", "{{ page.body_html | safe }} anew")
    site.built()
    assert site.read("/2023/10/31/grid/") == "<p>The body.</p> anew"


def test_taxonomy_that_is_closed_between_builds_is_closed(site: LiveSite) -> None:
    site.article("grid", topics="[Power]")
    site.built()
    site.configure("taxonomies: {topics: {closed: true}}")
    assert "unknown topic" in site.build().err


def test_record_that_cannot_be_read_may_be_the_one_that_a_closed_taxonomy_lacks(site: LiveSite) -> None:
    site.configure("taxonomies: {topics: {closed: true}}")
    site.article("grid", topics="[Power]")
    assert "term-unknown" in site.build().err
    site.write("content/topics/power.md", "---\nname: [\n---\n")
    run = site.build()
    assert run.problems == by_another_process(site).problems
    assert "term-unknown" not in run.err
