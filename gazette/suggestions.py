"""What was meant by a word that is not known."""

import difflib
from collections.abc import Iterable

from gazette.lookalikes import seen, what_differs
from gazette.spellings import fold
from gazette.words import both_quoted

_LIKE_NAMES = 0.6


class Suggestions:
    """Known words, of which the nearest is suggested for one that is not among them.

    To look for one that is like a word takes as long as there are words. Who looks for many thousands of words gives
    the `most` for which that is done; for the others, only one that differs in letter case or invisibly is found.
    """

    def __init__(self, known: Iterable[str], *, likeness: float = 0.6, most: int | None = None) -> None:
        self._words = sorted(set(known))
        self._likeness = likeness
        self._left = most
        self._folded = {fold(seen(word)): word for word in reversed(self._words)}
        self._meant: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """Return the known word that another is likely to be, or ""."""
        if word not in self._meant:
            same = self._folded.get(fold(seen(word)), word)
            self._meant[word] = same if same != word else self._nearest(word)
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

    def _nearest(self, word: str) -> str:
        if self._left == 0:
            return ""
        if self._left is not None:
            self._left -= 1
        found = difflib.get_close_matches(word, self._words, n=1, cutoff=self._likeness)
        return found[0] if found and found[0] != word else ""


def suggestion(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return `; did you mean "…"?` for the nearest known word, or "" where none is at least so like it (0 to 1)."""
    return Suggestions(known, likeness=likeness).hint(word)


def are_like_names(path: str, other: str) -> bool:
    """Tell whether the names of two files are like each other; their folders and endings make all paths so."""
    one, two = (fold(seen(each.rpartition("/")[2].rpartition(".")[0])) for each in (path, other))
    return difflib.SequenceMatcher(None, one, two).ratio() >= _LIKE_NAMES
