"""What stands around a text: lines that no text has among its own, and those that end one."""

import re
from collections.abc import Iterable

from gazette.desk.importing.datelines import find_dateline
from gazette.desk.importing.lines import Line, first_match, is_contact, is_date_line, is_label
from gazette.desk.importing.owners import is_credit, is_plainly_named

_STAFF = re.compile(
    r"(?:(?:edited|report(?:ing|ed)|writ(?:ing|ten)|photos?) by .{2,80}"
    r"|(?:editor|reporter|author|writer|correspondent|photos?|(?:media )?contacts?): ?.{2,80}"
    r"|(?:[\w-]+ ){1,4}(?:correspondent|reporter|editor|staff writer))",
    re.IGNORECASE,
)
_DESK_MARKS = re.compile(r"(?:[A-Z][\w-]{1,15}[ /])?\(?[a-z]{2,4}(?:[/-][a-z]{2,4})+\)?")
_SUBJECT = re.compile(r"(?:Subject|Title|Headline): *(.{3,200})", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?:source|link|url): *)?(https?://\S+)", re.IGNORECASE)
_SLUG = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def is_of_frame(line: str) -> bool:
    """Tell whether a line is of a kind that no text has among its own."""
    is_form = any(pattern.fullmatch(line) for pattern in (_ADDRESS, _DESK_MARKS, _STAFF, _SUBJECT))
    is_slug = line.isupper() and _SLUG.fullmatch(line) is not None
    is_kind = is_label(line) or is_contact(line) or is_plainly_named(line) or is_date_line(line)
    return is_form or is_slug or is_kind or is_lone_dateline(line)


def is_footer(line: str) -> bool:
    """Tell whether a line stands below texts: a date, an address, who worked on it, or the name of an outlet."""
    is_form = any(pattern.fullmatch(line) for pattern in (_ADDRESS, _DESK_MARKS, _STAFF))
    return is_form or is_date_line(line) or is_contact(line) or is_credit(line)


def is_lone_dateline(line: str) -> bool:
    """Tell whether a line is a dateline with a day and an agency, and nothing else."""
    dateline = find_dateline(f"{line}\n")
    return dateline is not None and bool(dateline.day and dateline.agency) and dateline.end > len(line)


def address_of(frame: Iterable[Line]) -> str:
    """Return the address on the web that a line is, or ""."""
    return first_match(_ADDRESS, frame)


def subject_of(frame: Iterable[Line]) -> str:
    """Return the headline that a line calls so, as in the head of a message, or ""."""
    return first_match(_SUBJECT, frame)
