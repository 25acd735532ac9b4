"""Addresses that were published once: what becomes of them, on whole sites."""

import json
from pathlib import Path
from typing import Any

import pytest

from gazette.pages.plan import Plan, Planner
from tests.mini_site import MiniSite, Run, hrefs, words

NOW = ("--now", "2030-01-01")


def permalinks(site: MiniSite, *options: str) -> Run:
    return site.gazette("permalinks", *NOW, *options)


def record(site: MiniSite) -> str:
    """Record what has an address, which must succeed, and return the ledger without its head."""
    run = permalinks(site, "--record")
    assert run.status == 0, run.err
    return lines(site)


def lines(site: MiniSite) -> str:
    return (site.root / "permalinks.txt").read_text(encoding="utf-8").partition("\n\n")[2]


def ledger(site: MiniSite, text: str) -> None:
    site.write("permalinks.txt", text)


def states(site: MiniSite) -> dict[str, str]:
    found: dict[str, Any] = json.loads(permalinks(site, "--json").out)
    return {row["address"]: row["state"] for row in found["recorded"]}


def target(site: MiniSite, url: str) -> str:
    """Return where a page sends its readers on."""
    (refresh,) = [meta for meta in site.page(url).iter("meta") if meta.get("http-equiv") == "refresh"]
    return (refresh.get("content") or "").removeprefix("0; url=")


def test_recording_writes_a_line_for_each_article_and_term(site: MiniSite) -> None:
    site.article("2023/grid", people="[Ada Byron, Zoë]", topics="[Energy]", source="Reuters")
    site.article("2023/a draft", draft="true")
    site.article("2023/later", date="2031-01-01")
    site.record("people/ada", name="Ada Byron")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n")

    assert record(site) == (
        "/2023/10/31/grid/ content/2023/grid.md\n"
        "/people/ada-byron/ content/people/ada.md\n"
        "/people/zoe/ people: Zoë\n"
        "/sources/reuters/ sources: Reuters\n"
        "/topics/energy/ topics: Energy\n"
    )


def test_recording_twice_changes_nothing(site: MiniSite) -> None:
    site.article("grid", people="[Ada]")
    record(site)
    before = (site.root / "permalinks.txt").stat()

    run = permalinks(site, "--record")

    assert (run.status, run.out) == (0, "permalinks.txt is as it was\n")
    assert (site.root / "permalinks.txt").stat() == before


def test_recording_keeps_comments_gone_lines_and_what_is_lost(site: MiniSite) -> None:
    site.article("b")
    text = "# Ours\n\n# Of c\n/c/ content/c.md gone: true C\n/lost/ content/lost.md\n# End\n"
    ledger(site, text)

    run = permalinks(site, "--record")

    assert run.status == 1
    assert (site.root / "permalinks.txt").read_text(encoding="utf-8") == (
        "# Ours\n\n/2023/10/31/b/ content/b.md\n# Of c\n/c/ content/c.md gone: true C\n/lost/ content/lost.md\n# End\n"
    )


def test_recording_leaves_no_other_file_and_keeps_the_mode(site: MiniSite) -> None:
    site.article("a")
    record(site)
    (site.root / "permalinks.txt").chmod(0o640)
    site.article("b")

    record(site)

    assert (site.root / "permalinks.txt").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in site.root.iterdir() if path.name.startswith(".p")] == []


