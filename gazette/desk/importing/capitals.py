"""Capitalized words that stand together, which is what names look like."""

import re
from collections.abc import Iterator

from msgspec import Struct

from gazette.desk.importing.rules import is_a

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
"""A pattern of a capital letter, or one of a script that has none; a few small letters of rarer marks pass too."""
_REACH = 60
_MOST_WORDS = 8  # in a name
_LETTERS = "(?:[^\\W\\d_][\\u0300-\\u036f]*)+"  # some with marks that no one character has
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼʻ‑-]{_LETTERS})*")
_POSSESSIVE = re.compile(r"['’]s$")
_OF_SEVERAL = re.compile(r"s['’] ")
_SPACE = re.compile(r"[ \n\u00a0]")
_AFTER_INITIAL = re.compile(r"\.[ \n\u00a0]?|-")
_NOT_PLAIN = ("offices", "ranks", "honorifics", "common", "places")


class Word(Struct, frozen=True, kw_only=True):
    """A word and where it stands in its paragraph; `is_owner` where it ends in 's, which is left out."""

    text: str
    start: int
    end: int
    is_owner: bool = False

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def is_initial(self) -> bool:
        """Whether it may stand for a name, or a form of address, before a full stop."""
        return self.is_capitalized and (len(self.text) <= 2 or is_a("honorifics", self.text))


Words = tuple[Word, ...]


def text_before(text: str, start: int) -> str:
    """Return the few words before a place in a paragraph: to look at all of it for every name takes too long."""
    return text[max(0, start - _REACH) : start]


def words_of(text: str) -> Words:
    """Return the words of a paragraph."""
    return tuple(map(_word, _WORD.finditer(text)))


def name_runs(text: str, words: Words) -> Iterator[Words]:
    """Yield the words that may be a name: two or more that stand together and are of no other known kind."""
    for run in _capitalized_runs(text, words):
        if not _OF_SEVERAL.match(text, run[-1].end - 1):  # the guild in: the Oil Makers' Guild
            yield from _plain_parts(run)


def kind_of(word: Word) -> str:
    """Return the list that a capitalized word is in, or ""."""
    return next((kind for kind in _NOT_PLAIN if is_a(kind, word.text)), "")


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    bare = _POSSESSIVE.sub("", text)
    return Word(text=bare or text, start=match.start(), end=match.end(), is_owner=bare != text)


def _capitalized_runs(text: str, words: Words) -> Iterator[Words]:
    """Yield capitalized words that stand together, with the particles between them."""
    run: list[Word] = []
    for word in words:
        is_joined = bool(run) and _are_joined(run[-1], word, text)
        if run and not is_joined:
            yield _without_particles(run)
            run = []
        if word.is_capitalized or (run and is_a("particles", word.text)):
            run.append(word)
        elif run:
            yield _without_particles(run)
            run = []
    if run:
        yield _without_particles(run)


def _are_joined(word: Word, following: Word, text: str) -> bool:
    gap = text[word.end : following.start]
    if word.is_owner:
        return False
    return bool(_SPACE.fullmatch(gap) or (word.is_initial and _AFTER_INITIAL.fullmatch(gap)))


def _without_particles(run: list[Word]) -> Words:
    """Return a run without the small words at its end."""
    end = len(run)
    while end and not run[end - 1].is_capitalized:
        end -= 1
    return tuple(run[:end])


def _plain_parts(run: Words) -> Iterator[Words]:
    """Yield the parts of a run that lie between words of a known kind, if they have two words at least.

    A word of a known kind that ends the run is a family name where a given name stands before it.
    """
    part: list[Word] = []
    for position, word in enumerate(run):
        is_family_name = len(part) == 1 and position == len(run) - 1 and is_a("given_names", part[0].text)
        is_opener = not part and is_a("openers", word.text)
        is_occupation = is_a("occupations", word.text) and position < len(run) - (1 if not part else 2)
        if (kind_of(word) and not is_family_name) or is_opener or is_occupation:
            yield from _long_enough(part)
            part = []
        elif part or word.is_capitalized:
            part.append(word)
    yield from _long_enough(part)


def _long_enough(part: list[Word]) -> Iterator[Words]:
    plain = _without_particles(part)
    has_letters = any(len(word.text) > 2 for word in plain)
    is_shouted = all(word.text.isupper() for word in plain)
    is_long = len(plain) > _MOST_WORDS
    if sum(word.is_capitalized for word in plain) > 1 and has_letters and not is_shouted and not is_long:
        yield plain
