"""Dates as editors and wire services write them, read as written and never reinterpreted."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from msgspec import Struct

from gazette.errors import quoted

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WIRE_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", re.ASCII)
_SHORT_WIRE_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+)\.? (\d{4})", re.ASCII)
_US_DAY = re.compile(r"([A-Za-z]+)\.? (\d{1,2}),? (\d{4})", re.ASCII)
_LOOSE_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEARLESS_DAY = re.compile(r"(?:(\d{1,2}) ([A-Za-z]+)\.?|([A-Za-z]+)\.? (\d{1,2}))", re.ASCII)
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]+ \d{4})"
    r"(?:(?:T| +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)? *(?P<offset>.*))?",
    re.ASCII,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FURTHEST_WEST, _FURTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)
_FIRST_YEAR = 1000


class DateError(ValueError):
    """A text is no date; its words say what to write instead."""


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


class Span(Struct, frozen=True, kw_only=True, array_like=True):
    """The days on which something happened, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the span, in order."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def parse_day(text: str) -> date:
    """Return the day that a text such as `2023-10-31` or `31 October 2023` names. Raises DateError."""
    if match := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif (match := _WIRE_DAY.fullmatch(text)) and match[2].capitalize() in MONTHS:
        year, month, day = int(match[3]), MONTHS.index(match[2].capitalize()) + 1, int(match[1])
    else:
        raise DateError(_advice(text))
    return _real_day(year, month, day)


def parse_moment(text: str, zone: tzinfo) -> Moment:
    """Return the moment that a text names; a time without an offset is the zone's.

    Raises DateError, also for a time that the zone's clocks skip or show twice.
    """
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise DateError(_advice(text))
    day = parse_day(match["day"])
    if match["hour"] is None:
        start = datetime(day.year, day.month, day.day)
        return Moment(instant=start.replace(tzinfo=_fixed(start.replace(tzinfo=zone))), has_time=False)
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise DateError("there is no such time; hours run from 0 to 23, minutes and seconds to 59")
    naive = datetime(day.year, day.month, day.day, hour, minute, second)
    if match["offset"]:
        return Moment(instant=naive.replace(tzinfo=_parse_offset(match["offset"])), has_time=True)
    return Moment(instant=naive.replace(tzinfo=_zone_offset(naive, zone)), has_time=True)


def parse_span(text: str, longest: int) -> Span:
    """Return the span that `2023-10-30` or `2023-10-28/2023-10-30` names, of at most `longest` days.

    Raises DateError.
    """
    first_text, slash, last_text = text.partition("/")
    if text.count("/") > 1:
        raise DateError(_advice(text))
    first = parse_day(first_text.strip())
    last = parse_day(last_text.strip()) if slash else first
    if last < first:
        raise DateError(f"it ends before it begins; write {last}/{first}")
    if (last - first).days >= longest:
        raise DateError(f"it spans more than {longest} days; name its first or most telling day")
    return Span(first=first, last=last)


def parse_partial(text: str) -> Span:
    """Return the days that a year, a month (`2019-09`) or a day covers. Raises DateError."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        day = parse_day(text)
        return Span(first=day, last=day)
    year = int(match[1])
    if match[2] is None:
        return Span(first=_real_day(year, 1, 1), last=_real_day(year, 12, 31))
    first = _real_day(year, int(match[2]), 1)
    return Span(first=first, last=first.replace(day=monthrange(year, first.month)[1]))


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


def month_name(day: date) -> str:
    """Return `October 2023`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _real_day(year: int, month: int, day: int) -> date:
    if year < _FIRST_YEAR:
        raise DateError(f"years run from {_FIRST_YEAR} to 9999")
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise DateError("there is no such day") from fault


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


def _advice(text: str) -> str:
    """Return what to write instead of a text that is no date."""
    readings = _readings(text)
    days = sorted({day for day in (_try(*reading) for reading in readings) if day})
    if len(days) == 2:
        return f"it may be {days[0]} or {days[1]}; write the one that is meant"
    if readings:
        return f"write it as {days[0]}" if days else "there is no such day"
    match = _YEARLESS_DAY.fullmatch(text)
    month = _month(match[2] or match[3]) if match else 0
    if match and _try(2024, month, number := int(match[1] or match[4])):
        return f"its year is missing; write it as YYYY-{month:02}-{number:02}"
    return "write a day as 2023-10-31, a time as 2023-10-31 15:29 or 2023-10-31T15:29:00+04:00"


def _readings(text: str) -> list[tuple[int, int, int]]:
    """Return the years, months and days that a text in some other form may mean."""
    if match := _SLASHED_DAY.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        return [(year, second, first), (year, first, second)]
    if match := _LOOSE_DAY.fullmatch(text):
        return [(int(match[1]), int(match[2]), int(match[3]))]
    if (match := _US_DAY.fullmatch(text)) and (month := _month(match[1])):
        return [(int(match[3]), month, int(match[2]))]
    if (match := _SHORT_WIRE_DAY.fullmatch(text)) and (month := _month(match[2])):
        return [(int(match[3]), month, int(match[1]))]
    return []


def _month(name: str) -> int:
    """Return the month that a name of three letters or more begins, or 0."""
    starts = [month.startswith(name.capitalize()) and len(name) >= 3 for month in MONTHS]
    return starts.index(True) + 1 if True in starts else 0


def _try(year: int, month: int, day: int) -> date | None:
    try:
        return _real_day(year, month, day)
    except DateError:
        return None
