"""Owners: what each address of the ledger and of the site belongs to, and which address a thing had first."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from gazette.collection.library import Term
from gazette.content.addresses import page_path
from gazette.content.ledger import Ledger, Line, name_of_owner, owner_of_name
from gazette.pages.linker import Linker
from gazette.pages.permalinks import file_key, term_path
from gazette.spellings import fold, without_marks


class Owners:
    """Knows what there is, by the names that the ledger has for it: content files, and terms without a record."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    @cached_property
    def of_addresses(self) -> dict[str, str]:
        """What the address of every article and term belongs to."""
        return dict(_owners(self.linker))

    @cached_property
    def of_aliases(self) -> dict[str, str]:
        """The address of every alias of an article, each file once, with the article's path."""
        aliases = {
            address_key(old.path): (old.path, entry.article.path)
            for entry in self.linker.collection.entries
            for old in entry.article.old_urls
        }
        return dict(aliases.values())

    def find(self, owner: str) -> tuple[str, str] | None:
        """Return the path and the title of what an address belongs to."""
        if name := name_of_owner(owner):
            taxonomy, spelling = name
            exact, loose = self._spellings.get(taxonomy, ({}, {}))
            term = exact.get(fold(spelling)) or loose.get(without_marks(spelling))
            return (term_path(taxonomy, term.slug), term.name) if term else None
        path = self.linker.content_paths.get(owner)
        return (path, self.titles[owner]) if path else None

    def first_addresses(self, ledger: Ledger) -> dict[str, str]:
        """Return the first address of everything that the ledger knows, or could record, by its owner."""
        paths = self.first_paths(ledger)
        return {owner: paths.get(path, path) for path, owner in self.of_addresses.items()}

    def first_paths(self, ledger: Ledger) -> dict[str, str]:
        """Return the first address of an article or term by the path that it has now, where the two differ.

        A line for the thing itself goes before one for what it was called until now, and that before one of something
        else that leads here. No two things have the same one.
        """
        if not ledger.lines:
            return {}
        homes = self.of_addresses
        is_away = any(homes.get(line.address) != line.owner for line in ledger.lines)
        lines = {address_key(line.address): line for line in ledger.lines} if is_away else {}
        found: dict[str, tuple[int, str]] = {}
        for line in ledger.lines:
            path, rank = line.address, 0
            if homes.get(path) != line.owner:  # nearly all are at home
                path = self._path_of(line)
                rank = _rank(line, homes.get(path, ""), lines.get(address_key(path)))
            if path in homes and (path not in found or rank < found[path][0]):
                found[path] = rank, line.address
        moved = {path: first for path, (_, first) in found.items() if first != path}
        return _unique(moved, self._paths) if moved else {}

    def _path_of(self, line: Line) -> str:
        """Return where what a line is of has its page now: by its owner, else where the address itself leads."""
        if found := self.find(line.owner):
            return found[0]
        key = address_key(line.address)
        return self._paths.get(key) or self.linker.content_paths.get(self._aliases.get(key, ""), "")

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {address_key(path): path for path in self.of_addresses}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return {address_key(address): owner for address, owner in self.of_aliases.items()}

    @cached_property
    def _spellings(self) -> dict[str, tuple[dict[str, Term], dict[str, Term | None]]]:
        """The terms of each taxonomy by their spellings, and those of records by these without marks."""
        return {name: _by_spelling(terms.values()) for name, terms in self.linker.collection.terms.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of all content files that are published, by their paths."""
        collection = self.linker.collection
        terms = (term for terms in collection.terms.values() for term in terms.values())
        return (
            {entry.article.path: entry.article.title for entry in collection.entries}
            | {term.record.path: term.name for term in terms if term.record}
            | {page.path: page.title for page in collection.pages}
        )


def address_key(address: str) -> str:
    """Return the key of the file that serves an address."""
    return file_key(page_path(address))


def _owners(linker: Linker) -> Iterator[tuple[str, str]]:
    """Yield the address of every article and term, with what it belongs to."""
    yield from ((address, path) for path, address in linker.article_paths.items())
    for taxonomy, terms in linker.collection.terms.items():
        for term in terms.values():
            owner = term.record.path if term.record else owner_of_name(taxonomy, term.name)
            yield term_path(taxonomy, term.slug), owner


def _rank(line: Line, owner: str, at_home: Line | None) -> int:
    """Return how near a line is to a thing, by what this is called now and by the line for its present address."""
    if line.owner == owner:
        return 0
    return 1 if at_home and line.owner == at_home.owner else 2


def _unique(moved: Mapping[str, str], homes: Mapping[str, str]) -> dict[str, str]:
    """Return the first addresses of what has moved, without those that something else has from now on.

    `homes` has all present addresses by their keys. What loses its first address so has its present one, which may be
    the first of another, which loses that in turn.
    """
    holders = {key: path for path, first in moved.items() if (key := address_key(first)) != address_key(path)}
    staying = set(holders.values())
    lost = [key for key in holders if key in homes and homes[key] not in staying]
    while lost:
        path = holders.pop(lost.pop())
        if (key := address_key(path)) in holders:
            lost.append(key)
    return {path: moved[path] for path in holders.values()}


def _by_spelling(terms: Iterable[Term]) -> tuple[dict[str, Term], dict[str, Term | None]]:
    exact: dict[str, Term] = {}
    loose: dict[str, Term | None] = {}
    for term in terms:
        exact[fold(term.name)] = term
        if term.record is None:
            continue
        for spelling in (term.name, *(alias.text for alias in term.record.aliases)):
            exact.setdefault(fold(spelling), term)
            if loose.setdefault(without_marks(spelling), term) is not term:
                loose[without_marks(spelling)] = None
    return exact, loose
