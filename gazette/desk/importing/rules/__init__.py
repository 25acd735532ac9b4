"""Rules that are lists: words by what they are, one file a kind, as data."""

from functools import cache
from importlib.resources import files

from gazette.spellings import without_marks

_COMMENT = "#"


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words or phrases in the file of a kind, folded and without diacritics."""
    text = files(__name__).joinpath(f"{kind}.txt").read_text(encoding="utf-8")
    lines = (line.partition(_COMMENT)[0] for line in text.splitlines())
    return frozenset(without_marks(phrase.strip()) for line in lines for phrase in line.split(",") if phrase.strip())


def is_a(kind: str, word: str) -> bool:
    """Tell whether a word is in the list of a kind, whatever its letter case and marks."""
    return without_marks(word) in words(kind)
