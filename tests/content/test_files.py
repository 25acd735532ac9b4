"""The files under content/."""

import os
import re
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette.config import Config, Limits, Taxonomy
from gazette.content.files import (
    MEDIA_TYPES,
    File,
    SourceTree,
    composed,
    file_at,
    list_files,
    open_content,
    read_file,
    sort_files,
)
from gazette.errors import InputError, Problem, Problems
from gazette.texts import decode

CONFIG = Config(title="The Desk")


def read(root: Path, config: Config = CONFIG) -> tuple[SourceTree, list[str]]:
    """Return the files by what they are, and every problem, those of opening a Markdown file too."""
    problems = Problems()
    tree = sort_files(list_files(root, problems.report), config, problems.report)

    def is_text(file: File) -> bool:
        try:
            decode(read_file(root, file.path, config.limits.file_bytes), file.path, problems.report)
        except InputError as fault:
            fault.tell(problems.report)
            return False
        return True

    readable = replace(tree, articles=tuple(filter(is_text, tree.articles)), pages=tuple(filter(is_text, tree.pages)))
    return readable, [str(problem) for problem in problems.in_order()]


def write(root: Path, *paths: str, data: bytes = b"text") -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def paths(tree: SourceTree) -> dict[str, list[str]]:
    return {
        "articles": [source.path for source in tree.articles],
        "records": [f"{taxonomy}: {source.path}" for taxonomy, source in tree.records],
        "pages": [source.path for source in tree.pages],
        "media": [file.path for file in tree.media],
    }


def text_of(root: Path, data: bytes) -> tuple[str, list[str]]:
    write(root, "content/a.md", data=data)
    _, problems = read(root)
    return decode(data, "content/a.md", lambda _: None), problems


def test_files_are_told_apart_by_their_first_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        "content/grid.md",
        "content/2023/10/storm.md",
        "content/2023/people/ada.md",
        "content/people.md",
        "content/people/ada.md",
        "content/topics/sub/energy.md",
        "content/sources/gazette.md",
        "content/places/bern.md",
        "content/pages/about.md",
        "content/pages/more/imprint.md",
        "content/2023/map.png",
    )

    tree, problems = read(tmp_path)

    assert problems == []
    assert paths(tree) == {
        "articles": [
            "content/2023/10/storm.md",
            "content/2023/people/ada.md",
            "content/grid.md",
            "content/people.md",
            "content/places/bern.md",
        ],
        "records": [
            "people: content/people/ada.md",
            "sources: content/sources/gazette.md",
            "topics: content/topics/sub/energy.md",
        ],
        "pages": ["content/pages/about.md", "content/pages/more/imprint.md"],
        "media": ["content/2023/map.png"],
    }


def test_taxonomy_of_ones_own_has_a_folder_of_records(tmp_path: Path) -> None:
    write(tmp_path, "content/places/bern.md")
    places = Taxonomy(name="places", singular="place", title="Places", key="places")

    tree, _ = read(tmp_path, Config(title="The Desk", taxonomies=(*CONFIG.taxonomies, places)))

    assert paths(tree)["records"] == ["places: content/places/bern.md"]


@pytest.mark.parametrize(
    "path",
    [
        "content/_draft.md",
        "content/.hidden.md",
        "content/_notes/a.md",
        "content/.git/a.md",
        "content/2023/_a.png",
        "content/2023/.DS_Store",
    ],
)
def test_names_that_begin_with_an_underscore_or_a_dot_are_ignored_in_silence(tmp_path: Path, path: str) -> None:
    write(tmp_path, path)

    assert read(tmp_path) == (SourceTree(), [])


def test_markdown_is_known_by_its_ending_in_any_letter_case(tmp_path: Path) -> None:
    write(tmp_path, "content/A.MD", "content/b.Png")

    tree, _ = read(tmp_path)

    assert paths(tree) == {"articles": ["content/A.MD"], "records": [], "pages": [], "media": ["content/b.Png"]}


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_file_of_an_allowed_media_type_is_media(tmp_path: Path, ending: str) -> None:
    write(tmp_path, f"content/file.{ending}")

    tree, problems = read(tmp_path)

    assert (paths(tree)["media"], problems) == ([f"content/file.{ending}"], [])


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.htm", "a.xhtml", "a.xml", "a.js", "a.css", "a.php", "a.png.svg",
                                  "a.markdown", "README", "a.md~", "a.wasm"])  # fmt: skip
