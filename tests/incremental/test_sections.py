"""Whatever an edit reaches, in any month or term: a preview, which keeps pages, comes to what a clean build does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.incremental.edits import with_body, with_key
from tests.mini_site import LiveSite, MiniSite

CONFIG = "paginate_by: 2\nfeeds: {limit: 3}\ntaxonomies: {places: }\n"
ARTICLES = {  # no two of a month are related, nor in terms with those beside them, but where it says so
    "winter": ("2023-01-31", "people: [Ann Bay]\ntopics: [Ice]\nplaces: [Oslo]"),
    "frost": ("2023-01-10", "people: [Cal Dee]\ntopics: [Snow]"),
    "spring": ("2023-03-15", "people: [Eva Fox]\ntopics: [Rain]\nevent_date: 2023-02-20"),
    "summer": ("2023-06-21", "people: [Gus Hay]\ntopics: [Sun]\nsource: The Wire\naliases: [/old/summer]"),
    "autumn": ("2023-09-23", "people: [Ida Jay]\ntopics: [Wind]\nplaces: [Bergen]"),
    "storm": ("2023-11-05", "people: [Ann Bay]\ntopics: [Wind]\nsource: The Wire"),  # with winter and with autumn
}
OTHERS = {
    "content/people/ann.md": "---\nname: Ann Bay\nimage: ann.png\nroles: [{title: Captain, from: 2021}]\n---\n"
    "See [summer](../summer.md).\n",
    "content/people/gus.md": "---\nname: Gus Hay\nimage: gus.png\naliases: [G. Hay]\n---\n",
    "content/people/nil.md": "---\nname: Nil Nemo\n---\nA life.\n",
    "content/people/ann.png": "ann",
    "content/people/gus.png": "gus",
    "content/topics/weather.md": "---\nname: Weather\n---\n",
    "content/topics/wind.md": "---\nname: Wind\nparent: Weather\n---\n",
    "content/topics/sun.md": "---\nname: Sun\nrelated: [Snow]\n---\n",
    "content/places/norway.md": "---\nname: Norway\n---\n",
    "content/places/oslo.md": "---\nname: Oslo\nparent: Norway\n---\n",
    "content/pages/about.md": "---\ntitle: About\n---\nOf [summer](../summer.md).\n",
}

Edit = Callable[[Path], object]


def changed(path: str, change: Callable[[str], str]) -> Edit:
    def edit(root: Path) -> None:
        file = root / path
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    return edit


def keyed(path: str, key: str, value: str) -> Edit:
    return changed(path, lambda text: with_key(text, key, value))


def written(path: str, text: str) -> Edit:
    return lambda root: (root / path).write_text(text, encoding="utf-8")


def article(name: str, date: str, more: str) -> Edit:
    return written(f"content/{name}.md", f"---\ntitle: {name}\ndate: {date}\n{more}\n---\nText.\n")


def configured(line: str) -> Edit:
    return changed("config.yaml", lambda text: f"{text}{line}\n")


EDITS: dict[str, Edit] = {
    **{f"the title of {name}": keyed(f"content/{name}.md", "title", "Other") for name in ARTICLES},
    **{f"the body of {name}": changed(f"content/{name}.md", lambda t: with_body(t, "Other.")) for name in ARTICLES},
    **{f"the slug of {name}": keyed(f"content/{name}.md", "slug", "elsewhere") for name in ARTICLES},
    **{f"the end of {name}": keyed(f"content/{name}.md", "draft", "true") for name in ("winter", "autumn", "storm")},
    "a link in a body": changed("content/frost.md", lambda text: with_body(text, "See [summer](summer.md).")),
    "an article between": article("flood", "2023-04-01", "people: [Cal Dee]"),
    "an article in a month": article("fog", "2023-01-20", "topics: [Rain]"),
    "an article of a child": article("breeze", "2023-06-01", "topics: [Wind]"),
    "another day": keyed("content/spring.md", "date", "2023-03-16"),
    "another month": keyed("content/spring.md", "date", "2023-05-16"),
    "the last day of a month": keyed("content/winter.md", "date", "2023-01-30"),
    "the first day of a month": keyed("content/frost.md", "date", "2023-01-12"),
    "the day of an event": keyed("content/spring.md", "event_date", "2023-02-28"),
    "the month of an event": keyed("content/spring.md", "event_date", "2022-12-28"),
    "another person": keyed("content/frost.md", "people", "[Gus Hay]"),
    "another spelling": keyed("content/frost.md", "people", "[G. Hay]"),
    "another alias": keyed("content/summer.md", "aliases", "[/older/summer]"),
    "a picture": written("content/people/gus.png", "other"),
    "a picture beside a link": written("content/people/ann.png", "other"),
    "a name": keyed("content/people/gus.md", "name", "Gustav Hay"),
    "a sort name": keyed("content/people/ann.md", "sort_name", "Bay, Ann"),
    "a child's name": keyed("content/topics/wind.md", "name", "Winds\naliases: [Wind]"),
    "a parent's name": keyed("content/topics/weather.md", "name", "Weather\nslug: skies"),
    "a parent": keyed("content/topics/sun.md", "parent", "Weather"),
    "a relation": keyed("content/topics/sun.md", "related", "[Rain]"),
    "a record gone": lambda root: (root / "content/topics/sun.md").unlink(),
    "the words of a record": changed("content/people/gus.md", lambda text: with_body(text, "A life.")),
    "the words of a record that nobody uses": changed("content/people/nil.md", lambda text: with_body(text, "None.")),
    "an office": keyed("content/people/gus.md", "roles", "[{title: Mayor, from: 2023}]"),
    "an office that ended": keyed("content/people/ann.md", "roles", "[{title: Mayor, from: 2022, to: 2022}]"),
    "what a record says of itself": keyed("content/people/ann.md", "description", "A mayor."),
    "an alias that is named": keyed("content/people/ann.md", "aliases", "[Cal Dee]"),
    "an alias that nobody has any more": keyed("content/people/gus.md", "aliases", "[Gus]"),
    "a record of a name": written("content/people/ida.md", "---\nname: Ida Jay\nsort_name: Jay\n---\n"),
    "a record of a spelling": written("content/people/ida.md", "---\nname: Ida B. Jay\naliases: [Ida Jay]\n---\n"),
    "where articles are": configured('permalinks: {article: "/{year}/{slug}/"}'),
    "the path of the site": changed("config.yaml", lambda text: text.replace("example.org", "example.org/desk")),
    "how many stand on a page": changed("config.yaml", lambda text: text.replace("paginate_by: 2", "paginate_by: 1")),
    "how many stand in a feed": changed("config.yaml", lambda text: text.replace("limit: 3", "limit: 1")),
    "the title of the site": changed("config.yaml", lambda text: text.replace("The Desk", "The Table")),
    "a taxonomy": changed("config.yaml", lambda text: text.replace("places: ", "places: {title: Where}")),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_edit_shows_wherever_it_reaches(tmp_path: Path, edit: Edit) -> None:
    site = LiveSite(tmp_path / "desk")
    site.configure(CONFIG)
    for name, (day, more) in ARTICLES.items():
        site.write(f"content/{name}.md", f"---\ntitle: {name.title()}\ndate: {day}\n{more}\n---\nText.\n")
    for path, text in OTHERS.items():
        site.write(path, text)
    site.built()
    site.article("aside", date="2021-01-01")  # so that pages have been kept once
    site.built()

    edit(site.root)
    run = site.build()

    other = MiniSite(site.root)
    other.output = tmp_path / "other"
    clean = other.build("--clean", "--output", str(other.output))
    assert (run.status, run.problems) == (clean.status, clean.problems)
    assert run.status == 0, run.err
    assert site.files() == other.files()
