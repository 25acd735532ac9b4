"""Broken front matter as editors write it: each case in yaml_mistakes.txt gives exactly its lines."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import InputError, Problems
from gazette.yaml_nodes import read_mapping
from tests.mini_site import MiniSite

CASES = Path(__file__).with_name("yaml_mistakes.txt").read_text(encoding="utf-8").split("\n\n")
SPELT = {r"\t": "\t", r"\u00a0": "\u00a0", r"\u200b": "\u200b", r"\u3000": "\u3000"}


def told(text: str, *, first_line: int = 1) -> list[str]:
    """Return what is said of a YAML text, without the name of its file."""
    problems = Problems()
    try:
        read_mapping(text, "a", problems.report, first_line=first_line)
    except InputError as refused:
        refused.tell(problems.report)
    return [str(problem).removeprefix("a:") for problem in problems.in_order()]


def halves(case: str) -> tuple[str, list[str]]:
    """Return the text of a case, with what nobody sees in place, and the lines that are expected."""
    lines = case.strip("\n").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("=> "))
    text = re.sub(r"\\(?:t(?!emp)|u00a0|u200b|u3000)", lambda match: SPELT[match[0]], text)
    return text, [line.removeprefix("=> ") for line in lines if line.startswith("=> ") and line != "=> nothing"]


@pytest.mark.parametrize("case", CASES, ids=[case.strip("\n").split("\n")[0] for case in CASES])
def test_mistake_is_told_in_an_editors_words_at_its_place(case: str) -> None:
    text, expected = halves(case)

    assert told(text) == expected


def test_empty_lines_between_are_looked_over() -> None:
    (problem,) = told("title: Foo\n\n\n  bar: x")

    assert problem.startswith("4:3: error: bar is indented more than title")


def test_lines_in_words_count_from_where_the_text_begins() -> None:
    assert told("  title: Foo\ndate: x", first_line=2)[0].startswith(
        "2:3: error: this key is indented, and that on line 3"
    )


LINES = st.sampled_from(
    [
        *(line for case in CASES for line in halves(case)[0].split("\n")),
        "",
        "  ",
        "- ",
        "\t",
        '"',
        "'",
        "[",
        "}",
        "#",
        "<<<<<<< a",
        "...",
        "%a",
        "\u2028x: y",
        "\x85- a",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\n  ", "\r\n", " ", ": "]))
def test_whatever_lines_are_put_together_a_place_in_the_text_is_told(lines: list[str], between: str) -> None:
    text = between.join(lines)
    rows = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)

    for problem in told(text):
        line, column = map(int, problem.split(":")[:2])
        assert 1 <= line <= len(rows) + 1
        assert 1 <= column <= max(map(len, [*rows, ""])) + 1


@pytest.mark.parametrize(
    "text",
    [
        "a: [" + '"b", ' * 100_000,
        '"\n' * 100_000 + "a: b: c",
        "a" + " " * 300_000 + "b: c: d",
        "a: b" + " " * 300_000 + "c: d",
        "x: [\n" + "\n" * 300_000 + "a: b",
        "- " * 15 + "-" * 300_000 + ": a: b",
        "title: a " + "#" * 300_000,
        "people:\n" + "  Ada\n" * 100_000,
    ],
    ids=range(8),
)
def test_time_grows_with_the_text(text: str) -> None:
    """Each of these takes a second or three; in the square of their length they would take minutes."""
    started = time.perf_counter()

    told(text)

    assert time.perf_counter() - started < 30


def test_value_that_a_number_sign_cuts_is_told_and_the_guesses_of_an_import_are_not(site: MiniSite) -> None:
    site.article(
        "a", title="Meeting #5 of the contact group", summary="Issue #12 of the bulletin", people="[Ada Byron]"
    )
    site.article("b", title="&Proud marchers in the capital", summary="s")
    site.article("c", title="Grid  # guess 0.9: the first line of the text")

    run = site.build()

    assert [line.partition(" put")[0] for line in run.problems] == [
        'content/a.md:2:16: warning: all from " #" on is a comment to YAML;',
        'content/a.md:4:16: warning: all from " #" on is a comment to YAML;',
        'content/b.md:2:8: error: the YAML anchor "&Proud" is not read; remove it, or',
    ]
    assert site.build("--strict").status == 1
