"""An article: one briefing as its editor wrote it, every value read and typed."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct, field

from gazette.config import Config, Taxonomy
from gazette.content.addresses import wrong_with_alias
from gazette.content.body import Body
from gazette.content.bounds import are_within_bounds
from gazette.content.dates import Moment, Span, parse_moment
from gazette.content.days import DateError
from gazette.content.files import Source
from gazette.content.front_matter import split_front_matter
from gazette.content.values import (
    read_address,
    read_day,
    read_moment,
    read_old_slug,
    read_required,
    read_span,
    read_text,
    tell_names_as_keys,
)
from gazette.errors import InputError, Place, Report, error, quoted, warning
from gazette.fields import Fields, Value
from gazette.keys import NAMES, SOURCE
from gazette.slugs import slugify
from gazette.yaml_nodes import Mapping

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)", re.ASCII)
_NO_MOMENT = Moment(instant=datetime.max.replace(tzinfo=UTC), has_time=False)  # never leaves this module


class Mention(Struct, frozen=True, kw_only=True, array_like=True):
    """A name in an article, as written, with the office held there where that is written too."""

    name: str
    role: str = ""
    line: int  # where it stands in the article's file: `Article.place_of`
    column: int


class Citation(Struct, frozen=True, kw_only=True, array_like=True):
    """What an article says of its source besides the name."""

    url: str = ""
    via: str = ""
    retrieved: date | None = None
    archive_url: str = ""


class Correction(Struct, frozen=True, kw_only=True, array_like=True):
    """What was put right after publication."""

    made: Moment
    text: str


class OldUrl(Struct, frozen=True, kw_only=True, array_like=True):
    """An address that an article once had."""

    path: str
    place: Place


class Article(Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """A briefing. Mentions stand under the name of their taxonomy, in front-matter order."""

    path: str
    key: str = ""  # differs where anything in the file does
    card_key: str = ""  # differs where anything does that a list may show
    place: Place  # of its title, for problems about the article as a whole
    title: str
    slug: str
    published: Moment
    event: Span | None = None
    updated: Moment | None = None
    mentions: MappingOf[str, tuple[Mention, ...]]
    citation: Citation = Citation()
    summary: str = ""
    language: str = ""
    is_draft: bool = False
    publish_at: Moment | None = None
    expires: Moment | None = None
    old_urls: tuple[OldUrl, ...] = ()
    corrections: tuple[Correction, ...] = ()
    extra: MappingOf[str, Value] = field(default_factory=dict)
    body: Body = Body()

    @property
    def changed(self) -> Moment:
        """When it was last published, updated or corrected."""
        moments = [self.published, *[correction.made for correction in self.corrections]]
        if self.updated:
            moments.append(self.updated)
        return max(moments, key=lambda moment: moment.instant)

    @property
    def is_changed(self) -> bool:
        """Tell whether it was updated or corrected since it was published."""
        return self.updated is not None or bool(self.corrections)

    def place_of(self, mention: Mention) -> Place:
        """Return where one of its mentions stands."""
        return Place(path=self.path, line=mention.line, column=mention.column)


def parse_article(source: Source, config: Config, report: Report) -> Article | None:
    """Return the article in a file, or None where no article can be made of it.

    Everything wrong is reported. A value that is wrong is left out and the rest read, so
    that all problems of a file show at once.
    """
    from gazette.content.markup import render_markdown

    try:
        document = split_front_matter(source, report)
    except InputError as fault:
        fault.tell(report)
        return None
    fields = document.fields
    title = read_required(fields, "title", "The headline")
    named_day, stem = _file_name(source.path, config, report)
    published = read_moment(fields, "date", config=config) or named_day
    if published is None and fields.node("date") is None and not _DATED_NAME.fullmatch(stem):
        message = "date is missing; write date: 2023-10-31, or name the file 2023-10-31-slug.md"
        fields.tell_missing("date", error(fields.place_of("date"), message, "key-missing"))
    source_mentions, citation = _source(fields, config.taxonomy("sources").key)
    article = Article(
        path=source.path,
        place=fields.place_of("title"),
        title=title,
        slug=read_old_slug(fields) or slugify(stem),
        published=published or _NO_MOMENT,
        event=read_span(fields, "event_date", config.limits.event_days),
        updated=read_moment(fields, "updated", "lastmod", "modified", config=config),
        mentions={
            taxonomy.name: source_mentions if taxonomy.name == "sources" else tuple(_mentions(fields, taxonomy))
            for taxonomy in config.taxonomies
        },
        citation=citation,
        summary=read_text(fields, "summary", "description"),
        language=fields.language("lang"),
        is_draft=fields.flag("draft"),
        publish_at=read_moment(fields, "publish_date", config=config),
        expires=read_moment(fields, "expires", config=config),
        old_urls=tuple(_old_urls(fields)),
        corrections=tuple(_corrections(fields, published, config)),
        extra=fields.extra(),
        body=render_markdown(document.body, document.body_place, config, report),
    )
    fields.finish()
    _check_order(article, fields, report)
    is_within = are_within_bounds(fields, config.limits)
    return article if title and published and is_within else None


def _check_order(article: Article, fields: Fields, report: Report) -> None:
    """Warn of dates that cannot all be right, by the days as they are written."""
    published, event, updated, expires = article.published, article.event, article.updated, article.expires
    if published is _NO_MOMENT:
        return
    if event and event.first > published.day:
        message = f"event_date is {event.start}, after date: {published.day}; mend the one that is wrong"
        report(warning(fields.place_of("event_date"), message, "date-order"))
    if updated and updated.day < published.day:
        message = f"updated is {updated.day}, before date: {published.day}; mend the one that is wrong"
        report(warning(fields.place_of("updated", "lastmod", "modified"), message, "date-order"))
    if expires and expires.day < published.day:
        message = f"expires is {expires.day}, before date: {published.day}, so nobody would see it; mend one of them"
        report(warning(fields.place_of("expires"), message, "date-order"))


def _file_name(path: str, config: Config, report: Report) -> tuple[Moment | None, str]:
    """Return the day in a file's name, where it has one, and the rest of its name.

    A file that is named index.md has the name of its folder.
    """
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem == "index" else file.stem
    match = _DATED_NAME.fullmatch(stem)
    if match is None:
        return None, stem
    try:
        return parse_moment(match[1], config.zone), match[2]
    except DateError as why:
        report(error(Place(path=path), f"the name begins with {quoted(match[1])}; {why}", "date-invalid"))
        return None, stem


def _mentions(fields: Fields, taxonomy: Taxonomy) -> Iterator[Mention]:
    """Yield the names under a taxonomy's key: a name, a list, or items with name and role."""
    keys = ("topics", "tags") if taxonomy.key == "topics" else (taxonomy.key,)
    for item in fields.each(*keys):
        if isinstance(item, Mapping):
            if tell_names_as_keys(item, NAMES, fields.report):
                continue
            entry = Fields(item, fields.report, is_item=True)
            name, role = read_required(entry, "name", "Ada Example"), entry.text("role")
            entry.finish()
            if name:
                yield _mention(name, entry.place_of("name"), role)
        elif text := fields.item_text(keys[0], item):
            yield _mention(text.text, text.place)


