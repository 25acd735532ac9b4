"""Markdown to safe HTML."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.config import Config, Limits
from gazette.content.body import Body, BodyLink
from gazette.content.markup import render_markdown
from gazette.content.opening import plain_text
from gazette.errors import Place, Problems
from tests.mini_site import MiniSite

CONFIG = Config(title="The Desk")
START = Place(path="content/2023/a.md", line=10, column=1)
CASES = [
    pytest.param(*part.split("\n--->", 1), id=f"{file.stem}: {title}")
    for file in sorted((Path(__file__).parent / "markdown").glob("*.md"))
    for title, part in re.findall(r"^=== (.+)\n((?s:.*?))(?=^=== |\Z)", file.read_text(encoding="utf-8"), re.MULTILINE)
]


def render(text: str, config: Config = CONFIG) -> tuple[Body, list[str]]:
    problems = Problems()
    body = render_markdown(text, START, config, problems.report)
    return body, [str(problem) for problem in problems.in_order()]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_markdown_becomes_the_expected_html(text: str, expected: str) -> None:
    assert render(text)[0].html.strip() == expected.strip()


def test_there_are_markdown_cases() -> None:
    assert len(CASES) > 30


def test_smart_quotes_may_be_turned_off() -> None:
    body, _ = render('"a" -- b...', Config(title="The Desk", has_smart_quotes=False))

    assert body.html == '<p>"a" -- b...</p>'


def test_one_body_leaves_nothing_behind_for_the_next() -> None:
    render("# Grid\n\n[a]: https://example.org\n\n*[EU]: European Union\n\nx[^1]\n\n[^1]: y")

    body, _ = render("# Grid\n\n[a] EU x[^1]")

    assert body.html == '<h2 id="grid">Grid</h2>\n<p>[a] EU x[^1]</p>'


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a\n\nb <script>x</script>", "12:3", "<script> is left out for safety; write it as Markdown or text"),
        ("<iframe></iframe>", "10:1", "<iframe> is left out for safety; write it as Markdown or text"),
        (
            "<svg></svg>",
            "10:1",
            (
                "<svg> is left out since it can hold scripts;"
                " save it as a picture beside the file, such as a PNG, and show that"
            ),
        ),
        ("<object></object>", "10:1", "<object> is left out for safety; write it as Markdown or text"),
        ("<form></form>", "10:1", "<form> is left out for safety; write it as Markdown or text"),
        ("<style>b{}</style>", "10:1", "<style> is left out for safety; write it as Markdown or text"),
        ("<p style='x'>a</p>", "10:4", "the attribute style of <p> is left out for safety; remove it"),
        ("a\n<b onclick=x>c</b>", "11:4", "the attribute onclick of <b> is left out for safety; remove it"),
        ("<b OnClick=x>c</b>", "10:4", "the attribute onclick of <b> is left out for safety; remove it"),
        ("a\n{: onclick=x }", "11:4", "the attribute onclick of <p> is left out for safety; remove it"),
        ("[a](javascript:b)", "10:5", 'the address "javascript:b" is left out for safety; use https'),
        ("[a](JavaScript:b)", "10:5", 'the address "JavaScript:b" is left out for safety; use https'),
        ("[a](vbscript:b)", "10:5", 'the address "vbscript:b" is left out for safety; use https'),
        ("[a](x.https:b)", "10:5", 'the address "x.https:b" is left out for safety; use https'),
        ("https://b [a](c:https://d)", "10:15", 'the address "c:https://d" is left out for safety; use https'),
        ("[a](x::b)", "10:5", 'the address "x::b" is left out for safety; use https'),
        ("[a](data:text/html,b)", "10:5", 'the address "data:text/html,b" is left out for safety; use https'),
        ("[a](java&#115;cript:b)", "10:5", 'the address "javascript:b" is left out for safety; use https'),
        ("<a href='&#106;avascript:b'>c</a>", "10:1", 'the address "javascript:b" is left out for safety; use https'),
        ("<a href=' javascript:b'>c</a>", "10:10", 'the address " javascript:b" is left out for safety; use https'),
        (
            "<a href='java&Tab;script:b'>c</a>",
            "10:1",
            'the address "javascript:b" is left out for safety; use https',
        ),
        ("[a][b]\n\n[b]: javascript:c", "10:1", 'the address "javascript:c" is left out for safety; use https'),
        ("[a](file:///etc/passwd)", "10:5", 'the address "file:///etc/passwd" is left out for safety; use https'),
    ],
)
def test_what_is_left_out_for_safety_is_a_warning_at_its_place(text: str, place: str, what: str) -> None:
    body, problems = render(text)

    assert problems == [f"content/2023/a.md:{place}: warning: {what} [html-removed]"]
    assert not unsafe(body.html)


def test_each_thing_left_out_is_reported_at_its_own_place() -> None:
    _, problems = render("<script>a</script>\n\n<script>b</script>\n\n[c](data:d)\n\n[e](data:d)")

    assert [problem.split(": ")[0].removeprefix("content/2023/a.md:") for problem in problems] == [
        "10:1",
        "12:1",
        "14:5",
        "16:5",
    ]


@pytest.mark.parametrize("text", ["Note: a, b", "12:30 <https://a.b>", "`<script>`", "a <b>c</b> { d }", "x: {y}"])
def test_harmless_text_is_not_reported(text: str) -> None:
    assert render(text)[1] == []


SKIPPED = "".join(map(chr, range(0x21)))  # what browsers skip before an address


@dataclass
class Unsafe(HTMLParser):
    """Collects what a browser would run or load."""

    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in "script style iframe object embed svg math form input base meta link template video audio h1".split():
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "srcset", "action", "formaction", "background"):
                self.found.append(name)
            address = re.sub(r"[\t\n\r]", "", value or "").lstrip(SKIPPED).lower()
            if name in ("href", "src") and re.match(r"(javascript|vbscript|data|file|blob):", address):
                self.found.append(address)


def unsafe(html: str) -> list[str]:
    parser = Unsafe()
    parser.feed(html)
    parser.close()
    return parser.found


HOSTILE = [
    *("<", ">", "/", "=", '"', "'", "&", "#", ";", ":", "`", "\n", "\n\n", " ", "\t", "(", ")", "[", "]", "{: ", " }"),
    *("<script", "</script>", "<img src=x ", "<svg ", "<math>", "<style>", "<noscript>", "<template>", "<textarea>"),
    *("<a href=", "<iframe src=", "<p ", "<table>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE "),
    *("onerror=alert(1)", "onclick=x", "style=x", "srcdoc=x", "javascript:", "JavaScript&colon;", "java\tscript:"),
    *("&#106;avascript:", "&#x6A;avascript:", "data:text/html,x", "vbscript:", "[a](", "![b](", "[c]: ", "alert(1)"),
    *(
        "\x00",
        "\u2028",
        "\ufeff",
        "title=",
        "mglyph",
        "xlink:href=",
        "&lt;script&gt;",
        "**",
        "- ",
        "> ",
        "| a |\n|---|\n",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), max_size=25).map("".join) | st.text(max_size=60))
def test_no_text_becomes_html_that_runs_or_loads_anything(text: str) -> None:
    assert unsafe(render(text)[0].html) == []


def test_address_of_another_file_is_a_link_to_its_path_with_its_place() -> None:
    body, problems = render("One [a](../2024/b.md#top) and\ntwo ![c](c%20d.png).")

    assert problems == []
    assert body.html == '<p>One <a href="link:0">a</a> and\ntwo <img alt="c" src="link:1">.</p>'
    assert body.links == (
        BodyLink(target="content/2024/b.md", suffix="#top", place=Place(path=START.path, line=10, column=9)),
        BodyLink(target="content/2023/c d.png", suffix="", place=Place(path=START.path, line=11, column=10)),
    )


@pytest.mark.parametrize(
    ("address", "target", "suffix"),
    [
        ("b.md", "content/2023/b.md", ""),
        ("./b.md", "content/2023/b.md", ""),
        ("x/../b.md", "content/2023/b.md", ""),
        ("../people/ada.md?a=b#c", "content/people/ada.md", "?a=b#c"),
        ("/people/ada/", "/people/ada/", ""),
        ("/?q=a:b", "/", "?q=a:b"),
        ("#caf%C3%A9", "", "#caf%C3%A9"),
        ("../../../../etc/passwd", "../../etc/passwd", ""),
        ("%2e%2e/%2e%2e/x.md", "x.md", ""),
        ("caf%C3%A9.md", "content/2023/café.md", ""),
    ],
)
def test_target_of_a_link_is_a_path_from_the_root(address: str, target: str, suffix: str) -> None:
    (link,) = render(f"[a]({address})")[0].links

    assert (link.target, link.suffix) == (target, suffix)


def test_anchor_of_a_link_is_unquoted() -> None:
    assert render("[a](b.md?c#caf%C3%A9)")[0].links[0].anchor == "café"
    assert render("[a](b.md)")[0].links[0].anchor == ""


@pytest.mark.parametrize("address", ["https://example.org/a.md", "http://a.b", "//example.org/a", "mailto:a@b.c"])
def test_address_of_another_site_is_no_link_to_check(address: str) -> None:
    body, _ = render(f"[a]({address})")

    assert body.links == ()
    assert body.html == f'<p><a href="{address}">a</a></p>'


def test_link_to_a_part_of_the_page_itself_keeps_its_address() -> None:
    body, _ = render("[a](#b)")

    assert body.html_with(lambda link: link.suffix) == '<p><a href="#b">a</a></p>'
    assert [(link.target, link.suffix) for link in body.links] == [("", "#b")]


def test_links_are_put_in_place_and_escaped() -> None:
    body, _ = render("[a](b.md) [c](d.md#e) [f](https://g.h)")

    html = body.html_with(lambda link: f'/x"&/{link.target.removeprefix("content/2023/")}{link.suffix}')

    assert html == (
        '<p><a href="/x&quot;&amp;/b.md">a</a> <a href="/x&quot;&amp;/d.md#e">c</a> <a href="https://g.h">f</a></p>'
    )


@pytest.mark.parametrize("text", ['<a href="link:0">a</a>', "[a](link:0)", "<a title=' href=\"link:0\"'>a</a>"])
def test_author_cannot_write_the_mark_of_a_link(text: str) -> None:
    body, _ = render(f"{text} [b](c.md)")

    assert body.html_with(lambda _: "/put/").count('href="/put/"') == 1


def test_anchors_are_those_of_headings_footnotes_and_ids() -> None:
    body, _ = render("## Grid\n\n<b id=c>a</b>[^n]\n\n## X {: #g-x}\n\n## Y {: #c}\n\n[^n]: d")

    assert body.anchors == {"grid", "c", "fnref:n", "fn:n"}


def test_anchors_and_ids_of_the_html_are_the_same() -> None:
    body, _ = render("# A\n\n# A\n\n<i id=z>b</i> <i id=z>c</i> <i id='p q'>d</i>")

    assert sorted(re.findall(r' id="([^"]*)"', body.html)) == sorted(body.anchors) == ["a", "a_1", "z"]


NESTED = [
    "<div>" * 101,
    "> " * 101 + "a",
    "> " * 3000 + "a",
    "\n".join(f"{'    ' * depth}- a" for depth in range(150)),
    "<b>" * 5000,
    "- " * 3000 + "a",
    "".join(f"<b class=c{number}></i>" for number in range(1000)) + "<p>x" * 1000,
    "<table><tr><td>" * 101,
]


@pytest.mark.parametrize("text", NESTED)
def test_text_that_nests_too_deeply_is_an_error_and_has_no_body(text: str) -> None:
    body, problems = render(text)

    assert body == Body()
    (problem,) = problems
    assert problem.startswith("content/2023/a.md:10:1: error: ")
    assert problem.endswith("flatter [nesting]")


def test_nesting_may_be_as_deep_as_the_limit() -> None:
    config = Config(title="The Desk", limits=Limits(nesting=3))

    assert render("<div><div><div>a</div></div></div>", config)[1] == []
    assert render("<div><div><div><div>a</div></div></div></div>", config)[1] == [
        "content/2023/a.md:10:1: error: elements nest deeper than 3 levels; make the text flatter [nesting]"
    ]


def test_elements_that_html_closes_by_itself_are_not_nested() -> None:
    config = Config(title="The Desk", limits=Limits(nesting=3))

    assert render("a<br>b<br>c<br>d<br>e\n\n![f](g.png) ![h](i.png) ![j](k.png) ![l](m.png)", config)[1] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("One two\nthree.", 3), ("# One\n\n- two\n- three four\n", 4), ("a & b", 3), ("<!-- a b -->", 0)],
)
def test_words_are_those_of_the_text(text: str, words: int) -> None:
    assert render(text)[0].words == words


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("One *two* three.\n\nFour.", "One two three."),
        ("# Heading\n\nOne.", "One."),
        ("- item\n\nOne.", "One."),
        ("One[^1]\n\n[^1]: note", "One"),
        ("a < b & c", "a < b & c"),
        ("One\ntwo   three", "One two three"),
        ("# Only a heading", ""),
        ("", ""),
    ],
)
def test_opening_is_the_first_paragraph_as_plain_text(text: str, opening: str) -> None:
    assert render(text)[0].opening == opening


def test_long_opening_is_cut_at_a_word() -> None:
    opening = render("word, " * 100)[0].opening

    assert opening == f"{'word, ' * 39}word …"
    assert len(opening) <= 242


def test_opening_without_a_space_is_cut_where_it_must_be() -> None:
    assert render("x" * 500)[0].opening == f"{'x' * 240} …"


def test_opening_as_long_as_the_limit_is_whole() -> None:
    assert render("x" * 240)[0].opening == "x" * 240


def test_plain_text_has_no_tags_and_no_entities() -> None:
    assert plain_text("<p>a &lt;b&gt; &amp; c</p>").strip() == "a <b> & c"


def test_summary_has_no_space_before_a_full_stop_after_emphasis(site: MiniSite) -> None:
    site.article(body="See *this*, **that**. [Link](https://example.org/).")

    assert site.built().rows()[0]["summary"] == "See this, that. Link."


def test_body_that_could_not_be_read_spoils_no_later_one() -> None:
    render("- " * 3000 + "a")

    assert render("Text.")[0].html == "<p>Text.</p>"


def test_mark_of_a_link_that_a_body_quotes_stays_text() -> None:
    body, _ = render('`<a href="link:0">` [b](a.md) and `<a href="link:7">`')

    assert body.html_with(lambda _: "/b/") == (
        '<p><code>&lt;a href="link:0"&gt;</code> <a href="/b/">b</a> and <code>&lt;a href="link:7"&gt;</code></p>'
    )


@pytest.mark.parametrize(
    ("text", "opening", "words"),
    [
        ("See *this*, **that**.", "See this, that.", 3),
        ("**Bold**, then.", "Bold, then.", 2),
        ("```\ncode\n```\n\nThe text.", "The text.", 3),
        ("one\\\ntwo  \nthree", "one two three", 3),
    ],
)
def test_plain_text_reads_as_the_page_does(text: str, opening: str, words: int) -> None:
    body, _ = render(text)

    assert (body.opening, body.words) == (opening, words)


def test_address_with_a_foreign_scheme_is_left_out_wherever_it_stands() -> None:
    body, problems = render('<blockquote cite="javascript:x">a</blockquote>')

    assert body.html == "<blockquote>a</blockquote>"
    assert len(problems) == 1


def test_address_that_is_spelt_with_references_is_left_out_with_a_warning() -> None:
    body, problems = render("[x](javascript&#58;alert(1))")

    assert body.html == "<p><a>x</a></p>"
    assert len(problems) == 1


def test_id_of_an_element_that_is_left_out_is_free() -> None:
    body, _ = render('<form id="here"></form>\n\n## Here')

    assert '<h2 id="here">' in body.html
    assert body.anchors == {"here"}


def test_heading_that_could_not_name_a_folder_is_an_anchor_as_it_is() -> None:
    body, _ = render("## Index\n\n## Con\n")

    assert body.anchors == {"index", "con"}


def test_heading_in_another_script_has_a_readable_anchor() -> None:
    assert render("## Договор")[0].html == '<h2 id="dogovor"><span id="договор"></span>Договор</h2>'


def test_class_that_would_speak_for_the_page_is_left_out_with_a_warning() -> None:
    body, problems = render('<p class="note h-card p-name">a</p>')

    assert body.html == '<p class="note">a</p>'
    assert len(problems) == 1
