"""What a check finds, in the forms in which it tells of it, and that it leaves everything as it is."""

import json
import os

import pytest

from tests.mini_site import MiniSite, Run, files_of

GOOD = {"summary": "A word on it."}


def check(site: MiniSite, *options: str) -> Run:
    return site.gazette("check", "--now", "2030-01-01", *options)


def test_sound_collection_has_no_problem(site: MiniSite) -> None:
    site.article("grid", **GOOD)

    run = check(site)

    assert (run.status, run.out, run.err) == (0, "no problem found\n", "")


def test_check_tells_all_that_a_build_tells_and_publishes_nothing(site: MiniSite) -> None:
    site.article("grid", "See [it](nowhere.md).", people="[Ada]", date="3 May", **GOOD)
    site.article("storm", "See [it](nowhere.md).", event_date="2023-11-05", **GOOD)
    site.write("layouts/day.html", "{% if %}")
    site.write("content/people/ada.md", "---\nname: [\n---\n")

    run = check(site)

    assert run.status == 1
    assert run.problems == site.build().problems
    assert {line.rpartition("[")[2] for line in run.problems} == {
        *("date-invalid]", "date-order]", "layout]", "link-broken]", "yaml-syntax]")
    }
    assert not site.output.exists()


def test_check_changes_nothing_but_what_is_remembered(site: MiniSite) -> None:
    site.article("grid", **GOOD)
    site.built()
    site.article("storm", **GOOD)
    before = {path: data for path, data in files_of(site.root).items() if not path.startswith(".gazette/")}

    assert check(site).status == 0

    after = {path: data for path, data in files_of(site.root).items() if not path.startswith(".gazette/")}
    assert after == before
    assert site.built().has("/2023/10/31/storm/")


def test_files_of_others_in_the_output_folder_are_no_problem(site: MiniSite) -> None:
    site.article("grid", **GOOD)
    site.write("site/mine.txt", "mine")

    assert check(site).status == 0


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"summary": ""},
            "2:8: warning: there is no summary, so lists and feeds show how the text begins; [summary-missing]",
        ),
        ({"title": "x" * 121}, "2:8: warning: the title has 121 characters; [title-long]"),
    ],
)
def test_what_only_looks_wrong_is_a_warning(site: MiniSite, keys: dict[str, str], told: str) -> None:
    site.article("grid", **GOOD | keys)

    run = check(site)

    begin, code = told.split("; ")
    assert run.status == 0
    (problem,) = run.problems
    assert problem.startswith(f"content/grid.md:{begin}")
    assert problem.endswith(code)
    assert run.out == "1 warning\n"


def test_title_that_is_just_short_enough_is_none_of_a_checks_business(site: MiniSite) -> None:
    site.article("grid", title="x" * 120, **GOOD)

    assert check(site).problems == []


def test_draft_need_have_no_summary_until_it_is_asked_for(site: MiniSite) -> None:
    site.article("grid", draft="true")

    assert check(site).problems == []
    assert "[summary-missing]" in check(site, "--drafts").err


def test_record_that_no_article_uses_is_told(site: MiniSite) -> None:
    site.article("grid", people="[Ada]", topics="[Wind]", **GOOD)
    site.record("people/ada", name="Ada")
    site.record("people/bea", name="Bea")
    site.record("topics/energy", name="Energy")
    site.record("topics/wind", name="Wind", parent="Energy")

    assert check(site).problems == [
        (
            'content/people/bea.md:2:7: warning: no article has "Bea"; name it in one, or remove this record'
            " [record-unused]"
        )
    ]


def test_record_that_only_a_draft_uses_is_in_order(site: MiniSite) -> None:
    site.article("grid", people="[Countess]", draft="true")
    site.record("people/ada", name="Ada", aliases="[Countess]")

    assert check(site).problems == []


def unlisted(site: MiniSite) -> list[str]:
    return [line.partition(": warning: ")[0] for line in check(site).problems if line.endswith("[person-unlisted]")]


