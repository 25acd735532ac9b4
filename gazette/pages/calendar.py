"""The pages of days, months and years: what was published, and what happened."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from gazette.collection.entries import Entry
from gazette.collection.library import Day
from gazette.content.dates import MONTHS, long_day
from gazette.pages.linker import Linker
from gazette.pages.page import Page, Sections, own_page
from gazette.pages.permalinks import day_path, month_path, year_path
from gazette.pages.views import (
    CalendarDay,
    DatesView,
    DayView,
    Link,
    MonthGrid,
    MonthLine,
    MonthView,
    YearLine,
    YearView,
)

_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)
DATES = "/dates/"

Days = tuple[Day, ...]
"""The days of one month or year that have anything, in order."""


def calendar_pages(linker: Linker, sections: Sections) -> Iterator[Page]:
    """Yield a page for every day, month and year that has articles or events, and one for all dates.

    A month is a section.
    """
    days = tuple(linker.collection.days.values())
    months = tuple(tuple(group) for _, group in groupby(days, key=lambda day: (day.day.year, day.day.month)))
    for before, month, after in _in_context(months):
        yield from sections.of(("days", before, after), month, _month_pages, before, after, *month)
    years = tuple(tuple(group) for _, group in groupby(days, key=lambda day: day.day.year))
    for before, year, after in _in_context(years):
        path = year_path(year[0].day.year)
        yield own_page(path, "year.html", _year_view, _year_parts, (before, after, *year))
    yield own_page(DATES, "dates.html", _dates_view, _count_parts, days)


def _in_context(spans: Sequence[Days]) -> Iterator[tuple[date | None, Days, date | None]]:
    """Yield each span between the last day with a page before it and the first after it."""
    before = [span[-1].day for span in spans]
    after = [span[0].day for span in spans]
    return zip((None, *before), spans, (*after[1:], None), strict=False)


def _month_pages(before: date | None, after: date | None, *month: Day) -> Iterator[Page]:
    """Yield the pages of a month's days, and its own."""
    dates = (before, *[day.day for day in month], after)
    for yesterday, this, tomorrow in zip(dates, month, dates[2:], strict=False):
        yield own_page(day_path(this.day), "day.html", _day_view, _day_parts, (yesterday, tomorrow, this))
    path = month_path(month[0].day.year, month[0].day.month)
    yield own_page(path, "month.html", _month_view, _month_parts, (before, after, *month))


def _day_parts(before: date | None, after: date | None, this: Day) -> list[str]:
    return [
        f"{before} {after}",
        *[entry.card_key for entry in this.published],
        "",
        *[entry.card_key for entry in this.happened],
    ]


def _day_view(linker: Linker, before: date | None, after: date | None, this: Day) -> DayView:
    day = this.day
    return DayView(
        **linker.head(long_day(day), day_path(day), linker.year(day.year), linker.month(day)),
        day=day,
        published=linker.cards(this.published),
        happened=linker.cards(this.happened),
        previous=linker.day(before) if before else None,
        next=linker.day(after) if after else None,
    )


def _month_parts(before: date | None, after: date | None, *days: Day) -> Iterator[str]:
    yield f"{before} {after}"
    for day in days:
        yield from _day_parts(None, None, day)


def _month_view(linker: Linker, before: date | None, after: date | None, *days: Day) -> MonthView:
    first = days[0].day
    return MonthView(
        **linker.head(linker.month(first).name, month_path(first.year, first.month), linker.year(first.year)),
        month=_grid(first.year, first.month, linker),
        published=linker.cards(tuple(entry for day in reversed(days) for entry in day.published)),
        happened=linker.cards(_once(entry for day in days for entry in day.happened)),
        previous=linker.month(before) if before else None,
        next=linker.month(after) if after else None,
    )


def _year_parts(before: date | None, after: date | None, *days: Day) -> list[str]:
    return [f"{before} {after}", *_count_parts(*days)]


def _count_parts(*days: Day) -> list[str]:
    """Return what the numbers of articles and events on days depend on."""
    return [day.counts_key for day in days]


def _year_view(linker: Linker, before: date | None, after: date | None, *days: Day) -> YearView:
    year = days[0].day.year
    return YearView(
        **linker.head(str(year), year_path(year), Link(name="Dates", url=linker.url(DATES))),
        year=year,
        months=tuple(_grid(year, month, linker) for month in range(1, 13)),
        published=_published(days),
        happened=_happened(days),
        previous=linker.year(before.year) if before else None,
        next=linker.year(after.year) if after else None,
    )


def _dates_view(linker: Linker, *days: Day) -> DatesView:
    years = groupby(days, key=lambda day: day.day.year)
    return DatesView(
        **linker.head("Dates", DATES),
        years=tuple(_year_line(tuple(year), linker) for _, year in years)[::-1],
    )


def _year_line(days: Days, linker: Linker) -> YearLine:
    year = days[0].day.year
    months = {month: tuple(group) for month, group in groupby(days, key=lambda day: day.day.month)}
    return YearLine(
        year=year,
        url=linker.url(year_path(year)),
        published=_published(days),
        happened=_happened(days),
        months=tuple(_month_line(year, month, months.get(month, ()), linker) for month in range(1, 13)),
    )


def _month_line(year: int, month: int, days: Days, linker: Linker) -> MonthLine:
    return MonthLine(
        name=MONTHS[month - 1],
        url=linker.url(month_path(year, month)) if days else "",
        published=_published(days),
        happened=_happened(days),
    )


def _published(days: Iterable[Day]) -> int:
    return sum(len(day.published) for day in days)


def _happened(days: Iterable[Day]) -> int:
    return len(_once(entry for day in days for entry in day.happened))


def _grid(year: int, month: int, linker: Linker) -> MonthGrid:
    """Return a month as weeks, each day with what was published and what happened on it."""
    weeks = tuple(
        tuple(_cell(date(year, month, number), linker) if number else None for number in week)
        for week in _WEEKS.monthdayscalendar(year, month)
    )
    cells = [cell for week in weeks for cell in week if cell]
    days = [linker.collection.days[cell.day] for cell in cells if cell.url]
    return MonthGrid(
        name=MONTHS[month - 1],
        url=linker.url(month_path(year, month)) if days else "",
        published=_published(days),
        happened=_happened(days),
        weeks=weeks,
    )


def _cell(day: date, linker: Linker) -> CalendarDay:
    found = linker.collection.days.get(day)
    return CalendarDay(
        day=day,
        url=linker.day(day).url,
        published=len(found.published) if found else 0,
        happened=len(found.happened) if found else 0,
    )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in their order, each once: an event may last for days."""
    return tuple({entry.article.path: entry for entry in entries}.values())
