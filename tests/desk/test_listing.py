"""What `gazette list` lists: what is held back and why, and the terms of a taxonomy."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.mini_site import NOW, MiniSite, Run, files_of

ROOT = Path(__file__).resolve().parents[2]


def listed(site: MiniSite, *words: str) -> Run:
    """List as at NOW."""
    return site.gazette("list", "--now", NOW, *words)


def rows(site: MiniSite, *words: str) -> list[dict[str, Any]]:
    """Return what a list has as JSON; it must succeed without a word."""
    run = listed(site, "--json", *words)
    assert (run.status, run.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(run.out)
    return found


@pytest.fixture
def desk(site: MiniSite) -> MiniSite:
    """Return a collection with something held back for every reason."""
    site.article("shown", people="[Ada, Bea]")
    site.article("wip", date="2023-11-02", draft="true", people="[Nemo]")
    site.article("later", date="2031-05-01", title="Später 下次")
    site.article("soon", publish_date="2030-02-03T10:00:00+02:00")
    site.article("gone", expires="2024-01-01")
    site.article("all", draft="true", publish_date="2032-01-01", expires="2025-06-01 12:00")
    site.write("content/pages/about.md", "---\ntitle: About us\ndraft: true\n---\nText.\n")
    return site


def test_drafts_are_listed_newest_first_with_every_reason_and_pages_last(desk: MiniSite) -> None:
    run = listed(desk, "drafts")

    assert (run.status, run.err) == (0, "")
    assert run.out.splitlines() == [
        "2023-11-02  draft                                                      content/wip.md          Wip",
        "2023-10-31  draft, from 2032-01-01, expired 2025-06-01T12:00:00+00:00  content/all.md          All",
        "            draft                                                      content/pages/about.md  About us",
    ]


def test_columns_stand_under_each_other_where_letters_are_wide_or_combine(site: MiniSite) -> None:
    site.article("下次", draft="true", slug="a")
    site.article("x\u0301", draft="true", slug="b")

    assert sorted(line.split("content/")[1] for line in listed(site, "drafts").out.splitlines()) == [
        "x\u0301.md     X\u0301",
        "下次.md  下次",
    ]


def test_future_is_listed_as_it_will_appear_whether_by_its_date_or_by_publish_date(desk: MiniSite) -> None:
    found = [(row["path"], row["date"], row["publish_date"], row["reasons"]) for row in rows(desk, "future")]

    assert found == [
        ("content/soon.md", "2023-10-31", "2030-02-03T10:00:00+02:00", ["future"]),
        ("content/later.md", "2031-05-01", None, ["future"]),
        ("content/all.md", "2023-10-31", "2032-01-01", ["draft", "future", "expired"]),
    ]


def test_expired_is_listed_the_latest_first(desk: MiniSite) -> None:
    assert [(row["path"], row["expires"]) for row in rows(desk, "expired")] == [
        ("content/all.md", "2025-06-01T12:00:00+00:00"),
        ("content/gone.md", "2024-01-01"),
    ]


def test_now_decides_what_is_future_or_expired_and_the_epoch_stands_in_for_it(
    desk: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [
        row["path"] for row in json.loads(desk.gazette("list", "future", "--now", "2033-01-01", "--json").out)
    ] == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067199")  # a second before 2024

    assert desk.gazette("list", "expired").out == ""


def test_what_a_list_holds_is_what_a_build_shows_by_the_option_of_its_name(desk: MiniSite) -> None:
    held_back = {row["path"] for name in ("drafts", "future", "expired") for row in rows(desk, name)}
    shown = {row["path"] for row in desk.built().rows()}
    everything = {row["path"] for row in desk.built("--drafts", "--future", "--expired").rows()}

    assert shown & held_back == set()
    assert shown | held_back == everything | {"content/pages/about.md"}


def test_taxonomy_is_listed_with_the_counts_of_what_is_shown_by_count_and_then_name(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", aliases="[A.]")
    site.article("a", people="[Émile, Zoe, Dora]", date="2023-01-02")
    site.article("b", people="[Zoe]")
    site.article("c", people="[Zoe, Nemo]", draft="true")

    assert listed(site, "people").out.splitlines() == [
        "2  2023-01-02  2023-10-31  Zoe",
        "1  2023-01-02  2023-01-02  Dora",
        "1  2023-01-02  2023-01-02  Émile",
        "0                          Ada",
    ]


@pytest.mark.parametrize("taxonomy", ["people", "topics", "places"])
def test_list_of_a_taxonomy_as_json_is_its_data_file(site: MiniSite, taxonomy: str) -> None:
    site.configure("taxonomies: {places: }")
    site.record("topics/treaties", name="Treaties", parent="Law", aliases="[Pacts]")
    site.article("a", people="[Ada]", topics="[pacts]", places="[Bern]")
    site.article("b", topics="[Law]")

    assert rows(site, taxonomy) == site.built().json(f"/data/{taxonomy}.json")


def test_nothing_to_list_prints_nothing(site: MiniSite) -> None:
    site.article()

    assert [listed(site, name).out for name in ("drafts", "future", "expired", "people")] == [""] * 4
    assert rows(site, "drafts") == []


def test_titles_that_could_move_the_cursor_are_spelt_out(site: MiniSite) -> None:
    site.article(title='"A\\x1b[2J"', draft="true")

    assert "\x1b" not in listed(site, "drafts").out


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("draft", 'did you mean "drafts"?'),
        ("poeple", 'did you mean "people"?'),
        ("Person", 'did you mean "people"?'),
        ("organisation", 'did you mean "organisations"?'),
        ("xyzzy", "there are drafts, future, expired, people, topics, sources and organisations"),
    ],
)
def test_unknown_list_is_wrong_usage_with_a_suggestion(site: MiniSite, name: str, hint: str) -> None:
    site.configure("taxonomies: {organisations: }")
    site.article(tgas="x")

    run = site.gazette("list", name)

    assert (run.status, run.out) == (2, "")
    assert f'there is no list "{name}"; {hint}' in run.err
    assert "tgas" not in run.err


def test_list_without_a_name_is_wrong_usage(site: MiniSite) -> None:
    assert site.gazette("list").status == 2


def test_warnings_of_the_content_are_said_as_a_build_says_them(site: MiniSite) -> None:
    site.article("a", topics="[energy]", event_date="2024-01-01")
    site.article("b", topics="[Energy]", people="[Angela Merkel, Angela Merkle]")

    run = listed(site, "people")

    assert run.status == 0
    assert run.problems == site.build().problems
    assert len(run.problems) == 3


def test_errors_of_the_content_end_with_1_and_what_could_be_read_is_listed(site: MiniSite) -> None:
    site.article("good", draft="true")
    site.article("bad", draft="maybe", date="3 May")

    run = listed(site, "drafts")

    assert run.status == 1
    assert [line.split(": ")[0] for line in run.problems] == ["content/bad.md:3:7", "content/bad.md:4:8"]
    assert run.out.split() == ["2023-10-31", "draft", "content/good.md", "Good"]


def test_folder_without_settings_is_named(site: MiniSite) -> None:
    (site.root / "config.yaml").unlink()

    run = listed(site, "drafts")

    assert (run.status, [line.rpartition(" ")[2] for line in run.problems]) == (1, ["[config-missing]"])


def test_list_writes_nothing_but_its_memory(site: MiniSite) -> None:
    site.article("a", draft="true")
    site.article("b")
    before = files_of(site.root)

    listed(site, "drafts")

    after = files_of(site.root)
    assert {path: data for path, data in after.items() if not path.startswith(".gazette/")} == before
    assert {path for path in after if path.startswith(".gazette/")} == {".gazette/snapshot.db"}


def edited(site: MiniSite) -> None:
    """Edit an article."""
    site.article("a", "Other words.", draft="true", people="[Bea]")


@pytest.mark.parametrize("edit", [lambda _: None, edited])
def test_list_changes_nothing_of_what_a_build_makes(
    site: MiniSite, tmp_path_factory: pytest.TempPathFactory, edit: Callable[[MiniSite], None]
) -> None:
    other = MiniSite(tmp_path_factory.mktemp("other"))
    for desk in (site, other):
        desk.article("a", draft="true")
        desk.article("b")
        desk.built()
        edit(desk)
    listed(site, "drafts")
    listed(site, "people")

    reports = [json.loads(desk.build("--json", "--drafts").out) for desk in (site, other)]

    assert site.files() == other.files()
    assert reports[0] | {"seconds": 0} == reports[1] | {"seconds": 0}


def test_build_parses_nothing_that_a_list_has_read(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        site.article(name)
    listed(site, "people")
    monkeypatch.setattr("gazette.content.markup.render_markdown", None)

    assert site.build().status == 0


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" * 99])
def test_damaged_memory_is_begun_anew(site: MiniSite, damage: bytes) -> None:
    site.article("a", draft="true")
    site.built()
    site.write(".gazette/snapshot.db", damage)

    assert [row["path"] for row in rows(site, "drafts")] == ["content/a.md"]


def test_list_waits_while_a_build_is_at_work(site: MiniSite) -> None:
    site.article("a", draft="true")
    hold = (
        "import sys, time; from pathlib import Path; from gazette.publishing.lock import locked\n"
        "with locked(Path(sys.argv[1]), print): print('mine', flush=True); time.sleep(0.5)"
    )
    with subprocess.Popen([sys.executable, "-c", hold, str(site.root)], cwd=ROOT, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"mine\n"

        run = listed(site, "drafts")

    assert "another build is at work here" in run.err
    assert (run.status, run.out.split()[-1]) == (0, "A")


def test_list_leaves_the_lock_of_the_collection_free(site: MiniSite) -> None:
    site.article()
    listed(site, "drafts")

    assert not (site.root / ".gazette" / "lock").exists()
    assert site.build().status == 0
