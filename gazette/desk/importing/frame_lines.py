"""Lines around a text: dates, bylines, letterheads, the names of outlets, and what else is no sentence of it."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from gazette.desk.importing.datelines import find_dateline
from gazette.desk.importing.days import find_days, find_time
from gazette.desk.importing.rules import is_a

LONGEST_LINE = 120
"""A line longer than this is a paragraph; shorter ones may be a headline or lines of a paragraph."""
END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|\w[\"”»]$")
"""How a line ends that is a sentence, or a part of one."""
_LABEL = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|service|office|statement)|statement|communiqu[ée]"
    r"|news(?: in brief)?|world|politics|photo:?|no\.? ?[\w/ -]{1,20}|#\d+)\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By (?=[A-Z])([^.]{3,80}|[^.]*\b[A-Z]\. [^.]{3,60})")
_LABELLED = re.compile(r"(?:Source|Credit|Agency|From): *(.{2,80})", re.IGNORECASE)
_CREDIT = re.compile(rf"{_LABELLED.pattern}|[(\[/]([^()\[\]/]{{2,60}})[)\]/]\.?", re.IGNORECASE)
_STAFF = re.compile(
    r"(?:edit(?:or|ed by)|report(?:er|ing by|ed by)|author|writ(?:er|ing by)|correspondent|photos?(?: by)?"
    r"|(?:media )?contacts?)\b:? .{2,80}|(?:[\w-]+ ){1,4}(?:correspondent|reporter|editor|staff writer)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:Subject|Title|Headline): *(.{3,200})", re.IGNORECASE)
_CORRESPONDENT = re.compile(
    r"(?:Special to|(?:Staff |Our |Own )?(?:Correspondent|Reporter|Writer),) (?:the )?(.{2,60})", re.IGNORECASE
)
_CITING = re.compile(r"(.{2,40}) (?:with reference to|citing|via) .{3,80}")
_ADDRESS = re.compile(r"(?:(?:source|link|url): *)?(https?://\S+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
_DATE_WORDS = frozenset(
    "date dated published posted issued released updated created on at in of day time local first last modified"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm utc gmt z t".split()
)


class Line(Struct, frozen=True, kw_only=True):
    """A line of the raw text, without the spaces around it; lines count from 1."""

    number: int
    text: str


def is_date_line(text: str) -> bool:
    """Tell whether a line says when it was published and little else: a place before it, a source in brackets."""
    days = list(find_days(text)) if len(text) <= LONGEST_LINE else []
    if not any(day.first or day.choices for day in days):
        return False
    rest = text
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    if time := find_time(rest):
        rest = f"{rest[: time.start]} {rest[time.end :]}"
    bare = re.sub(r"\([^()]*\)|/[^/]*/|\[[^\[\]]*\]", " ", rest)
    others = [word for word in _WORD.findall(bare) if word.lower().strip(".") not in _DATE_WORDS]
    return len(others) <= 4 and all(word[0].isupper() for word in others)


def is_of_frame(line: str) -> bool:
    """Tell whether a line is of a kind that no text has among its own."""
    patterns = (_LABEL, _BYLINE, _ADDRESS, _CORRESPONDENT, _STAFF, _LABELLED, _SUBJECT)
    is_pattern = any(pattern.fullmatch(line) for pattern in patterns)
    return is_pattern or is_date_line(line) or is_institution(line) or is_lone_dateline(line)


def is_footer(line: str) -> bool:
    """Tell whether a line stands below texts: a date, an address, who worked on it, or the name of an outlet."""
    is_of_staff = any(pattern.fullmatch(line) for pattern in (_ADDRESS, _STAFF))
    return is_date_line(line) or is_of_staff or bool(_credit(line))


def is_name(line: str) -> bool:
    """Tell whether a line is of a few words with capital letters and no sentence."""
    words = line.split()
    return 0 < len(words) <= 5 and all(word[0].isupper() for word in words) and not END.search(line)


def byline_of(frame: Iterable[Line]) -> str:
    """Return who wrote the text, by a line such as `By Ada Example, River News`, or ""."""
    return _first_match(_BYLINE, frame)


def address_of(frame: Iterable[Line]) -> str:
    """Return the address on the web that a line is, or ""."""
    return _first_match(_ADDRESS, frame)


def subject_of(frame: Iterable[Line]) -> str:
    """Return the headline that a line calls so, as in the head of a message, or ""."""
    return _first_match(_SUBJECT, frame)


def is_called_like_an_outlet(line: str) -> bool:
    """Tell whether a line is a name that has a word such as Herald."""
    return is_name(line) and any(is_a("outlets", word) for word in line.split())


def credit_of(head: Sequence[Line], foot: Sequence[Line], dates: Sequence[Line]) -> str:
    """Return the outlet that a line below the text names, or one above it, or one with the date, or ""."""
    below = [_credit(line.text) for line in reversed(foot)]
    labelled = [_first_match(pattern, head) for pattern in (_LABELLED, _CORRESPONDENT)]
    names = [line.text for line in foot if is_name(line.text) and not is_date_line(line.text)]
    names += [line.text for line in head if is_called_like_an_outlet(line.text) and not is_of_frame(line.text)]
    return next(filter(None, (*below, *labelled, *names)), "") or _credit_beside_dates(dates)


def _credit(text: str) -> str:
    """Return the outlet that a line names and nothing else, or ""."""
    if match := _CREDIT.fullmatch(text):
        return (match[1] or match[2]).strip()
    if match := _CITING.fullmatch(text):
        return _credit(match[1])
    return text if _is_name_of_outlet(text) and not is_date_line(text) else ""


def _is_name_of_outlet(text: str) -> bool:
    return is_name(text) and any(is_a(kind, word) for word in text.split() for kind in ("common", "outlets"))


def _credit_beside_dates(dates: Iterable[Line]) -> str:
    """Return the outlet in a line such as `Cairo, 12 Jan 2021 (Nile Dispatch)`, or at its beginning, or ""."""
    for line in dates:
        first = line.text.partition(", ")[0]
        if is_called_like_an_outlet(first):
            return first
        for match in re.finditer(r"\(([^()]*)\)|/([^/\d]{3,})/", line.text):
            name = re.split(r"[/|,]", match[1] or match[2])[0].strip()
            if re.search(r"[^\W\d]{2,}", name) and find_time(f"0:00 {match[0]}") and not _is_offset(name):
                return name
    return ""


def _is_offset(text: str) -> bool:
    time = find_time(f"0:00 ({text})")
    return time is not None and time.offset is not None


def is_institution(line: str) -> bool:
    """Tell whether a line is a letterhead: the name of an institution in capital letters."""
    words = _WORD.findall(line)
    if len(words) < 2 or not line.isupper():
        return False
    has_object = any(is_a("institutions", word) and of in ("OF", "FOR", "ON") for word, of in pairwise(words))
    return is_a("institutions", words[-1]) or has_object


def is_lone_dateline(line: str) -> bool:
    """Tell whether a line is a dateline with a day and an agency, and nothing else."""
    dateline = find_dateline(f"{line}\n")
    return dateline is not None and bool(dateline.day and dateline.agency) and dateline.end > len(line)


def _first_match(pattern: re.Pattern[str], lines: Iterable[Line]) -> str:
    return next((match[1].strip() for line in lines if (match := pattern.fullmatch(line.text))), "")
