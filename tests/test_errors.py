"""Problems and the words they are told in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import (
    InputError,
    Place,
    Problem,
    Problems,
    Severity,
    error,
    listed,
    printable,
    quoted,
    suggestion,
    warning,
)

HERE = Place(path="content/a.md", line=4, column=7)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (HERE, "content/a.md:4:7"),
        (Place(path="content/a.md", line=4), "content/a.md:4"),
        (Place(path="content/a.md"), "content/a.md"),
    ],
)
def test_place_shows_only_the_numbers_that_are_known(place: Place, expected: str) -> None:
    assert str(place) == expected


def test_problem_is_one_line_with_place_severity_message_and_code() -> None:
    assert str(error(HERE, "date is wrong", "date-invalid")) == "content/a.md:4:7: error: date is wrong [date-invalid]"
    assert str(warning(HERE, "odd", "media-unused")) == "content/a.md:4:7: warning: odd [media-unused]"


def test_message_with_line_feeds_and_terminal_codes_stays_one_plain_line() -> None:
    problem = error(HERE, "found\n\x1b[31mred\x07", "type")

    assert str(problem) == "content/a.md:4:7: error: found\\n\\x1b[31mred\\x07 [type]"


@settings(deadline=None)
@given(st.text())
def test_printable_text_holds_nothing_that_a_terminal_would_obey(text: str) -> None:
    assert printable(text).isprintable()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"])))
def test_printable_text_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ten", '"ten"'), ('a "b"', '"a \\"b\\""'), ("Đaković", '"Đaković"'), ("a\nb", '"a\\nb"'), ("", '""')],
)
def test_quoted_text_is_escaped_but_keeps_its_letters(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_quoted_text_is_cut_at_the_limit() -> None:
    assert quoted("x" * 60) == f'"{"x" * 60}"'
    assert quoted("x" * 61) == f'"{"x" * 59}…"'
    assert quoted("abcdef", limit=4) == '"abc…"'


def test_suggestion_names_the_nearest_known_word() -> None:
    assert suggestion("tgas", {"tags", "title", "topics"}) == '; did you mean "tags"?'


def test_word_that_is_like_none_has_no_suggestion() -> None:
    assert suggestion("zzz", {"tags", "title"}) == ""
    assert suggestion("tgas", {"tags"}, likeness=0.9) == ""


@pytest.mark.parametrize(
    ("words", "expected"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_prose(words: list[str], expected: str) -> None:
    assert listed(words) == expected


def test_last_of_listed_words_may_follow_another_conjunction() -> None:
    assert listed(["a", "b"], "or") == "a or b"


def test_problems_come_in_the_order_of_their_places() -> None:
    problems = Problems()
    places = [
        Place(path="b.md", line=1, column=1),
        Place(path="a.md", line=10, column=1),
        Place(path="a.md", line=9, column=2),
        Place(path="a.md", line=9, column=1),
        Place(path="a.md"),
    ]
    for place in places:
        problems.report(error(place, "wrong", "type"))

    assert [problem.place for problem in problems.in_order()] == places[::-1]


def test_problems_with_a_rank_come_last_in_the_order_of_their_ranks() -> None:
    problems = Problems()
    for path, rank in (("a.md", 2), ("b.md", 1), ("c.md", 0)):
        problems.report(warning(Place(path=path), "odd", "near-duplicate", rank=rank))

    assert [problem.place.path for problem in problems.in_order()] == ["c.md", "b.md", "a.md"]


def test_same_problem_is_kept_once() -> None:
    problems = Problems()
    problems.report(error(HERE, "wrong", "type"))
    problems.report(error(HERE, "wrong", "type"))
    problems.report(error(HERE, "wrong too", "type"))

    assert [problem.message for problem in problems.in_order()] == ["wrong", "wrong too"]


def test_only_errors_stop_a_build() -> None:
    problems = Problems()
    assert not problems.have_errors

    problems.report(warning(HERE, "odd", "media-unused"))
    assert not problems.have_errors

    problems.report(error(HERE, "wrong", "type"))
    assert problems.have_errors


def test_strict_turns_a_warning_into_an_error_and_keeps_its_words() -> None:
    problems = Problems(is_strict=True)
    problems.report(warning(HERE, "odd", "media-unused"))

    assert problems.in_order() == (Problem(place=HERE, message="odd", code="media-unused", severity=Severity.ERROR),)
    assert problems.have_errors


def test_input_error_tells_all_its_problems() -> None:
    told: list[Problem] = []
    first, second = error(HERE, "one", "type"), warning(HERE, "two", "type")

    InputError(first, second).tell(told.append)

    assert told == [first, second]
    assert str(InputError(first, second)) == f"{first}\n{second}"
