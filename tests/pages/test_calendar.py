"""Days, months and years: what was published, and what happened."""

import re

import pytest

from tests.mini_site import MiniSite, entry_titles, hrefs, structured_data, with_class, words


def test_day_page_lists_what_happened_and_what_was_published_apart(site: MiniSite) -> None:
    site.article("grid", date="2023-10-31", event_date="2023-10-30")
    site.article("talk", date="2023-10-30")
    page = site.built().page("/2023/10/30/")

    feeds = with_class(page, "h-feed")

    assert [entry_titles(feed) for feed in feeds] == [["Grid"], ["Talk"]]


def test_event_range_has_a_page_for_each_of_its_days(site: MiniSite) -> None:
    site.article("talks", date="2023-12-01", event_date="2023-10-30/2023-11-01")
    site.built()

    for url in ("/2023/10/30/", "/2023/10/31/", "/2023/11/01/", "/2023/12/01/"):
        assert entry_titles(site.page(url)) == ["Talks"], url
    assert not site.has("/2023/10/29/")
    assert not site.has("/2023/11/02/")


def test_day_is_linked_to_the_one_before_and_the_one_after(site: MiniSite) -> None:
    site.article("a", date="2022-12-31")
    site.article("b", date="2023-02-01", event_date="2023-01-15")
    views = site.read_collection().views

    steps = {
        path: (
            view.previous.url if view.previous else "",
            view.next.url if view.next else "",
        )
        for path, view in views.items()
        if type(view).__name__ in {"DayView", "MonthView", "YearView"}
    }

    assert steps == {
        "/2022/12/31/": ("", "/2023/01/15/"),
        "/2023/01/15/": ("/2022/12/31/", "/2023/02/01/"),
        "/2023/02/01/": ("/2023/01/15/", ""),
        "/2022/12/": ("", "/2023/01/"),
        "/2023/01/": ("/2022/12/", "/2023/02/"),
        "/2023/02/": ("/2023/01/", ""),
        "/2022/": ("", "/2023/"),
        "/2023/": ("/2022/", ""),
    }


def test_day_page_links_to_its_neighbours(site: MiniSite) -> None:
    site.article("a", date="2023-01-01")
    site.article("b", date="2023-01-02")
    site.article("c", date="2023-01-03")

    assert {"/2023/01/01/", "/2023/01/03/"} <= set(hrefs(site.built().page("/2023/01/02/")))


def test_month_lists_newest_first_and_an_event_of_several_days_once(site: MiniSite) -> None:
    site.article("a", date="2023-10-01")
    site.article("b", date="2023-10-20", event_date="2023-10-02/2023-10-05")
    view = site.read_collection().views["/2023/10/"]

    assert [card.title for card in view.published] == ["B", "A"]
    assert [card.title for card in view.happened] == ["B"]
    assert (view.month.published, view.month.happened) == (2, 1)


def test_month_is_a_grid_of_weeks_from_monday(site: MiniSite) -> None:
    site.article("a", date="2023-10-31", event_date="2023-10-01")
    weeks = site.read_collection().views["/2023/10/"].month.weeks

    first, last = weeks[0], weeks[-1]

    assert [cell and cell.day.day for cell in first] == [None] * 6 + [1]
    assert (first[6].url, first[6].published, first[6].happened) == ("/2023/10/01/", 0, 1)
    assert [cell and cell.day.day for cell in last] == [30, 31, None, None, None, None, None]
    assert (last[0].url, last[1].url) == ("", "/2023/10/31/")


def test_year_has_twelve_months_and_counts_an_event_once(site: MiniSite) -> None:
    site.article("a", date="2023-03-01", event_date="2023-01-31/2023-02-01")
    view = site.read_collection().views["/2023/"]

    assert [month.url for month in view.months] == ["/2023/01/", "/2023/02/", "/2023/03/"] + [""] * 9
    assert (view.published, view.happened) == (1, 1)


