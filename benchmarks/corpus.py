"""A made-up collection of any size, the same for the same numbers: `python -m benchmarks.corpus FOLDER ARTICLES`.

Lengths follow a normal distribution around 350 words, people, topics and sources a Zipf-like one:
a few names are everywhere, most are rare.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

CONFIG = "title: The Corpus\nbase_url: https://corpus.example\n"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What an article says, before it is written in the form that a program reads."""

    path: str  # below the folder of articles: 2010/01/item-000049.md
    title: str
    published: datetime
    source: str
    people: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str
    body: str  # Markdown


def make_articles(count: int, *, seed: int = 1) -> Iterator[Article]:
    """Yield that many articles, the same for the same count and seed."""
    dice = random.Random(seed)
    people = _names(dice, max(20, count // 5))
    topics = [f"{word.capitalize()} {other}" for word in _WORDS for other in _WORDS[:4]][: max(12, count // 50)]
    sources = [f"The {word.capitalize()} Courier" for word in _WORDS][: max(5, count // 200)]
    for number in range(count):
        day = _START + timedelta(days=dice.randrange(_DAYS))
        path = f"{day:%Y}/{day:%m}/item-{number:06}.md"
        yield _article(dice, path, day, people, topics, sources)


def gazette_text(article: Article) -> str:
    """Return an article as Gazette reads it."""
    return (
        f"---\ntitle: {article.title}\ndate: {article.published:%Y-%m-%d %H:%M}\n"
        f"source: {article.source}\n"
        f"people: [{', '.join(article.people)}]\n"
        f"topics: [{', '.join(article.topics)}]\n"
        f"summary: {article.summary}\n---\n{article.body}\n"
    )


def write_corpus(folder: Path, articles: int, *, seed: int = 1) -> None:
    """Write config.yaml and that many articles under a folder, in folders by year and month."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    for article in make_articles(articles, seed=seed):
        write_file(folder / "content" / article.path, gazette_text(article))


def write_file(path: Path, text: str) -> None:
    """Write a file, with the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _names(dice: random.Random, count: int) -> list[str]:
    """Return different names: a number of a dynasty tells namesakes apart."""
    pairs = [f"{first} {last}" for first in _FIRST for last in _LAST]
    dice.shuffle(pairs)
    return [pairs[n % len(pairs)] + (f" {n // len(pairs) + 1}" if n >= len(pairs) else "") for n in range(count)]


def _article(
    dice: random.Random, path: str, day: date, people: Sequence[str], topics: Sequence[str], sources: Sequence[str]
) -> Article:
    return Article(
        path=path,
        title=" ".join(dice.sample(_WORDS, 5)).capitalize(),
        body="\n\n".join(_paragraph(dice) for _ in range(max(2, round(dice.gauss(6, 2))))),
        published=datetime(day.year, day.month, day.day, dice.randrange(24), dice.randrange(60), tzinfo=UTC),
        source=_zipf(dice, sources, 1)[0],
        people=_zipf(dice, people, dice.randrange(1, 6)),
        topics=_zipf(dice, topics, dice.randrange(1, 4)),
        summary=_sentence(dice, 14),
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


def _zipf(dice: random.Random, names: Sequence[str], count: int) -> tuple[str, ...]:
    """Return that many different names; the first of all is the likeliest."""
    weights = list(accumulate(1 / rank for rank in range(1, len(names) + 1)))
    return tuple(dict.fromkeys(dice.choices(names, cum_weights=weights, k=count)))


def main() -> None:
    """Write a corpus where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    arguments = parser.parse_args()
    write_corpus(arguments.folder, arguments.articles)


if __name__ == "__main__":
    main()
