"""Readers of single values."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from gazette.config import Config
from gazette.content.dates import Span, Unit
from gazette.content.values import (
    parse_address,
    read_address,
    read_day,
    read_moment,
    read_partial,
    read_required,
    read_slug,
    read_span,
)
from gazette.errors import Problems
from gazette.fields import Fields
from gazette.yaml_nodes import read_mapping
from tests.mini_site import MiniSite

T = TypeVar("T")

CONFIG = Config(title="The Desk", timezone="Europe/Paris")


def read(yaml: str, reader: Callable[[Fields], T]) -> tuple[T, list[str]]:
    problems = Problems()
    value = reader(Fields(read_mapping(yaml, "a.md", problems.report), problems.report))
    return value, [str(problem) for problem in problems.in_order()]


def required(fields: Fields) -> str:
    text = read_required(fields, "title", "The headline")
    fields.node("a")
    fields.finish()
    return text


def day(fields: Fields) -> date | None:
    return read_day(fields, "day")


def span(fields: Fields) -> Span | None:
    return read_span(fields, "span", 3)


def partial(fields: Fields) -> Span | None:
    return read_partial(fields, "from")


def moment(fields: Fields) -> str:
    found = read_moment(fields, "updated", "lastmod", config=CONFIG)
    return found.iso if found else ""


def address(fields: Fields) -> str:
    return read_address(fields, "url")


def test_required_text_is_read() -> None:
    assert read("title: ' Grid   restored '", required) == ("Grid restored", [])


@pytest.mark.parametrize(
    ("yaml", "place"), [("a: b", "1:1"), ("title:", "1:7"), ("title: ~", "1:8"), ("title: ' '", "1:8")]
)
def test_required_text_that_is_missing_or_empty_is_an_error_with_an_example(yaml: str, place: str) -> None:
    state = "empty" if "title" in yaml else "missing"
    assert read(yaml, required) == (
        "",
        [f"a.md:{place}: error: title is {state}; write title: The headline [key-missing]"],
    )


def test_required_text_of_a_wrong_type_is_one_error_and_not_two() -> None:
    assert read("title: [a]", required) == (
        "",
        ["a.md:1:8: error: title is a list; it must be text: write it in quotes [type]"],
    )


def test_dates_of_every_kind_are_read() -> None:
    assert read("day: ' 31 October 2023 '", day) == (date(2023, 10, 31), [])
    assert read("span: 2023-10-30/2023-10-31", span) == (Span(first=date(2023, 10, 30), last=date(2023, 10, 31)), [])
    assert read("from: 2019-02", partial) == (
        Span(first=date(2019, 2, 1), last=date(2019, 2, 28), first_unit=Unit.MONTH, last_unit=Unit.MONTH),
        [],
    )


def test_moment_without_an_offset_is_in_the_zone_of_the_site() -> None:
    assert read("updated: 2023-07-01 12:00", moment) == ("2023-07-01T12:00:00+02:00", [])


def test_moment_is_read_under_any_spelling_of_its_key() -> None:
    assert read("lastmod: 2023-07-01T12:00Z", moment) == ("2023-07-01T12:00:00+00:00", [])


def language(fields: Fields) -> str:
    return fields.language("lang")


@pytest.mark.parametrize("reader", [day, span, partial, moment, address, read_slug, language])
@pytest.mark.parametrize("yaml", ["a: b", "{day: , span: , from: , updated: , url: , slug: , lang: }"])
def test_value_that_is_absent_or_empty_is_none_and_no_problem(reader: Callable[[Fields], object], yaml: str) -> None:
    value, problems = read(yaml, reader)

    assert (value or None, problems) == (None, [])


@pytest.mark.parametrize(
    ("yaml", "reader", "problem"),
    [
        (
            "day: 03/05/2023",
            day,
            'day is "03/05/2023"; it may be 2023-03-05 or 2023-05-03; write the one that is meant',
        ),
        ("day: 2023-02-30", day, 'day is "2023-02-30"; there is no such day'),
        ("span: 2023-10-01/2023-10-09", span, 'span is "2023-10-01/2023-10-09"; it spans more than 3 days'),
        ("from: 2019-13", partial, 'from is "2019-13"; there is no such month'),
        ("updated: soon", moment, 'updated is "soon"; write a day as 2023-10-31'),
    ],
)
def test_bad_date_is_an_error_at_its_place_with_advice(
    yaml: str, reader: Callable[[Fields], object], problem: str
) -> None:
    value, problems = read(yaml, reader)

    assert not value
    column = yaml.index(" ") + 2
    assert [line[: len(f"a.md:1:{column}: error: {problem}")] for line in problems] == [
        f"a.md:1:{column}: error: {problem}"
    ]
    assert problems[0].endswith("[date-invalid]")


@pytest.mark.parametrize(("yaml", "found"), [("[2023-10-31]", "a list"), ("{a: b}", "a mapping")])
def test_date_of_a_wrong_type_is_an_error(yaml: str, found: str) -> None:
    assert read(f"day: {yaml}", day) == (
        None,
        [f"a.md:1:6: error: day is {found}; it must be a date such as 2023-10-31 [type]"],
    )


def test_slug_is_read() -> None:
    assert read("slug: grid-2023", read_slug) == ("grid-2023", [])


@pytest.mark.parametrize("slug", ["con", "nul", "lpt9", "page", "index"])
def test_slug_that_is_reserved_is_an_error_that_says_so(slug: str) -> None:
    value, (problem,) = read(f"slug: {slug}", read_slug)

    assert value == ""
    assert problem.startswith(f'a.md:1:7: error: slug is "{slug}"; it must be lower-case letters')
    assert problem.endswith("Windows, hosts or lists of several pages keep this one for themselves [type]")


@pytest.mark.parametrize("slug", ["Grid", "a b", "a--b", "-a", "a/b", "../x", "é", "a.html", "x" * 241])
def test_slug_that_cannot_stand_in_a_url_is_an_error(slug: str) -> None:
    value, problems = read(f"slug: '{slug}'", read_slug)

    assert value == ""
    (problem,) = problems
    assert problem.startswith('a.md:1:7: error: slug is "')
    assert problem.endswith("; it must be lower-case letters, digits and single hyphens, 240 at most [type]")


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "gsw"])
def test_language_tag_is_read(tag: str) -> None:
    assert read(f"lang: {tag}", language) == (tag, [])


@pytest.mark.parametrize("tag", ["e", "english", "en_GB", "en-", "en GB", "é"])
def test_what_is_no_language_tag_is_an_error(tag: str) -> None:
    assert read(f"lang: {tag}", language) == (
        "",
        [f'a.md:1:7: error: lang is "{tag}"; it must be a language tag such as "en" or "pt-BR" [type]'],
    )


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org/a?b=c&d#e", "https://example.org/a(b)", "https://exämple.org/é"]
)
def test_address_on_the_web_is_kept_as_it_is(url: str) -> None:
    assert parse_address(url) == url
    assert read(f"url: '{url}'", address) == (url, [])


@pytest.mark.parametrize(
    "url",
    ["example.org", "//example.org", "/a", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "ftp://a",
     "https://", "https:///a", "https://?a", "https:example.org", " https://a"],
)  # fmt: skip
def test_what_is_no_address_on_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        parse_address(url)


@pytest.mark.parametrize(("char", "spelt"), [(" ", "%20"), ('"', "%22"), ("<", "%3C"), ("\\", "%5C"), ("\n", "%0A")])
def test_address_with_what_no_address_has_is_refused_with_how_to_write_it(char: str, spelt: str) -> None:
    with pytest.raises(ValueError, match=f"in it: write {spelt}$"):
        parse_address(f"https://a{char}b")


def test_bad_address_is_an_error_at_its_place() -> None:
    assert read("url: javascript:x", address) == (
        "",
        ['a.md:1:6: error: url is "javascript:x"; it must be an address that begins with https:// or http:// [type]'],
    )


@pytest.mark.parametrize(
    ("title", "cure"),
    [
        ("Q&amp;A, &lt;", '&amp; is no sign here but text, which readers see as it stands; write "Q&A, <"'),
        ("The caf&#233;", '&#233; is no sign here but text, which readers see as it stands; write "The café"'),
        ("AT&T; and R&D", ""),
        ("a &b; c", ""),
    ],
)
def test_reference_of_html_in_a_title_is_told_of(site: MiniSite, title: str, cure: str) -> None:
    path = site.article("grid", title=f'"{title}"')

    told = [f"{path}:2:8: warning: {cure} [html-reference]"] if cure else []
    assert site.read_collection().problems == told


@pytest.mark.parametrize(
    ("reader", "key", "written", "cure"),
    [
        (day, "day", "2023\u201110\u201131", ("\u2011", "non-breaking hyphen, U+2011", "2023-10-31")),
        (day, "day", "2023–10–31", ("–", "en dash, U+2013", "2023-10-31")),
        (moment, "updated", "２０２３-10-31", ("２", "fullwidth digit two, U+FF12", "2023-10-31")),
        (moment, "updated", "2023-10-31 15：29", ("：", "fullwidth colon, U+FF1A", "2023-10-31 15:29")),
        (partial, "from", "1919−06", ("−", "minus sign, U+2212", "1919-06")),
        (partial, "from", "١٩١٩", ("١", "arabic-indic digit one, U+0661", "1919")),
    ],
)
def test_date_in_signs_that_look_like_its_own_is_not_told_to_be_what_it_seems(
    reader: Callable[[Fields], object], key: str, written: str, cure: tuple[str, str, str]
) -> None:
    _, problems = read(f"{key}: {written}", reader)

    sign, name, plain = cure
    assert [problem.partition("; ")[2] for problem in problems] == [
        f"its {sign} is another sign ({name}); write it as {plain} [date-invalid]"
    ]


@pytest.mark.parametrize(
    ("written", "cure"), [("1919–21", "write it as 1919/1921"), ("１９１９/..", "a range needs both its ends")]
)
def test_dashes_between_years_are_a_range_and_other_digits_are_read_for_the_cure(written: str, cure: str) -> None:
    _, problems = read(f"span: {written}", span)

    assert cure in problems[0]