def test_recording_on_a_full_disk_is_a_problem_and_leaves_the_ledger(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("a")
    before = record(site)
    site.article("b")

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gazette.content.files.os.fsync", refuse)
    run = permalinks(site, "--record")

    assert (run.status, run.problems) == (
        1,
        ["permalinks.txt: error: No space left on device; nothing was recorded [disk]"],
    )
    assert lines(site) == before


def test_edit_of_the_ledger_while_it_is_recorded_is_kept(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("a")

    class Slow(Planner):
        def plan(self, *given: Any) -> Plan:
            ledger(site, "# Mine\n")
            return super().plan(*given)

    monkeypatch.setattr("gazette.engine.gathering.Planner", Slow)

    run = permalinks(site, "--record")

    assert (run.status, run.problems) == (
        1,
        ["permalinks.txt: error: there is such a file already; nothing was written; run it again [edit-refused]"],
    )
    assert (site.root / "permalinks.txt").read_text(encoding="utf-8") == "# Mine\n"


@pytest.mark.parametrize(
    "fault",
    [
        ("content/b.md", "---\ntitle: B\n---\n"),
        ("content/x/grid.md", "---\ntitle: Same address\ndate: 2023-10-31\n---\n"),
        ("permalinks.txt", "/a/ nobody\n"),
        ("permalinks.txt", "<<<<<<< HEAD\n"),
    ],
)
def test_nothing_is_recorded_of_a_site_that_could_not_be_published(site: MiniSite, fault: tuple[str, str]) -> None:
    site.article("grid")
    site.write(*fault)
    before = site.files(), (site.root / "permalinks.txt").exists() and lines(site)

    run = permalinks(site, "--record")

    assert run.status == 1
    assert before == (site.files(), (site.root / "permalinks.txt").exists() and lines(site))


def test_report_lists_what_is_new_moved_gone_lost_and_of_another_owner(site: MiniSite) -> None:
    for name in ("a", "b", "d"):
        site.article(name)
    site.article("new", title="Another")
    ledger(
        site,
        "/2023/10/31/a/ content/z.md\n/2023/10/31/b/ content/b.md\n/2023/10/31/d/ content/d.md\n"
        "/gone/ content/g.md gone: true The end\n/lost/ content/l.md\n/old/ content/b.md\n",
    )

    run = permalinks(site)

    assert run.status == 1
    assert run.out.splitlines() == [
        "gone   /gone/ The end",
        "lost   /lost/ content/l.md is not there any more",
        "moved  /old/ to /2023/10/31/b/",
        "new    /2023/10/31/new/ content/new.md",
        "owner  /2023/10/31/a/ content/a.md, not content/z.md",
        "6 addresses in permalinks.txt, 1 new",
    ]


def test_report_as_json_has_every_line(site: MiniSite) -> None:
    site.article("a")
    site.article("new", title="Another")
    ledger(site, "/2023/10/31/a/ content/a.md\n/old/ content/a.md\n")

    report = json.loads(permalinks(site, "--json").out)

    assert report["new"] == [{"address": "/2023/10/31/new/", "owner": "content/new.md"}]
    assert [(row["address"], row["state"], row["target"]) for row in report["recorded"]] == [
        ("/2023/10/31/a/", "page", ""),
        ("/old/", "moved", "/2023/10/31/a/"),
    ]
    assert (report["is_written"], report["problems"]) == (False, [])


def test_collection_without_a_ledger_builds_without_a_word(site: MiniSite) -> None:
    site.article("a", summary="S")

    run = site.build()

    assert (run.status, run.problems) == (0, [])
    assert not (site.root / "permalinks.txt").exists()


@pytest.mark.parametrize(
    ("edit", "url"),
    [
        ({"slug": "renamed"}, "/2023/10/31/renamed/"),
        ({"date": "2023-11-02"}, "/2023/11/02/grid/"),
        ({"title": "Another title"}, "/2023/10/31/grid/"),
    ],
)
def test_edited_article_is_found_at_its_old_address(site: MiniSite, edit: dict[str, str], url: str) -> None:
    site.article("grid")
    record(site)

    site.article("grid", **edit)
    site.built()

    if url != "/2023/10/31/grid/":
        assert target(site, "/2023/10/31/grid/") == url
        assert site.read("/_redirects") == f"/2023/10/31/grid/ {url} 301\n"
    assert site.has(url)


def test_feed_is_redirected_from_folders_only_and_not_where_something_is(site: MiniSite) -> None:
    site.article("grid", people="[Ada, Bea]", aliases="[/of-article/]")
    ledger(
        site,
        "/a.html people: Ada\n/b/ people: Ada\n/c people: Ada\n/c/feed.xml people: Bea\n"
        "/d/ content/grid.md\n/of-article/ content/grid.md\n",
    )

    rules = [line for line in site.built().read("/_redirects").splitlines() if line.endswith("feed.xml 301")]

    assert rules == ["/b/feed.xml /people/ada/feed.xml 301"]


def test_pattern_of_addresses_may_change(site: MiniSite) -> None:
    site.article("2023/grid")
    record(site)

    site.configure("permalinks: {article: '/{folder}/{slug}/'}")

    assert target(site.built(), "/2023/10/31/grid/") == "/2023/grid/"


def test_renamed_record_is_found_at_its_old_address_with_its_feed(site: MiniSite) -> None:
    site.article("grid", people="[Ada Byron]")
    site.record("people/ada", name="Ada Byron")
    record(site)

    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")
    site.built()

    assert target(site, "/people/ada-byron/") == "/people/ada-king/"
    assert site.read("/_redirects") == (
        "/people/ada-byron/ /people/ada-king/ 301\n/people/ada-byron/feed.xml /people/ada-king/feed.xml 301\n"
    )


def test_name_that_became_an_alias_of_a_record_is_found_there_and_belongs_to_it(site: MiniSite) -> None:
    site.article("grid", people="[Ada Byron]")
    assert "/people/ada-byron/ people: Ada Byron\n" in record(site)

    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")

    assert target(site.built(), "/people/ada-byron/") == "/people/ada-king/"
    assert "/people/ada-byron/ content/people/ada.md\n" in record(site)


def test_name_that_a_record_has_but_for_its_marks_is_found_there(site: MiniSite) -> None:
    site.article("grid", people="[Zoe]")
    record(site)

    site.record("people/zoe", name="Zoë", slug="zoe-the-first")

    assert target(site.built(), "/people/zoe/") == "/people/zoe-the-first/"


def test_other_spelling_of_a_name_leaves_its_line(site: MiniSite) -> None:
    site.article("grid", people="[Ada Byron]")
    before = record(site)

    site.article("grid", people="[ADA  byron]")

    assert record(site) == before


def test_renamed_file_with_the_same_address_belongs_to_it_at_the_next_recording(site: MiniSite) -> None:
    site.article("2023/grid")
    record(site)

    (site.root / "content/2023").rename(site.root / "content/archive")

    assert site.built().has("/2023/10/31/grid/")
    assert record(site) == "/2023/10/31/grid/ content/archive/grid.md\n"


def test_address_that_another_article_took_is_its_own(site: MiniSite) -> None:
    site.article("old")
    record(site)

    site.article("old", slug="moved")
    site.article("new", slug="old")

    assert "New" in site.built().main("/2023/10/31/old/")
    assert site.read("/_redirects") == ""
    assert record(site) == "/2023/10/31/moved/ content/old.md\n/2023/10/31/old/ content/new.md\n"


def test_two_articles_that_change_places_stay_pages(site: MiniSite) -> None:
    site.article("a")
    site.article("b")
    record(site)

    site.article("a", slug="b")
    site.article("b", slug="a")

    assert set(states(site).values()) == {"page"}
    assert site.build().status == 0


def test_many_moves_are_one_hop(site: MiniSite) -> None:
    site.article("grid", aliases="[/first/]")
    for slug in ("second", "third", "fourth"):
        record(site)
        site.article("grid", slug=slug, aliases="[/first/]")
    site.built()

    for old in ("/first/", "/2023/10/31/grid/", "/2023/10/31/second/", "/2023/10/31/third/"):
        assert target(site, old) == "/2023/10/31/fourth/"
    assert site.read("/_redirects").count(" /2023/10/31/fourth/ 301\n") == 4


def test_alias_and_recorded_address_are_one_redirect(site: MiniSite) -> None:
    site.article("grid")
    record(site)

    site.article("grid", slug="renamed", aliases="[/2023/10/31/grid/]")

    assert site.built().read("/_redirects") == "/2023/10/31/grid/ /2023/10/31/renamed/ 301\n"


def test_alias_goes_before_the_ledger_and_is_recorded(site: MiniSite) -> None:
    site.article("grid")
    record(site)
    (site.root / "content/grid.md").unlink()
    site.article("power", aliases="[/2023/10/31/grid/]")

    assert target(site.built(), "/2023/10/31/grid/") == "/2023/10/31/power/"
    assert "/2023/10/31/grid/ content/power.md\n" in record(site)

    site.article("power")
    assert target(site.built(), "/2023/10/31/grid/") == "/2023/10/31/power/"


def test_alias_of_an_article_is_recorded_and_outlives_its_line_and_its_article(site: MiniSite) -> None:
    site.article("grid", aliases="[/2019/grid.html, /2019/grid]")
    site.article("draft", aliases="[/2019/draft.html]", draft="true")
    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")
    assert record(site) == (
        "/2023/10/31/grid/ content/grid.md\n/2019/grid content/grid.md\n/2019/grid.html content/grid.md\n"
        "/people/ada-king/ content/people/ada.md\n"
    )

    site.article("grid")
    assert target(site.built(), "/2019/grid.html") == "/2023/10/31/grid/"

    (site.root / "content/grid.md").unlink()
    lost = [problem.split(" leads nowhere any more")[0] for problem in site.build().problems]
    assert lost == [
        "permalinks.txt:5: error: /2023/10/31/grid/",
        "permalinks.txt:6: error: /2019/grid",
        "permalinks.txt:7: error: /2019/grid.html",
    ]


def test_alias_that_takes_what_is_recorded_of_another_article_is_told_of_until_it_is_recorded(site: MiniSite) -> None:
    site.article("b", summary="S")
    record(site)
    site.article("b", slug="moved", summary="S")
    site.article("a", aliases="[/2023/10/31/b/]", summary="S")

    run = site.build()

    assert run.status == 0
    assert run.problems == [
        (
            "content/a.md:4:11: warning: this alias takes /2023/10/31/b/, which permalinks.txt has for content/b.md,"
            " still published: its readers come here now; take the alias out, or record that it is so by gazette"
            " permalinks --record [permalink-taken]"
        )
    ]

    record(site)

    assert site.build().problems == []


@pytest.mark.parametrize("options", [(), ("--record",)])
def test_nothing_is_said_of_addresses_that_could_not_be_read(site: MiniSite, options: tuple[str, ...]) -> None:
    site.article("grid")
    record(site)
    (site.root / "config.yaml").unlink()

    run = permalinks(site, *options)
    found = json.loads(permalinks(site, *options, "--json").out)

    assert (run.status, run.out) == (1, "")
    assert (found["new"], found["recorded"], found["is_written"]) == (None, None, False)


def test_address_that_waits_for_the_clock_is_listed_as_waiting(site: MiniSite) -> None:
    site.article("grid", people="[Ada]")
    record(site)
    site.article("grid", people="[Ada]", expires="2024-01-01")

    assert set(states(site).values()) == {"waiting"}
    assert permalinks(site).out.startswith("waiting /2023/10/31/grid/ content/grid.md is not published (expired)\n")


def test_redirect_carries_the_path_of_base_url(site: MiniSite) -> None:
    site.article("grid")
    ledger(site, "/old/ content/grid.md\n/gone/ gone: true Gone\n")

    site.built("--base-url", "https://example.org/briefings")

    assert target(site, "/old/") == "/briefings/2023/10/31/grid/"
    assert site.read("/_redirects") == (
        "/briefings/old/ /briefings/2023/10/31/grid/ 301\n/briefings/gone/ /briefings/gone/index.html 410!\n"
    )


def test_link_to_a_moved_or_withdrawn_address_is_not_broken(site: MiniSite) -> None:
    site.article("grid", body="See [old](/old/) and [gone](/gone/).")
    ledger(site, "/old/ content/grid.md\n/gone/ gone: true Gone\n")

    assert site.build().status == 0


def test_moved_and_withdrawn_addresses_are_in_no_sitemap_list_or_feed(site: MiniSite) -> None:
    site.article("grid")
    ledger(site, "/old/ content/grid.md\n/gone/ gone: true Gone\n")
    site.built()

    for path in ("/sitemap.xml", "/feed.xml", "/", "/data/articles.jsonl"):
        assert "/old/" not in site.read(path).replace("<id>https://example.org/old/</id>", "")
        assert "/gone/" not in site.read(path)


def test_withdrawn_article_has_a_page_that_says_so(site: MiniSite) -> None:
    site.article("grid")
    ledger(site, "/2023/11/02/leak/ content/leak.md gone: true The <leak> & more\n")
    site.built()

    page = site.page("/2023/11/02/leak/")
    assert "The <leak> & more" in site.main("/2023/11/02/leak/")
    assert "withdrawn" in site.main("/2023/11/02/leak/")
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert {"/", "/search/"} <= set(hrefs(page))
    assert site.read("/_redirects") == "/2023/11/02/leak/ /2023/11/02/leak/index.html 410!\n"


def test_withdrawn_article_without_a_title_is_named_by_its_address(site: MiniSite) -> None:
    site.article("grid")
    ledger(site, "/2019/a%20b.html gone: true\n")

    (heading,) = site.built().page("/2019/a b.html").iter("h1")

    assert words(heading) == "/2019/a%20b.html"
    assert site.read("/_redirects") == "/2019/a%20b.html /2019/a%20b.html 410!\n"


def test_what_is_declared_gone_and_is_there_stays_a_page_with_a_warning(site: MiniSite) -> None:
    site.article("grid", summary="S")
    ledger(site, "/2023/10/31/grid/ content/grid.md gone: true Grid\n")

    run = site.build()

    assert "Grid" in site.main("/2023/10/31/grid/")
    assert run.problems == [
        (
            "permalinks.txt:1: warning: /2023/10/31/grid/ is there, though this line says that it is gone;"
            ' take "gone: true" out of it [permalink-gone]'
        )
    ]
    assert "gone: true" in (site.root / "permalinks.txt").read_text()


def test_title_of_what_is_withdrawn_may_change_and_it_may_come_back(site: MiniSite) -> None:
    site.article("grid", slug="own")
    for title in ("One", "Two"):
        ledger(site, f"/old/ content/grid.md gone: true {title}\n")
        assert title in site.built().main("/old/")

    ledger(site, "/old/ content/grid.md\n")
    assert target(site.built(), "/old/") == "/2023/10/31/own/"

    site.article("grid", aliases="[/old/]", slug="own", summary="S")
    ledger(site, "/old/ content/grid.md gone: true Grid\n")
    assert site.build().problems[0].endswith("[permalink-gone]")
    assert target(site, "/old/") == "/2023/10/31/own/"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        ({}, "content/grid.md is not there any more"),
        ({"draft": "true"}, "content/grid.md is not published (draft)"),
    ],
)
def test_deleted_article_or_draft_is_lost_which_stops_the_build(site: MiniSite, edit: dict[str, str], why: str) -> None:
    site.article("grid")
    site.article("other")
    record(site)
    site.built()
    before = site.files()

    (site.root / "content/grid.md").unlink()
    if edit:
        site.article("grid", **edit)
    run = site.build()

    assert run.status == 1
    assert run.problems == [
        (
            f"permalinks.txt:5: error: /2023/10/31/grid/ leads nowhere any more: {why};"
            " write aliases: [/2023/10/31/grid/] in the article that it is now, or end this line with"
            ' "gone: true" and its title [permalink-lost]'
        )
    ]
    assert site.files() == before


