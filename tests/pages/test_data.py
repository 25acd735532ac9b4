"""The collection as data."""

import csv
import io

import pytest

from tests.mini_site import MiniSite

FIELDS = "url title date day event_date source people topics summary words path".split()


def test_row_of_an_article_has_exactly_the_promised_fields(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", aliases="[Ada Lovelace]")
    site.article(
        "2023/grid",
        "One two three.",
        title="Grid restored",
        date="2023-10-31T23:30:00-05:00",
        event_date="2023-10-28/2023-10-30",
        source="{name: Azernews, via: Desk}",
        people="[ada lovelace, Carl]",
        topics="[Energy, Law]",
        summary="Power is back.",
    )

    assert site.built().rows() == [
        {
            "url": "/2023/10/31/grid/",
            "title": "Grid restored",
            "date": "2023-10-31T23:30:00-05:00",
            "day": "2023-10-31",
            "event_date": "2023-10-28/2023-10-30",
            "source": "Azernews",
            "people": ["Ada Byron", "Carl"],
            "topics": ["Energy", "Law"],
            "summary": "Power is back.",
            "words": 3,
            "path": "content/2023/grid.md",
        }
    ]


def test_row_without_the_optional_keys_has_every_field_still(site: MiniSite) -> None:
    site.article()

    (row,) = site.built().rows()

    assert list(row) == FIELDS
    assert (row["event_date"], row["source"], row["people"], row["topics"]) == ("", "", [], [])


def test_event_of_one_day_is_that_day(site: MiniSite) -> None:
    site.article(event_date="2023-10-30/2023-10-30")

    assert site.built().rows()[0]["event_date"] == "2023-10-30"


def test_rows_come_newest_first(site: MiniSite) -> None:
    site.article("old", date="2020-01-01")
    site.article("new", date="2023-01-01")

    assert [row["title"] for row in site.built().rows()] == ["New", "Old"]


def test_csv_says_what_json_lines_say(site: MiniSite) -> None:
    site.article("a", title="'Grid, \"restored\"'", people="[Ada, Bea]", summary="Čista struja.")
    site.article("b", date="2020-01-01")
    site.built()

    table = list(csv.reader(io.StringIO(site.read("/data/articles.csv"))))

    assert table[0] == FIELDS
    assert [dict(zip(FIELDS, row, strict=True)) for row in table[1:]] == [
        {key: "; ".join(value) if isinstance(value, list) else str(value) for key, value in row.items()}
        for row in site.rows()
    ]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_the_table_is_a_formula(site: MiniSite, title: str) -> None:
    site.article(title=f"'{title}'", people=f"['{title}']")
    site.built()

    row = next(csv.DictReader(io.StringIO(site.read("/data/articles.csv"))))

    assert (row["title"], row["people"]) == (f"'{title}", f"'{title}")
    assert site.rows()[0]["title"] == title


def test_terms_come_by_count_and_then_name_with_exactly_the_promised_fields(site: MiniSite) -> None:
    site.record("people/carl", name="Carl", aliases="[Karl, Charles]")
    site.record("people/nobody", name="Nobody")
    site.article("a", people="[Bea, Ada, Carl]", date="2023-10-31T23:30:00-05:00")
    site.article("b", people="[Karl]", date="2020-01-01")

    assert site.built().json("/data/people.json") == [
        {
            "slug": "carl",
            "name": "Carl",
            "url": "/people/carl/",
            "count": 2,
            "first": "2020-01-01",
            "last": "2023-10-31",
            "aliases": ["Karl", "Charles"],
        },
        *(
            {
                "slug": name.lower(),
                "name": name,
                "url": f"/people/{name.lower()}/",
                "count": 1,
                "first": "2023-10-31",
                "last": "2023-10-31",
                "aliases": [],
            }
            for name in ("Ada", "Bea")
        ),
        {
            "slug": "nobody",
            "name": "Nobody",
            "url": "/people/nobody/",
            "count": 0,
            "first": None,
            "last": None,
            "aliases": [],
        },
    ]


def test_addresses_in_data_carry_the_path_of_base_url(site: MiniSite) -> None:
    site.article(topics="Law")
    site.built("--base-url", "https://example.org/briefings")

    assert site.rows()[0]["url"] == "/briefings/2023/10/31/grid/"
    assert site.json("/data/topics.json")[0]["url"] == "/briefings/topics/law/"
    assert site.json("/data/datapackage.json")["homepage"] == "https://example.org/briefings/"


def test_data_package_describes_every_data_file_and_field(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    site.article(places="Strasbourg")
    site.built()
    package = site.json("/data/datapackage.json")

    resources = {resource["path"]: resource for resource in package["resources"]}
    fields = [field["name"] for field in resources["articles.jsonl"]["schema"]["fields"]]

    assert {f"data/{path}" for path in resources} | {"data/datapackage.json"} == {
        path for path in site.files() if path.startswith("data/")
    }
    assert fields == [field["name"] for field in resources["articles.csv"]["schema"]["fields"]] == list(site.rows()[0])
    assert (package["name"], package["title"], package["profile"]) == ("the-desk", "The Desk", "data-package")


def test_ties_of_terms_are_ordered_by_name(site: MiniSite) -> None:
    site.record("people/zoe", name="Zoe Adams", sort_name="'Adams, Zoe'")
    site.article(people="[Zoe Adams, Bob Young]")

    assert [row["name"] for row in site.built().json("/data/people.json")] == ["Bob Young", "Zoe Adams"]
