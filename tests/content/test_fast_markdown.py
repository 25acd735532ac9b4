"""The fast converter against the stock one."""

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.tables import TableExtension

from gazette.content.fast_markdown import make_fast

PIECES = [
    *('"', "'", "--", "---", "----", "...", "....", "“", "’"),
    *(" ", "\n", "\n\n", "  \n", "    ", "\t"),
    *("word", "a", "s", "80s", "1", "é", "naïve_word", "HTML", "http://example.org"),
    *("\\", '\\"', "\\'", "*", "**", "_", "__", "`", "``", "~~~\n", "```\n"),
    *("[", "]", "[text](u 't')", "![alt](i.png)", "[ref]", "[^1]", "<b>", "</b>", "<!-- c -->", "<http://example.org>"),
    *("<me@example.org>", "&amp;", "&nbsp;", "&", "<", ">"),
    *("# ", "## ", "- ", "1. ", "> ", ": ", "| a | b |\n|---|--:|\n| c | d |\n", "{: #id .class }", "(", ")", ".", ","),
]
END = '\n\n[^1]: A "note".\n\n[ref]: https://example.org "Title"\n\n*[HTML]: Hyper "text"\n'


def converter() -> Markdown:
    extensions = ["footnotes", "fenced_code", "def_list", "abbr", "attr_list", "toc", "smarty"]
    return Markdown(extensions=[TableExtension(use_align_attribute=True), *extensions], output_format="html")


STOCK = converter()
FAST = converter()
make_fast(FAST)


def html_of(markdown: Markdown, text: str) -> str:
    return nh3.clean(markdown.reset().convert(text))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
def test_text_of_any_pieces_becomes_the_same_html(text: str) -> None:
    assert html_of(FAST, text + END) == html_of(STOCK, text + END)


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
