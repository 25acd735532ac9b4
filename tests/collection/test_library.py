"""The collection: order, what is held back, calendar, parents and offices."""

from datetime import UTC, date, datetime

import pytest

from gazette.collection.selection import reasons_to_hold_back
from tests.mini_site import MiniSite, Reading


def paths(reading: Reading) -> list[str]:
    """Return the files of the articles that are shown, in their order."""
    return [entry.article.path.removeprefix("content/").removesuffix(".md") for entry in reading.collection.entries]


def days(reading: Reading) -> dict[str, tuple[list[str], list[str]]]:
    """Return titles of what was published and of what happened, by day."""
    return {
        day.day.isoformat(): (
            [entry.article.title for entry in day.published],
            [entry.article.title for entry in day.happened],
        )
        for day in reading.collection.days.values()
    }


def test_articles_are_ordered_by_instant_and_not_by_the_day_as_written(site: MiniSite) -> None:
    site.article("west", date="2023-10-30T23:30:00-05:00")
    site.article("east", date="2023-10-31T00:30:00+14:00")
    site.article("middle", date="2023-10-30T12:00:00Z")

    assert paths(site.read_collection()) == ["west", "middle", "east"]


def test_article_belongs_to_the_day_as_written_in_its_own_offset(site: MiniSite) -> None:
    site.configure("timezone: Asia/Tokyo")
    site.article("west", date="2023-10-31T23:30:00-05:00")
    site.article("east", date="2023-10-31T00:30+14:00")

    reading = site.read_collection()

    assert days(reading) == {"2023-10-31": (["West", "East"], [])}
    assert {"/2023/10/31/west/", "/2023/10/31/east/"} <= set(reading.views)


def test_articles_of_one_instant_are_ordered_by_path(site: MiniSite) -> None:
    for name in ("c", "a", "b"):
        site.article(name)

    assert paths(site.read_collection()) == ["a", "b", "c"]


def test_time_without_an_offset_is_the_sites(site: MiniSite) -> None:
    site.configure("timezone: Europe/Paris")
    site.article("local", date="2023-07-01 12:00")
    site.article("utc", date="2023-07-01T10:30:00Z")

    assert paths(site.read_collection()) == ["utc", "local"]


HELD_BACK = {
    "draft": {"draft": "true"},
    "future": {"date": "2030-01-01T00:00:01Z"},
    "scheduled": {"publish_date": "2030-01-01T00:00:01Z"},
    "expired": {"expires": "2030-01-01T00:00:00Z"},
}


@pytest.mark.parametrize("kind", HELD_BACK)
def test_what_is_held_back_is_in_no_part_of_the_collection(site: MiniSite, kind: str) -> None:
    site.article("shown")
    site.article("secret", people="[Nemo]", event_date="2020-02-02", **HELD_BACK[kind])

    collection = site.read_collection().collection

    assert [entry.article.title for entry in collection.entries] == ["Shown"]
    assert collection.terms["people"] == {}
    assert list(collection.days) == [date(2023, 10, 31)]
    assert set(collection.held_back) == {"content/secret.md"}


@pytest.mark.parametrize(
    "keys", [{"date": "2030-01-01"}, {"publish_date": "2030-01-01T00:00:00Z"}, {"expires": "2030-01-01T00:00:01Z"}]
)
def test_what_begins_now_or_ends_later_is_shown(site: MiniSite, keys: dict[str, str]) -> None:
    site.article("grid", **keys)

    assert paths(site.read_collection()) == ["grid"]


@pytest.mark.parametrize(
    ("option", "kinds"),
    [("has_drafts", ["draft"]), ("has_future", ["future", "scheduled"]), ("has_expired", ["expired"])],
)
def test_an_option_shows_its_own_kind_and_no_other(site: MiniSite, option: str, kinds: list[str]) -> None:
    for kind, keys in HELD_BACK.items():
        site.article(kind, **keys)

    assert sorted(paths(site.read_collection(**{option: True}))) == kinds


ALL_REASONS = {"draft": "true", "publish_date": "2031-01-01", "expires": "2025-01-01"}


def test_every_reason_to_hold_an_article_back_is_told(site: MiniSite) -> None:
    site.article(**ALL_REASONS)
    collection = site.read_collection(has_drafts=True, has_future=True, has_expired=True).collection
    (entry,) = collection.entries

    assert reasons_to_hold_back(entry.article, datetime(2030, 1, 1, tzinfo=UTC)) == ("draft", "future", "expired")
    assert reasons_to_hold_back(entry.article, datetime(2024, 1, 1, tzinfo=UTC)) == ("draft", "future")