def _source(fields: Fields, key: str) -> tuple[tuple[Mention, ...], Citation]:
    """Return the source, which is a name or a mapping with name, url, via, retrieved and archive_url."""
    node = fields.node(key)
    if node is None or (isinstance(node, Mapping) and tell_names_as_keys(node, SOURCE, fields.report)):
        return (), Citation()
    if not isinstance(node, Mapping):
        name = fields.text(key)
        return ((_mention(name, fields.place_of(key)),) if name else ()), Citation()
    entry = fields.child(key) or fields
    name = read_required(entry, "name", "The Gazette")
    citation = Citation(
        url=read_address(entry, "url"),
        via=entry.text("via"),
        retrieved=read_day(entry, "retrieved"),
        archive_url=read_address(entry, "archive_url"),
    )
    entry.finish()
    return ((_mention(name, entry.place_of("name")),) if name else ()), citation


def _mention(name: str, place: Place, role: str = "") -> Mention:
    return Mention(name=name, role=role, line=place.line, column=place.column)


def _old_urls(fields: Fields) -> Iterator[OldUrl]:
    for text in fields.texts("aliases"):
        if wrong := wrong_with_alias(text.text):
            fields.report(error(text.place, f"the alias {quoted(text.text)} {wrong}", "type"))
        else:
            yield OldUrl(path=unquote(text.text), place=text.place)


def _corrections(fields: Fields, published: Moment | None, config: Config) -> Iterator[Correction]:
    for item in fields.each("corrections"):
        entry = fields.as_fields("an item of corrections", item)
        if entry is None:
            continue
        text, made = read_required(entry, "text", "what was put right"), read_moment(entry, "date", config=config)
        if entry.node("date") is None:
            message = "a correction has no date; write date: 2023-11-02"
            entry.tell_missing("date", error(entry.place_of("date"), message, "key-missing"))
        entry.finish()
        if made and published and made.day < published.day:
            message = f"this correction is of {made.day}, before date: {published.day}; mend the one that is wrong"
            fields.report(warning(entry.place_of("date"), message, "date-order"))
        if text and made:
            yield Correction(made=made, text=text)
