"""Names: one person, many spellings. Which spelling means which term, and what to call it."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from gazette.config import Taxonomy
from gazette.content.article import Article
from gazette.content.record import Record
from gazette.errors import Place, Report, error, quoted, suggestion, warning
from gazette.slugs import slugify, without_marks


def fold(name: str) -> str:
    """Return what is the same in spellings that differ only in case, white space and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Name(Struct, frozen=True, kw_only=True):
    """A term as names make it: what it is called and where it lives."""

    name: str
    slug: str
    sort_name: str
    record: Record | None
    place: Place  # of its record, or of its first mention


class Names:
    """All names of one taxonomy.

    A spelling belongs to the record that has it as its name or alias; failing that, to the one
    record that has it when case and diacritics are put aside; failing that, it is a term by itself. Of a
    closed taxonomy that is an error, unless a record could not be read: it may be the one.
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
        self._loose: dict[str, Record | None] = {}  # None where two records would answer
        self._names: dict[str, Name] = {}  # by key
        recorded = tuple(records)
        for record in recorded:
            self._add_record(record, report)
        self._add_mentions(articles, report)
        _report_clashes(self._names.values(), taxonomy, report)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names.values())

    def find(self, spelling: str) -> Name | None:
        """Return the name that a spelling belongs to."""
        return self._names.get(self._key(spelling))

    def near(self, spelling: str) -> str:
        """Return a hint at the nearest known name, for a message."""
        return suggestion(spelling, {name.name: name for name in self})

    def _key(self, spelling: str) -> str:
        record = self._exact.get(fold(spelling)) or self._loose.get(without_marks(spelling))
        return record.path if record else fold(spelling)

    def _add_record(self, record: Record, report: Report) -> None:
        for spelling, place in ((record.name, record.place), *((alias.text, alias.place) for alias in record.aliases)):
            other = self._exact.setdefault(fold(spelling), record)
            if other is not record:
                message = f"{quoted(spelling)} is claimed here and in {other.path}; leave it in one of them"
                report(error(place, message, "alias-clash"))
            loose = without_marks(spelling)
            self._loose[loose] = record if self._loose.get(loose, record) is record else None
        self._names[record.path] = Name(
            name=record.name,
            slug=record.slug or slugify(record.name),
            sort_name=record.sort_name or record.name,
            record=record,
            place=record.place,
        )

    def _add_mentions(self, articles: Sequence[Article], report: Report) -> None:
        """Make a name of each group of spellings that no record has, called by the commonest of them."""
        taxonomy = self._taxonomy.name
        counts = Counter(mention.name for article in articles for mention in article.mentions[taxonomy])
        found_in = {
            mention.name: (article, mention)
            for article in reversed(articles)
            for mention in reversed(article.mentions[taxonomy])
        }
        first = {name: article.place_of(mention) for name, (article, mention) in found_in.items()}
        spellings: dict[str, list[str]] = {}
        for spelling in counts:
            key = self._key(spelling)
            if key not in self._names:
                spellings.setdefault(key, []).append(spelling)
        for key, found in spellings.items():
            name = min(found, key=lambda spelling: (-counts[spelling], spelling.encode()))
            if self._knows_all:
                self._report_unknown(found, articles, report)
            self._names[key] = Name(name=name, slug=slugify(name), sort_name=name, record=None, place=first[found[0]])
            _report_spellings(name, {spelling: first[spelling] for spelling in found}, report)

    def _report_unknown(self, spellings: Collection[str], articles: Iterable[Article], report: Report) -> None:
        known = {name.name for name in self if name.record}
        for article in articles:
            for mention in article.mentions[self._taxonomy.name]:
                if mention.name in spellings:
                    hint = suggestion(mention.name, known) or f"; add a record in content/{self._taxonomy.name}/"
                    message = f"unknown {self._taxonomy.singular} {quoted(mention.name)}{hint}"
                    report(error(article.place_of(mention), message, "term-unknown"))


def _report_spellings(name: str, places: Mapping[str, Place], report: Report) -> None:
    """Warn once of each spelling that is not the one shown; `places` has the first place of each."""
    for spelling in sorted(places.keys() - {name}):
        message = f"{quoted(spelling)} is {quoted(name)} in {places[name]}; spell it the same way"
        report(warning(places[spelling], message, "name-spelling"))


def _report_clashes(names: Iterable[Name], taxonomy: Taxonomy, report: Report) -> None:
    """Report names that would share a URL."""
    owners: dict[str, Name] = {}
    for name in names:
        owner = owners.setdefault(name.slug, name)
        if owner is not name:
            message = (
                f"/{taxonomy.name}/{name.slug}/ is claimed by {quoted(name.name)} here and {quoted(owner.name)} in"
                f" {owner.place}; if they are one, make a record with an alias, else give one's record a slug"
            )
            report(error(name.place, message, "url-clash"))
