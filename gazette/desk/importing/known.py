"""Names that the collection knows, found in a text by their spellings: whole words, blind to diacritics."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.content.record import Record
from gazette.desk.importing.capitals import Words, words_of
from gazette.spellings import without_marks


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
        for record in documents.records:
            if record.taxonomy == taxonomy:
                known = Known(name=record.name, record=record)
                for spelling in (record.name, *(alias.text for alias in record.aliases)):
                    self._add(spelling, known)
        mentions = (mention.name for article in documents.articles for mention in article.mentions[taxonomy])
        for name in dict.fromkeys(mentions):
            if not self._by_words.get(_key(name)):
                self._add(name, Known(name=name))
        self._longest = max(map(len, self._by_words), default=0)

    def find(self, spelling: str) -> Known | None:
        """Return the one name that a spelling belongs to, or None."""
        found = self._by_words.get(_key(spelling), [])
        return found[0] if len(found) == 1 else None

    def sightings(self, paragraph: str) -> Iterator[Sighting]:
        """Yield the names in a paragraph in order; where spellings overlap, the longer one that begins first."""
        words = words_of(paragraph)
        keys = [_key(word.text) for word in words]
        place = 0
        while place < len(words):
            length = next(
                (size for size in self._lengths(place, len(words)) if self._at(keys[place : place + size])), 0
            )
            if length:
                found = self._at(keys[place : place + length])
                yield Sighting(known=tuple(found), words=words[place : place + length])
            place += length or 1

    def _lengths(self, place: int, end: int) -> Iterable[int]:
        return range(min(self._longest, end - place), 0, -1)

    def _at(self, keys: Sequence[tuple[str, ...]]) -> list[Known]:
        return self._by_words.get(tuple(part for key in keys for part in key), [])

    def _add(self, spelling: str, known: Known) -> None:
        self.spellings.setdefault(known.name, []).append(spelling)
        found = self._by_words.setdefault(_key(spelling), [])
        if _key(spelling) and all(other.name != known.name for other in found):
            found.append(known)


def _key(spelling: str) -> tuple[str, ...]:
    return tuple(without_marks(word.text) for word in words_of(spelling))
