"""The collector: makes of documents what they mean together, and keeps of it what the next time is the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from gazette.collection.entries import Entry, Resolver, TermRef, ref_to
from gazette.collection.hierarchy import Pointers, ancestors, related
from gazette.collection.library import Collection, Day, Documents, Term
from gazette.collection.names import Name, Names
from gazette.collection.selection import EXPIRED, Shown, newest_first
from gazette.config import Config, Taxonomy
from gazette.content.dates import Unit
from gazette.content.files import CONTENT
from gazette.content.record import Record, names_only
from gazette.digests import digest_texts
from gazette.errors import Report
from gazette.last_result import LastResult, LastResults
from gazette.spellings import fold


class _Position(Struct, frozen=True, kw_only=True):
    """A name, and where it stands among the others of its taxonomy. Of its record it knows the names only."""

    name: Name
    parents: tuple[TermRef, ...]  # the nearest last
    children: tuple[TermRef, ...]
    related: tuple[TermRef, ...]
    slugs: tuple[str, ...]  # of those whose articles it has: itself and all below


class Collector:
    """Makes collections one after the other. A term, a day or an entry that is as it was is the very same object."""

    def __init__(self) -> None:
        self._names: defaultdict[str, LastResult[Names]] = defaultdict(LastResult)
        self._resolver = Resolver()
        self._positions: defaultdict[str, LastResult[tuple[_Position, ...]]] = defaultdict(LastResult)
        self._last_positions: dict[str, dict[str, _Position]] = {}  # by taxonomy and slug
        self._terms = LastResults[Term]()
        self._days = LastResults[Day]()

    def collect(self, documents: Documents, config: Config, shown: Shown, report: Report) -> Collection:
        """Return the collection that the documents make, so far as they are shown.

        Reports spellings that differ, names that clash, names that a closed taxonomy lacks,
        and parents that are unknown or go in a circle.
        """
        records = {record.path: record for record in documents.records}
        names = {taxonomy.name: self._names_of(taxonomy, documents, shown, report) for taxonomy in config.taxonomies}
        self._resolver.learn(names)
        entries = tuple(
            self._resolver.entry(article, shown.reasons.get(article.path, ()), report)
            for article in newest_first(shown.articles)
        )
        gone = [article for article in documents.articles if shown.held_back.get(article.path) == EXPIRED]
        self._terms.turn()
        terms = {}
        for taxonomy in config.taxonomies:
            expired = {fold(mention.name) for article in gone for mention in article.mentions[taxonomy.name]}
            own = names[taxonomy.name]
            depth = config.limits.depth
            make_positions = partial(self._positions_of, taxonomy, own, expired, depth)
            positions = self._positions[taxonomy.name].of((own, expired, depth), make_positions, report)
            terms[taxonomy.name] = self._terms_at(positions, taxonomy, entries, records)
        return Collection(
            entries=entries,
            terms=terms,
            days=self._calendar(entries),
            undated=_undated(entries),
            pages=shown.pages,
            media=documents.media,
            held_back=shown.held_back,
        )

    def _names_of(self, taxonomy: Taxonomy, documents: Documents, shown: Shown, report: Report) -> Names:
        """Return the names of a taxonomy; the last ones, where nothing has changed on which they depend."""
        folder = f"{CONTENT}/{taxonomy.name}/"
        records = [names_only(record) for record in documents.records if record.taxonomy == taxonomy.name]
        has_all_records = not any(path.startswith(folder) for path in documents.unread)
        mentions = [(article.path, article.mentions[taxonomy.name]) for article in shown.articles]

        def make(report: Report) -> Names:
            return Names(taxonomy, records, shown.articles, report, has_all_records=has_all_records)

        return self._names[taxonomy.name].of((taxonomy, records, has_all_records, mentions), make, report)

    def _positions_of(
        self, taxonomy: Taxonomy, names: Names, expired: set[str], depth: int, report: Report
    ) -> tuple[_Position, ...]:
        """Return where each name stands, A to Z; one that stands as it did is the very object that it was."""
        last = self._last_positions.get(taxonomy.name, {})
        found = {position.name.slug: position for position in _positions(taxonomy, names, expired, depth, report)}
        found |= {slug: last[slug] for slug in found.keys() & last.keys() if last[slug] == found[slug]}
        self._last_positions[taxonomy.name] = found
        return tuple(found.values())

    def _terms_at(
        self,
        positions: Iterable[_Position],
        taxonomy: Taxonomy,
        entries: Iterable[Entry],
        records: Mapping[str, Record],
    ) -> dict[str, Term]:
        own: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for ref in entry.terms[taxonomy.name]:
                own[ref.slug].append(entry)
        terms = {}
        for position in positions:
            named = _merged([own[slug] for slug in position.slugs])
            record = records[position.name.record.path] if position.name.record else None
            name = (taxonomy.name, position.name.slug)
            basis = (position, record, *named)
            terms[position.name.slug] = self._terms.of(name, basis, _term, taxonomy, position, record, named)
        return terms

    def _calendar(self, entries: tuple[Entry, ...]) -> dict[date, Day]:
        published: defaultdict[date, list[Entry]] = defaultdict(list)
        happened: defaultdict[date, list[Entry]] = defaultdict(list)
        for entry in entries:
            published[entry.article.published.day].append(entry)
            for day in entry.article.event.days if entry.article.event else ():
                happened[day].append(entry)
        self._days.turn()
        days = {}
        for day in sorted(published.keys() | happened.keys()):
            new, old = published[day], happened[day]
            days[day] = self._days.of(day, (*new, *old), _day, day, new, old)
        return days


def _undated(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return what happened in each month and year of which no day is known, the earliest first."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    spans = [(entry, entry.article.event) for entry in entries if entry.article.event]
    for entry, span in spans:
        if span is None or (span.first_unit, span.last_unit) == (Unit.DAY, Unit.DAY):
            continue
        dated = {day.isoformat()[:length] for day in span.days for length in (4, 7)}
        for period in (*span.months, *span.years):
            if period not in dated:
                found[period].append(entry)
    return {period: tuple(sorted(found[period], key=_happened_first)) for period in sorted(found)}


def _happened_first(entry: Entry) -> tuple[date, int]:
    """Order events by their beginning, a year before its first month."""
    span = entry.article.event
    return (span.first, -span.last.toordinal()) if span else (date.max, 0)


def _positions(
    taxonomy: Taxonomy, names: Names, expired: set[str], depth: int, report: Report
) -> tuple[_Position, ...]:
    """Return where each name stands, A to Z."""
    pointers = Pointers(names=names, near=names.near(), expired=expired, report=report)
    above, beside = ancestors(pointers, depth), related(pointers)
    slugs: dict[str, list[str]] = {name.slug: [name.slug] for name in names}
    children: dict[str, list[str]] = {name.slug: [] for name in names}
    for slug, parents in above.items():
        for ancestor in parents:
            slugs[ancestor].append(slug)
        for parent in parents[-1:]:
            children[parent].append(slug)
    refs = {name.slug: ref_to(taxonomy.name, name) for name in names}
    return tuple(
        _Position(
            name=name,
            parents=_refs(refs, above[name.slug]),
            children=_refs(refs, children[name.slug]),
            related=_refs(refs, beside[name.slug]),
            slugs=tuple(slugs[name.slug]),
        )
        for name in sorted(names, key=lambda name: name.sort_key)
    )


def _refs(refs: Mapping[str, TermRef], slugs: Iterable[str]) -> tuple[TermRef, ...]:
    return tuple(refs[slug] for slug in slugs)


def _merged(lists: list[list[Entry]]) -> tuple[Entry, ...]:
    """Return the entries of several lists, each once, newest first."""
    if len(lists) == 1:
        return tuple(lists[0])
    once = {entry.article.path: entry for entries in lists for entry in entries}
    order = newest_first(entry.article for entry in once.values())
    return tuple(once[article.path] for article in order)


def _term(taxonomy: Taxonomy, position: _Position, record: Record | None, entries: tuple[Entry, ...]) -> Term:
    name = position.name
    days = [entry.article.published.day for entry in entries]
    return Term(
        taxonomy=taxonomy,
        name=name.name,
        slug=name.slug,
        sort_name=name.sort_name,
        record=record,
        place=name.place,
        parents=position.parents,
        children=position.children,
        related=position.related,
        entries=entries,
        first=min(days, default=None),
        last=max(days, default=None),
        order_key=digest_texts([entry.rank_key for entry in entries]),
        places_key=digest_texts([entry.place_key for entry in entries]),
    )


def _day(day: date, published: Sequence[Entry], happened: Sequence[Entry]) -> Day:
    counted = f"{day} {len(published)} " + "\1".join([entry.article.path for entry in happened])
    return Day(day=day, published=tuple(published), happened=tuple(happened), counts_key=counted)
