"""Markdown to safe HTML: a body as it is parsed, and what of it the allow-list leaves."""

from functools import cache

from gazette.config import Config
from gazette.content.bodies.converter import Converter
from gazette.content.bodies.document import NestingError, Parse
from gazette.content.body import Body
from gazette.content.opening import opening_of, plain_text
from gazette.content.pictures import with_links_for
from gazette.content.sanitize import nests_deeper, sanitize
from gazette.errors import Place, Problem, Report, error


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
    safe = sanitize(raw, parse.addresses, config.base_url, config.security, found.append)
    for problem in found:
        report(problem)
    html = with_links_for(safe.pictures, safe.html)
    return Body(
        html=html,
        words=len(plain_text(html).split()),
        opening=opening_of(safe.html),
        anchors=safe.anchors,
        links=safe.links,
    )


@cache
def _converter(has_smart_quotes: bool) -> Converter:
    return Converter(has_smart_quotes=has_smart_quotes)