@pytest.mark.parametrize(
    "body",
    [
        "They met Ada Byron there.",
        "Ada Byron’s word.",
        "“ADA BYRON”",
        "The Countess Lovelace, they say.",
        "Áda Byron spoke.",
        "Ada&nbsp;Byron",
        "**Ada** *Byron*",
        "| Met |\n| --- |\n| Ada Byron |",
        "With A. Byron, or A.Byron.",
        "With Ada Byron, Jr., they say.",
        "With Ada of Byron.",
        'With Ada "Bab" Byron.',  # which Markdown makes curly
        "With Ada 'Bab' Byron.",
        "With Ada «Bab» Byron.",
    ],
)
def test_known_person_in_the_text_and_not_in_people_is_told(site: MiniSite, body: str) -> None:
    site.article("grid", body, **GOOD)
    site.article("other", people="[Ada Byron]", **GOOD)
    aliases = """[Countess Lovelace, A. Byron, "Lovelace, Jr.", Ada of Byron, 'Ada "Bab" Byron', "Ada 'Bab' Byron"]"""
    site.record("people/ada", name="Ada Byron", aliases=aliases)

    (problem,) = [line for line in check(site).problems if line.endswith("[person-unlisted]")]

    assert 'the text names "Ada Byron", who is not in people;' in problem


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("One line.\n\nWith Ada Byron, and\nAda Byron again.", "8:6"),
        ("They have met Ada\nByron there.", "6:15"),
        ("> They have met Ada\n> Byron there.", "6:17"),
        ("With Ada&nbsp;Byron", "6:6"),
        ("With **Ada** _Byron_", "6:8"),
        ("With [Ada Byron](other.md), `Ada Byron`, <!-- Ada Byron --> and\nAda Byron.", "7:1"),
        ("With Ada, Byron, and Ada Byron.", "6:22"),
        ("With ada byron, and Ada Byron.", "6:21"),
        ("Two\nlines.\n\nWith A**da** Byron.", "6:1"),  # nowhere in one piece
    ],
)
def test_person_is_told_where_the_text_first_has_the_name(site: MiniSite, body: str, place: str) -> None:
    site.article("grid", body, **GOOD)
    site.article("other", people="[Ada Byron]", **GOOD)

    assert unlisted(site) == [f"content/grid.md:{place}"]


def test_each_person_is_told_once_with_a_place_of_its_own(site: MiniSite) -> None:
    site.article("grid", "Ada Byron met Bea Quist.\nBea Quist met Ada Byron, and Georgian ანა ბერი.", **GOOD)
    site.article("other", people="[Ada Byron, Bea Quist, ანა ბერი]", **GOOD)

    assert unlisted(site) == [f"content/grid.md:{place}" for place in ("6:1", "6:15", "7:39")]


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("With Ada Byron.", "[Countess Lovelace]"),  # listed by another spelling
        ("With Ada and Byron, and Ada Byronson.", "[Bea]"),  # others
        ("With Zoë.", "[Bea]"),  # one word may mean too many things
    ],
)
def test_text_that_names_nobody_who_should_be_listed_is_in_order(site: MiniSite, body: str, people: str) -> None:
    site.article("grid", body, people=people, **GOOD)
    site.article("other", people="[Ada Byron, Zoë]", **GOOD)
    site.record("people/ada", name="Ada Byron", aliases="[Countess Lovelace]")

    assert unlisted(site) == []


@pytest.mark.parametrize(
    "body",
    [
        "With [Ada Byron](other.md).",
        "With [Ada Byron][1].\n\n[1]: other.md",
        "With [**Ada Byron**](other.md).",
        "With [the Ada Byron story](other.md).",
        'With <a href="other.md">Ada Byron</a>.',
    ],
)
def test_person_whom_only_a_link_names_is_an_aside(site: MiniSite, body: str) -> None:
    site.article("grid", body, **GOOD)
    site.article("other", people="[Ada Byron]", **GOOD)

    assert unlisted(site) == []