def test_file_of_any_other_type_is_left_out_with_a_warning(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"content/{name}")

    tree, problems = read(tmp_path)

    assert tree == SourceTree()
    (problem,) = problems
    assert re.match(rf"content/{name}: warning: not published, (for its type|since .*); ", problem)
    assert ("SVG" in problem) is name.endswith(".svg")
    assert problem.endswith(" [file-ignored]")


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    assert read(tmp_path) == (
        SourceTree(),
        ["content: error: there is no such folder; make it and put articles in it [content-missing]"],
    )


def test_empty_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert read(tmp_path) == (SourceTree(), [])


@pytest.mark.parametrize(
    "data", [b"one\r\ntwo\r\n", b"one\rtwo\r", b"one\ntwo\n", b"\xef\xbb\xbfone\ntwo\n", b"\xef\xbb\xbfone\r\ntwo\r\n"]
)
def test_line_ends_and_byte_order_mark_of_any_system_do_not_matter(tmp_path: Path, data: bytes) -> None:
    assert text_of(tmp_path, data) == ("one\ntwo\n", [])


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        (b"caf\xe9\n", 1, "0xe9"),
        (b"one\ntwo\nthr\xffee\n", 3, "0xff"),
        (b"\xef\xbb\xbfone\ntw\xc3", 2, "0xc3"),
        (b"\xff\xfeo\x00n\x00", 1, "0xff"),
        (b"\n\xed\xa0\x80", 2, "0xed"),
        (b"\n\n\xc0\xaf", 3, "0xc0"),
    ],
)
def test_file_that_is_not_utf8_is_an_error_at_its_line(tmp_path: Path, data: bytes, line: int, byte: str) -> None:
    write(tmp_path, "content/a.md", data=data)
    write(tmp_path, "content/b.md")

    tree, problems = read(tmp_path)

    assert [source.path for source in tree.articles] == ["content/b.md"]
    assert problems == [f"content/a.md:{line}: error: byte {byte} is not UTF-8; save the file as UTF-8 [encoding]"]


def test_file_as_large_as_the_limit_is_read_and_a_larger_one_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "content/fits.md", data=b"x" * 1000)
    write(tmp_path, "content/large.md", data=b"x" * 1001)

    tree, problems = read(tmp_path, Config(title="The Desk", limits=Limits(file_bytes=1000)))

    assert [source.path for source in tree.articles] == ["content/fits.md"]
    assert problems == [
        (
            "content/large.md: error: 1,001 bytes; the limit is 1,000 (limits.file_bytes in config.yaml): split it"
            " [file-size]"
        )
    ]


@pytest.mark.parametrize(
    ("char", "code"),
    [("\x00", "0000"), ("\x08", "0008"), ("\x1b", "001B"), ("\x7f", "007F"), ("\x9b", "009B"), ("\uffff", "FFFF")],
)
def test_control_character_becomes_a_space_with_a_warning_at_its_place(tmp_path: Path, char: str, code: str) -> None:
    text, problems = text_of(tmp_path, f"one\r\nä{char}b\r\n".encode())

    assert text == "one\nä b\n"
    assert problems == [
        (
            f"content/a.md:2:2: warning: control character U+{code} is left out, since no page or feed can hold it;"
            " delete it [control-character]"
        )
    ]


def test_each_control_character_is_reported_at_a_place_of_its_own(tmp_path: Path) -> None:
    _, problems = text_of(tmp_path, b"\x01a\x02\n\x03")

    assert [problem.split(": ")[0] for problem in problems] == [
        "content/a.md:1:1",
        "content/a.md:1:3",
        "content/a.md:2:1",
    ]


@pytest.mark.parametrize("char", ["\t", "\u00a0", "\u200d", "\u202e", "é", "😀"])
def test_character_that_a_page_can_hold_stays(tmp_path: Path, char: str) -> None:
    assert text_of(tmp_path, f"a{char}b".encode()) == (f"a{char}b", [])


OUTSIDE = "this link leads out of content/ or nowhere; put the file itself here [path-outside]"


@pytest.mark.parametrize(
    "target", ["../secret.md", "../config.yaml", "/etc/passwd", "nowhere.md", "../content-more/a.md"]
)
def test_link_that_leads_out_of_content_or_nowhere_is_an_error(tmp_path: Path, target: str) -> None:
    write(tmp_path, "secret.md", "config.yaml", "content-more/a.md", "content/b.md")
    (tmp_path / "content/a.md").symlink_to(target)

    tree, problems = read(tmp_path)

    assert [source.path for source in tree.articles] == ["content/b.md"]
    assert problems == [f"content/a.md: error: {OUTSIDE}"]


