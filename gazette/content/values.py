"""Readers of single values that articles, records and pages share."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from gazette.config import Config
from gazette.content.dates import Moment, Span, parse_day, parse_moment, parse_partial, parse_span
from gazette.content.days import DateError, in_plain_signs
from gazette.errors import Report, error, quoted, warning
from gazette.fields import Fields
from gazette.keys import Key, all_names
from gazette.lookalikes import named
from gazette.slugs import DEVICES, MAX_CHOSEN, RESERVED, is_chosen_slug, is_old_slug
from gazette.suggestions import Suggestions
from gazette.yaml_lines import in_quotes
from gazette.yaml_nodes import Mapping, Scalar

T = TypeVar("T")

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_RANGE = "2023-10-28/2023-10-30"
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\/?#]+[^\s\"'<>\\]*")

_NO_ADDRESS = re.compile(r"[\s\"'<>\\]")  # which an address spells with %


def read_text(fields: Fields, *keys: str) -> str:
    """Return a text on one line, or ""; a reference of HTML in it, which would be shown as it stands, is reported."""
    text = fields.text(*keys)
    plain = html.unescape(text)
    if (found := _REFERENCE.search(text)) and plain != text:
        message = f"{found[0]} is no sign here but text, which readers see as it stands; write {quoted(plain, 200)}"
        fields.report(warning(fields.place_of(*keys), message, "html-reference"))
    return text


def read_required(fields: Fields, key: str, example: str) -> str:
    """Return a text that must be there; "" where it is not, which is reported."""
    text = read_text(fields, key)
    is_wrong_type = fields.node(key) is not None and not isinstance(fields.node(key), Scalar)
    if not text and not is_wrong_type:
        message = f"{key} is {'empty' if fields.has(key) else 'missing'}; write {key}: {example}"
        fields.tell_missing(key, error(fields.place_of(key), message, "key-missing"))
    return text


def tell_names_as_keys(mapping: Mapping, kind: Key, report: Report) -> bool:
    """Report a mapping whose keys are names, as in `{Ada Byron, Bea Cole}` or `Ada Byron: chair`; tell whether it is.

    Nobody else would: values that are empty are those of an item that is not there.
    """
    known = all_names(kind.keys)
    near = Suggestions(known)
    if not mapping.items or any(key.text.lower() in known or near.meant(key.text) for key, _ in mapping.items):
        return False
    key, value = mapping.items[0]
    name = in_quotes(key.text)
    if isinstance(value, Scalar) and value.text:
        text = in_quotes(f"{key.text}: {value.text}")
        cure = f"write {text}" + (f", or {{name: {name}, role: {in_quotes(value.text)}}}" if "role" in known else "")
    else:
        names = ", ".join(in_quotes(each.text) for each, _ in mapping.items)
        cure = (
            f"write {f'[{names}]' if len(mapping.items) > 1 else name}, without a colon behind it or braces around it"
        )
    report(error(key.place, f"{name} is a key to YAML and no name; {cure}", "type"))
    return True


def read_day(fields: Fields, key: str) -> date | None:
    """Return a day such as 2023-10-31."""
    return _read_date(fields, (key,), parse_day)


def read_moment(fields: Fields, *keys: str, config: Config) -> Moment | None:
    """Return a day or a time; without an offset it is the site's."""
    return _read_date(fields, keys, lambda text: parse_moment(text, config.zone))


def read_span(fields: Fields, key: str, longest: int) -> Span | None:
    """Return a day, a month, a year, or a range such as 2023-10-28/2023-10-30."""
    several = f"one date, or two with / between them such as {_RANGE}"
    return _read_date(fields, (key,), lambda text: parse_span(text, longest), several)


def read_partial(fields: Fields, key: str) -> Span | None:
    """Return the days that a year, a month or a day covers."""
    return _read_date(fields, (key,), parse_partial)


def read_slug(fields: Fields) -> str:
    """Return the slug that an editor chose for a record, or ""."""

    def parse(text: str) -> str:
        return _unreserved(text, is_chosen_slug(text))

    return fields.scalar(("slug",), f"lower-case letters, digits and single hyphens, {MAX_CHOSEN} at most", parse, "")


def read_old_slug(fields: Fields) -> str:
    """Return the slug that an editor chose for an article, perhaps because it had it on another site, or ""."""

    def parse(text: str) -> str:
        if text.lower().endswith((".html", ".htm")):
            raise ValueError(f"for an old address write aliases: [/…/{text}]")
        return _unreserved(text, is_old_slug(text))

    wanted = f'letters, digits and "-", "_", "." or "~", {MAX_CHOSEN} at most, no dot at an end and no "_" in front'
    return fields.scalar(("slug",), wanted, parse, "")


def _unreserved(text: str, is_right: bool) -> str:
    if text.lower() in RESERVED or text.lower().partition(".")[0] in DEVICES:
        raise ValueError("Windows, hosts or lists of several pages keep this one for themselves")
    return _checked(text, is_right)


def read_address(fields: Fields, key: str) -> str:
    """Return an address on the web, or ""."""
    return fields.scalar((key,), "an address that begins with https:// or http://", parse_address, "")


def parse_address(text: str) -> str:
    """Return an address on the web as it is. Raises ValueError where a text is none."""
    if _WEB_ADDRESS.fullmatch(text):
        return text
    if text.lower().startswith(("https://", "http://")) and (odd := _NO_ADDRESS.search(text)):
        raise ValueError(f"it has {quoted(odd[0])} in it: write {quote(odd[0])}")
    raise ValueError


def _checked(text: str, is_right: bool) -> str:
    if not is_right:
        raise ValueError
    return text


def _read_date(
    fields: Fields, keys: tuple[str, ...], parse: Callable[[str], T], wanted: str = "a date such as 2023-10-31"
) -> T | None:
    node = fields.node(*keys)
    if node is None:
        return None
    if not isinstance(node, Scalar):
        return fields.scalar(keys, wanted, parse, None)
    text = node.text.strip()
    try:
        return parse(text)
    except DateError as why:
        cure = _in_plain_signs(text, parse) or why
        fields.report(error(node.place, f"{keys[0]} is {quoted(node.text)}; {cure}", "date-invalid"))
        return None


def _in_plain_signs(text: str, parse: Callable[[str], object]) -> str:
    """Return the cure for a date that has signs which only look like those of dates, or ""."""
    plain = in_plain_signs(text)
    if plain == text:
        return ""
    try:
        parse(plain)
    except DateError as why:
        return str(why)
    odd = next(char for char in text if char not in plain)
    return f"its {odd} is another sign ({named(odd)}); write it as {plain}"
