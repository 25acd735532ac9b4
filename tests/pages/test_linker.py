"""Links, cards, stamps and bodies, as layouts may show them."""

import pytest

from gazette.pages.media import media_name
from tests.mini_site import MiniSite


def test_every_link_carries_the_path_of_base_url(site: MiniSite) -> None:
    site.configure()
    site.write(
        "config.yaml", "title: Desk\nbase_url: https://example.org/briefings\nmenu: [{name: P, url: /people/}]\n"
    )
    site.article(
        "grid", "[Talk](talk.md) ![Map](map.png) [Page](/people/ada/) [Out](https://example.net/)", people="Ada"
    )
    site.article("talk")
    site.write("content/map.png", b"png")

    views = site.read_collection().views
    view = views["/2023/10/31/grid/"]

    assert view.url == "/briefings/2023/10/31/grid/"
    assert view.canonical == "https://example.org/briefings/2023/10/31/grid/"
    assert view.day_url == "/briefings/2023/10/31/"
    assert view.people[0].url == "/briefings/people/ada/"
    assert view.older.url == "/briefings/2023/10/31/talk/"
    assert view.body_html.strip() == (
        '<p><a href="/briefings/2023/10/31/talk/">Talk</a> <img alt="Map" src="/briefings/2023/10/31/grid/map.png">'
        ' <a href="/briefings/people/ada/">Page</a> <a href="https://example.net/">Out</a></p>'
    )


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("talk.md", "/2023/10/31/talk/"),
        ("./talk.md", "/2023/10/31/talk/"),
        ("talk.md#what-was-said", "/2023/10/31/talk/#what-was-said"),
        ("../people/ada.md", "/people/ada-byron/"),
        ("../pages/about.md", "/about/"),
        ("/topics/", "/topics/"),
        ("minutes%20of%20talks.pdf", "/2023/10/31/grid/minutes%20of%20talks.pdf"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_link_to_a_content_file_becomes_its_url(site: MiniSite, link: str, url: str) -> None:
    site.article("2023/grid", f"[x]({link})")
    site.article("2023/talk", "## What was said")
    site.write("content/2023/minutes of talks.pdf", b"pdf")
    site.record("people/ada", name="Ada Byron")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n")

    reading = site.read_collection()

    assert f'href="{url}"' in reading.views["/2023/10/31/grid/"].body_html
    assert not [problem for problem in reading.problems if "link-broken" in problem]


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2023-10-31", ("2023-10-31", "", "")),
        ("2023-10-31T15:29:00+04:00", ("2023-10-31T15:29:00+04:00", "15:29", "UTC+04:00")),
        ("31 October 2023 15:29 (UTC+04:00)", ("2023-10-31T15:29:00+04:00", "15:29", "UTC+04:00")),
        ("2023-10-31T15:29:00-0330", ("2023-10-31T15:29:00-03:30", "15:29", "UTC-03:30")),
        ("2023-10-31T00:00:00Z", ("2023-10-31T00:00:00+00:00", "00:00", "UTC")),
    ],
)
def test_moment_is_shown_as_it_was_written(site: MiniSite, date: str, shown: tuple[str, str, str]) -> None:
    site.article(date=date)

    stamp = site.read_collection().views["/2023/10/31/grid/"].published

    assert (stamp.iso, stamp.time, stamp.offset) == shown


def test_event_links_to_the_pages_of_its_days(site: MiniSite) -> None:
    site.article(event_date="2023-10-28/2023-10-30")

    event = site.read_collection().views["/2023/10/31/grid/"].event

    assert (event.first.url, event.last.url) == ("/2023/10/28/", "/2023/10/30/")


def test_card_falls_back_to_the_first_paragraph_for_a_summary(site: MiniSite) -> None:
    site.article("a", "First *short* paragraph.\n\nSecond.")
    site.article("b", "First.", summary="Written by hand.")

    cards = site.read_collection().views["/"].cards

    assert [card.summary for card in cards] == ["First short paragraph.", "Written by hand."]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("content/2023/map.png", "map.png"),
        ("content/2023/img/map.png", "img/map.png"),
        ("content/shared/map.png", "map.png"),
    ],
)
def test_media_keep_their_place_below_the_article_and_only_their_name_elsewhere(target: str, name: str) -> None:
    assert media_name(target, "content/2023/grid.md") == name
