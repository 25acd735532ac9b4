"""Plain text as Markdown that renders as that text: what Markdown would misread is escaped, and nothing else."""

import re
from collections.abc import Iterable

_SIGNS = re.compile(r"[\\`*_~\[\]{}|]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_AT_LINE_START = (
    (re.compile(r"(#|>|\+|-)"), r"\\\1"),  # headings, quotations, lists, rules and underlines
    (re.compile(r"(\d+)([.)])"), r"\1\\\2"),  # numbered lists
    (re.compile(r":"), "&#58;"),  # definitions
    (re.compile(r"="), "&#61;"),  # underlines
)


def as_markdown(paragraphs: Iterable[str]) -> str:
    """Return paragraphs of plain text as a Markdown text with a blank line between each two."""
    return "\n\n".join("\n".join(map(_line, paragraph.split("\n"))) for paragraph in paragraphs)


def _line(text: str) -> str:
    plain = text.strip()
    escaped = _SIGNS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", plain)).replace("<", "&lt;")
    for pattern, instead in _AT_LINE_START:
        if pattern.match(plain):
            return pattern.sub(instead, escaped, count=1)
    return escaped
