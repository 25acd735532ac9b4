"""Several names in one text: `people: Ada Byron, Bea Cole, and Carl Dane`, as other programs export them.

A comma or an "and" may be part of a name (`Martin Luther King, Jr.`, `Department of Health, Education and Welfare`,
`Foods, fats and oils`, `Cassin, René`), so a text is taken for several names only where more speaks for that.
"""

import re
from collections.abc import Callable, Iterable

from gazette.config import Taxonomy

_MOST_CHARS = 1_000
_SEPARATOR = re.compile("[;；؛|]")
_COMMA = re.compile("[,，、،]")
_AND = re.compile(r"\s+(?:and|&|und|et|och|og)\s+")
_ANY = re.compile(rf"{_SEPARATOR.pattern}|{_COMMA.pattern}|{_AND.pattern}")
_COMMA_AND = re.compile(r",\s*(?:and|&)\s")
_FIRST_AND = re.compile(r"(?:and|&|und|et|och|og)\s+")
_BEHIND = re.compile(
    r"(?i:jr|sr|junior|senior|esq|dr|prof|rev|hon|m?ph\.?\s?d|[bm]\.?\s?(?:a|sc|phil)|d\.?\s?phil)\.?|(?:[A-Z]\.?\s?){1,6}"
)
"""What stands behind a comma and belongs to the name before it: `Jr.`, `PhD`, `III`, `MP`, an initial."""
_PARTICLES = frozenset(
    "al ben bin bint da de del della den der di do dos du el ibn la le los van von y zu".split()
)  # fmt: skip
_OF_OFFICES = frozenset(
    "ambassador analyst chair chairman chief commissioner company corp corporation correspondent council counsel deputy"
    " director editor executive foreign foundation general governor group head inc institute judge justice leader"
    " limited llc ltd manager mayor member minister ministry news office officer party post president press prime"
    " professor reporter representative secretary senator speaker spokesman spokesperson spokeswoman times treasurer"
    " university vice".split()
)
"""Words of offices and firms: what holds one behind a comma says who somebody is."""
_MOST_WORDS = 5  # of a person's name

IsKnown = Callable[[str], bool]
"""Tells whether a text is another name of the taxonomy."""


def several_names(text: str, taxonomy: Taxonomy, is_known: IsKnown) -> tuple[str, ...]:
    """Return the names that a text seems to be, or none where it may well be one."""
    if len(text) > _MOST_CHARS or not _ANY.search(text) or taxonomy.name == "sources":  # an article has one source
        return ()
    if _SEPARATOR.search(text):
        parts = _stripped(_SEPARATOR.split(text))
        return parts if len(parts) > 1 else ()
    if taxonomy.name == "people":
        return _people(text, is_known)
    return _subjects(text, taxonomy.name == "topics", is_known) if _COMMA.search(text) else ()


def _people(text: str, is_known: IsKnown) -> tuple[str, ...]:
    by_commas = _with_what_is_behind(_stripped(_COMMA.split(text)))
    parts = tuple(name for part in by_commas for name in _AND.split(part))
    known, full = [*map(is_known, parts)], [*map(_is_full_name, parts)]
    if len(parts) < 2:
        return ()
    if len(by_commas) == 1:  # an "and" alone may be that of a couple or a firm
        seems = all(map(max, known, full))
    elif len(parts) == 2:  # a comma alone may part a family name from the others
        seems = any(known) or (all(full) and not is_known(f"{parts[1]} {parts[0]}"))
    else:
        seems = any(known) or sum(full) > 1 or all(map(_is_like_name, parts))
    return parts if seems else ()


def _subjects(text: str, are_topics: bool, is_known: IsKnown) -> tuple[str, ...]:
    """Return the names of topics and the like; what ends in "x and y" is more often one than several."""
    by_commas = _stripped(_COMMA.split(text))
    parts = tuple(name for part in by_commas for name in _AND.split(part))
    known = sum(map(is_known, parts))
    if not are_topics:  # organisations and places are named with what they are part of
        seems = known == len(parts)
    elif _AND.search(text):
        seems = known > 1 or (_COMMA_AND.search(text) is not None and all(map(_is_plain_tag, parts)))
    elif len(parts) == 2:
        seems = known > 0 or all(map(_is_plain_tag, parts))
    else:
        seems = len(parts) > 2
    return parts if seems and len(parts) > 1 else ()


def _is_plain_tag(part: str) -> bool:
    return part.islower() and " " not in part


def _stripped(parts: Iterable[str]) -> tuple[str, ...]:
    """Return parts without white space and without an "and" in front; none that is empty."""
    bare = (part.strip() for part in parts)
    return tuple(part[match.end() :] if (match := _FIRST_AND.match(part)) else part for part in bare if part)


def _with_what_is_behind(parts: Iterable[str]) -> tuple[str, ...]:
    """Return parts, each name with the letters, titles and offices that stand behind it."""
    found: list[str] = []
    for part in parts:
        if found and (_BEHIND.fullmatch(part) or _says_who(part)):
            found[-1] += f", {part}"
        else:
            found.append(part)
    return tuple(found)


def _says_who(part: str) -> bool:
    """Tell whether a text says who somebody is, and names nobody."""
    words = part.lower().split()
    return not _OF_OFFICES.isdisjoint(words) or "of" in words


def _is_full_name(part: str) -> bool:
    """Tell whether a text looks like the whole name of a person: some words with capitals, or of a script without."""
    words = part.partition(",")[0].split()
    return (len(words) > 1 or not (part.isascii() or part != part.swapcase())) and _is_like_name(part)


def _is_like_name(part: str) -> bool:
    words = part.partition(",")[0].split()
    is_one = all(word in _PARTICLES or not word[0].islower() or any(map(str.isupper, word)) for word in words)
    return is_one and len(words) <= _MOST_WORDS and not any(map(str.isdigit, part))
