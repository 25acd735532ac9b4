"""Inline Markdown that knows where it is.

As in Python-Markdown, what a pattern finds is replaced by a placeholder, one pattern after the other. What
was written where a placeholder stands is kept, so that any spot in the text that is left can be counted back to
its spot in the file. A pattern is tried only where the text holds a sign without which it cannot match; which
signs there are at all is asked of the whole once.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, STX, AtomicString

from gazette.content.bodies.source import SourceText
from gazette.errors import Place

_CODED = re.compile(f"{STX}(\\d+){ETX}")  # an escaped sign


class Pass(Protocol):
    """What rewrites a whole text at once."""

    def rewrite(self, text: "Reading") -> str:
        """Return the text with placeholders for what was found."""


class Reading:
    """A text on its way through the patterns: `data` is what is left of it, with placeholders for the rest."""

    def __init__(self, inline: "Inline", data: str, source: SourceText, origin: int, *, is_in_link: bool) -> None:
        self.data = data
        self.source = source
        self.is_in_link = is_in_link
        self._inline = inline
        self._origin = origin
        self._at, self._offset = 0, origin

    def begin(self) -> None:
        """Count from the beginning again, as for each pattern."""
        self._at, self._offset = 0, self._origin

    def offset(self, index: int) -> int:
        """Return the offset in the source of an index in what is left of it; ask for them in their order."""
        step = index - self._at
        if STX in self.data[self._at : index]:
            for match in INLINE_PLACEHOLDER_RE.finditer(self.data, self._at, index):
                step += len(self._inline.written(match[0])) - len(match[0])
        self._at, self._offset = index, self._offset + step
        return self._offset

    def place(self, index: int) -> Place:
        """Return where an index in what is left stands in the file; ask for them in their order."""
        return self.source.place(self.offset(index))

    def written(self, text: str) -> str:
        """Return text with what was written in place of every placeholder."""
        return self._inline.written(text)

    def stash(self, node: Element | str, written: str) -> str:
        """Return the placeholder of something that stands for what was written, in which others may stand."""
        return self._inline.stash(node, written)

    def read_link(self, text: str, origin: int) -> str:
        """Return the text of a link, which begins at an offset of the source, with what is left to do done."""
        return self._inline.read(text, self.source, origin, after="brackets", is_in_link=True)

    def plain(self, text: str, origin: int) -> str:
        """Return the words of a picture's text, which begins at an offset of the source: raw tags stay marked."""
        return self._inline.plain(self.read_link(text, origin))