@pytest.mark.parametrize(
    ("edit", "why"), [({"publish_date": "2031-01-01"}, "future"), ({"expires": "2024-01-01"}, "expired")]
)
def test_article_that_the_clock_holds_back_is_waited_for(site: MiniSite, edit: dict[str, str], why: str) -> None:
    site.article("grid")
    record(site)

    site.article("grid", **edit)
    run = site.build()

    assert run.status == 0
    assert run.problems == [
        (
            "permalinks.txt:5: warning: /2023/10/31/grid/ leads nowhere for now:"
            f" content/grid.md is not published ({why});"
            ' if it stays so, end this line with "gone: true" and its title [permalink-waiting]'
        )
    ]


def test_draft_that_is_shown_is_not_lost(site: MiniSite) -> None:
    site.article("grid")
    record(site)

    site.article("grid", draft="true")

    assert site.build("--drafts").status == 0


def test_name_that_no_article_has_any_more_is_lost(site: MiniSite) -> None:
    site.article("grid", people="[Ada]")
    record(site)

    site.article("grid")
    run = site.build()

    assert run.problems == [
        (
            'permalinks.txt:6: error: /people/ada/ leads nowhere any more: no article or record has "Ada" in people any'
            ' more; write in this line what it belongs to now, or end this line with "gone: true" and its title'
            " [permalink-lost]"
        )
    ]


