"""The library: articles in order, each taxonomy's terms, and the calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct, field

from gazette.collection.names import Name, Names
from gazette.config import Config, Taxonomy
from gazette.content.article import Article, Mention
from gazette.content.files import CONTENT
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_texts
from gazette.errors import Place, Report, error, quoted, warning
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


class TermRef(Struct, frozen=True, kw_only=True):
    """A term as an article names it."""

    taxonomy: str
    slug: str
    name: str
    role: str  # the office held in the article, or ""
    key: str  # differs where any of the others does


class Entry(Struct, frozen=True, kw_only=True):
    """An article in the collection, its names resolved to terms."""

    article: Article
    terms: Mapping[str, tuple[TermRef, ...]]  # by taxonomy, in front-matter order, each once
    card_key: str  # differs where anything does that a list may show of it
    page_key: str  # differs where anything does that its own page may show of it
    place_key: str  # differs where it moves to another moment, address or term
    rank_key: str  # differs where it moves to another moment

    @property
    def all_terms(self) -> Iterator[TermRef]:
        """Every term of the article."""
        return (ref for refs in self.terms.values() for ref in refs)


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
        first = ascii_fold(self.sort_name)[:1].upper()
        return first if "A" <= first <= "Z" else "#"

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Orders terms A to Z, whatever their script and marks; those without a letter come first."""
        return self.letter, ascii_fold(self.sort_name), self.name


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
    resolver = _Resolver(names, report)
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
    starts = [moment.instant for moment in (article.published, article.publish_at) if moment]
    if max(starts) > selection.now and not selection.has_future:
        return "future"
    if article.expires and article.expires.instant <= selection.now and not selection.has_expired:
        return "expired"
    return ""


def _newest_first(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (-article.published.instant.timestamp(), article.path))


def _names(taxonomy: Taxonomy, documents: Documents, shown: Iterable[Article], report: Report) -> Names:
    records = [record for record in documents.records if record.taxonomy == taxonomy.name]
    mentions = [mention for article in shown for mention in article.mentions[taxonomy.name]]
    is_whole = not any(path.startswith(f"{CONTENT}/{taxonomy.name}/") for path in documents.unread)
    return Names(taxonomy, records, mentions, report, has_all_records=is_whole)


class _Resolver:
    """Turns the names in articles into terms; what is asked again is answered from memory."""

    def __init__(self, names: Mapping[str, Names], report: Report) -> None:
        self._names = names
        self._report = report
        self._refs: dict[str, dict[tuple[str, str], TermRef]] = {taxonomy: {} for taxonomy in names}
        self._holders = {
            (taxonomy, name.slug): name for taxonomy, known in names.items() for name in known if _has_offices(name)
        }

    def entry(self, article: Article) -> Entry:
        """Return an article with its terms."""
        terms = {taxonomy: self._terms(taxonomy, mentions, article) for taxonomy, mentions in article.mentions.items()}
        rank = f"{article.path} {article.published.iso}"
        named = digest_texts(*[ref.key for refs in terms.values() for ref in refs])
        return Entry(
            article=article,
            terms=terms,
            card_key=article.card_key + named,
            page_key=article.key + named,
            place_key=f"{rank} {named}",
            rank_key=rank,
        )

    def _terms(self, taxonomy: str, mentions: tuple[Mention, ...], article: Article) -> tuple[TermRef, ...]:
        known = self._refs[taxonomy]
        refs = [known.get((mention.name, mention.role)) or self._ref(taxonomy, mention) for mention in mentions]
        if self._holders:
            refs = [ref and self._with_office(ref, article) for ref in refs]
        once = {ref.slug: ref for ref in refs if ref}
        return tuple(once.values()) if len(once) == len(refs) else tuple(self._each_once(mentions, refs))

    def _ref(self, taxonomy: str, mention: Mention) -> TermRef | None:
        name = self._names[taxonomy].find(mention.name)
        if name is None:
            return None
        ref = _ref_to(taxonomy, name, mention.role)
        self._refs[taxonomy][mention.name, mention.role] = ref
        return ref

    def _with_office(self, ref: TermRef, article: Article) -> TermRef:
        """Return a term with the office held on the article's day, where the article does not say another."""
        name = self._holders.get((ref.taxonomy, ref.slug))
        if name is None or ref.role:
            return ref
        day = article.event.first if article.event else article.published.day
        return _ref_to(ref.taxonomy, name, _office(name, day))

    def _each_once(self, mentions: tuple[Mention, ...], refs: list[TermRef | None]) -> Iterator[TermRef]:
        seen = set()
        for mention, ref in zip(mentions, refs, strict=True):
            if ref and ref.slug in seen:
                message = f"{quoted(ref.name)} stands in this article already, and this is left out; name each once"
                self._report(warning(mention.place, message, "name-repeated"))
            elif ref:
                seen.add(ref.slug)
                yield ref


def _ref_to(taxonomy: str, name: Name, role: str = "") -> TermRef:
    key = f"{taxonomy}\1{name.slug}\1{name.name}\1{role}"
    return TermRef(taxonomy=taxonomy, slug=name.slug, name=name.name, role=role, key=key)


def _has_offices(name: Name) -> bool:
    return name.record is not None and bool(name.record.roles)


def _office(name: Name, day: date) -> str:
    """Return the office that a person held on a day, the one taken up last where there are several."""
    held = [role for role in (name.record.roles if name.record else ()) if role.covers(day)]
    if not held:
        return ""
    role = max(held, key=lambda role: role.first or date.min)
    return ", ".join(part for part in (role.title, role.organisation) if part)


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
    refs = {name.slug: _ref_to(taxonomy.name, name) for name in names}
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
            order_key=digest_texts(*[entry.rank_key for entry in gathered[name.slug]]),
            places_key=digest_texts(*[entry.place_key for entry in gathered[name.slug]]),
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
