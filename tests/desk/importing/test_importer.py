"""What `gazette import` makes of raw texts, and what it leaves alone."""

import io
import json
import sys
from pathlib import Path

import pytest

from gazette.content.guesses import guesses
from tests.mini_site import MiniSite, Run

HERE = Path(__file__).resolve().parent
RAW = (HERE / "river-barges.txt").read_text(encoding="utf-8")
PATH = "content/2022/2022-06-15-parties-signed-a-protocol-on-river-barges.md"


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    """Return a collection with a raw text beside it, and records of what the text names."""
    prepare(site)
    return site


def prepare(site: MiniSite) -> None:
    """Write a raw text, and records of what it names."""
    site.write("wire/raw.txt", RAW)
    site.write(
        "content/people/basic.md",
        "---\nname: Krešimir Bašić\nroles: [{title: Director General, organisation: Danube Union, from: 2020}]\n---\n",
    )
    site.record("sources/herald", name="The Caspian Herald", aliases="[Caspian Herald]")
    site.record("topics/customs", name="Customs and trade", aliases="[Customs]")
    site.record("topics/rivers", name="Rivers", aliases="[River barges]")


def imported(site: MiniSite, *words: str) -> Run:
    """Import raw texts, named by their paths in the collection's folder."""
    return site.gazette("import", *(str(site.root / word) if word.startswith("wire/") else word for word in words))


def article(site: MiniSite, path: str = PATH) -> str:
    """Return the text of an article."""
    return (site.root / path).read_text(encoding="utf-8")


def test_raw_text_becomes_a_draft_in_which_every_guess_is_marked(desk: MiniSite) -> None:
    run = imported(desk, "wire/raw.txt")

    assert (run.status, run.err) == (0, "")
    assert run.out == f"{PATH}: made from {desk.root}/wire/raw.txt; 10 guesses to check\n"
    assert article(desk) == (HERE / "river-barges.md").read_text(encoding="utf-8")
    assert len(guesses(article(desk))) == 10


def test_draft_builds_without_a_problem(desk: MiniSite) -> None:
    imported(desk, "wire/raw.txt")

    run = desk.build("--drafts", "--strict")

    assert (run.status, run.problems) == (0, [])
    assert "1. The protocol is *important*, said <b>Kresimir Basic</b>." in desk.main(
        "/2022/06/15/parties-signed-a-protocol-on-river-barges/"
    )


def test_text_that_was_imported_is_known_again_in_whatever_encoding_and_wherever_its_article_went(
    desk: MiniSite,
) -> None:
    imported(desk, "wire/raw.txt")
    edited = article(desk).replace("The parties signed", "Parties sign").replace("draft: true\n", "")
    (desk.root / PATH).unlink()
    desk.write("content/elsewhere/barges.md", edited)
    desk.write("wire/again.txt", RAW.replace("\n", "\r\n").encode("utf-16"))

    run = imported(desk, "wire/again.txt")

    assert (run.status, run.err) == (0, "")
    assert run.out == (
        f"content/elsewhere/barges.md: made from the same text as {desk.root}/wire/again.txt before; left as it is\n"
    )
    assert article(desk, "content/elsewhere/barges.md") == edited
    assert not (desk.root / PATH).exists()


def test_text_whose_article_cannot_be_read_is_known_again(desk: MiniSite) -> None:
    imported(desk, "wire/raw.txt")
    broken = article(desk).replace("date:", "date: [", 1)
    desk.write(PATH, broken)

    run = imported(desk, "wire/raw.txt")

    assert run.status == 0
    assert "left as it is" in run.out
    assert article(desk) == broken


def test_the_same_text_twice_in_one_run_is_one_article(desk: MiniSite) -> None:
    desk.write("wire/twin.txt", RAW + "\n\n")

    run = imported(desk, "wire/raw.txt", "wire/twin.txt")

    assert [line.partition(": ")[0] for line in run.out.splitlines()] == [PATH, PATH]
    assert len(list((desk.root / "content/2022").iterdir())) == 1


def test_another_text_of_the_same_day_and_headline_gets_a_number(desk: MiniSite) -> None:
    desk.write("wire/other.txt", RAW.replace("important", "vital"))
    desk.article("2022/old", date="2022-06-15", slug="parties-signed-a-protocol-on-river-barges")

    imported(desk, "wire/raw.txt", "wire/other.txt")

    names = sorted(path.name for path in (desk.root / "content/2022").iterdir())
    assert names == [
        "2022-06-15-parties-signed-a-protocol-on-river-barges-2.md",
        "2022-06-15-parties-signed-a-protocol-on-river-barges-3.md",
        "old.md",
    ]


