"""Advice on dates: what to write instead of a text that is no date, so that it is read and means the same."""

import re
from collections.abc import Iterator

from gazette.content.days import FIRST_YEAR, Known, month_number, try_day

_MOST_CHARS = 80  # of a text that is looked into
_DAY = "write a day as 2023-10-31"
_TIME = "a time as 2023-10-31 15:29 or 2023-10-31T15:29:00+04:00"
_SPAN = "write a day as 2023-10-31, a range as 2023-10-30/2023-10-31, a month as 2023-10 or a year as 2023"
_PARTIAL = "write a year, a month or a day, such as 2019, 2019-09 or 2019-09-18"

_WITH_TIME = re.compile(r"(.*\d)(?:[Tt]|,? +(?:at +)?)\d{1,2}(?:[:.]\d{2}.*| ?[ap]\.?m\b.*|h\b.*)", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.ASCII | re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Za-z]+)\.?,? (\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_LOOSE_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEARLESS_DAY = re.compile(r"(?:(\d{1,2}) ([A-Za-z]+)\.?|([A-Za-z]+)\.? (\d{1,2}))", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z]+)\.?,? (?:of )?(\d{4})", re.ASCII)
_LOOSE_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)

_BETWEEN = re.compile(r"\s*(?:[–—‒−/,&]|\.{2,3}|…)\s*|\s+-{1,2}\s+|\s+(?:to|until|till|through|thru|and)\s+|-")
_AROUND_RANGE = re.compile(r"(?:from|between) +", re.IGNORECASE)

_UNSURE = re.compile(r"[?~%]")
_ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately) *(?=\d)", re.IGNORECASE)
_DIGITS_OPEN = re.compile(r"[\dXxUu]{4}(?:-[\dXxUu]{2}){0,2}", re.ASCII)
_DECADE = re.compile(r"(\d{3})0'?s", re.ASCII)
_OPEN_SIDE = re.compile(r"|\.\.|open|unknown|present|now", re.IGNORECASE)
_ONE_SIDED = re.compile(r"(?:since|after|before|until|till|from) +\S.*", re.IGNORECASE)
_CODED_SEASON = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])", re.ASCII)
_NAMED_SEASON = re.compile(
    r"(?:early|mid|late|spring|summer|autumn|fall|winter|q[1-4]|h[12])[ -](?:of |in )?(\d{4})", re.ASCII | re.IGNORECASE
)
_OTHER_YEAR = re.compile(r"[Yy]-?\d+(?:[Ee]\d+)?(?:S\d+)?|-\d{4}.*|\d{5,7}|\d+ ?(?:B\.?C\.?E?\.?)", re.ASCII)
_DIGITS_SURE = re.compile(r"(\d{4})S\d+", re.ASCII)
_MONTHS_OF_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11")} | {
    "33": ("01", "03"), "34": ("04", "06"), "35": ("07", "09"), "36": ("10", "12"), "40": ("01", "06"),
    "41": ("07", "12"),
}  # fmt: skip
"""What EDTF calls a season that lies within a year, and the first and the last of its months."""

SET = 'several dates at once are not read; write the first and the last with "/" between them, such as 1919/1921'


def advice_on_day(text: str) -> str:
    """Return what to write where a day is wanted."""
    return _found(_without_time(text, "a day"), _on_single_day(text), _DAY) if _is_short(text) else _DAY


def advice_on_moment(text: str) -> str:
    """Return what to write where a day or a time is wanted."""
    if match := _ISO.fullmatch(text):
        return f"its day is missing; write it as {text}{'-DD' if match[2] else '-MM-DD'}"
    return (_is_short(text) and _on_single_day(text)) or f"{_DAY}, {_TIME}"


def advice_on_partial(text: str) -> str:
    """Return what to write where a year, a month or a day is wanted."""
    if not _is_short(text):
        return _PARTIAL
    without_time, month = _without_time(text, "a year, a month or a day"), _as_one(list(_months(text)))
    return _found(without_time, _on_edtf(text), _on_single_day(text), month, _on_month(text), _PARTIAL)


