"""The pages of taxonomies and their terms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from gazette.collection.entries import Entry
from gazette.collection.library import Term
from gazette.collection.relations import companions, kin_of, most_used
from gazette.config import Taxonomy
from gazette.content.record import Record
from gazette.digests import digest_texts
from gazette.errors import Place
from gazette.pages.articles import media_pages
from gazette.pages.feeds import Moved, moved_in_feed, term_feed_page
from gazette.pages.json_ld import term_subject
from gazette.pages.linker import Linker
from gazette.pages.media import image_target
from gazette.pages.page import Page, Sections
from gazette.pages.permalinks import feed_path, taxonomy_path, term_path
from gazette.pages.views import (
    CountedLink,
    Group,
    Letter,
    Office,
    Paginator,
    TaxonomyView,
    TermEntry,
    TermView,
)

_MOST = 12
_COMPANIONS = 12
_MOST_YEARS = 60


def taxonomy_pages(linker: Linker, sections: Sections, firsts: Mapping[str, str]) -> Iterator[Page]:
    """Yield the overview of every taxonomy and the pages of its terms, each with its feed and its record's media.

    A term is a section. `firsts` has the first addresses of what has moved.
    """
    for taxonomy in linker.config.taxonomies:
        terms = linker.collection.terms[taxonomy.name]
        yield _overview(taxonomy, terms)
        for term in terms.values():
            around = _around(term, linker)
            media = linker.media_of(term.record.body, image_target(term.record)) if term.record else ()
            moved = moved_in_feed(term, linker, firsts)
            name = (taxonomy.name, term.slug, around, media, moved)
            yield from sections.of(name, (linker.config, term), _term_section, term, around, moved, linker)


def _term_section(term: Term, around: str, moved: Moved, linker: Linker) -> Iterator[Page]:
    yield from _term_pages(term, around, linker)
    yield term_feed_page(term, moved, linker)
    if term.record:
        yield from media_pages(term.record.body, term.record.path, linker, image_target(term.record))


def paginate(entries: tuple[Entry, ...], size: int) -> tuple[tuple[Entry, ...], ...]:
    """Split entries into pages of at most `size`. No entries give one empty page. Raises ValueError if size < 1."""
    return tuple(entries[start : start + size] for start in range(0, len(entries), size)) or ((),)


def year_counts(entries: Iterable[Entry], linker: Linker) -> tuple[CountedLink, ...]:
    """Return articles by year of publication, oldest first.

    A year without any stands between the others with no URL, unless all of them span
    more than _MOST_YEARS.
    """
    counts = Counter(entry.article.published.day.year for entry in entries)
    years: Iterable[int] = sorted(counts)
    if counts and max(counts) - min(counts) < _MOST_YEARS:
        years = range(min(counts), max(counts) + 1)
    return tuple(
        CountedLink(name=str(year), url=linker.year(year).url if year in counts else "", count=counts[year])
        for year in years
    )


def _companion_groups(term: Term, linker: Linker) -> tuple[Group, ...]:
    """Return what appears with a term, a group per taxonomy."""
    found = []
    for taxonomy in linker.config.taxonomies:
        terms = linker.collection.terms[taxonomy.name]
        links = tuple(linker.counted(terms[slug], n) for slug, n in companions(term, taxonomy, terms, _COMPANIONS))
        if links:
            found.append(Group(title=taxonomy.title, url=linker.taxonomy(taxonomy.name).url, links=links))
    return tuple(found)


def _overview(taxonomy: Taxonomy, terms: Mapping[str, Term]) -> Page:
    return Page(
        path=taxonomy_path(taxonomy),
        layout="taxonomy.html",
        make=_overview_view,
        parts=_overview_parts,
        given=(taxonomy, terms),
        owner=Place(path=f"the index of {taxonomy.name}"),
    )


def terms_parts(terms: Mapping[str, Term]) -> Iterator[str]:
    """Yield what a list of terms with their counts and years depends on."""
    for term in terms.values():
        yield f"{term.name}\1{term.sort_name}\1{term.slug}\1{term.places_key}\1{term.record.key if term.record else ''}"


def _overview_parts(_: Taxonomy, terms: Mapping[str, Term]) -> Iterator[str]:
    return terms_parts(terms)


def _overview_view(linker: Linker, taxonomy: Taxonomy, terms: Mapping[str, Term]) -> TaxonomyView:
    letters = groupby(terms.values(), key=lambda term: term.letter)
    return TaxonomyView(
        **linker.head(taxonomy.title, taxonomy_path(taxonomy)),
        singular=taxonomy.singular,
        letters=tuple(
            Letter(letter=letter, terms=tuple(_term_entry(term, linker) for term in group)) for letter, group in letters
        ),
        most=tuple(linker.counted(term) for term in most_used(terms, _MOST)),
        count=len(terms),
    )


def _term_entry(term: Term, linker: Linker) -> TermEntry:
    return TermEntry(
        name=term.sort_name,
        url=linker.url(term_path(term.taxonomy.name, term.slug)),
        count=len(term.entries),
        description=term.record.description if term.record else "",
        first=term.first,
        last=term.last,
    )


def _term_pages(term: Term, around: str, linker: Linker) -> Iterator[Page]:
    pages = paginate(term.entries, linker.config.paginate_by)
    for number, entries in enumerate(pages, 1):
        yield Page(
            path=term_path(term.taxonomy.name, term.slug, number),
            layout=f"{term.taxonomy.singular}.html",
            fallback="term.html",
            make=_term_view,
            parts=_term_parts,
            given=(term, around, number, len(pages), entries),
            owner=term.place,
            cure="give one of them another slug",
        )


def _around(term: Term, linker: Linker) -> str:
    """Return what differs where anything does that a term's pages show of what is below it, or that they link to."""
    parts: list[str] = []
    if term.children:
        terms = linker.collection.terms[term.taxonomy.name]
        parts += (f"{ref.key}\1{len(terms[ref.slug].entries)}\1{terms[ref.slug].sort_name}" for ref in term.children)
        parts += sorted(kin_of(term, terms))
    if (record := term.record) and record.body.links:
        path = term_path(term.taxonomy.name, term.slug)
        parts += linker.link_parts(record.body, path)
    if record and record.image:
        parts.append(_image_url(record, linker))
    return digest_texts(parts) if parts else ""