def test_dry_run_prints_the_article_and_writes_nothing(desk: MiniSite) -> None:
    run = imported(desk, "wire/raw.txt", "--dry-run")

    assert run.out.startswith(
        f"{PATH}: would be made from {desk.root}/wire/raw.txt; 10 guesses to check\n\n---\ntitle: "
    )
    assert not (desk.root / "content/2022").exists()
    imported(desk, "wire/raw.txt")
    assert run.out.partition("\n\n")[2] == article(desk) + "\n"


def test_json_has_what_came_of_each_text(desk: MiniSite) -> None:
    (row,) = json.loads(imported(desk, "wire/raw.txt", "--json").out)

    assert row == {
        "raw": f"{desk.root}/wire/raw.txt",
        "path": PATH,
        "is_new": True,
        "guesses": 10,
        "text": article(desk),
    }


def test_standard_input_is_a_text_too(desk: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RAW.encode())))

    run = imported(desk, "-")

    assert run.out == f"{PATH}: made from -; 10 guesses to check\n"
    assert "    from: standard input\n" in article(desk)


def test_source_and_date_that_are_given_are_no_guesses_and_go_before_what_the_text_says(desk: MiniSite) -> None:
    run = imported(desk, "wire/raw.txt", "--source", "River: News", "--date", "2022-06-16 08:00")

    assert run.status == 0
    path = PATH.replace("06-15", "06-16")
    assert "date: 2022-06-16 08:00\n" in article(desk, path)
    assert 'source:\n  name: "River: News"\n  via: press' in article(desk, path)


def test_text_without_a_date_is_refused_and_others_go_on(desk: MiniSite) -> None:
    desk.write("wire/undated.txt", "Bridge opened\n\nA bridge was opened in Vukovar on Monday.\n")
    desk.write("wire/unclear.txt", "03/04/2023\n\nA bridge was opened in Vukovar on Monday.\n")

    run = imported(desk, "wire/undated.txt", "wire/unclear.txt", "wire/raw.txt")

    wire = desk.root / "wire"
    assert run.status == 1
    cure = "give it with --date, such as --date 2023-10-31 [import-date]"
    assert run.problems == [
        f'{wire}/unclear.txt:1: error: "03/04/2023" may be 2023-04-03 or 2023-03-04; {cure}',
        f"{wire}/undated.txt: error: no line says when it was published; {cure}",
    ]
    assert run.out.startswith(f"{PATH}: made from")
    assert imported(desk, "wire/undated.txt", "--date", "2023-03-04").status == 0
    assert "date: 2023-03-04\nevent_date: 2023-02-27  # guess" in article(
        desk, "content/2023/2023-03-04-bridge-opened.md"
    )


def test_numbers_that_may_be_two_days_are_read_as_the_dateline_has_them_and_marked(desk: MiniSite) -> None:
    desk.write("wire/a.txt", "03/04/2023\n\nVUKOVAR, April 3 (River News) - A bridge was opened to-day in the town.\n")

    assert imported(desk, "wire/a.txt").status == 0
    (path,) = (desk.root / "content").rglob("2023-*.md")
    assert 'date: 2023-04-03  # guess 0.9: "03/04/2023", read as the dateline has it\n' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            ": error: this is no text but binary data; give a text file [encoding]",
        ),
        (
            b"A\n\x81",
            ":2: error: byte 0x81 is neither UTF-8 nor likely Windows-1252; save the file as UTF-8 [encoding]",
        ),
        (
            "Мост открыт".encode("cp1251"),
            ":1: error: byte 0xcc is neither UTF-8 nor likely Windows-1252; save the file as UTF-8 [encoding]",
        ),
        (b"\xff\xfeA", ": error: not whole UTF-16: truncated data; get the file anew, or save it as UTF-8 [encoding]"),
        (b" \r\n\t\n", ": error: there is no text in it; give a file that has one [import-empty]"),
        (
            b"x" * 2001,
            ": error: more than 2,000 bytes (limits.file_bytes in config.yaml); split it [file-size]",
        ),
    ],
)
def test_what_is_no_text_is_refused(desk: MiniSite, data: bytes, message: str) -> None:
    desk.configure("limits: {file_bytes: 2000}")
    desk.write("wire/bad.txt", data)

    run = imported(desk, "wire/bad.txt")

    assert (run.status, run.out) == (1, "")
    assert run.err == f"{desk.root}/wire/bad.txt{message}\n"


def test_text_whose_article_would_be_too_large_is_refused(desk: MiniSite) -> None:
    desk.configure("limits: {file_bytes: 2000}")
    desk.write("wire/stars.txt", f"14 May 2019\n\n{'*' * 1900}\n")

    run = imported(desk, "wire/stars.txt")

    assert (run.status, run.out) == (1, "")
    assert run.problems[0].endswith("more than 2,000 bytes (limits.file_bytes in config.yaml); split it [file-size]")


