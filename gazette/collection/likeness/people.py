"""Personal names: when two spellings look like one person, and when they are two people with like names."""

from collections.abc import Container, Iterator

from msgspec import Struct

from gazette.collection.likeness.known_names import DIFFERENT, FORMS
from gazette.collection.likeness.known_trimmings import TITLES
from gazette.collection.likeness.slips import (
    VOWELS,
    Least,
    Likeness,
    are_near,
    consonants,
    differing,
    neighbours,
    plain,
    slip,
    sound,
)
from gazette.collection.likeness.trimmings import Trimmed, initials_of, trim

_PARTICLES = "ad al ar as ash bin da das de del della den der di do dos du e el ibn la le ter ul van von y zu zum zur"
_PARTICLE = {word: word for word in _PARTICLES.split()} | {"el": "al", "ibn": "bin"}
"""How each is written, for comparison."""
_FORMS = frozenset(FORMS.values())
_LONGEST = 30
"""Longer words are compared as wholes only: their slips would be many."""
_VOWELLED = 5
"""Letters of each word of names that only vowels tell apart."""
_TRIMMINGS = "only marks, signs, spaces, titles, letters after a name or the family name first tell them apart"
_SECOND = "one has the nickname or the maiden name that the other goes by"
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
    is_titled: bool = False  # a title and one word: Senator Smith
    is_second: bool = False  # another way to call the person: by nickname or maiden name
    marks: tuple[str, ...] = ()  # of one person they are the same
    generation: str = ""  # jr, sr or a numeral
    hints: tuple[str, ...] = ()  # of one person none contradicts another; "" where a name does not tell


def read_person(name: str) -> tuple[Person, ...]:
    """Return a personal name taken apart, in each way in which the person is called; none if nothing can be said."""
    trimmed = trim(name)
    if trimmed is None:
        return ()
    readings = enumerate(trimmed.readings)
    return tuple(person for number, words in readings if (person := _read(words, trimmed, is_second=number > 0)))


def _read(words_written: tuple[str, ...], trimmed: Trimmed, *, is_second: bool) -> Person | None:
    parts = [part for word in words_written[:-1] for part in initials_of(word)]
    named = [_initial_or_word(word) for word in (*parts, words_written[-1]) if plain(word)]
    if not named:
        return None
    words = (*(word for word in named[:-1] if not _is_particle(word, named)), named[-1])
    return Person(
        words=words,
        forms=tuple(map(form_of, words)),
        written="".join(_PARTICLE.get(word, word) for word in named),
        heard="".join(sound(_PARTICLE.get(word, word)) for word in named),
        particles=tuple(_PARTICLE[word] for word in named[:-1] if _is_particle(word, named)),
        is_titled=trimmed.is_titled and not is_second,
        is_second=is_second,
        marks=trimmed.marks,
        generation=trimmed.generation,
        hints=trimmed.hints,
    )


def may_be_one(one: Person, other: Person) -> bool:
    """Tell whether nothing that stands around two names says that they are two people's."""
    if one.is_second and other.is_second:
        return False
    if one.marks != other.marks or _contradict(one.generation, other.generation):
        return False
    return one.hints == other.hints or not any(map(_contradict, one.hints, other.hints))


def _contradict(mine: str, its: str) -> bool:
    return bool(mine and its and mine != its)


def person_keys(person: Person) -> Iterator[str]:
    """Yield keys, of which any two people have one in common who may look like one."""
    yield "".join(sorted(person.forms))
    yield f"={person.heard}"
    yield f"~{consonants(person.heard)}"
    for number, word in enumerate(person.words):
        others = " ".join(sorted((*person.forms[:number], *person.forms[number + 1 :])))
        heard = sound(word)
        if not is_initial(word) and 4 <= len(word) <= _LONGEST:
            yield from (f"{others} {rest}" for rest in (*neighbours(heard), *neighbours(word)))
        if len(heard) >= _FAMILY.two - 1:
            yield from (f"{others} {heard[:4]}…", f"{others} …{heard[-4:]}")


def person_likeness(one: Person, other: Person, common: Container[str]) -> Likeness | None:
    """Return how like two whole names are, or None where they are two people's."""
    if not may_be_one(one, other) or one.generation != other.generation:
        return None
    if one.written == other.written:
        return Likeness(0.9, _SECOND) if one.is_second or other.is_second else Likeness(0.99, _TRIMMINGS)
    if (one.is_titled or other.is_titled) and one.words[0] != other.words[0]:
        return None
    found = _compared(one, other, common)
    return found if found and _are_near(one, other) else None