def _term_parts(term: Term, around: str, number: int, total: int, entries: tuple[Entry, ...]) -> list[str]:
    own = (term.name, term.slug, term.places_key, term.record.key if term.record else "")
    beside = [ref.key for ref in (*term.parents, *term.related)]
    return [*own, *beside, around, f"{number} {total}", *[entry.card_key for entry in entries]]


def _term_view(linker: Linker, term: Term, _: str, number: int, total: int, entries: tuple[Entry, ...]) -> TermView:
    path = term_path(term.taxonomy.name, term.slug, number)
    shared = linker.once((term.taxonomy.name, term.slug), _shared_view, term, linker)
    return replace(
        shared,
        url=linker.url(path),
        canonical=linker.absolute(path),
        json_ld=shared.json_ld if number == 1 else "",  # of a record with many aliases it is long
        cards=linker.cards(entries),
        paginator=_paginator(term, number, total, linker),
    )


def _shared_view(term: Term, linker: Linker) -> TermView:
    """Return all that the pages of a term share; each adds its own cards."""
    record = term.record
    description = record.description if record else ""
    path = term_path(term.taxonomy.name, term.slug)
    parents = tuple(map(linker.term, term.parents))
    children = [linker.collection.terms[ref.taxonomy][ref.slug] for ref in term.children]
    return TermView(
        **linker.head(term.name, path, linker.taxonomy(term.taxonomy.name), *parents, description=description),
        singular=term.taxonomy.singular,
        taxonomy=linker.taxonomy(term.taxonomy.name),
        record_html=linker.body(record.body, path, record.path) if record else "",
        aliases=tuple(alias.text for alias in record.aliases) if record else (),
        offices=_offices(record) if record else (),
        same_as=record.same_as if record else (),
        image=_image_url(record, linker) if record else "",
        website=record.url if record else "",
        kind=record.kind if record else "",
        parent=parents[-1] if parents else None,
        children=tuple(linker.counted(child) for child in sorted(children, key=lambda child: child.sort_key)),
        related=tuple(map(linker.term, term.related)),
        companions=_companion_groups(term, linker),
        years=year_counts(term.entries, linker),
        count=len(term.entries),
        first=term.first,
        last=term.last,
        cards=(),
        paginator=_paginator(term, 1, 1, linker),
        feed_url=linker.url(feed_path(path)),
        json_ld=term_subject(term, linker),
        extra=record.extra if record else {},
    )


def _offices(record: Record) -> tuple[Office, ...]:
    """Return a person's offices, the earliest first; those without a beginning come last."""
    roles = sorted(record.roles, key=lambda role: role.first or date.max)
    return tuple(
        Office(title=role.title, organisation=role.organisation, start=role.start, end=role.end) for role in roles
    )


def _image_url(record: Record, linker: Linker) -> str:
    """Return the URL of a record's image; "" where there is no such file."""
    path = linker.media_path(image_target(record))
    return linker.url(path) if path else ""


def _paginator(term: Term, number: int, total: int, linker: Linker) -> Paginator:
    def url(page: int) -> str:
        return linker.url(term_path(term.taxonomy.name, term.slug, page)) if 1 <= page <= total else ""

    return Paginator(
        number=number, total=total, first_url=url(1), previous_url=url(number - 1), next_url=url(number + 1)
    )
