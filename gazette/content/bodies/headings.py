"""Headings: the highest is h2, under the title of the page, and each can be reached by an anchor."""

import html
import re
from xml.etree.ElementTree import Element

from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from gazette.content.bodies.tags import MARK

_HEADING = re.compile(r"h[1-6]")
_CODED = re.compile(f"{STX}(\\d+){ETX}")  # an escaped sign
_NO_ANCHOR_SIGN = re.compile(r"[^\w\- ]")


class Shaping(Treeprocessor):
    """Makes the highest heading h2."""

    def run(self, root: Element) -> None:
        """Change the tree."""
        headings = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        shift = 2 - min((int(element.tag[1]) for element in headings), default=2)
        for element in headings:
            element.tag = f"h{min(6, int(element.tag[1]) + shift)}"


class Contents(Treeprocessor):
    """Gives headings their ids, and puts in the table of contents, where there is one or the other.

    A heading with letters beyond ASCII has the anchor besides that GitHub and Obsidian give it.
    """

    def __init__(self, slow: TocTreeprocessor) -> None:
        super().__init__(slow.md)
        self._slow = slow

    def run(self, root: Element) -> None:
        """Change the tree."""
        headings = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        if headings or any(self._slow.marker in (element.text or "") for element in root.iter("p")):
            self._slow.run(root)
        for heading in headings:
            _add_anchor(heading)


def _add_anchor(heading: Element) -> None:
    text = _plain("".join(heading.itertext()))
    if text.isascii():
        return
    other = _NO_ANCHOR_SIGN.sub("", text.lower()).replace(" ", "-")
    if other and other != heading.get("id"):
        anchor = Element("span", {"id": other})
        anchor.tail, heading.text = heading.text, None
        heading.insert(0, anchor)


def _plain(text: str) -> str:
    """Return the text of a heading without the marks of tags and with every sign as it is shown."""
    meant = _CODED.sub(lambda match: chr(int(match[1])), MARK.sub("", text).replace(AMP_SUBSTITUTE, "&"))
    return html.unescape(meant).strip()
