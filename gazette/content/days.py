"""Days of the calendar that are real, and the names of their months."""

import re
import unicodedata
from datetime import date

from msgspec import Struct

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
FIRST_YEAR = 1000
_HYPHENS = str.maketrans("‐−", "--")  # as that which does not break (U+2011) is under NFKC
_DASHED_DAY = re.compile("(\\d{4})[–—‒―](\\d{2})[–—‒―](\\d{2})", re.ASCII)


class DateError(ValueError):
    """A text is no date; its words say what to write instead."""


class Known(Struct, frozen=True):
    """Words of a text that name a year, a month or a day; 0 for what they do not say."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """The year, month or day as 2023, 2023-10 or 2023-10-31."""
        return "-".join([f"{self.year:04}", *[f"{part:02}" for part in (self.month, self.day) if part]])

    @property
    def is_real(self) -> bool:
        """Whether there is such a day, month or year, and it is one that is read."""
        return try_day(self.year, self.month or 1, self.day or 1) is not None


def real_day(year: int, month: int, day: int) -> date:
    """Return a day. Raises DateError where there is none, or its year is not read."""
    if year < FIRST_YEAR:
        raise DateError(f"years run from {FIRST_YEAR} to 9999")
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise DateError("there is no such day") from fault


def in_plain_signs(text: str) -> str:
    """Return a text with the digits, hyphens and spaces that dates are written in for those that look like them.

    Dashes are for ranges, and hyphens only in a whole day.
    """
    plain = "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))
    plain = "".join(char for char in plain if unicodedata.category(char) != "Cf").translate(_HYPHENS)
    return _DASHED_DAY.sub(r"\1-\2-\3", plain)


def try_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where there is none."""
    try:
        return real_day(year, month, day)
    except DateError:
        return None


def month_number(name: str) -> int:
    """Return the month that a name of three letters or more begins, or 0."""
    starts = [month.startswith(name.capitalize()) and len(name) >= 3 for month in MONTHS]
    return starts.index(True) + 1 if True in starts else 0
