"""Names: one person, many spellings. Which spelling means which term, and what to call it."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from gazette.collection.near_names import NearNames
from gazette.collection.several_names import several_names
from gazette.config import Taxonomy
from gazette.content.article import Article
from gazette.content.record import Record
from gazette.content.rewriting import as_yaml
from gazette.errors import Place, Report, both_quoted, error, listed, quoted, warning
from gazette.lookalikes import what_differs
from gazette.slugs import ascii_fold, slugify
from gazette.spellings import fold, without_marks

_MOST_CANDIDATES = 3
_CODE_OF_SHELLS = frozenset('"$`\\!')


class Name(Struct, frozen=True, kw_only=True):
    """A term as names make it: what it is called and where it lives."""

    name: str
    slug: str
    sort_name: str
    record: Record | None
    place: Place  # of its record, or of its first mention

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Orders names A to Z."""
        return a_to_z(self.sort_name, self.name)


def a_to_z(sort_name: str, name: str) -> tuple[str, str, str]:
    """Return what orders names A to Z, whatever their script and marks; those without a letter come first."""
    folded = ascii_fold(sort_name)
    first = folded[:1].upper()
    return first if "A" <= first <= "Z" else "#", folded, name


class Names:
    """All names of one taxonomy.

    A spelling belongs to the record that has it as its name or alias; failing that, to the one
    record that has it when diacritics are put aside, and to use it is an error where there are several; failing
    that, it is a term by itself. Of a closed taxonomy that is an error, unless a record could not be read: it may be
    the one.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        records: Iterable[Record],
        articles: Sequence[Article],
        report: Report,
        *,
        has_all_records: bool = True,
    ) -> None:
        self._taxonomy = taxonomy
        self._knows_all = taxonomy.is_closed and has_all_records
        self._exact: dict[str, Record] = {}
        self._loose: dict[str, dict[str, Record]] = {}  # by their paths
        self._names: dict[str, Name] = {}  # by key
        for record in records:
            self._add_record(record, report)
        self._add_mentions(articles, report)
        _report_clashes(self._names.values(), taxonomy, report)
        self._report_lists(articles, report)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names.values())

    def find(self, spelling: str) -> Name | None:
        """Return the name that a spelling belongs to."""
        return self._names.get(self._key(spelling))

    def near(self) -> NearNames:
        """Return the known names, of which the nearest are hinted at."""
        return NearNames(lambda: ((name.name, name.name) for name in self))

    def _records(self, folded: str) -> list[Record]:
        """Return the record that has a folded spelling, failing that those that have it without diacritics."""
        if exact := self._exact.get(folded):
            return [exact]
        return [*self._loose.get(without_marks(folded), {}).values()] if self._loose else []

    def _key(self, spelling: str) -> str:
        folded = fold(spelling)
        records = self._records(folded)
        return _record_key(records[0]) if len(records) == 1 else folded

    def _add_record(self, record: Record, report: Report) -> None:
        for spelling, place in ((record.name, record.place), *((alias.text, alias.place) for alias in record.aliases)):
            other = self._exact.setdefault(fold(spelling), record)
            if other is not record:
                cure = _cure_of_alias(record, other, self._taxonomy)
                message = f"{quoted(spelling)} is claimed here and in {other.path}; {cure}"
                report(error(place, message, "alias-clash"))
            self._loose.setdefault(without_marks(spelling), {})[record.path] = record
        self._names[_record_key(record)] = Name(
            name=record.name,
            slug=record.slug or slugify(record.name),
            sort_name=record.sort_name or record.name,
            record=record,
            place=record.place,
        )

    def _add_mentions(self, articles: Sequence[Article], report: Report) -> None:
        """Make a name of each group of spellings that no record has, called by the commonest of them."""
        taxonomy = self._taxonomy.name
        counts = Counter([mention.name for article in articles for mention in article.mentions[taxonomy]])
        spellings: dict[str, list[str]] = {}
        for spelling in counts:
            key = self._key(spelling)
            if key not in self._names:
                spellings.setdefault(key, []).append(spelling)
        first = self._first_places({spelling for found in spellings.values() for spelling in found}, articles)
        unknown: list[str] = []
        ambiguous: dict[str, str] = {}  # spellings, with what each may be
        for key, found in spellings.items():
            name = min(found, key=lambda spelling: (-counts[spelling], spelling.encode()))
            self._names[key] = Name(name=name, slug=slugify(name), sort_name=name, record=None, place=first[found[0]])
            if records := self._records(key):
                ambiguous |= dict.fromkeys(found, _candidates(records))
            elif self._knows_all:
                unknown += found
            _report_spellings(name, {spelling: first[spelling] for spelling in found}, report)
        if unknown:
            self._report_unknown(unknown, articles, report)
        if ambiguous:
            for spelling, place in self._places(ambiguous, articles):
                report(error(place, f"{quoted(spelling)} may be {ambiguous[spelling]}", "name-ambiguous"))

    def _first_places(self, spellings: set[str], articles: Iterable[Article]) -> dict[str, Place]:
        """Return where each of some spellings stands first."""
        first: dict[str, Place] = {}
        for article in articles:
            for mention in article.mentions[self._taxonomy.name]:
                if mention.name in spellings:
                    first[mention.name] = article.place_of(mention)
                    spellings.remove(mention.name)
            if not spellings:
                break
        return first

    def _places(self, spellings: Iterable[str], articles: Iterable[Article]) -> Iterator[tuple[str, Place]]:
        """Yield every place in which one of some spellings stands."""
        asked = set(spellings)
        for article in articles:
            for mention in article.mentions[self._taxonomy.name]:
                if mention.name in asked:
                    yield mention.name, article.place_of(mention)

    def _report_lists(self, articles: Sequence[Article], report: Report) -> None:
        """Warn wherever a name without a record stands that seems to be several."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self:
            if name.record is None and (
                parts := several_names(name.name, self._taxonomy, lambda part: self.find(part) is not None)
            ):
                found[name.name] = parts
        for article in articles if found else ():
            mentions = article.mentions[self._taxonomy.name]
            for mention in mentions:
                if parts := found.get(mention.name, ()):
                    written = ", ".join(as_yaml(part, is_in_flow=True) for part in parts)
                    cure = f"items of their own: {written}" if len(mentions) > 1 else f"a list: [{written}]"
                    message = f"{quoted(mention.name)} is one name here; if they are several, write {cure}"
                    one = "; if it is one, make a record of it"
                    report(warning(article.place_of(mention), f"{message}{one}", "name-list"))

    def _report_unknown(self, unknown: Sequence[str], articles: Iterable[Article], report: Report) -> None:
        records = [name.record for name in self if name.record]
        near = NearNames(lambda: ((text, record.name) for record in records for text in _spellings(record)))
        hints = {spelling: near.hint(spelling) for spelling in unknown}
        for spelling, place in self._places(unknown, articles):
            cure = hints[spelling] or f"; add a record in content/{self._taxonomy.name}/"
            report(error(place, f"unknown {self._taxonomy.singular} {quoted(spelling)}{cure}", "term-unknown"))


