"""The verb schema: front matter as JSON Schema (draft 7), and as snippets for Visual Studio Code.

Both are made of `gazette.keys`, which readers are held to. They offer the names that a collection knows; whether a
name that they do not offer is right, only a build can tell.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from gazette.collection.library import Documents
from gazette.collection.selection import Selection
from gazette.config import Config, Taxonomy
from gazette.content.days import MONTHS
from gazette.content.rewriting import as_yaml
from gazette.desk.collection import ignore, names_of, sound_config
from gazette.desk.templates import ARTICLE_KIND, article_lines, record_lines
from gazette.engine.reading import Progress
from gazette.errors import listed, quoted, suggestion
from gazette.keys import ARTICLE, NAMES, PAGE, SOURCE, TAGS, Key, Kind, record_keys
from gazette.operations import Tell, gather
from gazette.slugs import DEVICES, MAX_CHOSEN, RESERVED

Schema = dict[str, object]

KnownNames = Mapping[str, Sequence[str]]
"""Names, and the aliases of records, by taxonomy."""

PAGE_NAME, SNIPPETS = "page", "snippets"
_DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def _in_any_case(words: Iterable[str]) -> str:
    """Return a pattern of some words in any letter case, which JSON Schema has no flag for."""
    return "|".join("".join(f"[{char.lower()}{char.upper()}]" for char in word) for word in words)


_MONTH = _in_any_case(MONTHS)
_DAY = rf"([1-9]\d{{3}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|(0?[1-9]|[12]\d|3[01]) ({_MONTH}) [1-9]\d{{3}})"
_PART = rf"([1-9]\d{{3}}(-(0[1-9]|1[0-2]))?|{_DAY})"
_UTC = _in_any_case(("UTC", "GMT"))
_OFFSET = rf" *\(? *([Zz]|{_UTC}|({_UTC})?[-+−]\d{{1,2}}(:?[0-5]\d)?) *\)?"
_TIME = rf"([Tt]| +)([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{{1,9}})?)?({_OFFSET})?"
_FLAG_WORDS = ("true", "yes", "on", "false", "no", "off")
_YEAR: Schema = {"type": "integer", "minimum": 1000, "maximum": 9999}
_NOTHING: tuple[Schema, ...] = ({"type": "null"}, {"type": "string", "pattern": r"^\s*$"})
"""What stands where a value may be left out: the key alone, or what editors' programs write for no value."""
_WORD: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""What stands for a text: readers take `no` and 12 for words too, whatever YAML makes of them."""


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _any(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _one_or_list(item: Schema) -> Schema:
    return _any(item, {"type": "array", "items": _any(item, *_NOTHING)})


def _slug(pattern: str) -> Schema:
    """Return the schema of a slug; YAML takes some for numbers or booleans."""
    taken = rf"^(({_in_any_case(sorted(DEVICES))})(\..*)?|{_in_any_case(sorted(RESERVED - DEVICES))})$"
    written = {**_text(pattern), "maxLength": MAX_CHOSEN, "not": {"pattern": taken}}
    return _any(written, {"type": "integer", "minimum": 0}, {"type": "number", "minimum": 0}, {"type": "boolean"})


_ADDRESS = _text(r"https?://[^\s\"'<>\\/?#]+[^\s\"'<>\\]*")
_VALUES: Mapping[Kind, Schema] = {
    Kind.TEXT: _WORD,
    Kind.FLAG: _any(
        {"type": "boolean"},
        _text(f"({_in_any_case(_FLAG_WORDS)})"),
    ),
    Kind.LANGUAGE: _text(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    Kind.SLUG: _slug(r"[a-z0-9]+(-[a-z0-9]+)*"),
    Kind.OLD_SLUG: _slug(r"(?!.*\.[hH][tT][mM][lL]?$)[A-Za-z0-9-]([A-Za-z0-9._~-]*[A-Za-z0-9_~-])?"),
    Kind.ADDRESS: _ADDRESS,
    Kind.DAY: _text(rf"\s*{_DAY}\s*"),
    Kind.MOMENT: _text(rf"\s*{_DAY}({_TIME})?\s*"),
    Kind.SPAN: _any(_text(rf"\s*{_PART}(\s*/\s*{_PART})?\s*"), _YEAR),
    Kind.PARTIAL: _any(_text(rf"\s*{_PART}\s*"), _YEAR),
    Kind.TEXTS: _one_or_list(_WORD),
    Kind.ADDRESSES: _one_or_list(_ADDRESS),
    Kind.OLD_URLS: _one_or_list(_text(r"/([^\s/*?#\\][^\s*?#\\]*)?")),
    Kind.ANYTHING: {"type": "object"},
}


class UnknownSchemaError(Exception):
    """There is no schema of that name; says which there are."""


def make_schema(what: str, root: Path, now: datetime, progress: Progress, tell: Tell) -> Schema:
    """Return the schema of articles, of pages, of the records of a taxonomy, or the snippets for all of them.

    Raises UnknownSchemaError, and InputError where the settings cannot be read; what else is wrong with the
    collection is a build's to tell.
    """
    config = sound_config(root)
    kinds = {taxonomy.singular: taxonomy for taxonomy in config.taxonomies}
    if what not in (words := (ARTICLE_KIND, PAGE_NAME, *kinds, SNIPPETS)):
        raise UnknownSchemaError(
            f"there is no schema of {quoted(what)}{suggestion(what, words) or f'; there are {listed(words)}'}"
        )
    documents = gather(root, config, Selection(now=now), ignore, progress, tell).documents
    known = {taxonomy.name: _names(taxonomy, documents) for taxonomy in config.taxonomies}
    if what == SNIPPETS:
        return snippets(config, known)
    if what == ARTICLE_KIND:
        return article_schema(config, known)
    return page_schema() if what == PAGE_NAME else record_schema(kinds[what], known)


def _names(taxonomy: Taxonomy, documents: Documents) -> tuple[str, ...]:
    """Return the names of a taxonomy, and the aliases of its records, in order."""
    names = names_of(taxonomy, documents)
    aliases = (alias.text for name in names if name.record for alias in name.record.aliases)
    return tuple(sorted({*(name.name for name in names), *aliases}))


def article_schema(config: Config, known: KnownNames) -> Schema:
    """Return the schema of an article's front matter. A date is not required: the name of the file may have it."""
    schema = _mapping(ARTICLE, {})
    properties = _properties(ARTICLE, {})
    for taxonomy in config.taxonomies:
        key = SOURCE if taxonomy.name == "sources" else NAMES
        value = _described(key, _value(key, known.get(taxonomy.name, ())))
        properties[taxonomy.key] = value
        if taxonomy.key == "topics":
            properties[TAGS] = value
    return _headed("An article of a Gazette collection", schema | {"properties": properties})


