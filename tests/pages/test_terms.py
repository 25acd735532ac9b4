"""The pages of taxonomies and their terms."""

import pytest

from gazette.pages.terms import paginate
from tests.mini_site import MiniSite, entry_titles, hrefs, structured_data, with_class, words


def test_term_is_paginated_newest_first(site: MiniSite) -> None:
    site.configure("paginate_by: 2")
    for number in range(1, 6):
        site.article(f"n{number}", date=f"2023-10-0{number}", people="Ada")
    site.built()

    pages = [site.page(url) for url in ("/people/ada/", "/people/ada/page/2/", "/people/ada/page/3/")]
    listed = [entry_titles(page) for page in pages]
    steps = [
        tuple(
            next((link.get("href") for link in page.iter("link") if link.get("rel") == rel), "")
            for rel in ("prev", "next", "canonical")
        )
        for page in pages
    ]

    assert listed == [["N5", "N4"], ["N3", "N2"], ["N1"]]
    assert steps == [
        ("", "/people/ada/page/2/", "https://example.org/people/ada/"),
        ("/people/ada/", "/people/ada/page/3/", "https://example.org/people/ada/page/2/"),
        ("/people/ada/page/2/", "", "https://example.org/people/ada/page/3/"),
    ]
    assert not site.has("/people/ada/page/1/")
    assert not site.has("/people/ada/page/4/")
    assert "/people/ada/page/2/" in hrefs(pages[0])
    assert {"/people/ada/", "/people/ada/page/3/"} <= set(hrefs(pages[1]))


def test_full_last_page_is_followed_by_none(site: MiniSite) -> None:
    site.configure("paginate_by: 2")
    for number in range(4):
        site.article(f"n{number}", people="Ada")

    pages = [path for path in site.read_collection().views if path.startswith("/people/ada/")]

    assert pages == ["/people/ada/", "/people/ada/page/2/", "/people/ada/feed.xml"]


def test_twenty_articles_a_page_unless_the_settings_say_otherwise(site: MiniSite) -> None:
    for number in range(21):
        site.article(f"n{number:02}", topics="Law")

    views = site.read_collection().views

    assert [len(views[path].cards) for path in ("/topics/law/", "/topics/law/page/2/")] == [20, 1]


def test_no_entries_make_one_empty_page() -> None:
    assert paginate((), 3) == ((),)


def test_page_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="range"):
        paginate((), 0)


def test_person_page_is_an_h_card_with_what_the_record_says(site: MiniSite) -> None:
    site.write("content/people/ada.png", b"portrait")
    site.record(
        "people/ada",
        "She wrote the *first* programme.",
        name="Ada Byron",
        aliases="[Ada Lovelace]",
        description="Mathematician",
        same_as="[https://www.wikidata.org/wiki/Q7259]",
        image="ada.png",
        roles="[{title: Minister, organisation: Council, from: 1840, to: 1842}]",
    )
    site.article(people="Ada Lovelace", topics="Engines")
    page = site.built().page("/people/ada-byron/")

    (card,) = with_class(page, "h-card")
    main = site.main("/people/ada-byron/")

    assert words(with_class(card, "p-name")[0]) == "Ada Byron"
    for text in ("She wrote the first programme.", "Ada Lovelace", "Mathematician", "Minister", "Council", "1840"):
        assert text in main
    assert {"https://www.wikidata.org/wiki/Q7259", "/topics/engines/", "/people/ada-byron/feed.xml"} <= set(hrefs(page))
    assert [image.get("src") for image in page.iter("img")] == ["/people/ada-byron/ada.png"]
    assert site.file("/people/ada-byron/ada.png").read_bytes() == b"portrait"
    (about,) = structured_data(page)
    assert (about["@type"], about["name"], about["alternateName"]) == ("Person", "Ada Byron", ["Ada Lovelace"])


def test_list_of_a_term_is_an_h_feed_of_h_entries(site: MiniSite) -> None:
    site.article(people="Ada", topics="Law")
    page = site.built().page("/people/ada/")

    (feed,) = with_class(page, "h-feed")
    (entry,) = with_class(feed, "h-entry")

    assert [found.get("href") for found in with_class(entry, "u-url")] == ["/2023/10/31/grid/"]
    assert [found.get("datetime") for found in with_class(entry, "dt-published")] == ["2023-10-31"]
    assert [words(found) for found in with_class(entry, "p-category")] == ["Law"]


def test_overview_lists_every_term_under_its_letter(site: MiniSite) -> None:
    site.record("people/cassin", name="René Cassin", sort_name="Cassin, René")
    site.article(people="[Émile Zola, Carl]")

    letters = site.read_collection().views["/people/"].letters

    assert [(letter.letter, [(term.name, term.count) for term in letter.terms]) for letter in letters] == [
        ("C", [("Carl", 1), ("Cassin, René", 0)]),
        ("E", [("Émile Zola", 1)]),
    ]


def test_overview_links_to_every_term(site: MiniSite) -> None:
    site.article(topics="[Law, Energy]")

    assert {"/topics/law/", "/topics/energy/"} <= set(hrefs(site.built().page("/topics/")))


def test_term_knows_parent_children_and_related(site: MiniSite) -> None:
    site.record("topics/law", name="Law")
    site.record("topics/treaties", name="Treaties", parent="Law", related="[Trade]")
    site.article("a", topics="[Treaties, Trade]")

    views = site.read_collection().views
    law, treaties = views["/topics/law/"], views["/topics/treaties/"]

    assert [(link.url, link.count) for link in law.children] == [("/topics/treaties/", 1)]
    assert treaties.parent.url == "/topics/law/"
    assert [link.url for link in treaties.related] == ["/topics/trade/"]
    assert [link.url for link in treaties.breadcrumbs] == ["/", "/topics/", "/topics/law/"]
    assert (law.count, [card.title for card in law.cards]) == (1, ["A"])


