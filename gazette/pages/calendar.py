"""The pages of days, months and years: what was published, and what happened."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby

from msgspec import Struct

from gazette.collection.entries import Entry
from gazette.collection.library import Day
from gazette.content.dates import long_day
from gazette.content.days import MONTHS
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
_YEAR, _MONTH = 4, 7
"""The lengths of texts such as 2023 and 2023-10."""


class _Period(Struct, frozen=True, kw_only=True):
    """A month or a year with a page, and what was published and happened in it."""

    iso: str  # 2023-10 or 2023
    days: tuple[Day, ...]  # those that have anything, in order
    undated: tuple[Entry, ...]  # what happened on no day that is known

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.iso}-01-01"[:10])

    @property
    def happened(self) -> tuple[Entry, ...]:
        """What happened in it, each once: an event may last for days. What has no day comes first."""
        entries = chain(self.undated, *(day.happened for day in self.days))
        return tuple({entry.article.path: entry for entry in entries}.values())

    @property
    def published(self) -> int:
        """How many articles were published in it."""
        return sum(len(day.published) for day in self.days)

    @property
    def counts(self) -> str:
        """What its numbers depend on."""
        undated = "\1".join([entry.article.path for entry in self.undated])
        return f"{self.iso} {undated} {' '.join([day.counts_key for day in self.days])}"


def calendar_pages(linker: Linker, sections: Sections) -> Iterator[Page]:
    """Yield a page for every day, month and year that has articles or events, and one for all dates.

    A month is a section.
    """
    days = tuple(linker.collection.days)
    beside = dict(zip(days, zip((None, *days), (*days[1:], None), strict=False), strict=False))
    months = _periods(linker, _MONTH)
    for before, month, after in _in_context(months):
        around = [beside[day.day] for day in month.days]
        name = ("days", month.iso, before, after, *around[:1], *around[-1:])
        basis = (*month.days, *month.undated)
        yield from sections.of(name, basis, _month_pages, before, after, month, around)
    of_year = {year: tuple(group) for year, group in groupby(months, key=lambda month: month.iso[:_YEAR])}
    for before, year, after in _in_context(_periods(linker, _YEAR)):
        own = of_year.get(year.iso, ())
        yield own_page(year_path(year.first.year), "year.html", _year_view, _year_parts, (before, after, year, *own))
    yield own_page(DATES, "dates.html", _dates_view, _count_parts, (*_periods(linker, _YEAR), *months))


def _periods(linker: Linker, length: int) -> tuple[_Period, ...]:
    """Return every month or year with a page, in order, by the length of its text."""
    days: dict[str, list[Day]] = {}
    for day in linker.collection.days.values():
        days.setdefault(day.day.isoformat()[:length], []).append(day)
    undated = {iso: entries for iso, entries in linker.collection.undated.items() if len(iso) == length}
    return tuple(
        _Period(iso=iso, days=tuple(days.get(iso, ())), undated=undated.get(iso, ()))
        for iso in sorted(days.keys() | undated.keys())
    )


def _in_context(periods: Sequence[_Period]) -> Iterator[tuple[date | None, _Period, date | None]]:
    """Yield each month or year between the first days of those beside it that have a page."""
    firsts = [period.first for period in periods]
    return zip((None, *firsts), periods, (*firsts[1:], None), strict=False)


def _month_pages(
    before: date | None, after: date | None, month: _Period, around: Sequence[tuple[date | None, date | None]]
) -> Iterator[Page]:
    """Yield the pages of a month's days, each with the days beside it, and its own."""
    for (yesterday, tomorrow), this in zip(around, month.days, strict=True):
        yield own_page(day_path(this.day), "day.html", _day_view, _day_parts, (yesterday, tomorrow, this))
    path = month_path(month.first.year, month.first.month)
    yield own_page(path, "month.html", _month_view, _month_parts, (before, after, month))


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


def _month_parts(before: date | None, after: date | None, month: _Period) -> Iterator[str]:
    yield f"{before} {after}"
    yield from (entry.card_key for entry in month.undated)
    for day in month.days:
        yield from _day_parts(None, None, day)


def _month_view(linker: Linker, before: date | None, after: date | None, month: _Period) -> MonthView:
    first = month.first
    return MonthView(
        **linker.head(linker.month(first).name, month_path(first.year, first.month), linker.year(first.year)),
        month=_grid(first, month, linker),
        published=linker.cards(tuple(entry for day in reversed(month.days) for entry in day.published)),
        happened=linker.cards(month.happened),
        previous=linker.month(before) if before else None,
        next=linker.month(after) if after else None,
    )


def _year_parts(before: date | None, after: date | None, year: _Period, *months: _Period) -> list[str]:
    return [f"{before} {after}", *[entry.card_key for entry in year.undated], *_count_parts(*months)]


def _count_parts(*periods: _Period) -> list[str]:
    """Return what the numbers of articles and events in months and years depend on."""
    return [period.counts for period in periods]


def _year_view(linker: Linker, before: date | None, after: date | None, year: _Period, *months: _Period) -> YearView:
    number, by_iso = year.first.year, {month.iso: month for month in months}
    firsts = [date(number, month, 1) for month in range(1, 13)]
    return YearView(
        **linker.head(str(number), year_path(number), Link(name="Dates", url=linker.url(DATES))),
        year=number,
        months=tuple(_grid(first, by_iso.get(first.isoformat()[:_MONTH]), linker) for first in firsts),
        undated=linker.cards(year.undated),
        published=year.published,
        happened=len(year.happened),
        previous=linker.year(before.year) if before else None,
        next=linker.year(after.year) if after else None,
    )


def _dates_view(linker: Linker, *periods: _Period) -> DatesView:
    by_iso = {period.iso: period for period in periods}
    years = [period for period in periods if len(period.iso) == _YEAR]
    return DatesView(
        **linker.head("Dates", DATES),
        years=tuple(_year_line(year, by_iso, linker) for year in reversed(years)),
    )


def _year_line(year: _Period, by_iso: Mapping[str, _Period], linker: Linker) -> YearLine:
    firsts = [year.first.replace(month=month) for month in range(1, 13)]
    return YearLine(
        year=year.first.year,
        url=linker.url(year_path(year.first.year)),
        published=year.published,
        happened=len(year.happened),
        months=tuple(_month_line(first, by_iso.get(first.isoformat()[:_MONTH]), linker) for first in firsts),
    )


def _month_line(first: date, month: _Period | None, linker: Linker) -> MonthLine:
    return MonthLine(
        name=MONTHS[first.month - 1],
        url=linker.url(month_path(first.year, first.month)) if month else "",
        published=month.published if month else 0,
        happened=len(month.happened) if month else 0,
    )


def _grid(first: date, month: _Period | None, linker: Linker) -> MonthGrid:
    """Return a month as weeks, each day with what was published and what happened on it; without a page it has none."""
    days = {day.day: day for day in month.days} if month else {}
    weeks = _WEEKS.monthdayscalendar(first.year, first.month)
    line = _month_line(first, month, linker)
    return MonthGrid(
        name=line.name,
        url=line.url,
        published=line.published,
        happened=line.happened,
        weeks=tuple(
            tuple(_cell(first.replace(day=number), days, linker) if number else None for number in week)
            for week in weeks
        ),
    )


def _cell(day: date, days: Mapping[date, Day], linker: Linker) -> CalendarDay:
    found = days.get(day)
    return CalendarDay(
        day=day,
        url=linker.url(day_path(day)) if found else "",
        published=len(found.published) if found else 0,
        happened=len(found.happened) if found else 0,
    )
