"""A mapping read key by key."""

from collections.abc import Callable

import pytest

from gazette.errors import Problems, error
from gazette.fields import Fields
from gazette.yaml_nodes import Node, Scalar, read_mapping


class Reading:
    """Fields of a YAML text, and what was reported of them."""

    def __init__(self, text: str) -> None:
        self._problems = Problems()
        self.fields = Fields(read_mapping(text, "a.md", self._problems.report), self._problems.report)

    @property
    def problems(self) -> list[str]:
        return [str(problem) for problem in self._problems.in_order()]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("Grid restored", "Grid restored"),
        ("no", "no"),
        ("012", "012"),
        ("'  two   words '", "two words"),
        ("|\n  two\n  lines", "two lines"),
        ('"a\\u00a0b"', "a b"),
        ("''", ""),
    ],
)
def test_text_is_one_line_with_its_white_space_collapsed(yaml: str, expected: str) -> None:
    reading = Reading(f"title: {yaml}")

    assert reading.fields.text("title") == expected
    assert reading.problems == []


@pytest.mark.parametrize(
    "yaml", ["other: x", "title:", "title: ~", "title: ''", "title: '  '", "title: []", "title: ['']"]
)
def test_absent_or_empty_key_has_the_default(yaml: str) -> None:
    reading = Reading(yaml)

    assert reading.fields.text("title", default="Untitled") == "Untitled"
    assert reading.problems == []


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        (
            "[a, b]",
            "title is a list; it must be text: write it in quotes",
        ),
        (
            "{a: b}",
            "title is a mapping; it must be text: write it in quotes",
        ),
    ],
)
def test_text_of_a_wrong_type_is_reported_at_its_value(yaml: str, words: str) -> None:
    reading = Reading(f"title: {yaml}")

    assert reading.fields.text("title") == ""
    assert reading.problems == [f"a.md:1:8: error: {words} [type]"]


@pytest.mark.parametrize("word", ["true", "yes", "on", "True", "YES", "'on'"])
def test_words_of_assent_are_true(word: str) -> None:
    assert Reading(f"draft: {word}").fields.flag("draft")


@pytest.mark.parametrize("word", ["false", "no", "off", "No", "OFF"])
def test_words_of_denial_are_false(word: str) -> None:
    reading = Reading(f"draft: {word}")

    assert not reading.fields.flag("draft", default=True)
    assert reading.problems == []


@pytest.mark.parametrize("yaml", ["maybe", "1", "y", "[true]", "{}"])
def test_flag_that_is_neither_true_nor_false_is_reported(yaml: str) -> None:
    reading = Reading(f"draft: {yaml}")

    assert reading.fields.flag("draft", default=True)
    (problem,) = reading.problems
    assert problem.startswith("a.md:1:8: error: draft is ")
    assert problem.endswith("; it must be true or false [type]")


@pytest.mark.parametrize(("yaml", "number"), [("1", 1), ("20", 20), ("007", 7), ("999999999999", 999_999_999_999)])
def test_whole_number_is_read(yaml: str, number: int) -> None:
    assert Reading(f"n: {yaml}").fields.whole("n", default=5, least=1) == number


@pytest.mark.parametrize("yaml", ["ten", "0", "-1", "1.5", "1e3", "1_000", "٣", "²", "[1]", "9999999999999"])
def test_what_is_no_whole_number_from_the_least_is_reported(yaml: str) -> None:
    reading = Reading(f"n: {yaml}")

    assert reading.fields.whole("n", default=5, least=1) == 5
    (problem,) = reading.problems
    assert problem.startswith("a.md:1:4: error: n is ")
    assert problem.endswith("; it must be a whole number from 1 [type]")


def test_reason_of_a_parser_follows_what_is_wanted() -> None:
    def parse(_: str) -> str:
        raise ValueError("try harder")

    reading = Reading("key: x")

    assert reading.fields.scalar(("key",), "a thing", parse, "default") == "default"
    assert reading.problems == ['a.md:1:6: error: key is "x"; it must be a thing; try harder [type]']


def test_second_spelling_of_a_key_is_read_like_the_first() -> None:
    assert Reading("lastmod: x").fields.text("updated", "lastmod") == "x"


