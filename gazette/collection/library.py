"""The library: articles in order, each taxonomy's terms, and the calendar."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct, field

from gazette.collection.entries import Entry, Resolver, TermRef, ref_to
from gazette.collection.names import Name, Names
from gazette.config import Config, Taxonomy
from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_texts
from gazette.errors import Place, Report, error, quoted
from gazette.slugs import ascii_fold
from gazette.yaml_nodes import Scalar


class Documents(Struct, frozen=True, kw_only=True):
    """All that was read from content/."""

    articles: tuple[Article, ...] = ()
    records: tuple[Record, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)  # paths of files to publish as they are, with their digests
    unread: frozenset[str] = frozenset()  # paths of files of which nothing could be made


class Selection(Struct, frozen=True, kw_only=True):
    """What a build shows beside what is published now."""

    now: datetime
    has_drafts: bool = False
    has_future: bool = False
    has_expired: bool = False


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
    held_back: Mapping[str, str]  # paths of articles and pages that are not shown, and why


def collect(documents: Documents, config: Config, selection: Selection, report: Report) -> Collection:
    """Return the collection that the documents make, as it stands at `selection.now`.

    Reports spellings that differ, names that clash, names that a closed taxonomy lacks,
    and parents that are unknown or go in a circle.
    """
    held_back = {article.path: why for article in documents.articles if (why := _why_held_back(article, selection))}
    held_back |= {page.path: "draft" for page in documents.pages if page.is_draft and not selection.has_drafts}
    shown = [article for article in documents.articles if article.path not in held_back]
    names = {taxonomy.name: _names(taxonomy, documents, shown, report) for taxonomy in config.taxonomies}
    resolver = Resolver(names, report)
    entries = tuple(resolver.entry(article) for article in _newest_first(shown))
    return Collection(
        entries=entries,
        terms={
            taxonomy.name: _terms(taxonomy, names[taxonomy.name], entries, report) for taxonomy in config.taxonomies
        },
        days=_days(entries),
        pages=tuple(page for page in documents.pages if page.path not in held_back),
        media=documents.media,
        held_back=held_back,
    )


def _why_held_back(article: Article, selection: Selection) -> str:
    """Return "draft", "future" or "expired" where an article is not to be shown, else ""."""
    if article.is_draft and not selection.has_drafts:
        return "draft"
    is_future = article.published.instant > selection.now
    if article.publish_at:
        is_future |= article.publish_at.instant > selection.now
    if is_future and not selection.has_future:
        return "future"
    if article.expires and article.expires.instant <= selection.now and not selection.has_expired:
        return "expired"
    return ""


def _newest_first(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (-article.published.instant.timestamp(), article.path))


def _names(taxonomy: Taxonomy, documents: Documents, shown: Sequence[Article], report: Report) -> Names:
    records = [record for record in documents.records if record.taxonomy == taxonomy.name]
    is_whole = not any(path.startswith(f"{CONTENT}/{taxonomy.name}/") for path in documents.unread)
    return Names(taxonomy, records, shown, report, has_all_records=is_whole)


def _terms(taxonomy: Taxonomy, names: Names, entries: Iterable[Entry], report: Report) -> dict[str, Term]:
    own: dict[str, list[Entry]] = {name.slug: [] for name in names}
    for entry in entries:
        for ref in entry.terms[taxonomy.name]:
            own[ref.slug].append(entry)
    ancestors = _ancestors(names, report)
    descendants: dict[str, list[str]] = {slug: [slug] for slug in own}
    for slug, above in ancestors.items():
        for ancestor in above:
            descendants[ancestor].append(slug)
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
            parents=tuple(refs[slug] for slug in ancestors[name.slug]),
            children=tuple(refs[slug] for slug in descendants[name.slug] if ancestors[slug][-1:] == (name.slug,)),
            related=tuple(_related(name, names, refs, report)),
            entries=gathered[name.slug],
            order_key=digest_texts([entry.rank_key for entry in gathered[name.slug]]),
            places_key=digest_texts([entry.place_key for entry in gathered[name.slug]]),
        )
        for name in names
    ]
    return {term.slug: term for term in sorted(terms, key=lambda term: term.sort_key)}


def _ancestors(names: Names, report: Report) -> dict[str, tuple[str, ...]]:
    """Return the slugs above each name, the nearest last."""
    parents = {name.slug: _known(name.record.parent, names, "parent", report) for name in names if name.record}
    found = {}
    for name in names:
        above: list[str] = []
        step = parents.get(name.slug)
        while step is not None and step.slug != name.slug and step.slug not in above:
            above.insert(0, step.slug)
            step = parents.get(step.slug)
        if step is not None and step.slug == name.slug and name.record and name.record.parent:
            message = f"{quoted(name.name)} stands above itself by way of its parent; take one parent out"
            report(error(name.record.parent.place, message, "parent-circle"))
        found[name.slug] = tuple(above) if step is None else ()
    return found


def _related(name: Name, names: Names, refs: Mapping[str, TermRef], report: Report) -> Iterator[TermRef]:
    for spelling in name.record.related if name.record else ():
        if other := _known(spelling, names, "related", report):
            yield refs[other.slug]


def _known(spelling: Scalar | None, names: Names, key: str, report: Report) -> Name | None:
    """Return the name that a record points to, or report that there is none."""
    if spelling is None:
        return None
    name = names.find(spelling.text)
    if name is None:
        message = f"{key} is {quoted(spelling.text)}, which no record or article has{names.near(spelling.text)}"
        report(error(spelling.place, message, "term-unknown"))
    return name


def _merged(lists: list[list[Entry]]) -> tuple[Entry, ...]:
    """Return the entries of several lists, each once, newest first."""
    if len(lists) == 1:
        return tuple(lists[0])
    once = {entry.article.path: entry for entries in lists for entry in entries}
    order = _newest_first(entry.article for entry in once.values())
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
