"""What nobody sees: left out of values, refused in names of files, and never on a finished page."""

import json

import pytest

from gazette.desk.reports import annotation
from gazette.errors import Place, Problem, error
from gazette.texts import unfit_in, unseen_in, without_controls
from gazette.words import as_json
from tests.mini_site import MiniSite, parse_xml, words

TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
JOINERS = "\u200c\u200d\u200e\u200f\u061c"  # that languages need, or that do no harm


@pytest.mark.parametrize("char", TURNING)
def test_what_turns_letters_about_is_left_out_and_told(char: str) -> None:
    found: list[Problem] = []

    assert without_controls(f"a{char}b", Place(path="x.md"), found.append) == "ab"
    assert len(found) == 1
    assert f"U+{ord(char):04X} (" in found[0].message


def test_what_languages_need_stays() -> None:
    found: list[Problem] = []

    assert without_controls(f"a{JOINERS}b", Place(path="x.md"), found.append) == f"a{JOINERS}b"
    assert unseen_in(f"a{JOINERS}b.md") == ""
    assert found == []


@pytest.mark.parametrize("char", ["\n", "\t", "\r", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2069"])
def test_file_with_a_name_that_programs_obey_is_named_and_not_published(site: MiniSite, char: str) -> None:
    if char != "\x00":
        site.article("ok")
        site.article(f"a{char}b", title="T")
        site.write(f"content/p{char}q.png", b"x")

        problems = site.build().problems

        printed = char.encode("unicode_escape").decode()
        assert [problem.partition(": this")[0] for problem in problems if "file-name" in problem] == [
            f"content/a{printed}b.md: error",
            f"content/p{printed}q.png: error",
        ]
    assert unseen_in(f"a{char}b")


def test_programs_read_such_names_spelt_out() -> None:
    path = "content/a\x1b[31m\u202e\x9b\n.md"

    line = annotation(error(Place(path=path), "wrong", "file-name"))
    text = as_json({"path": path})

    assert line == r"::error file=content/a\x1b[31m\u202e\x9b\n.md,title=file-name::wrong"
    assert json.loads(text) == {"path": path}
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "reference", ["&#12;", "&#x1b;", "&#1;", "&#8;", "&#xfffe;", "&#x202e;", "&#127;", "&#155;", "&#0;", "\u202e"]
)
def test_address_brings_no_control_character_back(site: MiniSite, reference: str) -> None:
    site.article(
        "grid",
        f'<a href="/dates/#{reference}z">a</a> [b](</dates/#{reference}z>) [c](https://e.example/{reference}z)'
        f' <a href="mailto:a{reference}@b.example">d</a> <q cite="https://e.example/{reference}">e</q>'
        f' [f]\n\n[f]: https://e.example/?{reference} "t{reference}t"',
    )
    site.built("--links", "warn")

    for path, data in site.files().items():
        if path.endswith((".html", ".xml", ".json", ".jsonl", ".csv")):
            assert unfit_in(data) == "", path
        if path.endswith(".xml"):
            parse_xml(data)
    hrefs = [part.partition('"')[0] for part in site.read("/2023/10/31/grid/").split('href="')[1:]]
    assert all(href.isprintable() for href in hrefs)


def test_names_of_files_and_links_to_them_hold_no_line_feed_in_data(site: MiniSite) -> None:
    site.article("grid", "[a](</dates/#&#10;z>)")
    site.built("--links", "warn")

    assert 'href="/dates/#z"' in site.read("/2023/10/31/grid/")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\t\r\n \xc3\xa9", ""),
        (b"a\x0c", "U+000C"),
        (b"\x7f", "U+007F"),
        (b"\xef\xbf\xbf", "U+FFFF"),
        (b"\xef\xbf\xbd", ""),
    ],
)
def test_page_is_looked_at_for_what_it_cannot_hold(data: bytes, found: str) -> None:
    assert unfit_in(data) == found


def test_layout_that_writes_a_control_character_stops_the_build(site: MiniSite) -> None:
    site.article("grid")
    site.write("layouts/home.html", '<!doctype html><title>T</title>{{ "\\x0c" }}')

    run = site.build()

    assert run.status == 1
    assert "index.html: error: U+000C would stand on this page" in run.err
    assert not site.output.exists()


def test_names_stand_apart_from_the_direction_of_what_is_around_them(site: MiniSite) -> None:
    site.article("grid", people="[{name: عبد الله, role: أمين}]", topics="[מים]", source="قناة")
    site.article("other", people="[عبد الله, Ada]", topics="[מים]", source="قناة")
    site.built()
    person = next(row["url"] for row in site.json("/data/people.json") if row["name"] == "عبد الله")
    topic = next(row["url"] for row in site.json("/data/topics.json"))

    for url in ("/", "/people/", person, topic, "/2023/10/31/", "/2023/10/31/grid/"):
        for element in site.page(url).iter():
            is_bare = element.tag in {"a", "span", "dd", "li"} and not list(element)
            assert not (is_bare and words(element) in {"عبد الله", "أمين", "מים", "قناة"}), (url, element.attrib)
