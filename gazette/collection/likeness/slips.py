"""Spellings of a word: what transliterations and slips of the pen make of it, and what makes it another word."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from gazette.slugs import ascii_fold

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "MODIFIER")
"""How Unicode names the letters of scripts that write vowels."""
_WORD = re.compile(r"[^\W_]+\.?")
_APOSTROPHES = re.compile("['’‘ʼʻʹʺ`´]")
LONGEST = 120
_ONE_SOUND = {
    "s": "shch schtsch sch sh sz ts tz zh z",
    "k": "tsch tch ch cz ck qu c q",
    "i": "dzh dj j y ee",
    "h": "kh",
    "u": "ou oo ue",
    "a": "ae aa",
    "o": "oe",
    "g": "gh",
    "d": "dh",
    "t": "th",
    "b": "bh",
    "f": "ph",
    "v": "w",
    "ks": "x",
}
_SOUNDS = {letters: sound for sound, all_letters in _ONE_SOUND.items() for letters in all_letters.split()}
_LETTERS = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_ENDINGS = (
    (re.compile("^ie"), "e"),  # Yekaterina
    (re.compile("ah$"), "a"),
    (re.compile("(?<=[oe])f$"), "v"),  # Romanoff
    (re.compile("enka$"), "enko"),  # as Belarusian has it
)
VOWELS = frozenset("aeiouy")
_NO_VOWELS = str.maketrans(dict.fromkeys(VOWELS))
_NUMERAL = re.compile("[IVX]+")


class Least(Struct, frozen=True, kw_only=True):
    """How many letters words must have at least that differ by one slip, or by two."""

    swapped: int
    lost: int
    vowel: int
    consonant: int  # one for another: that mostly makes another name
    two: int


class Likeness(Struct, frozen=True):
    """How sure it is that two spellings are of one name, from 0 to 1, and why, in words."""

    degree: float
    why: str


def words_of(name: str) -> tuple[str, ...]:
    """Return a name's words without marks, apostrophes and hyphens, in the case and script that they are in.

    A word keeps the full stop of an abbreviation. A name that is longer than any, or in a script that writes no
    vowels, or no letters, has no words: romanised, they would be like too many others.
    """
    if len(name) > LONGEST:
        return ()
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFC", name))
    if not plain.isascii() and not all(map(_is_alphabetic, plain)):
        return ()
    return tuple(_WORD.findall(plain))


@cache
def plain(word: str) -> str:
    """Return a word in lower-case ASCII letters and digits. Azerbaijani ə is an a, as most others write it."""
    return "".join(re.findall("[a-z0-9]+", ascii_fold(word.replace("ə", "a").replace("Ə", "A"))))


@cache
def sound(word: str) -> str:
    """Return what is the same in a plain word however it was transliterated: yy, y, j and i, kh and h, sh and s."""
    letters = _LETTERS.sub(lambda found: _SOUNDS[found[0]], word)
    once = re.sub(r"([a-z])\1+", r"\1", letters)
    for pattern, instead in _ENDINGS:
        once = pattern.sub(instead, once)
    return once


@cache
def consonants(heard: str) -> str:
    """Return a sound without its vowels: transliterations differ in these most."""
    return heard.translate(_NO_VOWELS)


def without_numbers(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return words without numbers, and the numbers: digits anywhere, and a Roman numeral at the end.

    Names whose numbers differ are never alike.
    """
    numeral = words[-1:] if len(words) > 1 and _NUMERAL.fullmatch(words[-1]) else ()
    rest = words[: len(words) - len(numeral)]
    numbers = (*re.findall(r"\d+", " ".join(rest)), *numeral)
    return tuple(word for word in rest if not word.strip(".").isdigit()), numbers


def differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return where the words stand that each of two names has and the other has not."""
    return _without(one, other), _without(other, one)


def neighbours(word: str) -> tuple[str, ...]:
    """Return a word, and each word that it becomes by the loss of one letter.

    Any two words that are one slip apart have one of these in common.
    """
    return word, *(word[:n] + word[n + 1 :] for n in range(len(word)))


def slip(one: str, other: str, least: Least) -> Likeness | None:
    """Return how like two different plain words are that may be one, misspelt; None where they are two words."""
    from rapidfuzz.distance import OSA

    if one[0] != other[0]:
        return None
    shorter, longer = sorted((one, other), key=len)
    letters = OSA.distance(one, other, score_cutoff=2)
    if letters == 1 and len(shorter) >= _least(shorter, longer, least):
        why = "two letters change places" if sorted(one) == sorted(other) else "one letter differs"
        return Likeness(0.9 - 0.6 / len(longer), why)
    if letters == 2 and len(shorter) >= least.two:
        return Likeness(0.8 - 0.8 / len(longer), "two letters differ")
    return None


def are_near(one: str, other: str) -> bool:
    """Tell whether plain words that sound alike may be one: at most half of the letters differ, of a short word one."""
    from rapidfuzz.distance import OSA

    longer = max(len(one), len(other))
    return OSA.distance(one, other) <= max(1, longer // 2 if longer > 4 else 1)


def _least(shorter: str, longer: str, least: Least) -> int:
    if len(shorter) != len(longer):
        return least.lost
    if sorted(shorter) == sorted(longer):
        return least.swapped
    here, there = next((here, there) for here, there in zip(shorter, longer, strict=True) if here != there)
    return least.vowel if {here, there} <= VOWELS else least.consonant


def _without(words: Sequence[str], others: Sequence[str]) -> list[int]:
    left = list(others)
    positions = []
    for position, word in enumerate(words):
        if word in left:
            left.remove(word)
        else:
            positions.append(position)
    return positions


@cache
def _is_alphabetic(char: str) -> bool:
    return char.isascii() or not char.isalpha() or unicodedata.name(char, "").startswith(_ALPHABETS)
