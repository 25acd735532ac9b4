"""Days, months and years: what was published, and what happened."""

from tests.mini_site import MiniSite, entry_titles, hrefs, with_class


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
