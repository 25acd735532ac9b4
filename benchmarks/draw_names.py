"""Draws pairs of names that are or are not one person's from a public authority, for benchmarks/name_pairs/.

    python -m benchmarks.draw_names open-states people/data --without SEEN > LIST

The folders are those of clones: of github.com/unitedstates/congress-legislators, data/ in github.com/openstates/people,
and data/ in github.com/everypolitician/everypolitician-data. The same clone gives the same list.
"""

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from benchmarks.names import rows
from gazette.collection.likeness.slips import plain

_EACH = 150
"""So many pairs of one person, and of two, at most."""
_LIKE = 75
"""Two names of one person have a word in common, or are at least so like, of 100: else no rule could tell."""
_ENGLISH = frozenset(
    "American_Samoa Australia Bahamas Barbados Belize Bermuda Canada Ghana Gibraltar Guam Guernsey India Ireland"
    " Isle_of_Man Jamaica Jersey Kenya Malta New_Zealand Nigeria Northern_Ireland Scotland Singapore South_Africa UK"
    " United_States_of_America US_Virgin_Islands Wales Zambia Zimbabwe".split()
)
_LANGUAGES = frozenset("az ca cs da de en es et fi fr hr hu it lt lv nb nl pl pt ro sk sl sq sv tr vi".split())
"""Of those languages labels are taken; all write Latin letters."""


class Known(Struct, frozen=True):
    """A person as an authority has it."""

    place: object  # those of two places are two people
    names: tuple[str, ...]


def from_congress(folder: Path) -> Iterator[Known]:
    """Yield members of Congress, presidents and vice-presidents, by their full, usual and official names."""
    for file in ("legislators-current.yaml", "executive.yaml"):
        for person in _read_yaml(folder / file):
            name = person["name"]
            first, last, nickname = name["first"], name["last"], name.get("nickname")
            whole = " ".join(filter(None, (first, name.get("middle"), last, name.get("suffix"))))
            called = (f'{first} "{nickname}" {last}', f"{nickname} {last}") if nickname else ()
            yield Known(person["id"]["govtrack"], (f"{first} {last}", whole, *called, name.get("official_full", whole)))


def from_open_states(folder: Path) -> Iterator[Known]:
    """Yield state legislators with the other names under which they were seen."""
    once: set[str] = set()
    for path in sorted((*folder.glob("*/legislature/*.yml"), *folder.glob("*/retired/*.yml"))):
        person = _read_yaml(path)
        if isinstance(person, dict) and "name" in person and person["id"] not in once:
            once.add(person["id"])
            others = [str(other["name"]) for other in person.get("other_names") or ()]
            yield Known(path.relative_to(folder).parts[0], (str(person["name"]), *others))


def from_wikidata(folder: Path) -> Iterator[Known]:
    """Yield members of parliaments, not of English-speaking countries, with the labels that Wikidata has of them."""
    for path in sorted(folder.glob("*/*/ep-popolo-v1.0.json")):
        place = path.relative_to(folder).parts[0]
        persons = [] if place in _ENGLISH else _read_popolo(path)
        for person in persons:
            labels = [name["name"] for name in person.get("other_names", ()) if name.get("lang") in _LANGUAGES]
            if labels:
                yield Known(place, tuple(labels))


def draw(people: list[Known], dice: random.Random) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return pairs of one person's names, and pairs of two people's that are near each other."""
    people = [Known(person.place, tuple(" ".join(name.split()) for name in person.names)) for person in people]
    dice.shuffle(people)
    same = list(islice(_same(people, dice), _EACH))
    taken = {name for pair in same for name in pair}
    return same, list(islice(_other([person for person in people if taken.isdisjoint(person.names)]), _EACH))


def _read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe


def _read_popolo(path: Path) -> list[dict[str, list[dict[str, str]]]]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["persons"]  # type: ignore[no-any-return]
    except ValueError:
        return []  # too large for some copies of the repository


def _same(people: list[Known], dice: random.Random) -> Iterator[tuple[str, str]]:
    for person in people:
        names = [name for name in dict.fromkeys(person.names) if _is_whole(name)]
        pairs = [(one, other) for n, one in enumerate(names) for other in names[n + 1 :] if _may_be_told(one, other)]
        if pairs:
            yield dice.choice(pairs)


def _other(people: list[Known]) -> Iterator[tuple[str, str]]:
    """Yield pairs of people of two places, by turns nearest of one family name and nearest of a few like letters."""
    named = [(person.place, person.names[0]) for person in people if _is_whole(person.names[0])]
    by_family, by_letters = (
        _blocks(named, lambda words: words[-1]),
        _blocks(named, lambda words: words[0][:3] + words[-1][:3]),
    )
    once: set[str] = set()
    for number, (place, name) in enumerate(named):
        words = _words(name)
        block = by_family[words[-1]] if number % 2 else by_letters[words[0][:3] + words[-1][:3]]
        fits = [other for there, other in block if there != place and other not in once and _are_two(name, other)]
        if fits and name not in once:
            other = min(fits, key=lambda other: (Levenshtein.distance(name, other), other))
            once.update((name, other))
            yield name, other


def _blocks(named: list[tuple[object, str]], key: Callable[[list[str]], str]) -> dict[str, list[tuple[object, str]]]:
    blocks: dict[str, list[tuple[object, str]]] = defaultdict(list)
    for place, name in named:
        blocks[key(_words(name))].append((place, name))
    return blocks


def _words(name: str) -> list[str]:
    return [word for word in map(plain, name.split()) if word]


def _is_whole(name: str) -> bool:
    """Tell whether it is a name of two words or more, in Latin letters, such as an editor might write."""
    words = _words(name)
    is_latin = all(char < "\u0250" or "\u1e00" <= char < "\u2200" for char in name)
    tells_apart = re.search(r"\([^)A-Z]", name) is not None  # (politician): there is another of the name
    return (
        is_latin
        and not tells_apart
        and len(name) <= 60
        and not set("@/0123456789|") & set(name)
        and sum(len(w) > 1 for w in words) > 1
    )


def _may_be_told(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    if "".join(mine) == "".join(theirs) or sorted(mine) == sorted(theirs):
        return False  # marks, signs or the order alone differ: too easy
    in_common = any(len(word) > 2 for word in set(mine) & set(theirs))
    return in_common or fuzz.ratio(" ".join(mine), " ".join(theirs)) >= _LIKE


def _are_two(one: str, other: str) -> bool:
    """Tell whether names are two, and not one with fewer words: of such, nobody could say by the names."""
    mine, theirs = set(_words(one)), set(_words(other))
    return not (mine <= theirs or theirs <= mine) and (_words(one)[0] != _words(other)[0] or mine ^ theirs != set())


_AUTHORITIES: dict[str, Callable[[Path], Iterator[Known]]] = {
    "congress": from_congress,
    "open-states": from_open_states,
    "wikidata": from_wikidata,
}


def main() -> None:
    """Write a list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("authority", choices=_AUTHORITIES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", type=Path, action="append", default=[], help="lists whose people are left out")
    order = parser.parse_args()
    left_out = {name for path in order.without for _, pair in rows(path)["people"] for name in pair}
    people = [known for known in _AUTHORITIES[order.authority](order.folder) if left_out.isdisjoint(known.names)]
    same, other = draw(people, random.Random(13))
    sys.stdout.write("# people\n")
    for verdict, pairs in (("same", same), ("other", other)):
        sys.stdout.writelines(f"{verdict} | {one} | {two}\n" for one, two in pairs)


if __name__ == "__main__":
    main()
