"""The pages of days, months and years: what was published, and what happened."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from gazette.collection.library import Day, Entry
from gazette.content.dates import MONTHS, long_day
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_page
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

T = TypeVar("T")
Days = tuple[Day, ...]
"""The days of one month or year that have anything, in order."""


def calendar_pages(linker: Linker) -> Iterator[Page]:
    """Yield a page for every day, month and year that has articles or events, and one for all dates."""
    days = tuple(linker.collection.days.values())
    months = tuple(tuple(group) for _, group in groupby(days, key=lambda day: (day.day.year, day.day.month)))
    years = tuple(tuple(group) for _, group in groupby(days, key=lambda day: day.day.year))
    for before, this, after in _in_context(days):
        yield _day_page(before, this, after, linker)
    for earlier, month, later in _in_context(months):
        yield _month_page(earlier, month, later, linker)
    for last_year, year, next_year in _in_context(years):
        yield _year_page(last_year, year, next_year, linker)
    yield _dates_page(years, linker)


def _in_context(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield each item between the one before and the one after."""
    return zip((None, *items), items, (*items[1:], None), strict=False)


def _day_page(before: Day | None, this: Day, after: Day | None, linker: Linker) -> Page:
    day, path = this.day, day_path(this.day)
    view = DayView(
        **linker.head(long_day(day), path, linker.year(day.year), linker.month(day)),
        day=day,
        published=linker.cards(this.published),
        happened=linker.cards(this.happened),
        previous=linker.day(before.day) if before else None,
        next=linker.day(after.day) if after else None,
    )
    return own_page(path, "day.html", view)


def _month_page(earlier: Days | None, days: Days, later: Days | None, linker: Linker) -> Page:
    first = days[0].day
    path = month_path(first.year, first.month)
    view = MonthView(
        **linker.head(linker.month(first).name, path, linker.year(first.year)),
        month=_grid(first.year, first.month, linker),
        published=linker.cards(tuple(entry for day in reversed(days) for entry in day.published)),
        happened=linker.cards(_once(entry for day in days for entry in day.happened)),
        previous=linker.month(earlier[0].day) if earlier else None,
        next=linker.month(later[0].day) if later else None,
    )
    return own_page(path, "month.html", view)


def _year_page(last_year: Days | None, days: Days, next_year: Days | None, linker: Linker) -> Page:
    year = days[0].day.year
    view = YearView(
        **linker.head(str(year), year_path(year), Link(name="Dates", url=linker.url(DATES))),
        year=year,
        months=tuple(_grid(year, month, linker) for month in range(1, 13)),
        published=_published(days),
        happened=_happened(days),
        previous=linker.year(last_year[0].day.year) if last_year else None,
        next=linker.year(next_year[0].day.year) if next_year else None,
    )
    return own_page(year_path(year), "year.html", view)


def _dates_page(years: tuple[Days, ...], linker: Linker) -> Page:
    view = DatesView(
        **linker.head("Dates", DATES),
        years=tuple(_year_line(days, linker) for days in reversed(years)),
    )
    return own_page(DATES, "dates.html", view)


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
