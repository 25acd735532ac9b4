"""The fast converter against the stock one."""

from pathlib import Path

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension

from gazette.content.fast_markdown import FastMarkdown

PIECES = [
    *('"', "'", "--", "---", "----", "...", "....", "“", "’", "\"'", "'\"", " '", ' "'),
    *(" ", "\n", "\n\n", "  \n", "    ", "\t", "\r", "\r\n", "\x02", "\x03", "\n ", "\n  \n", " \n"),
    *("word", "a", "s", "80s", "1", "é", "naïve_word", "HTML", "http://example.org"),
    *("\\", '\\"', "\\'", "*", "**", "_", "__", "`", "``", "~~~\n", "```\n", "***", "___"),
    *("[", "]", "[text](u 't')", "![alt](i.png)", "[ref]", "[^1]", "<b>", "</b>", "<!-- c -->", "<http://example.org>"),
    *(
        "<me@example.org>",
        "&amp;",
        "&nbsp;",
        "&",
        "<",
        ">",
        "[a](b)",
        "[a](b(c)d)",
        "[a](<b>)",
        "[a*b*](c_d_)",
        '[a](b "t")',
        "(u)",
        "[a][ref]",
        "[TOC]",
        "\n\n[TOC]\n\n",
        '&nbsp;"',
        "--'",
        "&mdash;'a",
    ),
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        ": ",
        "| a | b |\n|---|--:|\n| c | d |\n",
        "{: #id .class }",
        "(",
        ")",
        ".",
        ",",
        "\n===\n",
        "\n---\n",
        "\n# h\n",
        "\n- x\n",
        "\n1. y\n",
        "\n: d\n",
        "\n> q\n",
        "a | b\n--|--\nc | d\n",
        "\n***\n",
        "<div>\n",
        "</div>\n",
        "<p>",
        "{",
        "}",
        "~",
        "~~~",
    ),
]
END = '\n\n[^1]: A "note".\n\n[ref]: https://example.org "Title"\n\n*[HTML]: Hyper "text"\n'


def extensions() -> list[str | Extension]:
    usual = ["footnotes", "fenced_code", "def_list", "abbr", "attr_list", "toc", "smarty"]
    return [TableExtension(use_align_attribute=True), *usual]


STOCK = Markdown(extensions=extensions(), output_format="html")
FAST = FastMarkdown(extensions())


def html_of(markdown: Markdown, text: str) -> str:
    return nh3.clean(markdown.reset().convert(text))


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.sampled_from(["", END]))
def test_text_of_any_pieces_becomes_the_same_html(text: str, end: str) -> None:
    assert html_of(FAST, text + end) == html_of(STOCK, text + end)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_becomes_the_same_html(text: str) -> None:
    assert html_of(FAST, text) == html_of(STOCK, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Quoted"', "<p>“Quoted”</p>"),
        ("the '80s and the dogs' tails", "<p>the ’80s and the dogs’ tails</p>"),
        ("\"'Both' at once\"", "<p>“‘Both’ at once”</p>"),
        ("a -- b --- c...", "<p>a – b — c…</p>"),
        ('`"code"` stays', '<p><code>"code"</code> stays</p>'),
        ('\\"escaped\\"', '<p>"escaped"</p>'),
    ],
)
def test_punctuation_becomes_typographic(text: str, expected: str) -> None:
    assert html_of(FAST, text) == expected


def test_pattern_whose_trigger_is_missing_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    link = FAST.inlinePatterns["link"]
    monkeypatch.setattr(link, "compiled_re", None)
    assert html_of(FAST, "no bracket here") == "<p>no bracket here</p>"


CASES = sorted((Path(__file__).parent / "markdown").glob("*.md"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_case_on_file_becomes_the_same_html(file: Path) -> None:
    for case in file.read_text(encoding="utf-8").split("\n=== "):
        text = case.partition("\n")[2].partition("\n--->")[0]
        assert html_of(FAST, text) == html_of(STOCK, text)