def test_name_that_only_what_the_clock_holds_back_has_is_waited_for(site: MiniSite) -> None:
    site.article("grid", people="[Ada]", expires="2024-01-01")
    site.article("other")
    ledger(site, "/people/ada/ people: ada\n")

    run = site.build()

    assert run.status == 0
    assert "only in what is not published now, such as content/grid.md" in run.problems[0]


def test_article_renamed_and_moved_at_once_is_lost_with_a_guess(site: MiniSite) -> None:
    site.article("2023/grid")
    record(site)

    (site.root / "content/2023/grid.md").unlink()
    site.article("2024/grid", date="2024-01-01")
    run = site.build()

    assert "if it is content/2024/grid.md now, write aliases: [/2023/10/31/grid/] there, else end" in run.problems[0]


def test_article_whose_title_says_what_the_address_said_is_guessed(site: MiniSite) -> None:
    site.article("2023/power-is-back")
    record(site)

    (site.root / "content/2023/power-is-back.md").unlink()
    site.article("2024/x", title="Power is back", date="2024-01-01")

    assert "if it is content/2024/x.md now" in site.build().problems[0]


def test_guess_is_made_only_of_one_and_of_none_that_was_there_before(site: MiniSite) -> None:
    site.article("2023/grid")
    site.article("2022/grid", date="2022-01-01")
    record(site)
    (site.root / "content/2023/grid.md").unlink()

    assert "in the article that it is now" in site.build().problems[0]

    for year in ("2024", "2025"):
        site.article(f"{year}/grid", date=f"{year}-01-01")

    assert "in the article that it is now" in site.build().problems[0]


