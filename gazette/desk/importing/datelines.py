"""Datelines: the place, day and agency with which a dispatch begins, as in `STRASBOURG, Oct. 30 (Agency) —`."""

import re

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL
from gazette.desk.importing.days import Day, find_days

_WORD = rf"{CAPITAL}[\w'’.-]{{0,30}}"
_PLACE = rf"{_WORD}(?:(?:,? |,? (?:de|da|del|la|of|the|upon|am) ){_WORD}){{0,5}}"
_DATE = r"(?:\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?:[(\[](?P<first>[^()\[\]]{{2,50}})[)\]] )?(?P<place>{_PLACE}?)"
    rf"(?:[,.]? (?P<date>{_DATE}))?"
    r"(?:,? ?[(\[](?P<agency>[^()\[\]]{2,50})[)\]]| ?/ ?(?P<slashed>[^/.]{2,50})(?:/|(?=\. ))"
    rf"|(?:, |\. )(?P<bare>{CAPITAL}[\w&-]*(?: {CAPITAL}[\w&-]*){{0,4}}))?"
    r"(?P<end>\s*(?:—|–|--|_|:|\.|\n)\s*|\s+-\s+)"
)
_BRACKETED = re.compile(rf"\((?P<place>{_PLACE}), (?P<date>{_DATE})\)\s+")
_LONGEST = 140


class Dateline(Struct, frozen=True, kw_only=True):
    """What stands before the first sentence; `end` is where that begins."""

    place: str
    day: Day | None = None
    agency: str = ""
    end: int


def find_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline with which a paragraph begins, or None.

    A place alone is one only before a dash that has spaces around it.
    """
    if bracketed := _BRACKETED.match(paragraph):
        day = next(find_days(bracketed["date"]), None)
        return Dateline(place=bracketed["place"], day=day, end=bracketed.end()) if day else None
    match = _DATELINE.match(paragraph)
    if match is None or match.end() > _LONGEST:
        return None
    day = next(find_days(match["date"] or ""), None)
    sign = match["end"].strip()
    is_dash = sign in ("—", "–", "--", "_", "-") and match["end"] != sign
    bare = match["bare"] or ""
    if bare and not (day and (bare.isupper() or is_dash)):
        return None
    agency = " ".join((match["first"] or match["agency"] or match["slashed"] or bare).split())
    is_foreign = is_dash and (bool(agency) or match["place"].isupper())  # its date is in a language that is not read
    if match["date"] and day is None and not is_foreign:
        return None
    is_placed = is_dash and (sign != "-" or match["place"].isupper())
    is_whole = day is not None and (bool(agency) or day.first is not None)
    if not (day or agency or is_placed) or (sign == "." and not is_whole):
        return None
    return Dateline(place=match["place"], day=day, agency=agency, end=match.end())
