"""Personal names: when two spellings look like one person, and when they are two people with like names."""

from collections.abc import Container, Iterator

from msgspec import Struct

from gazette.collection.likeness.known_names import DIFFERENT, FORMS
from gazette.collection.likeness.slips import (
    VOWELS,
    Least,
    Likeness,
    differing,
    neighbours,
    plain,
    slip,
    sound,
    without_numbers,
    words_of,
)

_PARTICLES = "ad al ar as ash bin da das de del della den der di do dos du e el ibn la le ter ul van von y zu zum zur"
_PARTICLE = {word: word for word in _PARTICLES.split()} | {"el": "al", "ibn": "bin"}
"""How each is written, for comparison."""
_TITLES = frozenset("dame dr hon lady lord miss mr mrs ms prof professor sir".split())
_DEGREES = frozenset("esq llm ma mba md mp msc phd".split())
_GENERATIONS = {"jr": "jr", "junior": "jr", "filho": "jr", "sr": "sr", "senior": "sr"}
_PATRONYMICS = ("vich", "vych", "ovna", "evna", "ivna", "ichna", "oglu", "oghlu", "qizi", "gizi", "kyzy")
_LONGEST = 30
"""Longer words are compared as wholes only: their slips would be many."""
_GIVEN = Least(swapped=5, lost=5, vowel=6, consonant=8, two=99)
_BESIDE_COMMON = Least(swapped=4, lost=4, vowel=5, consonant=6, two=9)
_FAMILY = Least(swapped=5, lost=5, vowel=6, consonant=8, two=9)


class Person(Struct, frozen=True, kw_only=True):
    """A personal name taken apart, given names first; an initial ends in a full stop."""

    words: tuple[str, ...]  # in plain letters, without titles and particles
    forms: tuple[str, ...]  # how they sound; the same for all forms of a name, such as Volodymyr and Vladimir
    written: str  # all letters, particles too
    heard: str  # how all words sound
    particles: tuple[str, ...]
    marks: tuple[str, ...]  # numbers and generations


def read_person(name: str) -> Person | None:
    """Return a personal name taken apart, or None where nothing can be said of it."""
    found, numbers = without_numbers(words_of(_given_first(name)))
    all_words = [_initial_or_word(word) for word in found if plain(word)]
    named = [word for word in all_words if _bare(word) not in _GENERATIONS]
    untitled = [word for word in named if _bare(word) not in _TITLES]
    named = untitled if len(untitled) > 1 else named
    if not named:
        return None
    words = (*(word for word in named[:-1] if not _is_particle(word, named)), named[-1])
    return Person(
        words=words,
        forms=tuple(map(_form, words)),
        written="".join(_PARTICLE.get(word, word) for word in named),
        heard="".join(sound(_PARTICLE.get(word, word)) for word in named),
        particles=tuple(_PARTICLE[word] for word in named[:-1] if _is_particle(word, named)),
        marks=(*numbers, *(_GENERATIONS[_bare(word)] for word in all_words if _bare(word) in _GENERATIONS)),
    )


def person_keys(person: Person) -> Iterator[str]:
    """Yield keys, of which any two people have one in common who may look like one."""
    yield "".join(sorted(person.forms))
    yield f"={person.heard}"
    for number, word in enumerate(person.words):
        others = " ".join(sorted((*person.forms[:number], *person.forms[number + 1 :])))
        heard = sound(word)
        if not _is_initial(word) and 4 <= len(word) <= _LONGEST:
            yield from (f"{others} {rest}" for rest in (*neighbours(heard), *neighbours(word)))
        if len(heard) >= _FAMILY.two - 1:
            yield from (f"{others} {heard[:4]}…", f"{others} …{heard[-4:]}")


def person_likeness(one: Person, other: Person, common: Container[str]) -> Likeness | None:
    """Return how like two whole names are, or None where they are two people's."""
    if one.marks != other.marks:
        return None
    if one.written == other.written:
        return Likeness(0.99, "only marks, signs, spaces, a title or the family name first tell them apart")
    if one.heard == other.heard:
        return Likeness(0.97, "they are two ways to write the same sounds")
    mine, theirs = differing(one.forms, other.forms)
    if not mine and not theirs:
        return _same_words(one, other)
    if len(mine) != 1 or mine != theirs:
        return None
    (place,) = mine
    is_family = place + 1 in (len(one.words), len(other.words))
    return _one_word(one.words[place], other.words[place], common, is_family=is_family)


