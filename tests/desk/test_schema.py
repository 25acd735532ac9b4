"""Schemas say what the readers of front matter say, about every key and many values."""

import json
import re
from collections.abc import Sequence
from typing import Any

import jsonschema
import pytest
import yaml

from gazette.keys import ARTICLE, PAGE, Kind, all_names, record_keys
from gazette.yaml_nodes import Mapping, Node, Scalar, read_mapping
from gazette.yaml_nodes import Sequence as ListNode
from tests.mini_site import MiniSite

GOOD: dict[Kind, Sequence[str]] = {
    Kind.TEXT: ("A word", "12", "no", "1.5e3", "'quoted'", "~", "", "''"),
    Kind.FLAG: ("true", "No", "ON", "'off'", ""),
    Kind.LANGUAGE: ("fr", "pt-BR", ""),
    Kind.SLUG: ("own", "a-1", "2692", "true", "", "''"),
    Kind.OLD_SLUG: ("own", "My_Old.Slug", "a--b", "-a", "a~", "2692", "1.5", "true", "x" * 240, "", "''"),
    Kind.ADDRESS: ("https://example.org/a?b#c", "http://example.org", "", "''"),
    Kind.DAY: ("2023-10-31", "31 October 2023", "", "''"),
    Kind.MOMENT: (
        "2023-10-31",
        "' 2023-10-31 '",
        "31 october 2023 15:29 UTC",
        "2023-10-31 15:29 (GMT-3)",
        "2023-10-31 15:29",
        "2014-05-29 1:45:14 -0400",
        "2023-10-31T15:29:00.5Z",
        "2023-10-31t15:29:00z",
        "31 October 2023 15:29 (UTC+04:00)",
        "",
    ),
    Kind.SPAN: (
        "2023-10-28",
        "2023-10-28/2023-10-30",
        "28 October 2023 / 30 October 2023",
        "1919",
        "1919-06",
        "1919/1921",
        "1919-06/2 July 1919",
        "",
    ),
    Kind.PARTIAL: ("2019", "2019-09", "2019-09-18", "18 September 2019", ""),
    Kind.TEXTS: ("One", "[One, Two]", "[]", "", "''", "['']", "[' ', One]"),
    Kind.ADDRESSES: ("https://example.org/", "[https://example.org/, http://example.com]", ""),
    Kind.OLD_URLS: ("/2019/grid.html", "[/a/, /b]", ""),
    Kind.NAME: ("The Wire", "{name: The Wire}", ""),
    Kind.NAMES: ("Ada", "[Ada, {name: Bea, role: Mayor}]", "{name: Ada}", "[]", "", "''", "['', Ada]"),
    Kind.ANYTHING: ("{mood: [good, {better: 1}]}", ""),
}
BAD: dict[Kind, Sequence[str]] = {
    Kind.TEXT: ("[A]", "{a: b}"),
    Kind.FLAG: ("maybe", "[true]"),
    Kind.LANGUAGE: ("f", "french!", "[fr]"),
    Kind.SLUG: ("Own", "a b", "con", "-a", "[own]", "x" * 241),
    Kind.OLD_SLUG: ("a b", "Con", "con.txt", "INDEX", "a.", ".a", "_a", "a.Html", "a/b", "é", "[own]", "x" * 241),
    Kind.ADDRESS: ("example.org", "ftp://example.org", "[https://example.org]"),
    Kind.DAY: ("3 May", "2023", "2023-10-31 15:29", "31/10/2023"),
    Kind.MOMENT: (
        "3 May",
        "31 Oct 2023",
        "2023-13-01",
        "2023-10-31 25:00",
        "2023-10-31 15:29 foo",
        "2023-10",
        "10/31/2023",
        "[2023-10-31]",
        "yesterday",
    ),
    Kind.SPAN: ("2023-10-28/", "1919-13", "1919?", "1919/..", "a/b", "2023-10-28 15:29", "[2023-10-28]"),
    Kind.PARTIAL: ("19", "2019-9", "since 2019", "[2019]"),
    Kind.TEXTS: ("{a: b}", "[[One]]", "[{a: b}]"),
    Kind.ADDRESSES: ("example.org", "[https://example.org, x]"),
    Kind.OLD_URLS: ("old", "/*", "//x", "/a?b", "[/a/, b]", "'/a b/'"),
    Kind.NAME: ("[The Wire, Another]", "{url: 'https://example.org'}", "{name: A, nmae: B}"),
    Kind.NAMES: ("[[Ada]]", "[{role: Mayor}]", "{name: Ada, rle: x}"),
    Kind.ANYTHING: ("x", "[a]"),
}
MORE_GOOD = {
    "corrections": ("[{date: 2023-11-02, text: A figure}]", "{date: 2 November 2023, text: x}", "[]", ""),
    "roles": ("[{title: Mayor, from: 2019, to: 2023-10-30}]", "[{title: Clerk, organisation: The Mill}]", "[]", ""),
    "source": (
        "{name: A, url: https://a.example/1, via: B}",
        "{name: A, retrieved: 2024-01-01, archive_url: https://b.example}",
    ),
}
MORE_BAD = {
    "corrections": (
        *("x", "[x]", "[{date: 2023-11-02}]", "[{text: x}]", "[{date: x, text: y}]"),
        "[{date: 2023-11-02, text: x, by: y}]",
    ),
    "roles": ("x", "[x]", "[{organisation: The Mill}]", "[{title: A, from: soon}]", "[{title: A, till: 2019}]"),
    "source": ("{name: A, retrieved: soon}", "{name: A, url: x}"),
}
NOT_EMPTY = {"title", "name", "date"}
"""Keys that must have a value where they stand; the name of a file may say the date, but not here."""
BASICS = {"article": "title: Grid\ndate: 2023-10-31\n", "page": "title: About\n"}
FILES = {"article": "content/grid.md", "page": "content/pages/about.md"}
KEYS = {
    "article": ARTICLE,
    "page": PAGE,
    "person": tuple(record_keys("people")),
    "topic": tuple(record_keys("topics")),
    "source": tuple(record_keys("sources")),
    "place": tuple(record_keys("places")),
}
FOLDERS = {"person": "people", "topic": "topics", "source": "sources", "place": "places"}