def test_dates_list_every_year_newest_first(site: MiniSite) -> None:
    site.article("a", date="2021-03-01")
    site.article("b", date="2023-03-01", event_date="2022-02-02")
    years = site.read_collection().views["/dates/"].years

    assert [(year.year, year.url, year.published, year.happened) for year in years] == [
        (2023, "/2023/", 1, 0),
        (2022, "/2022/", 0, 1),
        (2021, "/2021/", 1, 0),
    ]
    assert [month.url for month in years[1].months][:3] == ["", "/2022/02/", ""]


def test_calendar_marks_days_of_publication_and_days_of_events_apart(site: MiniSite) -> None:
    site.article("a", date="2023-10-31", event_date="2023-10-30/2023-10-31")
    site.built()

    for url in ("/2023/10/", "/2023/"):
        days = {link.get("href"): (link.get("class") or "").split() for link in with_class(site.page(url), "day")}
        assert days["/2023/10/30/"] == ["day", "day-happened"], url
        assert days["/2023/10/31/"] == ["day", "day-published", "day-happened"], url
        assert "/2023/10/29/" not in days


def test_month_lists_what_happened_and_what_was_published_apart(site: MiniSite) -> None:
    site.article("grid", date="2023-11-01", event_date="2023-10-31")
    site.article("talk", date="2023-10-02")

    feeds = with_class(site.built().page("/2023/10/"), "h-feed")

    assert [entry_titles(feed) for feed in feeds] == [["Grid"], ["Talk"]]


def test_event_may_span_years_and_is_counted_in_each(site: MiniSite) -> None:
    site.article("talks", date="2023-03-01", event_date="2022-12-30/2023-01-02")
    views = site.read_collection().views

    assert [(year, views[f"/{year}/"].happened) for year in (2022, 2023)] == [(2022, 1), (2023, 1)]
    assert [card.title for card in views["/2023/01/"].happened] == ["Talks"]


def test_calendar_pages_link_down_to_their_days(site: MiniSite) -> None:
    site.article("a", date="2023-10-31", event_date="2022-05-04")
    site.built()

    assert {"/2023/", "/2022/"} <= set(hrefs(site.page("/dates/")))
    assert {"/2023/10/", "/2023/10/31/"} <= set(hrefs(site.page("/2023/")))
    assert "/2022/05/04/" in hrefs(site.page("/2022/05/"))


def happened(site: MiniSite, url: str) -> list[str]:
    """Return the titles of what a page says to have happened."""
    view = site.read_collection().views[url]
    return [card.title for card in (view.undated if hasattr(view, "undated") else view.happened)]


@pytest.mark.parametrize(
    ("event", "pages"),
    [
        ("1919", "/1919/"),
        ("1919-06", "/1919/ /1919/06/"),
        ("1919/1921", "/1919/ /1920/ /1921/"),
        ("1919-12/1920-01", "/1919/ /1919/12/ /1920/ /1920/01/"),
        ("1919-06/1919-07-02", "/1919/ /1919/06/ /1919/07/ /1919/07/02/"),
        ("1919-06-28/1920", "/1919/ /1919/06/ /1919/06/28/ /1920/"),
    ],
)
def test_event_of_which_less_than_the_day_is_known_is_on_the_pages_of_what_is_known(
    site: MiniSite, event: str, pages: str
) -> None:
    site.article("talks", date="2023-10-31", event_date=event)
    site.built()

    found = {f"/{path.removesuffix('index.html')}" for path in site.files() if re.match(r"19\d\d/", path)}

    assert sorted(found) == pages.split()
    for url in found:
        assert "Talks" in site.main(url) or (site.page(url).find(".//table//a[@class='day day-happened']") is not None)