def test_file_that_is_not_there_is_told_of(desk: MiniSite) -> None:
    run = imported(desk, "wire/none.txt", "wire/raw.txt")

    assert run.status == 1
    assert run.problems == [
        (
            f"{desk.root}/wire/none.txt: error: cannot be read: No such file or directory; put a file in its place"
            " [file-unreadable]"
        )
    ]
    assert (desk.root / PATH).exists()


def test_western_text_that_is_not_utf_8_is_read_and_the_encoding_marked_as_a_guess(desk: MiniSite) -> None:
    desk.write(
        "wire/old.txt",
        "14 May 2019\n\nCafé prices rose in Orléans on Monday, the town’s mayor said.\n".encode("cp1252"),
    )

    assert imported(desk, "wire/old.txt").status == 0
    (path,) = (desk.root / "content").rglob("2019-*.md")
    assert "Café prices rose in Orléans on Monday, the town’s mayor said." in path.read_text("utf-8")
    assert "    encoding: windows-1252  # guess 0.8: the file is not UTF-8" in path.read_text("utf-8")


def test_problems_of_the_collection_do_not_stop_an_import(desk: MiniSite) -> None:
    desk.write("content/2023/broken.md", "no front matter")
    desk.article("wrong", date="3 May")

    assert imported(desk, "wire/raw.txt").status == 0


def test_article_goes_where_the_collection_keeps_others_of_their_day(desk: MiniSite) -> None:
    for day in ("2021-03-04", "2021-05-06"):
        desk.article(f"news/{day[:4]}/{day[5:7]}/{day}-a", date=day)
    desk.article("2021/b", date="2021-01-01")

    run = imported(desk, "wire/raw.txt")

    assert run.out.startswith("content/news/2022/06/2022-06-15-")


def test_first_article_of_a_collection_makes_its_folders(site: MiniSite) -> None:
    site.write("wire/raw.txt", RAW)
    (site.root / "content").rmdir()

    assert imported(site, "wire/raw.txt").out.startswith(f"{PATH}: made from")
    assert article(site)


def test_name_that_looks_like_a_known_one_is_noted(desk: MiniSite) -> None:
    desk.record("people/rauf", name="Rauf Mehdizadə", aliases="[R. Mehdizadeh]")
    desk.write("wire/slip.txt", RAW.replace("Mehdizade", "Mehdizada"))

    imported(desk, "wire/slip.txt")

    assert "named with an office, in paragraph 1; perhaps Rauf Mehdizadə" in article(desk)


def test_spelling_that_may_be_two_people_is_kept_and_both_are_named(desk: MiniSite) -> None:
    desk.record("people/one", name="Rauf Mehdizadé")
    desk.record("people/two", name="Rauf Mehdizadè")

    imported(desk, "wire/raw.txt")

    assert (
        "  - name: Rauf Mehdizade  # guess 0.5: it may be Rauf Mehdizadé (content/people/one.md) or Rauf Mehdizadè"
        " (content/people/two.md); write the one that is meant, in paragraph 1\n"
    ) in article(desk)


def test_known_name_of_one_word_is_no_person_within_another_name(desk: MiniSite) -> None:
    desk.record("people/nobel", name="Alfred Nobel", aliases="[Nobel]")
    desk.write("wire/a.txt", "14 May 2019\n\nThe Nobel Prize was not spoken of in Vukovar on Monday.\n")
    desk.write("wire/b.txt", "15 May 2019\n\nEverybody spoke of Nobel in Vukovar on Monday.\n")

    imported(desk, "wire/a.txt", "wire/b.txt")

    first, second = (path.read_text("utf-8") for path in sorted((desk.root / "content/2019").iterdir()))
    assert "Alfred Nobel" not in first
    assert "  - name: Alfred Nobel  # guess 0.9: known from content/people/nobel.md, in paragraph 1\n" in second


def test_office_that_a_record_does_not_have_on_the_day_is_written(desk: MiniSite) -> None:
    desk.write(
        "content/people/basic.md",
        "---\nname: Krešimir Bašić\nroles: [{title: Director General, from: 2020, to: 2021}]\n---\n",
    )

    imported(desk, "wire/raw.txt")

    assert (
        "  - name: Krešimir Bašić  # guess 0.9: known from content/people/basic.md, in paragraph 1\n    role: Dir"
        in article(desk)
    )


def test_date_that_is_none_is_wrong_usage(desk: MiniSite) -> None:
    assert imported(desk, "wire/raw.txt", "--date", "soon").status == 2
