"""Guesses are found where they are comments, and nowhere else."""

import pytest

from gazette.content.guesses import Guess, guess_comment, guesses
from tests.work import work_of


def text_with(*lines: str) -> str:
    """Return an article whose front matter has these lines."""
    return "\n".join(("---", *lines, "---", "", "Body.  # guess 0.9: not here", ""))


def test_guesses_are_found_with_their_line_column_confidence_and_reason() -> None:
    text = text_with(
        "title: Grid restored  # guess 0.9: the first line",
        "people:",
        "  - name: Ada Example  # guess 0.5: named with an office",
    )

    assert guesses(text) == (
        Guess(line=2, column=23, confidence=0.9, reason="the first line"),
        Guess(line=4, column=24, confidence=0.5, reason="named with an office"),
    )


def test_guess_behind_a_text_that_holds_what_looks_like_one_is_found() -> None:
    text = text_with('title: "A # guess 0.9: b"  # guess 0.4: c')

    assert guesses(text) == (Guess(line=2, column=28, confidence=0.4, reason="c"),)


def test_guess_on_a_line_of_its_own_is_one() -> None:
    assert [(guess.line, guess.column) for guess in guesses(text_with("title: A", "# guess 0.3: b"))] == [(3, 1)]


@pytest.mark.parametrize(
    "lines",
    [
        ('title: "A  # guess 0.9: b"',),
        ("title: 'A", "  # guess 0.9: b'"),
        ("summary: |", "  A", "  # guess 0.9: b"),
        ("title: A# guess 0.9: b",),
        ("title: A  # a guess",),
    ],
)
def test_what_is_text_or_another_comment_is_no_guess(lines: tuple[str, ...]) -> None:
    assert guesses(text_with(*lines)) == ()


@pytest.mark.parametrize("text", ["", "No front matter.  # guess 0.9: b", "---\nkey: [  # guess 0.9: b\n---\n"])
def test_text_without_front_matter_that_can_be_read_has_no_guesses(text: str) -> None:
    assert guesses(text) == ()


def test_comment_is_one_that_is_found_again_on_one_line() -> None:
    comment = guess_comment(0.84, "two\nlines")

    assert comment == "# guess 0.8: two\\nlines"
    assert guesses(text_with(f"title: A  {comment}")) == (
        Guess(line=2, column=11, confidence=0.8, reason="two\\nlines"),
    )


def test_work_grows_with_the_number_of_guesses() -> None:
    def many(count: int) -> str:
        return text_with("extra:", *(f"  k{number}: v  # guess 0.9: x" for number in range(count)))

    few, more = many(200), many(400)

    assert len(guesses(more)) == 400
    assert work_of(lambda: guesses(more)) < 2.5 * work_of(lambda: guesses(few))


def test_texts_that_are_quoted_stand_before_and_behind_a_guess() -> None:
    text = text_with("extra:", "  a: '# guess 0.9: b'", "  c: d  # guess 0.4: e", "  f: '# guess 0.9: g'")

    assert [(guess.line, guess.reason) for guess in guesses(text)] == [(4, "e")]
