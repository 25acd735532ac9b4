"""Rules that are lists: words by what they are, one file a kind, as data."""

from functools import cache, lru_cache
from importlib.resources import files

from gazette.spellings import without_marks

_COMMENT = "#"


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """Return the words or phrases in the file of a kind, as they stand, the longest first."""
    text = files(__name__).joinpath(f"{kind}.txt").read_text(encoding="utf-8")
    lines = (line.partition(_COMMENT)[0] for line in text.splitlines())
    found = {phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip()}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words or phrases in the file of a kind, folded and without diacritics."""
    return frozenset(map(without_marks, phrases(kind)))


@lru_cache(8192)
def is_a(kind: str, word: str) -> bool:
    """Tell whether a word is in the list of a kind, whatever its letter case and marks."""
    return without_marks(word) in words(kind)


def is_called_like_outlets(name: str) -> bool:
    """Tell whether a name has a word such as Herald, or one that ends as those do, such as Fjordposten."""
    parts = name.replace(".", " ").split()
    return any(is_a("outlets", part) or without_marks(part).endswith(_ends_of_outlets()) for part in parts)


@cache
def _ends_of_outlets() -> tuple[str, ...]:
    return tuple(word.removeprefix("-") for word in words("outlets") if word.startswith("-"))
