"""Small collections that once came out wrong, each built whole: what is told, and what readers then see."""

from collections.abc import Mapping

import pytest
from msgspec import Struct

from tests.mini_site import MiniSite

PAGE = "/2024/01/02/a/"
PICTURE = b"\x89PNG\r\n\x1a\n"


class Case(Struct, frozen=True, kw_only=True):
    """What is written, and what must come of it."""

    body: str = "Text."
    keys: Mapping[str, str] = {}
    files: Mapping[str, str | bytes] = {}
    problems: tuple[str, ...] = ()  # how each line begins, without the path of the article
    shown: tuple[str, ...] = ()  # on the page
    hidden: tuple[str, ...] = ()  # and nowhere on it
    elsewhere: Mapping[str, str] = {}  # by address: what must stand there


CASES = {
    "blocks right after a paragraph": Case(
        body="Parts:\n- first\n- second\n\nFigures:\n| y | n |\n|---|---|\n| 1 | 2 |\n\n1) one\n2) two",
        shown=("<li>first</li>", "<td>2</td>", "<ol>\n<li>one</li>"),
    ),
    "conflict markers": Case(
        body="<<<<<<< HEAD\nFive.\n=======\nSix.\n>>>>>>> desk",
        problems=("5:1: error: this was left there by a merge", "9:1: error: this was left there by a merge"),
    ),
    "correction that feeds tell of": Case(
        keys={"corrections": '\n  - {date: 2024-02-10, text: "Five were hurt, not six."}'},
        shown=("2024-02-10",),
        elsewhere={"/feed.xml": "Five were hurt, not six.", "/feed.json": '"date_modified": "2024-02-10'},
    ),
    "empty strings of an editor's program": Case(
        keys={
            **dict.fromkeys(("event_date", "updated", "slug", "lang", "expires", "summary"), '""'),
            "source": '{name: Wire, url: "", archive_url: ""}',
        },
        shown=("Wire",),
    ),
    "event_date with a time": Case(
        keys={"event_date": "2023-10-31 15:29"},
        problems=('4:13: error: event_date is "2023-10-31 15:29"; it is a day, a month, a year or a range',),
    ),
    "event_date with a hyphen between two days": Case(
        keys={"event_date": "2023-10-30 - 2023-10-31"},
        problems=(
            '4:13: error: event_date is "2023-10-30 - 2023-10-31"; write it as 2023-10-30/2023-10-31 [date-invalid]',
        ),
    ),
    "id of a feed's entry": Case(
        keys={"slug": "new-slug"},
        files={"permalinks.txt": "/2024/01/02/a/ content/a.md\n"},
        elsewhere={
            "/feed.xml": "<id>https://example.org/2024/01/02/a/</id>",
            "/feed.json": '"id": "https://example.org/2024/01/02/a/"',
        },
    ),
    "file names in another Unicode form": Case(
        body="[link](cafe\u0301.md) ![p](foto\u0301.png)",
        files={
            "content/caf\u00e9.md": "---\ntitle: C\ndate: 2024-01-02\n---\nc\n",
            "content/fot\u00f3.png": PICTURE,
        },
        shown=('href="/2024/01/02/cafe/"', 'src="/2024/01/02/a/fot%C3%B3.png"'),
    ),
    "footnote defined twice": Case(
        body="First.[^1] Second.[^1]\n\n[^1]: Ministry.\n\n[^1]: Court.",
        problems=('9:1: warning: the footnote "1" stands here again, first on line 7',),
        shown=("Ministry.", "Court."),
    ),
    "footnote, reference and address that are missing": Case(
        body="A.[^9] See [the report][rep] and [nothing]().",
        problems=(
            '5:3: warning: the footnote "9" is not there',
            '5:12: warning: the reference "rep" has no address',
            '5:34: warning: the link "nothing" leads nowhere',
        ),
    ),
    "sign before a word": Case(body="#COP28 opens.", shown=("<p>#COP28 opens.</p>",), hidden=("<h2>COP28",)),
    "list by two spaces": Case(
        body="- May\n  - added\n\n1. first\n   - detail\n2. second",
        shown=("<li>added</li>", "<li>detail</li>", "<li>second</li>"),
    ),
    "kinds of lists": Case(body="- flour\n- milk\n\n1. Mix.\n2. Bake.", shown=("</ul>\n<ol>\n<li>Mix.</li>",)),
    "number of a list": Case(body="Reads:\n\n3. Consult.\n4. Inform.", shown=('<ol start="3">',)),
    "names in one string": Case(
        keys={"people": "Josa Aster, Dan McCarn, and Rolanda Shoe", "tags": "water, law, peace"},
        problems=('4:9: warning: "Josa Aster, Dan McCarn, and', '5:7: warning: "water, law, peace"'),
    ),
    "places": Case(
        body="[2023](b.md)\n\n[b](b).\n\n`<iframe>`\n\n<iframe></iframe>\n\npic.png\n\n![x](pic.png)",
        files={"content/b.md": "---\ntitle: B\ndate: 2024-01-02\n---\nb\n"},
        problems=("11:1: warning: <iframe>", "7:5: error: there is no file", "15:6: error: there is no file"),
    ),
    "rest of an article behind a tag": Case(
        body='The letter began "Dear <title> <surname>".\n\nSecond **paragraph**.',
        problems=('5:24: warning: "<title>"', '5:32: warning: "<surname>"'),
        shown=("&lt;title&gt;", "Second <strong>paragraph</strong>"),
    ),
    "calls of another tool": Case(
        body='{{< figure src="a.jpg" >}}\n\n{% include a.html %}\n\nSee [[Grid]] and ![[map.png]].',
        problems=("5:1: warning: ", "7:1: warning: ", "9:5: warning: ", "9:18: warning: "),
        shown=("{% include a.html %}",),
    ),
    "long slug of an old site": Case(
        keys={"slug": "how-a-river-desk-keeps-" * 4 + "its-addresses"},
        elsewhere={f"/2024/01/02/{'how-a-river-desk-keeps-' * 4}its-addresses/": "Text."},
    ),
    "number that is raised": Case(
        body="About 10<sup>6</sup> people on 5 km<sup>2</sup>.",
        elsewhere={"/data/articles.jsonl": "About 10⁶ people on 5 km²."},
    ),
    "telephone": Case(body="[Call](tel:+994120000000)", shown=('<a href="tel:+994120000000">Call</a>',)),
    "title cut by a sign": Case(
        keys={"title": "Meeting #5 of the group"},
        problems=('2:16: warning: all from " #" on is a comment',),
    ),
    "title that is an anchor": Case(keys={"title": "&Proud marchers"}, problems=("2:8: error: ",)),
    "element that is not closed": Case(
        body='A.\n\n<div class="x">\n\nInside the **article**.',
        problems=("7:1: warning: <div> is not closed",),
        shown=("<strong>article</strong>",),
    ),
    "Markdown in HTML, and a comment that does not end": Case(
        body="<details><summary>More</summary>\n\nInner **bold**.\n\n</details>\n\n<!-- a note\n\nRest.",
        problems=("11:1: warning: the comment that begins here does not end",),
        shown=("Inner <strong>bold</strong>.", "<p>Rest.</p>"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_collection_that_once_came_out_wrong(site: MiniSite, name: str) -> None:
    case = CASES[name]
    for path, data in case.files.items():
        site.write(path, data)
    site.article("a", case.body, **{"title": "A", "date": "2024-01-02", **case.keys})

    run = site.build()

    told = [line.removeprefix("content/a.md:") for line in run.problems]
    assert len(told) == len(case.problems)
    assert all(map(str.startswith, told, case.problems))
    assert run.status == any(": error: " in line for line in told)
    for text in case.shown:
        assert text in site.read(PAGE)
    for text in case.hidden:
        assert text not in site.read(PAGE)
    for address, text in case.elsewhere.items():
        assert text in site.read(address)
