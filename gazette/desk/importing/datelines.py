"""Datelines: the place, day and agency with which a dispatch begins, as in `STRASBOURG, Oct. 30 (Agency) —`."""

import re

from msgspec import Struct

from gazette.desk.importing.days import Day, find_days

_WORD = r"[^\W\d_a-z][\w'’.-]*"
_PLACE = rf"{_WORD}(?:(?:,? |,? (?:de|da|del|la|of|the|upon|am) ){_WORD}){{0,5}}"
_DATE = r"[^\W_][\w.]* [\w.]+(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}?)"
    rf"(?:,? (?P<date>{_DATE}))?"
    r"(?:,? ?[(\[](?P<agency>[^()\[\]]{2,50})[)\]]| ?/(?P<slashed>[^/]{2,50})/|(?:, |\. )(?P<capitals>[A-Z][A-Z .&-]+[A-Z]))?"
    r"(?P<end>\s*(?:—|–|--|-|_|:|\.|\n)\s*)"
)
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
    match = _DATELINE.match(paragraph)
    if match is None or match.end() > _LONGEST:
        return None
    day = next(find_days(match["date"] or ""), None)
    if match["date"] and day is None:
        return None
    agency = " ".join((match["agency"] or match["slashed"] or match["capitals"] or "").split())
    is_dash = match["end"].strip() in ("—", "–", "--", "_") and match["end"] != match["end"].strip()
    if not (day or agency or is_dash) or (match["end"].strip() == "." and not (day and agency)):
        return None
    return Dateline(place=match["place"], day=day, agency=agency, end=match.end())
