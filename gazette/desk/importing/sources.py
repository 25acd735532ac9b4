"""The outlet of a text, and whoever it had its news from."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL
from gazette.desk.importing.days import WEEKDAYS
from gazette.desk.importing.findings import Finding
from gazette.desk.importing.lines import SMALL_WORDS
from gazette.desk.importing.rules import is_a, is_called_like_outlets
from gazette.desk.importing.wire import Wire
from gazette.spellings import fold

_WORD = rf"{CAPITAL}[\w'’&-]{{0,30}}"
_NAME = rf"(?:[Tt]he )?(?P<name>{_WORD}(?:\.[a-z]{{2,3}}\b)?(?: (?:(?:of|de|del|du|la|and|the|&) )?{_WORD}){{0,5}})"
_BODY = (
    rf"(?P<name>(?:[Tt]he )?{_WORD}(?: (?:(?:of|for|and|on|the|of the|for the|de|del|du|da|do|la) )?{_WORD}){{0,9}})"
)
_DESK = (
    r"(?:[Pp]ress (?:[Ss]ervice|[Oo]ffice|[Cc]ent(?:re|er)|[Dd]epartment|[Ss]ecretary)"
    r"|(?:[Ii]nformation|[Mm]edia) (?:[Ss]ervice|[Oo]ffice|[Dd]epartment))"
)
_OUTLET_VERBS = r"(?:reports|reported|informs|writes|wrote|learned|has learned)"
_CITING = r"(?:with reference to|citing|referring to|quoting)"
_WHEN = rf"(?: (?:today|yesterday|earlier|on (?:{'|'.join(WEEKDAYS)}))\b)"
_KIND = r"(?:newspaper|daily|weekly|magazine|website|portal|(?:news |press )?agency|radio|channel|broadcaster)"
_SURE, _UNSURE = 0.9, 0.6
_LEAD = 400  # characters in which a company names itself
_OUTLETS = (
    (re.compile(rf"(?:^|[,.] |” ){_NAME} {_OUTLET_VERBS}(?: {_CITING}|[.,]|$)"), _SURE),
    (re.compile(rf"\b[Aa]s {_NAME} (?:was (?:informed|told)|{_OUTLET_VERBS})"), _SURE),
    (re.compile(rf"\b(?:reported|published|told) (?:by |to |in )?{_NAME}[.,]"), _UNSURE),
    (re.compile(rf"\b[Aa]ccording to {_NAME}[.,]"), _UNSURE),
    (re.compile(rf"\btold {_NAME}\b"), _UNSURE),
    (re.compile(rf"(?:^|[,.] |” ){_NAME} (?:{_OUTLET_VERBS}|says|said){_WHEN}?(?:[.,]|$)"), _UNSURE),
)
"""How sentences name an outlet; what is not sure is taken where the name is known, or like those of outlets."""
_DESKS = (
    (re.compile(rf"(?P<desk>\b{_DESK}) of {_BODY}"), 0.9),
    (re.compile(rf"{_BODY}['’]s (?P<desk>{_DESK})"), 0.8),
)
_CITED = (
    (re.compile(rf"\b{_CITING} {_BODY}"), 0.8),
    (re.compile(rf"\b[Aa]ccording to {_BODY} {_KIND}\b"), 0.8),
    (re.compile(rf"\b{_BODY} {_KIND} {_OUTLET_VERBS}\b"), 0.7),
    (re.compile(rf"\b{_KIND} {_BODY} {_OUTLET_VERBS}\b"), 0.8),
    (re.compile(rf"\bwith (?:reports|reporting|additional reporting|material) (?:from|by) {_BODY}"), 0.8),
)
_COMPANY_END = r"(?:Co\.,? Ltd\.?|(?:Inc|Corp|Ltd|Co)\b\.?|AB|AG|ASA?|[BN]\.?V\.?|GmbH|LLC|Oy|PLC|S\.?A\.?|Limited)"
_COMPANY = re.compile(
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,5}},? {_COMPANY_END})(?: \([^()]{{2,40}}\))?,? (?:has )?(?:today |yesterday )?"
    r"(?:announced|reported|unveiled|launched|completed)\b"
)
_SUFFIX = re.compile(rf",?(?: \(Pvt\))? {_COMPANY_END}$")
_FIRST_IN = re.compile(
    r"(?i:(?:this (?:article|report|story|text) )?(?:was )?(?:first|originally) (?:published|appeared) (?:in|by|on))"
    rf" {_BODY}"
)
_OF_DATELINE = "the agency of the dateline"
_STAFF = re.compile(r"(?:[\w-]+ )*(?:writer|reporter|correspondent|editor|staff|contributor)", re.IGNORECASE)


class Provenance(Struct, frozen=True, kw_only=True):
    """Where a text is from: the outlet, and through whom that had it; each may be unknown."""

    source: Finding | None = None
    via: Finding | None = None


def guess_provenance(wire: Wire, is_outlet: Callable[[str], bool]) -> Provenance:
    """Return the outlet and what it cites; `is_outlet` tells of a name whether the collection knows such a source.

    A text that names no outlet is from the institution or press service that gave it out.
    """
    source, told = next(_from_layout(wire), None), _outlet(wire.paragraphs, is_outlet)
    via = _via(wire, source or told) or _passed_on(source, told, *_from_layout(wire))
    source = source or told or _announcing(wire)
    if source is None and via is not None and _is_given_out(via.text):
        return Provenance(source=via)
    return Provenance(source=source, via=via)


def _passed_on(source: Finding | None, *others: Finding | None) -> Finding | None:
    """Return the first of other outlets that a text names beside its source, which has the report from there."""
    for other in others:
        is_likely = other and (_is_called_so(other.text) or (" " in other.text and other.reason == _OF_DATELINE))
        if source and other and is_likely and not _is_part(fold(other.text), fold(source.text)):
            return other
    return None


def _is_part(name: str, other: str) -> bool:
    return name in other or other in name


def _announcing(wire: Wire) -> Finding | None:
    """Return the company that tells of itself in the first paragraph, or None."""
    match = _COMPANY.search(wire.lead[0][:_LEAD])
    return match and Finding(text=match["name"], confidence=0.6, reason="announces what paragraph 1 tells")


def _from_layout(wire: Wire) -> Iterator[Finding]:
    """Yield the outlets that the layout names, the surest first."""
    if wire.institution:
        yield Finding(text=_small(wire.institution.partition(", ")[0]), confidence=0.8, reason="the letterhead")
    if wire.owner:
        owner = _SUFFIX.sub("", wire.owner)
        name = owner if is_called_like_outlets(owner) or owner.startswith("The ") else wire.owner
        yield Finding(text=_small(name), confidence=0.8, reason="said to have given it out")
    if wire.credit and is_called_like_outlets(wire.credit):
        yield Finding(text=_small(wire.credit), confidence=0.9, reason="a line of its own")
    if wire.dateline and wire.dateline.agency:
        yield Finding(text=_small(wire.dateline.agency), confidence=0.9, reason=_OF_DATELINE)
    if wire.credit:
        yield Finding(text=_small(wire.credit), confidence=0.8, reason="a line of its own")
    _, comma, outlet = wire.byline.partition(", ")
    outlet = outlet.removeprefix("for ")
    if comma and not _STAFF.fullmatch(outlet):
        yield Finding(text=outlet, confidence=0.8, reason="named beside the author")
    if wire.site:
        yield Finding(text=_of_site(wire), confidence=0.6, reason=f"the site {wire.site}, named in a line of its own")


def _of_site(wire: Wire) -> str:
    """Return the name, somewhere in a text, of which the letters are those of its site, or else the site."""
    letters = re.sub(r"\W", "", wire.site.rpartition(".")[0].rpartition(".")[2])
    if not letters:
        return wire.site
    pattern = re.compile(r"(?<!\w)" + r"\W?".join(map(re.escape, letters)) + r"(?!\w)", re.IGNORECASE)
    found = (match[0] for text in (*wire.frame, *wire.paragraphs) for match in pattern.finditer(text))
    return next((name for name in found if name[0].isupper()), wire.site)


def _outlet(paragraphs: Sequence[str], is_outlet: Callable[[str], bool]) -> Finding | None:
    """Return the first outlet that a sentence names."""
    for number, paragraph in enumerate(paragraphs, 1):
        for pattern, confidence in _OUTLETS:
            for match in pattern.finditer(paragraph):
                name = " ".join(match["name"].split())
                is_likely = is_outlet(name) or _is_called_so(name)
                if (is_likely or confidence == _SURE) and not _is_desk(name):
                    reason = f"{'known, and ' if is_outlet(name) else ''}said to report in paragraph {number}"
                    return Finding(text=name, confidence=_SURE, reason=reason)
    return None


def _via(wire: Wire, source: Finding | None) -> Finding | None:
    first_in = (match["name"] for line in (*wire.frame, *wire.paragraphs[-1:]) if (match := _FIRST_IN.match(line)))
    if name := next(first_in, ""):
        return Finding(text=_plain(name), confidence=0.8, reason="said to have been first")
    told = [(re.compile(rf"{_BODY} (?:has )?told (?:the )?{re.escape(source.text)}"), 0.7)] if source else []
    for number, paragraph in enumerate(wire.paragraphs, 1):
        for pattern, confidence in (*_DESKS, *_CITED, *told):
            match = pattern.search(paragraph)
            if match is None:
                continue
            name = _plain(match["name"])
            text = f"{match['desk']} of {_with_article(match['name'])}" if "desk" in match.groupdict() else name
            is_somebody = "told" in pattern.pattern and not any(is_a("institutions", word) for word in name.split())
            if name and not is_somebody and not (source and source.text == name):
                reason = f"cited in paragraph {number}"
                return Finding(text=text, confidence=confidence, reason=reason)
    return None


def _with_article(name: str) -> str:
    return name[0].lower() + name[1:] if name.startswith("The ") else name


def _plain(name: str) -> str:
    return " ".join(name.removeprefix("the ").removeprefix("The ").split())


def _is_given_out(via: str) -> bool:
    return re.match(_DESK, via) is not None


def _is_desk(name: str) -> bool:
    return re.search(_DESK, name) is not None


def _is_called_so(name: str) -> bool:
    """Tell whether a name is like those of outlets: it has a word such as Herald, or is that of a site."""
    return is_called_like_outlets(name) or re.search(r"\.[a-z]{2,3}$", name) is not None


def _small(letterhead: str) -> str:
    """Return a name in capitals as it would stand in a sentence; one word may be letters for others."""
    if not letterhead.isupper() or " " not in letterhead:
        return letterhead
    first, *others = letterhead.split()
    words = (word.lower() if word.lower() in SMALL_WORDS else word.capitalize() for word in others)
    return " ".join([first.capitalize(), *words])
