"""Which URL each thing has, and who else claims it."""

import re
import unicodedata

import pytest

from gazette.errors import Place, Problem
from gazette.pages.permalinks import Claims, file_key, file_of, take_all
from gazette.slugs import is_old_slug
from tests.mini_site import MiniSite, entry_titles, hrefs


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
        ("Größe & Übermut", {}, "/2023/10/31/grosse-and-ubermut/"),
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


@pytest.mark.parametrize("name", ["con", "CON", "Nul", "aux", "COM1", "lpt9", "page", "index", "cdn-cgi"])
def test_reserved_name_is_escaped_wherever_it_names_a_folder(site: MiniSite, name: str) -> None:
    site.configure("permalinks: {article: '/{folder}/{slug}/'}")
    site.article(f"{name}/{name}/index", people=f"[{name}]", topics=f"[{name}]", source=name)
    site.write(f"content/pages/{name}/{name}/about.md", "---\ntitle: A page\n---\n")

    reading = site.read_collection()

    escaped = f"{name.lower()}-name"
    assert {f"/{key}/{escaped}/" for key in ("people", "topics", "sources")} <= set(reading.views)
    assert {part for url in reading.views for part in url.split("/")}.isdisjoint({name, name.lower()})
    assert f"/{escaped}/{escaped}/about/" in reading.views
    assert f"/{escaped}/{escaped}/{escaped}/" in reading.views or name == "index"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("con", "/2023/10/31/con-name/"),
        ("2023-10-31-nul", "/2023/10/31/nul-name/"),
        ("index/index", "/2023/10/31/index-name/"),
        ("x/page", "/2023/10/31/page-name/"),
        ("feed.xml", "/2023/10/31/feed-xml/"),
        ("CON.txt", "/2023/10/31/con-txt/"),
        ("~", "/2023/10/31/tilde/"),
        ("习近平", "/2023/10/31/xijinping/"),
        ("grid. ", "/2023/10/31/grid/"),
        ("🎉", "/2023/10/31/tada/"),
    ],
)
def test_article_whose_file_has_an_unusual_name_has_a_safe_address(site: MiniSite, name: str, url: str) -> None:
    site.article(name, title="A title")

    assert url in site.read_collection().views


def test_reserved_slug_is_an_error(site: MiniSite) -> None:
    site.article(slug="Con.txt")
    site.record("people/ada", name="Ada", slug="index")

    of_article = 'letters, digits and "-", "_", "." or "~", 240 at most, no dot at an end and no "_" in front'
    of_record = "lower-case letters, digits and single hyphens, 240 at most"
    wanted = (("content/grid.md:4:7", "Con.txt", of_article), ("content/people/ada.md:3:7", "index", of_record))
    assert site.read_collection().problems == [
        (
            f'{place}: error: slug is "{slug}"; it must be {form};'
            " Windows, hosts or lists of several pages keep this one for themselves [type]"
        )
        for place, slug, form in wanted
    ]


def test_old_slug_is_the_address_of_its_article(site: MiniSite) -> None:
    site.article("a", slug="My_Old.Slug")
    site.article("b", "See [it](a.md).", slug="x" * 240)
    site.built()

    assert site.has("/2023/10/31/My_Old.Slug/")
    assert hrefs(site.page(f"/2023/10/31/{'x' * 240}/")).count("/2023/10/31/My_Old.Slug/") > 0


def test_slugs_that_differ_by_letter_case_alone_clash_and_another_is_offered(site: MiniSite) -> None:
    site.article("a", slug="Grid")
    site.article("b", slug="grid")

    assert site.read_collection().problems == [
        (
            "content/b.md:2:8: error: /2023/10/31/grid/ is claimed here and by content/a.md:2:8;"
            " give one of them another slug, such as slug: grid-2 [url-clash]"
        )
    ]


def test_each_of_several_files_of_one_name_and_day_is_offered_a_slug_that_is_free(site: MiniSite) -> None:
    for folder in ("a", "b", "c"):
        site.article(f"{folder}/grid")
    site.article("d/grid-2")
    site.article("e/other", date="2023-10-30", aliases="[/2023/10/31/grid-3/]")

    offered = [re.findall(r"slug: (\S+)", line) for line in site.read_collection().problems]

    assert offered == [["grid-4"], ["grid-5"]]


def test_slug_that_is_offered_is_no_longer_than_one_may_be(site: MiniSite) -> None:
    for name in ("a", "b"):
        site.article(name, slug="x" * 240)

    (problem,) = site.read_collection().problems

    (slug,) = re.findall(r"slug: (\S+)", problem)
    assert is_old_slug(slug)