def test_renamed_record_file_with_another_name_is_lost_with_a_guess(site: MiniSite) -> None:
    site.article("grid")
    site.record("people/ada", name="Ada Byron")
    record(site)

    (site.root / "content/people/ada.md").unlink()
    site.record("people/king", name="Ada Byron", slug="ada")

    assert "if it is content/people/king.md now, write that in this line" in site.build().problems[0]


def test_line_that_is_told_what_it_belongs_to_is_cured(site: MiniSite) -> None:
    site.article("power")
    ledger(site, "/old/ content/grid.md\n")
    assert site.build().status == 1

    ledger(site, "/old/ content/power.md\n")

    assert target(site.built(), "/old/") == "/2023/10/31/power/"


def test_name_that_was_written_otherwise_everywhere_is_cured_in_its_line(site: MiniSite) -> None:
    site.article("grid", people="[Ada Byron]")
    record(site)
    site.article("grid", people="[Ada King]")
    assert site.build().status == 1

    text = (site.root / "permalinks.txt").read_text(encoding="utf-8")
    ledger(site, text.replace("people: Ada Byron", "people: ada king"))

    assert target(site.built(), "/people/ada-byron/") == "/people/ada-king/"


def test_lines_of_two_branches_are_read_and_put_in_order(site: MiniSite) -> None:
    site.article("a")
    site.article("b")
    head = record(site) and (site.root / "permalinks.txt").read_text(encoding="utf-8").partition("\n\n")[0]
    ledger(site, f"{head}\n\n/2023/10/31/b/ content/b.md\n/2023/10/31/a/ content/a.md\n")

    assert site.build().status == 0
    assert record(site) == "/2023/10/31/a/ content/a.md\n/2023/10/31/b/ content/b.md\n"


