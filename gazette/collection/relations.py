"""Relations: what appears together, and which articles are near each other."""

from collections import Counter
from collections.abc import Mapping
from math import log

from gazette.collection.library import Collection, Entry, Term
from gazette.config import Taxonomy

_NEIGHBOURS = 24  # of a term's articles, how many on either side are weighed: a bound on the work


def companions(term: Term, taxonomy: Taxonomy, terms: Mapping[str, Term], most: int) -> tuple[tuple[str, int], ...]:
    """Return the slugs of a taxonomy's `terms` with the number of articles that name them and this term.

    Most frequent first, ties A to Z. A topic's own ancestors and descendants are left out:
    they come with it always.
    """
    kin = _kin(term, terms) if taxonomy == term.taxonomy else set()
    refs = (ref for entry in term.entries for ref in entry.terms[taxonomy.name])
    counts = Counter(ref.slug for ref in refs if ref.slug not in kin)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def _kin(term: Term, terms: Mapping[str, Term]) -> set[str]:
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
    """Related articles, by the terms that they share: a rare person tells more than a common topic."""

    def __init__(self, collection: Collection) -> None:
        self._total = len(collection.entries)
        self._terms = collection.terms
        self._positions = {
            (taxonomy, slug): {entry.article.path: number for number, entry in enumerate(term.entries)}
            for taxonomy, terms in collection.terms.items()
            if taxonomy != "sources"  # one outlet reports of everything
            for slug, term in terms.items()
        }

    def related(self, entry: Entry, most: int) -> tuple[Entry, ...]:
        """Return the articles nearest to one, the nearest first; ties in the collection's order."""
        scores: dict[str, float] = {}
        found: dict[str, Entry] = {}
        for ref in entry.all_terms:
            positions = self._positions.get((ref.taxonomy, ref.slug))
            if positions is None:
                continue
            entries = self._terms[ref.taxonomy][ref.slug].entries
            weight = log(1 + self._total / len(entries))
            here = positions[entry.article.path]
            for other in entries[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS + 1]:
                path = other.article.path
                scores[path] = scores.get(path, 0.0) + weight
                found[path] = other
        scores.pop(entry.article.path, None)
        ranked = sorted(
            scores, key=lambda path: (-round(scores[path], 6), -found[path].article.published.instant.timestamp(), path)
        )
        return tuple(found[path] for path in ranked[:most])