def test_article_is_held_back_for_the_first_reason_that_no_option_lifts(site: MiniSite) -> None:
    site.article(**ALL_REASONS)

    assert site.read_collection().collection.held_back == {"content/grid.md": "draft"}
    assert site.read_collection(has_drafts=True).collection.held_back == {"content/grid.md": "future"}
    assert site.read_collection(has_drafts=True, has_future=True).collection.held_back == {"content/grid.md": "expired"}


def test_draft_of_the_future_needs_both_options(site: MiniSite) -> None:
    site.article("both", draft="true", date="2031-01-01")
    site.article("shown")

    assert paths(site.read_collection(has_drafts=True)) == ["shown"]
    assert paths(site.read_collection(has_future=True)) == ["shown"]
    assert paths(site.read_collection(has_drafts=True, has_future=True)) == ["both", "shown"]


def test_draft_page_is_held_back_until_drafts_are_shown(site: MiniSite) -> None:
    site.article()
    site.write("content/pages/about.md", "---\ntitle: About\ndraft: yes\n---\nWho we are.\n")

    assert "/about/" not in site.read_collection().views
    assert "/about/" in site.read_collection(has_drafts=True).views


def test_day_tells_published_and_happened_apart(site: MiniSite) -> None:
    site.article("grid", date="2023-10-31", event_date="2023-10-30")
    site.article("talk", date="2023-10-30")

    assert days(site.read_collection()) == {
        "2023-10-30": (["Talk"], ["Grid"]),
        "2023-10-31": (["Grid"], []),
    }


def test_event_range_is_on_each_of_its_days(site: MiniSite) -> None:
    site.article("talks", date="2023-11-05", event_date="2023-10-30/2023-11-01")

    assert days(site.read_collection()) == {
        "2023-10-30": ([], ["Talks"]),
        "2023-10-31": ([], ["Talks"]),
        "2023-11-01": ([], ["Talks"]),
        "2023-11-05": (["Talks"], []),
    }


def test_parents_count_their_descendants_once(site: MiniSite) -> None:
    site.record("topics/law", name="Law")
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.record("topics/protocols", name="Protocols", parent="treaties")
    site.article("a", topics="[Protocols]")
    site.article("b", topics="[Law, Treaties, Protocols]", date="2023-11-01")
    site.article("c", topics="[Law]", date="2023-11-02")

    terms = site.read_collection().collection.terms["topics"]

    assert {
        slug: [entry.article.path.removeprefix("content/") for entry in term.entries] for slug, term in terms.items()
    } == {
        "law": ["c.md", "b.md", "a.md"],
        "treaties": ["b.md", "a.md"],
        "protocols": ["b.md", "a.md"],
    }
    assert [ref.slug for ref in terms["protocols"].parents] == ["law", "treaties"]
    assert [ref.slug for ref in terms["law"].children] == ["treaties"]


def test_parent_may_be_named_by_an_alias(site: MiniSite) -> None:
    site.record("topics/law", name="Law", aliases="[Jus]")
    site.record("topics/treaties", name="Treaties", parent="jus")
    site.article()

    terms = site.read_collection().collection.terms["topics"]

    assert [ref.slug for ref in terms["treaties"].parents] == ["law"]


def test_unknown_parent_and_related_are_errors_with_the_nearest_name(site: MiniSite) -> None:
    site.record("topics/energy", name="Energy")
    site.record("topics/grid", name="Grid", parent="Enregy", related="[Zoology]")
    site.article()

    assert site.read_collection().problems == [
        (
            'content/topics/grid.md:3:9: error: parent is "Enregy", which no record or article has;'
            ' did you mean "Energy"? [term-unknown]'
        ),
        'content/topics/grid.md:4:11: error: related is "Zoology", which no record or article has [term-unknown]',
    ]


def test_circle_of_parents_is_an_error_at_each_of_its_members_and_nowhere_else(site: MiniSite) -> None:
    site.record("topics/a", name="Aa", parent="Bb")
    site.record("topics/b", name="Bb", parent="Aa")
    site.record("topics/c", name="Cc", parent="Aa")
    site.record("topics/d", name="Dd", parent="Dd")
    site.article()

    assert site.read_collection().problems == [
        f'content/topics/{path}.md:3:9: error: "{name}" stands above itself by way of its parent;'
        " take one parent out [parent-circle]"
        for path, name in (("a", "Aa"), ("b", "Bb"), ("d", "Dd"))
    ]


