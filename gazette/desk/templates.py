"""Templates: the front matter of new files, every key an editor may want in its place, with a word on it."""

from collections.abc import Mapping

from gazette.config import Config, Taxonomy
from gazette.keys import ARTICLE, NAMES, SOURCE, Key, Kind, record_keys

ARTICLE_KIND = "article"
_BEFORE_NAMES = ("title", "date", "event_date")
_AFTER_NAMES = ("summary", "draft")
_LEFT_OUT = frozenset({"slug", "extra", "distinct_from"})
_LISTS = frozenset({Kind.TEXTS, Kind.ADDRESSES, Kind.MAPPINGS})

Values = Mapping[str, str]
"""What is known already, as YAML, by key."""


def article_lines(config: Config, values: Values) -> tuple[str, ...]:
    """Return the front matter of a new article, and a blank line for its text."""
    keys = {key.name: key for key in ARTICLE}
    taxonomies = sorted(config.taxonomies, key=lambda taxonomy: taxonomy.name != "sources")
    named = {taxonomy.key: SOURCE if taxonomy.name == "sources" else NAMES for taxonomy in taxonomies}
    ordered = {name: keys[name] for name in _BEFORE_NAMES} | named | {name: keys[name] for name in _AFTER_NAMES}
    lines = (_line(name, key, {"draft": "true"} | dict(values)) for name, key in ordered.items())
    return ("---", *lines, "---", "")


def record_lines(taxonomy: Taxonomy, values: Values) -> tuple[str, ...]:
    """Return the front matter of a new record, and a blank line for its text."""
    keys = (key for key in record_keys(taxonomy.name) if key.name not in _LEFT_OUT)
    return ("---", *(_line(key.name, key, values) for key in keys), "---", "")


def _line(name: str, key: Key, values: Values) -> str:
    """Return a key with its value, or with what it is for."""
    if name in values:
        return f"{name}: {values[name]}"
    return f"{name}:{' []' if key.kind in _LISTS else ''}  # {key.says}"