def test_file_that_cannot_be_read_is_the_only_problem(site: MiniSite) -> None:
    site.article("grid", people="[Ada]")
    record(site)

    site.write("content/grid.md", "no front matter\n")

    assert [line.rpartition(" ")[2] for line in site.build().problems] == ["[front-matter-missing]"]


@pytest.mark.parametrize("address", ["/assets/x/", "/feed.xml/x/", "/404.html/a.html"])
def test_address_that_would_stand_in_the_way_of_a_page_is_told_of_even_if_it_is_gone(
    site: MiniSite, address: str
) -> None:
    site.article("grid", people="[Ada]", summary="S")
    cure = "give what is there another address, or take this line out: readers get 404"
    ledger(site, f"{address} content/grid.md\n")

    run = site.build()

    assert run.status == 1
    assert run.problems == [
        (
            f"permalinks.txt:1: error: {address} leads nowhere any more: a file or folder of the site stands in its"
            f" way; {cure} [permalink-lost]"
        )
    ]

    ledger(site, f"{address} content/grid.md gone: true Old\n")
    run = site.build()

    assert run.status == 0
    assert run.problems == [
        (
            f"permalinks.txt:1: warning: no page can say that {address} is gone: a file or folder of the site stands in"
            f" its way; {cure} [permalink-blocked]"
        )
    ]
    assert "410" not in site.read("/_redirects")


