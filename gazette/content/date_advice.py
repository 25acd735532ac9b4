"""Advice on dates: what to write instead of a text that is no date, so that it is read and means the same."""

import re

from gazette.content.date_readings import ISO, WITH_TIME, days_in, months_in, one_in, range_in
from gazette.content.days import month_number, try_day
from gazette.content.unsure_dates import advice_on_unsure

_MOST_CHARS = 80  # of a text that is looked into
_DAY = "write a day as 2023-10-31"
_TIME = "a time as 2023-10-31 15:29 or 2023-10-31T15:29:00+04:00"
_SPAN = "write a day as 2023-10-31, a range as 2023-10-30/2023-10-31, a month as 2023-10 or a year as 2023"
_PARTIAL = "write a year, a month or a day, such as 2019, 2019-09 or 2019-09-18"

_YEARLESS_DAY = re.compile(r"(?:(\d{1,2}) ([A-Za-z]+)\.?|([A-Za-z]+)\.? (\d{1,2}))", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)? *(?P<offset>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"(\d{8})T(\d{2})(\d{2})(\d{2})?(.*)", re.ASCII)
_BEHIND = " ,;.?~%T"
"""What may stand behind a day and means nothing here."""


def advice_on_day(text: str) -> str:
    """Return what to write where a day is wanted."""
    return _found(_without_time(text, "a day"), _on_single_day(text), _DAY) if _is_short(text) else _DAY


def advice_on_moment(text: str) -> str:
    """Return what to write where a day or a time is wanted."""
    if match := ISO.fullmatch(text):
        return f"its day is missing; write it as {text}{'-DD' if match[2] else '-MM-DD'}"
    usual = f"{_DAY}, {_TIME}"
    if not _is_short(text):
        return usual
    return _found(_on_single_day(text), _on_time(text), _without_day(text), _on_range(text), usual)


def _without_day(text: str) -> str:
    month = next(months_in(text), "")
    return f"its day is missing; write it as {month}-DD" if month else ""


def _on_range(text: str) -> str:
    first = next(range_in(text), "").partition("/")[0]
    return f"it is one day and no range; write the first, {first}" if len(first) == len("2023-10-31") else ""


def _on_time(text: str) -> str:
    """Return the advice on a day with a time that are known, in some other form; or on a day with a sign behind it."""
    compact = _COMPACT_TIME.fullmatch(text)
    match = WITH_TIME.fullmatch(text)
    if compact:
        day, time = compact[1], ":".join(filter(None, compact.groups()[1:4])) + compact[5]
    elif match:
        day, time = match[1], match[2]
    else:
        day = one_in(text.rstrip(_BEHIND)) if text[-1:] in _BEHIND else ""
        return f"write it as {day}" if len(day) == len("2023-10-31") else ""
    clock = _clock(time)
    days = [day] if ISO.fullmatch(day) else [known.iso for known in days_in(day) if known.is_real]
    written = [f"{each} {clock}" for each in days if clock]
    return _as_one([each for each in written if each != text])


def _clock(time: str) -> str:
    """Return a time of day, with its offset, in the form that is read; "" where it is none."""
    match = _TIME_OF_DAY.fullmatch(time.strip())
    half = (match["half"] or "").lower() if match else ""
    hour = int(match["hour"]) if match else 0
    if match is None or not (match["minute"] or half) or (half == "a" and hour > 12):
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second, offset = match["second"], (match["offset"] or "").upper()
    return f"{hour:02}:{match['minute'] or '00'}{f':{second}' if second else ''}{f' {offset}' if offset else ''}"


def advice_on_partial(text: str) -> str:
    """Return what to write where a year, a month or a day is wanted."""
    if not _is_short(text):
        return _PARTIAL
    without_time, month = _without_time(text, "a year, a month or a day"), _as_one(list(months_in(text)))
    return _found(without_time, advice_on_unsure(text), _on_single_day(text), month, _on_month(text), _PARTIAL)


def advice_on_span(text: str) -> str:
    """Return what to write where a day, a month, a year or a range of these is wanted."""
    if not _is_short(text):
        return _SPAN
    ranges = [found for found in range_in(text) if found != text]
    without_time = _without_time(text, "a day, a month, a year or a range", next(iter(ranges), ""))
    others, day = _as_one([*months_in(text), *ranges]), _on_single_day(text, asks=False)
    return _found(without_time, advice_on_unsure(text), day, others, _on_single_day(text), _on_month(text), _SPAN)


def _is_short(text: str) -> bool:
    return len(text) <= _MOST_CHARS


def _found(*advice: str) -> str:
    """Return the first advice that is any."""
    return next(filter(None, advice))


def _on_month(text: str) -> str:
    return "there is no such month; they run from 01 to 12" if ISO.fullmatch(text) else ""


def _as_one(readings: list[str]) -> str:
    """Return the advice to write one of these, or "" where there are none."""
    choices = sorted(set(readings))
    if len(choices) > 1:
        return f"it may be {' or '.join(choices[:2])}; write the one that is meant"
    return f"write it as {choices[0]}" if choices else ""


def _on_single_day(text: str, *, asks: bool = True) -> str:
    """Return the advice on a text that is a day in another form; `asks` also for what it does not say."""
    readings = days_in(text) or days_in(text.rstrip(_BEHIND))
    if readings:
        return _as_one([day.iso for day in readings if day.is_real]) or "there is no such day"
    match = _YEARLESS_DAY.fullmatch(text) if asks else None
    month = month_number(match[2] or match[3]) if match else 0
    if match and try_day(2024, month, number := int(match[1] or match[4])):
        return f"its year is missing; write it as YYYY-{month:02}-{number:02}"
    return ""


def _without_time(text: str, wanted: str, instead: str = "") -> str:
    """Return the advice on a day that has a time, or a range of such (`instead`), where none is wanted, or ""."""
    match = WITH_TIME.fullmatch(text)
    day = (instead or one_in(match[1])) if match else ""
    return f"it is {wanted}, without a time of day; write {day}" if day else ""
