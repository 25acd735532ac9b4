"""Pairs of names that look like one, as they are remembered."""

from collections.abc import Container, Mapping, Sequence

from msgspec import Struct

from gazette.digests import digest_texts


class Pair(Struct, frozen=True, kw_only=True, array_like=True):
    """Two names that look like one."""

    one: str  # their slugs
    other: str
    spellings: tuple[str, str]  # of each, the one that is like the other's
    degree: float  # how sure it is that they are one, from 0 to 1
    why: str  # in words


class Pairs(Struct, frozen=True, kw_only=True, array_like=True):
    """The pairs among the names of a taxonomy, so far as it is of use to know them."""

    likeliest: tuple[Pair, ...] = ()  # first
    others: int = 0  # how many more there are


def names_key(names: Mapping[str, Sequence[str]], singular: str, recorded: Container[str] = frozenset()) -> str:
    """Return what differs where the names, their spellings, which have records, or the kind of term do."""
    each = ("\1".join((slug, "\2" * (slug in recorded), *spellings)) for slug, spellings in names.items())
    return digest_texts([singular, *each])
