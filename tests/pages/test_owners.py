"""Ids in feeds: the first address that each thing had, whatever it is called and wherever it is now."""

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.pages.owners import _unique, address_key
from tests.mini_site import MiniSite

OLD = "https://example.org/2023/10/31/grid/"


def ids(site: MiniSite, url: str = "/feed.xml") -> dict[str, str]:
    """Return the id of every entry of a built feed, by its title."""
    feed = feedparser.parse(site.file(url).read_bytes())
    assert not feed.bozo
    return {entry.title: entry.id for entry in feed.entries}


def json_ids(site: MiniSite) -> dict[str, str]:
    return {item["title"]: item["id"] for item in site.json("/feed.json")["items"]}


def feed_id(site: MiniSite, url: str) -> str:
    return str(feedparser.parse(site.file(url).read_bytes()).feed.id)


def record(site: MiniSite) -> list[str]:
    """Record the addresses, lost ones or not, and return the lines of the ledger."""
    site.gazette("permalinks", "--now", "2030-01-01", "--record")
    text = (site.root / "permalinks.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("/")]


def test_id_is_the_address_in_the_ledger_after_a_move(site: MiniSite) -> None:
    site.article("grid", people="Ada", slug="new-slug")
    site.write("permalinks.txt", "/2023/10/31/grid/ content/grid.md\n")
    site.built()

    assert ids(site) == json_ids(site) == ids(site, "/people/ada/feed.xml") == {"Grid": OLD}
    assert site.json("/feed.json")["items"][0]["url"] == "https://example.org/2023/10/31/new-slug/"


def test_id_of_what_no_ledger_knows_is_its_address_which_a_record_fixes(site: MiniSite) -> None:
    site.article("grid", aliases="[/2019/grid.html, /old/]")
    assert ids(site.built()) == {"Grid": OLD}

    assert record(site) == [
        "/2023/10/31/grid/ content/grid.md",
        "/2019/grid.html content/grid.md",
        "/old/ content/grid.md",
    ]
    assert ids(site.built()) == {"Grid": OLD}


@pytest.mark.parametrize("slug", ["apple", "zebra"])
def test_id_stays_through_many_moves_and_records(site: MiniSite, slug: str) -> None:
    site.article("grid")
    record(site)
    for keys in ({"slug": slug}, {"slug": slug, "date": "2021-01-01"}, {"slug": "m", "date": "2029-12-31"}):
        site.article("grid", **keys)
        assert ids(site.built()) == {"Grid": OLD}
        assert record(site)[0] == "/2023/10/31/grid/ content/grid.md"
        assert ids(site.built()) == {"Grid": OLD}


def test_first_line_of_several_is_the_id_in_whatever_order_they_stand(site: MiniSite) -> None:
    site.article("grid", slug="now")
    site.write("permalinks.txt", "/z/ content/grid.md\n/b/ content/grid.md\n/2023/10/31/now/ content/grid.md\n")

    assert ids(site.built()) == {"Grid": "https://example.org/z/"}
    assert record(site)[0] == "/z/ content/grid.md"
    assert ids(site.built()) == {"Grid": "https://example.org/z/"}


def test_another_pattern_of_addresses_moves_no_id(site: MiniSite) -> None:
    names = [f"n{number}" for number in range(5)]
    for name in names:
        site.article(f"news/{name}")
    before = ids(site.built())
    record(site)
    site.configure('permalinks: {article: "/{folder}/{slug}/"}')
    site.built()

    assert site.has("/news/n1/")
    assert ids(site) == json_ids(site) == before
    record(site)
    assert ids(site.built()) == before


@pytest.mark.parametrize(
    "keys",
    [
        {"slug": "apple", "aliases": "[/2023/10/31/grid/]"},
        {"aliases": "[/2023/10/31/apple/, /2023/10/31/grid/]"},
    ],
)
def test_file_that_is_renamed_keeps_its_id(site: MiniSite, keys: dict[str, str]) -> None:
    site.article("grid")
    record(site)
    site.article("grid", slug="apple")
    record(site)
    (site.root / "content/grid.md").unlink()
    site.article("power", title="Grid", **keys)

    assert ids(site.built()) == {"Grid": OLD}
    record(site)
    assert ids(site.built()) == {"Grid": OLD}


def test_article_that_takes_in_another_keeps_its_own_id(site: MiniSite) -> None:
    site.article("b")
    site.article("a")
    record(site)
    (site.root / "content/a.md").unlink()
    site.article("b", aliases="[/2023/10/31/a/]")

    assert ids(site.built()) == {"B": "https://example.org/2023/10/31/b/"}
    record(site)
    assert ids(site.built()) == {"B": "https://example.org/2023/10/31/b/"}


def test_two_that_change_places_keep_their_ids(site: MiniSite) -> None:
    site.article("a")
    site.article("b")
    before = ids(site.built())
    record(site)
    site.article("a", slug="b")
    site.article("b", slug="a")

    assert ids(site.built()) == before


def test_no_two_have_one_id_where_another_takes_an_old_address(site: MiniSite) -> None:
    site.article("a")
    record(site)
    site.article("a", slug="moved")
    site.article("c", slug="a")
    taken = {"A": "https://example.org/2023/10/31/moved/", "C": "https://example.org/2023/10/31/a/"}

    assert ids(site.built()) == taken
    record(site)
    assert ids(site.built()) == taken


def test_feed_of_a_renamed_term_keeps_its_id(site: MiniSite) -> None:
    site.article(people="Ada Byron")
    record(site)
    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")
    old = "https://example.org/people/ada-byron/feed.xml"

    assert feed_id(site.built(), "/people/ada-king/feed.xml") == old
    record(site)
    assert feed_id(site.built(), "/people/ada-king/feed.xml") == old


@pytest.mark.parametrize("right", ["Ada Byron", "Zoe Byron"])
def test_feed_of_a_term_that_takes_in_another_keeps_its_id(site: MiniSite, right: str) -> None:
    site.article("a", people="[Ada Byron]")
    site.article("b", people="[Zoe Byron]")
    record(site)
    (wrong,) = {"Ada Byron", "Zoe Byron"} - {right}
    assert site.gazette("merge", "people", wrong, right).status == 0
    url = f"/people/{right.lower().replace(' ', '-')}/feed.xml"

    assert feed_id(site.built(), url) == f"https://example.org{url}"
    record(site)
    assert feed_id(site.built(), url) == f"https://example.org{url}"


def test_ids_begin_with_the_address_that_the_site_had(site: MiniSite) -> None:
    site.configure("feeds: {id_base: https://old.example/desk/}")
    site.article("grid", people="Ada")
    site.built("--base-url", "https://new.example/briefings")

    assert ids(site) == json_ids(site) == {"Grid": "https://old.example/desk/2023/10/31/grid/"}
    assert feed_id(site, "/feed.xml") == "https://old.example/desk/feed.xml"
    assert feed_id(site, "/people/ada/feed.xml") == "https://old.example/desk/people/ada/feed.xml"
    assert site.json("/feed.json")["items"][0]["url"] == "https://new.example/briefings/2023/10/31/grid/"


@given(st.dictionaries(st.sampled_from("/a/ /b/ /c/ /d/ /e/".split()), st.sampled_from("/a/ /b/ /c/ /d/ /x/".split())))
def test_no_two_things_have_one_first_address(drawn: dict[str, str]) -> None:
    firsts = {path: first for path, first in drawn.items() if list(drawn.values()).count(first) == 1 or first == path}
    homes = {address_key(path): path for path in firsts}

    kept = _unique({path: first for path, first in firsts.items() if path != first}, homes)
    found = [kept.get(path, path) for path in firsts]

    assert len(set(map(address_key, found))) == len(found)
    assert all(firsts[path] == first for path, first in kept.items())


def test_chain_of_taken_addresses_takes_time_in_proportion() -> None:
    count = 20_000
    moved = {f"/{number + 1}/": f"/{number}/" for number in range(count)}
    homes = {address_key(f"/{number}/"): f"/{number}/" for number in range(count + 1)}

    assert _unique(moved, homes) == {}
