"""Entries: articles whose names are resolved to terms, with the offices held on their days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from msgspec import Struct

from gazette.collection.names import Name, Names
from gazette.collection.selection import Reason
from gazette.content.article import Article, Mention
from gazette.digests import digest_texts
from gazette.errors import Problem, Report, quoted, warning


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
    terms_key: str  # differs where it has other terms, or they other names or offices
    place_key: str  # differs where it moves to another moment, address or term
    rank_key: str  # differs where it moves to another moment
    reasons: tuple[Reason, ...] = ()  # none where it is published now

    @property
    def all_terms(self) -> Iterator[TermRef]:
        """Every term of the article."""
        return (ref for refs in self.terms.values() for ref in refs)


class Resolver:
    """Turns the names in articles into terms; what is asked again is answered from memory."""

    def __init__(self) -> None:
        self._names: Mapping[str, Names] = {}
        self._holders: dict[str, dict[str, Name]] = {}  # of offices, by taxonomy and slug
        self._refs: defaultdict[str, dict[tuple[str, str], TermRef]] = defaultdict(dict)  # by spelling and role
        self._entries: dict[str, tuple[Entry, tuple[Problem, ...]]] = {}  # by path, with what was reported of them

    def learn(self, names: Mapping[str, Names]) -> None:
        """Go by these names from now on, and forget the entries to which they make a difference."""
        before, self._names = self._names, names
        for taxonomy, known in names.items():
            if known is not before.get(taxonomy):
                old = self._holders.get(taxonomy, {})
                new = self._holders[taxonomy] = {name.slug: name for name in known if _has_offices(name)}
                changed = {slug for slug in old.keys() | new.keys() if old.get(slug) != new.get(slug)}
                renamed = {ref.slug for key, ref in self._refs[taxonomy].items() if not _is(ref, known.find(key[0]))}
                self._forget(taxonomy, changed | renamed)

    def _forget(self, taxonomy: str, slugs: AbstractSet[str]) -> None:
        """Forget terms, and the entries that have one of them."""
        if slugs:
            self._refs[taxonomy] = {key: ref for key, ref in self._refs[taxonomy].items() if ref.slug not in slugs}
            self._entries = {
                path: known
                for path, known in self._entries.items()
                if slugs.isdisjoint([ref.slug for ref in known[0].terms.get(taxonomy, ())])
            }

    def entry(self, article: Article, reasons: tuple[Reason, ...], report: Report) -> Entry:
        """Return an article with its terms, and with the reasons for which it would be held back.

        Reports what is named twice.
        """
        known = self._entries.get(article.path)
        if known is None or known[0].article is not article or known[0].reasons != reasons:
            problems: list[Problem] = []
            known = self._made(article, reasons, problems.append), tuple(problems)
            self._entries[article.path] = known
        entry, told = known
        for problem in told:
            report(problem)
        return entry

    def _made(self, article: Article, reasons: tuple[Reason, ...], report: Report) -> Entry:
        terms = {
            taxonomy: self._terms(taxonomy, mentions, article, report)
            for taxonomy, mentions in article.mentions.items()
        }
        rank = f"{article.path} {article.published.iso}"
        named = digest_texts([ref.key for refs in terms.values() for ref in refs])
        marked = named + "".join(f"{reason.why} {reason.day}" for reason in reasons)
        return Entry(
            article=article,
            terms=terms,
            card_key=article.card_key + marked,
            page_key=article.key + marked,
            terms_key=named,
            place_key=f"{rank} {named}",
            rank_key=rank,
            reasons=reasons,
        )

    def _terms(
        self, taxonomy: str, mentions: tuple[Mention, ...], article: Article, report: Report
    ) -> tuple[TermRef, ...]:
        known = self._refs[taxonomy]
        refs = [known.get((mention.name, mention.role)) or self._ref(taxonomy, mention) for mention in mentions]
        if self._holders[taxonomy]:
            refs = [ref and self._with_office(ref, article) for ref in refs]
        once = {ref.slug for ref in refs if ref}
        return tuple(filter(None, refs) if len(once) == len(refs) else _each_once(mentions, refs, article, report))

    def _ref(self, taxonomy: str, mention: Mention) -> TermRef | None:
        name = self._names[taxonomy].find(mention.name)
        if name is None:
            return None
        ref = ref_to(taxonomy, name, mention.role)
        self._refs[taxonomy][mention.name, mention.role] = ref
        return ref

    def _with_office(self, ref: TermRef, article: Article) -> TermRef:
        """Return a term with the office held on the article's day, where the article does not say another."""
        name = self._holders[ref.taxonomy].get(ref.slug)
        if name is None or ref.role:
            return ref
        first = article.event.first if article.event else article.published.day
        last = article.event.begun_by if article.event else first
        return ref_to(ref.taxonomy, name, _office(name, first, last))


def ref_to(taxonomy: str, name: Name, role: str = "") -> TermRef:
    """Return the term that a name is, with the office held."""
    key = f"{taxonomy}\1{name.slug}\1{name.name}\1{role}"
    return TermRef(taxonomy=taxonomy, slug=name.slug, name=name.name, role=role, key=key)


def _is(ref: TermRef, name: Name | None) -> bool:
    return name is not None and (ref.slug, ref.name) == (name.slug, name.name)


def _has_offices(name: Name) -> bool:
    return name.record is not None and bool(name.record.roles)


def _office(name: Name, first: date, last: date) -> str:
    """Return the office that a person held from one day to another, the one taken up last where there are several."""
    roles = name.record.roles if name.record else ()
    held = [role for role in roles if role.covers(first) and role.covers(last)]
    if not held:
        return ""
    role = max(held, key=lambda role: role.first or date.min)
    return ", ".join(part for part in (role.title, role.organisation) if part)


def _each_once(
    mentions: tuple[Mention, ...], refs: Iterable[TermRef | None], article: Article, report: Report
) -> Iterator[TermRef]:
    """Yield the terms of an article, each once; two names of one address are a clash, which is told elsewhere."""
    seen: dict[str, str] = {}
    for mention, ref in zip(mentions, refs, strict=True):
        if ref and seen.setdefault(ref.slug, "") == ref.name:
            message = f"{quoted(ref.name)} stands in this article already, and this is left out; name each once"
            report(warning(article.place_of(mention), message, "name-repeated"))
        elif ref and not seen[ref.slug]:
            seen[ref.slug] = ref.name
            yield ref
