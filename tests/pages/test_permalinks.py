"""Which URL each thing has, and who else claims it."""

import pytest

from gazette.errors import Place, Problem
from gazette.pages.permalinks import Claims, file_of
from tests.mini_site import MiniSite


def test_every_page_kind_has_its_url(site: MiniSite) -> None:
    site.article("2023/grid", people="[Ada]", topics="[Law]", source="Reuters", event_date="2022-12-30")
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
    site.write("content/pages/legal/imprint.md", "---\ntitle: Imprint\n---\n")
    site.configure("deploy: {cname: www.example.org}")

    assert sorted(site.read_collection().views) == sorted(
        "/ /2022/ /2022/12/ /2022/12/30/ /2023/ /2023/10/ /2023/10/31/ /2023/10/31/grid/ /404.html /about/ /dates/"
        " /data/articles.csv /data/articles.jsonl /data/datapackage.json /data/people.json /data/sources.json"
        " /data/topics.json /feed.json /feed.xml /legal/imprint/ /opensearch.xml /people/ /people/ada/"
        " /people/ada/feed.xml /robots.txt /search/ /sitemap.xml /sources/ /sources/reuters/"
        " /sources/reuters/feed.xml /topics/ /topics/law/ /topics/law/feed.xml /.nojekyll /CNAME /_headers"
        " /_redirects".split()
    )


@pytest.mark.parametrize(
    ("path", "file"),
    [("/", "index.html"), ("/people/", "people/index.html"), ("/404.html", "404.html"), ("/data/a.csv", "data/a.csv")],
)
def test_path_has_an_index_file_unless_it_is_one(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize(
    ("name", "keys", "url"),
    [
        ("2023-10-31-grid-restored", {"date": ""}, "/2023/10/31/grid-restored/"),
        ("Größe & Übermut", {}, "/2023/10/31/grosse-ubermut/"),
        ("grid", {"slug": "power-back"}, "/2023/10/31/power-back/"),
        ("grid/index", {}, "/2023/10/31/grid/"),
        ("grid", {"date": "2014-05-29 1:45:14 -0400"}, "/2014/05/29/grid/"),
    ],
)
def test_article_url_is_of_its_day_and_slug(site: MiniSite, name: str, keys: dict[str, str], url: str) -> None:
    site.article(name, **{"title": "A title"} | keys)

    assert url in site.read_collection().views


def test_article_url_follows_the_pattern_in_the_settings(site: MiniSite) -> None:
    site.configure("permalinks: {article: '/{folder}/{year}/{slug}/'}")
    site.article("Deep Folder/more/grid")
    site.article("top")

    assert {"/deep-folder/more/2023/grid/", "/2023/top/"} <= set(site.read_collection().views)


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("İlham Əliyev", {"ilham-aliyev", "ilham-eliyev"}),
        ("Đaković", {"dakovic", "djakovic"}),
        ("Łukasz Żółć", {"lukasz-zolc"}),
        ("Ærø", {"aero", "aro"}),
        ("习近平", {"xijinping", "xi-jin-ping"}),
        ("Ωνάσης", {"onasis"}),
    ],
)
def test_slug_of_a_person_loses_no_letter(site: MiniSite, name: str, slugs: set[str]) -> None:
    site.article(people=f"['{name}']")

    assert set(site.read_collection().collection.terms["people"]) <= slugs


@pytest.mark.parametrize("name", ["?!", "🎉", "+", "…"])
def test_name_without_letters_still_has_a_page(site: MiniSite, name: str) -> None:
    site.article(topics=f"['{name}']")

    (slug,) = site.read_collection().collection.terms["topics"]

    assert slug.isascii()
    assert len(slug) > 1


def test_two_articles_with_one_slug_name_both_files(site: MiniSite) -> None:
    site.article("a/grid")
    site.article("b/grid")

    assert site.read_collection().problems == [
        (
            "content/b/grid.md:2:8: error: /2023/10/31/grid/ is claimed here and by content/a/grid.md:2:8;"
            " give one of them another slug [url-clash]"
        )
    ]


def test_standing_page_and_taxonomy_at_one_url_name_both(site: MiniSite) -> None:
    site.article()
    site.write("content/pages/people.md", "---\ntitle: Our people\n---\n")

    (problem,) = site.read_collection().problems

    assert "/people/ is claimed" in problem
    assert "content/pages/people.md:2:8" in problem
    assert "the index of people" in problem


def test_two_media_files_that_would_share_a_url_are_an_error(site: MiniSite) -> None:
    site.write("content/x/map.png", b"1")
    site.write("content/y/map.png", b"2")
    site.article("z/grid", body="![Map](../x/map.png) ![Map](../y/map.png)")

    (problem,) = site.read_collection().problems

    assert "/2023/10/31/grid/map.png is claimed" in problem


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/people/", "/people/"),
        ("/people/", "/People/"),
        ("/people/", "/people/index.html"),
        ("/old", "/old/page/"),
        ("/old/page/", "/old"),
    ],
)
def test_one_file_is_claimed_once(first: str, second: str) -> None:
    found: list[Problem] = []
    claims = Claims(found.append)

    outcomes = (claims.claim(first, Place(path="a.md", line=2), "x"), claims.claim(second, Place(path="b.md"), "do so"))

    assert outcomes == (True, False)
    assert [str(problem) for problem in found] == [
        f"b.md: error: {second} is claimed here and by a.md:2; do so [url-clash]"
    ]


def test_neighbouring_files_do_not_clash() -> None:
    found: list[Problem] = []
    claims = Claims(found.append)

    for path in ("/people/", "/people/ada/", "/people/ada/feed.xml", "/people.html", "/"):
        claims.claim(path, Place(path="a.md"), "x")

    assert found == []
    assert "/people/ada/" in claims
    assert "/people/bea/" not in claims
