"""What is shown though it would be held back says so, on its page and wherever it is listed."""

import pytest

from tests.mini_site import MiniSite, with_class, words

SHOWN = ("--drafts", "--future", "--expired")
MARKS = {
    "draft": ({"draft": "true"}, ["Draft"]),
    "future": ({"date": "2030-05-03"}, ["Planned for 3 May 2030"]),
    "scheduled": ({"publish_date": "2031-06-04"}, ["Planned for 4 June 2031"]),
    "expired": ({"expires": "2029-12-31"}, ["Expired on 31 December 2029"]),
    "both": ({"draft": "true", "date": "2030-05-03"}, ["Draft", "Planned for 3 May 2030"]),
    "published": ({}, []),
}


def marks(site: MiniSite, url: str) -> list[str]:
    """Return the marks on a page, in their order."""
    return [words(mark) for mark in with_class(site.page(url), "mark")]


@pytest.mark.parametrize("kind", MARKS)
def test_article_and_its_card_are_marked(site: MiniSite, kind: str) -> None:
    keys, expected = MARKS[kind]
    site.article("grid", slug="grid", people="[Ada]", **keys)
    site.built(*SHOWN)
    url = next(f"/{path.removesuffix('index.html')}" for path in site.files() if path.endswith("/grid/index.html"))

    assert marks(site, url) == expected
    assert marks(site, "/") == expected
    assert marks(site, "/people/ada/") == expected


def test_what_is_marked_is_not_for_search_engines(site: MiniSite) -> None:
    site.article("grid", date="2030-05-03")
    site.article("other")
    site.built(*SHOWN)

    assert b"noindex" in site.file("/2030/05/03/grid/").read_bytes()
    assert b"noindex" not in site.file("/2023/10/31/other/").read_bytes()


def test_draft_of_a_standing_page_is_marked(site: MiniSite) -> None:
    site.write("content/pages/about.md", "---\ntitle: About\ndraft: true\n---\nText.\n")
    site.built(*SHOWN)

    assert marks(site, "/about/") == ["Draft"]


def test_mark_goes_when_the_day_has_come(site: MiniSite) -> None:
    site.article("grid", date="2030-05-03", people="[Ada]")
    site.built(*SHOWN)
    before = marks(site, "/people/ada/")
    assert site.gazette("build", "--now", "2030-05-04", *SHOWN).status == 0

    assert before == ["Planned for 3 May 2030"]
    assert marks(site, "/people/ada/") == marks(site, "/2030/05/03/grid/") == []


def test_mark_follows_the_day_for_which_it_is_planned(site: MiniSite) -> None:
    site.article("grid", publish_date="2031-06-04", people="[Ada]")
    site.built(*SHOWN)
    site.article("grid", publish_date="2031-07-05", people="[Ada]")
    site.built(*SHOWN)

    assert marks(site, "/people/ada/") == ["Planned for 5 July 2031"]