def record_schema(taxonomy: Taxonomy, known: KnownNames) -> Schema:
    """Return the schema of the front matter of a taxonomy's records."""
    names = {key: known.get(taxonomy.name, ()) for key in ("parent", "related", "distinct_from")}
    keys = tuple(record_keys(taxonomy.name))
    return _headed(f"A {taxonomy.singular} of a Gazette collection", _mapping(keys, names))


def page_schema() -> Schema:
    """Return the schema of a standing page's front matter."""
    return _headed("A page of a Gazette collection", _mapping(PAGE, {}))


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": _DRAFT_7, "title": title, **schema}


def _mapping(keys: Sequence[Key], names: KnownNames) -> Schema:
    """Return the schema of a mapping; `names` has what to offer for some of its keys."""
    required = [key.name for key in keys if key.is_required]
    return {
        "type": "object",
        "properties": _properties(keys, names),
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _properties(keys: Sequence[Key], names: KnownNames) -> Schema:
    return {name: _described(key, _value(key, names.get(key.name, ()))) for key in keys for name in key.names}


def _described(key: Key, value: Schema) -> Schema:
    """Return the schema of a key's value; one that may be left out may be empty."""
    return {"description": key.says, **(value if key.is_required else _any(value, *_NOTHING))}


def _value(key: Key, names: Sequence[str]) -> Schema:
    offered = _any({"enum": list(names)}, _WORD) if names else _WORD
    if key.kind in (Kind.NAME, Kind.NAMES):
        item = _any(offered, _mapping(key.keys, {"name": names}))
        return item if key.kind is Kind.NAME else _one_or_list(item)
    if key.kind is Kind.MAPPINGS:
        return _one_or_list(_mapping(key.keys, {}))
    if key.kind is Kind.TEXT:
        return offered
    return _one_or_list(offered) if key.kind is Kind.TEXTS else _VALUES[key.kind]


def snippets(config: Config, known: KnownNames) -> Schema:
    """Return snippets for Markdown files: whole front matters, every key of articles, and every known name."""
    lines = article_lines(config, {})
    found: Schema = {ARTICLE_KIND: _snippet(ARTICLE_KIND, lines, "The front matter of an article.")}
    for taxonomy in config.taxonomies:
        lines = record_lines(taxonomy, {})
        found[taxonomy.singular] = _snippet(
            taxonomy.singular, lines, f"The front matter of a {taxonomy.singular}'s record."
        )
    for key in ARTICLE:
        found[f"key {key.name}"] = _snippet(key.name, [f"{key.name}: "], key.says)
    for taxonomy in config.taxonomies:
        for name in known.get(taxonomy.name, ()):
            says = f"A {taxonomy.singular} of the collection."
            found[f"{taxonomy.singular} {name}"] = _snippet(name, [as_yaml(name, is_in_flow=True)], says)
    return found


def _snippet(prefix: str, lines: Iterable[str], says: str) -> Schema:
    body = [re.sub(r"[\\$}]", r"\\\g<0>", line) for line in lines]
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": says}