@pytest.mark.parametrize("target", ["..", ".", "../elsewhere", "2023"])
def test_link_to_a_folder_is_an_error_wherever_it_leads(tmp_path: Path, target: str) -> None:
    write(tmp_path, "elsewhere/a.md", "content/2023/a.md")
    (tmp_path / "content/more").symlink_to(target)

    tree, problems = read(tmp_path)

    assert [source.path for source in tree.articles] == ["content/2023/a.md"]
    assert problems == [f"content/more: error: {OUTSIDE}"]


def test_link_that_leads_out_by_another_link_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "secret.png", "content/b.md")
    (tmp_path / "content/_hop.png").symlink_to("../secret.png")
    (tmp_path / "content/a.png").symlink_to("_hop.png")

    tree, problems = read(tmp_path)

    assert tree.media == ()
    assert problems == [f"content/a.png: error: {OUTSIDE}"]


def test_link_to_a_file_in_content_is_read(tmp_path: Path) -> None:
    write(tmp_path, "content/2023/a.md", data=b"the text")
    (tmp_path / "content/b.md").symlink_to("2023/a.md")

    tree, problems = read(tmp_path)

    assert problems == []
    assert paths(tree)["articles"] == ["content/2023/a.md", "content/b.md"]
    assert read_file(tmp_path, "content/b.md", 100) == b"the text"


def bind(path: Path) -> None:
    """Make a socket; its address is short, as it must be."""
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "named pipe"), (bind, "socket")])
@pytest.mark.parametrize("name", ["a.md", "people/a.md", "a.png", "a"])
def test_what_is_no_file_is_named_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], kind: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "content/b.md", "content/people/b.md")
    make(tmp_path / "content" / name)

    tree, problems = read(tmp_path)

    assert [source.path for source in tree.articles] == ["content/b.md"]
    assert problems == [
        f"content/{name}: error: cannot be read: this is a {kind}; put a file in its place [file-unreadable]"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes devices")
def test_device_is_named_and_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "content/b.md")
    os.mknod(tmp_path / "content/a.md", 0o600 | stat.S_IFCHR, os.makedev(1, 5))

    assert read(tmp_path)[1] == [
        "content/a.md: error: cannot be read: this is a device; put a file in its place [file-unreadable]"
    ]


@pytest.mark.parametrize("path", ["content/2023/a.md", "content/2023/Grün.md"])
@pytest.mark.parametrize("part", ["content/2023", None])
def test_link_that_is_swapped_in_after_files_were_listed_is_not_followed(
    tmp_path: Path, path: str, part: str | None
) -> None:
    write(tmp_path, path)
    write(tmp_path, f"outside/{Path(path).name}", data=b"secret")
    listed, _ = read(tmp_path)
    swapped = tmp_path / (part or path)
    swapped.rename(tmp_path / "was")
    swapped.symlink_to(tmp_path / "outside" / ("" if part else Path(path).name))

    assert [file.path for file in listed.articles] == [path]
    for read_it in (lambda: read_file(tmp_path, path, 100), lambda: os.close(open_content(tmp_path, path))):
        with pytest.raises(InputError, match="this link leads out of content/ or nowhere"):
            read_it()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_swapped_in_after_files_were_listed_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    write(tmp_path, "content/a.md")
    (tmp_path / "content/a.md").unlink()
    make(tmp_path / "content/a.md")

    with pytest.raises(InputError, match=r"cannot be read: this is a (named pipe|folder)"):
        read_file(tmp_path, "content/a.md", 100)


def test_folder_for_which_a_link_is_swapped_in_while_files_are_listed_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, "content/b/x.md", "outside/secret.md", "content/_index.md")
    problems = list[str]()

    def swap(problem: Problem) -> None:
        problems.append(str(problem))
        if problem.code == "left-out":
            (tmp_path / "content/b").rename(tmp_path / "was")
            (tmp_path / "content/b").symlink_to(tmp_path / "outside")

    assert list_files(tmp_path, swap) == ()
    assert problems[1:] == [
        "content/b: error: cannot be read: this is a link; put a file in its place [file-unreadable]"
    ]


