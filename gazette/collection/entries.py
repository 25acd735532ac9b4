"""Entries: articles whose names are resolved to terms, with the offices held on their days."""

from collections.abc import Iterable, Iterator, Mapping
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

    def __init__(self, names: Mapping[str, Names]) -> None:
        self.names = names
        self._entries: dict[str, Entry] = {}  # by path; none of an article of which there was something to report
        self._refs: dict[str, dict[tuple[str, str], TermRef]] = {taxonomy: {} for taxonomy in names}
        self._holders = {
            (taxonomy, name.slug): name for taxonomy, known in names.items() for name in known if _has_offices(name)
        }

    def entry(self, article: Article, reasons: tuple[Reason, ...], report: Report) -> Entry:
        """Return an article with its terms, and with the reasons for which it would be held back.

        Reports what is named twice.
        """
        known = self._entries.get(article.path)
        if known is not None and known.article is article and known.reasons == reasons:
            return known
        repeated: list[Problem] = []
        entry = self._made(article, reasons, repeated.append)
        if not repeated:
            self._entries[article.path] = entry
        for problem in repeated:
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
        if self._holders:
            refs = [ref and self._with_office(ref, article) for ref in refs]
        once = {ref.slug for ref in refs if ref}
        return tuple(filter(None, refs) if len(once) == len(refs) else _each_once(mentions, refs, article, report))

    def _ref(self, taxonomy: str, mention: Mention) -> TermRef | None:
        name = self.names[taxonomy].find(mention.name)
        if name is None:
            return None
        ref = ref_to(taxonomy, name, mention.role)
        self._refs[taxonomy][mention.name, mention.role] = ref
        return ref

    def _with_office(self, ref: TermRef, article: Article) -> TermRef:
        """Return a term with the office held on the article's day, where the article does not say another."""
        name = self._holders.get((ref.taxonomy, ref.slug))
        if name is None or ref.role:
            return ref
        day = article.event.first if article.event else article.published.day
        return ref_to(ref.taxonomy, name, _office(name, day))


def ref_to(taxonomy: str, name: Name, role: str = "") -> TermRef:
    """Return the term that a name is, with the office held."""
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


def _each_once(
    mentions: tuple[Mention, ...], refs: Iterable[TermRef | None], article: Article, report: Report
) -> Iterator[TermRef]:
    seen = set()
    for mention, ref in zip(mentions, refs, strict=True):
        if ref and ref.slug in seen:
            message = f"{quoted(ref.name)} stands in this article already, and this is left out; name each once"
            report(warning(article.place_of(mention), message, "name-repeated"))
        elif ref:
            seen.add(ref.slug)
            yield ref