@pytest.mark.parametrize(
    "body",
    [
        "Ada, Byron",
        "It was Ada. Byron left.",
        "Ada’s Byron",
        "ada byron, Ada byron and ada Byron",
        "He will smith iron in april, may be.",
        "| A | B |\n| --- | --- |\n| Ada | Byron |",
        "- Ada\n- Byron",
        "Ada<br>Byron",
        "Ada [and](other.md) Byron",
        "See <https://example.org/Ada_Byron/> or https://example.org/Ada-Byron/.",
        "See [it](https://example.org/ada/byron).",
        'See [it](other.md "Ada Byron").',
        '<span title="Ada Byron">she</span>',
        "She <!-- Ada Byron --> came.",
        "`Ada Byron`, `ada.byron`",
        "```\nAda Byron\n```",
        "    Ada Byron",
    ],
)
def test_words_that_are_no_name_or_no_text_are_no_person(site: MiniSite, body: str) -> None:
    site.article("grid", body, **GOOD)
    site.article("other", people="[Ada Byron, Will Smith, April May]", **GOOD)

    assert unlisted(site) == []


def test_title_and_source_of_an_article_are_no_text(site: MiniSite) -> None:
    site.article("grid", title="Ada Byron", source="Ada Byron", **GOOD)
    site.article("other", people="[Ada Byron]", **GOOD)

    assert unlisted(site) == []


def test_person_is_found_among_the_words_of_a_name_that_is_too_long_to_be_one(site: MiniSite) -> None:
    words = "Ada Byron " * 90
    site.article("grid", words * 10, **GOOD)
    site.article("other", people=f"[{words}King, Ada Byron]", **GOOD)

    assert unlisted(site) == ["content/grid.md:6:1"]


def test_guess_that_nobody_confirmed_is_told_until_its_comment_is_gone(site: MiniSite) -> None:
    path = site.article("grid", title="Grid  # guess 0.9: the first line", draft="true")

    assert check(site).problems == [
        (
            f'{path}:2:14: warning: guessed (90% sure: the first line): check it, then delete "# guess…"'
            " [guess-unconfirmed]"
        )
    ]

    site.article("grid", title="Grid", draft="true")
    assert check(site).problems == []


def test_warnings_are_errors_under_strict(site: MiniSite) -> None:
    site.article("grid")

    assert (check(site).status, check(site, "--strict").status) == (0, 1)


def test_problems_as_json_are_those_of_a_build(site: MiniSite) -> None:
    site.article("grid", date="3 May", **GOOD)

    run = check(site, "--format", "json")

    assert run.status == 1
    assert json.loads(run.out) == {"problems": json.loads(site.build("--json").out)["problems"]}
    assert run.err == ""


def test_annotations_have_the_path_in_the_repository(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("grid", date="3 May", **GOOD)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(site.root.parent))

    assert f"file={site.root.name}/content/grid.md," in check(site, "--format", "github").out


def test_file_whose_name_is_no_text_is_told_of_in_every_form(site: MiniSite) -> None:
    (site.root / os.fsdecode(b"content/bad\xff.md")).write_text("---\ntitle: Bad\n---\n", encoding="utf-8")

    for form in ("text", "github"):
        run = check(site, "--format", form)
        assert "bad\\udcff.md" in run.out + run.err
        assert (run.out + run.err).encode()
    told = json.loads(check(site, "--format", "json").out)["problems"]
    assert {row["path"] for row in told} == {"content/bad\udcff.md"}


def test_problems_as_annotations_hold_nothing_that_ends_them(site: MiniSite) -> None:
    site.article("gr,id:1", 'See [it]("a%.md).', date="3 May", **GOOD)

    run = check(site, "--format", "github")

    assert run.status == 1
    assert run.out.splitlines() == [
        (
            '::error file=content/gr%2Cid%3A1.md,line=3,col=7,title=date-invalid::date is "3 May"; its year is missing;'
            " write it as YYYY-05-03"
        )
    ]