def test_year_lists_what_its_calendars_cannot_show_and_counts_all(site: MiniSite) -> None:
    site.article("treaty", date="1920-01-10", event_date="1919-06-28")
    site.article("talks", date="1920-01-11", event_date="1919-06")
    site.article("hunger", date="1920-01-12", event_date="1919")
    site.article("flu", date="1920-01-13", event_date="1918/1920")
    view = site.read_collection().views["/1919/"]

    assert [card.title for card in view.undated] == ["Flu", "Hunger", "Talks"]
    assert view.happened == 4
    assert [month.happened for month in view.months] == [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
    assert site.built().page("/1919/").find(".//h2[@id='g-happened']") is not None


def test_month_lists_what_has_no_day_before_what_has_one(site: MiniSite) -> None:
    site.article("treaty", date="1920-01-10", event_date="1919-06-01")
    site.article("talks", date="1920-01-11", event_date="1919-06")
    site.article("summer", date="1920-01-12", event_date="1919-05/1919-07")
    site.article("signed", date="1920-01-13", event_date="1919-05/1919-06-28")

    assert happened(site, "/1919/06/") == ["Summer", "Talks", "Treaty", "Signed"]
    assert happened(site, "/1919/05/") == ["Summer", "Signed"]


def test_month_and_year_without_a_day_are_linked_with_those_beside_them(site: MiniSite) -> None:
    site.article("talks", date="2023-10-31", event_date="1919-06")
    site.article("hunger", date="2023-11-30", event_date="1921")
    views = site.read_collection().views

    assert [views[url].next.url for url in ("/1919/06/", "/1919/", "/1921/")] == ["/2023/10/", "/1921/", "/2023/"]
    assert views["/2023/10/"].previous.url == "/1919/06/"
    assert views["/2023/10/31/"].previous is None
    assert [(line.year, line.happened) for line in views["/dates/"].years] == [(2023, 0), (1921, 1), (1919, 1)]
    assert [line.url for line in views["/dates/"].years[2].months if line.url] == ["/1919/06/"]


@pytest.mark.parametrize(
    ("event", "shown", "times"),
    [
        ("1919", "1919", ["1919"]),
        ("1919-06", "June 1919", ["1919-06"]),
        ("1919/1921", "1919 to 1921", ["1919", "1921"]),
        ("1919-06/1919-07-02", "June 1919 to 2 July 1919", ["1919-06", "1919-07-02"]),
    ],
)
def test_article_shows_of_its_event_what_is_known_and_leads_there(
    site: MiniSite, event: str, shown: str, times: list[str]
) -> None:
    site.article("talks", date="2023-10-31", event_date=event)
    page = site.built().page("/2023/10/31/talks/")
    cell = with_class(page, "times")[0].find("div/dd")
    assert cell is not None

    assert words(cell) == shown
    assert [time.get("datetime") for time in cell.iter("time")] == times
    assert hrefs(cell) == [f"/{time.replace('-', '/')}/" for time in times]
    assert structured_data(page)[0]["temporalCoverage"] == event
    assert site.rows()[0]["event_date"] == event


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ("1919", "1919"),
        ("1919-06", "Jun 1919"),
        ("1919/1921", "1919–1921"),
        ("1919-06/1919-07", "Jun 1919 – Jul 1919"),
        ("1919-06/1919-07-02", "Jun 1919 – 2 Jul 1919"),
        ("1919-06-28/1919-06-30", "28–30 Jun 1919"),
    ],
)
def test_card_shows_of_an_event_what_is_known(site: MiniSite, event: str, shown: str) -> None:
    site.article("talks", date="2023-10-31", event_date=event)
    aside = with_class(site.built().page("/"), "entry-aside")[0]

    assert words(aside) == f"Happened {shown}"


def test_office_is_shown_where_it_was_held_all_through_the_month_or_year_of_the_event(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", roles="[{title: Clerk, to: 1919-06-15}, {title: Mayor, from: 1919-06-16}]")
    for event in ("1919-05", "1919-06", "1919-07", "1919", "1919-07/1921"):
        site.article(event.replace("/", "-"), people="[Ada]", event_date=event)
    views = site.read_collection().views

    roles = {path[12:-1]: view.people[0].role for path, view in views.items() if path.startswith("/2023/10/31/1")}

    assert roles == {"1919-05": "Clerk", "1919-06": "", "1919-07": "Mayor", "1919": "", "1919-07-1921": "Mayor"}
