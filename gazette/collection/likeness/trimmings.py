"""What stands around a personal name: titles before it, letters after it, nicknames and maiden names within it."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from gazette.collection.likeness.known_trimmings import (
    BORN,
    DESCRIBES,
    GENERATIONS,
    LETTERS,
    MIXED,
    NUMERALS,
    ROLES,
    SEXES,
    TITLES,
    TITLES_IN_SHORT,
)
from gazette.collection.likeness.slips import LONGEST, plain, without_numbers, words_of

_TRIMMINGS = TITLES | LETTERS | GENERATIONS.keys() | BORN
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_MOST = 40
"""So many letters a nickname has at most."""
_QUOTED = re.compile(
    rf"""(?<![^\s,])(?:["“”„‟«»‹›「『(\[]+(?P<any>[^"“”„‟«»‹›「『」』()\[\]]{{1,{_MOST}}})["“”„‟«»‹›」』)\]]+"""
    rf"""|(?<=\s)(?:''|``|['‘’‚‛`´])(?P<word>[^\s"“”'‘’`´]{{1,{_MOST}}})(?:''|['‘’`´]))(?=[\s,.]|$)"""
)
"""A nickname in marks of any kind; single ones hold one word only, since they are letters of names too (‘Ali Rafi‘)."""
_BRACKETS = "([「『"
_ABBREVIATION = re.compile(r"(?:[A-Z]\.?){2,6}(?:[-–/][A-Z]{1,3})?|[A-Z][-–/][A-Z][A-Za-z]{1,8}\.?")
"""An employer, a party, a party and its state: DOJ, D-CA, R–Texas."""
_NICK_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-Z]{2}|A[BCDGHKMPRT]|[A-Z]J")


class Trimmed(Struct, frozen=True, kw_only=True):
    """A name without what stands around it, and what that says."""

    readings: tuple[tuple[str, ...], ...]  # in words as they are written: the name, by nickname, by maiden name
    is_titled: bool  # a title and one word: Senator Smith
    marks: tuple[str, ...]  # numbers, and what somebody wrote to tell namesakes apart
    generation: str  # jr, sr or a numeral
    hints: tuple[str, ...]  # sex, nickname, party or employer; "" where a name does not tell


class _Inner(Struct, frozen=True):
    """What stands in quotation marks or brackets."""

    words: tuple[str, ...]
    after: tuple[str, ...]  # the words of the name behind it
    kind: str  # "nickname", "maiden", "letters", "belongs" or "mark"


class _Afterthoughts(Struct, frozen=True):
    """What stands behind commas."""

    name: str  # what is left, given names first
    belongs: str
    generation: str


def trim(name: str) -> Trimmed | None:
    """Return a name and what stands around it, or None where nothing can be said of it."""
    if len(name) > LONGEST:
        return None
    name = unicodedata.normalize("NFC", name)
    if _WORDS.fullmatch(name) and (words := words_of(name)) and _are_untrimmed(words):
        return Trimmed(readings=(words,), is_titled=False, marks=(), generation="", hints=("", "", ""))
    rest, inners = _without_inners(name)
    behind = _without_afterthoughts(rest)
    words, maiden = _without_maiden(words_of(behind.name))
    words, numbers = without_numbers(_without_letters(words, is_upper=behind.name.isupper()))
    words, generation = _without_generation(words)
    if len(words) > 1 and numbers and numbers[-1] in NUMERALS:
        numbers, generation = numbers[:-1], numbers[-1]
    named, sex = _without_titles(words)
    if not any(map(plain, named)):
        return None
    belongs = next((plain("".join(inner.words)) for inner in inners if inner.kind == "belongs"), behind.belongs)
    called = next((plain("".join(inner.words)) for inner in inners if inner.kind == "nickname"), "")
    return Trimmed(
        readings=tuple(dict.fromkeys(_readings(named, inners, maiden))),
        is_titled=len(named) == 2 and plain(named[0]) in TITLES,
        marks=(*numbers, *(plain("".join(inner.words)) for inner in inners if inner.kind == "mark")),
        generation=behind.generation or generation,
        hints=(sex, called, belongs),
    )


def _are_untrimmed(words: tuple[str, ...]) -> bool:
    """Tell whether nothing stands around a name; so it is with most, and the rest is dear."""
    return _TRIMMINGS.isdisjoint(map(plain, words)) and not words[-1].isupper()


