"""Days and times as wires write them, found within a line or a sentence."""

import re
from collections.abc import Iterator
from datetime import date, timedelta, timezone

from msgspec import Struct

from gazette.content.dates import parse_day
from gazette.content.days import MONTHS, DateError

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = r"\s*(?:[-–—]|to|and)\s*"
_DAY = re.compile(
    rf"\b(?:"
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d1>{_NUMBER})(?:{_DASH}(?P<d2>{_NUMBER}))?(?:(?: day)?(?: of)? |-)(?P<month>{MONTH})"
    rf"(?:(?:,? |-)(?P<year>\d{{4}})\b)?"
    rf"|(?P<us_month>{MONTH}) (?P<us_d1>{_NUMBER})(?:{_DASH}(?P<us_d2>{_NUMBER}))?\b(?:,? (?P<us_year>\d{{4}})\b)?"
    rf"|(?P<n1>\d{{1,2}})(?:[./-]|\. )(?P<n2>\d{{1,2}})(?:[./-]|\. )(?P<n_year>\d{{4}})\b"
    rf")",
    re.IGNORECASE,
)
_ZONE_FOLLOWS = r"(?=\d\d (?:UTC|GMT|[A-Z]{2,4}T\b|[ap]\.?m\b))"
"""Where a full stop stands between hours and minutes, and not in a date."""
_TIME = re.compile(
    rf"(?<![\d:.])(?P<hour>\d{{1,2}})(?::|\.{_ZONE_FOLLOWS}|h(?=\d\d\b))(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"(?: ?(?P<offset>\(?(?:UTC|GMT)?[+−-]\d{1,2}(?::?\d{2})?\)?|Z\b|\(?[A-Z]{3,5}\b\)?))?",
    re.IGNORECASE,
)
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "CET": 60, "WAT": 60, "CEST": 120, "CAT": 120, "EET": 120, "SAST": 120,
    "EEST": 180, "EAT": 180, "MSK": 180, "AZT": 240, "PKT": 300, "NPT": 345, "WIB": 420, "HKT": 480, "SGT": 480,
    "JST": 540, "KST": 540, "AEST": 600, "NZST": 720, "EDT": -240, "EST": -300, "CDT": -300, "MDT": -360, "PDT": -420,
    "PST": -480,
}  # fmt: skip
"""Minutes from UTC of the abbreviations that mean one offset only; CST, IST and BST mean several."""


class Day(Struct, frozen=True, kw_only=True):
    """A day, or the days from one to another, as a text has it; what is not written is None or 0."""

    start: int  # of the characters in the text
    end: int
    first: date | None = None  # where the year is written, and nothing else may be meant
    last: date | None = None
    choices: tuple[date, ...] = ()  # where day and month may be either
    month: int = 0  # where the year is missing
    days: tuple[int, int] = (0, 0)

    def in_year(self, year: int) -> tuple[date, date] | None:
        """Return the first and last day of a date without a year in a year, or None where there are none such."""
        try:
            return date(year, self.month, self.days[0]), date(year, self.month, self.days[1])
        except ValueError:
            return None


class Time(Struct, frozen=True, kw_only=True):
    """A time of day as a text has it; `has_unknown_zone` where letters follow that may mean several zones."""

    start: int
    end: int
    clock: str  # 15:29 or 15:29:00
    offset: timezone | None = None
    has_unknown_zone: bool = False


def find_days(text: str) -> Iterator[Day]:
    """Yield the days in a text, in order; what looks like one and is none is left out."""
    for match in _DAY.finditer(text):
        found = _numeric(match) if match["n1"] else _named(match)
        if found is not None:
            yield found


def find_time(text: str) -> Time | None:
    """Return the first time of day in a text, or None."""
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        if hour > 23 or int(match["minute"]) > 59 or int(match["second"] or 0) > 59:
            continue
        seconds = f":{match['second']}" if match["second"] else ""
        offset, is_unknown = _offset(match["offset"] or "")
        return Time(
            start=match.start(),
            end=match.end(),
            clock=f"{hour:02}:{match['minute']}{seconds}",
            offset=offset,
            has_unknown_zone=is_unknown,
        )
    return None


def nearest_past(day: Day, reference: date) -> tuple[date, date] | None:
    """Return the last time before a day, or on it, that a date without a year came."""
    years = (day.in_year(reference.year), day.in_year(reference.year - 1))
    return next((span for span in years if span and span[1] <= reference), None)


def last_weekday(name: str, reference: date) -> date:
    """Return the last such weekday before a day, or the day itself."""
    return reference - timedelta(days=(reference.weekday() - _number_of(name)) % 7)


def next_weekday(name: str, reference: date) -> date:
    """Return the first such weekday after a day, or the day itself."""
    return reference + timedelta(days=(_number_of(name) - reference.weekday()) % 7)


def _number_of(weekday: str) -> int:
    return WEEKDAYS.index(weekday.capitalize())


def _named(match: re.Match[str]) -> Day | None:
    """Return a day whose month is named, or that is in ISO 8601."""
    start, end = match.span()
    if match["iso"]:
        day = _real(match["iso"])
        return Day(start=start, end=end, first=day, last=day) if day else None
    first = _digits(match["d1"] or match["us_d1"])
    last = _digits(match["d2"] or match["us_d2"] or str(first))
    month, year = _month(match["month"] or match["us_month"]), match["year"] or match["us_year"]
    bare = Day(start=start, end=end, month=month, days=(first, last))
    span = bare.in_year(int(year) if year else 2024)  # a leap year
    if span is None or span[1] < span[0]:
        return None
    return Day(start=start, end=end, first=span[0], last=span[1]) if year else bare


def _numeric(match: re.Match[str]) -> Day | None:
    """Return a day in numbers only: one, or the two that it may be."""
    one, other, year = match["n1"], match["n2"], match["n_year"]
    texts = dict.fromkeys((f"{year}-{other:0>2}-{one:0>2}", f"{year}-{one:0>2}-{other:0>2}"))
    days = tuple(day for text in texts if (day := _real(text)))
    if not days:
        return None
    if len(days) > 1:
        return Day(start=match.start(), end=match.end(), choices=days)
    return Day(start=match.start(), end=match.end(), first=days[0], last=days[0])


def _real(iso: str) -> date | None:
    try:
        return parse_day(iso)
    except DateError:
        return None


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3].lower()))


def _offset(text: str) -> tuple[timezone | None, bool]:
    """Return an offset from UTC, and whether there is one written that is not known."""
    bare = text.strip("()").upper().replace("−", "-")
    if not bare:
        return None, False
    if bare in _ZONES:
        return timezone(timedelta(minutes=_ZONES[bare])), False
    match = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", bare)
    if match is None:
        return None, True
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if size > timedelta(hours=14) or int(match[3] or 0) > 59:
        return None, True
    return timezone(-size if match[1] == "-" else size), False
