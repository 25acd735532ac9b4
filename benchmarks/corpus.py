"""A made-up collection of any size, the same for the same numbers: `python -m benchmarks.corpus FOLDER ARTICLES`.

Lengths follow a normal distribution around 350 words, people, topics and sources a Zipf-like one:
a few names are everywhere, most are rare.
"""

import argparse
import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

_FIRST = "Ada Émile Ingrid Łukasz Marija Nikos Olga Pál Rosa Søren Teresa Ülkü Vera Wanda Yusuf Zoë Ahmet Béla".split()
_LAST = "Lindqvist Đaković Kovač Moreau Nowak Okafor Petrov Quist Rossi Schäfer Tanaka Uçar Varga Weiss Zając".split()
_WORDS = (
    "accord agency article border chamber clause committee conference congress council court debate decree delegation"
    " draft envoy export grid harbour hearing inquiry judge law ledger market measure member minister motion notice"
    " office panel paper party permit petition plan port protocol quorum record reform region report resolution review"
    " rule seat session signature statute summit tariff term text treaty trial vote water witness year zone"
).split()
_START = date(2004, 1, 1)
_DAYS = 20 * 365


def write_corpus(folder: Path, articles: int, *, seed: int = 1) -> None:
    """Write config.yaml and that many articles under a folder, in folders by year and month."""
    dice = random.Random(seed)
    people = _names(dice, max(20, articles // 5))
    topics = [f"{word.capitalize()} {other}" for word in _WORDS for other in _WORDS[:4]][: max(12, articles // 50)]
    sources = [f"The {word.capitalize()} Courier" for word in _WORDS][: max(5, articles // 200)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text("title: The Corpus\nbase_url: https://corpus.example\n", encoding="utf-8")
    for number in range(articles):
        day = _START + timedelta(days=dice.randrange(_DAYS))
        path = folder / "content" / f"{day:%Y}" / f"{day:%m}" / f"item-{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_article(dice, day, people, topics, sources), encoding="utf-8")


def _names(dice: random.Random, count: int) -> list[str]:
    """Return different names: a number of a dynasty tells namesakes apart."""
    pairs = [f"{first} {last}" for first in _FIRST for last in _LAST]
    dice.shuffle(pairs)
    return [pairs[n % len(pairs)] + (f" {n // len(pairs) + 1}" if n >= len(pairs) else "") for n in range(count)]


def _article(
    dice: random.Random, day: date, people: Sequence[str], topics: Sequence[str], sources: Sequence[str]
) -> str:
    title = " ".join(dice.sample(_WORDS, 5)).capitalize()
    body = "\n\n".join(_paragraph(dice) for _ in range(max(2, round(dice.gauss(6, 2)))))
    return (
        f"---\ntitle: {title}\ndate: {day} {dice.randrange(24):02}:{dice.randrange(60):02}\n"
        f"source: {_zipf(dice, sources, 1)[0]}\n"
        f"people: [{', '.join(_zipf(dice, people, dice.randrange(1, 6)))}]\n"
        f"topics: [{', '.join(_zipf(dice, topics, dice.randrange(1, 4)))}]\n"
        f"summary: {_sentence(dice, 14)}\n---\n{body}\n"
    )


def _paragraph(dice: random.Random) -> str:
    sentences = [_sentence(dice, dice.randrange(8, 22)) for _ in range(4)]
    if dice.random() < 0.3:
        sentences[1] = f'"{sentences[1]}" said the [{dice.choice(_WORDS)}](https://example.org/{dice.choice(_WORDS)}).'
    if dice.random() < 0.2:
        sentences[2] = f"*{sentences[2]}*"
    return " ".join(sentences)


def _sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS, k=words)).capitalize() + "."


def _zipf(dice: random.Random, names: Sequence[str], count: int) -> list[str]:
    """Return that many different names; the first of all is the likeliest."""
    weights = list(accumulate(1 / rank for rank in range(1, len(names) + 1)))
    return list(dict.fromkeys(dice.choices(names, cum_weights=weights, k=count)))


def main() -> None:
    """Write a corpus where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    arguments = parser.parse_args()
    write_corpus(arguments.folder, arguments.articles)


if __name__ == "__main__":
    main()
