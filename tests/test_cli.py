"""Arguments, report and exit status."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gazette.publishing.lock import locked
from tests.mini_site import MiniSite, files_of

ROOT = Path(__file__).resolve().parents[1]


def test_build_that_succeeds_ends_with_0_and_says_what_it_did(site: MiniSite) -> None:
    site.article("grid", people="Ada")

    run = site.build()

    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("1 article on ")
    assert f" written, 0 unchanged, 0 removed in {site.output}" in run.out


def test_build_with_an_error_ends_with_1_and_leaves_the_site_as_it_was(site: MiniSite) -> None:
    site.article("grid")
    before = site.built().files()
    site.article("grid", "Changed.", tgas="[x]")
    site.article("new")

    run = site.build()

    assert (run.status, run.out) == (1, "")
    assert run.err.splitlines() == [
        'content/grid.md:4:1: error: unknown key "tgas"; did you mean "tags"? [key-unknown]',
        f"1 error; {site.output} is as it was",
    ]
    assert site.files() == before


def test_build_with_an_error_where_there_was_no_site_makes_none(site: MiniSite) -> None:
    site.article("grid", date="3 May")

    assert site.build().status == 1
    assert not site.output.exists()


def test_every_problem_of_every_file_is_said_at_once_in_the_order_of_places(site: MiniSite) -> None:
    site.article("shown")
    site.article("b", "[x](no.md)\n\n<script>x</script>", tgas="x")
    site.article("a", date="2023-13-01", draft="maybe")
    site.write("content/c.md", "No front matter.")
    site.record("people/ada", name="Ada", image="no.png")
    site.write("layouts/home.html", "{{ page.nope }}")

    codes = [line.split(": ")[0] + line.rpartition(" ")[2] for line in site.build().problems]

    assert codes == [
        "content/b.md:8:1[html-removed]",  # a warning
        "content/a.md:3:7[date-invalid]",
        "content/a.md:4:8[type]",
        "content/b.md:4:1[key-unknown]",
        "content/b.md:6:5[link-broken]",
        "content/c.md:1[front-matter-missing]",
        "content/people/ada.md:3:8[link-broken]",
        "layouts/home.html:1[layout]",
    ]


def test_warnings_let_a_build_pass_and_strict_makes_them_errors(site: MiniSite) -> None:
    site.article("a", topics="energy")
    site.article("b", topics="Energy")

    mild, strict = site.build("--output", str(site.root / "mild")), site.build("--strict")

    assert (mild.status, strict.status) == (0, 1)
    assert [line.split(": ")[1] for line in mild.problems] == ["warning"]
    assert strict.problems == [mild.problems[0].replace(": warning: ", ": error: ")]
    assert mild.out.endswith("; 1 warning\n")
    assert not site.output.exists()


JSON_KEYS = "articles pages rendered written unchanged removed seconds problems".split()


def test_json_report_is_one_object_with_the_promised_keys(site: MiniSite) -> None:
    site.article("a", topics="energy")
    site.article("b", topics="Energy")

    run = site.build("--json")
    report = json.loads(run.out)

    assert list(report) == JSON_KEYS
    assert (report["articles"], report["written"], report["unchanged"]) == (2, len(site.files()), 0)
    assert report["problems"] == [
        {
            "path": "content/a.md",
            "line": 4,
            "column": 9,
            "severity": "warning",
            "message": '"energy" is "Energy" in content/b.md:4:9; spell it the same way',
            "code": "name-spelling",
        }
    ]


def test_json_report_of_a_build_with_nothing_to_do_has_nothing_written(site: MiniSite) -> None:
    site.article()
    site.built()

    report = json.loads(site.build("--json").out)

    assert (report["written"], report["unchanged"], report["removed"]) == (0, len(site.files()), 0)


def test_json_report_of_a_failed_build_holds_the_problems(site: MiniSite) -> None:
    site.article(date="3 May")
    site.article("shown")

    run = site.build("--json")
    report = json.loads(run.out)

    assert (run.status, list(report), report["written"]) == (1, JSON_KEYS, 0)
    assert [(problem["path"], problem["line"], problem["code"]) for problem in report["problems"]] == [
        ("content/grid.md", 3, "date-invalid")
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "--drfats"], "No such option '--drfats'. Did you mean '--drafts'?"),
        (["biuld"], 'there is no verb "biuld"; did you mean "build"?'),
        (["build", "--now", "yesterday"], '"yesterday": write a day as 2023-10-31'),
        (["build", "--now", "2023-02-30"], "there is no such day"),
        (["build", "surplus"], "unexpected extra argument"),
        (["--root", "no-such-folder", "build"], "'no-such-folder' does not exist"),
        (["clean", "--drafts"], "No such option '--drafts'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_meant(site: MiniSite, words: list[str], message: str) -> None:
    site.article()

    run = site.gazette(*words)

    assert run.status == 2
    assert message in " ".join(run.err.split())
    assert not site.output.exists()


def test_help_and_version_end_with_0(site: MiniSite) -> None:
    assert site.gazette("--version").out.startswith("gazette, version ")
    run = site.gazette("build", "--help")

    assert run.status == 0
    for option in "--output --base-url --drafts --future --expired --now --clean --strict --no-search --json".split():
        assert option in run.out


NOW_CASES = [
    (["--now", "2023-06-01"], "", 1),
    (["--now", "2023-06-03"], "", 2),
    (["--now", "2023-06-02T12:00:00+00:00"], "", 2),
    (["--now", "2023-06-02T13:59:59+02:00"], "", 1),
    ([], "1685707200", 2),
    ([], "1685707199", 1),
    (["--now", "2023-06-01"], "1685707200", 1),
]


@pytest.mark.parametrize(("options", "epoch", "articles"), NOW_CASES)
def test_now_is_the_option_else_the_epoch(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch, options: list[str], epoch: str, articles: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site.article("a", date="2023-01-01")
    site.article("b", date="2023-06-02T12:00:00Z")

    run = site.gazette("build", "--json", *options)

    assert json.loads(run.out)["articles"] == articles


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999999"])
def test_epoch_that_is_no_number_of_seconds_is_wrong_usage(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site.article()

    run = site.gazette("build")

    assert run.status == 2
    assert f'SOURCE_DATE_EPOCH is "{epoch}"' in run.err


def test_without_now_the_clock_decides(site: MiniSite) -> None:
    site.article("past", date="2001-01-01")
    site.article("far", date="9999-01-01")

    assert json.loads(site.gazette("build", "--json").out)["articles"] == 1


def test_base_url_of_the_option_goes_before_the_environment_and_that_before_the_settings(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article()
    found = [site.built().json("/feed.json")["home_page_url"]]
    monkeypatch.setenv("GAZETTE_BASE_URL", "https://env.example/a")
    found.append(site.built().json("/feed.json")["home_page_url"])
    found.append(site.built("--base-url", "https://option.example/b/").json("/feed.json")["home_page_url"])

    assert found == ["https://example.org/", "https://env.example/a/", "https://option.example/b/"]


@pytest.mark.parametrize("address", ["ftp://example.org", "https://", "javascript:alert(1)"])
def test_base_url_that_is_no_address_is_refused(site: MiniSite, address: str) -> None:
    site.article()

    run = site.build("--base-url", address)

    assert run.status == 1
    assert run.problems == [
        (
            f'--base-url: error: base_url is "{address}"; it must be an address such as https://example.org/briefings'
            " [type]"
        )
    ]


@pytest.mark.parametrize("where", [".", "..", "content", "content/2023", "layouts", "assets"])
def test_output_over_the_collection_is_refused(site: MiniSite, where: str) -> None:
    path = site.article("2023/grid")
    before = files_of(site.root)

    run = site.build("--output", str(site.root / where))

    assert (run.status, [line.rpartition(" ")[2] for line in run.problems]) == (1, ["[output-refused]"])
    assert files_of(site.root) == before
    assert (site.root / path).exists()


def test_output_over_a_home_is_refused(site: MiniSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    site.article()

    assert "[output-refused]" in site.build("--output", str(tmp_path / "home")).err
    assert files_of(tmp_path / "home") == {}


def test_output_over_foreign_files_is_refused(site: MiniSite, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter.doc").write_text("mine")
    site.article()

    run = site.build("--output", str(tmp_path / "thesis"))

    assert (run.status, [line.rpartition(" ")[2] for line in run.problems]) == (1, ["[output-foreign]"])
    assert files_of(tmp_path / "thesis") == {"chapter.doc": b"mine"}


def test_output_may_be_anywhere_else(site: MiniSite, tmp_path: Path) -> None:
    site.article()
    site.built("--output", str(tmp_path / "deep" / "er"))

    assert (tmp_path / "deep/er/index.html").is_file()
    assert not site.output.exists()


def test_clean_removes_the_site_and_nothing_else(site: MiniSite) -> None:
    site.article()
    before = files_of(site.root)
    built = site.built().files()
    site.write("site/mine.txt", "mine")

    run = site.gazette("clean")

    assert (run.status, run.out) == (0, f"removed {len(built)} files from {site.output}\n")
    left = {path: data for path, data in files_of(site.root).items() if not path.startswith(".gazette/")}
    assert left == before | {"site/mine.txt": b"mine"}


def test_clean_of_a_site_with_nothing_foreign_leaves_no_trace(site: MiniSite) -> None:
    site.article()
    before = files_of(site.root)
    site.built()

    site.gazette("clean")

    assert files_of(site.root) == before
    assert not site.output.exists()
    assert not (site.root / ".gazette").exists()


def test_clean_before_any_build_does_nothing(site: MiniSite) -> None:
    site.article()
    before = files_of(site.root)

    run = site.gazette("clean")

    assert (run.status, run.out) == (0, f"removed 0 files from {site.output}\n")
    assert files_of(site.root) == before


def test_stale_output_goes_with_its_source(site: MiniSite) -> None:
    path = site.article("old", people="Nemo", date="2001-01-01", aliases="[/older/]")
    site.article("new", people="Ada")
    site.built()
    (site.root / path).unlink()

    run = site.build()

    assert run.status == 0
    assert [path for path in site.files() if path.startswith(("2001", "people/nemo", "older"))] == []
    assert not (site.output / "2001").exists()


def test_output_in_a_pipe_has_no_colours_and_no_bar(site: MiniSite) -> None:
    site.article("a", topics="energy")
    site.article("b", topics="Energy")

    done = subprocess.run(
        [sys.executable, "-m", "gazette", "--root", str(site.root), "build"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "\x1b" not in done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_control_characters_of_content_do_not_reach_the_terminal(site: MiniSite) -> None:
    site.article(title='"\\e[31mred"', people="[Ada]", date='"\\e[2J\\r"')

    assert not [char for char in site.build().err if ord(char) < 32 and char != "\n"]


def test_file_name_cannot_write_to_the_terminal(site: MiniSite) -> None:
    site.article()
    site.write("content/a\x1b[31m\nb.md", "No front matter.")

    run = site.build()

    assert len(run.err.splitlines()) == 2
    assert not [char for char in run.err if ord(char) < 32 and char != "\n"]


def test_file_name_that_is_not_utf8_is_named(site: MiniSite) -> None:
    site.article()
    name = os.fsdecode(b"content/caf\xe9.md")
    site.write(name, "---\ntitle: Coffee\ndate: 2023-01-01\n---\n")

    run = site.build()

    assert run.status == 1
    assert [line.startswith("content/caf") for line in run.problems] == [True]


def test_interrupted_build_ends_with_130_and_leaves_the_site_as_it_was(site: MiniSite) -> None:
    site.article()
    before = site.built().files()
    program = (  # a test run in the background ignores the signal, and so would what it starts
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from gazette.cli import main; main()"
    )
    with locked(site.root, print):
        process = subprocess.Popen(
            [sys.executable, "-c", program, "--root", str(site.root), "build"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith("another build is at work here")
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate()  # where the signal came just before it waited, it goes on here

    assert (process.returncode, errors.strip()) == (130, "interrupted; the site is as it was")
    assert site.files() == before


def test_clean_of_one_output_keeps_the_list_of_another(site: MiniSite) -> None:
    site.article()
    other = str(site.root / "other")
    site.built()
    site.built("--output", other)
    site.gazette("clean")

    assert site.build("--output", other).status == 0


def test_clean_that_the_disk_refuses_is_a_problem_and_can_be_done_again(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("grid")
    site.built()

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied", "site")

    with monkeypatch.context() as broken:
        broken.setattr("gazette.publishing.trees.Tree.remove", refuse)
        run = site.gazette("clean")

    assert run.status == 1
    assert "Permission denied" in run.err
    assert run.problems != []
    assert site.gazette("clean").status == 0
    assert not site.output.exists()


def test_build_after_clean_leaves_foreign_files_as_before(site: MiniSite) -> None:
    site.article()
    site.built()
    site.write("site/mine.txt", "mine")
    site.built()
    site.gazette("clean")

    assert site.build().status == 0


def test_fault_of_the_program_shows_no_traceback_unasked(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette.engine.gathering.Planner.plan", lambda *_: dict[str, int]()["boom"])

    run = site.build()

    assert run.status == 1
    assert run.err == "gazette: error: KeyError: 'boom'; run it with --debug to see where\n"


def test_summary_of_a_build_counts_what_is_held_back_also_where_nothing_has_changed(site: MiniSite) -> None:
    site.article("a")
    for name in ("b", "c"):
        site.article(name, draft="true")
    site.article("d", date="2031-01-01")
    site.article("e", expires="2024-01-01")
    site.write("content/pages/p.md", "---\ntitle: P\ndraft: true\n---\nText.\n")
    told = [
        re.sub(r" on \d+ pages?", "", site.build(*words).out.partition(" in ")[0]) for words in ((), (), ("--drafts",))
    ]

    assert told == ["1 article, 3 drafts, 1 future and 1 expired held back,"] * 2 + [
        "3 articles, 1 future and 1 expired held back,"
    ]
    (site.root / "content/d.md").unlink()
    (site.root / "content/e.md").unlink()
    assert ", " not in site.build("--drafts").out.partition(" in ")[0]


def test_warnings_of_what_is_left_out_are_those_of_now(site: MiniSite) -> None:
    site.article("a")
    numbers = []
    for name in ("x", "y", ""):
        if name:
            site.write(f"content/_posts/{name}.md", "x")
        else:
            shutil.rmtree(site.root / "content/_posts")
        for _ in range(2):
            found = [problem for problem in site.build().problems if "[left-out]" in problem]
            numbers.append([problem.split()[2] for problem in found])

    assert numbers == [["1"], ["1"], ["2"], ["2"], [], []]


def test_settings_called_otherwise_are_told_of_also_after_a_build(site: MiniSite) -> None:
    site.article("a")
    site.built()
    site.write("config.yml", "title: Other\n")

    assert [problem.split(":")[0] for problem in site.build().problems] == ["config.yml"]
