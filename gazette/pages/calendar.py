"""The pages of days, months and years: what was published, and what happened."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import TypeVar

from gazette.collection.entries import Entry
from gazette.collection.library import Day
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
        yield own_page(day_path(this.day), "day.html", _day_view, _day_parts, (before, this, after, linker))
    for earlier, month, later in _in_context(months):
        path = month_path(month[0].day.year, month[0].day.month)
        yield own_page(path, "month.html", _month_view, _month_parts, (earlier, month, later, linker))
    for last_year, year, next_year in _in_context(years):
        path = year_path(year[0].day.year)
        yield own_page(path, "year.html", _year_view, _year_parts, (last_year, year, next_year, linker))
    yield _dates_page(years, linker)


def _in_context(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Yield each item between the one before and the one after."""
    return zip((None, *items), items, (*items[1:], None), strict=False)


def _day_parts(before: Day | None, this: Day, after: Day | None, _: Linker) -> list[str]:
    context = f"{before and before.day} {after and after.day}"
    return [context, *[entry.card_key for entry in this.published], "", *[entry.card_key for entry in this.happened]]


def _day_view(before: Day | None, this: Day, after: Day | None, linker: Linker) -> DayView:
    day = this.day
    return DayView(
        **linker.head(long_day(day), day_path(day), linker.year(day.year), linker.month(day)),
        day=day,
        published=linker.cards(this.published),
        happened=linker.cards(this.happened),
        previous=linker.day(before.day) if before else None,
        next=linker.day(after.day) if after else None,
    )


def _month_parts(earlier: Days | None, days: Days, later: Days | None, linker: Linker) -> Iterator[str]:
    yield from (str(month and month[0].day) for month in (earlier, later))
    for day in days:
        yield from _day_parts(None, day, None, linker)


def _month_view(earlier: Days | None, days: Days, later: Days | None, linker: Linker) -> MonthView:
    first = days[0].day
    return MonthView(
        **linker.head(linker.month(first).name, month_path(first.year, first.month), linker.year(first.year)),
        month=_grid(first.year, first.month, linker),
        published=linker.cards(tuple(entry for day in reversed(days) for entry in day.published)),
        happened=linker.cards(_once(entry for day in days for entry in day.happened)),
        previous=linker.month(earlier[0].day) if earlier else None,
        next=linker.month(later[0].day) if later else None,
    )


def _year_parts(last_year: Days | None, days: Days, next_year: Days | None, _: Linker) -> Iterator[str]:
    yield from (str(year and year[0].day.year) for year in (last_year, next_year))
    yield from _count_parts(days)


def _count_parts(days: Iterable[Day]) -> Iterator[str]:
    """Yield what the numbers of articles and events on days depend on."""
    for day in days:
        yield f"{day.day} {len(day.published)}"
        yield from (entry.article.path for entry in day.happened)


def _year_view(last_year: Days | None, days: Days, next_year: Days | None, linker: Linker) -> YearView:
    year = days[0].day.year
    return YearView(
        **linker.head(str(year), year_path(year), Link(name="Dates", url=linker.url(DATES))),
        year=year,
        months=tuple(_grid(year, month, linker) for month in range(1, 13)),
        published=_published(days),
        happened=_happened(days),
        previous=linker.year(last_year[0].day.year) if last_year else None,
        next=linker.year(next_year[0].day.year) if next_year else None,
    )


def _dates_page(years: tuple[Days, ...], linker: Linker) -> Page:
    days = tuple(linker.collection.days.values())
    return own_page(DATES, "dates.html", partial(_dates_view, years, linker), partial(_count_parts, days))


def _dates_view(years: tuple[Days, ...], linker: Linker) -> DatesView:
    return DatesView(
        **linker.head("Dates", DATES),
        years=tuple(_year_line(days, linker) for days in reversed(years)),
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
