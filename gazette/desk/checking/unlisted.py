"""People whom a text names and its front matter does not."""

import html
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from gazette.collection.library import Documents
from gazette.content.article import Article
from gazette.content.body import ATTRIBUTES
from gazette.desk.importing.capitals import Word, words_of
from gazette.desk.importing.known import KnownNames
from gazette.errors import Place, Problem, listed, quoted, warning
from gazette.spellings import without_marks

_TAXONOMY = "people"
_BREAK = "\N{OBJECT REPLACEMENT CHARACTER}"  # no name reaches over it
_ASIDE = re.compile(rf"<(a|code|pre){ATTRIBUTES}>.*?</\1>", re.DOTALL)
_TAG = re.compile(rf"</?(\w+){ATTRIBUTES}>")
_INLINE = frozenset("abbr b cite del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_INITIAL = re.compile(r"\.\s*")
_MARKUP = re.compile(r"`[^`]*`|\[[^][]*\](?:\([^()]*\)|\[[^][]*\])|<[^<>]*>|&#?\w+;|[*_~>]")
"""What Markdown has between words, and what is no text in it: code, links, tags, references, emphasis, quotations."""
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
"""Quotation marks as a typewriter has them: Markdown makes curly ones of those in a text."""
_Names = tuple[str, ...]  # whom one spelling may mean


class Unlisted:
    """Finds known people of two words or more in the texts of articles; one word may mean too many things.

    The words of a name stand together and begin with capitals, but for those that the collection writes otherwise: it
    may know `Ada the Elder`, and `Ada Byron, Jr.`. What is the text of a link has been thought of.
    """

    def __init__(self, documents: Documents) -> None:
        self._known = KnownNames(_TAXONOMY, documents)
        self._by_first_pair: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._small: set[str] = set()  # words that need no capital
        self._joints: set[tuple[str, str, str]] = set()  # words with what may stand between them beside white space
        for name, spellings in self._known.spellings.items():
            for spelling in spellings:
                self._learn(name, spelling)

    def _learn(self, name: str, spelling: str) -> None:
        words = words_of(spelling)
        if len(words) < 2:
            return
        self._by_first_pair[next(pairwise(_tokens(spelling)))].add(name)
        self._joints.update(_joint(*pair, spelling) for pair in pairwise(words))
        if not spelling.islower():
            self._small.update(word.text for word in words if _is_small(word.text))

    def problems(self, article: Article, body: str, lines: Sequence[str], first_line: int) -> Iterator[Problem]:
        """Yield a warning for each person whom an article's body, as safe HTML, names and its front matter does not.

        The lines are those of the body as it is written, where the place is looked for.
        """
        told = {self._shown(mention.name) for mention in article.mentions.get(_TAXONOMY, ())}
        text = _text_of(body)
        if not self._may_name_others(text, told):
            return
        places: dict[_Names, tuple[int, int]] | None = None
        for names, _ in self._sightings(text):
            if told.isdisjoint(names):
                told.update(names)
                places = self._places(lines) if places is None else places
                line, column = places.get(names, (0, 1))
                yield warning(
                    Place(path=article.path, line=first_line + line, column=column), _message(names), "person-unlisted"
                )

    def _may_name_others(self, text: str, told: set[str]) -> bool:
        """Tell quickly whether words that follow each other may begin a name that is not told."""
        found = self._by_first_pair.keys() & set(pairwise(_tokens(text)))
        return any(not self._by_first_pair[pair] <= told for pair in found)

    def _places(self, lines: Sequence[str]) -> dict[_Names, tuple[int, int]]:
        """Return where names of people first stand in Markdown: the number of the line, from 0, and the column."""
        text = _MARKUP.sub(lambda match: " " * len(match[0]), "\n".join(lines))
        begins = [0, *accumulate(len(line) + 1 for line in lines)]
        places: dict[_Names, tuple[int, int]] = {}
        for names, start in self._sightings(text):
            line = bisect_right(begins, start) - 1
            places.setdefault(names, (line, start - begins[line] + 1))
        return places

    def _sightings(self, text: str) -> Iterator[tuple[_Names, int]]:
        """Yield the names of people in a text, each as all whom it may mean, with where it begins."""
        for start, end in self._runs(text):
            for sighting in self._known.sightings(text[start:end]):
                if len(sighting.words) > 1:
                    yield tuple(known.name for known in sighting.known), start + sighting.words[0].start

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where the words stand together that may be of one name."""
        run: list[Word] = []
        for word in words_of(text):
            is_of_a_name = not _is_small(word.text) or word.text in self._small
            if run and not (is_of_a_name and self._are_joined(run[-1], word, text)):
                yield run[0].start, run[-1].end
                run = []
            if is_of_a_name:
                run.append(word)
        if run:
            yield run[0].start, run[-1].end

    def _are_joined(self, word: Word, following: Word, text: str) -> bool:
        gap = text[word.end : following.start]
        if gap.isspace():
            return not word.is_owner
        is_after_initial = word.is_initial and _AFTER_INITIAL.fullmatch(gap)
        return bool(is_after_initial) or _joint(word, following, text) in self._joints

    def _shown(self, spelling: str) -> str:
        known = self._known.find(spelling)
        return known.name if known else spelling


def _text_of(body: str) -> str:
    """Return the text of safe HTML without links and code; between its blocks, and for what is left out, is a break."""
    bare = _TAG.sub(lambda tag: "" if tag[1] in _INLINE else _BREAK, _ASIDE.sub(_BREAK, body))
    return html.unescape(bare)


def _tokens(text: str) -> Iterable[str]:
    """Return the runs of letters in a text, without their marks."""
    if text.isascii():
        return _LETTERS.findall(text.lower())
    return map(_bare, _LETTERS.findall(text))


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    return without_marks(word)


def _joint(word: Word, following: Word, text: str) -> tuple[str, str, str]:
    gap = text[word.end : following.start]
    return word.text, gap.strip().translate(_STRAIGHT), following.text


def _is_small(word: str) -> bool:
    """Tell whether a word is in small letters, in a script that has capitals."""
    return word.islower() and word != word.title()


def _message(names: Iterable[str]) -> str:
    either = listed(map(quoted, names), "or")
    return f"the text names {either}, who is not in {_TAXONOMY}; add the name, or make it a link if it is an aside"
