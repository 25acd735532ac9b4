"""Names that the collection knows, found in a text by their spellings: whole words, blind to diacritics."""

from collections.abc import Iterator

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.content.record import Record
from gazette.desk.importing.capitals import Words, words_of
from gazette.spellings import without_marks

MOST_WORDS = 10
"""Names of more words are looked for in no text: so the time that a text takes depends on its own length alone."""


class Known(Struct, frozen=True, kw_only=True):
    """A name of the collection; without a record it is only mentioned in articles."""

    name: str
    record: Record | None = None

    @property
    def place(self) -> str:
        """Where it is known from, in words."""
        return self.record.path if self.record else "other articles"


class Sighting(Struct, frozen=True, kw_only=True):
    """A known name in a paragraph, where its words stand; several, if the spelling may be any of them."""

    known: tuple[Known, ...]
    words: Words


class KnownNames:
    """The names of one taxonomy, by their spellings as words without marks.

    A spelling belongs to records before it belongs to names that have none. `spellings` has those of each name.
    """

    def __init__(self, taxonomy: str, documents: Documents) -> None:
        self.spellings: dict[str, list[str]] = {}
        self._by_words: dict[tuple[str, ...], list[Known]] = {}
        self._lengths: dict[str, list[int]] = {}  # in words, the longest first, of the spellings that begin with a word
        for record in documents.records:
            if record.taxonomy == taxonomy:
                known = Known(name=record.name, record=record)
                for spelling in (record.name, *(alias.text for alias in record.aliases)):
                    self._add(spelling, known)
        mentions = (mention.name for article in documents.articles for mention in article.mentions[taxonomy])
        for name in dict.fromkeys(mentions):
            if not self._by_words.get(_spelled(name)):
                self._add(name, Known(name=name))
        for key in sorted(self._by_words, key=len, reverse=True):
            if 0 < len(key) <= MOST_WORDS:
                lengths = self._lengths.setdefault(key[0], [])
                if len(key) not in lengths:
                    lengths.append(len(key))

    def find(self, spelling: str) -> Known | None:
        """Return the one name that a spelling belongs to, or None."""
        found = self._by_words.get(_spelled(spelling), [])
        return found[0] if len(found) == 1 else None

    def sightings(self, paragraph: str) -> Iterator[Sighting]:
        """Yield the names in a paragraph in order; where spellings overlap, the longer one that begins first."""
        words = words_of(paragraph)
        key = _key(words)
        place = 0
        while place < len(words):
            spelling = self._longest_at(place, key)
            if spelling:
                found = self._by_words[spelling]
                yield Sighting(known=tuple(found), words=words[place : place + len(spelling)])
            place += len(spelling) or 1

    def _longest_at(self, place: int, key: tuple[str, ...]) -> tuple[str, ...]:
        """Return the longest spelling that stands at a place, as words without marks, or none of them."""
        candidates = (key[place : place + length] for length in self._lengths.get(key[place], ()))
        return next((spelling for spelling in candidates if spelling in self._by_words), ())

    def _add(self, spelling: str, known: Known) -> None:
        self.spellings.setdefault(known.name, []).append(spelling)
        key = _spelled(spelling)
        found = self._by_words.setdefault(key, [])
        if key and all(other.name != known.name for other in found):
            found.append(known)


def _spelled(spelling: str) -> tuple[str, ...]:
    return _key(words_of(spelling))


def _key(words: Words) -> tuple[str, ...]:
    return tuple(without_marks(word.text) for word in words)