def test_two_children_of_one_article_count_it_once(site: MiniSite) -> None:
    site.record("topics/law", name="Law")
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.record("topics/courts", name="Courts", parent="Law")
    site.article(topics="[Treaties, Courts]")

    law = site.read_collection().collection.terms["topics"]["law"]

    assert len(law.entries) == 1
    assert [ref.slug for ref in law.children] == ["courts", "treaties"]


def test_parent_that_only_an_article_names_is_a_term_all_the_same(site: MiniSite) -> None:
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.article("a", topics="[Law]")
    site.article("b", topics="[Treaties]")

    assert len(site.read_collection().collection.terms["topics"]["law"].entries) == 2


def test_hierarchy_of_any_depth_is_read_from_top_to_bottom_in_bounded_time(site: MiniSite) -> None:
    depth = 400
    site.configure("limits: {depth: 400}")
    for number in range(depth):
        parent = {"parent": f"n{number - 1}"} if number else {}
        site.record(f"topics/{number}", name=f"n{number}", **parent)
    site.article(topics=f"[n{depth - 1}]")

    terms = site.read_collection().collection.terms["topics"]

    assert [ref.name for ref in terms[f"n{depth - 1}"].parents] == [f"n{number}" for number in range(depth - 1)]
    assert len(terms["n0"].entries) == 1


def test_what_stands_under_a_circle_has_nothing_above_it(site: MiniSite) -> None:
    for name, parent in (("a", "Bb"), ("b", "Aa"), ("c", "Aa"), ("d", "Cc")):
        site.record(f"topics/{name}", name=name * 2, parent=parent)
    site.article(topics="[Dd]")

    reading = site.read_collection()

    assert {term.parents for term in reading.collection.terms["topics"].values()} == {()}
    assert [line.split(":")[0] for line in reading.problems] == ["content/topics/a.md", "content/topics/b.md"]


@pytest.mark.parametrize("key", ["parent", "related"])
def test_pointer_to_what_only_an_expired_article_names_is_a_warning(site: MiniSite, key: str) -> None:
    site.record("topics/treaties", name="Treaties", **{key: "Law"})
    site.article("gone", topics="[LAW]", expires="2024-01-01")
    site.article("shown")

    assert site.read_collection().problems == [
        (
            f'content/topics/treaties.md:3:{len(key) + 3}: warning: {key} is "Law", which only what has expired names;'
            " make a record of it [term-unknown]"
        )
    ]
    assert site.read_collection(has_expired=True).problems == []


@pytest.mark.parametrize("keys", [{"draft": "true"}, {"publish_date": "2031-01-01"}])
def test_pointer_to_what_only_a_draft_or_the_future_names_is_an_error(site: MiniSite, keys: dict[str, str]) -> None:
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.article("waiting", topics="[Law]", **keys)
    site.article("shown")

    (problem,) = site.read_collection().problems

    assert ": error: parent is" in problem


def related(site: MiniSite) -> dict[str, list[str]]:
    """Return the names that each topic is related to."""
    terms = site.read_collection().collection.terms["topics"].values()
    return {term.name: [ref.name for ref in term.related] for term in terms}


def test_related_holds_both_ways_those_of_the_record_first(site: MiniSite) -> None:
    site.record("topics/law", name="Law", related="[Trade, Arms]")
    site.record("topics/zones", name="Zones", related="[Law]")
    site.record("topics/courts", name="Courts", related="[law]")
    site.record("topics/trade", name="Trade", related="[Law]")
    site.article(topics="[Arms]")

    assert related(site) == {
        "Arms": ["Law"],
        "Courts": ["Law"],
        "Law": ["Trade", "Arms", "Courts", "Zones"],
        "Trade": ["Law"],
        "Zones": ["Law"],
    }


def test_topic_related_to_itself_or_to_another_twice_is_a_warning(site: MiniSite) -> None:
    site.record("topics/law", name="Law", aliases="[Jus]", related="[Trade, jus, TRADE]")
    site.record("topics/trade", name="Trade")
    site.article()

    assert related(site) == {"Law": ["Trade"], "Trade": ["Law"]}
    assert site.read_collection().problems == [
        "content/topics/law.md:4:18: warning: related has this itself; take this out [name-repeated]",
        'content/topics/law.md:4:23: warning: related has "Trade" already; take this out [name-repeated]',
    ]


