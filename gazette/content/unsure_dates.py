"""Advice on dates of which one is not sure: the forms of EDTF, and of people, for what is not known. None is read."""

import re

from gazette.content.date_readings import BETWEEN, one_in, range_in
from gazette.content.days import FIRST_YEAR

_UNSURE = re.compile(r"[?~%]")
_ABOUT = re.compile(r"(?:c\.?|ca\.?) *(?=\d)|(?:ca?\.|circa|about|around|approx\.?|approximately) +", re.IGNORECASE)
_DIGITS_OPEN = re.compile(r"[\dXxUu]{4}(?:-[\dXxUu]{2}){0,2}", re.ASCII)
_DECADE = re.compile(r"(?:the )?(\d{3})0'?s", re.ASCII | re.IGNORECASE)
_CENTURY = re.compile(r"(?:the )?(\d{2})(?:st|nd|rd|th)[ -](?:century|c\.)", re.ASCII | re.IGNORECASE)
_OPEN_SIDE = re.compile(r"|\.\.|open|unknown|present|now", re.IGNORECASE)
_ONE_SIDED = re.compile(r"(?:since|after|before|until|till|from) +\S.*", re.IGNORECASE)
_CODED_SEASON = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])", re.ASCII)
_PART = r"early|mid|late|spring|summer|autumn|fall|winter|q[1-4]|h[12]"
_PART_OF_YEAR = re.compile(rf"({_PART})[ -](?:of |in )?(\d{{4}})", re.ASCII | re.IGNORECASE)
_YEAR_AND_PART = re.compile(rf"(\d{{4}})[ ,-]*({_PART})", re.ASCII | re.IGNORECASE)
_PART_OF_MONTH = re.compile(r"(?:early|mid|late)[ -](?:in )?(.+)", re.IGNORECASE)
_OTHER_YEAR = re.compile(
    r"[Yy]-?\d+(?:[Ee]\d+)?(?:S\d+)?|-\d{4}.*|(?!\d{4}(?:0[1-9]|1[0-2])$)\d{5,7}|\d+ ?(?:B\.?C\.?E?\.?)", re.ASCII
)
_DIGITS_SURE = re.compile(r"(\d{4})S\d+", re.ASCII)
_MONTHS_OF_SEASONS = {
    "21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "33": ("01", "03"), "34": ("04", "06"),
    "35": ("07", "09"), "36": ("10", "12"), "40": ("01", "06"), "41": ("07", "12"),
}  # fmt: skip
"""What EDTF calls a season that lies within a year, and the first and the last of its months."""
_MONTHS_OF_PARTS = {
    "early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12"), "spring": ("03", "05"), "summer": ("06", "08"),
    "autumn": ("09", "11"), "fall": ("09", "11"), "q1": ("01", "03"), "q2": ("04", "06"), "q3": ("07", "09"),
    "q4": ("10", "12"), "h1": ("01", "06"), "h2": ("07", "12"),
}  # fmt: skip
_MOST_YEARS = 366  # of a range that is read

SET = 'several dates at once are not read; write the first and the last with "/" between them, such as 1919/1921'


def advice_on_unsure(text: str) -> str:
    """Return what to write for a date that is not sure, open, or known to a part of a year; "" where it is neither."""
    return _on_unsure(text) or _on_digits(text) or _on_open(text) or _on_season(text) or _on_other_years(text)


def _on_unsure(text: str) -> str:
    if _UNSURE.search(text) or _ABOUT.match(text):
        rest = _ABOUT.sub("", _UNSURE.sub("", text)).strip()
        written = one_in(rest) or next(range_in(rest), "") or "the likeliest"
    elif match := _DIGITS_SURE.fullmatch(text):
        written = match[1]
    else:
        return ""
    return f"how sure a date is cannot be said here; write {written}, and in the text that it is unsure"


def _on_digits(text: str) -> str:
    """Return the advice on years and months some of whose digits are left open, be it in words."""
    sides = [side.strip() for side in text.split("/")]
    if len(sides) < 3 and all(map(_DIGITS_OPEN.fullmatch, sides)) and not re.fullmatch(r"[\d/-]*", text):
        opened = [_of_open(side.upper().replace("U", "X")) for side in sides]
        ends = f"{opened[0].split('/')[0]}/{opened[-1].split('/')[-1]}" if all(opened) else ""
        first, _, last = ends.partition("/")
        known = "" if not ends or int(last[:4]) - int(first[:4]) >= _MOST_YEARS else first if first == last else ends
        return f"digits cannot be left open; write {known or 'the years or months that it may be'}"
    if match := _DECADE.fullmatch(text):
        return f"a decade is a range of years; write {match[1]}0/{match[1]}9"
    if match := _CENTURY.fullmatch(text):
        return f"a century is a range of years; write {int(match[1]) - 1}01/{match[1]}00"
    return ""


def _of_open(text: str) -> str:
    """Return what a text with X for unknown digits says for sure: 1919-XX is 1919, 191X is 1910/1919."""
    year, *rest = text.split("-")
    sure = [year, *rest[: next((number for number, part in enumerate(rest) if "X" in part), len(rest))]]
    if "X" not in year:
        return one_in("-".join(sure))
    first, last = year.replace("X", "0"), year.replace("X", "9")
    return f"{first}/{last}" if int(first) >= FIRST_YEAR else ""


def _on_open(text: str) -> str:
    known = one_in(text.split(maxsplit=1)[1]) if _ONE_SIDED.fullmatch(text) else ""
    for sign in BETWEEN.finditer(text):
        sides = (text[: sign.start()].strip(), text[sign.end() :].strip())
        if any(map(_OPEN_SIDE.fullmatch, sides)):
            known = known or next(filter(None, map(one_in, sides)), "")
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
    sides = [_part_of_year(side.strip()) for side in text.split("/")]
    if len(sides) < 3 and all(sides):
        first, last = sides[0].split("/")[0], sides[-1].split("/")[-1]
        year = first[:4]
        written = f"its months, such as {first}/{last}, or {year}" if len(sides) == 1 else f"{first}/{last}"
        return f"a part of a year is not read; write {written}"
    if (match := _PART_OF_MONTH.fullmatch(text)) and (month := one_in(match[1])):
        return f"a part of a month is not read; write {month}"
    return ""


def _part_of_year(text: str) -> str:
    """Return the months of a part of a year, as 1919-03/1919-05, the winter's being those of its year; or ""."""
    if match := _PART_OF_YEAR.fullmatch(text):
        part, year = match[1].lower(), match[2]
    elif match := _YEAR_AND_PART.fullmatch(text):
        year, part = match[1], match[2].lower()
    elif match := _CODED_SEASON.fullmatch(text):
        year, part = match.groups()
    else:
        return ""
    first, last = _MONTHS_OF_PARTS.get(part) or _MONTHS_OF_SEASONS.get(part) or ("01", "12")
    return f"{year}-{first}/{year}-{last}"


def _on_other_years(text: str) -> str:
    if _OTHER_YEAR.fullmatch(text):
        return f"years run from {FIRST_YEAR} to 9999, with four digits"
    return SET if text[:1] in ("[", "{") else ""