class Inline(Treeprocessor):
    """Applies the inline patterns of a converter to every leaf of a tree that knows where it stands."""

    def __init__(self, patterns: Iterable[tuple[str, InlinePattern | Pass, frozenset[str]]]) -> None:
        """Take the patterns in their order, each with its name and the signs of which a text must hold one."""
        super().__init__()
        self._patterns = tuple(patterns)
        self._met: dict[str, tuple[str, ...]] = {}  # by the name of a pattern: those of its signs that are anywhere
        self.stashed_nodes: dict[str, Element | str] = {}
        self._written: dict[str, str] = {}

    def run(self, root: Element) -> None:
        """Read the text of the leaves."""
        self.stashed_nodes, self._written = {}, {}
        leaves = [(element, text) for element in root.iter() if isinstance(text := element.text, SourceText)]
        whole = "\n".join([source for _, source in leaves])
        self._met = {name: tuple([sign for sign in signs if sign in whole]) for name, _, signs in self._patterns}
        met = frozenset(chain.from_iterable(self._met.values()))
        for leaf, source in leaves:
            is_plain = not any(map(source.__contains__, met))
            leaf.text = str(source) if is_plain else self.read(str(source), source, 0)
            if STX in leaf.text:
                self._fill(leaf)

    def read(self, data: str, source: SourceText, origin: int, *, after: str = "", is_in_link: bool = False) -> str:
        """Return text that begins at an offset of its source with placeholders for all that the patterns find."""
        reading = Reading(self, data, source, origin, is_in_link=is_in_link)
        waits = bool(after)
        for name, pattern, _ in self._patterns:
            if not waits and any(map(reading.data.__contains__, self._met[name])):
                reading.begin()
                if isinstance(pattern, InlinePattern):
                    reading.data = self._applied(pattern, reading, name)
                else:
                    reading.data = pattern.rewrite(reading)
            waits = waits and name != after
        return reading.data

    def stash(self, node: Element | str, written: str) -> str:
        """Keep something; return the placeholder that stands for it."""
        name = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[name] = node
        self._written[name] = self.written(written)
        return INLINE_PLACEHOLDER % name

    def written(self, text: str) -> str:
        """Return text with what was written in place of every placeholder."""
        if STX not in text:
            return text
        return INLINE_PLACEHOLDER_RE.sub(lambda match: self._written.get(match[1], match[0]), text)

    def plain(self, text: str) -> str:
        """Return the words of a text with placeholders, which stay for others to be filled in."""
        holder = Element("span")
        holder.text = text
        self._fill(holder)
        words = "".join(_words_of(holder)).replace(AMP_SUBSTITUTE, "&")
        return html.unescape(_CODED.sub(lambda match: chr(int(match[1])), words))

    def _applied(self, pattern: InlinePattern, reading: Reading, name: str) -> str:
        """Return text with a placeholder for each match of a pattern of Python-Markdown's."""
        data, start, done = reading.data, 0, 0
        pieces: list[str] = []
        search = pattern.getCompiledRegExp().search
        while match := search(data, start):
            node, first, last = pattern.handleMatch(match, data)
            start = match.end() if last is None else max(last, match.end())
            if node is None or first is None or last is None:
                continue
            if not isinstance(node, str):
                self._read_within(node, reading, reading.offset(first), name)
            pieces += data[done:first], self.stash(node, data[first:last])
            done = start = last
        return "".join((*pieces, data[done:])) if pieces else data

    def _read_within(self, node: Element, reading: Reading, origin: int, after: str) -> None:
        """Read the text in what a pattern has made, whose place is about that of the whole."""
        for element in node.iter():
            for part in ("text", "tail"):
                text = getattr(element, part)
                if text and not isinstance(text, AtomicString) and (part == "text" or element is not node):
                    read = self.read(text, reading.source, origin, after=after, is_in_link=reading.is_in_link)
                    setattr(element, part, read)

    def _fill(self, leaf: Element) -> None:
        """Put what placeholders stand for in their place, everywhere in a leaf."""
        waiting = [leaf]
        while waiting:
            element = waiting.pop()
            children = list(element)
            if any(child.tail and STX in child.tail for child in children):
                element[:] = children = list(self._with_tails(children))
            waiting += children
            if element.text and STX in element.text and not isinstance(element.text, AtomicString):
                element.text, nodes = self._split(element.text)
                element[0:0] = nodes
                waiting += nodes

    def _with_tails(self, children: list[Element]) -> Iterator[Element]:
        """Yield elements, each with those that stand in the text behind it."""
        for child in children:
            yield child
            if child.tail and STX in child.tail:
                child.tail, nodes = self._split(child.tail)
                yield from nodes

    def _split(self, text: str) -> tuple[str, list[Element]]:
        """Return the text before the first element that a text holds, and the elements with what follows each."""
        head, *rest = INLINE_PLACEHOLDER_RE.split(text)
        nodes: list[Element] = []
        buffers = [[head]]
        for name, following in zip(rest[::2], rest[1::2], strict=True):
            node = self.stashed_nodes.get(name, "")
            if isinstance(node, str):
                buffers[-1] += node, following
            else:
                nodes.append(node)
                buffers.append([following])
        first, *tails = ("".join(buffer) for buffer in buffers)
        for node, tail in zip(nodes, tails, strict=True):
            node.tail = tail
        return first, nodes


def _words_of(element: Element) -> Iterator[str]:
    yield element.get("alt", "") if element.tag == "img" else element.text or ""
    for child in element:
        yield from _words_of(child)
        yield child.tail or ""
