"""Atom and JSON Feed for the site, Atom for every term."""

import feedparser
import pytest

from tests.mini_site import ATOM, MiniSite


def titles(site: MiniSite, url: str) -> list[str]:
    """Return the titles of a feed's entries."""
    return [entry.findtext(f"{ATOM}title", "") for entry in site.xml(url).iter(f"{ATOM}entry")]


def test_site_feed_holds_the_newest_articles_up_to_the_limit(site: MiniSite) -> None:
    site.configure("feeds: {limit: 2}")
    for number in (1, 2, 3):
        site.article(f"n{number}", date=f"2023-01-0{number}")
    site.built()

    assert titles(site, "/feed.xml") == ["N3", "N2"]
    assert [item["title"] for item in site.json("/feed.json")["items"]] == ["N3", "N2"]


def test_feed_parser_reads_an_entry_as_it_was_written(site: MiniSite) -> None:
    site.article(
        "grid",
        "The *grid* is back. [Talk](talk.md) ![Map](map.png)",
        title="Grid & power <restored>",
        date="2023-10-31T15:29:00+04:00",
        updated="2023-11-02T08:00:00Z",
        summary="Power is back.",
        topics="[Energy]",
        people="[Ada]",
    )
    site.article("talk", date="2023-10-30")
    site.write("content/map.png", b"png")
    site.built("--base-url", "https://example.org/briefings")

    feed = feedparser.parse(site.file("/feed.xml").read_bytes())
    entry = feed.entries[0]

    assert not feed.bozo
    assert (feed.feed.title, feed.feed.updated) == ("The Desk", "2023-11-02T08:00:00+00:00")
    assert entry.title == "Grid & power <restored>"
    assert entry.id == entry.link == "https://example.org/briefings/2023/10/31/grid/"
    assert (entry.published, entry.updated) == ("2023-10-31T15:29:00+04:00", "2023-11-02T08:00:00+00:00")
    assert entry.summary == "Power is back."
    assert [tag.term for tag in entry.tags] == ["Energy", "Ada"]
    assert 'href="https://example.org/briefings/2023/10/30/talk/"' in entry.content[0].value
    assert 'src="https://example.org/briefings/2023/10/31/grid/map.png"' in entry.content[0].value


def test_feed_says_when_it_was_last_changed_by_the_latest_update(site: MiniSite) -> None:
    site.article("old", date="2020-01-01", updated="2024-05-05T00:00:00Z")
    site.article("new", date="2023-01-01")
    site.built()

    assert site.xml("/feed.xml").findtext(f"{ATOM}updated") == "2024-05-05T00:00:00+00:00"


def test_term_feed_holds_its_own_articles_and_leads_to_its_page(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.article("b", people="Bea")
    site.built()
    feed = site.xml("/people/ada/feed.xml")

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}

    assert titles(site, "/people/ada/feed.xml") == ["A"]
    assert links == {
        "self": "https://example.org/people/ada/feed.xml",
        "alternate": "https://example.org/people/ada/",
    }


def test_parent_topics_feed_holds_the_articles_of_its_descendants(site: MiniSite) -> None:
    site.record("topics/law", name="Law")
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.article("a", topics="Treaties")
    site.built()

    assert titles(site, "/topics/law/feed.xml") == ["A"]


def test_feed_of_a_record_without_articles_is_still_a_feed(site: MiniSite) -> None:
    site.record("people/ada", name="Ada")
    site.article()
    site.built()

    feed = feedparser.parse(site.file("/people/ada/feed.xml").read_bytes())

    assert (feed.bozo, feed.entries) == (False, [])


def test_json_feed_has_the_fields_of_version_1_1(site: MiniSite) -> None:
    site.configure("description: What happened\nauthor: The desk")
    site.article(date="2023-10-31T15:29:00+04:00", topics="Energy", people="Ada", summary="Power.")
    feed = site.built().json("/feed.json")

    assert {key: value for key, value in feed.items() if key != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Desk",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.json",
        "description": "What happened",
        "language": "en",
        "authors": [{"name": "The desk"}],
    }
    assert feed["items"] == [
        {
            "id": "https://example.org/2023/10/31/grid/",
            "url": "https://example.org/2023/10/31/grid/",
            "title": "Grid",
            "summary": "Power.",
            "content_html": "<p>Text.</p>",
            "date_published": "2023-10-31T15:29:00+04:00",
            "date_modified": "2023-10-31T15:29:00+04:00",
            "tags": ["Energy", "Ada"],
        }
    ]


HOSTILE = ["]]> & <b>", "ring \\a bell \\x1b[31m", "🎉 שלום \\u202e evil", "\\ufffe and \\0", "&#0; &lt;"]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_leaves_every_xml_file_well_formed(site: MiniSite, title: str) -> None:
    site.write("config.yaml", f'title: "{title}"\ndescription: "{title}"\nbase_url: https://example.org\n')
    site.article(title=f'"{title}"', summary=f'"{title}"', topics=f'["{title}"]', source=f'"{title}"')
    site.built()

    for path, data in site.files().items():
        if path.endswith(".xml"):
            assert not feedparser.parse(data).bozo or "feed" not in path, path
            assert site.xml(f"/{path}").tag
    assert site.json("/feed.json")["items"][0]["title"]


@pytest.mark.parametrize("reference", ["&#1;", "&#8;", "&#xFFFE;", "&#27;"])
def test_control_character_by_reference_leaves_feeds_well_formed(site: MiniSite, reference: str) -> None:
    site.article(body=f"ring {reference} bell")
    site.built()

    assert site.xml("/feed.xml").tag


def test_links_to_parts_of_the_own_page_are_absolute_in_feeds(site: MiniSite) -> None:
    site.article(body="## Here\n\n[x](#here) A note[^1].\n\n[^1]: Note.")

    assert 'href="#' not in site.built().json("/feed.json")["items"][0]["content_html"]
