"""People whom a text names and its front matter does not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gazette.collection.library import Documents
from gazette.content.article import Article
from gazette.desk.importing.capitals import Words
from gazette.desk.importing.known import Known, KnownNames
from gazette.errors import Place, Problem, listed, quoted, warning
from gazette.spellings import without_marks

_TAXONOMY = "people"
_WORD = re.compile(r"[^\W_]+")
_Pair = tuple[str, str]


class Unlisted:
    """Finds known people of two words or more in the texts of articles; one word may mean too many things.

    A name that is the text of a link has been thought of.
    """

    def __init__(self, documents: Documents) -> None:
        self._names = KnownNames(_TAXONOMY, documents)
        self._by_pair: dict[_Pair, set[str]] = defaultdict(set)
        for name, spellings in self._names.spellings.items():
            for pair in (pair for spelling in spellings for pair in _pairs(spelling)):
                self._by_pair[pair].add(name)

    def problems(self, article: Article, lines: Sequence[str], first_line: int) -> Iterator[Problem]:
        """Yield a warning for each person whom the lines of an article's body name, where they do so first."""
        told = {self._shown(mention.name) for mention in article.mentions.get(_TAXONOMY, ())}
        if not self._may_name_others(lines, told):
            return
        for number, line in enumerate(lines, first_line):
            for sighting in self._names.sightings(line):
                names = {known.name for known in sighting.known}
                if len(sighting.words) > 1 and told.isdisjoint(names) and not _is_linked(line, sighting.words):
                    told |= names
                    place = Place(path=article.path, line=number, column=sighting.words[0].start + 1)
                    yield warning(place, _message(sighting.known), "person-unlisted")

    def _may_name_others(self, lines: Iterable[str], told: set[str]) -> bool:
        """Tell quickly whether words that stand side by side may be a name that is not told."""
        found = self._by_pair.keys() & _pairs(" ".join(lines))
        return any(not self._by_pair[pair] <= told for pair in found)

    def _shown(self, spelling: str) -> str:
        known = self._names.find(spelling)
        return known.name if known else spelling


def _pairs(text: str) -> set[_Pair]:
    """Return the words of a text that follow each other, without their marks."""
    words = _WORD.findall(without_marks(text))
    return set(pairwise(words))


def _is_linked(line: str, words: Words) -> bool:
    return line[: words[0].start].endswith("[") and line.startswith("](", words[-1].end)


def _message(known: Iterable[Known]) -> str:
    names = listed((quoted(each.name) for each in known), "or")
    return f"the text names {names}, who is not in {_TAXONOMY}; add the name, or make it a link if it is an aside"