def _readings(named: tuple[str, ...], inners: tuple[_Inner, ...], maiden: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a person is called: William Example, Bill Example; Jane Doe, Jane Smith."""
    yield named
    for inner in inners:
        if inner.kind == "nickname":
            yield (*inner.words, *(tuple(word for word in inner.after if word in named) or named[-1:]))
    maiden = next((inner.words[1:] for inner in inners if inner.kind == "maiden"), maiden)
    if maiden and len(named) > 1:
        yield (*named[:-1], *maiden)


def _without_inners(name: str) -> tuple[str, tuple[_Inner, ...]]:
    """Return a name without what stands in quotation marks or brackets, and that; what begins a name is part of it."""
    found = [match for match in _QUOTED.finditer(name) if plain(name[: match.start()])][:3]
    for match in reversed(found):
        name = f"{name[: match.start()]} {name[match.end() :]}"
    return name, tuple(_read_inner(match) for match in found)


def _read_inner(match: re.Match[str]) -> _Inner:
    text, after = match["any"] or match["word"], match.string[match.end() :].partition(",")[0]
    words = words_of(text)
    return _Inner(words, words_of(after), _kind(text, words, match[0]))


def _kind(text: str, words: tuple[str, ...], whole: str) -> str:
    if words and plain(words[0]) in BORN:
        return "maiden"
    in_brackets = whole[0] in _BRACKETS and whole[1].isalnum()
    if in_brackets and (_is_letters(text) or all(plain(word) in TITLES for word in words)):
        return "letters"
    if in_brackets and _ABBREVIATION.fullmatch(text.strip()):
        return "belongs"
    is_nick = 1 <= len(words) <= 3 and not any(map(str.isdigit, text))
    return "nickname" if is_nick and (not in_brackets or words[0][0].isupper()) else "mark"


def _without_afterthoughts(name: str) -> _Afterthoughts:
    """Return `Ada Byron` for `Byron, Ada` and for `Ada Byron, PhD`, with what stood behind commas."""
    first, *parts = (part.strip() for part in name.split(","))
    belongs, generation, given = "", "", ""
    is_whole, is_upper = len(first.split()) > 1, name.isupper()
    for part in parts:
        letters = plain(part)
        if letters in GENERATIONS or part in NUMERALS:
            generation = GENERATIONS.get(letters, part)
        elif is_whole and (_is_description(part) or (_ABBREVIATION.fullmatch(part) and not is_upper)):
            belongs = "" if _is_letters(part) or letters in LETTERS else letters
        elif not _is_letters(part) and not (is_whole and letters in LETTERS):
            given = f"{given} {part}"
    return _Afterthoughts(f"{given} {first}", belongs, generation)


def _is_letters(text: str) -> bool:
    """Tell whether a text is nothing but what is written after names: KC MP, Ph.D."""
    words = [word.replace(".", "") for word in text.split()]
    return bool(words) and all(word in MIXED or (word.isupper() and word.lower() in LETTERS) for word in words)


def _is_description(part: str) -> bool:
    words = [word.strip(".") for word in part.lower().split()]
    return len(words) > 1 and (not DESCRIBES.isdisjoint(words) or all(word in TITLES | ROLES for word in words))


def _without_maiden(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a name's words before née, and those after it."""
    places = [place for place, word in enumerate(words) if 1 < place < len(words) - 1 and plain(word) in BORN]
    return (words[: places[0]], words[places[0] + 1 :]) if places else (words, ())


def _without_letters(words: tuple[str, ...], *, is_upper: bool) -> tuple[str, ...]:
    """Return words without the letters after them: KC, S.C., PhD. Two words are left; Yo-Yo Ma is no master of arts."""
    while len(words) > 2 and not is_upper:
        last = words[-1].strip(".")
        if last in MIXED or (len(last) > 1 and last.isupper() and last.lower() in LETTERS):
            words = words[:-1]
        elif (number := _dotted(words)) and len(words) - number > 1:
            words = words[: len(words) - number]
        else:
            break
    return words


def _dotted(words: tuple[str, ...]) -> int:
    """Return how many words at the end are letters after a name with full stops between them, such as Ph. D."""
    for number in (2, 3):
        last = [word.rstrip(".") for word in words[-number:]]
        has_stops = all(word.endswith(".") for word in words[-number:-1])
        if has_stops and "".join(last).lower() in LETTERS and all(len(word) <= 2 for word in last):
            return number
    return 0


def _without_generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    named = tuple(word for word in words if word != "the" and plain(word) not in GENERATIONS)  # Pitt the Elder
    found = [GENERATIONS[plain(word)] for word in words if plain(word) in GENERATIONS]
    return (named, found[-1]) if named and found else (words, "")


def _without_titles(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return words without titles, where two are left, and the sex that they tell of."""
    sexes = [SEXES[plain(word)] for word in words if plain(word) in SEXES]
    named = words
    while len(named) > 1 and (plain(named[0]) in TITLES or (named[0] == "The" and plain(named[1]) in TITLES)):
        named = named[1:]
    if named[:2] == ("Tan", "Sri"):
        named = named[2:]
    is_whole = sum(len(plain(word)) > 0 for word in named) > 1
    if not is_whole and len(words) > 1:
        named = (TITLES_IN_SHORT.get(plain(words[0]), words[0]), *words[1:])
    return named, (sexes[0] if sexes and is_whole else "")


def initials_of(word: str) -> tuple[str, ...]:
    """Return J. D. for JD, and any other word as it is."""
    return tuple(f"{letter}." for letter in word) if _NICK_INITIALS.fullmatch(word) and word != "NG" else (word,)
