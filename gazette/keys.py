"""The keys of front matter: what articles, records and pages may say, each with its kind and a word for editors.

Readers, schemas and templates of new files rest on these tables; tests hold the readers to them.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum, auto

from msgspec import Struct


class Kind(StrEnum):
    """What the value of a key is."""

    TEXT = auto()
    FLAG = auto()
    LANGUAGE = auto()
    SLUG = auto()
    OLD_SLUG = auto()  # one that an article may have had on another site
    ADDRESS = auto()  # on the web
    DAY = auto()
    MOMENT = auto()  # a day or a time
    SPAN = auto()  # a year, a month or a day, or two with "/" between
    PARTIAL = auto()  # a year, a month or a day
    TEXTS = auto()  # a text or a list of them
    ADDRESSES = auto()
    OLD_URLS = auto()
    MAPPING = auto()  # with the key's own keys
    MAPPINGS = auto()  # a list of them
    NAME = auto()  # of a term, or a mapping with the key's own keys
    NAMES = auto()  # one or a list of those
    ANYTHING = auto()  # a mapping of the site's own


class Key(Struct, frozen=True, kw_only=True):
    """A key of a mapping."""

    names: tuple[str, ...]  # the first is the one to write, the others mean the same
    kind: Kind
    says: str
    is_required: bool = False
    keys: "tuple[Key, ...]" = ()  # of the mapping that it holds
    only_of: tuple[str, ...] = ()  # the usual taxonomies whose records have it; empty for all

    @property
    def name(self) -> str:
        """The name to write."""
        return self.names[0]


def _key(names: str, kind: Kind, says: str, *keys: Key, is_required: bool = False, only_of: str = "") -> Key:
    return Key(
        names=tuple(names.split()),
        kind=kind,
        says=says,
        keys=keys,
        is_required=is_required,
        only_of=tuple(only_of.split()),
    )


_TITLE = _key("title", Kind.TEXT, "The headline.", is_required=True)
_SUMMARY = _key("summary description", Kind.TEXT, "One or two sentences for lists and feeds.")
_DRAFT = _key("draft", Kind.FLAG, "true holds the file back until it is false or gone.")
_EXTRA = _key("extra", Kind.ANYTHING, "Keys of your own, for your own layouts.")

SOURCE = _key(
    "source",
    Kind.NAME,
    "Where it was published first: a name, or name, url, via, retrieved and archive_url.",
    _key("name", Kind.TEXT, "The outlet or body.", is_required=True),
    _key("url", Kind.ADDRESS, "Where it stands on the web."),
    _key("via", Kind.TEXT, "Whom it was reported through."),
    _key("retrieved", Kind.DAY, "The day on which it was read there."),
    _key("archive_url", Kind.ADDRESS, "A copy that lasts."),
)
NAMES = _key(
    "names",
    Kind.NAMES,
    "A name, a list of names, or items with name and role.",
    _key("name", Kind.TEXT, "Any spelling that a record has, or a new name.", is_required=True),
    _key("role", Kind.TEXT, "The office held in this article."),
)
"""What a taxonomy's own key holds, under whatever name."""

ARTICLE = (
    _TITLE,
    _key("date", Kind.MOMENT, "When it was published: 2023-10-31, or with a time and an offset, as written."),
    _key(
        "event_date",
        Kind.SPAN,
        "When it happened, where that differs: a day, 2023-10-28/2023-10-30, a month or a year.",
    ),
    _key("updated lastmod modified", Kind.MOMENT, "When it was last changed."),
    _SUMMARY,
    _key("slug", Kind.OLD_SLUG, "The last part of its address, where the file's name will not do."),
    _DRAFT,
    _key("publish_date", Kind.MOMENT, "When to begin to show it."),
    _key("expires", Kind.MOMENT, "When to cease to show it."),
    _key("lang", Kind.LANGUAGE, "The language of its text, where it is not the site's: fr, pt-BR."),
    _key("aliases", Kind.OLD_URLS, "Old addresses that lead here: /2019/grid.html."),
    _key(
        "corrections",
        Kind.MAPPINGS,
        "What was put right after publication.",
        _key("date", Kind.MOMENT, "When it was put right: a day, or a time on it.", is_required=True),
        _key("text", Kind.TEXT, "What was put right.", is_required=True),
    ),
    _EXTRA,
)
"""Those of an article besides the keys of taxonomies."""

TAGS = "tags"
"""What topics may be called in an article, too."""

RECORD = (
    _key("name", Kind.TEXT, "The name as it is shown.", is_required=True),
    _key("sort_name", Kind.TEXT, "The name as it is sorted: Byron, Ada.", only_of="people"),
    _key("aliases", Kind.TEXTS, "Other spellings and names, which all lead here."),
    _key("description summary", Kind.TEXT, "A sentence under the name."),
    _key("slug", Kind.SLUG, "The last part of its address, where the name will not do."),
    _key(
        "roles",
        Kind.MAPPINGS,
        "Offices that were held, and when.",
        _key("title", Kind.TEXT, "The office.", is_required=True),
        _key("organisation", Kind.TEXT, "Where it was held."),
        _key("from", Kind.PARTIAL, "Since when: 2019, 2019-09 or 2019-09-18."),
        _key("to", Kind.PARTIAL, "Until when; left out while it is held."),
        only_of="people",
    ),
    _key("same_as", Kind.ADDRESSES, "Pages elsewhere on the same person.", only_of="people"),
    _key("image", Kind.TEXT, "A picture beside this file: face.jpg.", only_of="people"),
    _key("parent", Kind.TEXT, "The topic above it.", only_of="topics"),
    _key("related", Kind.TEXTS, "Topics beside it.", only_of="topics"),
    _key("url", Kind.ADDRESS, "Its place on the web.", only_of="sources"),
    _key("kind", Kind.TEXT, "What it is: agency, newspaper, ministry.", only_of="sources"),
    _key("distinct_from", Kind.TEXTS, "Names that look like this one and are another's."),
    _EXTRA,
)
"""Those of records; the records of a site's own taxonomies have all of them."""

PAGE = (_TITLE, _SUMMARY, _DRAFT, _EXTRA)
"""Those of standing pages."""

USUAL = ("people", "topics", "sources")
"""The taxonomies that have keys of their own."""


def record_keys(taxonomy: str) -> Iterator[Key]:
    """Yield the keys of the records of a taxonomy."""
    return (key for key in RECORD if taxonomy not in USUAL or not key.only_of or taxonomy in key.only_of)


def all_names(keys: Iterable[Key]) -> frozenset[str]:
    """Return every name of some keys."""
    return frozenset(name for key in keys for name in key.names)
