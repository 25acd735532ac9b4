"""Warnings of names that look like one person, topic or source spelt twice, with the command that makes them one."""

from collections.abc import Iterator, Mapping

from gazette.collection.library import Collection, Term
from gazette.collection.likeness.pairs import Pair, Pairs, names_key
from gazette.collection.names import merge_command
from gazette.collection.several_names import several_names
from gazette.content.files import CONTENT
from gazette.errors import Place, Problem, Report, count, quoted, warning
from gazette.slugs import anchor_of, slugify
from gazette.spellings import fold, without_marks

SHOWN = 20
"""So many pairs are told, the likeliest; the others are counted."""

Known = tuple[str, Pairs]
"""The key of a taxonomy's names, and the pairs among them."""


class NearDuplicates:
    """Finds the names of a collection that look like one; `remembered` answers where no name has changed."""

    def __init__(self, remembered: Mapping[str, Known] | None = None) -> None:
        self._remembered = remembered or {}
        self.found: dict[str, Known] = {}  # by taxonomy

    def report(self, collection: Collection, report: Report) -> None:
        """Warn of the likeliest pairs, the likeliest first, and say how many more there are.

        A pair is left out where the record of either says that they are two, and where there is an error already:
        both claim one spelling, one may be the other or a third, or a closed taxonomy lacks one of the names; and where
        one is told to be several names in one text.
        """
        found = [
            (pair, terms[pair.one], terms[pair.other])
            for taxonomy, terms in collection.terms.items()
            for pair in self._pairs(taxonomy, terms).likeliest
            if {pair.one, pair.other} <= terms.keys()
        ]
        told = [
            (pair, one, other)
            for pair, one, other in found
            if not (
                _are_told_apart(one, other)
                or _is_unknown(one)
                or _is_unknown(other)
                or _holds_several(one)
                or _holds_several(other)
                or _clash(pair, one, other)
                or _differ_by_signs(*pair.spellings)
            )
        ]
        told.sort(key=lambda ranked: -ranked[0].degree)
        for rank, (pair, one, other) in enumerate(told[:SHOWN], start=1):
            report(_warning(pair, one, other, rank))
        more = len(told[SHOWN:]) + sum(pairs.others for _, pairs in self.found.values())
        if more:
            report(_count_of_others(more))

    def _pairs(self, taxonomy: str, terms: Mapping[str, Term]) -> Pairs:
        names = {slug: tuple(_spellings(term)) for slug, term in terms.items()}
        singular = next((term.taxonomy.singular for term in terms.values()), "")
        recorded = frozenset(slug for slug, term in terms.items() if term.record)
        key = names_key(names, singular, recorded)
        known = self._remembered.get(taxonomy)
        if known is None or known[0] != key:
            from gazette.collection.likeness.search import near_duplicates

            known = (key, near_duplicates(names, singular, recorded))
        self.found[taxonomy] = known
        return known[1]


def _spellings(term: Term) -> Iterator[str]:
    yield term.name
    yield from (alias.text for alias in (term.record.aliases if term.record else ()))


def _are_told_apart(one: Term, other: Term) -> bool:
    """Tell whether the record of either names the other as another: in distinct_from, as its parent or as related."""
    return _names_as_another(one, other) or _names_as_another(other, one)


def _names_as_another(term: Term, other: Term) -> bool:
    if term.record is None:
        return False
    record = term.record
    named = (*record.distinct_from, *record.related, *((record.parent,) if record.parent else ()))
    return not {without_marks(name.text) for name in named}.isdisjoint(map(without_marks, _spellings(other)))


def _is_unknown(term: Term) -> bool:
    return term.taxonomy.is_closed and term.record is None


def _holds_several(term: Term) -> bool:
    """Tell whether a name is likely to be several in one text, which is told by itself."""
    return term.record is None and bool(several_names(term.name, term.taxonomy, lambda _: False))


def _clash(pair: Pair, one: Term, other: Term) -> bool:
    """Tell whether spellings are the same, or would be without diacritics and only one of them has a record."""
    here, there = pair.spellings
    is_ambiguous = (one.record is None) != (other.record is None) and without_marks(here) == without_marks(there)
    return is_ambiguous or fold(here) == fold(there)


def _differ_by_signs(here: str, there: str) -> bool:
    """Tell whether only signs that are read aloud part two names, as `C` and `C++`; "&" may be left out of one."""
    here, there = here.replace("&", " "), there.replace("&", " ")
    return anchor_of(here) == anchor_of(there) and slugify(here) != slugify(there)


def _warning(pair: Pair, one: Term, other: Term, rank: int) -> Problem:
    """Return the warning, at the name that would go: one without a record before one that has it, then the rarer."""
    sides = [
        (term.record is not None, _uses(term), len(term.name), term.name, spelling, term)
        for term, spelling in zip((one, other), pair.spellings, strict=True)
    ]
    (*_, gone, wrong), (*_, kept, right) = sorted(sides, key=lambda side: side[:4])
    message = (
        f"{_described(gone, wrong)} looks like {_described(kept, right)}: {pair.why}; if they are one, run"
        f" {merge_command(wrong.taxonomy.name, wrong.name, right.name)}, else give one's record a distinct_from"
    )
    return warning(wrong.place, message, "near-duplicate", rank=rank)


def _count_of_others(more: int) -> Problem:
    message = (
        f"{count(more, 'more pair of names looks', 'more pairs of names look')} like one, if less than those above;"
        " they are told once those are merged or told apart"
    )
    return warning(Place(path=CONTENT), message, "near-duplicate", rank=SHOWN + 1)


def _described(spelling: str, term: Term) -> str:
    alias = f", an alias of {quoted(term.name)}" if spelling != term.name else ""
    return f"{quoted(spelling)} ({count(_uses(term), 'article', 'articles')}{alias})"


def _uses(term: Term) -> int:
    """Return how many articles name a term; those of its descendants do not count."""
    name = term.taxonomy.name
    return sum(any(ref.slug == term.slug for ref in entry.terms[name]) for entry in term.entries)
