"""Headings: the highest is h2, under the title of the page, and each can be reached by an anchor."""

import html
import re
from collections.abc import Iterator
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
    """Gives headings their ids, and puts in the table of contents where it is first asked for.

    A second one stays as it is written, since many tables of many headings would be many times the text.

    A heading with letters beyond ASCII has the anchor besides that GitHub and Obsidian give it.
    """

    def __init__(self, slow: TocTreeprocessor) -> None:
        super().__init__(slow.md)
        self._slow = slow
        self._marker, slow.marker = slow.marker, ""

    def run(self, root: Element) -> None:
        """Change the tree."""
        headings = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        marked = next(
            (spot for spot in _paragraphs(root) if (spot[0][spot[1]].text or "").strip() == self._marker), None
        )
        if headings or marked:
            self._slow.run(root)
        if marked:
            parent, index = marked
            parent[index] = self._slow.build_toc_div(self._slow.md.toc_tokens)  # type: ignore[attr-defined]
        for heading in headings:
            _add_anchor(heading)


def _paragraphs(root: Element) -> Iterator[tuple[Element, int]]:
    """Yield each paragraph that holds nothing but text: what it stands in, and at which index."""
    for parent in root.iter():
        for index, child in enumerate(parent):
            if child.tag == "p" and not len(child):
                yield parent, index


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
