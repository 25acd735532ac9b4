"""The outlet of a text, and whoever it had its news from."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL
from gazette.desk.importing.findings import Finding
from gazette.desk.importing.rules import is_a
from gazette.desk.importing.wire import Wire

_WORD = rf"{CAPITAL}[\w'’&-]{{0,30}}"
_NAME = rf"(?:[Tt]he )?(?P<name>{_WORD}(?:\.[a-z]{{2,3}}\b)?(?: (?:(?:of|de|del|du|la|and|the|&) )?{_WORD}){{0,5}})"
_BODY = rf"(?P<name>(?:[Tt]he )?{_WORD}(?: (?:(?:of|for|and|on|the|of the|for the) )?{_WORD}){{0,9}})"
_DESK = (
    r"(?:[Pp]ress (?:[Ss]ervice|[Oo]ffice|[Cc]ent(?:re|er)|[Dd]epartment|[Ss]ecretary)"
    r"|(?:[Ii]nformation|[Mm]edia) (?:[Ss]ervice|[Oo]ffice|[Dd]epartment))"
)
_OUTLET_VERBS = r"(?:reports|reported|informs|writes|wrote|learned|has learned)"
_CITING = r"(?:with reference to|citing|referring to|quoting)"
_SURE, _UNSURE = 0.9, 0.6
_OUTLETS = (
    (re.compile(rf"(?:^|[,.] |” ){_NAME} {_OUTLET_VERBS}(?: {_CITING}|[.,]|$)"), _SURE),
    (re.compile(rf"\b[Aa]s {_NAME} (?:was (?:informed|told)|{_OUTLET_VERBS})"), _SURE),
    (re.compile(rf"\b(?:reported|published|told) (?:by |to |in )?{_NAME}[.,]"), _UNSURE),
    (re.compile(rf"\b[Aa]ccording to {_NAME}[.,]"), _UNSURE),
    (re.compile(rf"\btold {_NAME}\b"), _UNSURE),
)
"""How sentences name an outlet; what is not sure is taken where the name is known, or like those of outlets."""
_DESKS = (
    (re.compile(rf"(?P<desk>\b{_DESK}) of {_BODY}"), 0.9),
    (re.compile(rf"{_BODY}['’]s (?P<desk>{_DESK})"), 0.8),
)
_CITED = (
    (re.compile(rf"\b{_CITING} {_BODY}"), 0.8),
    (re.compile(rf"\bwith (?:reports|reporting|additional reporting|material) (?:from|by) {_BODY}"), 0.8),
)
_LETTERHEAD_SMALL = frozenset("of the and for on in de la du des y e".split())


class Provenance(Struct, frozen=True, kw_only=True):
    """Where a text is from: the outlet, and through whom that had it; each may be unknown."""

    source: Finding | None = None
    via: Finding | None = None


def guess_provenance(wire: Wire, is_outlet: Callable[[str], bool]) -> Provenance:
    """Return the outlet and what it cites; `is_outlet` tells of a name whether the collection knows such a source.

    A text that names no outlet is from the institution or press service that gave it out.
    """
    source = next(_from_layout(wire), None) or _outlet(wire.paragraphs, is_outlet)
    via = _via(wire.paragraphs, source)
    if source is None and via is not None and _is_given_out(via.text):
        return Provenance(source=via)
    return Provenance(source=source, via=via)


def _from_layout(wire: Wire) -> Iterator[Finding]:
    """Yield the outlets that the layout names, the surest first."""
    if wire.dateline and wire.dateline.agency:
        yield Finding(text=wire.dateline.agency, confidence=0.9, reason="the agency of the dateline")
    if wire.credit:
        yield Finding(text=wire.credit, confidence=0.8, reason="a line of its own")
    _, comma, outlet = wire.byline.partition(", ")
    if comma:
        yield Finding(text=outlet, confidence=0.8, reason="named beside the author")
    if wire.institution:
        yield Finding(text=_small(wire.institution), confidence=0.8, reason="the letterhead")


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


def _via(paragraphs: Sequence[str], source: Finding | None) -> Finding | None:
    told = [(re.compile(rf"{_BODY} (?:has )?told (?:the )?{re.escape(source.text)}"), 0.7)] if source else []
    for number, paragraph in enumerate(paragraphs, 1):
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
    parts = re.split(r"[ .]", name)
    return any(is_a("outlets", part) for part in parts) or re.search(r"\.[a-z]{2,3}$", name) is not None


def _small(letterhead: str) -> str:
    """Return a letterhead in capitals as it would stand in a sentence."""
    words = (word.lower() if word.lower() in _LETTERHEAD_SMALL else word.capitalize() for word in letterhead.split())
    return " ".join(words)