def roles_at(site: MiniSite, **keys: str) -> str:
    """Return the office shown beside a person with four terms of office."""
    site.record(
        "people/ada",
        name="Ada Byron",
        roles="[{title: Clerk, from: 2001, to: 2003-06},"
        " {title: Minister, organisation: Council, from: 2003-05-02, to: 2005},"
        " {title: Elder, from: 2020}, {title: Friend}]",
    )
    site.article("grid", people="[Ada Byron]", **keys)
    return str(site.read_collection().views[f"/{keys['date'].replace('-', '/')}/grid/"].people[0].role)


@pytest.mark.parametrize(
    ("day", "office"),
    [
        ("2000-12-31", ""),
        ("2001-01-01", "Clerk"),
        ("2003-05-01", "Clerk"),
        ("2003-05-02", "Minister, Council"),
        ("2003-06-30", "Minister, Council"),
        ("2005-12-31", "Minister, Council"),
        ("2006-01-01", ""),
        ("2024-02-29", "Elder"),
    ],
)
def test_office_is_the_one_held_on_the_day_of_publication(site: MiniSite, day: str, office: str) -> None:
    assert roles_at(site, date=day) == office


def test_office_is_the_one_held_on_the_day_of_the_event(site: MiniSite) -> None:
    assert roles_at(site, date="2024-02-29", event_date="2004-01-01/2004-01-02") == "Minister, Council"


def test_office_without_a_day_is_never_taken_for_the_one_held(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", roles="[{title: Friend}]")
    site.article(people="[Ada Byron]")

    assert [mention.role for mention in site.read_collection().views["/2023/10/31/grid/"].people] == [""]


def test_office_is_found_by_an_alias_and_in_every_taxonomy(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    site.record("people/ada", name="Ada Byron", aliases="[A. B.]", roles="[{title: Clerk, from: 2023-10}]")
    site.record("places/bern", name="Bern", roles="[{title: Seat, organisation: Union, to: 2023-10-31}]")
    site.article(people="[a. b.]", places="[Bern]")

    view = site.read_collection().views["/2023/10/31/grid/"]

    assert [mention.role for mention in (*view.people, *view.others[0].mentions)] == ["Clerk", "Seat, Union"]


def test_day_of_an_office_is_the_one_written_in_the_articles_offset(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", roles="[{title: Clerk, to: 2023-10-30}]")
    site.article("west", people="[Ada Byron]", date="2023-10-30T23:30:00-11:00")
    site.article("east", people="[Ada Byron]", date="2023-10-31T00:30:00+14:00")
    views = site.read_collection().views

    assert views["/2023/10/30/west/"].people[0].role == "Clerk"
    assert views["/2023/10/31/east/"].people[0].role == ""


def test_role_in_the_article_goes_before_the_record(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", roles="[{title: Clerk, from: 2001}]")
    site.article(people="[{name: Ada Byron, role: Witness}]")

    assert [mention.role for mention in site.read_collection().views["/2023/10/31/grid/"].people] == ["Witness"]


def test_terms_stand_a_to_z_by_sort_name_whatever_their_marks(site: MiniSite) -> None:
    site.record("people/c", name="René Cassin", sort_name="Cassin, René")
    site.article(people="[Émile Zola, 'Ålesund', zebra, Bertha, 9 Lives]")

    terms = site.read_collection().collection.terms["people"].values()

    assert [(term.letter, term.name) for term in terms] == [
        ("#", "9 Lives"),
        ("A", "Ålesund"),
        ("B", "Bertha"),
        ("C", "René Cassin"),
        ("E", "Émile Zola"),
        ("Z", "zebra"),
    ]


def test_name_that_stands_twice_in_an_article_is_a_warning_at_the_second(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", aliases="[A. Example]")
    site.article("a", people="[{name: Ada, role: X}, {name: A. Example, role: Y}]")

    reading = site.read_collection()

    assert [mention.role for mention in reading.views["/2023/10/31/a/"].people] == ["X"]
    assert [line.rpartition(" ")[2] for line in reading.problems] == ["[name-repeated]"]


def test_clash_of_a_term_with_the_one_above_it_is_told(site: MiniSite) -> None:
    site.record("topics/y", name="Oslo", parent="Norge")
    site.record("topics/z", name="Norge", slug="oslo")
    site.article(topics="[Oslo]")

    assert "[url-clash]" in site.build().err
