"""How long it takes to look for names that are alike: `python -m benchmarks.near_duplicates --names 20000`.

The sets are made up, the same for the same number: one as a collection may have it, with a slip in one
name of a hundred, and some that were made to have as much as possible in common.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from gazette.collection.likeness.pairs import names_key
from gazette.collection.likeness.search import near_duplicates

_SYLLABLES = (
    "an ar bel bo da del do el fa gra ha in ja ka la lo ma mi na no or pa per ra ri ro sa son ta to va vi".split()
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _word(dice: random.Random, least: int, most: int) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(least, most))).capitalize()


def _ordinary(dice: random.Random) -> Iterator[str]:
    """Yield names from 800 given and 6,000 family names; one in a hundred comes again, a letter short."""
    given, family = ([_word(dice, 2, 3) for _ in range(800)], [_word(dice, 2, 4) for _ in range(6000)])
    while True:
        name = f"{dice.choice(given)} {dice.choice(family)}"
        yield name
        if dice.random() < 0.01:
            place = dice.randrange(len(name) - 4, len(name))
            yield name[:place] + name[place + 1 :]


def _one_family(dice: random.Random) -> Iterator[str]:
    while True:
        yield f"{_word(dice, 2, 4)} Marinova"


def _one_beginning(dice: random.Random) -> Iterator[str]:
    while True:
        yield f"Marina Konstant{''.join(dice.choices(_LETTERS, k=4))}"


def _one_letter_apart(dice: random.Random) -> Iterator[str]:
    while True:
        yield f"Marina Konstan{''.join(dice.choices('aeiou', k=7))}"


def _initials(dice: random.Random) -> Iterator[str]:
    while True:
        yield f"{_word(dice, 2, 4)} {_word(dice, 1, 2)} Marinova"
        yield f"{dice.choice(_LETTERS).upper()}. {dice.choice(_LETTERS).upper()}. {_word(dice, 1, 1)} Marinova"


def _phrases(dice: random.Random) -> Iterator[str]:
    """Yield topics of three words out of forty."""
    words = [_word(dice, 3, 4) for _ in range(40)]
    while True:
        yield " ".join(dice.sample(words, 3))


_SETS: dict[str, tuple[str, Callable[[random.Random], Iterator[str]]]] = {
    "an ordinary collection": ("person", _ordinary),
    "one family name": ("person", _one_family),
    "one beginning of family names": ("person", _one_beginning),
    "letters apart": ("person", _one_letter_apart),
    "initials": ("person", _initials),
    "topics of few words": ("topic", _phrases),
}


def make_names(made: Callable[[random.Random], Iterator[str]], number: int) -> dict[str, tuple[str, ...]]:
    """Return that many different names, always the same ones."""
    once = dict.fromkeys(islice(made(random.Random(1)), number * 10))
    return {f"name-{n:06}": (name,) for n, name in enumerate(islice(once, number))}


def main() -> None:
    """Print a table: seconds, pairs found, seconds to learn that no name has changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=20000)
    number = parser.parse_args().names
    _say("| names | number | seconds | pairs | seconds where none has changed |\n|---|---|---|---|---|")
    for title, (singular, made) in _SETS.items():
        names = make_names(made, number)
        started = time.perf_counter()
        pairs = near_duplicates(names, singular)
        found = time.perf_counter()
        names_key(names, singular)
        known = time.perf_counter()
        pairs_found = len(pairs.likeliest) + pairs.others
        _say(f"| {title} | {len(names):,} | {found - started:.1f} | {pairs_found:,} | {known - found:.3f} |")
    _say(f"\npeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
