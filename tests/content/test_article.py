"""Articles, every value read and typed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.config import DEFAULT_TAXONOMIES, Config, Limits, Taxonomy
from gazette.content.article import Article, Citation, parse_article
from gazette.content.dates import Span
from gazette.content.files import Source
from gazette.errors import Problems

CONFIG = Config(title="The Desk", timezone="Europe/Paris")
BASICS = "title: Grid restored\ndate: 2023-10-31\n"


def parse(
    keys: str, *, basics: str = BASICS, body: str = "Text.", path: str = "content/2023/grid.md", config: Config = CONFIG
) -> tuple[Article | None, list[str]]:
    problems = Problems()
    source = Source(path=path, text=f"---\n{basics}{keys}\n---\n{body}\n")
    article = parse_article(source, config, problems.report)
    return article, [str(problem) for problem in problems.in_order()]


def good(keys: str, *, basics: str = BASICS, path: str = "content/2023/grid.md", config: Config = CONFIG) -> Article:
    article, problems = parse(keys, basics=basics, path=path, config=config)
    assert problems == []
    assert article is not None
    return article


def bad(keys: str, *, basics: str = BASICS, config: Config = CONFIG) -> tuple[Article, list[str]]:
    """Return an article that was read in spite of problems, and those."""
    article, problems = parse(keys, basics=basics, config=config)
    assert article is not None
    return article, problems


def names(article: Article, taxonomy: str) -> list[tuple[str, str]]:
    return [(mention.name, mention.role) for mention in article.mentions[taxonomy]]


def test_title_and_date_make_an_article() -> None:
    article = good("")

    assert (article.title, article.slug, article.path) == ("Grid restored", "grid", "content/2023/grid.md")
    assert article.published.iso == "2023-10-31T00:00:00+01:00"
    assert str(article.place) == "content/2023/grid.md:2:8"
    assert article.body.html == "<p>Text.</p>"
    assert article.mentions == {"people": (), "topics": (), "sources": ()}
    assert (article.event, article.updated, article.publish_at, article.expires) == (None, None, None, None)
    assert (article.is_draft, article.summary, article.language) == (False, "", "")
    assert (article.old_urls, article.corrections, article.extra) == ((), (), {})


def test_values_that_yaml_would_reinterpret_stay_text() -> None:
    article = good("people: [no, 010, 1e3]\ntopics: 12:30\nsummary: yes", basics="title: 2023\ndate: 2023-10-31\n")

    assert (article.title, article.summary) == ("2023", "yes")
    assert names(article, "people") == [("no", ""), ("010", ""), ("1e3", "")]
    assert names(article, "topics") == [("12:30", "")]


@pytest.mark.parametrize("form", ["31 October 2023 23:30 (UTC-08:00)", "2023-10-31T23:30:00-08:00"])
def test_article_belongs_to_the_day_as_written(form: str) -> None:
    article = good("", basics=f"title: a\ndate: {form}\n")

    assert article.published.day == date(2023, 10, 31)


@pytest.mark.parametrize(
    ("path", "day", "slug"),
    [
        ("content/2023-10-31-grid.md", date(2023, 10, 31), "grid"),
        ("content/2023/2023-10-31-Grid restored.md", date(2023, 10, 31), "grid-restored"),
        ("content/2023-10-31-grid/index.md", date(2023, 10, 31), "grid"),
        ("content/1000-01-01-x.md", date(1000, 1, 1), "x"),
    ],
)
def test_day_and_slug_may_stand_in_the_name_of_the_file(path: str, day: date, slug: str) -> None:
    article = good("", basics="title: a\n", path=path)

    assert (article.published.day, article.published.has_time, article.slug) == (day, False, slug)


def test_date_in_front_matter_goes_before_the_one_in_the_name() -> None:
    assert good("", path="content/2020-01-01-grid.md").published.day == date(2023, 10, 31)


@pytest.mark.parametrize("path", ["content/grid.md", "content/2023-10-grid.md", "content/2023-10-31.md"])
def test_article_without_a_date_is_an_error(path: str) -> None:
    assert parse("", basics="title: a\n", path=path) == (
        None,
        [
            (
                f"{path}:2:1: error: date is missing; write date: 2023-10-31, or name the file 2023-10-31-slug.md"
                " [key-missing]"
            )
        ],
    )


def test_article_with_a_bad_date_is_one_error_and_no_article() -> None:
    assert parse("", basics="title: a\ndate: 03/05/2023\n") == (
        None,
        [
            (
                'content/2023/grid.md:3:7: error: date is "03/05/2023"; it may be 2023-03-05 or 2023-05-03;'
                " write the one that is meant [date-invalid]"
            )
        ],
    )


@pytest.mark.parametrize("title", ["", "title:\n", "title: ''\n", "title: '  '\n"])
def test_article_without_a_title_is_an_error(title: str) -> None:
    article, problems = parse("", basics=f"{title}date: 2023-10-31\n")

    assert article is None
    (problem,) = problems
    state = "empty" if title else "missing"
    assert problem.endswith(f"error: title is {state}; write title: The headline [key-missing]")


def test_file_without_front_matter_is_an_error_and_no_article() -> None:
    problems = Problems()

    assert parse_article(Source(path="content/a.md", text="Just text."), CONFIG, problems.report) is None
    assert [problem.code for problem in problems.in_order()] == ["front-matter-missing"]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/grid.md", "grid"),
        ("content/Grid restored!.md", "grid-restored"),
        ("content/2023/storm/index.md", "storm"),
        ("content/İlham.md", "ilham"),
        ("content/日本.md", "riben"),
    ],
)
def test_slug_comes_from_the_name_of_the_file_or_its_folder(path: str, slug: str) -> None:
    assert good("", path=path).slug == slug


@pytest.mark.parametrize(
    "slug",
    [
        "how-a-river-desk-keeps-its-oldest-addresses-alive-while-everything-around-them-moves-elsewhere",
        *("My_Old.Slug", "GRID", "a--b", "-a", "a-", "a~", "v1.2", "x" * 240, "2692", "1.5", "true"),
    ],
)
def test_slug_of_an_old_site_is_kept(slug: str) -> None:
    assert good(f"slug: {slug}").slug == slug


def test_slug_with_the_ending_of_a_page_is_told_to_be_an_alias() -> None:
    _, (problem,) = bad("slug: grid.html")

    assert problem.endswith("; for an old address write aliases: [/…/grid.html] [type]")


EMPTY = """\
event_date: ""
updated: ""
summary: ""
slug: ""
lang: ""
draft: ""
publish_date: " "
expires: ""
people: [""]
tags: ""
topics: []
source: {name: "", url: "", via: "", retrieved: "", archive_url: ""}
aliases: [""]
corrections: [{date: "", text: ""}]
"""


def test_empty_strings_of_a_cms_are_no_values() -> None:
    assert good(EMPTY) == good("")


def test_empty_keys_of_a_source_that_has_a_name_are_no_values() -> None:
    article = good('source: {name: Wire, url: "", via: "", retrieved: "", archive_url: ""}')

    assert article.mentions["sources"][0].name == "Wire"
    assert article.citation == Citation()


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ('source: {name: "", url: "https://a.b/c"}', "4:16: error: name is empty; write name: The Gazette"),
        ('people: [{name: "", role: Mayor}]', "4:17: error: name is empty; write name: Ada Example"),
        ('corrections: [{date: "", text: A figure}]', "4:22: error: a correction has no date; write date: 2023-11-02"),
        ('corrections: [{date: 2023-11-02, text: ""}]', "4:40: error: text is empty; write text: what was put right"),
    ],
)
def test_required_key_that_is_an_empty_string_is_missing(front: str, told: str) -> None:
    _, problems = bad(front)

    assert problems == [f"content/2023/grid.md:{told} [key-missing]"]


def test_slug_in_front_matter_goes_before_the_name() -> None:
    assert good("slug: power-back").slug == "power-back"


@pytest.mark.parametrize(
    "slug", ["../x", "a.", "a b", "a/b", ".a", "_redirects", "con.txt", "Index", "é", "a.html", "x" * 241]
)
def test_bad_slug_is_an_error_and_not_used(slug: str) -> None:
    article, problems = bad(f"slug: {slug}")

    assert article.slug == "grid"
    assert [problem.split(" is ")[0] for problem in problems] == ["content/2023/grid.md:4:7: error: slug"]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("Ada Example", [("Ada Example", "")]),
        ("[Ada, Bo]", [("Ada", ""), ("Bo", "")]),
        ("[{name: Ada, role: Mayor}, Bo]", [("Ada", "Mayor"), ("Bo", "")]),
        ("{name: Ada, role: '  the   Mayor '}", [("Ada", "the Mayor")]),
        ("[{name: Ada}]", [("Ada", "")]),
        ("['  Ada   Example ']", [("Ada Example", "")]),
        ("", []),
        ("[]", []),
    ],
)
def test_people_are_a_name_a_list_or_items_with_a_role(yaml: str, expected: list[tuple[str, str]]) -> None:
    assert names(good(f"people: {yaml}"), "people") == expected


def test_mention_stands_where_its_name_does() -> None:
    article = good("people:\n  - Ada\n  - role: Mayor\n    name: Bo")

    assert [str(article.place_of(mention)) for mention in article.mentions["people"]] == [
        "content/2023/grid.md:5:5",
        "content/2023/grid.md:7:11",
    ]


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("[{role: Mayor}, Bo]", "10: error: name is missing; write name: Ada Example [key-missing]"),
        ("[{name: , role: Mayor}, Bo]", "17: error: name is empty; write name: Ada Example [key-missing]"),
        (
            "[[Ada], Bo]",
            "10: error: an item of people is a list; it must be text: write it in quotes [type]",
        ),
        (
            "[{name: [Ada]}, Bo]",
            "17: error: name is a list; it must be text: write it in quotes [type]",
        ),
    ],
)
def test_item_that_names_nobody_is_an_error_and_the_rest_is_read(yaml: str, problem: str) -> None:
    article, problems = bad(f"people: {yaml}")

    assert names(article, "people") == [("Bo", "")]
    assert problems == [f"content/2023/grid.md:4:{problem}"]


def test_unknown_key_of_an_item_is_an_error_with_a_suggestion() -> None:
    _, problems = bad("people: [{name: Ada, rôle: Mayor}]")

    assert problems == ['content/2023/grid.md:4:22: error: unknown key "rôle"; did you mean "role"? [key-unknown]']


@pytest.mark.parametrize("key", ["topics", "tags"])
def test_topics_may_be_called_tags(key: str) -> None:
    assert names(good(f"{key}: [energy, grid]"), "topics") == [("energy", ""), ("grid", "")]


def test_topics_and_tags_at_once_are_an_error() -> None:
    article, problems = bad("topics: energy\ntags: grid")

    assert names(article, "topics") == [("energy", "")]
    assert problems == [
        "content/2023/grid.md:5:1: error: topics and tags mean the same; keep one of them [key-duplicate]"
    ]


def test_source_may_be_a_name() -> None:
    article = good("source: The Gazette")

    assert names(article, "sources") == [("The Gazette", "")]
    assert str(article.place_of(article.mentions["sources"][0])) == "content/2023/grid.md:4:9"
    assert article.citation == Citation()


def test_source_may_be_a_mapping_with_what_else_is_known() -> None:
    article = good(
        "source:\n  name: The Gazette\n  url: https://example.org/a\n  via: Wire\n  retrieved: 2023-11-01\n"
        "  archive_url: https://archive.example/a"
    )

    assert names(article, "sources") == [("The Gazette", "")]
    assert str(article.place_of(article.mentions["sources"][0])) == "content/2023/grid.md:5:9"
    assert article.citation == Citation(
        url="https://example.org/a",
        via="Wire",
        retrieved=date(2023, 11, 1),
        archive_url="https://archive.example/a",
    )


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        (
            "[The Gazette]",
            "9: error: source is a list; it must be text: write it in quotes [type]",
        ),
        ("{url: 'https://a.b'}", "9: error: name is missing; write name: The Gazette [key-missing]"),
        ("{name: a, ulr: b}", '19: error: unknown key "ulr"; did you mean "url"? [key-unknown]'),
        ("{name: a, retrieved: soon}", '30: error: retrieved is "soon"; write a day as 2023-10-31'),
        (
            "{name: a, url: 'javascript:x'}",
            '24: error: url is "javascript:x"; it must be an address that begins with https:// or http:// [type]',
        ),
        ("{name: a, archive_url: x}", '32: error: archive_url is "x"; it must be an address that begins with'),
    ],
)
def test_wrong_source_is_an_error_at_its_place(yaml: str, problem: str) -> None:
    _, problems = bad(f"source: {yaml}")

    (line,) = problems
    assert line.startswith(f"content/2023/grid.md:4:{problem}")


def test_taxonomies_of_ones_own_are_read_under_their_keys() -> None:
    places = Taxonomy(name="places", singular="place", title="Places", key="where")
    config = replace(CONFIG, taxonomies=(*DEFAULT_TAXONOMIES, places))

    article = good("where: [Bern, {name: Oslo, role: host}]", config=config)

    assert names(article, "places") == [("Bern", ""), ("Oslo", "host")]


def test_key_of_a_taxonomy_that_the_site_has_not_is_unknown() -> None:
    _, problems = bad("places: Bern")

    assert problems[0].startswith('content/2023/grid.md:4:1: error: unknown key "places"')


@pytest.mark.parametrize(
    ("yaml", "first", "last"),
    [
        ("2023-10-28", date(2023, 10, 28), date(2023, 10, 28)),
        ("2023-10-28/2023-10-30", date(2023, 10, 28), date(2023, 10, 30)),
    ],
)
def test_event_is_a_day_or_a_range(yaml: str, first: date, last: date) -> None:
    assert good(f"event_date: {yaml}").event == Span(first=first, last=last)


@pytest.mark.parametrize(
    ("date", "event"),
    [
        ("2023-10-31", "2023-11-01"),
        ("2023-10-31T23:59:00-12:00", "2023-11-01"),
        ("2023-10-31", "2023-11-01/2023-11-02"),
    ],
)
def test_event_after_the_day_of_publication_as_written_is_a_warning(date: str, event: str) -> None:
    article, problems = bad(f"event_date: {event}", basics=f"title: Grid\ndate: {date}\n")

    assert article.event is not None
    assert problems == [
        (
            "content/2023/grid.md:4:13: warning: event_date is 2023-11-01, after date: 2023-10-31;"
            " mend the one that is wrong [date-order]"
        )
    ]


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (
            "updated: 2023-10-30",
            "4:10: warning: updated is 2023-10-30, before date: 2023-10-31; mend the one that is wrong",
        ),
        (
            "lastmod: 2022-11-01",
            "4:10: warning: updated is 2022-11-01, before date: 2023-10-31; mend the one that is wrong",
        ),
        (
            "expires: 2023-10-30",
            "4:10: warning: expires is 2023-10-30, before date: 2023-10-31, so nobody would see it; mend one of them",
        ),
    ],
)
def test_update_or_expiry_before_the_day_of_publication_is_a_warning(front: str, told: str) -> None:
    _, problems = bad(front)

    assert problems == [f"content/2023/grid.md:{told} [date-order]"]


@pytest.mark.parametrize("front", ["updated: 2023-10-31 00:01", "expires: 2023-10-31"])
def test_update_or_expiry_on_the_day_of_publication_is_in_order(front: str) -> None:
    assert good(front).title


@pytest.mark.parametrize(
    "event", ["2023-10-31", "2023-10-30", "2023-10-30/2023-11-02", "2023-10", "2023", "2023/2024", "2023-10-31/2023-12"]
)
def test_event_that_has_begun_by_the_day_of_publication_is_none_of_the_future(event: str) -> None:
    assert good(f"event_date: {event}").event is not None


@pytest.mark.parametrize("event", ["2023-11", "2024", "2023-11/2023-12"])
def test_month_or_year_of_an_event_after_the_day_of_publication_is_a_warning_too(event: str) -> None:
    _, problems = bad(f"event_date: {event}")

    assert problems == [
        (
            f"content/2023/grid.md:4:13: warning: event_date is {event.partition('/')[0]}, after date: 2023-10-31;"
            " mend the one that is wrong [date-order]"
        )
    ]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (
            "2023-10-31 15:29",
            '"2023-10-31 15:29"; it is a day, a month, a year or a range, without a time of day; write 2023-10-31',
        ),
        ("2023-10-30 - 2023-10-31", '"2023-10-30 - 2023-10-31"; write it as 2023-10-30/2023-10-31'),
    ],
)
def test_cure_of_an_event_date_holds(event: str, told: str) -> None:
    _, problems = bad(f"event_date: {event}")

    assert problems == [f"content/2023/grid.md:4:13: error: event_date is {told} [date-invalid]"]


def test_event_may_be_as_long_as_the_limit_says() -> None:
    _, problems = bad("event_date: 2023-10-01/2023-10-03", config=replace(CONFIG, limits=Limits(event_days=2)))

    assert problems == [
        (
            'content/2023/grid.md:4:13: error: event_date is "2023-10-01/2023-10-03"; it spans more than 2 days;'
            " name its first or most telling day, or write its months: 2023-10 [date-invalid]"
        )
    ]


@pytest.mark.parametrize("key", ["updated", "lastmod", "modified"])
def test_update_is_read_under_each_of_its_keys(key: str) -> None:
    updated = good(f"{key}: 2023-11-01 12:00").updated

    assert updated is not None
    assert updated.iso == "2023-11-01T12:00:00+01:00"


@pytest.mark.parametrize("key", ["summary", "description"])
def test_summary_is_read_under_each_of_its_keys(key: str) -> None:
    assert good(f"{key}: >\n  Two\n  lines.").summary == "Two lines."


def test_remaining_keys_are_read() -> None:
    article = good(
        "draft: yes\npublish_date: 2023-11-01 06:00 +00:00\nexpires: 2024-01-01\nlang: fr\n"
        "extra: {map: {zoom: 08}, tags: [no]}"
    )

    assert article.is_draft
    assert article.publish_at is not None
    assert article.publish_at.iso == "2023-11-01T06:00:00+00:00"
    assert article.expires is not None
    assert article.expires.iso == "2024-01-01T00:00:00+01:00"
    assert article.language == "fr"
    assert article.extra == {"map": {"zoom": "08"}, "tags": ("no",)}


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("draft: maybe", '8: error: draft is "maybe"; it must be true or false [type]'),
        ("draft: [yes]", "8: error: draft is a list; it must be true or false [type]"),
        (
            "summary: [a]",
            "10: error: summary is a list; it must be text: write it in quotes [type]",
        ),
        ("lang: english", '7: error: lang is "english"; it must be a language tag'),
        (
            "extra: a",
            '8: error: extra is "a"; it must be a mapping: keys and values, indented below [type]',
        ),
        (
            "extra: [a]",
            "8: error: extra is a list; it must be a mapping: keys and values, indented below [type]",
        ),
        ("expires: never", '10: error: expires is "never"; write a day as'),
        ("publish_date: [2023-10-31]", "15: error: publish_date is a list; it must be a date such as 2023-10-31"),
        ("updated: 2023-02-30", '10: error: updated is "2023-02-30"; there is no such day [date-invalid]'),
        (
            "event_date: {a: b}",
            (
                "13: error: event_date is a mapping; it must be one date, or two with / between them such as"
                " 2023-10-28/2023-10-30 [type]"
            ),
        ),
        (
            "aliases: {a: b}",
            "10: error: an item of aliases is a mapping; it must be text: write it in quotes [type]",
        ),
        (
            "corrections: soon",
            '14: error: an item of corrections is "soon"; it must be a mapping: keys and values, indented below [type]',
        ),
        (
            "topics: [{nmae: a, name: b}]",
            '11: error: unknown key "nmae"; it is like name, which stands on line 4; keep one of them [key-unknown]',
        ),
        ("topics: [{nmae: a}]", '11: error: unknown key "nmae"; did you mean "name"? [key-unknown]'),
        ("people: {Ada, Bo}", '10: error: "Ada" is a key to YAML and no name; write ["Ada", "Bo"], without a colon'),
        (
            "people: [Ada: Mayor]",
            '10: error: "Ada" is a key to YAML and no name; write "Ada: Mayor", or {name: "Ada", r',
        ),
        ("topics: {Trade}", '10: error: "Trade" is a key to YAML and no name; write "Trade", without a colon'),
        ("people: [{name: '', rôle: ''}]", '21: error: unknown key "rôle"; did you mean "role"? [key-unknown]'),
        ("corrections: [{date: '', tekst: ''}]", '26: error: unknown key "tekst"; did you mean "text"? [key-unknown]'),
        ("tgas: a", '1: error: unknown key "tgas"; did you mean "tags"? [key-unknown]'),
        (
            "Title: a",
            '1: error: unknown key "Title"; it is like title, which stands on line 2; keep one of them, or put',
        ),
        ("title: again", "1: error: title stands here again, first on line 2; keep one of them [key-duplicate]"),
    ],
)
def test_wrong_value_is_an_error_at_its_line_and_column_and_the_rest_is_read(yaml: str, problem: str) -> None:
    article, problems = bad(f"{yaml}\nsource: The Gazette")

    (line,) = problems
    assert line.startswith(f"content/2023/grid.md:4:{problem}")
    assert names(article, "sources") == [("The Gazette", "")]


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/2019/grid.html", "/2019/grid.html"),
        ("/old/", "/old/"),
        ("/a/b/c", "/a/b/c"),
        ("/caf%C3%A9/", "/café/"),
        ("/café/", "/café/"),
        ("/a_b~c.d-e/", "/a_b~c.d-e/"),
    ],
)
def test_old_addresses_are_kept_unquoted(alias: str, path: str) -> None:
    assert [old.path for old in good(f"aliases: [{alias}]").old_urls] == [path]


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("old/path.html", "does not begin with a slash; write /old/path.html"),
        ("old/a path.html", "does not begin with a slash; write /old/a%20path.html"),
        ("old/?x=1", "does not begin with a slash; write /old/"),
        ("AI", "does not begin with a slash; write /AI, or leave it out if it is a name"),
        ("https://example.org/old/path.html", "is a whole address; write the path alone: /old/path.html"),
        ("//example.org/old/?x#y", "is a whole address; write the path alone: /old/"),
        ("/old/?page=2", "has a part after ? or #, by which no host finds a file; write /old/"),
        ("/old.html#part", "has a part after ? or #, by which no host finds a file; write /old.html"),
        ("/?p=123", "is no more than the home page, whatever follows ? or #; leave it out"),
        ("https://example.org/", "is no more than the home page, whatever follows ? or #; leave it out"),
        ("/a path/", "holds a space; write it as %20"),
    ],
)
def test_alias_that_is_no_path_of_the_site_says_how_to_write_it(alias: str, message: str) -> None:
    article, problems = bad(f'aliases: ["{alias}"]')

    assert article.old_urls == ()
    assert problems == [f'content/2023/grid.md:4:11: error: the alias "{alias}" {message} [type]']


def test_old_address_stands_where_it_is_written() -> None:
    assert [str(old.place) for old in good("aliases:\n  - /a/\n  - /b/").old_urls] == [
        "content/2023/grid.md:5:5",
        "content/2023/grid.md:6:5",
    ]


ESCAPES = [
    *("/../x", "/a/../../x", "/..", "/.", "/./x", "..", "../x", "x", "/", "//", "//evil.example", "/a//b", "/a/./b"),
    *(
        "/%2e%2e/x",
        "/%2E%2E/x",
        "/a/%2e%2e/%2e%2e/x",
        "/.%2e/x",
        "/%2f%2fevil.example",
        "/a%2f..%2fb",
        "/a%5cb",
        "/a\\b",
    ),
    *(
        "/_redirects",
        "/_headers",
        "/%5fredirects",
        "/_b/a",
        "/a/.htaccess",
        "/.nojekyll",
        "/.well-known/x",
        "/%2ehtaccess",
        "/.git/config",
    ),
    *("/a b", "/a\tb", "/a\nb", "/a%0ab", "/a%0d%0ab", "/a%00b"),
    *("/*", "/a/*", "/:splat", "/a?b", "/a#b", "/<script>", '/a"b', "/a|b", "/a<b", "/{a}"),
    *("https://evil.example/a", "http://x/a", "javascript:x", "file:///etc/passwd", "C:/x"),
]


@pytest.mark.parametrize("alias", ESCAPES)
def test_alias_that_would_escape_or_give_orders_to_a_host_is_an_error(alias: str) -> None:
    yaml = "".join(f"\\x{ord(char):02x}" if char in '\t\n"\\' else char for char in alias)

    article, problems = bad(f'aliases: ["{yaml}", /good/]')

    assert [old.path for old in article.old_urls] == ["/good/"]
    assert [problem.split(": ")[:2] for problem in problems] == [["content/2023/grid.md:4:11", "error"]]


@settings(deadline=None)
@given(st.text("/._-~%25eE2fF5cC0aA ab\\*:?#é\n", max_size=20).map(lambda text: f"/{text}"))
def test_no_alias_leads_out_of_the_site_or_to_a_hosts_file(alias: str) -> None:
    yaml = alias.replace("\\", "\\\\").replace("\n", "\\n")

    article, _ = bad(f'aliases: ["{yaml}"]')

    for old in article.old_urls:
        parts = old.path.removeprefix("/").removesuffix("/").split("/")
        assert all(part and part[0] != "." for part in parts)
        assert parts[0][0] != "_"
        assert not set(old.path) & set(" \n\\*:?#")


def test_correction_before_the_day_of_publication_is_told() -> None:
    article, problems = bad(
        "corrections:\n  - {date: 2023-10-30, text: Early.}\n  - {text: Same., date: 2023-10-31 09:00}"
    )

    assert [correction.text for correction in article.corrections] == ["Early.", "Same."]
    assert problems == [
        (
            "content/2023/grid.md:5:12: warning: this correction is of 2023-10-30, before date: 2023-10-31;"
            " mend the one that is wrong [date-order]"
        )
    ]


def test_article_was_changed_when_it_was_last_updated_or_corrected() -> None:
    updated = "updated: 2023-11-05 10:00"
    corrected = "corrections: [{date: 2023-11-09, text: B}, {date: 2023-11-02, text: A}]"
    days = [good(lines).changed.day.day for lines in ("", updated, corrected, f"{updated}\n{corrected}")]

    assert days == [31, 5, 9, 9]
    assert good(f"{corrected}\nupdated: 2023-11-10").changed.day == date(2023, 11, 10)
    assert [good(lines).is_changed for lines in ("", updated, corrected)] == [False, True, True]


def test_corrections_have_a_day_and_a_text() -> None:
    article = good(
        "corrections:\n  - {date: 2023-11-02, text: The   grid was\n      not down.}\n"
        "  - date: 3 November 2023\n    text: Nor was it up."
    )

    assert [(correction.made.day, correction.text) for correction in article.corrections] == [
        (date(2023, 11, 2), "The grid was not down."),
        (date(2023, 11, 3), "Nor was it up."),
    ]


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("[{text: a}]", "15: error: a correction has no date; write date: 2023-11-02 [key-missing]"),
        ("[{date: 2023-11-02}]", "15: error: text is missing; write text: what was put right [key-missing]"),
        ("[{date: soon, text: a}]", '22: error: date is "soon"; write a day as 2023-10-31'),
        (
            "[{date: 2023-11-02, text: a, by: b}]",
            '43: error: unknown key "by"; the keys are date and text [key-unknown]',
        ),
        (
            "[a]",
            '15: error: an item of corrections is "a"; it must be a mapping: keys and values, indented below [type]',
        ),
    ],
)
def test_wrong_correction_is_an_error_at_its_place(yaml: str, problem: str) -> None:
    _, problems = bad(f"corrections: {yaml}")

    (line,) = problems
    assert line.startswith(f"content/2023/grid.md:4:{problem}")


def test_problem_of_the_body_stands_at_its_line_of_the_file() -> None:
    _, problems = parse("", body="One.\n\nTwo <script>x</script>.")

    assert problems == [
        (
            "content/2023/grid.md:8:5: warning: <script> is left out for safety; write it as Markdown or text"
            " [html-removed]"
        )
    ]


def test_all_problems_of_a_file_show_at_once() -> None:
    article, problems = parse(
        "people: [[a]]\ndraft: maybe\naliases: [x]\nbla: 1", basics="date: 2023-02-30\n", body="<iframe></iframe>"
    )

    assert article is None
    assert [problem.removeprefix("content/2023/grid.md:").split(": ")[0] for problem in problems] == [
        "8:1",  # a warning
        "2:1",
        "2:7",
        "3:10",
        "4:8",
        "5:11",
        "6:1",
    ]


KEYS = st.sampled_from(
    "title date event_date updated source people topics tags summary slug draft publish_date expires lang aliases"
    " corrections name url role text retrieved x".split()
)
NODES = st.recursive(
    st.sampled_from(["2023-10-31", "03/05/2023", "yes", "''", "~", "/a/", "'/../x'", "https://a.b", "Ada"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {node}" for key, node in pairs.items()) + "}"
        )
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(KEYS, NODES, max_size=6))
def test_values_of_any_type_make_an_article_or_an_error_but_never_a_crash(values: dict[str, str]) -> None:
    article, problems = parse("", basics="".join(f"{key}: {node}\n" for key, node in values.items()))

    assert article is not None or any(": error: " in problem for problem in problems)


def test_empty_date_is_a_missing_date() -> None:
    article, problems = parse("date:", basics="title: T\n")

    assert article is None
    assert [problem.rpartition(" ")[2] for problem in problems] == ["[key-missing]"]


def test_impossible_day_in_a_file_name_is_an_error() -> None:
    _, problems = parse("", basics="title: T\n", path="content/2023-02-30-grid.md")

    assert problems == [
        'content/2023-02-30-grid.md: error: the name begins with "2023-02-30"; there is no such day [date-invalid]'
    ]
