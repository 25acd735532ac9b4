"""Datelines: the place, day and agency with which a dispatch begins, as in `STRASBOURG, Oct. 30 (Agency) —`."""

import re

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL
from gazette.desk.importing.days import Day, find_days
from gazette.desk.importing.rules import is_called_like_outlets

_WORD = rf"{CAPITAL}[\w'’.-]{{0,30}}"
_PLACE = rf"{_WORD}(?:(?:,? |,? (?:de|da|del|la|of|the|upon|am) ){_WORD}){{0,5}}"
_DATE = r"(?:\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?:[(\[](?P<first>[^()\[\]]{{2,50}})[)\]] )?(?:(?P<slug>{CAPITAL}[\w .&'’-]{{1,40}})/)?(?P<place>{_PLACE}?)"
    rf"(?:[,.]? (?P<date>{_DATE}))?"
    r"(?:[,.]? ?[(\[](?P<agency>[^()\[\]]{2,50})[)\]]|\.? ?/ ?(?P<slashed>[^/.]{2,50})(?:/|(?=\. ))"
    rf"|(?:, |\. )(?P<bare>{CAPITAL}[\w&-]*(?: {CAPITAL}[\w&-]*){{0,4}}))?"
    r"(?P<end>\s*(?:—|–|--|_|:|\.(?: ?[-–—])?|\n)\s*|\s+-\s+)"
)
_UNPARTED = re.compile(rf"(?P<place>{CAPITAL}+(?: {CAPITAL}+){{0,3}}) \((?P<agency>[^()\[\]]{{2,50}})\) (?={CAPITAL})")
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
    return _in_brackets(paragraph) or _before_a_dash(paragraph)


def _in_brackets(paragraph: str) -> Dateline | None:
    """Return a dateline with brackets around it, or around the agency at its end, or None."""
    if (dated := _BRACKETED.match(paragraph)) and (day := next(find_days(dated["date"]), None)):
        return Dateline(place=dated["place"], day=day, end=dated.end())
    if (bare := _UNPARTED.match(paragraph)) and not _is_spelt_out(bare["place"], bare["agency"]):
        return Dateline(place=bare["place"], agency=bare["agency"], end=bare.end())
    return None


def _before_a_dash(paragraph: str) -> Dateline | None:
    match = _DATELINE.match(paragraph)
    if match is None or match.end() > _LONGEST or not (match["slug"] or "X").isupper():
        return None
    dated = next(find_days(match["agency"] or ""), None)
    day = next(find_days(match["date"] or ""), dated)
    sign = match["end"].strip().lstrip(".") or match["end"].strip()
    is_dash = sign in ("—", "–", "--", "_", "-") and match["end"] != sign
    bare = match["bare"] or ""
    if bare and not (day and (bare.isupper() or is_dash or is_called_like_outlets(bare))):
        return None
    agency = " ".join(
        (match["first"] or match["slug"] or (not dated and match["agency"]) or match["slashed"] or bare).split()
    )
    is_foreign = is_dash and (bool(agency) or match["place"].isupper())  # its date is in a language that is not read
    if match["date"] and day is None and not is_foreign:
        return None
    is_placed = is_dash and (sign != "-" or match["place"].isupper())
    is_whole = (match["slashed"] or "").isupper() or (day is not None and (bool(agency) or day.first is not None))
    if not (day or agency or is_placed) or (sign == "." and not is_whole):
        return None
    return Dateline(place=match["place"].rstrip("."), day=day, agency=agency, end=match.end())


def _is_spelt_out(place: str, words: str) -> bool:
    """Tell whether words in brackets spell out the letters before them: NATO, for one, is no place."""
    return [word[0].upper() for word in words.split() if word[0].isupper()] == list(place)
