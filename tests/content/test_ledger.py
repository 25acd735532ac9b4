"""The ledger as text: read, written, and what is wrong with it."""

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.content.addresses import check_old_address, page_path
from gazette.content.files import composed
from gazette.content.ledger import (
    Ledger,
    Line,
    ledger_of,
    name_of_owner,
    owner_of_name,
    parse_ledger,
    read_ledger,
    written,
)
from gazette.errors import InputError, Problem

_PARTS = st.text("abcxyz019-. ~,()+éß中_'&=;!@$", min_size=1, max_size=12)
_ADDRESSES = st.builds(
    lambda parts, end: "/" + "/".join(parts) + end, st.lists(_PARTS, min_size=1, max_size=4), st.sampled_from(["", "/"])
).filter(lambda address: not check_old_address(address))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    ["a gone: true b", " gone:", "100%", "%41", " a ", "a\nb", "a\u2028b", "# a", "\ufeff"]
)
_OWNERS = st.one_of(
    _TEXTS.filter(lambda text: "\n" not in text).map(lambda text: composed(f"content/{text}.md")),
    st.builds(
        owner_of_name, st.sampled_from(["people", "own_places"]), _TEXTS.filter(lambda text: text.strip() == text)
    ),
)
_TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=30).map(str.strip)
_COMMENTS = st.lists(st.sampled_from(["", "# a remark", "#", "# /a/ content/a.md"]), max_size=3).map(tuple)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Return a ledger in the form in which one is read."""
    addresses = draw(st.lists(_ADDRESSES, max_size=6, unique_by=page_path))
    lines = []
    for address in addresses:
        is_gone = draw(st.booleans())
        owner = draw(_OWNERS | st.just("")) if is_gone else draw(_OWNERS)
        title = draw(_TITLES) if is_gone else ""
        lines.append(Line(address=address, owner=owner, is_gone=is_gone, title=title, above=draw(_COMMENTS)))
    return ledger_of(lines, Ledger(tail=draw(_COMMENTS)))


@given(ledgers())
def test_what_is_written_is_read_again_as_it_was(ledger: Ledger) -> None:
    found: list[Problem] = []

    read = parse_ledger(str(ledger), found.append)

    assert [(line.address, line.owner, line.is_gone, line.title, line.above) for line in read.lines] == [
        (line.address, line.owner, line.is_gone, line.title, line.above) for line in ledger.lines
    ]
    assert str(read) == str(ledger)
    assert found == []


@given(ledgers())
def test_lines_are_in_the_order_of_the_first_addresses_of_what_they_belong_to(ledger: Ledger) -> None:
    groups = [list(lines) for _, lines in groupby(ledger.lines, key=lambda line: line.owner or line.address)]
    firsts = [written(lines[0].address).encode() for lines in groups]

    assert len({lines[0].owner or lines[0].address for lines in groups}) == len(groups)
    assert firsts == sorted(firsts)


def test_further_addresses_stay_below_the_first_of_their_owner() -> None:
    text = "/z/ content/a.md\n/b/ content/b.md\n/a/ content/a.md\n/y/ content/a.md\n"

    once = str(parse_ledger(text, lambda _: None))

    assert once.splitlines() == ["/b/ content/b.md", "/z/ content/a.md", "/a/ content/a.md", "/y/ content/a.md"]
    assert str(parse_ledger(once, lambda _: None)) == once


@given(st.text(max_size=200) | st.text("/ax:.md gone:true\n#<=>", max_size=200))
def test_any_text_is_read_and_what_was_made_of_it_stays(text: str) -> None:
    found: list[Problem] = []

    once = str(parse_ledger(text, found.append))

    assert str(parse_ledger(once, found.append)) == once
    assert all(problem.place.line for problem in found)


def test_line_is_an_address_and_what_it_belongs_to() -> None:
    found: list[Problem] = []

    ledger = parse_ledger(
        "/b/ people: Ada Byron\n/a%20b.html content/2023/a map.md\n/c/ content/c.md gone: true A title: gone\n",
        found.append,
    )

    assert [(line.address, line.owner, line.is_gone, line.title) for line in ledger.lines] == [
        ("/a b.html", "content/2023/a map.md", False, ""),
        ("/b/", "people: Ada Byron", False, ""),
        ("/c/", "content/c.md", True, "A title: gone"),
    ]
    assert found == []


def test_comments_stay_where_they_belong_when_lines_are_sorted() -> None:
    text = "# Head\n\n# Of c\n/c/ content/c.md\n/a/ content/a.md\n\n# Of b\n/b/ content/b.md\n# Tail\n"

    assert str(parse_ledger(text, lambda _: None)) == (
        "# Head\n\n/a/ content/a.md\n\n# Of b\n/b/ content/b.md\n# Of c\n/c/ content/c.md\n# Tail\n"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/a/", '"/a/" belongs to nothing; write one such as'),
        ("a/ content/a.md", '"a/" is no old address of a page'),
        ("content/a.md", '"content/a.md" is no old address of a page'),
        ("/_headers content/a.md", '"/_headers" begins with _, as the files do that give a host orders'),
        ("/.well-known/x content/a.md", "begins or ends with a dot or a space"),
        ("/../a/ content/a.md", "begins or ends with a dot or a space"),
        ("/a/* content/a.md", "holds ASTERISK, which not every host can serve"),
        ("/:a content/a.md", "holds COLON, which not every host can serve"),
        ("/a%0A/b%20/c content/a.md", "holds U+000A, which not every host can serve"),
        ("/2019/con.html content/a.md", 'has the part "con.html", which Windows or hosts keep for themselves'),
        ("//host.example/a content/a.md", "is no old address of a page"),
        ("https://host.example/a content/a.md", "is no old address of a page"),
        (f"/{'a' * 241}/ content/a.md", "has a part of more than 240 bytes"),
        ("/ content/a.md", "is no old address of a page"),
        ("/a/ /b/", '"/b/" is neither a content file nor a name'),
        ("/a/ content/a.png", "is neither a content file nor a name"),
        ("/a/ somebody", "is neither a content file nor a name"),
        ("/a/ content/a.md gone: yes", '"gone: yes" says not whether it is; write "gone: true" and its title'),
        ("/a/ content/a.md gone: truely", "says not whether it is"),
        ("<<<<<<< HEAD", '"<<<<<<< HEAD" marks a merge that was not finished; keep the lines of both sides without it'),
        ("=======", "marks a merge that was not finished"),
        (">>>>>>> branch", "marks a merge that was not finished"),
    ],
)
def test_line_that_is_wrong_is_named_with_its_cure_and_left_out(line: str, message: str) -> None:
    found: list[Problem] = []

    ledger = parse_ledger(f"# Head\n\n{line}\n/z/ content/z.md\n", found.append)

    assert [line.address for line in ledger.lines] == ["/z/"]
    (problem,) = found
    assert str(problem).startswith("permalinks.txt:3: error: ")
    assert message in str(problem)
    assert problem.code == "permalink-invalid"


@pytest.mark.parametrize("second", ["/a/ content/a.md", "/a/ content/b.md", "/a content/a.md", "/%61/ content/a.md"])
def test_address_that_stands_twice_names_both_lines(second: str) -> None:
    found: list[Problem] = []

    ledger = parse_ledger(f"/a/ content/a.md\n{second}\n", found.append)

    assert len(ledger.lines) == 1
    assert [str(problem) for problem in found] == [
        (
            f"permalinks.txt:2: error: {written(second.split(maxsplit=1)[0].replace('%61', 'a'))} stands in line 1 too;"
            " leave one of the two [permalink-duplicate]"
        )
    ]


def test_lines_of_other_systems_and_a_mark_of_byte_order_are_read(tmp_path: Path) -> None:
    (tmp_path / "permalinks.txt").write_bytes(b"\xef\xbb\xbf/a/ content/a.md\r\n/b/ people: Ada\r\n")

    ledger = read_ledger(tmp_path, lambda _: None)

    assert ledger
    assert [line.owner for line in ledger.lines] == ["content/a.md", "people: Ada"]


def test_collection_without_a_ledger_has_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path, lambda _: None) == Ledger()


def test_ledger_that_is_a_link_a_folder_or_no_text_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "permalinks.txt"
    messages = []
    for make in (
        lambda: ledger.symlink_to("/etc/passwd"),
        ledger.mkdir,
        lambda: ledger.write_bytes(b"/a/ content/a.md\n\xff\n"),
    ):
        make()
        with pytest.raises(InputError) as fault:
            read_ledger(tmp_path, lambda _: None)
        messages.append(str(fault.value))
        ledger.rmdir() if ledger.is_dir() and not ledger.is_symlink() else ledger.unlink()

    assert messages == [
        "permalinks.txt: error: this is a link; put the file itself here [path-outside]",
        "permalinks.txt: error: cannot be read: this is a folder; put a file in its place [file-unreadable]",
        "permalinks.txt:2: error: byte 0xff is not UTF-8; save the file as UTF-8 [encoding]",
    ]


def test_title_loses_control_characters() -> None:
    found: list[Problem] = []

    ledger = parse_ledger("/a/ gone: true A%1B[31m title\n", found.append)

    assert ledger.lines[0].title == "A[31m title"
    assert [problem.code for problem in found] == ["control-character"]


@pytest.mark.parametrize("owner", ["content/people/ada.md", "content/a: b.md", "ada", ": ada", ""])
def test_owner_that_is_no_name_of_a_taxonomy_is_none(owner: str) -> None:
    assert name_of_owner(owner) is None


def test_address_of_many_parts_takes_no_time() -> None:
    found: list[Problem] = []

    ledger = parse_ledger(f"{'/a' * 100_000}/ content/a.md\n", found.append)

    assert ledger.lines == ()
    assert "is longer than the 32 parts or 1,000 percent-encoded bytes" in str(found[0])


def test_long_line_takes_no_time() -> None:
    found: list[Problem] = []

    parse_ledger(f"/a/{' ' * 300_000}x{' ' * 300_000}gone{'/a' * 300_000}\n" * 2, found.append)

    assert len(found) == 2
