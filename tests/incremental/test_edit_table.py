"""The table: which pages an edit renders and which files it writes, exactly.

Rendered are the pages of which a view, a layout or something that the layout uses has changed; written are those
of them whose bytes differ. Where one line of a row stands for both, they are the same.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.incremental.edits import with_body, with_key, with_line
from tests.mini_site import LiveSite, MiniSite, Run

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"
CONFIG = "title: The Desk\nbase_url: https://example.org\npaginate_by: 2\ntaxonomies: {places: }\n"
ARTICLES = {
    "2022/flood": ("2022-11-05", "people: [Ada Byron, Bea]\ntopics: [Rivers]\nsource: The Wire\nplaces: [Oslo]"),
    "2022/quarry": ("2022-11-20", "people: [Carl]\ntopics: [Stone]\nsource: The Wire"),
    "2023/grid": ("2023-10-30", "people: [Ada Byron]\ntopics: [Power]\nevent_date: 2023-10-28\nsummary: The summary."),
    "2023/storm": ("2023-10-31", "people: [Bea, Carl]\ntopics: [Rivers]\nsource: The Wire"),
    "2023/vote": ("2023-10-31T15:00:00Z", "people: [Ada Byron]\ntopics: [Law]\naliases: [/old/vote]"),
    "2023/leak": ("2023-12-01", "people: [Dora]\ntopics: [Law]\nsource: The Herald"),
}
"""Newest first: leak, vote, storm, grid, quarry, flood.

Related are flood with storm (Bea, rivers), grid and vote (Ada); storm with quarry (Carl); grid with vote
(Ada); vote with leak (law).
"""
BODY = "An opening of words.\n\nA later paragraph of words.\n"
OTHERS = {
    "content/2023/vote.md": "![A map](map.png)\n",
    "content/2023/leak.md": "After [the storm](storm.md).\n",
    "content/topics/law.md": "---\nname: Law\n---\nSee [the storm](../2023/storm.md).\n",
    "content/people/ada.md": (
        "---\nname: Ada Byron\nslug: ada\n"
        "roles: [{title: Clerk, to: 2022}, {title: Mayor, from: 2023}]\n---\nA life of words.\n"
    ),
    "content/topics/rivers.md": "---\nname: Rivers\nparent: Water\n---\n",
    "content/topics/water.md": "---\nname: Water\n---\n",
    "content/places/norway.md": "---\nname: Norway\n---\n",
    "content/places/bergen.md": "---\nname: Bergen\nparent: Norway\n---\n",
    "content/places/oslo.md": "---\nname: Oslo\nparent: Norway\n---\n",
    "content/pages/about.md": "---\ntitle: About\n---\nOf [the storm](../2023/storm.md).\n",
    "content/2023/map.png": "map",
    "layouts/person.html": '{% extends "packaged/person.html" %}\n',
    "layouts/base.html": (LAYOUTS / "base.html").read_text(encoding="utf-8"),
    "layouts/_macros/charts.html": (LAYOUTS / "_macros/charts.html").read_text(encoding="utf-8"),
    "assets/css/utilities.css": "p { color: red }\n",
}

ARTICLE_PAGES = """
    /2022/11/05/flood/ /2022/11/20/quarry/ /2023/10/30/grid/ /2023/10/31/storm/ /2023/10/31/vote/ /2023/12/01/leak/
"""
PERSON_PAGES = "/people/ada/ /people/ada/page/2/ /people/bea/ /people/carl/ /people/dora/"
TOPIC_PAGES = "/topics/law/ /topics/power/ /topics/rivers/ /topics/stone/ /topics/water/"
SOURCE_PAGES = "/sources/the-herald/ /sources/the-wire/ /sources/the-wire/page/2/"
PLACE_PAGES = "/places/bergen/ /places/norway/ /places/oslo/"
TERM_PAGES = f"{PERSON_PAGES} {TOPIC_PAGES} {SOURCE_PAGES} {PLACE_PAGES}"
CALENDAR_PAGES = """
    /2022/11/05/ /2022/11/20/ /2023/10/28/ /2023/10/30/ /2023/10/31/ /2023/12/01/
    /2022/11/ /2023/10/ /2023/12/ /2022/ /2023/ /dates/