def whole_keys(person: Person) -> Iterator[str]:
    """Yield what shorter forms of a name have as their key: the family name with the first name, or its initial."""
    if len(person.words) > 1 and not _is_initial(person.words[0]):
        firsts = (person.forms[0], _letter(person.words[0]), _letter(person.forms[0]))
        yield from dict.fromkeys(f"{person.forms[-1]}, {first}" for first in firsts)


def short_key(person: Person) -> str:
    """Return the key under which a name that may be shortened looks for the whole one, or ""."""
    has_initials = any(map(_is_initial, person.words))
    if len(person.words) == 1 or (len(person.words) > 2 and not has_initials):
        return ""
    first = _letter(person.words[0]) if _is_initial(person.words[0]) else person.forms[0]
    return f"{person.forms[-1]}, {first}"


def abbreviation(short: Person, whole: Person) -> Likeness | None:
    """Return how likely a name is another one shortened: by initials, or without a middle name or patronymic."""
    if short.marks != whole.marks or short.forms == whole.forms or short.forms[-1] != whole.forms[-1]:
        return None
    if len(short.words) == len(whole.words):
        fits = all(_stands_for(short, whole, place) for place in range(len(short.words) - 1))
        return Likeness(0.85, "initials may stand for names") if fits else None
    if len(short.words) > 2 or len(whole.words) < 3 or not _stands_for(short, whole, 0):
        return None
    middle = whole.words[1:-1]
    if all(word.endswith(_PATRONYMICS) for word in middle):
        return Likeness(0.84, "one has a patronymic")
    if all(map(_is_initial, middle)):
        return Likeness(0.8, "one has a middle initial")
    is_long = min(len(short.forms[0]), len(short.forms[-1])) >= 3
    return Likeness(0.7, "one has a middle name") if is_long else None


def _given_first(name: str) -> str:
    """Return `Ada Byron` for `Byron, Ada`, and for `Ada Byron, PhD`."""
    before, _, after = name.partition(",")
    return before if plain(after) in _DEGREES else f"{after} {before}"


def _initial_or_word(word: str) -> str:
    letters = plain(word)
    is_initial = len(letters) == 1 or (word.endswith(".") and len(letters) <= 2)
    return f"{letters}." if is_initial and letters not in _TITLES | _GENERATIONS.keys() else letters


def _is_initial(word: str) -> bool:
    return word.endswith(".")


def _bare(word: str) -> str:
    return word.rstrip(".")


def _is_particle(word: str, named: list[str]) -> bool:
    """Tell whether a word is a particle; the first of a name never is (Le Duc Tho, Al Gore)."""
    return word in _PARTICLE and word != named[0]


def _form(word: str) -> str:
    heard = sound(_bare(word))
    return f"{heard}." if _is_initial(word) else FORMS.get(word) or FORMS.get(heard, heard)


def _letter(word: str) -> str:
    """Return a word's initial, the same for letters that sound alike (Yuri, Juri, Iurii)."""
    return f"{sound(word[0])[0]}."


def _stands_for(short: Person, whole: Person, place: int) -> bool:
    """Tell whether a word of a name is a word of another, or its initial."""
    word, other = short.words[place], whole.words[place]
    letters = _bare(word)
    begins = other.startswith(letters) or whole.forms[place].startswith(sound(letters))
    return short.forms[place] == whole.forms[place] or (_is_initial(word) and begins)


def _same_words(one: Person, other: Person) -> Likeness:
    """Return why names are alike that have the same words but for their order, their particles and forms."""
    if one.forms != other.forms:
        return Likeness(0.95, "the words stand in another order")
    if one.particles != other.particles:
        return Likeness(0.9, "a particle differs")
    return Likeness(0.93, "they are two forms of the same names")


def _one_word(word: str, other: str, common: Container[str], *, is_family: bool) -> Likeness | None:
    if _is_initial(word) or _is_initial(other) or _are_of_two_sexes(word, other, is_family=is_family):
        return None
    if all(name in common or name in DIFFERENT for name in (word, other)):
        return None
    usual = _FAMILY if is_family else _GIVEN
    least = _BESIDE_COMMON if word in common or other in common else usual
    return slip(word, other, least) or slip(sound(word), sound(other), least)


def _are_of_two_sexes(word: str, other: str, *, is_family: bool) -> bool:
    """Tell whether names differ as a man's and a woman's do: Daniel and Daniela, Petrov and Petrova."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) == len(longer):
        return shorter[:-1] == longer[:-1] and {shorter[-1], longer[-1]} <= VOWELS
    return longer[:-1] == shorter and longer[-1] in ("a" if is_family else VOWELS)
