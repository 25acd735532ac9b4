"""The pages of which there is one."""

import pytest

from tests.mini_site import SITEMAP, MiniSite, entry_titles, hrefs, words


def test_home_page_shows_the_newest_articles_and_leads_to_every_index(site: MiniSite) -> None:
    for number in range(14):
        site.article(f"n{number:02}", date=f"2023-01-{number + 1:02}", people="Ada")
    page = site.built().page("/")

    assert entry_titles(page) == [f"N{number:02}" for number in range(13, 1, -1)]
    assert {"/people/", "/topics/", "/sources/", "/dates/", "/search/", "/people/ada/", "/2023/"} <= {
        *hrefs(page),
        *(form.get("action") for form in page.iter("form")),
    }


def test_menu_of_the_settings_leads_where_it_says(site: MiniSite) -> None:
    site.configure("menu: [{name: Folk, url: /people/}, {name: Out, url: 'https://example.net/'}]")
    site.article()
    (navigation,) = [found for found in site.built().page("/").iter("nav") if "https://example.net/" in hrefs(found)]

    assert hrefs(navigation) == ["/people/", "https://example.net/"]


def test_standing_page_is_at_its_name_with_its_text(site: MiniSite) -> None:
    site.article()
    site.write("content/pages/about.md", "---\ntitle: About us\n---\nWe are *the desk*.\n")

    assert site.built().main("/about/") == "About us We are the desk."


def test_search_page_names_its_data_and_works_without_scripts(site: MiniSite) -> None:
    site.article()
    site.built()

    assert "/data/articles.jsonl" in site.read("/search/")
    assert {"/people/", "/topics/", "/sources/", "/dates/"} <= set(hrefs(site.page("/search/")))
    assert "https://example.org/search/?q={searchTerms}" in site.read("/opensearch.xml")


def test_site_without_search_leads_to_none(site: MiniSite) -> None:
    site.article()
    site.built("--no-search")

    assert not site.has("/search/")
    assert not site.has("/opensearch.xml")
    assert not [path for path, data in site.files().items() if path.endswith(".html") and b"/search/" in data]


def test_search_can_be_turned_off_in_the_settings(site: MiniSite) -> None:
    site.configure("search: no")
    site.article()

    assert "/search/" not in site.read_collection().views


def test_page_not_found_leads_home_and_is_kept_from_search_engines(site: MiniSite) -> None:
    site.article()
    site.built("--base-url", "https://example.org/briefings")
    page = site.page("/404.html")

    assert "/briefings/" in hrefs(page)
    assert "noindex" in [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"]


def test_sitemap_lists_every_page_for_readers_and_no_other(site: MiniSite) -> None:
    site.configure("paginate_by: 1")
    site.article("grid", people="Ada", aliases="[/old/]", updated="2023-11-05")
    site.article("talk", people="Ada")
    site.article("draft", draft="true")
    site.built()

    listed = {
        (url.findtext(f"{SITEMAP}loc") or "").removeprefix("https://example.org"): url.findtext(f"{SITEMAP}lastmod")
        for url in site.xml("/sitemap.xml")
    }
    pages = {f"/{path.removesuffix('index.html')}" for path in site.files() if path.endswith("/index.html")}

    assert set(listed) == (pages | {"/"}) - {"/search/", "/old/"}
    assert (listed["/2023/10/31/grid/"], listed["/2023/10/31/talk/"]) == ("2023-11-05", "2023-10-31")


def test_robots_txt_names_the_sitemap(site: MiniSite) -> None:
    site.article()

    robots = site.built("--base-url", "https://example.org/briefings").read("/robots.txt")

    assert "Sitemap: https://example.org/briefings/sitemap.xml" in robots.splitlines()


def test_every_page_names_the_site_and_its_language(site: MiniSite) -> None:
    site.configure("language: pt-BR")
    site.article()
    site.built()

    for path in (path for path in site.files() if path.endswith(".html")):
        page = site.page(f"/{path}")
        assert page.get("lang") == "pt-BR", path
        assert "The Desk" in words(next(page.iter("title"))), path


def test_long_sitemap_comes_in_parts_that_list_every_page_once(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article()
    whole = [url.findtext(f"{SITEMAP}loc") for url in site.built().xml("/sitemap.xml")]
    monkeypatch.setattr("gazette.pages.site.MOST_IN_A_SITEMAP", 4)

    index = [part.findtext(f"{SITEMAP}loc") for part in site.built("--clean").xml("/sitemap.xml")]
    parts = [site.xml(f"/sitemap-{number}.xml") for number in range(1, len(index) + 1)]

    assert index[0] == "https://example.org/sitemap-1.xml"
    assert [url.findtext(f"{SITEMAP}loc") for part in parts for url in part] == whole
    assert max(len(part) for part in parts) == 4
