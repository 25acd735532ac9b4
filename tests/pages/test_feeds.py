"""Atom and JSON Feed for the site, Atom for every term."""

import csv

import feedparser
import pytest

from tests.mini_site import ATOM, MiniSite, parse_html, structured_data, with_class, words


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


@pytest.mark.parametrize("url", ["/feed.xml", "/people/ada/feed.xml"])
def test_correction_is_an_update_and_its_text_is_in_the_entry(site: MiniSite, url: str) -> None:
    site.article(
        people="Ada",
        summary="S <b>.",
        corrections="[{date: 2023-11-20, text: Five <i> were hurt.}, {date: 2023-11-03, text: Not six.}]",
    )
    feed = feedparser.parse(site.built().file(url).read_bytes())
    (entry,) = feed.entries
    content = parse_html("<!DOCTYPE html>" + entry.content[0].value)

    assert feed.feed.updated == entry.updated == "2023-11-20T00:00:00+00:00"
    assert (entry.published, entry.summary) == ("2023-10-31T00:00:00+00:00", "S <b>.")
    assert words(content).endswith("Corrections 20 November 2023: Five <i> were hurt. 3 November 2023: Not six.")
    assert [time.get("datetime") for time in content.iter("time")] == ["2023-11-20", "2023-11-03"]


def test_correction_is_an_update_everywhere(site: MiniSite) -> None:
    site.article("grid", corrections="[{date: 2023-11-20, text: Five.}]")
    site.article("later", updated="2024-01-05T10:00:00Z", corrections="[{date: 2023-11-20, text: Five.}]")
    site.built()
    days = {"Grid": "2023-11-20", "Later": "2024-01-05"}

    for item in site.json("/feed.json")["items"]:
        day, page = days[item["title"]], site.page(item["url"].removeprefix("https://example.org"))
        (data,) = structured_data(page)
        assert item["date_modified"][:10] == data["dateModified"][:10] == day
        assert "20 November 2023: Five." in item["content_html"].replace("</time>", "")
        assert data["correction"] == [{"@type": "CorrectionComment", "text": "Five.", "datePublished": "2023-11-20"}]
        assert with_class(page, "dt-updated")[0].get("datetime", "")[:10] == day
        assert f"<loc>{item['url']}</loc>\n    <lastmod>{day}</lastmod>" in site.read("/sitemap.xml")
    assert site.read("/").count("Updated since") == 2


def test_correction_on_the_day_of_publication_counts_where_it_says_the_time(site: MiniSite) -> None:
    site.article("day", date="2023-10-31T10:00:00Z", corrections="[{date: 2023-10-31, text: Five.}]")
    site.article("time", date="2023-10-31T10:00:00Z", corrections="[{date: 2023-10-31 12:30, text: Five.}]")
    site.built()

    assert {item["title"]: item["date_modified"] for item in site.json("/feed.json")["items"]} == {
        "Day": "2023-10-31T10:00:00+00:00",
        "Time": "2023-10-31T12:30:00+00:00",
    }
    assert with_class(site.page("/2023/10/31/day/"), "dt-updated") == []


def test_entry_and_its_text_say_what_language_they_are_in(site: MiniSite) -> None:
    site.configure("language: fr")
    site.article("grid", people="Ada", lang="fa", corrections="[{date: 2023-11-20, text: Five.}]")
    site.article("other", people="Ada")
    site.built()
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    own, plain = (item["content_html"] for item in site.json("/feed.json")["items"])

    for url in ("/feed.xml", "/people/ada/feed.xml"):
        entries = site.xml(url).findall(f"{ATOM}entry")
        assert [site.xml(url).get(xml_lang), *[entry.get(xml_lang) for entry in entries]] == ["fr", "fa", None]
    assert [item.get("language") for item in site.json("/feed.json")["items"]] == ["fa", None]
    assert own.startswith('<div lang="fa" dir="auto"><p>Text.</p></div>\n<section lang="fr"><h2>Corrections</h2>')
    assert '<span lang="fa" dir="auto">Five.</span>' in own
    assert plain == "<p>Text.</p>"


def test_every_address_in_a_feed_is_whole(site: MiniSite) -> None:
    site.article(
        "grid",
        "## Part\n\nA[^1] ![p](p.png) [here](#part) [home](/people/) [b](b.md?x=1#y) <q cite='/people/'>q</q>\n\n"
        '<blockquote cite="#part">x</blockquote> <ins cite="?a=1&amp;b">i</ins> <del cite="https://a.example/x">d</del>'
        "\n\n[^1]: Note.",
    )
    site.article("b", "## Y")
    site.write("content/p.png", b"png")
    site.built("--base-url", "https://example.org/briefings")

    (item,) = (item for item in site.json("/feed.json")["items"] if item["title"] == "Grid")
    content = parse_html("<!DOCTYPE html>" + item["content_html"])
    found = [value for each in content.iter() for name in ("href", "src", "cite") if (value := each.get(name))]

    assert [address for address in found if not address.startswith("https://")] == []
    sources = {value for each in content.iter() if (value := each.get("cite"))}
    assert sorted(sources) == [
        "https://a.example/x",
        "https://example.org/briefings/2023/10/31/grid/#part",
        "https://example.org/briefings/2023/10/31/grid/?a=1&b",
        "https://example.org/briefings/people/",
    ]
    contents = [content.text for content in site.xml("/feed.xml").iter(f"{ATOM}content")]
    assert item["content_html"] in contents


@pytest.mark.parametrize("summary", ["", "Power <b> is & was back."])
def test_all_outputs_tell_the_same_story(site: MiniSite, summary: str) -> None:
    site.article(
        "grid",
        "An opening of <b>words</b> & signs.",
        title='"Grid & power <restored>"',
        date="2023-10-31T15:29:00+04:00",
        **({"summary": f'"{summary}"'} if summary else {}),
    )
    site.built()
    page, (row,) = site.page("/2023/10/31/grid/"), site.rows()
    (data,) = structured_data(page)
    (item,) = site.json("/feed.json")["items"]
    (entry,) = feedparser.parse(site.file("/feed.xml").read_bytes(), sanitize_html=False).entries
    (cells,) = csv.DictReader(site.read("/data/articles.csv").splitlines())
    (meta,) = (found.get("content") for found in page.iter("meta") if found.get("name") == "description")
    card = with_class(site.page("/"), "h-entry")[0]

    assert {row["title"], data["headline"], item["title"], entry.title, cells["title"]} == {"Grid & power <restored>"}
    assert {words(with_class(found, "p-name")[0]) for found in (page, card)} == {"Grid & power <restored>"}
    dates = {row["date"], data["datePublished"], item["date_published"], entry.published, cells["date"]}
    assert dates == {"2023-10-31T15:29:00+04:00"}
    told = {row["summary"], data["description"], item["summary"], entry.summary, cells["summary"], meta}
    assert told == {summary or "An opening of words & signs."} == {words(with_class(card, "p-summary")[0])}