def merge_command(taxonomy: str, wrong: str, right: str) -> str:
    """Return the command that makes two names one, safe to paste into a shell whatever the names hold."""
    options_end = "-- " if wrong.startswith("-") or right.startswith("-") else ""
    return f"gazette merge {taxonomy} {options_end}{_shell_quoted(wrong)} {_shell_quoted(right)}"


def _shell_quoted(text: str) -> str:
    """Return a text as one word of a shell: in double quotes where these are enough, on every system."""
    if not text.isprintable():
        escaped = (char if char.isprintable() and char not in "\\'" else f"\\U{ord(char):08x}" for char in text)
        return f"$'{''.join(escaped)}'"
    return shlex.quote(text) if _CODE_OF_SHELLS & set(text) else f'"{text}"'


def _record_key(record: Record) -> str:
    return f"\n{record.path}"  # on two lines, as no name is


def _spellings(record: Record) -> Iterator[str]:
    yield record.name
    yield from (alias.text for alias in record.aliases)


def _cure_of_alias(record: Record, other: Record, taxonomy: Taxonomy) -> str:
    if fold(record.name) == fold(other.name):
        return "if they are one, keep one record; if two, name them so that they can be told apart"
    return f"leave it in one of them; if they are one, run {merge_command(taxonomy.name, record.name, other.name)}"


def _candidates(records: Sequence[Record]) -> str:
    """Return which records an ambiguous name may mean, and the cure."""
    some = [f"{quoted(record.name)} in {record.path}" for record in islice(records, _MOST_CANDIDATES)]
    more = [f"{len(records) - len(some):,} more"] if len(records) > len(some) else []
    cure = "write the one that is meant as its record does, or make a record of this name"
    return f"{listed((*some, *more), 'or')}; {cure}"


def _report_spellings(name: str, places: Mapping[str, Place], report: Report) -> None:
    """Warn once of each spelling that is not the one shown; `places` has the first place of each."""
    for spelling in sorted(places.keys() - {name}):
        here, there = both_quoted(spelling, name)
        cure = what_differs(spelling, name) or "spell it the same way"
        message = f"{here} is {there} in {places[name]}; {cure}"
        report(warning(places[spelling], message, "name-spelling"))


def _report_clashes(names: Iterable[Name], taxonomy: Taxonomy, report: Report) -> None:
    """Report names that would share a URL; two records of one name have been told of already."""
    owners: dict[str, Name] = {}
    for name in names:
        owner = owners.setdefault(name.slug, name)
        if owner is not name and not (name.record and owner.record and fold(name.name) == fold(owner.name)):
            here, there = both_quoted(name.name, owner.name)
            message = (
                f"/{taxonomy.name}/{name.slug}/ is claimed by {here} here and {there} in"
                f" {owner.place}; {_cure_of_clash(name, owner, taxonomy)}"
            )
            report(error(name.place, message, "url-clash"))


def _cure_of_clash(name: Name, owner: Name, taxonomy: Taxonomy) -> str:
    """Return what to do about two names; the one with a record, or else with marks, is taken for the right one."""
    wrong, right = sorted((name, owner), key=lambda each: (each.record is not None, not each.name.isascii()))
    merge = merge_command(taxonomy.name, wrong.name, right.name)
    if wrong.record:
        return f"if they are one, run {merge}; if two, give one a slug"
    return f"if they are one, make a record with an alias or run {merge}; if two, give one's record a slug"
