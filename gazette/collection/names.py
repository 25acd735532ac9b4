"""Names: one person, many spellings. Which spelling means which term, and what to call it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gazette.config import Taxonomy
from gazette.content.article import Mention
from gazette.content.record import Record
from gazette.errors import Place, Report, error, quoted, suggestion, warning
from gazette.slugs import slugify
from gazette.spellings import fold, without_marks


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
        mentions: Iterable[Mention],
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
        self._add_mentions(mentions, report)
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

    def _add_mentions(self, mentions: Iterable[Mention], report: Report) -> None:
        """Make a name of each group of spellings that no record has, called by the commonest of them."""
        by_spelling: dict[str, list[Mention]] = {}
        for mention in mentions:
            by_spelling.setdefault(mention.name, []).append(mention)
        spellings: dict[str, list[str]] = {}
        for spelling in by_spelling:
            key = self._key(spelling)
            if key not in self._names:
                spellings.setdefault(key, []).append(spelling)
        for key, found in spellings.items():
            name = min(found, key=lambda spelling: (-len(by_spelling[spelling]), spelling.encode()))
            first = {spelling: by_spelling[spelling][0].place for spelling in found}
            if self._knows_all:
                self._report_unknown((mention for spelling in found for mention in by_spelling[spelling]), report)
            self._names[key] = Name(name=name, slug=slugify(name), sort_name=name, record=None, place=first[found[0]])
            _report_spellings(name, first, report)

    def _report_unknown(self, found: Iterable[Mention], report: Report) -> None:
        for mention in found:
            known = {name.name for name in self if name.record}
            hint = suggestion(mention.name, known) or f"; add a record in content/{self._taxonomy.name}/"
            message = f"unknown {self._taxonomy.singular} {quoted(mention.name)}{hint}"
            report(error(mention.place, message, "term-unknown"))


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
