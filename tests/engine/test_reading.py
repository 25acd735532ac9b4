"""Reading: what is opened, what is parsed, and what becomes of a file on which a library hangs."""

import os
from collections.abc import Callable
from datetime import datetime

import pytest

from gazette.collection.selection import Selection
from gazette.operations import build
from gazette.pipeline import Order
from tests.mini_site import MiniSite

HOSTILE = "[a](" * 200_000  # takes half a minute, as half a megabyte of links does


@pytest.fixture(autouse=True)
def _files_grow_old_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file that was written before a build began be trusted by the next one."""
    monkeypatch.setattr("gazette.engine.freshness._TICK", 0)


def steps(site: MiniSite, now: str = "2030-01-01", *, is_right: bool = True) -> dict[str, int]:
    """Build, and return the steps that took place, each with the number of things that it had to do."""
    told: dict[str, int] = {}

    def progress(step: str, total: int) -> Callable[[], None]:
        told[step] = total
        return lambda: None

    selection = Selection(now=datetime.fromisoformat(f"{now}T00:00:00+00:00"))
    order = Order(root=site.root, output=site.output, selection=selection)
    assert build(order, progress, lambda _: None).is_published is is_right
    return told


def opened(site: MiniSite) -> int:
    """Build, and return how many Markdown files were opened."""
    return steps(site).get("reading", 0)


def test_first_build_opens_every_file_and_the_next_one_none(site: MiniSite) -> None:
    for name in ("a", "b"):
        site.article(name, people="Ada")
    site.record("people/ada", name="Ada")

    assert (opened(site), opened(site)) == (3, 0)


def test_build_after_which_nothing_has_changed_takes_no_step(site: MiniSite) -> None:
    for name in ("a", "b", "c"):
        site.article(name, people=f"[Ada, {name}]", expires="2031-05-05")
    site.article("later", date="2030-06-01")
    steps(site)

    assert steps(site) == {}
    assert steps(site, now="2030-05-31") == {}
    assert "rendering" in steps(site, now="2030-06-01")
    assert steps(site, now="2030-06-02") == {}
    assert "rendering" in steps(site, now="2031-05-05")
    assert "rendering" in steps(site, now="2030-06-02")


@pytest.mark.parametrize(
    "path", ["config.yaml", "layouts/own.html", "assets/own.css", "content/b.png", "site/index.html"]
)
def test_any_file_that_is_new_or_other_makes_a_build_look_closer(site: MiniSite, path: str) -> None:
    site.article("a")
    steps(site)
    assert steps(site) == {}

    site.write(path, site.read("/") if path.startswith("site") else "title: Another desk")

    assert "rendering" in steps(site)


def test_only_files_that_look_new_are_opened(site: MiniSite) -> None:
    for name in ("a", "b", "c"):
        site.article(name)
    opened(site)

    site.article("b", body="Other text.")

    assert (opened(site), opened(site)) == (1, 0)


def test_edit_of_the_same_size_with_its_time_put_back_is_seen(site: MiniSite) -> None:
    file = site.root / site.article("a", body="Text.")
    opened(site)
    before = file.stat()

    site.article("a", body="Next.")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert opened(site) == 1
    assert "Next." in site.main("/2023/10/31/a/")


def test_setting_that_changes_what_a_file_is_read_as_opens_all(site: MiniSite) -> None:
    site.article("a", body='"Quoted"')
    site.article("b")
    opened(site)

    site.configure("markdown: {smart_quotes: false}")

    assert opened(site) == 2
    assert '"Quoted"' in site.main("/2023/10/31/a/")


def test_setting_that_changes_no_file_opens_none(site: MiniSite) -> None:
    site.article("a")
    opened(site)

    site.configure("description: News")

    assert opened(site) == 0


def test_warning_about_a_file_is_said_again_by_a_build_that_does_not_open_it(site: MiniSite) -> None:
    site.article("a", body="<blink>Text</blink>")
    first = site.build().problems

    assert first == site.build().problems
    assert "html-removed" in first[0]


def test_file_on_which_a_library_hangs_is_named_and_the_rest_is_reported(site: MiniSite) -> None:
    site.article("fine")
    site.built()
    before = site.files()
    site.configure("limits: {seconds: 1}")
    site.article("hostile", body=HOSTILE)
    site.article("wrong", date="soon")

    run = site.build()

    assert [line.split("; ")[0] for line in run.problems] == [
        (
            "content/hostile.md: error: reading this file takes longer than 1 s of a processor"
            " (limits.seconds in config.yaml)"
        ),
        'content/wrong.md:3:7: error: date is "soon"',
    ]
    assert (run.status, site.files()) == (1, before)


def test_file_that_takes_too_long_is_not_tried_again_before_it_or_the_limit_changes(site: MiniSite) -> None:
    site.configure("limits: {seconds: 1}")
    site.article("fine")
    site.article("hostile", body=HOSTILE)
    first = site.build()

    assert "reading" not in steps(site, is_right=False)
    assert site.build().problems == first.problems
    assert site.build("--clean").problems == first.problems

    site.configure("limits: {seconds: 2}")
    assert steps(site, is_right=False)["reading"] == 2

    site.article("hostile")
    site.built()


def test_file_that_could_not_be_read_is_tried_again(site: MiniSite) -> None:
    site.configure("limits: {file_bytes: 100}")
    site.article("large", body="x" * 200)
    assert site.build().status == 1

    site.configure("limits: {file_bytes: 1000}")

    assert site.build().status == 0