def _compared(one: Person, other: Person, common: Container[str]) -> Likeness | None:
    if one.heard == other.heard:
        return None if _are_two_families(one, other) else Likeness(0.97, "they are two ways to write the same sounds")
    mine, theirs = differing(one.forms, other.forms)
    if not mine and not theirs:
        return _same_words(one, other)
    if not mine or mine != theirs:
        return None
    if len(mine) > 1:
        return _by_vowels(one, other, mine)
    (place,) = mine
    is_family = place + 1 in (len(one.words), len(other.words))
    return _one_word(one.words[place], other.words[place], common, is_family=is_family)


def _initial_or_word(word: str) -> str:
    letters = plain(word)
    is_initial = len(letters) == 1 or (word.endswith(".") and len(letters) <= 2)
    return f"{letters}." if is_initial and letters not in TITLES else letters


def is_initial(word: str) -> bool:
    """Tell whether a word of a person's is an initial."""
    return word.endswith(".")


def bare(word: str) -> str:
    """Return a word without the full stop of an initial."""
    return word.rstrip(".")


def _is_particle(word: str, named: list[str]) -> bool:
    """Tell whether a word is a particle; the first of a name never is (Le Duc Tho, Al Gore)."""
    return word in _PARTICLE and word != named[0]


def form_of(word: str) -> str:
    """Return how a word sounds, or the form of it that stands for all forms of one name."""
    heard = sound(bare(word))
    return f"{heard}." if is_initial(word) else FORMS.get(word) or FORMS.get(heard, heard)


def _are_near(one: Person, other: Person) -> bool:
    """Tell whether words that sound alike are near enough in letters too: Yoz and Josh are two names."""
    for mine, its, form, its_form in zip(one.words, other.words, one.forms, other.forms, strict=False):
        if mine != its and form == its_form and form not in _FORMS and not are_near(mine, its):
            return False
    return True


def _are_two_families(one: Person, other: Person) -> bool:
    """Tell whether two common family names only sound alike: Smith and Schmitt."""
    mine, its = one.words[-1], other.words[-1]
    return mine != its and one.forms[-1] not in _FORMS and DIFFERENT.issuperset((mine, its))


def _same_words(one: Person, other: Person) -> Likeness:
    """Return why names are alike that have the same words but for their order, their particles and forms."""
    if one.forms != other.forms:
        return Likeness(0.95, "the words stand in another order")
    if one.particles != other.particles:
        return Likeness(0.9, "a particle differs")
    return Likeness(0.93, "they are two forms of the same names")


def _one_word(word: str, other: str, common: Container[str], *, is_family: bool) -> Likeness | None:
    if is_initial(word) or is_initial(other) or _are_of_two_sexes(word, other, is_family=is_family):
        return None
    if all(name in common or name in DIFFERENT for name in (word, other)):
        return None
    usual = _FAMILY if is_family else _GIVEN
    least = _BESIDE_COMMON if word in common or other in common else usual
    return slip(word, other, least) or slip(sound(word), sound(other), least)


def _by_vowels(one: Person, other: Person, places: list[int]) -> Likeness | None:
    """Return how likely it is that several words are transliterated in another way: Gholam Heydari, Ghulam Haidari."""
    for place in places:
        word, its = one.words[place], other.words[place]
        is_family = place + 1 == len(one.words)
        if consonants(sound(word)) != consonants(sound(its)) or min(len(word), len(its)) < _VOWELLED:
            return None
        if DIFFERENT.issuperset((word, its)) or _are_of_two_sexes(word, its, is_family=is_family):
            return None
        if not are_near(word, its):
            return None
    return Likeness(0.8, "only vowels differ")


def _are_of_two_sexes(word: str, other: str, *, is_family: bool) -> bool:
    """Tell whether names differ as a man's and a woman's do: Daniel and Daniela, Petrov and Petrova."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) == len(longer):
        return shorter[:-1] == longer[:-1] and {shorter[-1], longer[-1]} <= VOWELS
    return longer[:-1] == shorter and longer[-1] in ("a" if is_family else VOWELS)
