"""Layout keys: they change with all that a layout uses, and with nothing else."""

from pathlib import Path

import pytest

from gazette.config import Config
from gazette.output.assets import Assets
from gazette.output.layout_keys import LayoutKeys, Uses
from tests.mini_site import MiniSite

LAYOUTS = {
    "a.html": '{% extends "frame.html" %}{% from "_macros/m.html" import m %}{% include "_partials/p.html" %}',
    "frame.html": '<link href="{{ asset("css/frame.css") }}">',
    "_macros/m.html": "{% macro m() %}m{% endmacro %}",
    "_partials/p.html": "p",
    "_partials/alone.html": "nobody uses this",
    "b.html": "b",
    "wide.html": "{% include page.title %}",
    "odd.html": "{% set find = asset %}{{ find('css/frame.css') }}",
    "wrong.html": "{% macro broken( %}",
}


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    for name, text in LAYOUTS.items():
        site.write(f"layouts/{name}", text)
    site.write("assets/css/frame.css", "a { color: red }")
    site.write("assets/css/other.css", "a { color: red }")
    return site


def layout_keys(root: Path, remembered: tuple[str, dict[str, Uses]] | None = None) -> LayoutKeys:
    def fail(problem: object) -> None:
        raise AssertionError(problem)

    return LayoutKeys(root, Assets(root, Config(title="The Desk"), fail), remembered)


def changed(desk: MiniSite, path: str) -> set[str]:
    """Return the layouts whose keys change when a file does."""
    before = layout_keys(desk.root)
    old = {name: before.key(name) for name in LAYOUTS}
    desk.write(path, (desk.root / path).read_text() + " ")
    after = layout_keys(desk.root)
    return {name for name in LAYOUTS if after.key(name) != old[name]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("layouts/a.html", {"a.html"}),
        ("layouts/frame.html", {"a.html", "frame.html"}),
        ("layouts/_macros/m.html", {"a.html", "_macros/m.html"}),
        ("layouts/_partials/p.html", {"a.html", "_partials/p.html"}),
        ("layouts/_partials/alone.html", {"_partials/alone.html"}),
        ("assets/css/frame.css", {"a.html", "frame.html"}),
        ("assets/css/other.css", set()),
    ],
)
def test_key_changes_with_what_the_layout_uses(desk: MiniSite, path: str, expected: set[str]) -> None:
    # what cannot be told from the text may use anything
    assert changed(desk, path) - {"wide.html", "odd.html", "wrong.html"} == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("layouts/b.html", {"wide.html", "wrong.html"}),
        ("assets/css/other.css", {"wide.html", "odd.html", "wrong.html"}),
    ],
)
def test_layout_that_names_what_it_uses_only_when_it_runs_may_use_anything(
    desk: MiniSite, path: str, expected: set[str]
) -> None:
    assert changed(desk, path) & {"wide.html", "odd.html", "wrong.html"} == expected


def test_own_layout_in_front_of_a_packaged_one_changes_the_keys_of_all_that_use_it(desk: MiniSite) -> None:
    before = layout_keys(desk.root)

    desk.write("layouts/base.html", '{% extends "packaged/base.html" %}')
    after = layout_keys(desk.root)

    assert after.key("person.html") != before.key("person.html")
    assert after.key("feed.xml") == before.key("feed.xml")


def test_fallback_has_its_key_where_there_is_no_such_layout(desk: MiniSite) -> None:
    keys = layout_keys(desk.root)

    assert keys.key("place.html", "b.html") == keys.key("b.html")
    assert keys.key("a.html", "b.html") == keys.key("a.html")


def test_what_layouts_use_is_worked_out_anew_only_where_one_has_changed(desk: MiniSite) -> None:
    whole, uses = layout_keys(desk.root).uses
    told = (whole, dict(uses) | {"b.html": (("a.html",), ())})

    assert layout_keys(desk.root, told).uses == told
    desk.write("layouts/b.html", "other")
    assert layout_keys(desk.root, told).uses[1]["b.html"] == ((), ())
