"""The block structure of a body, by the rules of CommonMark and of tables on GitHub.

Python-Markdown splits a text at blank lines and asks its block processors about each piece. Lists by
two spaces, lists and tables right after a paragraph, fences within items and HTML between which
Markdown goes on cannot be told from such pieces, so one processor here takes all of them: it goes
line by line and keeps what is open, as the specification (commonmark.org, 0.31) describes it.
Extensions mend some of it: with sane_lists, mdx_truly_sane_lists and PyMdown's for fences, headings and what is struck
out, 34 % of the specification's examples were still read otherwise, with this 9 % (benchmarks/bodies.py).
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from gazette.content.bodies.beginnings import INDENT, Beginnings
from gazette.content.bodies.document import Parse
from gazette.content.bodies.leaves import Code, Fence, Html, Paragraph
from gazette.content.bodies.open_blocks import Container
from gazette.content.bodies.tables import Table

_QUOTE = re.compile(r" {0,3}> ?")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) \S|<{7}$")
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]\s]+\]:)(?=[ \t])[ \t>]*)*")
_PLAIN_SIGNS = frozenset("\"'“‘„«(")
"""Signs with which no block but a paragraph begins; letters are tested apart."""


class BodyBlocks(BlockProcessor):
    """Takes all blocks of a body at once."""

    def __init__(self, parser: BlockParser, parse: Callable[[], Parse]) -> None:
        super().__init__(parser)
        self._parse = parse

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the base class has them
        """Take everything."""
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put what all blocks say into the parent."""
        text = "\n\n".join(blocks)
        blocks.clear()
        _Reader(parent, self._parse()).read(text.split("\n"))


class _Reader(Beginnings):
    """Reads line after line."""

    def read(self, lines: list[str]) -> None:
        """Read a whole body."""
        self.parse.look_ahead(lines)
        for self.number, line in enumerate(lines, 1):
            first = line[:1]
            if len(self.stack) == 1 and (first.isalpha() or first in _PLAIN_SIGNS) and self._is_plain():
                self._plain_text(line)
            elif not line and len(self.stack) == 1 and self._is_plain():
                self.close_leaf()
                self.stack[0].has_blank = True
            else:
                self._line(self._without_tabs(line) if "\t" in line else line)
        self.close(1)
        self.close_leaf()
        for group in self.groups:
            if not group.is_loose:
                self.parse.tight_items.extend(group.element)

    def _plain_text(self, line: str) -> None:
        """Give a line to the paragraph at the tip, or begin one with it, where nothing else is open, as mostly."""
        body = self.stack[0]
        if self.leaf is None:
            self.leaf, body.open_list = Paragraph(self.parse), None
        body.has_blank = False
        self.leaf.take(line, 0, self.number)

    def _is_plain(self) -> bool:
        return self.leaf is None or isinstance(self.leaf, Paragraph)

    def _without_tabs(self, line: str) -> str:
        """Return a line with spaces for the tabs that its structure depends on; its columns are remembered."""
        bare = line.rstrip()
        if "\t" in line[len(bare) :]:
            line = f"{bare}  " if line.endswith("  ") else bare
        prefix = _PREFIX.match(line)
        end = prefix.end() if prefix else 0
        if "\t" not in line[:end]:
            return line
        expanded = line[:end].expandtabs(4)
        self.parse.shifts[self.number] = (len(expanded), len(expanded) - end)
        return expanded + line[end:]

    def _line(self, line: str) -> None:
        if _CONFLICT.match(line) and not isinstance(self.leaf, Fence | Code):
            self.parse.conflict(self.number)
            return
        depth, start = self._matched(line)
        is_whole = depth == len(self.stack)
        if is_whole and isinstance(self.leaf, Fence | Html | Code) and self._continued(self.leaf, line, start):
            return
        if not line[start:].strip():
            self._blank(depth)
            return
        depth, start = self._opened(line, start, depth)
        if start >= 0:
            self._text(line, start, depth)
        for container in self.stack:
            container.has_blank = False

    def _matched(self, line: str) -> tuple[int, int]:
        """Return how many of the open containers the line goes on with, and where what it brings to them begins."""
        start, is_blank = 0, not line.strip()
        for depth, container in enumerate(self.stack[1:], 1):
            if container.is_quote:
                if (match := _QUOTE.match(line, start)) is None:
                    return depth, start
                start = match.end()
                is_blank = not line[start:].strip()
            elif is_blank:
                if container.group and self._is_empty(container):
                    return depth, start  # an item may begin with one empty line
                start = min(len(line), start + len(container.margin))
            elif line.startswith(container.margin, start):
                start += len(container.margin)
            else:
                return depth, start
        return len(self.stack), start

    def _is_empty(self, container: Container) -> bool:
        return not len(container.element) and (self.leaf is None or container is not self.stack[-1])

    def _continued(self, leaf: Fence | Html | Code, line: str, start: int) -> bool:
        """Give a line to the code or HTML at the tip; False where that ended before it."""
        taken = leaf.take(line, start, self.number)
        if taken and isinstance(leaf, Code):
            is_blank = not line[start:].strip()
            for container in self.stack:
                container.has_blank = is_blank
        if leaf.is_closed or not taken:
            self.close_leaf()
        return taken

    def _blank(self, depth: int) -> None:
        for container in self.stack[depth:]:
            container.has_blank = True
        self.close(depth)
        self.close_leaf()
        for container in reversed(self.stack):
            container.has_blank = True
            if container.is_quote:
                return  # what the quotation stands in has no empty line

    def _opened(self, line: str, start: int, depth: int) -> tuple[int, int]:
        """Open the blocks that begin on a line; return the depth, and where text begins, or -1 where none is left."""
        while True:
            match = INDENT.match(line, start)
            first = match.end() if match else start
            if first == len(line):
                return depth, -1
            if first - start >= 4:
                if isinstance(self.leaf, Paragraph):
                    return depth, first
                code = Code(self.parse)
                self.begin(depth, code)
                self._continued(code, line, start)
                return depth, -1
            starter = self.starters.get(line[first])
            following = starter(line, start, first, depth) if starter else None
            if following is None:
                return depth, first
            if following < 0:
                return depth, -1
            depth, start = len(self.stack), following

    def _text(self, line: str, start: int, depth: int) -> None:
        if isinstance(self.leaf, Paragraph):  # a line that goes on with it, be it a lazy one
            self.leaf.take(line, start, self.number)
            return
        if isinstance(self.leaf, Table) and depth == len(self.stack):
            self.leaf.take(line, start, self.number)
            return
        self.close(depth)
        self.close_leaf()
        self._add_text(line, start)

    def _add_text(self, line: str, start: int) -> None:
        leaf = self.leaf
        if not isinstance(leaf, Paragraph):
            leaf = Paragraph(self.parse)
            self.begin(len(self.stack), leaf)
        leaf.take(line, start, self.number)
