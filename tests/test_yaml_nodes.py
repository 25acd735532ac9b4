"""YAML read as text that knows its place."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.errors import InputError, Place, Problems
from gazette.fields import plain
from gazette.yaml_nodes import MAX_DEPTH, Mapping, Scalar, describe, read_mapping


def read(text: str, *, first_line: int = 1) -> tuple[Mapping, list[str]]:
    problems = Problems()
    mapping = read_mapping(text, "a.yaml", problems.report, first_line=first_line)
    return mapping, [str(problem) for problem in problems.in_order()]


def refusal(text: str, *, first_line: int = 1) -> str:
    with pytest.raises(InputError) as caught:
        read(text, first_line=first_line)
    (problem,) = caught.value.problems
    return str(problem)


def value(yaml: str) -> Scalar:
    ((_, node),) = read(f"key: {yaml}")[0].items
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    "text",
    "no No yes on off true FALSE null Null .nan .inf 12:30 1:45:14 010 012 0x1F 0o17 0b1 1e3 1_000 -0 +1 1.0"
    " 2023-10-31 2023-10-31T15:29:00Z 31 = x#y http://example.org".split(),
)
def test_scalar_stays_text_whatever_it_looks_like(text: str) -> None:
    assert value(text).text == text
    assert not value(text).is_null


@settings(deadline=None)
@given(
    st.one_of(
        st.integers().map(str),
        st.floats().map(str),
        st.booleans().map(str),
        st.dates().map(str),
        st.times().map(str),
        st.datetimes().map(str),
        st.complex_numbers().map(lambda number: str(number).strip("()")),
        st.from_regex(r"[0-9][0-9_.:eExXoObB+-]{0,12}[0-9]", fullmatch=True),
    )
)
def test_number_or_date_of_any_kind_stays_text(text: str) -> None:
    assert value(text).text == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from("\n\t")))
def test_quoted_text_of_any_kind_comes_back_as_it_was(text: str) -> None:
    assert value(json.dumps(text, ensure_ascii=False)).text == text


@pytest.mark.parametrize(("yaml", "is_null"), [("", True), ("~", True), ("''", False), ('"~"', False), ("null", False)])
def test_only_an_empty_value_and_an_unquoted_tilde_are_null(yaml: str, is_null: bool) -> None:
    assert value(yaml).is_null is is_null


def test_keys_and_values_know_line_and_column() -> None:
    mapping, _ = read("title: Grid\npeople:\n  - Ada\n  - {name:   Bo}\n")

    (title, grid), (people, names) = mapping.items
    assert [str(node.place) for node in (title, grid, people, names)] == [
        "a.yaml:1:1",
        "a.yaml:1:8",
        "a.yaml:2:1",
        "a.yaml:3:3",
    ]
    assert not isinstance(names, Scalar)
    ada, bo = names.items
    assert isinstance(ada, Scalar)
    assert isinstance(bo, Mapping)
    ((_, name),) = bo.items
    assert [str(node.place) for node in (ada, bo, name)] == ["a.yaml:3:5", "a.yaml:4:5", "a.yaml:4:14"]


def test_column_counts_characters_not_bytes() -> None:
    ((_, first), (_, second)) = read("{日本: é, 😀x: ü}")[0].items

    assert (first.place.column, second.place.column) == (6, 13)


def test_lines_count_from_the_first_line_that_is_given() -> None:
    mapping, problems = read("a: 1\na: 2", first_line=2)

    assert str(mapping.items[0][1].place) == "a.yaml:2:4"
    assert problems == ["a.yaml:3:1: error: a stands here again, first on line 2; keep one of them [key-duplicate]"]
    assert refusal("a: 1\nb: *x", first_line=2).startswith("a.yaml:3:4: ")


def test_key_that_comes_twice_is_reported_and_its_first_value_kept() -> None:
    mapping, problems = read("é: 1\nb: 2\né: 3")

    assert plain(mapping) == {"é": "1", "b": "2"}
    assert problems == ["a.yaml:3:1: error: é stands here again, first on line 1; keep one of them [key-duplicate]"]


def test_key_that_comes_twice_deep_inside_is_reported_at_its_own_place() -> None:
    _, problems = read("list:\n  - name: a\n    name: b\n  - {x: 1, x: 2, x: 3}\n")

    assert [problem.split(": ")[0] for problem in problems] == ["a.yaml:3:5", "a.yaml:4:12", "a.yaml:4:18"]


def test_same_key_in_two_mappings_is_no_duplicate() -> None:
    mapping, problems = read("a: {x: 1}\nb: {x: 2}")

    assert (plain(mapping), problems) == ({"a": {"x": "1"}, "b": {"x": "2"}}, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "~", "---\n", "{}"])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert read(text)[0].items == ()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("b: *x", "1:4", "the YAML alias *x is not read; write the value out"),
        ("a: 1\nb: [*x]", "2:5", "the YAML alias *x is not read"),
        ("a: &x 1\nb: [*x]", "1:4", 'the YAML anchor "&x" is not read'),
        ("<<: {a: b}", "1:1", "the YAML merge key << is not read"),
        ("a:\n  <<: {}", "2:3", "the YAML merge key << is not read"),
        ("a: !!str x", "1:4", 'the YAML tag "!!str" is not read'),
        ("a: !!python/object:os.system x", "1:4", 'the YAML tag "!!python/object:os.system"'),
        ("a: !own [x]", "1:4", 'the YAML tag "!own" is not read'),
        ("!!map {a: b}", "1:1", 'the YAML tag "!!map" is not read'),
        (
            "? [a]\n: b",
            "1:3",
            "a key is a list; it must be text",
        ),
        (
            "? {a: b}\n: c",
            "1:3",
            "a key is a mapping; it must be text",
        ),
        ("a: b\n---\nc: d", "2:1", "a second document begins here"),
        ("just words", "1:1", "this line has no key with a colon"),
        ("- a", "1:1", "this is a list; it must be keys and values"),
        ("a: b: c", "1:5", "a colon inside this value"),
        ("a: b\n\tc: d", "2:1", "a tab stands before this line"),
        ("a: x\nb: @c", "2:4", "a value cannot begin with @"),
        ("é: 'a'b", "1:6", "to YAML this apostrophe ends the quotation"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(text: str, place: str, words: str) -> None:
    problem = refusal(text)

    assert problem.startswith(f"a.yaml:{place}: error: {words}")
    assert problem.endswith(" [yaml-syntax]")


def test_values_nest_as_deep_as_the_limit_and_no_deeper() -> None:
    deepest, too_deep = MAX_DEPTH, MAX_DEPTH + 1

    assert len(read(f"a: {'[' * deepest}{']' * deepest}")[0].items) == 1
    assert refusal(f"a: {'[' * too_deep}{']' * too_deep}") == (
        "a.yaml:1:24: error: values nest deeper than 20 levels; make it flatter [yaml-syntax]"
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused_and_not_a_crash(opening: str) -> None:
    assert "values nest deeper than 20 levels" in refusal(opening * 50_000)


def test_bomb_of_aliases_is_refused_at_its_first_one() -> None:
    levels = "\n".join(f"k{n}: [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))

    assert refusal(f"k0: [x]\n{levels}").startswith("a.yaml:2:6: error: the YAML alias *a0 is not read")


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\x1b", "\\x7f", "\\x9f", "\\uffff"])
def test_escaped_control_character_is_left_out_with_a_warning(escape: str) -> None:
    mapping, problems = read(f'a: 1\nkey: "x{escape}y"')

    assert plain(mapping) == {"a": "1", "key": "xy"}
    assert problems == [
        (
            "a.yaml:2:6: warning: an escaped control character is left out, since no page or feed can hold it;"
            " delete it [control-character]"
        )
    ]


YAML_SIGNS = st.sampled_from(
    [*"[]{}:,-?&*!|>'\"%@`#~<=.\\\n\t ", "a", "é", ": ", "- ", "\n  ", "---\n", "<<: ", "\\x00"]
)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.lists(YAML_SIGNS).map("".join))
def test_any_text_is_read_or_refused_by_an_input_error_and_nothing_else(text: str) -> None:
    problems = Problems()
    try:
        mapping = read_mapping(text, "a.yaml", problems.report)
    except InputError as refused:
        mapping = Mapping((), Place(path="a.yaml"))
        refused.tell(problems.report)

    assert not any(re.search("[\x00-\x08\x0b-\x1f\x7f]", key.text) for key, _ in mapping.items)
    assert all(problem.place.line and problem.place.column for problem in problems.in_order())


@pytest.mark.parametrize(("yaml", "words"), [("", "empty"), ("ten", '"ten"'), ("''", '""')])
def test_scalar_is_described_as_what_it_says(yaml: str, words: str) -> None:
    assert describe(value(yaml)) == words


def test_lists_and_mappings_are_described_as_such() -> None:
    (_, first), (_, second) = read("a: [1]\nb: {c: d}")[0].items

    assert (describe(first), describe(second)) == ("a list", "a mapping")