def test_sign_that_a_slug_now_says_leaves_a_redirect_from_the_address_in_the_ledger(site: MiniSite) -> None:
    site.article("r&d", topics="[C++, Q&A]")
    site.article("talk", topics="[C]")
    site.write(
        "permalinks.txt",
        "/2023/10/31/r-d/ content/r&d.md\n/topics/c/ topics: C++\n/topics/q-a/ topics: Q&A\n",
    )
    site.built()

    assert site.has("/2023/10/31/r-and-d/")
    assert hrefs(site.page("/2023/10/31/r-d/")) == ["/2023/10/31/r-and-d/"]
    assert hrefs(site.page("/topics/q-a/")) == ["/topics/q-and-a/"]
    assert entry_titles(site.page("/topics/c/")) == ["Talk"]  # a page of its own goes before
    assert entry_titles(site.page("/topics/c-plus-plus/")) == ["R&d"]


def test_names_that_signs_tell_apart_have_addresses_of_their_own(site: MiniSite) -> None:
    site.article("a", topics="[C, C++, 'C#', F, 'F#', .NET, Net, Q&A, QA, A+, A, 100%, '100']")

    reading = site.read_collection()

    assert [line for line in reading.problems if "QA" not in line] == []
    assert sorted(reading.collection.terms["topics"]) == sorted(
        "c c-plus-plus c-sharp f f-sharp dot-net net q-and-a qa a-plus a 100-percent 100".split()
    )


def test_standing_page_keeps_the_address_that_no_ledger_has(site: MiniSite) -> None:
    site.write("content/pages/q&a.md", "---\ntitle: Q&A\n---\n")

    assert "/q-a/" in site.read_collection().views


def test_two_standing_pages_at_one_escaped_url_name_both_files(site: MiniSite) -> None:
    for name in ("con", "Con name"):
        site.write(f"content/pages/{name}.md", "---\ntitle: A page\n---\n")

    (problem,) = site.read_collection().problems

    assert "/con-name/ is claimed here and by content/pages/Con name.md" in problem
    assert problem.startswith("content/pages/con.md")


def test_names_of_hosts_files_clash_with_no_file_of_theirs(site: MiniSite) -> None:
    site.article(people="[_headers, feed.xml, CNAME, .nojekyll, robots.txt, '..', '.', '~', '404.html']")

    built = site.built()

    assert {f"/people/{slug}/" for slug in "headers feed-xml cname dot-nojekyll robots-txt tilde 404-html".split()} <= {
        f"/{path.removesuffix('index.html')}" for path in built.files()
    }
    assert built.has("/people/full-stop/")
    assert built.has("/people/full-stop-full-stop/")


def test_further_pages_of_a_term_called_page_are_found(site: MiniSite) -> None:
    site.configure("paginate_by: 1")
    site.article("a", people="[Page]")
    site.article("b", people="[Page]")

    assert {"/people/page-name/", "/people/page-name/page/2/"} <= set(site.read_collection().views)


def test_two_articles_with_one_slug_name_both_files(site: MiniSite) -> None:
    site.article("a/grid")
    site.article("b/grid")

    assert site.read_collection().problems == [
        (
            "content/b/grid.md:2:8: error: /2023/10/31/grid/ is claimed here and by content/a/grid.md:2:8;"
            " give one of them another slug, such as slug: grid-2 [url-clash]"
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


@pytest.mark.parametrize("alias", ["/a" * 1_000, f"/{'x' * 190}" * 30])
def test_alias_that_no_disk_can_hold_is_named_with_the_other_problems(site: MiniSite, alias: str) -> None:
    site.article(aliases=f"[{alias}]", tgas="x")

    assert [(line.split(":")[:2], line.rpartition(" ")[2]) for line in site.build().problems] == [
        (["content/grid.md", "4"], "[type]"),
        (["content/grid.md", "5"], "[key-unknown]"),
    ]


def test_many_files_are_claimed_at_once_however_deep_or_none_is() -> None:
    paths = ["/a" * 2_000 + "/", "/b.html"]
    taken = take_all(paths)
    claims = Claims(lambda _: None, taken)

    assert taken
    assert all(path in claims for path in paths)
    for clash in ("/B.html", "/b.html/c/", "/a/a", "/assets/x", "/assets"):
        assert take_all([*paths, "/free/", clash]) is None
        assert not claims.is_free(clash)
    assert claims.is_free("/free/")


def test_files_that_differ_by_letter_case_or_composed_accents_are_one() -> None:
    assert file_key("/Café/") == file_key(unicodedata.normalize("NFD", "/café/"))
