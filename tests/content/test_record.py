"""Records of people, topics, sources and others."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.config import Config
from gazette.content.files import Source
from gazette.content.record import Record, Role, parse_record
from gazette.errors import Problems

CONFIG = Config(title="The Desk")


def parse(taxonomy: str, keys: str, *, name: str = "name: Ada Example\n") -> tuple[Record | None, list[str]]:
    problems = Problems()
    source = Source(path=f"content/{taxonomy}/ada.md", text=f"---\n{name}{keys}\n---\nA biography.\n")
    record = parse_record(taxonomy, source, CONFIG, problems.report)
    return record, [str(problem) for problem in problems.in_order()]


def good(taxonomy: str, keys: str) -> Record:
    record, problems = parse(taxonomy, keys)
    assert problems == []
    assert record is not None
    return record


def test_name_makes_a_record() -> None:
    record = good("people", "")

    assert (record.path, record.taxonomy, record.name) == ("content/people/ada.md", "people", "Ada Example")
    assert str(record.place) == "content/people/ada.md:2:7"
    assert record.body.html == "<p>A biography.</p>"
    assert (record.slug, record.aliases, record.roles, record.image, record.parent) == ("", (), (), None, None)


def test_person_has_all_keys_of_people() -> None:
    record = good(
        "people",
        "sort_name: Example, Ada\naliases: [A. Example, ' Ada   E. ']\ndescription: Mayor\nslug: ada-e\n"
        "same_as: [https://www.wikidata.org/wiki/Q1]\nimage: ada.jpg\nextra: {born: 0900}\n"
        "roles: [{title: Mayor, organisation: Bern, from: 2019-09-18, to: 2024}]",
    )

    assert (record.sort_name, record.description, record.slug) == ("Example, Ada", "Mayor", "ada-e")
    assert [(alias.text, str(alias.place)) for alias in record.aliases] == [
        ("A. Example", "content/people/ada.md:4:11"),
        ("Ada E.", "content/people/ada.md:4:23"),
    ]
    assert record.same_as == ("https://www.wikidata.org/wiki/Q1",)
    assert record.image is not None
    assert record.image.text == "ada.jpg"
    assert record.extra == {"born": "0900"}
    assert record.roles == (
        Role(
            title="Mayor",
            organisation="Bern",
            start="2019-09-18",
            end="2024",
            first=date(2019, 9, 18),
            last=date(2024, 12, 31),
        ),
    )


def test_topic_has_parent_and_related() -> None:
    record = good("topics", "parent: energy\nrelated: [grid, power]\nsummary: What lights the lamps")

    assert record.parent is not None
    assert (record.parent.text, [name.text for name in record.related]) == ("energy", ["grid", "power"])
    assert record.description == "What lights the lamps"


@pytest.mark.parametrize("taxonomy", ["people", "topics", "sources", "places"])
def test_every_record_may_be_distinct_from_others(taxonomy: str) -> None:
    record = good(taxonomy, "distinct_from: [Ada Sample, Ida Example]")

    assert [name.text for name in record.distinct_from] == ["Ada Sample", "Ida Example"]
    assert [name.text for name in good(taxonomy, "distinct_from: Ada Sample").distinct_from] == ["Ada Sample"]


def test_source_has_address_and_kind() -> None:
    record = good("sources", "url: https://example.org\nkind: newspaper")

    assert (record.url, record.kind) == ("https://example.org", "newspaper")


def test_taxonomy_of_ones_own_has_all_keys() -> None:
    record = good(
        "places", "sort_name: a\nparent: b\nrelated: c\nurl: https://d.e\nkind: f\nroles: {title: g}\nimage: h.png"
    )

    assert (record.sort_name, record.url, record.kind, record.roles[0].title) == ("a", "https://d.e", "f", "g")


@pytest.mark.parametrize(
    ("taxonomy", "keys"),
    [
        ("people", ["parent: a", "related: a", "url: https://a.b", "kind: a"]),
        (
            "topics",
            ["sort_name: a", "roles: []", "same_as: https://a.b", "image: a.png", "url: https://a.b", "kind: a"],
        ),
        ("sources", ["sort_name: a", "roles: []", "same_as: https://a.b", "image: a.png", "parent: a", "related: a"]),
    ],
)
def test_key_of_another_taxonomy_is_an_error(taxonomy: str, keys: list[str]) -> None:
    for key in keys:
        _, problems = parse(taxonomy, key)

        name = key.partition(":")[0]
        (problem,) = problems
        assert problem.startswith(f"content/{taxonomy}/ada.md:3:")
        assert problem.endswith(f"error: records in {taxonomy} have no {name}; remove it [key-unknown]")


@pytest.mark.parametrize("name", ["", "name:\n", "name: ''\n"])
def test_record_without_a_name_is_an_error(name: str) -> None:
    record, problems = parse("people", "", name=name)

    assert record is None
    (problem,) = problems
    state = "empty" if name else "missing"
    assert problem.endswith(f"error: name is {state}; write name: The name as it is shown [key-missing]")


def test_file_without_front_matter_is_an_error_and_no_record() -> None:
    problems = Problems()

    assert parse_record("people", Source(path="content/people/a.md", text="Ada"), CONFIG, problems.report) is None
    assert [problem.code for problem in problems.in_order()] == ["front-matter-missing"]


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        (
            "aliases: [[a]]",
            "11: error: an item of aliases is a list; it must be text: write it in quotes [type]",
        ),
        ("slug: A B", '7: error: slug is "A B"; it must be lower-case letters'),
        ("same_as: Q1", '10: error: same_as has "Q1"; an address begins with https:// or http:// [type]'),
        ("same_as: ['javascript:x']", '11: error: same_as has "javascript:x"; an address begins with'),
        (
            "image: {a: b}",
            "8: error: image is a mapping; it must be text: write it in quotes [type]",
        ),
        (
            "sort_name: [a]",
            "12: error: sort_name is a list; it must be text: write it in quotes [type]",
        ),
        (
            "roles: Mayor",
            '8: error: an item of roles is "Mayor"; it must be a mapping: keys and values, indented below [type]',
        ),
        ("roles: [{organisation: Bern}]", "9: error: title is missing; write title: Secretary General [key-missing]"),
        ("roles: [{title: a, since: 2019}]", '20: error: unknown key "since"; the keys are from, organisation,'),
        ("roles: [{title: a, from: 09/2019}]", '26: error: from is "09/2019"; write it as 2019-09 [date-invalid]'),
        (
            "roles: [{title: a, to: 2019-13}]",
            '24: error: to is "2019-13"; there is no such month; they run from 01 to 12 [date-invalid]',
        ),
        (
            "roles: [{title: a, from: 2020, to: 2019-12}]",
            "36: error: to is 2019-12, before from: 2020; swap them [date-invalid]",
        ),
        ("alias: a", '1: error: unknown key "alias"; did you mean "aliases"? [key-unknown]'),
        (
            "extra: a",
            '8: error: extra is "a"; it must be a mapping: keys and values, indented below [type]',
        ),
    ],
)
def test_wrong_value_is_an_error_at_its_line_and_column_and_the_rest_is_read(keys: str, problem: str) -> None:
    record, problems = parse("people", f"{keys}\ndescription: Mayor")

    (line,) = problems
    assert line.startswith(f"content/people/ada.md:3:{problem}")
    assert record is not None
    assert record.description == "Mayor"


def test_days_of_a_role_are_shown_in_one_form_and_years_and_months_as_written() -> None:
    roles = good("people", "roles: [{title: a, from: 18 September 2019, to: 2020-02}, {title: b, to: 2021}]").roles

    assert [(role.start, role.end) for role in roles] == [("2019-09-18", "2020-02"), ("", "2021")]


def test_role_that_ends_before_it_begins_is_left_out_and_the_others_read() -> None:
    record, _ = parse("people", "roles: [{title: a, from: 2020, to: 2019}, {title: b, from: 2020-05, to: 2020}]")

    assert record is not None
    assert [role.title for role in record.roles] == ["b"]


@pytest.mark.parametrize(
    ("dates", "held", "not_held"),
    [
        ("from: 2019-09-18, to: 2024-09-17", ["2019-09-18", "2022-01-01", "2024-09-17"], ["2019-09-17", "2024-09-18"]),
        ("from: 2019, to: 2020-02", ["2019-01-01", "2020-02-29"], ["2018-12-31", "2020-03-01"]),
        ("from: 2019-09", ["2019-09-01", "9999-12-31"], ["2019-08-31"]),
        ("to: 2019", ["1000-01-01", "2019-12-31"], ["2020-01-01"]),
        ("organisation: Bern", [], ["1000-01-01", "2023-10-31"]),
    ],
)
def test_role_covers_the_days_from_its_first_to_its_last(dates: str, held: list[str], not_held: list[str]) -> None:
    (role,) = good("people", f"roles: [{{title: Mayor, {dates}}}]").roles

    assert [day for day in held + not_held if role.covers(date.fromisoformat(day))] == held


NODES = st.recursive(
    st.sampled_from(["2019", "Ada", "yes", "''", "~", "https://a.b", "2019-13"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["title", "from", "to", "x"]), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {node}" for key, node in pairs.items()) + "}"
        )
    ),
    max_leaves=6,
)
KEYS = "name aliases slug sort_name description roles same_as image url kind parent related extra".split()


@settings(deadline=None)
@given(
    st.sampled_from(["people", "topics", "sources", "places"]),
    st.dictionaries(st.sampled_from(KEYS), NODES, max_size=6),
)
def test_values_of_any_type_make_a_record_or_an_error_but_never_a_crash(taxonomy: str, values: dict[str, str]) -> None:
    record, problems = parse(taxonomy, "".join(f"{key}: {node}\n" for key, node in values.items()), name="")

    assert record is not None or any(": error: " in problem for problem in problems)


EMPTY = """\
sort_name: ""
aliases: [""]
description: ""
slug: ""
roles: [{title: "", organisation: "", from: "", to: ""}]
same_as: [""]
image: ""
distinct_from: ""
"""


def test_empty_strings_of_a_cms_are_no_values() -> None:
    assert good("people", EMPTY) == good("people", "")
