"""Personal names that may be other ones shortened: by initials, nicknames, or without some of the names."""

from collections.abc import Container, Iterator

from gazette.collection.likeness.known_names import DIFFERENT, FIRST, GIVEN
from gazette.collection.likeness.nicknames import NICKNAMES
from gazette.collection.likeness.people import Person, bare, form_of, is_initial, may_be_one
from gazette.collection.likeness.slips import Likeness, sound

_PATRONYMICS = ("vich", "vych", "ovna", "evna", "ivna", "ichna", "oglu", "oghlu", "qizi", "gizi", "kyzy")
_MOST = 2
"""So many names may be left out."""
_LEAST = 4
"""Letters of the last name of a short form that may lack another, and one more than the others have at least."""


_NO_NAMES = frozenset(
    "administration and campaign center centre commission committee court estate family foundation fund government"
    " group institute office party school team trust university".split()
)
"""What is called after a person."""


def whole_keys(person: Person) -> Iterator[str]:
    """Yield what shorter forms of a name have as their key: a later name with the first one, or with its initial."""
    if len(person.words) > 1 and not person.is_titled:
        firsts = [person.forms[0], *_firsts(person)] if not is_initial(person.words[0]) else []
        for form in dict.fromkeys(person.forms[1:]):
            yield from dict.fromkeys(f"{form}, {first}" for first in firsts)
        for form in person.forms[1:-1][:_MOST]:
            yield f"{person.forms[-1]}, {form}"


def short_key(person: Person) -> str:
    """Return the key under which a name that may be shortened looks for the whole one, or ""."""
    if len(person.words) == 1 or person.is_titled:
        return ""
    first = _letter(person.words[0]) if is_initial(person.words[0]) else person.forms[0]
    return f"{person.forms[-1]}, {first}"


def abbreviation(short: Person, whole: Person, common: Container[str] = ()) -> Likeness | None:
    """Return how likely a name is another one shortened."""
    if short.is_titled or whole.is_titled or not may_be_one(short, whole):
        return None
    are_of_one_generation = short.generation == whole.generation
    if short.forms == whole.forms:
        is_bare = not short.generation and not are_of_one_generation
        return Likeness(0.75, "one is a junior or senior, or has a numeral") if is_bare else None
    if is_initial(short.words[0]) and not are_of_one_generation:
        return None
    if len(short.words) > len(whole.words):
        return _more_initials(short, whole)
    if len(short.words) == len(whole.words):
        return _same_length(short, whole)
    return _longer(short, whole, common)


def _same_length(short: Person, whole: Person) -> Likeness | None:
    if short.forms[-1] != whole.forms[-1]:
        return None
    if not all(_stands_for(short, whole, place, place) for place in range(len(short.words))):
        return None
    if _is_by_nickname(short, whole):
        return Likeness(0.76, "one has a short form of the given name")
    return Likeness(0.85, "initials may stand for names")


def _more_initials(short: Person, whole: Person) -> Likeness | None:
    """Return how likely it is that a name of nothing but initials and a family name has one more that is left out."""
    is_short = len(whole.words) == 2 and len(short.words) == 3 and all(map(is_initial, short.words[:-1]))
    if not is_short or is_initial(whole.words[0]) or short.forms[-1] != whole.forms[-1]:
        return None
    return Likeness(0.74, "initials may stand for names") if _stands_for(short, whole, 0, 0) else None


def _is_by_nickname(short: Person, whole: Person) -> bool:
    return short.forms[0] != whole.forms[0] and not is_initial(short.words[0])


def _longer(short: Person, whole: Person, common: Container[str]) -> Likeness | None:
    """Return how likely it is that some names of the whole are left out."""
    if len(whole.words) - len(short.words) > _MOST or any(map(is_initial, short.words[1:])):
        return None  # George W. Bush is not George H. W. Bush
    places = _places(short, whole)
    if not places:
        return None
    left_out = [word for place, word in enumerate(whole.words) if place not in places]
    if places[0] == 0 and short.forms[-1] == whole.forms[-1]:
        is_guess = _is_by_nickname(short, whole) and short.words[-1] in DIFFERENT  # two Wrights, Tony and Anthony D.
        return None if is_guess else _without_middle(short, left_out)
    if not _NO_NAMES.isdisjoint(left_out):
        return None
    if places[0] and all(map(is_initial, left_out)):
        return Likeness(0.78, "one has an initial before it")
    return _of_a_rare_name(short, common, is_first=places[0] == 0)


def _of_a_rare_name(short: Person, common: Container[str], *, is_first: bool) -> Likeness | None:
    """Return how likely it is that a family name is left out behind, or a given name before."""
    is_long = len(short.words) > 2
    if not (is_long or _is_rare(short, common)) or (is_first and short.words[-1] in GIVEN):
        return None
    return Likeness(0.66, "one has a further family name") if is_first else Likeness(0.6, "one has a first name more")


def _without_middle(short: Person, middle: list[str]) -> Likeness | None:
    if all(word.endswith(_PATRONYMICS) for word in middle):
        return Likeness(0.84, "one has a patronymic")
    if all(map(is_initial, middle)):
        return Likeness(0.8, "one has a middle initial")
    is_long = min(len(short.forms[0]), len(short.forms[-1])) >= 3 or is_initial(short.words[0])
    return Likeness(0.7, "one has a middle name") if is_long else None


def _is_rare(short: Person, common: Container[str]) -> bool:
    """Tell whether a name is one of its own, so that more names before or after it make no other person."""
    is_long = len(short.words[-1]) >= _LEAST and min(map(len, short.words)) >= _LEAST - 1
    return (
        is_long
        and short.words[0] not in FIRST
        and any(word not in DIFFERENT and word not in common for word in short.words)
    )


def _places(short: Person, whole: Person) -> list[int]:
    """Return where the words of a name stand in a longer one, in their order; none if some do not.

    Only the first may be an initial or a nickname.
    """
    firsts = range(min(_MOST + 1, len(whole.words)))
    start = next((place for place in firsts if _stands_for(short, whole, 0, place)), None)
    if start is None:
        return []
    places, place = [start], start
    for form in short.forms[1:]:
        place = next((n for n in range(place + 1, len(whole.forms)) if whole.forms[n] == form), -1)
        if place < 0:
            return []
        places.append(place)
    is_last = places[-1] == len(whole.forms) - 1
    return places if is_last or start == 0 else []


def _stands_for(short: Person, whole: Person, here: int, there: int) -> bool:
    """Tell whether a word of a name is a word of another, its initial, or as a given name its short form."""
    word, other = short.words[here], whole.words[there]
    if short.forms[here] == whole.forms[there]:
        return True
    if is_initial(word):
        letters = bare(word)
        return other.startswith(letters) or whole.forms[there].startswith(sound(letters))
    return here == 0 and other in NICKNAMES.get(word, ())


def _firsts(person: Person) -> Iterator[str]:
    """Yield what may stand for the first name: its initial by letter and by sound, and its short forms."""
    word = person.words[0]
    yield _letter(word)
    yield _letter(person.forms[0])
    yield from map(form_of, NICKNAMES.get(word, ()))


def _letter(word: str) -> str:
    """Return a word's initial, the same for letters that sound alike (Yuri, Juri, Iurii)."""
    return f"{sound(word[0])[0]}."
