"""The library: articles in order, each taxonomy's terms, and the calendar."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct, field

from gazette.collection.entries import Entry, Resolver, TermRef, ref_to
from gazette.collection.hierarchy import Pointers, ancestors, related
from gazette.collection.names import Names
from gazette.collection.selection import EXPIRED, Shown, newest_first
from gazette.config import Config, Taxonomy
from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_texts
from gazette.errors import Place, Report
from gazette.last_result import LastResult
from gazette.slugs import ascii_fold
from gazette.spellings import fold


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
    order_key: str  # differs where other articles are in the term, or in another order
    places_key: str  # differs where anything does that may be counted of its articles

    @property
    def letter(self) -> str:
        """The letter of A to Z under which the term stands, or "#"."""
        return self.sort_key[0]

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Orders terms A to Z, whatever their script and marks; those without a letter come first."""
        folded = ascii_fold(self.sort_name)
        first = folded[:1].upper()
        return first if "A" <= first <= "Z" else "#", folded, self.name


class Day(Struct, frozen=True, kw_only=True):
    """A day on which something was published or happened."""

    day: date
    published: tuple[Entry, ...]
    happened: tuple[Entry, ...]


class Collection(Struct, frozen=True, kw_only=True):
    """The whole collection as readers may see it."""

    entries: tuple[Entry, ...]  # newest first, ties by path
    terms: Mapping[str, Mapping[str, Term]]  # by taxonomy and slug; A to Z
    days: Mapping[date, Day]  # in order
    pages: tuple[StandingPage, ...]
    media: Mapping[str, str]  # by path, with the digest of the file
    held_back: Mapping[str, str]  # paths of articles and pages that are not shown, and the first reason why


def collect(
    documents: Documents, config: Config, shown: Shown, report: Report, last_resolver: LastResult[Resolver]
) -> Collection:
    """Return the collection that the documents make, so far as they are shown.

    Reports spellings that differ, names that clash, names that a closed taxonomy lacks,
    and parents that are unknown or go in a circle. Who collects again and again gives the same `last_resolver`.
    """
    make_resolver = partial(_resolver, documents, config, shown.articles)
    resolver = last_resolver.of(_basis_of_names(documents, config, shown.articles), make_resolver, report)
    entries = tuple(
        resolver.entry(article, shown.reasons.get(article.path, ()), report) for article in newest_first(shown.articles)
    )
    gone = [article for article in documents.articles if shown.held_back.get(article.path) == EXPIRED]
    terms = {}
    for taxonomy in config.taxonomies:
        expired = {fold(mention.name) for article in gone for mention in article.mentions[taxonomy.name]}
        pointers = Pointers(names=resolver.names[taxonomy.name], expired=expired, report=report)
        terms[taxonomy.name] = _terms(taxonomy, pointers, entries)
    return Collection(
        entries=entries,
        terms=terms,
        days=_days(entries),
        pages=shown.pages,
        media=documents.media,
        held_back=shown.held_back,
    )


def _resolver(documents: Documents, config: Config, shown: Sequence[Article], report: Report) -> Resolver:
    return Resolver({taxonomy.name: _names(taxonomy, documents, shown, report) for taxonomy in config.taxonomies})


def _basis_of_names(documents: Documents, config: Config, shown: Iterable[Article]) -> tuple[object, ...]:
    """Return what tells apart all on which the meaning of names depends."""
    records = [record.key for record in documents.records]
    mentions = [(article.path, article.mentions) for article in shown]
    return config.taxonomies, records, mentions, documents.unread


def _names(taxonomy: Taxonomy, documents: Documents, shown: Sequence[Article], report: Report) -> Names:
    records = [record for record in documents.records if record.taxonomy == taxonomy.name]
    is_whole = not any(path.startswith(f"{CONTENT}/{taxonomy.name}/") for path in documents.unread)
    return Names(taxonomy, records, shown, report, has_all_records=is_whole)


def _terms(taxonomy: Taxonomy, pointers: Pointers, entries: Iterable[Entry]) -> dict[str, Term]:
    names = pointers.names
    own: dict[str, list[Entry]] = {name.slug: [] for name in names}
    for entry in entries:
        for ref in entry.terms[taxonomy.name]:
            own[ref.slug].append(entry)
    above, beside = ancestors(pointers), related(pointers)
    descendants: dict[str, list[str]] = {slug: [slug] for slug in own}
    children: dict[str, list[str]] = {slug: [] for slug in own}
    for slug, parents in above.items():
        for ancestor in parents:
            descendants[ancestor].append(slug)
        for parent in parents[-1:]:
            children[parent].append(slug)
    refs = {name.slug: ref_to(taxonomy.name, name) for name in names}
    gathered = {name.slug: _merged([own[slug] for slug in descendants[name.slug]]) for name in names}
    terms = [
        Term(
            taxonomy=taxonomy,
            name=name.name,
            slug=name.slug,
            sort_name=name.sort_name,
            record=name.record,
            place=name.place,
            parents=_refs(refs, above[name.slug]),
            children=_refs(refs, children[name.slug]),
            related=_refs(refs, beside[name.slug]),
            entries=gathered[name.slug],
            order_key=digest_texts([entry.rank_key for entry in gathered[name.slug]]),
            places_key=digest_texts([entry.place_key for entry in gathered[name.slug]]),
        )
        for name in names
    ]
    return {term.slug: term for term in sorted(terms, key=lambda term: term.sort_key)}


def _refs(refs: Mapping[str, TermRef], slugs: Iterable[str]) -> tuple[TermRef, ...]:
    return tuple(refs[slug] for slug in slugs)


def _merged(lists: list[list[Entry]]) -> tuple[Entry, ...]:
    """Return the entries of several lists, each once, newest first."""
    if len(lists) == 1:
        return tuple(lists[0])
    once = {entry.article.path: entry for entries in lists for entry in entries}
    order = newest_first(entry.article for entry in once.values())
    return tuple(once[article.path] for article in order)


def _days(entries: tuple[Entry, ...]) -> dict[date, Day]:
    published: dict[date, list[Entry]] = {}
    happened: dict[date, list[Entry]] = {}
    for entry in entries:
        published.setdefault(entry.article.published.day, []).append(entry)
        for day in entry.article.event.days if entry.article.event else ():
            happened.setdefault(day, []).append(entry)
    return {
        day: Day(day=day, published=tuple(published.get(day, ())), happened=tuple(happened.get(day, ())))
        for day in sorted(published.keys() | happened.keys())
    }