"""
HTML_PAGES = f"""
    / /404.html /search/ /about/ /people/ /topics/ /sources/ /places/
    {ARTICLE_PAGES} {TERM_PAGES} {CALENDAR_PAGES}
"""
REDIRECTS = "/old/vote/"
FEEDS = """
    /feed.xml /people/ada/feed.xml /people/bea/feed.xml /people/carl/feed.xml /people/dora/feed.xml
    /topics/law/feed.xml /topics/power/feed.xml /topics/rivers/feed.xml /topics/stone/feed.xml /topics/water/feed.xml
    /sources/the-herald/feed.xml /sources/the-wire/feed.xml
    /places/bergen/feed.xml /places/norway/feed.xml /places/oslo/feed.xml
"""
ROWS = "/data/articles.jsonl /data/articles.csv"
OTHER_FILES = f"""
    /feed.json {ROWS} /data/people.json /data/topics.json /data/sources.json /data/places.json /data/datapackage.json
    /_headers /_redirects /.nojekyll /2023/10/31/vote/map.png
"""
LAYOUT_PAGES = f"{HTML_PAGES} {REDIRECTS} {FEEDS} /sitemap.xml /robots.txt /opensearch.xml"

LISTS_OF_STORM = """
    / /2023/10/31/ /2023/10/ /people/bea/ /people/carl/ /topics/rivers/ /topics/water/ /sources/the-wire/
    /2022/11/05/flood/ /2022/11/20/quarry/
"""
"""The pages that show the card of the storm, the last two as related to it."""
FEEDS_OF_STORM = """
    /feed.xml /feed.json /people/bea/feed.xml /people/carl/feed.xml /topics/rivers/feed.xml /topics/water/feed.xml
    /sources/the-wire/feed.xml
"""
LISTS_OF_GRID = """
    / /2023/10/28/ /2023/10/30/ /2023/10/ /people/ada/ /topics/power/ /2022/11/05/flood/ /2023/10/31/vote/
"""
LISTS_OF_GRID_IN_ITS_MONTH = LISTS_OF_GRID.replace("/2023/10/28/", "")
FEEDS_OF_GRID = "/feed.xml /feed.json /people/ada/feed.xml /topics/power/feed.xml"
QUARRY_GONE = """
    / /2022/11/05/ /2022/11/ /2022/ /2023/10/28/ /dates/ /2022/11/05/flood/ /2023/10/30/grid/ /2023/10/31/storm/
    /people/ /people/carl/ /people/carl/feed.xml /topics/ /sources/ /sources/the-wire/ /sources/the-wire/feed.xml
    /feed.xml /feed.json /data/articles.jsonl /data/articles.csv /data/people.json /data/topics.json
    /data/sources.json /sitemap.xml
