"""The library: articles in order, each taxonomy's terms, and the calendar."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from gazette.collection.entries import Entry, TermRef
from gazette.collection.names import a_to_z
from gazette.config import Taxonomy
from gazette.content.article import Article
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.errors import Place


class Documents(Struct, frozen=True, kw_only=True):
    """All that was read from content/."""

    articles: tuple[Article, ...] = ()
    records: tuple[Record, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)  # paths of files to publish as they are, with their digests
    unread: frozenset[str] = frozenset()  # paths of files of which nothing could be made


class Term(Struct, frozen=True, kw_only=True):
    """A person, topic, source or other term, with its articles."""

    taxonomy: Taxonomy
    name: str
    slug: str
    sort_name: str
    record: Record | None
    place: Place  # of its record, or of its first mention
    parents: tuple[TermRef, ...]  # the nearest last
    children: tuple[TermRef, ...]
    related: tuple[TermRef, ...]
    entries: tuple[Entry, ...]  # newest first; those of all descendants too
    first: date | None  # the day of the earliest; None where there is no entry
    last: date | None
    order_key: str  # differs where other articles are in the term, or in another order
    places_key: str  # differs where anything does that may be counted of its articles

    @property
    def letter(self) -> str:
        """The letter of A to Z under which the term stands, or "#"."""
        return self.sort_key[0]

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Orders terms A to Z."""
        return a_to_z(self.sort_name, self.name)


class Day(Struct, frozen=True, kw_only=True):
    """A day on which something was published or happened."""

    day: date
    published: tuple[Entry, ...]
    happened: tuple[Entry, ...]
    counts_key: str  # differs where a number of its articles or events may


class Collection(Struct, frozen=True, kw_only=True):
    """The whole collection as readers may see it."""

    entries: tuple[Entry, ...]  # newest first, ties by path
    terms: Mapping[str, Mapping[str, Term]]  # by taxonomy and slug; A to Z
    days: Mapping[date, Day]  # in order
    undated: Mapping[str, tuple[Entry, ...]]  # what happened in a month (2023-10) or year on no day that is known
    pages: tuple[StandingPage, ...]
    media: Mapping[str, str]  # by path, with the digest of the file
    held_back: Mapping[str, str]  # paths of articles and pages that are not shown, and the first reason why
