"""Relations: what appears together, and which articles are near each other."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct, field

from gazette.collection.entries import Entry
from gazette.collection.library import Collection, Term
from gazette.config import Taxonomy

_NEIGHBOURS = 8  # of a term's articles, how many on either side are weighed: a bound on the work


class Related(Struct, frozen=True, kw_only=True, array_like=True):
    """What is related to an article."""

    terms_key: str  # of the article
    paths: tuple[str, ...]  # the nearest first


class AllRelated(Struct, frozen=True, kw_only=True):
    """What is related to every article, and all on which that depends."""

    orders: Mapping[str, str] = field(default_factory=dict)  # the order keys of terms
    articles: Mapping[str, Related] = field(default_factory=dict)  # by path


def companions(term: Term, taxonomy: Taxonomy, terms: Mapping[str, Term], most: int) -> tuple[tuple[str, int], ...]:
    """Return the slugs of a taxonomy's `terms` with the number of articles that name them and this term.

    Most frequent first, ties A to Z. A topic's own ancestors and descendants are left out:
    they come with it always.
    """
    kin = kin_of(term, terms) if taxonomy == term.taxonomy else set()
    refs = (ref for entry in term.entries for ref in entry.terms[taxonomy.name])
    counts = Counter(ref.slug for ref in refs if ref.slug not in kin)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def kin_of(term: Term, terms: Mapping[str, Term]) -> set[str]:
    """Return the slugs of a term, all above and all below it."""
    kin = {term.slug, *(ref.slug for ref in term.parents)}
    below = [ref.slug for ref in term.children]
    while below:
        slug = below.pop()
        kin.add(slug)
        below.extend(ref.slug for ref in terms[slug].children)
    return kin


def most_used(terms: Mapping[str, Term], most: int) -> tuple[Term, ...]:
    """Return the terms with the most articles, ties A to Z; none without an article."""
    used = [term for term in terms.values() if term.entries]
    return tuple(sorted(used, key=lambda term: -len(term.entries))[:most])


class Relations:
    """Related articles, by the terms that they share: a rare person tells more than a common topic.

    What is related to an article depends on its terms, on their weights, and on those of their articles that are next
    to it in order, and on nothing else. `remembered` answers where these are as they were; the `terms` of which that
    was made tell more closely where they are not.
    """

    def __init__(
        self,
        collection: Collection,
        remembered: AllRelated | None = None,
        last_terms: Mapping[tuple[str, str], Term] | None = None,
        *,
        most: int = 4,
    ) -> None:
        self.terms = {  # by taxonomy and slug
            (taxonomy, slug): term
            for taxonomy, terms in collection.terms.items()
            if taxonomy != "sources"  # one outlet reports of everything
            for slug, term in terms.items()
        }
        self._entries = collection.entries
        self._by_path = {entry.article.path: entry for entry in self._entries}
        self._numbers = {entry.article.path: number for number, entry in enumerate(self._entries)}
        self._most = most
        self._members: dict[tuple[str, str], array[int]] = {}  # the numbers of a term's articles
        self._remembered = remembered or AllRelated()
        self._found: dict[str, Related] = {}
        self._moved = set[tuple[str, str]]()  # terms of which any article may be related to others now
        self._shaken = set[str]()  # paths of articles that may be, by terms that changed elsewhere only
        for name, term in self.terms.items():
            key, last = self._remembered.orders.get(" ".join(name)), (last_terms or {}).get(name)
            if key == term.order_key:
                continue
            if last and last.order_key == key and _weight(len(last.entries)) == _weight(len(term.entries)):
                self._shaken.update(_near_changes(last.entries, term.entries))
            else:
                self._moved.add(name)

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the articles nearest to one, the nearest first; ties in the collection's order."""
        path = entry.article.path
        related = self._found.get(path)
        if related is None:
            related = self._remembered.articles.get(path)
            if related is None or related.terms_key != entry.terms_key or self._may_differ(entry):
                related = Related(terms_key=entry.terms_key, paths=self._nearest(entry))
            self._found[path] = related
        return tuple([self._by_path[other] for other in related.paths])

    @property
    def all(self) -> AllRelated:
        """What is to be remembered."""
        orders = {" ".join(name): term.order_key for name, term in self.terms.items()}
        return AllRelated(orders=orders, articles=self._found)

    def _may_differ(self, entry: Entry) -> bool:
        """Tell whether a term of an article is not, where the article stands in it, what it was."""
        return entry.article.path in self._shaken or (
            bool(self._moved) and any((ref.taxonomy, ref.slug) in self._moved for ref in entry.all_terms)
        )

    def _nearest(self, entry: Entry) -> tuple[str, ...]:
        scores: dict[int, float] = {}  # by the numbers of articles
        number = self._numbers[entry.article.path]
        for name in ((ref.taxonomy, ref.slug) for ref in entry.all_terms):
            if name in self.terms:
                members = self._members_of(name)
                weight = _weight(len(members))
                here = bisect_left(members, number)
                for other in members[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS + 1]:
                    scores[other] = scores.get(other, 0.0) + weight
        scores.pop(number, None)
        ranked = sorted(scores, key=lambda other: (-round(scores[other], 6), other))
        return tuple(self._entries[other].article.path for other in ranked[: self._most])

    def _members_of(self, name: tuple[str, str]) -> "array[int]":
        if name not in self._members:
            entries = self.terms[name].entries
            self._members[name] = array("L", [self._numbers[entry.article.path] for entry in entries])
        return self._members[name]


def _weight(articles: int) -> float:
    """Return what a shared term tells: less with each doubling of its articles, so that one more tells the same."""
    return 1 / articles.bit_length() if articles else 0


def _near_changes(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[str]:
    """Yield the paths of those entries in a term's new order that have other neighbours than in the old one."""
    before, after = _alike(old, new), _alike(old[::-1], new[::-1])
    for entry in new[max(0, before - _NEIGHBOURS) : len(new) - after + _NEIGHBOURS]:
        yield entry.article.path


def _alike(old: Sequence[Entry], new: Sequence[Entry]) -> int:
    """Return how many entries at the front are of the same articles, at the same moments."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].rank_key == pair[1].rank_key, zip(old, new, strict=False)))