"""
QUARRY_FILES = "/2022/11/20/quarry/ /2022/11/20/ /topics/stone/ /topics/stone/feed.xml /sources/the-wire/page/2/"

Edit = Callable[[MiniSite], object]


def write(path: str, text: str) -> Edit:
    """Write a file."""
    return lambda site: site.write(path, text)


def delete(path: str) -> Edit:
    """Delete a file."""
    return lambda site: (site.root / path).unlink()


def move(path: str, target: str) -> Edit:
    """Give a file another name."""
    return lambda site: (site.root / path).rename(site.root / target)


def change(path: str, old: str, new: str) -> Edit:
    """Put a text in the place of another, which must be there."""

    def edit(site: MiniSite) -> None:
        text = (site.root / path).read_text(encoding="utf-8")
        assert old in text
        site.write(path, text.replace(old, new))

    return edit


def key(name: str, key: str, value: str) -> Edit:
    """Change a key of the front matter of content/<name>.md; "" takes it out."""
    path = f"content/{name}.md"
    return lambda site: site.write(path, with_key((site.root / path).read_text(encoding="utf-8"), key, value))


def body(name: str, text: str) -> Edit:
    """Change the body of content/<name>.md."""
    path = f"content/{name}.md"
    return lambda site: site.write(path, with_body((site.root / path).read_text(encoding="utf-8"), text))


def setting(key: str, value: str) -> Edit:
    """Change a setting; "" takes it out."""
    return write("config.yaml", with_line(CONFIG, key, value) + "\n")


def touch(site: MiniSite) -> None:
    """Give every file another modification time."""
    for path in site.root.rglob("*"):
        if path.is_file() and not path.is_relative_to(site.output) and ".gazette" not in path.parts:
            path.touch()


@dataclass(frozen=True, kw_only=True)
class Row:
    """An edit and what comes of it: addresses parted by white space."""

    edit: Edit
    rendered: str = ""
    written: str | None = None  # where others are written than rendered
    removed: str = ""


TABLE: dict[str, Row] = {
    "nothing": Row(edit=lambda _: None),
    "every file touched": Row(edit=touch),
    # Articles
    "a later paragraph, as many words": Row(
        edit=change("content/2023/storm.md", "A later paragraph", "A second paragraph"),
        rendered="/2023/10/31/storm/ /feed.xml /feed.json",
    ),
    "a later paragraph, more words": Row(
        edit=change("content/2023/storm.md", "A later", "A much later"),
        rendered=f"/2023/10/31/storm/ /feed.xml /feed.json {ROWS}",
    ),
    "the opening paragraph, which stands for a summary": Row(
        edit=change("content/2023/storm.md", "An opening", "The opening"),
        rendered=f"/2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} {ROWS}",
    ),
    "the opening paragraph, where there is a summary": Row(
        edit=change("content/2023/grid.md", "An opening", "The opening"),
        rendered="/2023/10/30/grid/ /feed.xml /feed.json",
    ),
    "a summary": Row(
        edit=key("2023/grid", "summary", "Another."),
        rendered=f"/2023/10/30/grid/ {LISTS_OF_GRID} {FEEDS_OF_GRID} {ROWS}",
    ),
    "a summary added": Row(
        edit=key("2023/storm", "summary", "Another."),
        rendered=f"/2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} {ROWS}",
    ),
    "a title": Row(
        edit=key("2023/grid", "title", "Another"),
        rendered=f"""
            /2023/10/30/grid/ {LISTS_OF_GRID} {FEEDS_OF_GRID} {ROWS}
            /2023/10/31/storm/ /2022/11/20/quarry/
        """,
    ),
    "a title of an article that has an alias": Row(
        edit=key("2023/vote", "title", "Another"),
        rendered=f"""
            /2023/10/31/vote/ / /2023/10/31/ /2023/10/ /people/ada/ /topics/law/
            /2022/11/05/flood/ /2023/10/30/grid/ /2023/12/01/leak/ /2023/10/31/storm/
            /feed.xml /feed.json /people/ada/feed.xml /topics/law/feed.xml {ROWS} /old/vote/
        """,
    ),
    "a person added": Row(
        edit=key("2023/storm", "people", "[Bea, Carl, Dora]"),
        rendered=f"""
            /2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} {ROWS}
            /people/ /people/dora/ /people/dora/feed.xml /data/people.json
            /2023/12/01/leak/ /sources/the-wire/page/2/
        """,
        written=f"""
            /2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} {ROWS}
            /people/ /people/dora/ /people/dora/feed.xml /data/people.json
            /2023/12/01/leak/
        """,
    ),
    "a day on which it happened added": Row(
        edit=key("2023/storm", "event_date", "2023-10-29"),
        rendered=f"""
            /2023/10/31/storm/ {LISTS_OF_STORM} {ROWS}
            /2023/10/29/ /2023/10/28/ /2023/10/30/ /2023/ /dates/ /sitemap.xml
        """,
    ),
    "a day on which it happened added, of which there is a page": Row(
        edit=key("2023/storm", "event_date", "2023-10-30"),
        rendered=f"/2023/10/31/storm/ {LISTS_OF_STORM} {ROWS} /2023/10/30/ /2023/ /dates/",
    ),
    "a day on which it happened that becomes a range": Row(
        edit=key("2023/grid", "event_date", "2023-10-28/2023-10-29"),
        rendered=f"""
            /2023/10/30/grid/ {LISTS_OF_GRID} {ROWS} /2023/10/29/ /2023/ /sitemap.xml
        """,
    ),
    "a day on which it happened that becomes its month": Row(
        edit=key("2023/grid", "event_date", "2023-10"),
        rendered=f"/2023/10/30/grid/ {LISTS_OF_GRID_IN_ITS_MONTH} {ROWS} /2023/ /2022/11/20/ /sitemap.xml",
        written=f"/2023/10/30/grid/ {LISTS_OF_GRID_IN_ITS_MONTH} {ROWS} /2023/ /2022/11/20/ /sitemap.xml",
        removed="/2023/10/28/",
    ),
    "a day on which it happened that becomes its year": Row(
        edit=key("2023/grid", "event_date", "2023"),
        rendered=f"/2023/10/30/grid/ {LISTS_OF_GRID_IN_ITS_MONTH} {ROWS} /2023/ /2022/11/20/ /dates/ /sitemap.xml",
        written=f"/2023/10/30/grid/ {LISTS_OF_GRID_IN_ITS_MONTH} {ROWS} /2023/ /2022/11/20/ /sitemap.xml",
        removed="/2023/10/28/",
    ),
    "a source taken out": Row(
        edit=key("2023/leak", "source", ""),
        rendered=f"""
            /2023/12/01/leak/ / /2023/12/01/ /2023/12/ /people/dora/ /topics/law/ /2023/10/31/vote/ /sources/
            /feed.xml /people/dora/feed.xml /topics/law/feed.xml {ROWS} /data/sources.json /sitemap.xml
        """,
        removed="/sources/the-herald/ /sources/the-herald/feed.xml",
    ),
    "an office held in one article": Row(
        edit=key("2023/vote", "people", "[{name: Ada Byron, role: Witness}]"),
        rendered="/2023/10/31/vote/",
    ),
    "a correction": Row(
        edit=key("2023/storm", "corrections", "[{date: 2023-11-02, text: A figure}]"),
        rendered=f"/2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} /sitemap.xml",
    ),
    "an update": Row(
        edit=key("2023/storm", "updated", "2023-11-02"),
        rendered=f"/2023/10/31/storm/ {LISTS_OF_STORM} {FEEDS_OF_STORM} /sitemap.xml",
    ),
    "a language": Row(
        edit=key("2023/storm", "lang", "fr"),
        rendered=f"/2023/10/31/storm/ {FEEDS_OF_STORM}",
    ),
    "an own key": Row(
        edit=key("2023/storm", "extra", "{mood: good}"),
        rendered="/2023/10/31/storm/",
        written="",
    ),
    "an alias added": Row(
        edit=key("2023/grid", "aliases", "[/old/grid.html]"),
        rendered="/old/grid.html /_redirects",
    ),
    "an alias that gets a slash at its end": Row(
        edit=key("2023/vote", "aliases", "[/old/vote/]"),
        rendered="/old/vote/ /_redirects",
        written="/_redirects",
    ),
    "an article added": Row(
        edit=write("content/2023/delta.md", f"---\ntitle: delta\ndate: 2023-12-05\npeople: [Dora]\n---\n{BODY}"),
        rendered=f"""
            /2023/12/05/delta/ / /2023/12/05/ /2023/12/01/ /2023/12/ /2023/ /dates/ /2023/12/01/leak/
            /people/ /people/dora/ /people/dora/feed.xml /feed.xml /feed.json {ROWS} /data/people.json /sitemap.xml
        """,
    ),
    "an article deleted": Row(edit=delete("content/2022/quarry.md"), rendered=QUARRY_GONE, removed=QUARRY_FILES),
    "an article made a draft": Row(
        edit=key("2022/quarry", "draft", "true"), rendered=QUARRY_GONE, removed=QUARRY_FILES
    ),
    "an article that expires": Row(
        edit=key("2022/quarry", "expires", "2029-01-01"), rendered=QUARRY_GONE, removed=QUARRY_FILES
    ),
    "a draft added": Row(
        edit=write("content/2023/draft.md", "---\ntitle: x\ndate: 2023-01-01\ndraft: true\n---\nText.\n"),
    ),
    "a file renamed": Row(
        edit=move("content/2023/grid.md", "content/2023/power-cut.md"),
        rendered=f"""
            /2023/10/30/power-cut/ {LISTS_OF_GRID} {FEEDS_OF_GRID} {ROWS}
            /2023/10/31/storm/ /2022/11/20/quarry/ /sitemap.xml
        """,
        removed="/2023/10/30/grid/",
    ),
    "a file moved to another folder": Row(
        edit=move("content/2023/grid.md", "content/2022/grid.md"),
        rendered=ROWS,
    ),
    "a slug of an article to which others link": Row(
        edit=key("2023/storm", "slug", "squall"),
        rendered=f"""
            /2023/10/31/squall/ {LISTS_OF_STORM} {FEEDS_OF_STORM} {ROWS} /2023/10/30/grid/ /2023/10/31/vote/
            /2023/12/01/leak/ /topics/law/ /about/ /sitemap.xml
        """,
        removed="/2023/10/31/storm/",
    ),
    "a picture of the same size": Row(
        edit=write("content/2023/map.png", "pam"),
        rendered="/2023/10/31/vote/map.png",
    ),
    "a picture that no page shows": Row(edit=write("content/2023/other.png", "png")),
    # Records and pages
    "the body of a person": Row(
        edit=change("content/people/ada.md", "A life", "The life"),
        rendered="/people/ada/ /people/ada/page/2/",
        written="/people/ada/",
    ),
    "the name of a person": Row(
        edit=change("content/people/ada.md", "name: Ada Byron", "name: Ada King\naliases: [Ada Byron]"),
        rendered=f"""
            /people/ada-byron/ /_redirects /people/ada/ /people/ada/page/2/ /people/ /data/people.json / {ROWS}
            /2022/11/05/flood/ /2023/10/30/grid/ /2023/10/31/vote/
            /2022/11/05/ /2022/11/ /2023/10/28/ /2023/10/30/ /2023/10/31/ /2023/10/
            /people/bea/ /topics/rivers/ /topics/water/ /topics/power/ /topics/law/
            /sources/the-wire/ /sources/the-wire/page/2/ /places/norway/ /places/oslo/
            /2023/10/31/storm/ /2023/12/01/leak/
            /feed.xml /feed.json /people/ada/feed.xml /people/bea/feed.xml /topics/rivers/feed.xml
            /topics/water/feed.xml /topics/power/feed.xml /topics/law/feed.xml /sources/the-wire/feed.xml
            /places/norway/feed.xml /places/oslo/feed.xml
        """,
    ),
    "an alias of a person": Row(
        edit=key("people/ada", "aliases", "[Countess Lovelace]"),
        rendered="/people/ada/ /people/ada/page/2/ /people/countess-lovelace/ /_redirects /data/people.json",
        written="/people/ada/ /people/countess-lovelace/ /_redirects /data/people.json",
    ),
    "an alias of a person with the address of another": Row(
        edit=key("people/ada", "aliases", "[Bea!]"),
        rendered="/people/ada/ /people/ada/page/2/ /data/people.json",
        written="/people/ada/ /data/people.json",
    ),
    "an office of a person": Row(
        edit=change("content/people/ada.md", "Mayor", "Minister"),
        rendered="/people/ada/ /people/ada/page/2/ /2023/10/30/grid/ /2023/10/31/vote/",
        written="/people/ada/ /2023/10/30/grid/ /2023/10/31/vote/",
    ),
    "the day on which an office began": Row(
        edit=change("content/people/ada.md", "from: 2023}", "from: 2023-10-31}"),
        rendered="/people/ada/ /people/ada/page/2/ /2023/10/30/grid/",
        written="/people/ada/ /2023/10/30/grid/",
    ),
    "the sort name of a person": Row(
        edit=key("people/ada", "sort_name", "'Byron, Ada'"),
        rendered="/people/ /sitemap.xml",
    ),
    "the sort name of a place in another": Row(
        edit=key("places/bergen", "sort_name", "The city of Bergen"),
        rendered="/places/ /places/norway/ /sitemap.xml",
    ),
    "the parent of a topic": Row(
        edit=key("topics/rivers", "parent", "Power"),
        rendered="""
            /topics/rivers/ /topics/water/ /topics/water/feed.xml
            /topics/power/ /topics/power/page/2/ /topics/power/feed.xml
            /topics/ / /data/topics.json /2023/10/30/grid/ /sitemap.xml
        """,
    ),
    "the parent of a topic taken out": Row(
        edit=key("topics/rivers", "parent", ""),
        rendered="""
            /topics/rivers/ /topics/water/ /topics/water/feed.xml /topics/ / /data/topics.json
        """,
    ),
    "a parent between a topic and the one above": Row(
        edit=write("content/topics/water.md", "---\nname: Water\nparent: Power\n---\n"),
        rendered="""
            /topics/rivers/ /topics/water/ /topics/power/ /topics/power/page/2/ /topics/power/feed.xml
            /topics/ / /data/topics.json /2023/10/30/grid/ /sitemap.xml
        """,
    ),
    "what a topic is related to, shown by both": Row(
        edit=key("topics/rivers", "related", "[Power]"),
        rendered="/topics/rivers/ /topics/power/",
    ),
    "the description of a topic": Row(
        edit=key("topics/rivers", "description", "What flows"),
        rendered="/topics/rivers/ /topics/",
    ),
    "a record of nobody added": Row(
        edit=write("content/people/zoe.md", "---\nname: Zoe\n---\nA life.\n"),
        rendered="/people/zoe/ /people/zoe/feed.xml /people/ /data/people.json /sitemap.xml",
    ),
    "a record of a name in use added": Row(
        edit=write("content/people/bea.md", "---\nname: Bea\n---\nA life.\n"),
        rendered="/people/bea/",
    ),
    "a standing page": Row(edit=change("content/pages/about.md", "Of [", "Of all ["), rendered="/about/"),
    # Theme
    "the layout of one kind": Row(
        edit=write("layouts/person.html", '{% extends "packaged/person.html" %}{% block card %}own{% endblock %}\n'),
        rendered=PERSON_PAGES,
    ),
    "a remark in the layout of one kind": Row(
        edit=write("layouts/person.html", '{% extends "packaged/person.html" %}{# Nothing. #}\n'),
        rendered=PERSON_PAGES,
        written="",
    ),
    "a layout of one kind added": Row(
        edit=write("layouts/place.html", '{% extends "term.html" %}{% block card %}own{% endblock %}\n'),
        rendered=PLACE_PAGES,
    ),
    "a macro that three layouts use": Row(
        edit=change("layouts/_macros/charts.html", "Articles by year", "Articles, year by year"),
        rendered=f"/ /dates/ {TERM_PAGES}",
        written="/",
    ),
    "the layout that all share": Row(
        edit=change("layouts/base.html", "Skip to the text", "To the text"),
        rendered=HTML_PAGES,
    ),
    "a remark in the layout that all share": Row(
        edit=change("layouts/base.html", "<body>", "{# Nothing. #}<body>"),
        rendered=HTML_PAGES,
        written="",
    ),
    "a layout that nothing uses": Row(edit=write("layouts/_partials/own.html", "own")),
    "a style": Row(
        edit=write("assets/css/utilities.css", "p { color: tan }\n"),
        rendered=f"{HTML_PAGES} {REDIRECTS}",
        written=f"{HTML_PAGES} {REDIRECTS} /assets/css/main.*.css",
        removed="/assets/css/main.*.css",
    ),
    "a remark in a style": Row(edit=write("assets/css/utilities.css", "/* Nothing. */p { color: red }\n")),
    "a script that another imports": Row(
        edit=write("assets/js/match.js", "export const fold = (x) => x, rank = (x) => x;\n"),
        rendered="/search/",
        written="/search/ /assets/js/match.*.js /assets/js/search.*.js",
        removed="/assets/js/match.*.js /assets/js/search.*.js",
    ),
    "an asset that nothing links": Row(
        edit=write("assets/images/own.png", "png"),
        written="/assets/images/own.*.png",
    ),
    # Settings
    "a remark in the settings": Row(edit=write("config.yaml", f"# Nothing.\n{CONFIG}")),
    "settings in another order": Row(edit=write("config.yaml", "".join(reversed(CONFIG.splitlines(keepends=True))))),
    "the title of the site": Row(
        edit=setting("title", "The Disk"),
        rendered=f"{LAYOUT_PAGES} /feed.json /data/datapackage.json",
        written=f"{HTML_PAGES} {REDIRECTS} {FEEDS} /opensearch.xml /feed.json /data/datapackage.json",
    ),
    "the title of a taxonomy": Row(
        edit=setting("taxonomies", "{places: {title: Sites}}"),
        rendered=f"{LAYOUT_PAGES} /data/datapackage.json",
        written=f"{HTML_PAGES} /data/datapackage.json",
    ),
    "how many articles a page has": Row(
        edit=setting("paginate_by", "3"),
        rendered="/people/ada/ /sources/the-wire/ /sitemap.xml",
        removed="/people/ada/page/2/ /sources/the-wire/page/2/",
    ),
    "how many articles a feed has": Row(
        edit=setting("feeds", "{limit: 2}"),
        rendered="/feed.xml /feed.json /people/ada/feed.xml /sources/the-wire/feed.xml",
    ),
    "the address with which ids begin": Row(
        edit=setting("feeds", "{id_base: https://old.example}"),
        rendered=f"{FEEDS} /feed.json",
    ),
    "a menu": Row(
        edit=setting("menu", "[{name: About, url: /about/}]"),
        rendered=LAYOUT_PAGES,
        written=HTML_PAGES,
    ),
    "a limit": Row(edit=setting("limits", "{event_days: 30}")),
    # The ledger
    "a ledger of what is there": Row(edit=write("permalinks.txt", "/2023/10/30/grid/ content/2023/grid.md\n")),
    "a ledger of what has moved": Row(
        edit=write("permalinks.txt", "/2023/old/ content/2023/grid.md\n/people/byron/ content/people/ada.md\n"),
        rendered=f"/2023/old/ /people/byron/ /people/byron/page/2/ /_redirects {FEEDS_OF_GRID}",
    ),
    "a ledger of what is somebody's present address and another's first one": Row(
        edit=write("permalinks.txt", "/2023/10/31/storm/ content/2023/vote.md\n/people/bea/ people: Carl\n"),
    ),
    "a ledger of a term that was called otherwise": Row(
        edit=write("permalinks.txt", "/people/karl/ people: Carl\n"),
        rendered="/people/karl/ /people/carl/feed.xml /_redirects",
    ),
    "a ledger of what is gone": Row(
        edit=write("permalinks.txt", "/2021/leak/ gone: true The leak\n"),
        rendered="/2021/leak/ /_redirects",
    ),
    "a recorded article that moves": Row(
        edit=lambda site: (
            write("permalinks.txt", "/2022/11/20/quarry/ content/2022/quarry.md\n")(site),
            key("2022/quarry", "slug", "pit")(site),
        ),
        rendered=f"""
            /2022/11/20/pit/ /2022/11/20/quarry/ /_redirects / /2022/11/20/ /2022/11/ /people/carl/
            /topics/stone/ /sources/the-wire/ /2022/11/05/flood/ /2023/10/30/grid/ /2023/10/31/storm/
            /feed.xml /feed.json /people/carl/feed.xml /topics/stone/feed.xml /sources/the-wire/feed.xml {ROWS}
            /sitemap.xml
        """,
    ),
    "a host name": Row(edit=setting("deploy", "{cname: www.example.org}"), rendered="/CNAME"),
}


@pytest.fixture(params=[MiniSite, LiveSite])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> MiniSite:
    """Return a collection in which every kind of page is present, not built yet."""
    site: MiniSite = request.param(tmp_path / "desk")
    site.write("config.yaml", CONFIG)
    for name, (date, keys) in ARTICLES.items():
        site.write(f"content/{name}.md", f"---\ntitle: {name[5:].capitalize()}\ndate: {date}\n{keys}\n---\n{BODY}")
    for path, text in OTHERS.items():
        before = (site.root / path).read_text() if (site.root / path).exists() else ""
        site.write(path, before + text)
    return site


def address(path: str) -> str:
    """Return where a file of the site is served, without its fingerprint."""
    path = re.sub(r"(?<=\.)[0-9a-f]{8}(?=\.\w+$)", "*", path) if path.startswith("assets/") else path
    return "/" + path.removesuffix("index.html")


def stamps(site: MiniSite) -> dict[str, tuple[int, int]]:
    """Return what differs for a file that is written, if with the same bytes."""
    found = {path: (site.output / path).stat() for path in site.files()}
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def explained(run: Run) -> set[str]:
    """Return the pages that a build says it rendered."""
    explained = MiniSite.explained(run)
    assert json.loads(run.out)["rendered"] == len(explained)
    assert all(explained.values())
    return set(explained)


def test_first_build_renders_every_page(desk: MiniSite) -> None:
    run = desk.build("--explain", "--json")

    pages = set(f"{LAYOUT_PAGES} {OTHER_FILES}".split())
    assert explained(run) == pages
    assert {address(path) for path in desk.files() if not path.startswith("assets/")} == pages


@pytest.mark.parametrize("edit", TABLE)
def test_edit_renders_and_writes_exactly_what_shows_it(desk: MiniSite, edit: str) -> None:
    row = TABLE[edit]
    before = stamps(desk.built())
    row.edit(desk)

    run = desk.build("--explain", "--json")

    assert run.status == 0, run.err
    after = stamps(desk)
    written = {path for path, stamp in after.items() if before.get(path) != stamp}
    removed = before.keys() - after.keys()
    assert explained(run) == set(row.rendered.split())
    assert set(map(address, written)) == set((row.rendered if row.written is None else row.written).split())
    assert set(map(address, removed)) == set(row.removed.split())
    assert (json.loads(run.out)["written"], json.loads(run.out)["removed"]) == (len(written), len(removed))


def test_explanation_without_json_is_a_line_for_each_page(desk: MiniSite) -> None:
    desk.built()
    TABLE["an office held in one article"].edit(desk)

    first, *_ = desk.build("--explain").out.splitlines()

    assert re.fullmatch(r"/2023/10/31/vote/: \S.*", first)
