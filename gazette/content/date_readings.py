"""What a text may mean that is a day, a month or a range in some other form than those that are read."""

import re
from collections.abc import Iterator

from gazette.content.days import Known, month_number

WITH_TIME = re.compile(r"(.*\d)(?:[Tt]|,? +(?:at +)?)(\d{1,2}(?:[:.h]\d{2}.*| ?[ap]\.?m\b.*|h\b.*))", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.ASCII | re.IGNORECASE)
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Za-z]+)\.?,? (\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_LOOSE_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z]+)\.?,? (?:of )?(\d{4})", re.ASCII)
_LOOSE_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
BETWEEN = re.compile(r"\s*(?:[–—‒−/,&]|\.{2,3}|…)\s*|\s+-{1,2}\s+|\s+(?:to|until|till|through|thru|and)\s+|-")
_AROUND_RANGE = re.compile(r"(?:from|between) +", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"\d{2}-\d{2}", re.ASCII)
_COMPACT_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])", re.ASCII)


def days_in(text: str) -> list[Known]:
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


def months_in(text: str) -> Iterator[str]:
    """Yield the months that a text in some other form than ours may mean."""
    if match := _NAMED_MONTH.fullmatch(text):
        known = Known(int(match[2]), month_number(match[1]))
    elif match := _LOOSE_MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
        known = Known(int(match[1]), int(match[2]))
    elif match := _MONTH_FIRST.fullmatch(text):
        known = Known(int(match[2]), int(match[1]))
    else:
        return
    if known.month and known.is_real and known.iso != text:
        yield known.iso


def one_in(text: str) -> str:
    """Return the one day, month or year that a text means in any form, or ""."""
    if match := WITH_TIME.fullmatch(text):
        text = match[1]
    if match := ISO.fullmatch(text):
        known = Known(*(int(part) for part in match.groups() if part))
        return known.iso if known.is_real else ""
    found = {day.iso for day in days_in(text) if day.is_real} or set(months_in(text))
    return found.pop() if len(found) == 1 else ""


def range_in(text: str) -> Iterator[str]:
    """Yield the range that a text has, perhaps with other words or signs between its dates: `30-31 October 2023`."""
    bare = _AROUND_RANGE.sub("", text, count=1) if _AROUND_RANGE.match(text) else text
    for sign in BETWEEN.finditer(bare):
        for first, last in _completed(bare[: sign.start()].strip(), bare[sign.end() :].strip()):
            one, other = one_in(first), one_in(last)
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
    if _MONTH_AND_DAY.fullmatch(right) and len(left) == len("2023-10-31"):
        heads.append(left[: -len(right)])
    return ((left + tail, head + right) for tail in tails for head in heads)