def test_all_problems_of_all_files_show_at_once(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md", data=b"\xff")
    write(tmp_path, "content/b.svg")
    write(tmp_path, "content/c.md", data=b"\x01")

    assert [problem.split(": ")[0] for problem in read(tmp_path)[1]] == [
        "content/b.svg",
        "content/c.md:1:1",
        "content/a.md:1",
    ]


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    write(tmp_path, "content/c.md")
    (tmp_path / "content/a.md").symlink_to("b.md")
    (tmp_path / "content/b.md").symlink_to("a.md")

    tree, problems = read(tmp_path)

    assert [source.path for source in tree.articles] == ["content/c.md"]
    assert problems == [f"content/a.md: error: {OUTSIDE}", f"content/b.md: error: {OUTSIDE}"]


def test_many_control_characters_are_told_of_in_few_lines(tmp_path: Path) -> None:
    _, problems = text_of(tmp_path, b"\x01" * 5000)

    assert len(problems) == 11
    assert (
        problems[0] == "content/a.md: warning: 4,990 more control characters are left out; delete them"
        " [control-character]"
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "_posts/2019-01-02-a.md",
            "{one} not read, {why}; rename it to posts, or move them up,",
        ),
        (
            "news/_posts/x/a.markdown",
            "{one} not read, {why}; rename it to posts, or move them up,",
        ),
        (
            "_drafts/a.md",
            '{one} not read, {why}; rename it to drafts, and write "draft: true" in each,',
        ),
        ("_people/ada.md", "{one} not read, {why}; rename it to people,"),
        (
            "news/_index.md",
            ("not read, {why}; folders have no pages: make it a page in content/pages, or remove it"),
        ),
    ],
)
def test_what_another_tool_would_read_is_told_of_once(tmp_path: Path, path: str, message: str) -> None:
    write(tmp_path, f"content/{path}", "content/a.md")
    named = next(part for part in path.split("/") if part[0] == "_")
    place = f"content/{path[: path.index(named) + len(named)]}"

    tree, problems = read(tmp_path)

    assert [file.path for file in tree.articles] == ["content/a.md"]
    end = " or call it _aside to keep it out" if message.endswith(",") else ""
    why = 'since names that begin with "_" are left out'
    told = message.format(one="1 Markdown file in it is", why=why) + end
    assert problems == [f"{place}: warning: {told} [left-out]"]


@pytest.mark.parametrize(
    "path", ["_old/a.md", "_templates/a.md", "_posts/a.txt", "_posts.md", "_posts/.a.md", ".posts/a.md"]
)
def test_what_is_put_aside_by_its_name_is_left_alone(tmp_path: Path, path: str) -> None:
    write(tmp_path, f"content/{path}", "content/a.md")

    assert read(tmp_path)[1] == []


def test_files_left_out_are_counted(tmp_path: Path) -> None:
    write(tmp_path, *[f"content/_posts/{number}.md" for number in range(1200)])

    assert "1,200 Markdown files in it are not read" in read(tmp_path)[1][0]


def test_folder_of_jekyll_beside_the_settings_is_named(tmp_path: Path) -> None:
    write(tmp_path, "_posts/a.md")

    assert read(tmp_path)[1] == [
        "content: error: there is no such folder; make it and put the articles of _posts in it [content-missing]"
    ]


NFC, NFD = "caf\u00e9", "cafe\u0301"
PARTLY = "e\u0301caf\u00e9"


@pytest.mark.parametrize("name", [f"{NFC}/{NFC}.md", f"{NFD}/{NFD}.md", f"{NFC}/{NFD}.md", f"{PARTLY}/{NFD}.md"])
def test_file_has_one_path_whatever_unicode_form_its_name_is_in(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"content/{name}")
    tree, problems = read(tmp_path)
    (path,) = paths(tree)["articles"]

    assert problems == []
    assert path == composed(f"content/{name}")
    assert file_at(tmp_path, path) == tmp_path / "content" / name
    assert read_file(tmp_path, path, 100) == b"text"


@pytest.mark.parametrize("name", ["{}.md", "{}.png", "{}/a.md"])
def test_two_names_that_differ_by_unicode_form_alone_are_an_error(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"content/{name.format(NFC)}", f"content/{name.format(NFD)}")

    tree, problems = read(tmp_path)

    assert [file.path for file in (*tree.articles, *tree.media)] == [f"content/{name.format(NFC)}"]
    twice = f"content/{name.format(NFC).partition('/')[0]}"
    assert problems == [
        (
            f"{twice}: error: this name is there twice: it looks the same, but its accents are composed in one and put"
            " on in the other (Unicode NFC and NFD); remove or rename one of them [file-twice]"
        )
    ]
