"""Front matter and body."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.content.files import Source
from gazette.content.front_matter import Document, split_front_matter
from gazette.errors import InputError, Problems

MISSING = (
    'content/a.md:1: error: no front matter; begin the file with a line "---", keys such as title: …,'
    ' and a line "---" [front-matter-missing]'
)
UNCLOSED = (
    'content/a.md:1: error: the front matter does not end; write a line "---" under its last key [front-matter-missing]'
)


def split(text: str) -> tuple[Document, list[str]]:
    problems = Problems()
    document = split_front_matter(Source(path="content/a.md", text=text), problems.report)
    return document, [str(problem) for problem in problems.in_order()]


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        split(text)
    return str(caught.value)


def test_keys_stand_between_two_fences_and_the_body_after_them() -> None:
    document, problems = split("---\ntitle: Grid\n---\n\nFirst.\n\nSecond.\n")

    assert document.fields.text("title") == "Grid"
    assert document.body == "\nFirst.\n\nSecond.\n"
    assert str(document.body_place) == "content/a.md:4:1"
    assert problems == []


def test_value_stands_at_its_line_of_the_file() -> None:
    document, _ = split("---\n\n# remark\ntitle:   Grid\n---\n")

    assert str(document.fields.place_of("title")) == "content/a.md:4:10"


@pytest.mark.parametrize("text", ["", "\n", "Just text.", "title: Grid\n---\nText."])
def test_file_that_does_not_begin_with_front_matter_is_refused(text: str) -> None:
    assert refusal(text) == MISSING


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: a\n", "---\ntitle: '---'"])
def test_front_matter_that_does_not_end_is_refused(text: str) -> None:
    assert refusal(text) == UNCLOSED


@pytest.mark.parametrize("end", ["---", "--- ", "---\t", "..."])
def test_fence_may_be_followed_by_white_space_or_be_the_dots_that_end_yaml(end: str) -> None:
    document, _ = split(f"---  \ntitle: a\n{end}\nText.")

    assert (document.fields.text("title"), document.body) == ("a", "Text.")


def test_later_fences_belong_to_the_body() -> None:
    document, _ = split("---\ntitle: a\n---\nOne.\n\n---\n\nTwo.\n")

    assert document.body == "One.\n\n---\n\nTwo.\n"


@pytest.mark.parametrize("text", ["---\n---\nText.", "---\n# nothing\n---\nText."])
def test_front_matter_may_be_empty(text: str) -> None:
    document, problems = split(text)

    assert (document.fields.has("title"), document.body, problems) == (False, "Text.", [])


def test_body_may_be_absent() -> None:
    document, _ = split("---\ntitle: a\n---")

    assert document.body == ""


def test_yaml_that_cannot_be_read_is_refused_at_its_line_of_the_file() -> None:
    assert refusal("---\ntitle: a\ndate: @b\n---\n").startswith(
        "content/a.md:3:7: error: a value cannot begin with @; "
    )


def test_key_that_comes_twice_is_reported_at_its_line_of_the_file() -> None:
    _, problems = split("---\ntitle: a\ntitle: b\n---\n")

    assert problems == [
        "content/a.md:3:1: error: title stands here again, first on line 2; keep one of them [key-duplicate]"
    ]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_split_or_refused_by_an_input_error(head: str, body: str) -> None:
    text = f"---\n{head}\n---\n{body}"

    with contextlib.suppress(InputError):
        document, _ = split(text)

        assert text.endswith(document.body)
        assert text.count("\n") - document.body.count("\n") == document.body_place.line - 1


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("—-\ntitle: A\n---\n", 1, 'its first line is "—-"; write three hyphens'),
        ("--\ntitle: A\n--\n", 1, 'its first line is "--"; write three hyphens'),
        ("---\ntitle: A\n --- \n----\n", 3, 'this line is " ---"; write three hyphens'),
        ("----\ntitle: A\n---\n", 1, 'its first line is "----"; write three hyphens'),
        (" ---\ntitle: A\n---\n", 1, 'its first line is " ---"; write three hyphens in the first column'),
        ("+++\ntitle = 'A'\n+++\n", 1, 'between lines "+++" it is TOML'),
        ("\n\n---\ntitle: A\n---\n", 1, 'nothing may stand above its first "---"; delete the empty lines'),
        ("---\ntitle: A\n----\nText.\n", 3, 'this line is "----"; write three hyphens'),
        ("---\ntitle: A\n—\nText.\n", 3, 'this line is "—"; write three hyphens'),
        ("---\ntitle: A\n\nText.\n", 1, 'write a line "---" under its last key'),
    ],
)
def test_fence_that_is_mistyped_is_told_as_it_stands(text: str, line: int, cure: str) -> None:
    with pytest.raises(InputError) as refused:
        split_front_matter(Source(path="content/a.md", text=text), Problems().report)

    (problem,) = refused.value.problems
    assert problem.place.line == line
    assert cure in problem.message