def resolved(node: Node) -> Any:
    """Return a node as YAML 1.2 has it, which is what editors' language servers read."""
    if isinstance(node, Mapping):
        return {key.text: resolved(value) for key, value in node.items}
    if isinstance(node, ListNode):
        return [resolved(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.is_null:
        return None
    if node.text in ("true", "false", "True", "False"):
        return node.text.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"[0-9.]+(e[0-9]+)?", node.text) else node.text


@pytest.fixture
def site(site: MiniSite) -> MiniSite:
    site.configure("taxonomies: {people: {}, topics: {}, sources: {}, places: {singular: place}}")
    return site


def schema_of(site: MiniSite, what: str) -> Any:
    run = site.gazette("schema", what)
    assert (run.status, run.err) == (0, "")
    schema = json.loads(run.out)
    jsonschema.Draft7Validator.check_schema(schema)
    return schema


def is_valid(schema: Any, yaml: str) -> bool:
    mapping = read_mapping(yaml, "x", lambda _: None)
    return bool(jsonschema.Draft7Validator(schema).is_valid(resolved(mapping)))


def front_matter(what: str, lines: str) -> str:
    basics = BASICS.get(what, "name: Ada\n")
    names = {line.partition(":")[0] for line in lines.splitlines()}
    kept = [line for line in basics.splitlines() if line.partition(":")[0] not in names]
    return "".join(f"{line}\n" for line in (*kept, *lines.splitlines()))


def is_read(site: MiniSite, what: str, yaml: str) -> bool:
    """Tell whether readers take a front matter without an error of their own; images and parents may be missing."""
    site.write(FILES.get(what) or f"content/{FOLDERS[what]}/ada.md", f"---\n{yaml}---\n")
    problems = site.read_collection().problems
    return not [
        line
        for line in problems
        if ": error: " in line and "[link-broken]" not in line and "[term-unknown]" not in line
    ]


def assert_agree(site: MiniSite, what: str, name: str, kind: Kind) -> None:
    """Assert that schema and readers take what is good under a key, and refuse what is bad."""
    schema = schema_of(site, what)
    good = [
        value
        for value in (*GOOD.get(kind, ()), *MORE_GOOD.get(name, ()))
        if value not in ("", "~", "''") or name not in NOT_EMPTY
    ]
    bad = [*BAD.get(kind, ()), *MORE_BAD.get(name, ())]
    assert good
    assert bad
    for value, is_good in (*((value, True) for value in good), *((value, False) for value in bad)):
        yaml = front_matter(what, f"{name}: {value}")
        assert (is_valid(schema, yaml), is_read(site, what, yaml)) == (is_good, is_good), yaml


@pytest.mark.parametrize("what", KEYS)
def test_schema_and_readers_agree_on_every_key_and_value(site: MiniSite, what: str) -> None:
    for key in KEYS[what]:
        for name in key.names:
            assert_agree(site, what, name, key.kind)


@pytest.mark.parametrize("name", ["people", "places", "tags", "source"])
def test_schema_and_readers_agree_on_names(site: MiniSite, name: str) -> None:
    assert_agree(site, "article", name, Kind.NAME if name == "source" else Kind.NAMES)


@pytest.mark.parametrize("what", KEYS)
def test_schema_has_the_keys_that_readers_know_and_no_others(site: MiniSite, what: str) -> None:
    schema = schema_of(site, what)
    site.write(FILES.get(what) or f"content/{FOLDERS[what]}/ada.md", f"---\n{front_matter(what, 'zzzzzzzz: 1')}---\n")

    (problem,) = [line for line in site.read_collection().problems if "[key-unknown]" in line]
    told = re.search(r"the keys are (.*) \[", problem)
    assert told is not None
    known = set(re.split(", | and ", told[1]))
    never = all_names(KEYS["place"]) - all_names(KEYS[what]) if what in FOLDERS else set()
    assert set(schema["properties"]) == known - never
    assert not is_valid(schema, front_matter(what, "zzzzzzzz: 1"))


@pytest.mark.parametrize("what", ["article", "page", "person"])
def test_what_must_be_there_is_required(site: MiniSite, what: str) -> None:
    schema = schema_of(site, what)

    assert is_valid(schema, front_matter(what, ""))
    assert not is_valid(schema, "extra: {}\n")


def test_names_of_the_collection_are_offered_with_their_aliases(site: MiniSite) -> None:
    site.article("grid", people="[Zoë]", places="Oslo")
    site.record("people/ada", name="Ada Byron", aliases="[Countess Lovelace]")

    properties = schema_of(site, "article")["properties"]

    assert offered(properties["people"]) == ["Ada Byron", "Countess Lovelace", "Zoë"]
    assert offered(properties["places"]) == ["Oslo"]
    assert offered(schema_of(site, "person")["properties"]["distinct_from"]) == [
        "Ada Byron",
        "Countess Lovelace",
        "Zoë",
    ]


def offered(schema: Any) -> list[str]:
    """Return the values of the first enum in a schema."""
    if isinstance(schema, dict):
        return schema["enum"] if "enum" in schema else next(filter(None, map(offered, schema.values())), [])
    return next(filter(None, map(offered, schema)), []) if isinstance(schema, list) else []


def test_every_key_has_a_word_for_editors(site: MiniSite) -> None:
    for what in KEYS:
        assert all(value["description"].endswith(".") for value in schema_of(site, what)["properties"].values())


def test_schema_of_something_else_is_wrong_usage(site: MiniSite) -> None:
    run = site.gazette("schema", "persn")

    assert run.status == 2
    assert 'there is no schema of "persn"; did you mean "person"?' in run.err


def test_schema_of_a_collection_with_broken_files_is_still_made(site: MiniSite) -> None:
    site.write("content/a.md", "---\ntitle: [\n---\n")

    assert schema_of(site, "article")["title"] == "An article of a Gazette collection"


def test_settings_that_cannot_be_read_are_told_of(site: MiniSite) -> None:
    site.write("config.yaml", "title: [\n")

    run = site.gazette("schema")

    assert (run.status, run.out) == (1, "")
    assert run.problems[0].startswith("config.yaml:")


def test_snippets_of_names_are_yaml_that_says_them(site: MiniSite) -> None:
    names = ["Foo: Bar, Jr", "#tag", "yes", "Ada Byron"]
    site.article("grid", people=json.dumps(names))

    snippets = json.loads(site.gazette("schema", "snippets").out)

    bodies = [body for key, value in snippets.items() if key.startswith("person ") for body in value["body"]]
    assert yaml.safe_load(f"[{', '.join(bodies)}]") == sorted(names)


def test_snippets_have_front_matters_keys_and_names(site: MiniSite) -> None:
    site.record("people/ada", name="Ada ${1} Byron", aliases="[Countess]")

    snippets = json.loads(site.gazette("schema", "snippets").out)

    assert snippets["article"]["body"][:2] == ["---", "title:  # The headline."]
    assert snippets["place"]["body"][1] == "name:  # The name as it is shown."
    assert snippets["key event_date"]["body"] == ["event_date: "]
    assert snippets["person Ada ${1} Byron"] == {
        "scope": "markdown",
        "prefix": "Ada ${1} Byron",
        "body": [r'"Ada \${1\} Byron"'],
        "description": "A person of the collection.",
    }
    assert "person Countess" in snippets
