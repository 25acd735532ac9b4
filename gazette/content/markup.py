"""Markdown to safe HTML: a body as it is parsed, and what of it the allow-list leaves."""

import html
import re
from functools import cache

from gazette.config import Config
from gazette.content.bodies.converter import Converter
from gazette.content.bodies.document import NestingError, Parse
from gazette.content.body import ATTRIBUTES, Body
from gazette.content.sanitize import nests_deeper, sanitize
from gazette.errors import Place, Problem, Report, error

_SUMMARY_LENGTH = 240
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_INLINE = re.compile(
    rf"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
    rf"{ATTRIBUTES}>"
)
_TAG = re.compile(rf"</?\w+{ATTRIBUTES}>")


def render_markdown(text: str, place: Place, config: Config, report: Report) -> Body:
    """Return a body as safe HTML; `place` is where the text begins. What cannot be kept is reported."""
    found: list[Problem] = []
    parse = Parse(place, config.limits.nesting, found.append)
    try:
        raw = _converter(config.has_smart_quotes).html_of(text, parse)
    except (NestingError, RecursionError):
        _converter.cache_clear()  # it stopped midway, and would go on from there
        report(error(place, "lists or quotations nest too deeply to be read; make them flatter", "nesting"))
        return Body()
    if nests_deeper(raw, config.limits.nesting):
        message = f"elements nest deeper than {config.limits.nesting} levels; make the text flatter"
        report(error(place, message, "nesting"))
        return Body()
    safe = sanitize(raw, parse.addresses, found.append)
    for problem in found:
        report(problem)
    return Body(
        html=safe.html,
        words=len(plain_text(safe.html).split()),
        opening=_opening(safe.html),
        anchors=safe.anchors,
        links=safe.links,
    )


def plain_text(safe: str) -> str:
    """Return the text of HTML: inline tags leave no trace, others a space."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", safe)))


@cache
def _converter(has_smart_quotes: bool) -> Converter:
    return Converter(has_smart_quotes=has_smart_quotes)


def _opening(safe: str) -> str:
    match = _PARAGRAPH.search(safe)
    text = " ".join(plain_text(re.sub(r"<sup.*?</sup>", "", match[1])).split()) if match else ""
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: text.rfind(" ", 0, _SUMMARY_LENGTH) + 1 or _SUMMARY_LENGTH].rstrip(" ,;:–—") + " …"
