"""The pages of articles, the media beside them and the addresses they once had."""

import pytest

from gazette.pages.articles import reading_minutes
from gazette.pages.views import RedirectView
from tests.mini_site import MiniSite, hrefs, with_class, words


def test_article_page_is_an_h_entry_with_its_properties(site: MiniSite) -> None:
    site.article(
        "grid",
        "The **grid** is back.",
        title="Grid restored",
        date="2023-10-31T15:29:00+04:00",
        people="[{name: Ada Byron, role: Minister}]",
        topics="[Energy, Law]",
        source="{name: Azernews, url: https://azernews.example/1, via: State Service}",
    )
    page = site.built().page("/2023/10/31/grid/")

    (entry,) = [found for found in with_class(page, "h-entry") if with_class(found, "e-content")]

    assert words(with_class(entry, "p-name")[0]) == "Grid restored"
    assert [found.get("datetime") for found in with_class(entry, "dt-published")] == ["2023-10-31T15:29:00+04:00"]
    assert "https://example.org/2023/10/31/grid/" in [found.get("value") for found in with_class(entry, "u-url")]
    assert {"Energy", "Law"} <= {words(found) for found in with_class(entry, "p-category")}
    assert words(with_class(entry, "e-content")[0]) == "The grid is back."
    main = words(entry)
    assert "Minister" in main
    assert "State Service" in main
    links = hrefs(entry)
    assert {"/people/ada-byron/", "/topics/energy/", "/sources/azernews/", "/2023/10/31/"} <= set(links)
    assert "https://azernews.example/1" in links


def test_article_shows_when_it_happened_was_updated_and_corrected(site: MiniSite) -> None:
    site.article(
        event_date="2023-10-28/2023-10-30",
        updated="2023-11-05",
        corrections="[{date: 2023-11-02, text: An earlier version misspelt Đaković.}]",
    )
    page = site.built().page("/2023/10/31/grid/")

    times = [time.get("datetime") for time in page.iter("time")]

    assert {"2023-10-28", "2023-10-30", "2023-10-31", "2023-11-05", "2023-11-02"} <= set(times)
    assert "An earlier version misspelt Đaković." in words(page)
    assert {"/2023/10/28/", "/2023/10/30/"} <= set(hrefs(page))


def test_neighbours_are_the_next_newer_and_older_by_instant(site: MiniSite) -> None:
    site.article("first", date="2023-01-01")
    site.article("second", date="2023-01-02T01:00:00+14:00")
    site.article("third", date="2023-01-02")
    site.article("draft", date="2023-01-02T00:00:00Z", draft="true")

    views = site.read_collection().views
    first, second = views["/2023/01/01/first/"], views["/2023/01/02/second/"]
    third = views["/2023/01/02/third/"]

    assert (first.older, first.newer.name) == (None, "Second")
    assert (second.older.name, second.newer.name) == ("First", "Third")
    assert (third.older.name, third.newer) == ("Second", None)


def test_article_page_links_to_its_neighbours(site: MiniSite) -> None:
    for number in (1, 2, 3):
        site.article(f"n{number}", date=f"2023-01-0{number}")
    page = site.built().page("/2023/01/02/n2/")

    relations = {link.get("rel"): link.get("href") for link in page.iter("link")}

    assert (relations["prev"], relations["next"]) == ("/2023/01/01/n1/", "/2023/01/03/n3/")
    assert {"/2023/01/01/n1/", "/2023/01/03/n3/"} <= set(hrefs(page))


def test_media_are_published_beside_the_article_that_shows_them(site: MiniSite) -> None:
    site.write("content/2023/img/map.png", b"\x89PNG map")
    site.write("content/2023/minutes.pdf", b"%PDF minutes")
    site.article("2023/grid", "![Map](img/map.png) [Minutes](minutes.pdf)")

    site.built()

    assert site.file("/2023/10/31/grid/img/map.png").read_bytes() == b"\x89PNG map"
    assert site.file("/2023/10/31/grid/minutes.pdf").read_bytes() == b"%PDF minutes"


def test_media_of_a_draft_are_not_published(site: MiniSite) -> None:
    site.write("content/secret.png", b"secret")
    site.article("secret", "![x](secret.png)", draft="true")
    site.article("shown")

    run = site.build()

    assert b"secret" not in site.files().values()
    assert run.status == 0


def test_media_that_nothing_shows_are_not_published_and_named(site: MiniSite) -> None:
    site.write("content/lost.png", b"lost")
    site.article()

    run = site.build()

    assert b"lost" not in site.files().values()
    assert run.problems == [
        (
            "content/lost.png: warning: no page shows or links to this file, so it is not published;"
            " link to it or remove it [media-unused]"
        )
    ]


@pytest.mark.parametrize("name", ["page.html", "logo.svg", "tool.js", "style.css", "data.xml", "run.exe"])
def test_file_that_a_browser_may_run_is_not_published_and_named(site: MiniSite, name: str) -> None:
    site.write(f"content/{name}", b"active")
    site.article()

    run = site.build()

    assert b"active" not in site.files().values()
    assert [line.split(": ")[:2] for line in run.problems] == [[f"content/{name}", "warning"]]


