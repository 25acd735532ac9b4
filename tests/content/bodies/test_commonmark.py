"""Bodies are read as CommonMark and GitHub's tables are: by examples, and beside another program."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from benchmarks.bodies import structure_of
from tests.content.bodies.rendering import render

PEER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [
    *("a", "b c", "word", " ", "  ", "   ", "    ", "\n", "\n", "\n\n", "\n\n", "\n    ", "\n  ", "\t", "\\\n"),
    *("- ", "* ", "+ ", "1. ", "2. ", "3) ", "-", "  - ", "   1. ", "> ", ">", "# ", "## ", "#tag", "###### "),
    *("---", "===", "***\n", "```\n", "~~~\n", "```py\n", "    code\n", "| a | b |\n|---|--:|\n", "| c | d |\n"),
    *(
        "`c`",
        "``",
        "[a](b)",
        "[a](b 't')",
        "[a](<b c>)",
        "![p](q)",
        "[y][x]",
        "[",
        "]",
        "(",
        ")",
        "<https://a.b>",
        "&amp;",
    ),
]
_PEER_STRAYS = re.compile(r"^(?: {4}|[ >]*\t)\s*[^a-z\s]|(?:[-+*]|\d[.)])\s*\n\s*\n", re.MULTILINE)
"""Where the other program itself leaves the specification: a sign behind four spaces begins nothing, and may go on with
a paragraph or be the head of a table; an empty item ends no list."""
END = "\n\n[x]: /u\n"


@settings(max_examples=2500, deadline=None, derandomize=True)  # the other program has strays of its own
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_blocks_are_those_of_another_program(text: str) -> None:
    body, problems = render(text + END)
    assume(not _PEER_STRAYS.search(text))
    assume(not any("table-cells" in problem for problem in problems))  # whose text is kept here, and lost elsewhere

    assert structure_of(body.html) == structure_of(PEER.render(text + END))


CASES = [
    pytest.param(*part.split("\n--->", 1), id=f"{file.stem}: {title}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.md"))
    for title, part in re.findall(r"^=== (.+)\n((?s:.*?))(?=^=== |\Z)", file.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize(("text", "html"), CASES)
def test_an_example_becomes_what_editors_mean(text: str, html: str) -> None:
    body, problems = render(text)

    assert structure_of(body.html) == structure_of(html)
    assert problems == []


def test_there_are_examples() -> None:
    assert len(CASES) > 20
