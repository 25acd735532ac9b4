"""Emphasis, and attribute lists behind what stands inline."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor
from markdown.util import INLINE_PLACEHOLDER_RE

from gazette.content.bodies import attributes
from gazette.content.bodies.document import Parse
from gazette.content.bodies.inline import Inline, Reading


class Emphasis(DelimiterProcessor):
    """Looks for the next asterisk or underscore with a regular expression instead of a loop."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__("*", "strong,em", converter)
        self.add("_", "strong,em", smart=True)
        self.add("~", "del", double=True)

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """Return the next sign that may begin or end emphasis."""
        for sign in self.compiled_re.finditer(data, start):
            delimiter = self.delimiters[sign[0]]
            match = delimiter.boundary.match(data, sign.start())
            if match and (delimiter.stack or match.lastgroup != "end"):
                return match
        return None


class InlineAttributes:
    """Gives what stands before an attribute list its attributes."""

    def __init__(self, inline: Callable[[], Inline], parse: Callable[[], Parse]) -> None:
        self._inline, self._parse = inline, parse

    def rewrite(self, text: Reading) -> str:
        """Return a text without the attribute lists that belong to something in it."""
        pieces, done = [], 0
        for placeholder in INLINE_PLACEHOLDER_RE.finditer(text.data):
            end = placeholder.end()
            match = attributes.AT_START.match(text.data, end)
            node = self._inline().stashed_nodes.get(placeholder[1]) if match else None
            if match is None or not isinstance(node, Element) or node.tag == "br":
                continue
            if attributes.assign(node, match, text.place(end), self._parse().report):
                pieces.append(text.data[done:end])
                done = match.end()
        return "".join((*pieces, text.data[done:])) if pieces else text.data