@pytest.mark.parametrize("address", ["/People/", "/2023/10/31/Grid/", "/people/ADA/index.html"])
def test_address_of_a_page_but_for_its_letter_case_is_that_page(site: MiniSite, address: str) -> None:
    site.article("grid", people="[Ada]", summary="S")
    ledger(site, f"{address} content/grid.md\n")

    assert (site.build().problems, states(site)) == ([], {address: "page"})

    ledger(site, f"{address} content/grid.md gone: true Old\n")

    assert [line.rpartition(" ")[2] for line in site.build().problems] == ["[permalink-gone]"]


def test_addresses_of_one_file_have_one_fate(site: MiniSite) -> None:
    site.article("grid", slug="new", aliases="[/alias/]")
    ledger(
        site,
        "/2023/10/31/grid/ content/grid.md\n/2023/10/31/grid/index.html content/grid.md\n/Alias/ content/grid.md\n"
        "/back/ gone: true Back\n/back/index.html content/grid.md\n/lost/ content/no.md\n/LOST/ content/grid.md\n"
        "/gone/ gone: true Gone\n/gone/index.html content/no.md\n",
    )

    run = site.build()

    assert [line.rpartition(" ")[2] for line in run.problems if "[summary" not in line] == ["[permalink-gone]"]
    assert target(site, "/back/") == "/2023/10/31/new/"
    found = states(site)
    assert {address for address, state in found.items() if state == "gone"} == {"/gone/", "/gone/index.html"}
    assert {state for address, state in found.items() if "gone" not in address} == {"moved"}


def test_addresses_of_one_file_that_belong_to_different_things_are_told_of(site: MiniSite) -> None:
    for name in ("grid", "storm"):
        site.article(name, summary="S")
    ledger(site, "/OLD/ content/grid.md\n/old/ content/storm.md\n/old/index.html content/grid.md\n")

    run = site.build()

    (problem,) = run.problems
    assert problem == (
        "permalinks.txt:2: warning: /old/ has one file with the address in line 1, and so leads to /2023/10/31/grid/,"
        " not to what this line says; write the same in both, or take one out [permalink-taken]"
    )
    assert target(site, "/OLD/") == "/2023/10/31/grid/"


@pytest.mark.parametrize(
    "change", [{"name": "Ada King", "aliases": "[Ada Byron]"}, {"name": "Ada Byron", "slug": "ada-king"}]
)
def test_further_pages_of_a_term_that_has_moved_lead_to_those_that_it_has_now(
    site: MiniSite, change: dict[str, str]
) -> None:
    site.configure("paginate_by: 2")
    for number in range(5):
        site.article(f"grid-{number}", people="[Ada Byron]")
    ledger(
        site,
        "/people/ada.html people: Ada Byron\n/people/byron/page/2/ people: Ada Byron\n"
        "/people/countess/feed.xml people: Ada Byron\n"
        "/people/byron/ people: Ada Byron\n/people/Countess/ people: Ada Byron\n/people/countess/ people: Ada Byron\n",
    )
    record(site)

    site.record("people/ada", **change)
    site.built()

    for old in ("ada-byron", "byron"):
        assert target(site, f"/people/{old}/") == "/people/ada-king/"
        assert target(site, f"/people/{old}/page/3/") == "/people/ada-king/page/3/"
        assert not site.has(f"/people/{old}/page/4/")
    assert target(site, "/people/ada-byron/page/2/") == "/people/ada-king/page/2/"
    assert target(site, "/people/byron/page/2/") == "/people/ada-king/"
    rules = site.read("/_redirects")
    assert "/people/ada-byron/page/3/ /people/ada-king/page/3/ 301\n" in rules
    assert "htmlpage" not in rules
    assert "page/2/page/" not in rules
    assert "feed.xml/page/" not in rules
    assert rules.lower().count("/people/countess/page/3/ ") == 1


def test_further_pages_stand_where_the_first_one_does(site: MiniSite) -> None:
    site.configure("paginate_by: 1")
    for number in range(2):
        site.article(f"grid-{number}", people="[Ada]")
    ledger(site, "/People/Old/ content/missing.md\n/people/old/ people: Ada\n")

    assert target(site.built(), "/people/old/page/2/") == "/people/ada/page/2/"


