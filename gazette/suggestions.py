"""What was meant by a word that is not known."""

from collections.abc import Iterable
from functools import cached_property

from gazette.lookalikes import seen, what_differs
from gazette.spellings import fold
from gazette.words import both_quoted

_LIKE_NAMES = 0.6

MOST_HINTS = 20
"""For so many words of a kind the nearest known one is looked for: each look takes as long as there are known ones."""
LONGEST = 250
"""Letters of a word that has a nearest one; to compare two words takes as long as the product of their letters."""


class Tries:
    """How often a nearest word will still be looked for, by all who look for words of one kind."""

    def __init__(self, left: int = MOST_HINTS) -> None:
        self._left = left

    def take(self) -> bool:
        """Tell whether to look once more."""
        self._left -= 1
        return self._left >= 0


class Nearest:
    """Known words, and which of them are nearest to another.

    To look through all of them costs less than an index of their parts would, as long as few words are looked for.
    """

    def __init__(self, known: Iterable[str], *, likeness: float = 0.6, tries: Tries | None = None) -> None:
        self._known = known
        self._likeness = likeness
        self._tries = tries or Tries()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All known words, in order."""
        return tuple(sorted(set(self._known)))

    def of(self, word: str, most: int = 1) -> list[str]:
        """Return the known words that are nearest to one, the nearest first; none where there were tries enough."""
        if len(word) > LONGEST or not self._tries.take():
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        likeness = Indel.normalized_similarity
        found = process.extract(word, self._short, scorer=likeness, score_cutoff=self._likeness, limit=most)
        return [near for near, _, _ in found]

    @cached_property
    def _short(self) -> list[str]:
        return [word for word in self.words if len(word) <= LONGEST]


class Suggestions:
    """Known words, of which one is suggested for a word that is not among them.

    One that differs in letter case or invisibly only is always found, the nearest one for the first words only. `tries`
    are shared by those who have different words of one kind.
    """

    def __init__(self, known: Iterable[str], *, likeness: float = 0.6, tries: Tries | None = None) -> None:
        self._nearest = Nearest(known, likeness=likeness, tries=tries)
        self._meant: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """Return the known word that another is likely to be, or ""."""
        if word not in self._meant:
            same = self._folded.get(fold(seen(word)), word)
            near = (other for other in self._nearest.of(word) if other != word) if same == word else iter((same,))
            self._meant[word] = next(near, "")
        return self._meant[word]

    def hint(self, word: str) -> str:
        """Return `; did you mean "…"?`, or what differs from a word that looks the same, or "" where none is near."""
        near = self.meant(word)
        if not near:
            return ""
        if differs := what_differs(word, near):
            return f"; {differs}"
        if near.isidentifier() and fold(seen(word)) == fold(seen(near)):
            return f"; write {near}"
        return f"; did you mean {both_quoted(word, near)[1]}?"

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(seen(word)): word for word in reversed(self._nearest.words)}


def suggestion(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return `; did you mean "…"?` for the nearest known word, or "" where none is at least so like it (0 to 1).

    Who asks for many words of one kind has Suggestions instead.
    """
    return Suggestions(known, likeness=likeness).hint(word)


def are_like_names(path: str, other: str) -> bool:
    """Tell whether the names of two files are like each other; their folders and endings make all paths so."""
    one, two = (fold(seen(each.rpartition("/")[2].rpartition(".")[0])) for each in (path, other))
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, two) >= _LIKE_NAMES