def test_two_spellings_of_a_key_are_reported_at_the_second_one_of_the_list() -> None:
    reading = Reading("lastmod: x\nupdated: y")

    assert reading.fields.text("updated", "lastmod") == "y"
    assert reading.problems == ["a.md:1:1: error: updated and lastmod mean the same; keep one of them [key-duplicate]"]


def test_single_value_is_a_list_of_one() -> None:
    assert [text.text for text in Reading("people: Ada").fields.texts("people")] == ["Ada"]


def test_texts_of_a_list_keep_order_and_place() -> None:
    texts = Reading("people:\n  - Bo\n  - ' Ada  Example '\n").fields.texts("people")

    assert [(text.text, str(text.place)) for text in texts] == [("Bo", "a.md:2:5"), ("Ada Example", "a.md:3:5")]


@pytest.mark.parametrize(("item", "found"), [("[x]", "a list"), ("{x: y}", "a mapping")])
def test_item_that_is_no_text_is_reported_and_the_rest_read(item: str, found: str) -> None:
    reading = Reading(f"people: [{item}, Ada]")

    assert [text.text for text in reading.fields.texts("people")] == ["Ada"]
    cure = "; delete it" if found == "empty" else ": write it in quotes"
    assert reading.problems == [f"a.md:1:10: error: an item of people is {found}; it must be text{cure} [type]"]


@pytest.mark.parametrize("item", ["''", "~", "' '", "[]", "['']", "[['']]", "{}"])
def test_item_that_says_nothing_is_none(item: str) -> None:
    reading = Reading(f"people: [{item}, Ada]")

    assert [text.text for text in reading.fields.texts("people")] == ["Ada"]
    assert reading.problems == []


@pytest.mark.parametrize(
    "yaml", ["people:", "people: []", "people: ''", "people: ['']", "people: [~, ' ']", "other: x"]
)
def test_empty_list_has_no_items(yaml: str) -> None:
    reading = Reading(yaml)

    assert reading.fields.each("people") == ()
    assert reading.problems == []


def test_child_is_read_as_fields_of_its_own() -> None:
    reading = Reading("source: {name: The Gazette, ulr: x}")

    child = reading.fields.child("source")

    assert child is not None
    assert child.text("name") == "The Gazette"
    assert child.text("url") == ""
    child.finish()
    assert reading.problems == ['a.md:1:29: error: unknown key "ulr"; did you mean "url"? [key-unknown]']


def read_child(fields: Fields) -> object:
    return fields.child("key")


def read_children(fields: Fields) -> object:
    return list(fields.children("key")) or None


def read_extra(fields: Fields) -> object:
    return fields.extra() or None


@pytest.mark.parametrize(("read", "key"), [(read_child, "key"), (read_children, "key"), (read_extra, "extra")])
@pytest.mark.parametrize(("yaml", "found"), [("x", '"x"'), ("[a]", "a list")])
def test_what_is_no_mapping_is_reported(read: Callable[[Fields], object], key: str, yaml: str, found: str) -> None:
    reading = Reading(f"{key}: {yaml}")

    assert read(reading.fields) is None
    assert reading.problems == [
        f"a.md:1:{len(key) + 3}: error: {key} is {found}; it must be a mapping: keys and values, indented below [type]"
    ]


def test_children_come_with_the_places_of_their_keys() -> None:
    reading = Reading("taxonomies:\n  places: {}\n  people: x\n")

    found: list[tuple[str, Node, str]] = [
        (name, node, str(place)) for name, node, place in reading.fields.children("taxonomies")
    ]

    assert [(name, place) for name, _, place in found] == [("places", "a.md:2:3"), ("people", "a.md:3:3")]
    assert isinstance(found[1][1], Scalar)


def test_extra_keeps_every_value_as_text_list_or_mapping() -> None:
    fields = Reading("extra: {a: 010, b: [no, {c: 12:30}], d: {}, e: }").fields

    assert fields.extra() == {"a": "010", "b": ("no", {"c": "12:30"}), "d": {}, "e": ""}


