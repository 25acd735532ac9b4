"""The site's settings: config.yaml read into one frozen value."""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct, field
from msgspec.structs import replace

from gazette.errors import InputError, Place, Problem, Report, error, listed, quoted, suggestion, unreadable, warning
from gazette.fields import Fields, Value
from gazette.folders import plain_bytes
from gazette.hosts import host_in_ascii, in_ascii
from gazette.keys import ARTICLE, TAGS, all_names
from gazette.security import Security, read_security
from gazette.slugs import RESERVED
from gazette.texts import decode
from gazette.yaml_nodes import Scalar, read_mapping

T = TypeVar("T")

CONFIG_NAME = "config.yaml"
OTHER_CONFIG_NAME = "config.yml"
"""What the settings are called elsewhere; here it is a mistake, which is told."""
_NAMED_OTHERWISE = frozenset((CONFIG_NAME, OTHER_CONFIG_NAME, "config.yaml.txt", "config.yml.txt"))  # in lower case
DEFAULT_PERMALINK = "/{year}/{month}/{day}/{slug}/"
PERMALINK_TOKENS = ("year", "month", "day", "slug", "folder")
ERROR, WARN = "error", "warn"
"""What broken links are: they stop a build, or are only told."""
_UNPUBLISHED_URL = "http://localhost:8000"
_BASE_URL = re.compile(
    r"https?://(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,4}|:[1-5][0-9]{4}|:6[0-4][0-9]{3})?"
    r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~%-]+)*/?"
)
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_ARTICLE_KEYS = all_names(ARTICLE) | {TAGS}
_LAYOUTS = frozenset("base bare home article taxonomy day month year dates search page 404 redirect gone".split())
_TAKEN = frozenset(
    "pages dates search data feed page assets articles datapackage url title date day event_date source summary words"
    " path drafts future expired".split()
)
"""What a taxonomy cannot be called: the name begins URLs, heads a column of the data files and names a list."""


class Taxonomy(Struct, frozen=True, kw_only=True):
    """A way to sort articles: people, topics, sources, or one of the site's own."""

    name: str  # folder of its records and first part of its URLs
    singular: str  # names its layout: person.html, else term.html
    title: str  # heads its overview
    key: str  # in an article's front matter
    is_closed: bool = False  # only names that have a record


DEFAULT_TAXONOMIES = (
    Taxonomy(name="people", singular="person", title="People", key="people"),
    Taxonomy(name="topics", singular="topic", title="Topics", key="topics"),
    Taxonomy(name="sources", singular="source", title="Sources", key="source"),
)


class MenuItem(Struct, frozen=True, kw_only=True):
    """An entry of the site's menu: a root-relative path or an absolute URL."""

    name: str
    url: str
    place: Place


class Feeds(Struct, frozen=True, kw_only=True):
    """What feeds hold, and what the ids in them begin with."""

    limit: int = 20
    id_base: str = ""  # the base_url under which ids were first published; "" for the present one


class Limits(Struct, frozen=True, kw_only=True):
    """What one file, and the whole of a collection, may ask of a build."""

    file_bytes: int = 1_000_000
    media_bytes: int = 100_000_000  # of a file that is published as it is; many hosts take no larger one
    event_days: int = 366
    nesting: int = 100  # of HTML elements in a body
    names: int = 200  # of an article in one taxonomy, and items of any other list in front matter
    aliases: int = 200  # of one file
    letters: int = 1_000  # of a title, a name and whatever else is said in a few words
    summary: int = 5_000  # letters of a summary, a description, a correction or an address
    depth: int = 20  # terms above a term
    seconds: int = 10  # to read one file, before the process that does is ended
    output_ratio: int = 100  # bytes that a site may have for each that it is made of


class Config(Struct, frozen=True, kw_only=True):
    """The settings of a site."""

    title: str
    description: str = ""
    base_url: str = _UNPUBLISHED_URL  # without a slash at its end
    language: str = "en"
    timezone: str = "UTC"
    author: str = ""
    paginate_by: int = 20
    taxonomies: tuple[Taxonomy, ...] = DEFAULT_TAXONOMIES
    article_permalink: str = DEFAULT_PERMALINK
    feeds: Feeds = Feeds()
    menu: tuple[MenuItem, ...] = ()
    has_smart_quotes: bool = True
    limits: Limits = Limits()
    has_search: bool = True
    links: str = ERROR
    security: Security = Security()
    cname: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of dates that are written without an offset."""
        return ZoneInfo(self.timezone)

    @property
    def for_reading(self) -> tuple[object, ...]:
        """The settings on which it depends what a content file is read as."""
        limits = replace(self.limits, media_bytes=0, depth=0, output_ratio=0)  # those of other steps
        return self.base_url, self.timezone, self.taxonomies, self.has_smart_quotes, limits, self.security.img_src

    def taxonomy(self, name: str) -> Taxonomy:
        """Return the taxonomy of that name, which must be one of the site's."""
        return next(taxonomy for taxonomy in self.taxonomies if taxonomy.name == name)

    @property
    def base_path(self) -> str:
        """The path of base_url: "" or "/briefings"."""
        return urlsplit(self.base_url).path

    @property
    def origin(self) -> str:
        """The scheme and host of base_url."""
        return self.base_url.removesuffix(self.base_path)


