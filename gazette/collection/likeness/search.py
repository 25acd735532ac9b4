"""Likeness: which names of a collection look like one name spelt twice, found without comparing each with each."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from gazette.collection.likeness.pairs import Pair, Pairs
from gazette.collection.likeness.people import (
    Person,
    person_keys,
    person_likeness,
    read_person,
)
from gazette.collection.likeness.shortened import abbreviation, short_key, whole_keys
from gazette.collection.likeness.slips import Likeness
from gazette.collection.likeness.subjects import (
    Subject,
    read_source,
    read_topic,
    subject_keys,
    subject_likeness,
)

_NEAREST = 8
"""With so many names of a crowd under one key each is compared, lest the cost grow faster than the names."""
_TRIES = 20
"""With so many names in all each is compared. In two thousand names of a country none has more than seven to try."""
_MUCH_LESS = 0.1
"""A name that fits so much less than another is none that a shorter one may be meant for."""
_CROWD = 50
"""So many whole names under one family name and initial that it stands for none of them."""
MOST = 1000
"""So many pairs are kept; a collection with more has other worries, and could have half a million."""
_OFTEN = 3
"""In so many names a word is no slip."""


class _Spelling(Struct, frozen=True):
    owner: str
    text: str
    parts: Person | Subject
    is_alias: bool


class _Match(Struct, frozen=True):
    one: _Spelling
    other: _Spelling
    likeness: Likeness

    @property
    def owners(self) -> tuple[str, str]:
        return self.one.owner, self.other.owner

    @property
    def order(self) -> tuple[float, str, str, str, str]:
        """Goes up as likeness goes down; the same whatever order names are found in."""
        return -self.likeness.degree, *self.owners, self.one.text, self.other.text

    @property
    def pair(self) -> Pair:
        return Pair(
            one=self.one.owner,
            other=self.other.owner,
            spellings=(self.one.text, self.other.text),
            degree=round(self.likeness.degree, 3),
            why=self.likeness.why,
        )


class _Rules(Struct, frozen=True):
    """How the names of a kind of term are taken apart and compared."""

    read: Callable[[str], Sequence[Person | Subject]]
    keys: Callable[..., Iterator[str]]
    likeness: Callable[..., Likeness | None]


_PEOPLE = _Rules(read_person, person_keys, person_likeness)
_TOPICS = _Rules(read_topic, subject_keys, subject_likeness)
_SOURCES = _Rules(read_source, subject_keys, subject_likeness)


def near_duplicates(names: Mapping[str, Sequence[str]], singular: str, recorded: Container[str] = frozenset()) -> Pairs:
    """Return the pairs of names that look like one.

    `names` has all spellings of each name by its slug, first the name itself, and `singular` is what one of them is:
    the rules for a "person" differ from those for a "topic", and these from those for all else. Of names that both
    have a record the aliases are not compared: two people may be Senator Smith to those who write.
    """
    rules = {"person": _PEOPLE, "topic": _TOPICS}.get(singular, _SOURCES)
    spellings = [
        _Spelling(slug, text, parts, number > 0)
        for slug, texts in names.items()
        for number, text in enumerate(texts)
        for parts in rules.read(text)
    ]
    best: dict[tuple[str, str], _Match] = {}
    for match in chain(_alike(spellings, rules), _abbreviated(spellings)):
        if (
            (match.one.is_alias or match.other.is_alias)
            and match.one.owner in recorded
            and match.other.owner in recorded
        ):
            continue
        known = best.setdefault(match.owners, match)
        if match.order < known.order:
            best[match.owners] = match
    ranked = sorted(best.values(), key=lambda match: match.order)
    return Pairs(likeliest=tuple(match.pair for match in ranked[:MOST]), others=len(ranked[MOST:]))


def _alike(spellings: Sequence[_Spelling], rules: _Rules) -> Iterator[_Match]:
    """Yield pairs of which either is as whole as the other."""
    common = _common_words(spellings)
    for one, other in _candidates(spellings, rules):
        if likeness := rules.likeness(one.parts, other.parts, common):
            yield _match(one, other, likeness)


def _common_words(spellings: Iterable[_Spelling]) -> frozenset[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for spelling in spellings:
        for word in spelling.parts.words:
            owners[word].add(spelling.owner)
    return frozenset(word for word, found in owners.items() if len(found) >= _OFTEN)


def _candidates(spellings: Sequence[_Spelling], rules: _Rules) -> Iterator[tuple[_Spelling, _Spelling]]:
    """Yield pairs that have a key in common, each once."""
    under: dict[int, list[int]] = defaultdict(list)
    for number, spelling in enumerate(spellings):
        for key in dict.fromkeys(map(hash, rules.keys(spelling.parts))):
            under[key].append(number)
    tried: dict[int, set[int]] = defaultdict(set)
    for numbers in under.values():
        for number, other in _side_by_side(numbers, spellings):
            if other not in tried[number] and len(tried[number]) < _TRIES:
                tried[number].add(other)
                yield spellings[number], spellings[other]


def _side_by_side(numbers: list[int], spellings: Sequence[_Spelling]) -> Iterator[tuple[int, int]]:
    """Yield all pairs of a few, and of a crowd those that stand near each other in order."""
    if len(numbers) > _NEAREST:
        numbers = sorted(numbers, key=lambda number: spellings[number].parts.forms)
    for place, number in enumerate(numbers):
        for other in numbers[place + 1 : place + 1 + _NEAREST]:
            if spellings[number].owner != spellings[other].owner:
                yield min(number, other), max(number, other)


def _abbreviated(spellings: Sequence[_Spelling]) -> Iterator[_Match]:
    """Yield each person's name that may be another's shortened, where there is just one that it can be."""
    people = [(spelling, spelling.parts) for spelling in spellings if isinstance(spelling.parts, Person)]
    whole: dict[str, list[tuple[_Spelling, Person]]] = defaultdict(list)
    for spelling, person in people:
        for key in whole_keys(person):
            whole[key].append((spelling, person))
    common = _common_words(spellings)
    for short, person in people:
        found = whole.get(short_key(person), [])
        if not found or len(found) > _CROWD:
            continue
        others = [(other, name) for other, name in found if (other.owner, other.text) != (short.owner, short.text)]
        fits = [(other, why) for other, name in others if (why := abbreviation(person, name, common))]
        likeliest = max((why.degree for _, why in fits), default=0)
        fits = [(other, why) for other, why in fits if why.degree > likeliest - _MUCH_LESS]
        owners = {other.owner for other, _ in fits}
        if len(owners) == 1 and short.owner not in owners:
            yield _match(short, *fits[0])


def _match(one: _Spelling, other: _Spelling, likeness: Likeness) -> _Match:
    """Return a match, the owner that comes first in order first."""
    return _Match(*((one, other) if one.owner < other.owner else (other, one)), likeness)
