"""An edit renders the pages that can show it, and no other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mini_site import MiniSite

Edit = Callable[[MiniSite], object]

SETTINGS = "paginate_by: 2\nfeeds: {limit: 2}"
FIRST = {"date": "2023-10-31", "people": "[Ada, Bob]", "topics": "Grids", "source": "Wire", "summary": "Short."}
DATA = {"/data/articles.jsonl", "/data/articles.csv"}
FEEDS = {"/feed.xml", "/feed.json"}
LAST = {"/2024/01/05/last/"}
NEIGHBOURS = {"/2023/10/30/early/", "/2023/12/01/late/"}


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    """Return a collection in which every page kind is there; `grid` is the second of its people, topic and source."""
    site.configure(SETTINGS)
    site.article("early", **FIRST | {"date": "2023-10-30"})
    site.article("grid", body="One.\n\nTwo.", **FIRST)
    site.article("late", **FIRST | {"date": "2023-12-01"})
    site.article("last", date="2024-01-05", people="Cy", topics="Votes", event_date="2024-01-02")
    site.record("people/ada", name="Ada", roles="[{title: Clerk, from: 2000}]")
    site.record("topics/energy", name="Energy")
    site.record("topics/grids", name="Grids", parent="Energy")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n[Ada](../people/ada.md)\n")
    return site.built()


def rendered(desk: MiniSite, edit: Edit) -> set[str]:
    """Edit, build, and return the addresses of the pages that were rendered."""
    edit(desk)
    run = desk.build("--explain", "--json")
    assert run.status == 0, run.err
    return set(MiniSite.explained(run))


def words(text: str) -> Edit:
    return lambda desk: desk.article("grid", body=text, **FIRST)


def keys(**changed: str) -> Edit:
    return lambda desk: desk.article("grid", body="One.\n\nTwo.", **FIRST | changed)


def record(path: str, body: str = "", **fields: str) -> Edit:
    return lambda desk: desk.record(path, body=body, **fields)


def file(path: str, text: str) -> Edit:
    return lambda desk: desk.write(path, text)


def everything(desk: MiniSite) -> None:
    """Touch every file."""
    for path in (*(desk.root / "content").rglob("*.md"), desk.root / "config.yaml"):
        path.touch()


def settings(lines: str) -> Edit:
    return lambda desk: desk.configure(lines)


ADA = {"name": "Ada", "roles": "[{title: Clerk, from: 2000}]"}
MAYOR = "[{title: Clerk, from: 2000, to: 2023-10-30}, {title: Mayor, from: 2023-10-31}]"
OFFICES = (Path(__file__).parents[2] / "layouts/_macros/offices.html").read_text(encoding="utf-8")

GRID = {"/2023/10/31/grid/"}
DAY, MONTH, YEAR = {"/2023/10/31/"}, {"/2023/10/"}, {"/2023/"}
EARLY, LATE, LAST = {"/2023/10/30/early/"}, {"/2023/12/01/late/"}, {"/2024/01/05/last/"}
EARLY_DAY, LATE_DAY, LATE_MONTH = {"/2023/10/30/"}, {"/2023/12/01/"}, {"/2023/12/"}
ROWS = {"/data/articles.jsonl", "/data/articles.csv"}
TERMS = {"/people/ada/", "/people/bob/", "/topics/grids/", "/topics/energy/", "/sources/wire/"}
SECOND = {f"{term}page/2/" for term in TERMS}  # `grid` is on the first page of each of its terms
TERM_FEEDS = {f"{term}feed.xml" for term in TERMS}
CARDS = {"/"} | DAY | MONTH | TERMS | TERM_FEEDS | EARLY | LATE  # who lists it, or has it beside or related
PEOPLE = {"/people/", "/data/people.json"}
TOPICS = {"/topics/", "/data/topics.json"}
SOURCES = {"/sources/", "/data/sources.json"}
PERSONS = {"/people/ada/", "/people/ada/page/2/", "/people/bob/", "/people/bob/page/2/", "/people/cy/"}
HTML = (
    {"/", "/404.html", "/about/", "/search/", "/dates/", "/people/", "/topics/", "/sources/", "/topics/votes/"}
    | {"/2024/", "/2024/01/", "/2024/01/02/", "/2024/01/05/"}
    | (GRID | DAY | MONTH | YEAR | EARLY | LATE | LAST | EARLY_DAY | LATE_DAY | LATE_MONTH | TERMS | SECOND | PERSONS)
)

EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda _: None, set()),
    "every file touched": (everything, set()),
    "a remark in the settings": (settings(f"{SETTINGS}\n# a remark"), set()),
    "a second paragraph of as many words": (words("One.\n\nThree."), GRID),
    "a longer second paragraph": (words("One.\n\nTwo or three."), GRID | ROWS),
    "the opening, which the summary hides": (words("Other.\n\nTwo."), GRID),
    "the summary": (keys(summary="Shorter."), GRID | ROWS | CARDS),
    "the title": (keys(title="Network"), GRID | ROWS | CARDS),
    "a person added": (
        keys(people="[Ada, Bob, Dee]"),
        GRID | ROWS | CARDS | SECOND | PEOPLE | {"/people/dee/", "/people/dee/feed.xml", "/sitemap.xml"},
    ),
    "a person taken out": (
        keys(people="Ada"),
        (GRID | ROWS | CARDS | SECOND | PEOPLE | {"/sitemap.xml"}) - {"/people/bob/page/2/"},
    ),
    "a role said in the article": (keys(people="[{name: Ada, role: Witness}, Bob]"), GRID),
    "a day on which it happened": (
        keys(event_date="2023-10-29"),
        GRID | ROWS | (CARDS - TERM_FEEDS) | YEAR | EARLY_DAY | {"/2023/10/29/", "/dates/", "/sitemap.xml"},
    ),
    "an old address": (keys(aliases="[/old/]"), {"/old/", "/_redirects"}),
    "a draft again": (
        keys(draft="true"),
        ({"/"} | MONTH | YEAR | EARLY_DAY | LATE_DAY | EARLY | LATE | ROWS | TERMS | TERM_FEEDS | PEOPLE | TOPICS)
        | (SOURCES | {"/dates/", "/sitemap.xml"}),
    ),
    "another article": (
        lambda desk: desk.article("new", date="2023-11-15", people="Bob", topics="Votes"),
        {"/2023/11/15/new/", "/2023/11/15/", "/2023/11/", "/", "/dates/", "/sitemap.xml"}
        | (GRID | LATE | LAST | EARLY | DAY | MONTH | YEAR | LATE_DAY | LATE_MONTH | ROWS | PEOPLE | TOPICS)
        | {"/people/bob/", "/people/bob/page/2/", "/people/bob/feed.xml", "/topics/votes/", "/topics/votes/feed.xml"},
    ),
    "what a record says": (record("people/ada", "A clerk.", **ADA), {"/people/ada/", "/people/ada/page/2/"}),
    "the name of a record": (
        record("people/ada", **ADA | {"name": "Ada Byron", "aliases": "[Ada]", "slug": "ada"}),
        (GRID | ROWS | CARDS | SECOND | PEOPLE | EARLY_DAY | LATE_DAY | LATE_MONTH | {"/feed.xml", "/feed.json"}),
    ),
    "an office taken up that day": (
        record("people/ada", **ADA | {"roles": MAYOR}),
        GRID | LATE | {"/people/ada/", "/people/ada/page/2/"},
    ),
    "a topic that stands alone": (
        record("topics/grids", name="Grids"),
        {"/", "/topics/energy/", "/topics/energy/feed.xml", "/topics/grids/", "/topics/grids/page/2/", "/sitemap.xml"}
        | TOPICS,
    ),
    "a record that nobody names": (
        record("people/zoe", name="Zoe"),
        PEOPLE | {"/people/zoe/", "/people/zoe/feed.xml", "/sitemap.xml"},
    ),
    "the layout of a kind": (file("layouts/person.html", '{% extends "packaged/person.html" %}'), PERSONS),
    "a macro that one kind uses": (file("layouts/_macros/offices.html", f"{OFFICES}{{# a remark #}}"), PERSONS),
    "the layout of all": (file("layouts/base.html", '{% extends "packaged/base.html" %}'), HTML),
    "a style sheet that all use": (file("assets/css/base.css", "a { color: red }"), HTML),
    "an asset that nobody uses": (file("assets/img/alone.txt", "text"), set()),
    "longer lists": (settings("paginate_by: 3\nfeeds: {limit: 2}"), TERMS | {"/sitemap.xml"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_edit_renders_the_pages_that_can_show_it(desk: MiniSite, edit: str) -> None:
    change, expected = EDITS[edit]

    assert rendered(desk, change) == expected


@pytest.mark.parametrize("edit", ["every file touched", "a macro that one kind uses", "the layout of all"])
def test_page_that_comes_out_the_same_is_not_written(desk: MiniSite, edit: str) -> None:
    before = states(desk)

    rendered(desk, EDITS[edit][0])

    assert states(desk) == before


def test_only_files_with_other_bytes_are_written(desk: MiniSite) -> None:
    before, old = states(desk), desk.files()

    rendered(desk, EDITS["the summary"][0])
    written = {path for path, state in states(desk).items() if before.get(path) != state}

    assert written == {path for path, data in desk.files().items() if old.get(path) != data}


def test_page_that_is_gone_or_was_tampered_with_is_rendered_again(desk: MiniSite) -> None:
    before = desk.files()

    def tamper(desk: MiniSite) -> None:
        desk.file("/people/ada/").unlink()
        desk.file("/about/").write_text("tampered")

    assert rendered(desk, tamper) == {"/people/ada/", "/about/"}
    assert desk.files() == before


def test_reason_names_what_changed(desk: MiniSite) -> None:
    EDITS["the layout of a kind"][0](desk)
    EDITS["a second paragraph of as many words"][0](desk)

    explained = MiniSite.explained(desk.build("--explain", "--json"))

    assert explained["/people/cy/"] == "person.html, or something that it uses, changed"
    assert explained["/2023/10/31/grid/"] == "what it shows changed"


def states(desk: MiniSite) -> dict[str, tuple[int, int]]:
    """Return inode and modification time of every file in the site."""
    files = (path for path in desk.output.rglob("*") if path.is_file())
    return {str(path.relative_to(desk.output)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
