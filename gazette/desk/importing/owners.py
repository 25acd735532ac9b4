"""Lines that say whose a text is: mastheads, letterheads, credits and notices of rights."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gazette.desk.importing.days import find_time
from gazette.desk.importing.lines import (
    DATE_WORDS,
    END,
    GIVEN_OUT,
    SMALL_WORDS,
    WORD,
    Line,
    first_match,
    is_address,
    is_date_line,
    is_label,
    is_name,
)
from gazette.desk.importing.rules import is_a, is_called_like_outlets

_BYLINE = re.compile(r"By (?=[A-Z])([^.]{3,80}|[^.]*\b[A-Z]\. [^.]{3,60})")
_LABELLED = re.compile(r"(?:Source|Credit|Agency|From): *(.{2,80}?)(?: *<[^<>]*>)?", re.IGNORECASE)
_CREDIT = re.compile(rf"{_LABELLED.pattern}|[(\[/]([^()\[\]/]{{2,60}})[)\]/]\.?", re.IGNORECASE)
_LEADS = re.compile(r"(?:The )?(?:Radio|TV|Voice|Agence|Agencia|Agenzia|Agentur)\b", re.IGNORECASE)
_SERVICE = re.compile(r"(?:english|news|foreign) (?:service|edition|desk|section)", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:page|p\.?|pp\.?) ?\d", re.IGNORECASE)
_CORRESPONDENT = re.compile(
    r"(?:Special to|(?:Staff |Our |Own )?(?:Correspondent|Reporter|Writer),) (?:the )?(.{2,60})", re.IGNORECASE
)
_CITING = re.compile(r"(.{2,40}) (?:with reference to|citing|via) .{3,80}")
_SITE = re.compile(r"(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})/?", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:(?:copyright )?(?:©|\(c\))|copyright (?=by |\d{4}))(?: ?\d{4}(?: ?[-–] ?\d{4})?)?,? ?(?:by )?"
    r"(?P<name>[^.|©]{2,80}?)(?:,? \d{4})?(?: ?[.|].*)?",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r".{0,80}\bofficial (?:web ?)?site of (?:the )?(?P<name>[^,.|]{3,80})", re.IGNORECASE)
_SIGNED = re.compile(r"[-–—]{1,2} ?(?P<name>[^,.]{3,60})")
_REALM = re.compile(
    "(?:Federal |United |Islamic |Hashemite )*(?:Republic|Kingdom|Sultanate|State|Emirate|Principality) Of "
)
_LONGEST_NOTICE = 240  # characters
_LONGEST_NAME = 7  # words of an institution's name, small ones apart
_LETTERHEAD = 4  # lines in which an institution names itself


def is_plainly_named(line: str) -> bool:
    """Tell whether a line is of a form that is only used to say whose a text is, or who wrote it."""
    patterns = (_BYLINE, _SITE, _CORRESPONDENT, _LABELLED)
    is_form = any(pattern.fullmatch(line) for pattern in patterns)
    return is_form or bool(_owner(line)) or bool(_masthead(line)) or is_institution(line) or _is_realm(line)


def byline_of(frame: Iterable[Line]) -> str:
    """Return who wrote the text, by a line such as `By Ada Example, River News`, or ""."""
    return first_match(_BYLINE, frame)


def site_of(frame: Iterable[Line]) -> str:
    """Return the site that a line names and nothing else, or ""."""
    return first_match(_SITE, frame)


def credit_of(head: Sequence[Line], foot: Sequence[Line], dates: Sequence[Line]) -> str:
    """Return the outlet that a line below the text names, or one above it, or one with the date, or ""."""
    below = [_credit(line.text) for line in reversed(foot)]
    mastheads = [_masthead(line.text) for line in head]
    labelled = [first_match(pattern, head) for pattern in (_LABELLED, _CORRESPONDENT)]
    names = [line.text for line in foot if is_name(line.text) and not _says_something_else(line.text)]
    names += [
        line.text
        for line in head
        if is_called_like_an_outlet(line.text)
        and not _says_something_else(line.text)
        and not is_called_like_an_institution(line.text)
    ]
    return next(filter(None, (*below, *mastheads, *labelled, *names)), "") or _credit_beside_dates(dates)


def menu_name_of(menus: Iterable[Line]) -> str:
    """Return the outlet that stands beside other parts of a menu, or ""."""
    parts = (part for line in menus for part in line.text.split(" | ")[:-1])
    return next(filter(is_called_like_an_outlet, parts), "")


def owner_of(frame: Iterable[Line]) -> str:
    """Return the name in a line such as `© 2019 Nile Dispatch. All rights reserved.`, or ""."""
    return next(filter(None, (_owner(line.text) for line in frame)), "")


def letterhead_of(head: Sequence[Line], title: str) -> str:
    """Return the institution that a line names in capital letters, or one above a label or an address, or ""."""
    shouted = [line.text for line in head if is_institution(line.text)]
    named = [
        line.text for line in head[:_LETTERHEAD] if line.text != title and is_called_like_an_institution(line.text)
    ]
    is_letter = any(is_label(line.text) or is_address(line.text) for line in head) or len(named) > 1
    return next(iter((*shouted, *(name for name in named if is_letter and not _is_realm(name)))), "")


def is_called_like_an_outlet(line: str) -> bool:
    """Tell whether a line is a name that has a word such as Herald."""
    return is_name(line) and is_called_like_outlets(line)


def is_called_like_an_institution(line: str) -> bool:
    """Tell whether a line is the name of an institution, or of the state whose it is."""
    names = [word for word in WORD.findall(line) if word.lower() not in SMALL_WORDS]
    is_named = 1 < len(names) <= _LONGEST_NAME and all(word[0].isupper() for word in names) and not END.search(line)
    return is_named and (_is_of_institutions(WORD.findall(line)) or _is_realm(line))


def is_institution(line: str) -> bool:
    """Tell whether a line is a letterhead in capital letters, the name of an institution."""
    return line.isupper() and len(WORD.findall(line)) > 1 and _is_of_institutions(WORD.findall(line))


def _is_of_institutions(words: Sequence[str]) -> bool:
    """Tell whether words end with one for institutions, or have one before "of": Court, Ministry of Wells."""
    has_object = any(is_a("institutions", word) and of.lower() in ("of", "for", "on") for word, of in pairwise(words))
    is_told_of = any(is_a(kind, words[0]) for kind in ("institutions", "offices"))  # council sacks police
    return has_object or (is_a("institutions", words[-1]) and not is_told_of)


def _masthead(line: str) -> str:
    """Return the outlet that a line in capital letters begins with, as in `RADIO EXAMPLE, LIMA | 98.3 FM`, or ""."""
    name, more, rest = re.split(r"(, | [–—-] | \| |$)", line, maxsplit=1)
    is_one = line.isupper() or _SERVICE.fullmatch(rest) is not None
    is_outlet = is_called_like_an_outlet(name) and (is_called_like_outlets(name.split()[-1]) or _LEADS.match(name))
    return name if more and is_one and is_outlet else ""


def is_credit(line: str) -> bool:
    """Tell whether a line names an outlet and nothing else, or says whose a text is."""
    return bool(_credit(line)) or _SITE.fullmatch(line) is not None


def _credit(text: str) -> str:
    """Return the outlet that a line names and nothing else, or ""."""
    if is_label(text):
        return ""
    if (match := _CREDIT.fullmatch(text)) and not is_date_line(match[1] or match[2]):
        return (match[1] or match[2]).strip()
    if owner := _owner(text):
        return owner
    if match := _CITING.fullmatch(text):
        return _credit(match[1])
    return text if _is_name_of_outlet(text) and not is_date_line(text) else ""


def _owner(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST_NOTICE:
        return ""
    given_out = GIVEN_OUT.fullmatch(line)
    if given_out and (given_out["rest"] is None or is_date_line(given_out["rest"])):
        return _name(given_out)
    for pattern in (_COPYRIGHT, _OFFICIAL):
        if name := _name(pattern.fullmatch(line)):
            return name
    signed = _name(_SIGNED.fullmatch(line))
    if is_called_like_an_outlet(signed):
        return signed
    first = line.strip("[]()").partition(", ")[0]
    if _PAGE.search(line) and is_date_line(line) and is_name(first) and first.lower() not in DATE_WORDS:
        return first  # as newspapers are cited
    return _name(_COPYRIGHT.fullmatch(re.split(r" [·|] ", line)[-1]))


def _name(match: re.Match[str] | None) -> str:
    name = match["name"].strip() if match else ""
    return name if name[:1].isupper() else ""


def _says_something_else(line: str) -> bool:
    return is_date_line(line) or is_label(line) or is_plainly_named(line)


def _is_name_of_outlet(text: str) -> bool:
    return is_name(text) and (is_called_like_outlets(text) or any(is_a("common", word) for word in text.split()))


def _credit_beside_dates(dates: Iterable[Line]) -> str:
    """Return the outlet in a line such as `Cairo, 12 Jan 2021 (Nile Dispatch)`, or at its beginning, or ""."""
    for line in dates:
        text = line.text.strip("[]()")
        for part in (text.partition(", ")[0], text.rpartition(", ")[2]):
            if is_called_like_an_outlet(part):
                return part
        for match in re.finditer(r"\(([^()]*)\)|/([^/\d]{3,})/", line.text):
            name = re.split(r"[/|,]", match[1] or match[2])[0].strip()
            is_read = is_date_line(name) or _is_offset(name)
            if re.search(r"[^\W\d]{2,}", name) and find_time(f"0:00 {match[0]}") and not is_read:
                return name
    return ""


def _is_offset(text: str) -> bool:
    time = find_time(f"0:00 ({text})")
    return time is not None and time.offset is not None


def _is_realm(line: str) -> bool:
    return is_name(line) and _REALM.match(line.title()) is not None