def advice_on_span(text: str) -> str:
    """Return what to write where a day, a month, a year or a range of these is wanted."""
    if not _is_short(text):
        return _SPAN
    ranges = [found for found in _range_in(text) if found != text]
    without_time = _without_time(text, "a day, a month, a year or a range", next(iter(ranges), ""))
    others, day = _as_one([*_months(text), *ranges]), _on_single_day(text, asks=False)
    return _found(without_time, _on_edtf(text), day, others, _on_single_day(text), _on_month(text), _SPAN)


def _is_short(text: str) -> bool:
    return len(text) <= _MOST_CHARS


def _found(*advice: str) -> str:
    """Return the first advice that is any."""
    return next(filter(None, advice))


def _on_month(text: str) -> str:
    return "there is no such month; they run from 01 to 12" if _ISO.fullmatch(text) else ""


def _as_one(readings: list[str]) -> str:
    """Return the advice to write one of these, or "" where there are none."""
    choices = sorted(set(readings))
    if len(choices) > 1:
        return f"it may be {' or '.join(choices[:2])}; write the one that is meant"
    return f"write it as {choices[0]}" if choices else ""


def _on_single_day(text: str, *, asks: bool = True) -> str:
    """Return the advice on a text that is a day in another form; `asks` also for what it does not say."""
    readings = _days(text)
    if readings:
        return _as_one([day.iso for day in readings if day.is_real]) or "there is no such day"
    match = _YEARLESS_DAY.fullmatch(text) if asks else None
    month = month_number(match[2] or match[3]) if match else 0
    if match and try_day(2024, month, number := int(match[1] or match[4])):
        return f"its year is missing; write it as YYYY-{month:02}-{number:02}"
    return ""


def _days(text: str) -> list[Known]:
    """Return the days that a text in some other form than ours may mean, real or not."""
    bare = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    if match := _SLASHED_DAY.fullmatch(bare):
        first, second, year = (int(part) for part in match.groups())
        return [Known(year, second, first), Known(year, first, second)]
    if match := _LOOSE_DAY.fullmatch(bare):
        return [Known(int(match[1]), int(match[3]), int(match[4]))]
    if match := _COMPACT_DAY.fullmatch(bare):
        return [day] if (day := Known(*map(int, match.groups()))).is_real else []
    if (match := _MONTH_DAY.fullmatch(bare)) and (month := month_number(match[1])):
        return [Known(int(match[3]), month, int(match[2]))]
    if (match := _DAY_MONTH.fullmatch(bare)) and (month := month_number(match[2])):
        return [Known(int(match[3]), month, int(match[1]))]
    return []


def _months(text: str) -> Iterator[str]:
    """Yield the months that a text in some other form than ours may mean."""
    if match := _NAMED_MONTH.fullmatch(text):
        known = Known(int(match[2]), month_number(match[1]))
    elif match := _LOOSE_MONTH.fullmatch(text):
        known = Known(int(match[1]), int(match[2]))
    elif match := _MONTH_FIRST.fullmatch(text):
        known = Known(int(match[2]), int(match[1]))
    else:
        return
    if known.month and known.is_real and known.iso != text:
        yield known.iso


def _one(text: str) -> str:
    """Return the one day, month or year that a text means in any form, or ""."""
    if match := _WITH_TIME.fullmatch(text):
        text = match[1]
    if match := _ISO.fullmatch(text):
        known = Known(*(int(part) for part in match.groups() if part))
        return known.iso if known.is_real else ""
    found = {day.iso for day in _days(text) if day.is_real} or set(_months(text))
    return found.pop() if len(found) == 1 else ""


def _range_in(text: str) -> Iterator[str]:
    """Yield the range that a text has, perhaps with other words or signs between its dates: `30-31 October 2023`."""
    bare = _AROUND_RANGE.sub("", text, count=1) if _AROUND_RANGE.match(text) else text
    for sign in _BETWEEN.finditer(bare):
        for first, last in _completed(bare[: sign.start()].strip(), bare[sign.end() :].strip()):
            one, other = _one(first), _one(last)
            if one and other and one[: len(other)] <= other[: len(one)]:
                yield one if one == other else f"{one}/{other}"
                return