def offices(site: MiniSite, url: str) -> list[str]:
    """Return the offices on a page, each as its words."""
    (section,) = with_class(site.page(url), "offices")
    return [words(item) for item in section.iter("li")]


def test_person_page_lists_offices_with_dates_the_earliest_first(site: MiniSite) -> None:
    site.record(
        "people/ada",
        name="Ada Byron",
        roles="[{title: Elder, from: 2020}, {title: Friend}, {title: Clerk, organisation: Court, from: 2001-03,"
        " to: 4 June 2003}, {title: Page, to: 1999}, {title: Envoy, from: 2005-01-09, to: 2005-03},"
        " {title: Guest, from: 2006, to: 2006-02}]",
    )
    site.built()

    assert offices(site, "/people/ada-byron/") == [
        "2001–2003 Clerk Court",
        "Jan–Mar 2005 Envoy",
        "2006 Guest",
        "from 2020 Elder",
        "Friend",
        "until 1999 Page",
    ]
    times = [time.get("datetime") for time in with_class(site.page("/people/ada-byron/"), "offices")[0].iter("time")]
    assert times == ["2001-03", "2003-06-04", "2005-01-09", "2005-03", "2006", "2020", "1999"]


def test_offices_of_an_own_taxonomy_are_listed_too(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    site.record("places/bern", name="Bern", roles="[{title: Seat, organisation: Union, from: 1874}]")

    site.article()

    assert offices(site.built(), "/places/bern/") == ["from 1874 Seat Union"]


def test_page_of_a_parent_lists_its_children_a_to_z_with_the_articles_of_all_below(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    for name, parent in (("Zug", "Swiss"), ("Bern", "Swiss"), ("Old Town", "Bern"), ("Swiss", "Europe")):
        site.record(f"places/{name}", name=name, parent=parent)
    site.article("a", places="[Old Town, Zug]")
    site.article("b", places="[Europe]", date="2023-11-01")
    site.article("c", places="[Bern]", date="2023-11-02")
    site.built()

    swiss = site.page("/places/swiss/")
    (near,) = [section for section in swiss.iter("section") if words(section).startswith("Near by")]

    assert words(near) == "Near by Part of Europe Bern 2 Zug 1"
    assert entry_titles(swiss) == ["C", "A"]
    assert entry_titles(site.page("/places/europe/")) == ["C", "B", "A"]
    assert {term["name"]: term["count"] for term in site.json("/data/places.json")} == {
        "Europe": 3,
        "Bern": 2,
        "Swiss": 2,
        "Old Town": 1,
        "Zug": 1,
    }
    crumbs = hrefs(with_class(site.page("/places/old-town/"), "breadcrumbs")[0])
    assert crumbs == ["/", "/places/", "/places/europe/", "/places/swiss/", "/places/bern/"]


def test_own_taxonomy_gets_all_that_the_usual_ones_get(site: MiniSite) -> None:
    site.configure("taxonomies:\n  organisations:\n  places: {singular: place, title: Where, key: where}")
    site.record("organisations/coe", name="Council of Europe", aliases="[CoE]", parent="Europe")
    site.article(organisations="[coe, Europe]", where="Strasbourg", people="Ada")
    site.built()

    assert {"/organisations/council-of-europe/", "/organisations/europe/"} <= set(hrefs(site.page("/organisations/")))
    assert entry_titles(site.page("/organisations/council-of-europe/")) == ["Grid"]
    assert "/organisations/council-of-europe/" in hrefs(site.page("/people/ada/"))
    assert "Where" in site.main("/places/")
    assert words(site.xml("/places/strasbourg/feed.xml")).count("Grid") == 1
    assert site.json("/data/organisations.json")[0] == {
        "slug": "council-of-europe",
        "name": "Council of Europe",
        "url": "/organisations/council-of-europe/",
        "count": 1,
        "first": "2023-10-31",
        "last": "2023-10-31",
        "aliases": ["CoE"],
    }
    assert site.rows()[0]["organisations"] == ["Council of Europe", "Europe"]
    assert {"/organisations/council-of-europe/", "/places/strasbourg/"} <= set(hrefs(site.page("/2023/10/31/grid/")))
    assert [resource["path"] for resource in site.json("/data/datapackage.json")["resources"]][-2:] == [
        "organisations.json",
        "places.json",
    ]


def test_own_taxonomy_is_shown_by_the_layout_of_its_singular_name(site: MiniSite) -> None:
    site.configure("taxonomies:\n  places:")
    site.article(places="Strasbourg")
    site.write("layouts/place.html", "place {{ page.title }}")

    assert site.built().read("/places/strasbourg/") == "place Strasbourg"


def test_years_of_a_term_have_no_gaps(site: MiniSite) -> None:
    site.article("a", people="Ada", date="2019-01-01")
    site.article("b", people="Ada", date="2021-01-01")

    years = site.read_collection().views["/people/ada/"].years

    assert [(year.name, year.count, year.url) for year in years] == [
        ("2019", 1, "/2019/"),
        ("2020", 0, ""),
        ("2021", 1, "/2021/"),
    ]


def test_years_that_span_a_lifetime_leave_the_empty_ones_out(site: MiniSite) -> None:
    site.article("a", topics="Law", date="1864-08-22")
    site.article("b", topics="Law", date="2023-01-01")

    assert [year.name for year in site.read_collection().views["/topics/law/"].years] == ["1864", "2023"]