def test_address_that_waits_is_not_given_to_another_without_a_word(site: MiniSite) -> None:
    site.article("grid", summary="S")
    site.article("later", date="2035-01-01")
    ledger(site, "/old/ content/later.md\n/old/index.html content/grid.md\n")

    assert [line.rpartition(" ")[2] for line in site.build().problems] == ["[permalink-taken]"]
    record(site)
    assert "/old/ content/later.md\n" in (site.root / "permalinks.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["/people/", "/2023/10/", "/feed.xml", "/404.html", "/sitemap.xml"])
def test_recorded_address_of_a_page_of_any_kind_is_that_page(site: MiniSite, address: str) -> None:
    site.article("grid", summary="S")
    ledger(site, f"{address} content/nothing.md\n")

    assert (site.build().status, site.read("/_redirects")) == (0, "")


def test_addresses_in_the_way_of_each_other_are_not_both_made(site: MiniSite) -> None:
    site.article("grid")
    ledger(site, "/a.html content/grid.md\n/a.html/b/ content/grid.md\n")

    assert list(states(site).values()) == ["moved", "lost"]


def test_ledger_cannot_write_the_hosts_control_files(site: MiniSite) -> None:
    site.article("grid")
    ledger(
        site,
        "/_headers content/grid.md\n/_redirects content/grid.md\n/CNAME content/grid.md\n"
        "/x content/grid.md gone: true /a /b 301%0A/c https://evil.example 301\n",
    )
    run = site.build()

    assert [line.rpartition(" ")[2] for line in run.problems] == ["[permalink-invalid]"] * 2

    ledger(site, "/x content/grid.md gone: true /a /b 301%0A/c https://evil.example 301\n/CNAME content/grid.md\n")
    site.built()

    assert site.read("/_redirects") == "/CNAME /2023/10/31/grid/ 301\n/x/ /x/index.html 410!\n"
    assert site.file("/CNAME/").is_file()


def test_old_address_with_signs_is_a_redirect_in_the_page_and_in_the_hosts_file(site: MiniSite) -> None:
    site.article("grid", aliases='["/2019/it\'s-a=b&c;d!@$/"]')
    ledger(site, "/हिन्दी/ content/grid.md\n/2019/_x&y/ gone: true\n")

    assert target(site.built(), "/2019/it's-a=b&c;d!@$/") == "/2023/10/31/grid/"
    assert target(site, "/हिन्दी/") == "/2023/10/31/grid/"
    assert "/2019/_x%26y/" in site.main("/2019/_x&y/")
    assert [rule.split(" ") for rule in site.read("/_redirects").splitlines()] == [
        ["/2019/it's-a=b&c;d!@$/", "/2023/10/31/grid/", "301"],
        ["/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80/", "/2023/10/31/grid/", "301"],
        ["/2019/_x&y/", "/2019/_x&y/index.html", "410!"],
    ]


def test_ledger_that_is_a_link_or_a_folder_is_a_problem_of_every_build(site: MiniSite, tmp_path: Path) -> None:
    site.article("grid", summary="S")
    site.built()
    (site.root / "permalinks.txt").symlink_to(tmp_path / "nothing")

    assert site.build().problems == ["permalinks.txt: error: this is a link; put the file itself here [path-outside]"]

    (site.root / "permalinks.txt").unlink()
    (site.root / "permalinks.txt").mkdir()

    assert site.build().problems == [
        "permalinks.txt: error: cannot be read: this is a folder; put a file in its place [file-unreadable]"
    ]


def test_every_problem_of_the_ledger_is_told_with_those_of_the_content(site: MiniSite) -> None:
    site.article("grid", tgas="x")
    ledger(site, "/a/ content/gone.md\n/a content/grid.md\n=======\n/b/ nobody\n")

    assert [line.rpartition(" ")[2] for line in site.build().problems] == [
        "[key-unknown]",
        "[permalink-lost]",
        "[permalink-duplicate]",
        "[permalink-invalid]",
        "[permalink-invalid]",
    ]


def test_own_taxonomy_is_recorded_and_its_end_is_told(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    site.article("grid", places="[Oslo]")
    record(site)

    site.configure()
    site.article("grid")

    assert "/places/oslo/ leads nowhere any more" in site.build().problems[0]
