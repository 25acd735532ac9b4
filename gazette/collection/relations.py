"""Relations: what appears together, and which articles are near each other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from gazette.collection.entries import Entry
from gazette.collection.library import Collection, Term
from gazette.config import Taxonomy

Related = tuple[str, tuple[str, ...]]
"""What is related to an article: the text on which that depends, and the paths of the articles."""

_NEIGHBOURS = 8  # of a term's articles, how many on either side are weighed: a bound on the work


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

    What is related to an article depends on the order of the articles in its terms and on
    nothing else; `remembered` answers where that is as it was.
    """

    def __init__(self, collection: Collection, remembered: Mapping[str, Related] | None = None) -> None:
        self._terms = collection.terms
        self._entries = {entry.article.path: entry for entry in collection.entries}
        self._order = {path: number for number, path in enumerate(self._entries)}
        self._positions: dict[str, dict[str, int]] = {}  # by the order of a term's articles
        self._remembered = remembered or {}
        self.found: dict[str, Related] = {}

    def related(self, entry: Entry, most: int) -> tuple[Entry, ...]:
        """Return the articles nearest to one, the nearest first; ties in the collection's order."""
        terms = [
            self._terms[ref.taxonomy][ref.slug]
            for ref in entry.all_terms
            if ref.taxonomy != "sources"  # one outlet reports of everything
        ]
        path = entry.article.path
        key = " ".join([str(most), *[term.order_key for term in terms]])
        known = self.found.get(path) or self._remembered.get(path)
        if known is None or known[0] != key:
            known = (key, self._nearest(path, terms, most))
        self.found[path] = known
        return tuple(self._entries[other] for other in known[1])

    def _nearest(self, path: str, terms: Iterable[Term], most: int) -> tuple[str, ...]:
        scores: dict[str, float] = {}
        for term in terms:
            weight = 1 / log(1 + len(term.entries))
            here = self._position(term, path)
            for other in term.entries[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS + 1]:
                other_path = other.article.path
                scores[other_path] = scores.get(other_path, 0.0) + weight
        scores.pop(path, None)
        ranked = sorted(scores, key=lambda other: (-round(scores[other], 6), self._order[other]))
        return tuple(ranked[:most])

    def _position(self, term: Term, path: str) -> int:
        if term.order_key not in self._positions:
            self._positions[term.order_key] = {entry.article.path: n for n, entry in enumerate(term.entries)}
        return self._positions[term.order_key][path]