def test_key_that_nobody_asked_for_is_reported_at_its_place_with_the_nearest_known_one() -> None:
    reading = Reading("title: x\ntgas: y")
    reading.fields.text("title")
    reading.fields.texts("topics", "tags")

    reading.fields.finish()

    assert reading.problems == ['a.md:2:1: error: unknown key "tgas"; did you mean "tags"? [key-unknown]']


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("topics: z\ntgas: y", "it is like tags, for which topics stands on line 1; keep one of them"),
        ("title: z\nTitle: y", "it is like title, which stands on line 1; keep one of them"),
        ("title: z\nheading: y", "the keys are tags, title and topics"),
        ("title:\nTitle: y", "write title"),
    ],
)
def test_nobody_is_told_to_write_a_key_that_stands_there_already(yaml: str, words: str) -> None:
    reading = Reading(yaml)
    reading.fields.text("title")
    reading.fields.texts("topics", "tags")

    reading.fields.finish()

    key = yaml.split("\n")[1].split(":", maxsplit=1)[0]
    assert reading.problems == [f'a.md:2:1: error: unknown key "{key}"; {words} [key-unknown]']


@pytest.mark.parametrize(
    ("yaml", "problem"),
    [
        ("titel: y", 'unknown key "titel"; did you mean "title"? [key-unknown]'),
        ("title:y: x", 'unknown key "title:y"; it lacks a space: write title: y [key-unknown]'),
        ("titles: y", 'unknown key "titles"; did you mean "title"? [key-unknown]'),
        ("zzz: y", "title is missing"),
        ("title:", "title is missing"),
    ],
)
def test_missing_key_is_told_once(yaml: str, problem: str) -> None:
    reading = Reading(yaml)
    fields = reading.fields
    if not fields.text("title"):
        fields.tell_missing("title", error(fields.place, "title is missing", "key-missing"))

    fields.finish()

    assert [line for line in reading.problems if "zzz" not in line] == [
        f"a.md:1:1: error: {problem}{'' if '[' in problem else ' [key-missing]'}"
    ]


def test_unknown_key_that_is_like_none_lists_the_known_ones() -> None:
    reading = Reading("zzz: 1")
    reading.fields.text("title")
    reading.fields.text("date")

    reading.fields.finish()

    assert reading.problems == ['a.md:1:1: error: unknown key "zzz"; the keys are date and title [key-unknown]']


def test_place_of_a_key_is_its_value_and_of_a_missing_one_the_mapping() -> None:
    fields = Reading("\n  a: x\n  title: y").fields

    assert str(fields.place_of("title")) == "a.md:3:10"
    assert str(fields.place_of("none")) == "a.md:2:3"


def test_key_that_is_written_but_empty_is_there() -> None:
    fields = Reading("date:").fields

    assert fields.has("date")
    assert not fields.has("title")
    assert fields.node("date") is None


@pytest.mark.parametrize(
    ("yaml", "cure"),
    [
        ("Title: x", "write title"),
        ("TITLE: x", "write title"),
        ("tilte: x", 'did you mean "title"?'),
        ("tіtle: x", "it looks the same, but its і is a cyrillic small letter byelorussian-ukrainian i, U+0456"),
        ("ti\u200btle: x", "it has a character that nobody sees (zero width space, U+200B); delete it"),
        ("{title x}", "it lacks a colon: write title: x"),
        ("{title https://a.b}", "it lacks a colon: write title: https://a.b"),
        ("{title:x}", "it lacks a space: write title: x"),
        ("zzz: x", "the keys are"),
    ],
)
def test_unknown_key_has_a_cure_that_does_not_look_like_what_stands_there(yaml: str, cure: str) -> None:
    reading = Reading(yaml)
    reading.fields.text("title")
    reading.fields.finish()

    (problem,) = [line for line in reading.problems if line.endswith("[key-unknown]")]
    assert f"; {cure}" in problem


@pytest.mark.parametrize("value", ["", "''", "[]", "['']", "~"])
def test_of_two_keys_that_mean_the_same_one_may_be_empty(value: str) -> None:
    reading = Reading(f"topics: {value}\ntags: Grid")

    assert [text.text for text in reading.fields.texts("topics", "tags")] == ["Grid"]
    assert reading.problems == []


def test_mapping_of_empty_values_keeps_its_keys() -> None:
    reading = Reading("extra: {mood: '', list: ['']}")

    assert reading.fields.extra() == {"mood": "", "list": ("",)}
