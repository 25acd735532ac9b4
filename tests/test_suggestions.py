"""What was meant by a word that is not known, and texts that only look the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.errors import both_quoted, quoted, suggestion
from gazette.lookalikes import what_differs
from gazette.suggestions import LONGEST, MOST_HINTS, Suggestions, Tries, are_like_names


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("Title", "title", "; write title"),
        ("#Overview", "#overview", '; did you mean "#overview"?'),
        ("cafe\u0301", "caf\u00e9", "; it looks the same, but its accents are stored in another way"),
        (
            "a\u00a0b",
            "a b",
            "; it has a character that only looks like a space (no-break space, U+00A0); write a space",
        ),
        ("a b", "a\u00a0b", "; the other has a character that only looks like a space (no-break space, U+00A0)"),
        ("ada\u200b", "ada", "; it has a character that nobody sees (zero width space, U+200B); delete it"),
        ("ada", "ada\u200b", "; the other has a character that nobody sees (zero width space, U+200B)"),
        ("АDА", "ADA", "; it looks the same, but its А is a cyrillic capital letter a, U+0410, and the other a latin"),
    ],
)
def test_word_that_looks_like_a_known_one_is_told_what_differs(word: str, known: str, hint: str) -> None:
    assert suggestion(word, [known, "other"]).startswith(hint)


def test_texts_that_are_cut_show_where_they_differ() -> None:
    one, other = f"{'x' * 70} of 1987", f"{'x' * 70} of 1988"

    assert quoted(one) == quoted(other)
    assert both_quoted(one, other) == (f'"…{"x" * 13} of 1987"', f'"…{"x" * 13} of 1988"')
    assert suggestion(one, [other]) == f'; did you mean "…{"x" * 13} of 1988"?'
    assert both_quoted("short", "texts") == ('"short"', '"texts"')


SIGNS = st.text(st.sampled_from("aàа\u0301\u200b\u00a0 bB"), min_size=1, max_size=6)


@settings(deadline=None, max_examples=300)
@given(SIGNS, SIGNS, st.sampled_from(["", "x" * 58, "y" * 80]))
@example("B", "B ", "")
@example("a  b", "a b", "")
def test_two_equal_texts_are_never_shown(one: str, other: str, before: str) -> None:
    word, known = before + one, before + other
    hint = suggestion(word, [known])

    if word == known:
        assert hint == ""
    elif not what_differs(word, known):
        assert not hint or quoted(word) not in hint


def test_word_is_never_its_own_suggestion() -> None:
    assert suggestion("a", ["a"]) == ""


def test_nearest_of_many_words_are_looked_for_some_times_and_other_letter_case_always() -> None:
    hints = Suggestions([f"content/{number}/a.md" for number in range(5000)])

    found = [hints.hint(f"content/{number}/b.md") for number in range(1000)]

    assert sum(map(bool, found)) == MOST_HINTS
    assert hints.hint("Content/7/a.md") == '; did you mean "content/7/a.md"?'


@pytest.mark.parametrize(
    ("path", "other", "expected"),
    [
        ("content/2023/grdi.md", "content/2023/grid.md", True),
        ("content/2023/grid.md", "content/2024/grid.md", True),
        ("content/2023/Grid.MD", "content/2023/grid.md", True),
        ("content/q.md", "content/b.md", False),
        ("content/2023/storm.md", "content/2023/grid.md", False),
    ],
)
def test_files_in_one_folder_are_not_like_each_other_for_that(path: str, other: str, expected: bool) -> None:
    assert are_like_names(path, other) is expected


def test_words_of_one_kind_share_how_often_the_nearest_is_looked_for() -> None:
    tries = Tries(3)
    hints = [Suggestions([f"heading-{number}"], tries=tries) for number in range(9)]

    found = [each.hint(f"heding-{number}") for number, each in enumerate(hints)]

    assert found == [f'; did you mean "heading-{number}"?' if number < 3 else "" for number in range(9)]


def test_words_that_are_longer_than_any_have_none_that_is_near() -> None:
    assert suggestion("a" * 100_000, ["a" * 100_001]) == ""
    assert suggestion("a" * LONGEST, ["a" * (LONGEST - 1)]) != ""
