"""Names of topics, sources and other things: when two spellings look like one of them."""

import re
from collections.abc import Container, Iterator
from itertools import takewhile

from msgspec import Struct

from gazette.collection.likeness.slips import (
    Least,
    Likeness,
    differing,
    neighbours,
    plain,
    slip,
    without_numbers,
    words_of,
)

_CONFUSABLE = frozenset(
    "adaption adoption casualty causality conservation conversation immigration interstate intrastate marital martial"
    " mediation meditation persecution prosecution statue statute".split()
)
"""Words that are one slip apart and two words."""
_NO_PLURALS = frozenset("arms customs glasses goods means news works".split())
_PLURALS = (
    (re.compile("(?<=[a-z]{2})ies$"), "y"),
    (re.compile("(?<=ss|ch|sh|zz)es$|(?<=x)es$|(?<![suic])s$"), ""),
)
_BRITISH = (
    (re.compile("isation"), "ization"),
    (re.compile("(?<=[a-z]{3})is(?=(e|ed|ing)$)"), "iz"),
    (re.compile("(?<=[a-z]{2})our"), "or"),
    (re.compile("(?<=[a-z])tre$"), "ter"),
    (re.compile("(?<=[ef]f)ence"), "ense"),
    (re.compile("ogramme"), "ogram"),
)
_ENDINGS = frozenset(
    "|a|al|an|ance|ancy|ant|ar|ary|ate|ated|e|ed|ee|ence|ency|ent|er|ers|es|ese|eur|ful|i|ial|ian|ic|ical|ics|ing|ion|ions"
    "|ious|ise|ised|ish|ism|ist|ists|ity|ive|ize|ized|ly|ment|or|ors|ory|ous|s|ship|ure|y".split("|")
)
"""What makes another word of a stem, so that it is not the same one misspelt."""
_ADDRESS = re.compile(r"^www\.|\.(com|net|org)$", re.IGNORECASE)
_LEAST = Least(swapped=6, lost=8, vowel=8, consonant=9, two=13)
_ABBREVIATION = 2  # letters
_LONGEST = 30
"""Longer words are compared as wholes only: their slips would be many."""


class Subject(Struct, frozen=True, kw_only=True):
    """A name taken apart."""

    words: tuple[str, ...]  # in plain letters, without "the"
    forms: tuple[str, ...]  # in the singular where that may be, and as Americans spell them
    numbers: tuple[str, ...]


def read_topic(name: str) -> tuple[Subject, ...]:
    """Return the name of a topic taken apart, or nothing where nothing can be said of it."""
    return _read(name, has_plurals=True)


def read_source(name: str) -> tuple[Subject, ...]:
    """Return the name of a source taken apart, or nothing. Time and The Times are two, reuters.com is Reuters."""
    return _read(_ADDRESS.sub("", name), has_plurals=False)


def subject_keys(subject: Subject) -> Iterator[str]:
    """Yield keys, of which any two names have one in common that may look like one."""
    yield "".join(subject.forms)
    yield " ".join(sorted(subject.forms))
    for number, form in enumerate(subject.forms):
        if _LEAST.swapped <= len(form) <= _LONGEST:
            others = " ".join(sorted((*subject.forms[:number], *subject.forms[number + 1 :])))
            yield from (f"{others} {rest}" for rest in neighbours(form))


def subject_likeness(one: Subject, other: Subject, common: Container[str]) -> Likeness | None:
    """Return how like two names are, or None where they are names of two things."""
    if one.numbers != other.numbers:
        return None
    if "".join(one.words) == "".join(other.words):
        is_word = sum(map(len, one.words)) > _ABBREVIATION  # of C and C++ the signs tell what is meant
        return Likeness(0.99, "only signs, spaces or an article differ") if is_word else None
    if "".join(one.forms) == "".join(other.forms):
        return Likeness(0.96, "only the plural or American and British spelling differ")
    mine, theirs = differing(one.forms, other.forms)
    if not mine and not theirs:  # of two words the order tells which is meant: trade law, a law trade
        return Likeness(0.93, "the words stand in another order") if len(one.forms) > 2 else None
    if len(mine) == len(theirs) == 1:
        return _one_word(one, mine[0], other, theirs[0], common)
    return None


def _one_word(one: Subject, here: int, other: Subject, there: int, common: Container[str]) -> Likeness | None:
    form, other_form = one.forms[here], other.forms[there]
    if all(word in common or word in _CONFUSABLE for word in (one.words[here], other.words[there])):
        return None
    if form + "s" == other_form or other_form + "s" == form:
        return None  # no plural of the other, or it would have the same form: economics, The Times
    if _are_of_one_stem(form, other_form):
        return None
    return slip(form, other_form, _LEAST)


def _are_of_one_stem(one: str, other: str) -> bool:
    """Tell whether words differ as two that are made of a third: capitalism and capitalist, oligarch and oligarchy."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return any({one[cut:], other[cut:]} <= _ENDINGS for cut in range(max(3, same - 3), same + 1))


def _read(name: str, *, has_plurals: bool) -> tuple[Subject, ...]:
    found, numbers = without_numbers(words_of(name.replace("&", " and ")))
    words = [word for word in map(plain, found) if word]
    words = [word for word in words if word != "the"] or words
    if not words:
        return ()
    return (Subject(words=tuple(words), forms=tuple(_form(word, has_plurals) for word in words), numbers=numbers),)


def _form(word: str, has_plurals: bool) -> str:
    for pattern, instead in _BRITISH:
        word = pattern.sub(instead, word)
    if has_plurals and word not in _NO_PLURALS and len(word) > 3:
        for pattern, instead in _PLURALS:
            if pattern.search(word):
                return pattern.sub(instead, word)
    return word