def require_config(root: Path) -> None:
    """Raise InputError where there is no config.yaml, and so no collection."""
    if not (root / CONFIG_NAME).exists():
        raise InputError(_missing(root))


def _missing(root: Path) -> Problem:
    message = "not found here; run inside a collection, or say where it is with --root"
    with contextlib.suppress(OSError):
        if found := sorted(name for name in os.listdir(root) if name.lower() in _NAMED_OTHERWISE):  # noqa: PTH208
            message = f"not found here, but {quoted(found[0])} is; rename that to {CONFIG_NAME}"
    return error(Place(path=CONFIG_NAME), message, "config-missing")


def read_config(root: Path, report: Report, *, base_url: str = "") -> Config:
    """Return the settings in config.yaml under the root.

    A `base_url` given here goes before the environment's GAZETTE_BASE_URL, and that before
    the file's. Wrong settings are reported and replaced by their defaults, so that
    the content can be checked in the same run. Raises InputError where there is no readable
    file, since nothing else can then be trusted.
    """
    top = Place(path=CONFIG_NAME)
    try:
        text = decode(plain_bytes(root / CONFIG_NAME), CONFIG_NAME, report)
    except FileNotFoundError as fault:
        raise InputError(_missing(root)) from fault
    except OSError as fault:
        raise InputError(unreadable(top, fault)) from fault
    if (root / OTHER_CONFIG_NAME).exists():
        message = f"{CONFIG_NAME} is here too, and only that is read; move into it what it lacks, and remove this file"
        report(error(Place(path=OTHER_CONFIG_NAME), message, "config-twice"))
    fields = Fields(read_mapping(text, CONFIG_NAME, report), report)
    config = _config(fields)
    given = base_url or os.environ.get("GAZETTE_BASE_URL", "")
    if given:
        where = "--base-url" if base_url else "GAZETTE_BASE_URL"
        config = replace(config, base_url=_base_url(given, Place(path=where), report))
    elif fields.node("base_url") is None:
        message = "base_url is missing; feeds and the sitemap need the site's address, such as https://example.org"
        report(warning(top, message, "base-url-missing"))
    return config


def _config(fields: Fields) -> Config:
    config = Config(
        title=fields.text("title"),
        description=fields.text("description"),
        base_url=_base_url(fields.text("base_url") or _UNPUBLISHED_URL, fields.place_of("base_url"), fields.report),
        language=fields.language("language", "en"),
        timezone=fields.scalar(("timezone",), 'a time zone such as "Europe/Paris"', _timezone, "UTC"),
        author=fields.text("author"),
        paginate_by=fields.whole("paginate_by", default=20, least=1),
        taxonomies=_taxonomies(fields),
        article_permalink=_section(fields, "permalinks", _article_permalink, default=DEFAULT_PERMALINK),
        feeds=_section(fields, "feeds", _feeds, default=Feeds()),
        menu=_menu(fields),
        has_smart_quotes=_section(fields, "markdown", _has_smart_quotes, default=True),
        limits=_section(fields, "limits", _limits, default=Limits()),
        has_search=fields.flag("search", default=True),
        links=fields.scalar(("links",), f"{ERROR} or {WARN}", _links, ERROR),
        security=_section(fields, "security", read_security, default=Security()),
        cname=_section(fields, "deploy", _cname, default=""),
        extra=fields.extra(),
    )
    if not config.title:
        state = "empty" if fields.has("title") else "missing"
        message = f"title is {state}; write title: The name of the site"
        fields.tell_missing("title", error(fields.place_of("title"), message, "key-missing"))
    fields.finish()
    return config


def _base_url(text: str, place: Place, report: Report) -> str:
    try:
        return _site_url(text)
    except ValueError as why:
        message = (
            f"base_url is {quoted(text)}; {str(why) or 'it must be an address such as https://example.org/briefings'}"
        )
        report(error(place, message, "type"))
    return _UNPUBLISHED_URL


def _site_url(text: str) -> str:
    """Return an address of the site without a slash at its end. Raises ValueError, with the cure where one is known."""
    if _BASE_URL.fullmatch(text):
        return text.rstrip("/")
    plain = in_ascii(text)
    raise ValueError(f"write {plain}" if plain != text and _BASE_URL.fullmatch(plain) else "")


def _timezone(text: str) -> str:
    if text in ("localtime", "posixrules", "Factory") or text.startswith(("posix/", "right/")):
        raise ValueError("this one means another zone on each machine")
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(suggestion(text, available_timezones()).removeprefix("; ")) from fault
    return text


