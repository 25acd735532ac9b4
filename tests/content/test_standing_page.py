"""Standing pages and their addresses."""

import pytest

from gazette.config import Config
from gazette.content.files import Source
from gazette.content.standing_page import StandingPage, parse_standing_page
from gazette.errors import Problems

CONFIG = Config(title="The Desk")


def parse(
    keys: str, *, path: str = "content/pages/about.md", title: str = "title: About\n"
) -> tuple[StandingPage | None, list[str]]:
    problems = Problems()
    page = parse_standing_page(
        Source(path=path, text=f"---\n{title}{keys}\n---\nWho we are.\n"), CONFIG, problems.report
    )
    return page, [str(problem) for problem in problems.in_order()]


def test_title_makes_a_page() -> None:
    page, problems = parse("")

    assert problems == []
    assert page is not None
    assert (page.path, page.title, page.url_path) == ("content/pages/about.md", "About", "/about/")
    assert str(page.place) == "content/pages/about.md:2:8"
    assert (page.summary, page.is_draft, page.extra, page.body.html) == ("", False, {}, "<p>Who we are.</p>")


@pytest.mark.parametrize(
    ("path", "url_path"),
    [
        ("content/pages/about.md", "/about/"),
        ("content/pages/About us.md", "/about-us/"),
        ("content/pages/Über uns.md", "/uber-uns/"),
        ("content/pages/legal/imprint.md", "/legal/imprint/"),
        ("content/pages/legal/index.md", "/legal/"),
        ("content/pages/Legal Notes/2023/Privacy.md", "/legal-notes/2023/privacy/"),
        ("content/pages/v1.2.md", "/v1-2/"),
    ],
)
def test_address_is_the_path_under_pages(path: str, url_path: str) -> None:
    page, _ = parse("", path=path)

    assert page is not None
    assert page.url_path == url_path


@pytest.mark.parametrize("key", ["summary", "description"])
def test_all_keys_are_read(key: str) -> None:
    page, problems = parse(f"{key}: Who   we are\ndraft: true\nextra: {{a: 010}}")

    assert problems == []
    assert page is not None
    assert (page.summary, page.is_draft, page.extra) == ("Who we are", True, {"a": "010"})


@pytest.mark.parametrize("title", ["", "title:\n", "title: ''\n"])
def test_page_without_a_title_is_an_error(title: str) -> None:
    page, problems = parse("", title=title)

    assert page is None
    (problem,) = problems
    state = "empty" if title else "missing"
    assert problem.endswith(f"error: title is {state}; write title: About [key-missing]")


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("draft: maybe", '8: error: draft is "maybe"; it must be true or false [type]'),
        (
            "summary: [a]",
            "10: error: summary is a list; it must be text: write it in quotes [type]",
        ),
        (
            "extra: a",
            '8: error: extra is "a"; it must be a mapping: keys and values, indented below [type]',
        ),
        (
            "people: Ada",
            '1: error: unknown key "people"; your own go under extra; the keys are description, draft, extra, ',
        ),
        ("tittle: a", '1: error: unknown key "tittle"; it is like title, which stands on line 2; keep one'),
    ],
)
def test_wrong_value_is_an_error_at_its_line_and_column(keys: str, problem: str) -> None:
    page, problems = parse(keys)

    (line,) = problems
    assert line.startswith(f"content/pages/about.md:3:{problem}")
    assert page is not None


def test_file_without_front_matter_is_an_error_and_no_page() -> None:
    problems = Problems()

    assert parse_standing_page(Source(path="content/pages/a.md", text="About"), CONFIG, problems.report) is None
    assert [problem.code for problem in problems.in_order()] == ["front-matter-missing"]
