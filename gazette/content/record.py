"""A record: the one file that describes a person, a topic, a source or another term."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct, field

from gazette.config import Config
from gazette.content.body import Body
from gazette.content.bounds import are_within_bounds
from gazette.content.dates import Span
from gazette.content.files import Source
from gazette.content.front_matter import split_front_matter
from gazette.content.values import parse_address, read_address, read_partial, read_required, read_slug, read_text
from gazette.errors import InputError, Place, Report, error, quoted
from gazette.fields import Fields, Value
from gazette.keys import RECORD, all_names, record_keys
from gazette.yaml_nodes import Scalar


class Role(Struct, frozen=True, kw_only=True, array_like=True):
    """An office that a person held; a side that is open has no day."""

    title: str
    organisation: str = ""
    start: str = ""  # a year, a month or a day: 2019, 2019-09 or 2019-09-18
    end: str = ""
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the office was held on a day; one without any date never counts."""
        if self.first is None and self.last is None:
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Record(Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """What is known of a term. Names in `parent`, `related` and `distinct_from` are as written."""

    path: str
    key: str = ""  # differs where anything in the file does
    taxonomy: str
    place: Place  # of its name
    name: str
    slug: str = ""
    sort_name: str = ""
    aliases: tuple[Scalar, ...] = ()
    description: str = ""
    roles: tuple[Role, ...] = ()
    same_as: tuple[str, ...] = ()
    image: Scalar | None = None  # a path relative to the record's folder
    url: str = ""
    kind: str = ""
    parent: Scalar | None = None
    related: tuple[Scalar, ...] = ()
    distinct_from: tuple[Scalar, ...] = ()  # names that look like this one and are another's
    extra: Mapping[str, Value] = field(default_factory=dict)
    body: Body = Body()


def parse_record(taxonomy: str, source: Source, config: Config, report: Report) -> Record | None:
    """Return the record in a file, or None where it has no name. Everything wrong is reported."""
    from gazette.content.markup import render_markdown

    try:
        document = split_front_matter(source, report)
    except InputError as fault:
        fault.tell(report)
        return None
    fields = document.fields
    for name in sorted(all_names(RECORD) - all_names(record_keys(taxonomy))):
        if fields.has(name):
            report(error(fields.place_of(name), f"records in {taxonomy} have no {name}; remove it", "key-unknown"))
    record = Record(
        path=source.path,
        taxonomy=taxonomy,
        name=read_required(fields, "name", "The name as it is shown"),
        place=fields.place_of("name"),
        slug=read_slug(fields),
        sort_name=fields.text("sort_name"),
        aliases=fields.texts("aliases"),
        description=read_text(fields, "description", "summary"),
        roles=tuple(_roles(fields)),
        same_as=tuple(_addresses(fields, "same_as")),
        image=fields.name("image"),
        url=read_address(fields, "url"),
        kind=fields.text("kind"),
        parent=fields.name("parent"),
        related=fields.texts("related"),
        distinct_from=fields.texts("distinct_from"),
        extra=fields.extra(),
        body=render_markdown(document.body, document.body_place, config, report),
    )
    fields.finish()
    return record if are_within_bounds(fields, config.limits) and record.name else None


def names_only(record: Record) -> Record:
    """Return of a record only what tells which names are its own, and to which others it points."""
    return Record(
        path=record.path,
        taxonomy=record.taxonomy,
        place=record.place,
        name=record.name,
        slug=record.slug,
        sort_name=record.sort_name,
        aliases=record.aliases,
        roles=record.roles,
        parent=record.parent,
        related=record.related,
    )


def _roles(fields: Fields) -> Iterator[Role]:
    for item in fields.each("roles"):
        entry = fields.as_fields("an item of roles", item)
        if entry is None:
            continue
        title, organisation = read_required(entry, "title", "Secretary General"), entry.text("organisation")
        start, end = read_partial(entry, "from"), read_partial(entry, "to")
        role = Role(
            title=title,
            organisation=organisation,
            start=_as_shown(entry.text("from"), start),
            end=_as_shown(entry.text("to"), end),
            first=start.first if start else None,
            last=end.last if end else None,
        )
        entry.finish()
        if role.first and role.last and role.last < role.first:
            report = fields.report
            report(
                error(entry.place_of("to"), f"to is {role.end}, before from: {role.start}; swap them", "date-invalid")
            )
        elif title:
            yield role


def _as_shown(text: str, span: Span | None) -> str:
    """Return a year or a month as written, and a day in whatever form as 2019-09-18."""
    if span is None:
        return ""
    return span.first.isoformat() if span.first == span.last else text.strip()


def _addresses(fields: Fields, key: str) -> Iterator[str]:
    for text in fields.texts(key):
        try:
            yield parse_address(text.text)
        except ValueError as why:
            cure = str(why) or "an address begins with https:// or http://"
            message = f"{key} has {quoted(text.text)}; {cure}"
            fields.report(error(text.place, message, "type"))