def _taxonomies(fields: Fields) -> tuple[Taxonomy, ...]:
    """Return the default taxonomies, changed by those in the file, then the file's own in its order."""
    found = {taxonomy.name: taxonomy for taxonomy in DEFAULT_TAXONOMIES}
    for name, node, place in fields.children("taxonomies"):
        if not _NAME.fullmatch(name) or name in _TAKEN:
            message = (
                f"a taxonomy is named {quoted(name)}; use lower-case letters, and none of {listed(sorted(_TAKEN))}"
            )
            fields.report(error(place, message, "type"))
            continue
        if name in RESERVED:
            message = f"a taxonomy is named {quoted(name)}, which Windows or hosts keep for themselves; rename it"
            fields.report(error(place, message, "type"))
            continue
        usual = found.get(name) or Taxonomy(name=name, singular=_singular(name), title=_title(name), key=name)
        is_empty = isinstance(node, Scalar) and node.is_null
        settings = None if is_empty else fields.as_fields(name, node)
        found[name] = _taxonomy(settings, usual) if settings else usual
    _report_taken_names(found.values(), fields)
    return tuple(found.values())


def _report_taken_names(taxonomies: Iterable[Taxonomy], fields: Fields) -> None:
    """Report a taxonomy whose front-matter key or layout is something else already."""
    owners = dict.fromkeys(_ARTICLE_KEYS, "every article")
    for taxonomy in taxonomies:
        owner = owners.setdefault(taxonomy.key, taxonomy.name)
        if owner != taxonomy.name:
            message = f"the key {quoted(taxonomy.key)} of {taxonomy.name} belongs to {owner}; give it another key"
            fields.report(error(fields.place_of("taxonomies"), message, "type"))
        if taxonomy.singular in _LAYOUTS:
            message = f"{taxonomy.singular}.html is the layout of other pages; give {taxonomy.name} another singular"
            fields.report(error(fields.place_of("taxonomies"), message, "type"))


def _taxonomy(settings: Fields, usual: Taxonomy) -> Taxonomy:
    taxonomy = replace(
        usual,
        singular=settings.text("singular", default=usual.singular),
        title=settings.text("title", default=usual.title),
        key=settings.text("key", default=usual.key),
        is_closed=settings.flag("closed"),
    )
    settings.finish()
    return taxonomy


def _singular(name: str) -> str:
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _title(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()


def _section(fields: Fields, key: str, read: Callable[[Fields], T], *, default: T) -> T:
    """Return what `read` makes of the mapping under a key, or the default where there is none."""
    settings = fields.child(key)
    if settings is None:
        return default
    value = read(settings)
    settings.finish()
    return value


def _article_permalink(settings: Fields) -> str:
    def parse(text: str) -> str:
        tokens = re.findall(r"\{([^{}]*)\}", text)
        rest = re.sub(r"\{[^{}]*\}", "x", text)
        if "slug" not in tokens or not set(tokens) <= set(PERMALINK_TOKENS):
            raise ValueError(f"its parts are {listed('{' + token + '}' for token in PERMALINK_TOKENS)}")
        if not re.fullmatch(r"(/[a-z0-9-]+)+/", rest):
            raise ValueError('between them "/", lower-case letters, digits and hyphens')
        return text

    return settings.scalar(("article",), f"a pattern such as {DEFAULT_PERMALINK}", parse, DEFAULT_PERMALINK)


def _feeds(settings: Fields) -> Feeds:
    id_base = settings.scalar(("id_base",), "an address that the site had, such as https://example.org", _site_url, "")
    return Feeds(limit=settings.whole("limit", default=20, least=1), id_base=id_base)


def _menu(fields: Fields) -> tuple[MenuItem, ...]:
    items = []
    for node in fields.each("menu"):
        entry = fields.as_fields("an item of menu", node)
        if entry is None:
            continue
        item = MenuItem(name=entry.text("name"), url=entry.text("url"), place=node.place)
        entry.finish()
        if not item.name or not re.match(r"/(?!/)|https?://", item.url):
            message = 'a menu item needs a name and a url that begins with one "/", or with "https://"'
            fields.report(error(node.place, message, "type"))
        else:
            items.append(item)
    return tuple(items)


def _has_smart_quotes(settings: Fields) -> bool:
    return settings.flag("smart_quotes", default=True)


def _limits(settings: Fields) -> Limits:
    usual = Limits()
    return Limits(
        **{name: settings.whole(name, default=getattr(usual, name), least=1) for name in Limits.__struct_fields__}
    )


def _links(text: str) -> str:
    if text not in (ERROR, WARN):
        raise ValueError
    return text


def _cname(settings: Fields) -> str:
    def parse(text: str) -> str:
        if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text):
            return text
        plain = host_in_ascii(text)
        raise ValueError(f"write {plain}" if plain != text and plain.isascii() else "")

    return settings.scalar(("cname",), "a host name such as www.example.org", parse, "")
