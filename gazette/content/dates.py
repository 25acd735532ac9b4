"""Dates as editors and wire services write them, read as written and never reinterpreted."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum, auto

from msgspec import Struct

from gazette.content.date_advice import advice_on_day, advice_on_moment, advice_on_partial, advice_on_span
from gazette.content.days import MONTHS, DateError, real_day
from gazette.errors import quoted

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WIRE_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4})"
    r"(?:(?:[Tt]| +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)? *(?P<offset>.*))?",
    re.ASCII,
)
_HALF_OF_DAY = re.compile(r"[ap]\.?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FURTHEST_WEST, _FURTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)
_MOST_PERIODS = 366
"""So many months, or years, one event may be listed in: each has a page of its own."""


class Moment(Struct, frozen=True, kw_only=True, array_like=True):
    """A day, or a time on it, in the offset in which it was written.

    `instant` has a fixed offset of whole minutes; a day without a time begins at midnight.
    """

    instant: datetime
    has_time: bool

    @property
    def day(self) -> date:
        """The day as written."""
        return self.instant.date()

    @property
    def iso(self) -> str:
        """ISO 8601 with offset, to the second (RFC 3339 too)."""
        return self.instant.isoformat(timespec="seconds")


class Unit(StrEnum):
    """How closely a date is known."""

    DAY = auto()
    MONTH = auto()
    YEAR = auto()

    def text_of(self, day: date) -> str:
        """Return a date to this unit: 2023-10-31, 2023-10 or 2023."""
        return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self]]

    def end_of(self, day: date) -> date:
        """Return the last day of the day, month or year in which a day is."""
        if self is Unit.YEAR:
            return date(day.year, 12, 31)
        return day if self is Unit.DAY else day.replace(day=monthrange(day.year, day.month)[1])


class Span(Struct, frozen=True, kw_only=True, array_like=True):
    """The days in which something happened, the last one included; perhaps only months or years are known.

    Where that is so, `first` is the first day of that month or year, and `last` the last one.
    """

    first: date
    last: date
    first_unit: Unit = Unit.DAY
    last_unit: Unit = Unit.DAY

    @property
    def start(self) -> str:
        """When it began, as 2023-10-31, 2023-10 or 2023."""
        return self.first_unit.text_of(self.first)

    @property
    def end(self) -> str:
        """When it ended, likewise."""
        return self.last_unit.text_of(self.last)

    @property
    def iso(self) -> str:
        """What both ends say, with "/" between them where they are two (ISO 8601)."""
        return self.start if self.start == self.end else f"{self.start}/{self.end}"

    @property
    def begun_by(self) -> date:
        """The last day on which it may have begun."""
        return self.first_unit.end_of(self.first)

    @property
    def days(self) -> tuple[date, ...]:
        """Its known days, in order: all from one end to the other if both are days, else the end that is one."""
        return tuple(self._between(Unit.DAY))

    @property
    def months(self) -> tuple[str, ...]:
        """Its known months, in order, each as 2023-10."""
        return tuple(dict.fromkeys(Unit.MONTH.text_of(day) for day in self._between(Unit.MONTH)))

    @property
    def years(self) -> tuple[str, ...]:
        """Its years, in order, each as 2023."""
        return tuple(f"{year:04}" for year in range(self.first.year, self.last.year + 1))

    def count(self, unit: Unit) -> int:
        """Return how many days, months or years there are from one end to the other."""
        years = self.last.year - self.first.year
        months = years * 12 + self.last.month - self.first.month
        return 1 + {"day": (self.last - self.first).days, "month": months, "year": years}[unit]

    def _between(self, unit: Unit) -> Iterator[date]:
        """Yield a day in each unit in which it is known to have gone on."""
        ends = [(day, known) for day, known in ((self.first, self.first_unit), (self.last, self.last_unit))]
        sure = [day for day, known in ends if _COARSENESS[known] <= _COARSENESS[unit]]
        if len(sure) < len(ends):
            yield from sure
        elif unit is Unit.DAY:
            yield from (self.first + timedelta(days=n) for n in range(self.count(unit)))
        else:
            first = self.first.year * 12 + self.first.month - 1
            yield from (date(n // 12, n % 12 + 1, 1) for n in range(first, first + self.count(unit)))


_COARSENESS = {unit: rank for rank, unit in enumerate(Unit)}


def parse_day(text: str) -> date:
    """Return the day that a text such as `2023-10-31` or `31 October 2023` names. Raises DateError."""
    day = _day_in(text)
    if day is None:
        raise DateError(advice_on_day(text))
    return day


def parse_moment(text: str, zone: tzinfo) -> Moment:
    """Return the moment that a text names; a time without an offset is the zone's.

    Raises DateError, also for a time that the zone's clocks skip or show twice.
    """
    match = _MOMENT.fullmatch(text)
    day = _day_in(match["day"]) if match else None
    if match is None or day is None:
        raise DateError(advice_on_moment(text))
    if match["hour"] is None:
        start = datetime(day.year, day.month, day.day)
        return Moment(instant=start.replace(tzinfo=_fixed(start.replace(tzinfo=zone))), has_time=False)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise DateError("there is no such time; hours run from 0 to 23, minutes and seconds to 59")
    naive = datetime(day.year, day.month, day.day, hour, minute, second)
    if _HALF_OF_DAY.match(match["offset"] or ""):
        raise DateError(advice_on_moment(text))
    if match["offset"]:
        return Moment(instant=naive.replace(tzinfo=_parse_offset(match["offset"])), has_time=True)
    return Moment(instant=naive.replace(tzinfo=_zone_offset(naive, zone)), has_time=True)


def parse_span(text: str, longest: int) -> Span:
    """Return the span that a day, a month, a year, or two of these with "/" between them name.

    It has at most `longest` days, where it has any. Raises DateError.
    """
    parts = [_partial_in(part.strip()) for part in text.split("/", 2)]
    first, last = parts[0], parts[-1]
    if len(parts) > 2 or first is None or last is None:
        raise DateError(advice_on_span(text))
    if last.last < first.first:
        raise DateError(f"it ends before it begins; write {last.start}/{first.start}")
    span = Span(first=first.first, last=last.last, first_unit=first.first_unit, last_unit=last.last_unit)
    _check_length(span, longest)
    return span


def _check_length(span: Span, longest: int) -> None:
    """Refuse an event that would be listed on too many pages of days, or of months, or of years."""
    unit = max(span.first_unit, span.last_unit, key=_COARSENESS.__getitem__)
    most = longest if unit is Unit.DAY else _MOST_PERIODS
    if span.count(unit) <= most:
        return
    wider = next(
        (each for each in Unit if _COARSENESS[each] > _COARSENESS[unit] and span.count(each) <= _MOST_PERIODS), None
    )
    cure = f"name its first or most telling {unit}"
    if wider:
        cure += f", or write its {wider}s: {'/'.join(dict.fromkeys(map(wider.text_of, (span.first, span.last))))}"
    raise DateError(f"it spans more than {most} {unit}s; {cure}")


def parse_partial(text: str) -> Span:
    """Return the days that a year, a month (`2019-09`) or a day covers. Raises DateError."""
    span = _partial_in(text)
    if span is None:
        raise DateError(advice_on_partial(text))
    return span


def _partial_in(text: str) -> Span | None:
    """Return what a text covers that is a year, a month or a day. Raises DateError where that cannot be."""
    if day := _day_in(text):
        return Span(first=day, last=day)
    match = _PARTIAL.fullmatch(text)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return None
    first, unit = real_day(int(match[1]), int(match[2] or 1), 1), Unit.MONTH if match[2] else Unit.YEAR
    return Span(first=first, last=unit.end_of(first), first_unit=unit, last_unit=unit)


def _day_in(text: str) -> date | None:
    """Return the day that a text is in a form that is read, or None. Raises DateError where there is no such day."""
    if match := _ISO_DAY.fullmatch(text):
        return real_day(int(match[1]), int(match[2]), int(match[3]))
    if (match := _WIRE_DAY.fullmatch(text)) and match[2].capitalize() in MONTHS:
        return real_day(int(match[3]), MONTHS.index(match[2].capitalize()) + 1, int(match[1]))
    return None


def now_from(text: str) -> datetime:
    """Return the instant that `--now` names; without an offset it is UTC. Raises DateError."""
    return parse_moment(text, UTC).instant


def format_offset(moment: datetime) -> str:
    """Return a moment's offset from UTC as +04:00."""
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def long_day(day: date) -> str:
    """Return `31 October 2023`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return `31 Oct 2023`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def short_month(day: date) -> str:
    """Return `Oct 2023`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def month_name(day: date) -> str:
    """Return `October 2023`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _parse_offset(text: str) -> timezone:
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    bare = bare.replace("−", "-").strip().upper()
    if bare in ("Z", "UTC", "GMT"):
        return UTC
    match = _OFFSET.fullmatch(bare)
    if match is None:
        raise DateError(f"{quoted(text)} is no offset from UTC; write one such as +04:00, -0400 or Z")
    minutes = int(match[3] or 0)
    size = timedelta(hours=int(match[2]), minutes=minutes)
    shift = -size if match[1] == "-" else size
    if minutes > 59 or not _FURTHEST_WEST <= shift <= _FURTHEST_EAST:
        raise DateError(f"{quoted(text)} is no offset in use; they run from -12:00 to +14:00")
    return timezone(shift)


def _zone_offset(naive: datetime, zone: tzinfo) -> timezone:
    before, after = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    shift_before, shift_after = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    if shift_before == shift_after:
        return _fixed(before)
    what = "show twice" if shift_before > shift_after else "skip"
    choices = " or ".join(format_offset(naive.replace(tzinfo=_fixed(moment))) for moment in (before, after))
    raise DateError(f"clocks in {zone} {what} this time; write the offset that is meant, {choices}")


def _fixed(moment: datetime) -> timezone:
    """Return the moment's offset rounded to minutes: before about 1900 zones had odd seconds."""
    shift = moment.utcoffset() or timedelta()
    return timezone(timedelta(minutes=round(shift.total_seconds() / 60)))