@pytest.mark.parametrize("path", ["content/_notes/secret.md", "content/.hidden.md", "content/2023/_draft.md"])
def test_names_that_begin_with_a_line_or_a_dot_are_ignored(site: MiniSite, path: str) -> None:
    site.article()
    site.write(path, "no front matter")

    run = site.build()

    assert (run.status, run.problems) == (0, [])
    assert [row["path"] for row in site.rows()] == ["content/grid.md"]


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2019/grid.html", "2019/grid.html"),
        ("/2019/grid/", "2019/grid/index.html"),
        ("/2019/grid", "2019/grid/index.html"),
        ("/2019/grid.php", "2019/grid.php/index.html"),
    ],
)
def test_alias_becomes_a_redirect_page_and_a_line_for_the_host(site: MiniSite, alias: str, file: str) -> None:
    site.article(aliases=f"[{alias}]")
    page = site.built().page(f"/{file}")

    (refresh,) = [meta for meta in page.iter("meta") if meta.get("http-equiv") == "refresh"]
    (canonical,) = [link for link in page.iter("link") if link.get("rel") == "canonical"]

    assert refresh.get("content") == "0; url=/2023/10/31/grid/"
    assert canonical.get("href") == "https://example.org/2023/10/31/grid/"
    assert "/2023/10/31/grid/" in hrefs(page)
    assert site.read("/_redirects") == f"{alias} /2023/10/31/grid/ 301\n"


def test_redirect_carries_the_path_of_base_url(site: MiniSite) -> None:
    site.article(aliases="[/old/]")

    site.built("--base-url", "https://example.org/briefings")

    assert site.read("/_redirects") == "/briefings/old/ /briefings/2023/10/31/grid/ 301\n"
    assert "0; url=/briefings/2023/10/31/grid/" in site.read("/old/")


@pytest.mark.parametrize(
    ("alias", "owner"),
    [
        ("/2023/10/31/talk/", "content/talk.md:2:8"),
        ("/2023/10/31/grid/", "content/grid.md:2:8"),
        ("/people/", "the index of people"),
        ("/People/", "the index of people"),
        ("/index.html", "the site itself"),
        ("/2023/10/31", "the site itself"),
    ],
)
def test_redirect_never_stands_in_the_way_of_a_real_page(site: MiniSite, alias: str, owner: str) -> None:
    site.article("grid", aliases=f"[{alias}]")
    site.article("talk")

    (problem,) = site.read_collection().problems

    assert problem.startswith("content/grid.md:4:11: error: ")
    assert problem.endswith(f" is claimed here and by {owner}; take the alias out [url-clash]")


def test_two_articles_with_one_alias_are_an_error_that_names_both(site: MiniSite) -> None:
    site.article("a", aliases="[/old/]")
    site.article("b", aliases="[/old/]")

    assert site.read_collection().problems == [
        "content/b.md:4:11: error: /old/ is claimed here and by content/a.md:4:11; take the alias out [url-clash]"
    ]


def test_alias_of_a_draft_redirects_nobody(site: MiniSite) -> None:
    site.article("draft", aliases="[/old/]", draft="true")
    site.article()

    assert not any(isinstance(view, RedirectView) for view in site.read_collection().views.values())


def test_only_media_that_are_linked_are_in_the_plan(site: MiniSite) -> None:
    site.write("content/a.png", b"a")
    site.write("content/b.png", b"b")
    site.article(body="![x](a.png) [again](a.png)")

    views = site.read_collection().views

    assert [path for path, view in views.items() if view == "content/a.png"] == ["/2023/10/31/grid/a.png"]


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (1, 1), (238, 1), (239, 2), (2380, 10)])
def test_minutes_to_read_are_rounded_up(count: int, minutes: int) -> None:
    assert reading_minutes(count) == minutes


def test_draft_that_is_shown_is_marked_and_kept_from_search_engines(site: MiniSite) -> None:
    site.article(draft="true")
    page = site.built("--drafts").page("/2023/10/31/grid/")

    robots = [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"]

    assert robots == ["noindex"]
    assert "Draft" in words(page)


def test_article_without_a_summary_shows_its_opening_only_to_machines(site: MiniSite) -> None:
    site.article("a", "The opening.")

    view = site.read_collection().views["/2023/10/31/a/"]

    assert (view.summary, view.description) == ("", "The opening.")


def test_clash_of_two_media_files_names_both(site: MiniSite) -> None:
    site.write("content/2023/x/map.png", b"1")
    site.write("content/2023/y/map.png", b"2")
    site.article("2023/z/a", "![](../x/map.png) ![](../y/map.png)")

    clash = next(line for line in site.read_collection().problems if "url-clash" in line)
    assert clash.startswith("content/2023/y/map.png: error: ")
    assert "claimed here and by content/2023/x/map.png; rename one" in clash