def _completed(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Yield the two sides of a range, either with what it leaves to the other to say."""
    words = right.split(maxsplit=2)
    tails = ("", *[f" {' '.join(words[number:])}" for number in range(1, len(words))])
    heads = ["", *([f"{left.split(maxsplit=1)[0]} "] if " " in left else [])]
    if right.isdigit() and len(right) < len(left):
        heads.append(left[: -len(right)])
    return ((left + tail, head + right) for tail in tails for head in heads)


def _without_time(text: str, wanted: str, instead: str = "") -> str:
    """Return the advice on a day that has a time, or a range of such (`instead`), where none is wanted, or ""."""
    match = _WITH_TIME.fullmatch(text)
    day = (instead or _one(match[1])) if match else ""
    return f"it is {wanted}, without a time of day; write {day}" if day else ""


def _on_edtf(text: str) -> str:
    """Return the advice on forms of EDTF, and of people, for what is not known; they are not read."""
    return _on_unsure(text) or _on_open(text) or _on_season(text) or _on_other_years(text)


def _on_unsure(text: str) -> str:
    if _UNSURE.search(text) or _ABOUT.match(text):
        rest = _ABOUT.sub("", _UNSURE.sub("", text)).strip()
        known = _one(rest) or next(_range_in(rest), "")
        written = known or "the likeliest"
        return f"how sure a date is cannot be said here; write {written}, and in the text that it is unsure"
    if _DIGITS_OPEN.fullmatch(text) and not text.replace("-", "").isdigit():
        known = _one_of_open(text.upper().replace("U", "X"))
        return f"digits cannot be left open; write {known or 'the years or months that it may be'}"
    if match := _DECADE.fullmatch(text):
        return f"a decade is a range of years; write {match[1]}0/{match[1]}9"
    if match := _DIGITS_SURE.fullmatch(text):
        return f"how sure a date is cannot be said here; write {match[1]}"
    return ""


def _one_of_open(text: str) -> str:
    """Return what a text with X for unknown digits says for sure: 1919-XX is 1919, 191X is 1910/1919."""
    year, *rest = text.split("-")
    sure = [year, *rest[: next((number for number, part in enumerate(rest) if "X" in part), len(rest))]]
    if "X" not in year:
        return _one("-".join(sure))
    first, last = year.replace("X", "0"), year.replace("X", "9")
    return f"{first}/{last}" if int(first) >= FIRST_YEAR else ""


def _on_open(text: str) -> str:
    known = _one(text.split(maxsplit=1)[1]) if _ONE_SIDED.fullmatch(text) else ""
    for sign in _BETWEEN.finditer(text):
        sides = (text[: sign.start()].strip(), text[sign.end() :].strip())
        if any(map(_OPEN_SIDE.fullmatch, sides)):
            known = known or next(filter(None, map(_one, sides)), "")
    is_open = known or (text.count("/") == 1 and any(map(_OPEN_SIDE.fullmatch, text.split("/"))))
    return (
        f"a range needs both its ends, as 1919/1921 has; write {f'{known} or ' if known else ''}both" if is_open else ""
    )


def _on_season(text: str) -> str:
    if match := _CODED_SEASON.fullmatch(text):
        year, code = match.groups()
        months = _MONTHS_OF_SEASONS.get(code)
        written = f"its months, {year}-{months[0]}/{year}-{months[1]}" if months else f"its months or its year, {year}"
        years = f"{year}/{year[:2]}{code}"
        also = f", or {years} where years are meant" if years[5:] > year else ""
        return f"a season is not read; write {written}{also}"
    if match := _NAMED_SEASON.fullmatch(text):
        return f"a part of a year is not read; write its months, such as {match[1]}-03/{match[1]}-05, or {match[1]}"
    return ""


def _on_other_years(text: str) -> str:
    if _OTHER_YEAR.fullmatch(text):
        return f"years run from {FIRST_YEAR} to 9999, with four digits"
    return SET if text[:1] in ("[", "{") else ""
