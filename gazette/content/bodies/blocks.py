"""The block structure of a body, by the rules of CommonMark and of tables on GitHub.

Python-Markdown splits a text at blank lines and asks its block processors about each piece. Lists by
two spaces, lists and tables right after a paragraph, fences within items and HTML between which
Markdown goes on cannot be told from such pieces, so one processor here takes all of them: it goes
line by line and keeps what is open, as the specification (commonmark.org, 0.31) describes it.
No extension does this: those that mend lists or fences mend one of these each, and some contradict others.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from gazette.content.bodies import attributes, leaves
from gazette.content.bodies.document import NestingError, Parse
from gazette.content.bodies.leaves import Code, Fence, Html, Leaf, Paragraph
from gazette.content.bodies.source import SourceText
from gazette.content.bodies.tables import Table

_INDENT = re.compile(r" *")
_QUOTE = re.compile(r" {0,3}> ?")
_RULE = re.compile(r"([*_-])[ \t]*+(?:\1[ \t]*+){2,}$")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?= |$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]: ?")
_DEFINITION = re.compile(r":(?: {1,4}(?=\S)|$)")
_ABBREVIATION = re.compile(r"\*\[([^\]\\]+)\] ?: *(\S.*)$")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) \S")
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]\s]+\]:)(?=[ \t])[ \t>]*)*")
_PLAIN_SIGNS = frozenset("\"'“‘„«(")
"""Signs with which no block but a paragraph begins; letters are tested apart."""


class Group:
    """A list: its element, which is loose where a blank line parts its items or what is in them."""

    def __init__(self, element: Element, mark: str) -> None:
        self.element = element
        self.mark = mark
        self.is_loose = False
        self.last: Container | None = None


class Container:
    """What blocks are put into: the body itself, a quotation, an item of a list, a definition or a footnote."""

    def __init__(self, element: Element, *, width: int = -1, group: Group | None = None, line: int = 0) -> None:
        self.element = element
        self.is_quote = width < 0
        self.margin = " " * width  # with which its further lines begin
        self.group = group
        self.line = line
        self.open_list: Group | None = None  # the last thing in it, where that is a list
        self.has_blank = False  # right before the line that is read


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


class _Reader:
    """Reads line after line; `stack` is what is open, the body first, and `leaf` the block at its tip."""

    def __init__(self, root: Element, parse: Parse) -> None:
        self.parse = parse
        self.stack = [Container(root)]
        self.leaf: Leaf | None = None
        self.groups: list[Group] = []
        self.definition_lists: dict[Element, Group] = {}
        self.number = 0  # of the line that is read, from 1
        self.starters = {
            ">": self._quote,
            "#": self._heading,
            "`": self._fence,
            "~": self._fence,
            "<": self._html,
            "=": self._underline,
            "-": self._dash,
            "*": self._asterisk,
            "_": self._rule,
            "+": self._item,
            "[": self._footnote,
            ":": self._colon,
            "|": self._delimiters,
            **dict.fromkeys("0123456789", self._item),
        }

    def read(self, lines: list[str]) -> None:
        """Read a whole body."""
        self.parse.look_ahead(lines)
        for self.number, line in enumerate(lines, 1):
            first = line[:1]
            if len(self.stack) == 1 and (first.isalpha() or first in _PLAIN_SIGNS) and self._is_plain():
                self._plain_text(line)
            elif not line and len(self.stack) == 1 and self._is_plain():
                self._close_leaf()
                self.stack[0].has_blank = True
            else:
                self._line(self._without_tabs(line) if "\t" in line else line)
        self._close(1)
        self._close_leaf()
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
            self._close_leaf()
        return taken

    def _blank(self, depth: int) -> None:
        for container in self.stack[depth:]:
            container.has_blank = True
        self._close(depth)
        self._close_leaf()
        for container in reversed(self.stack):
            container.has_blank = True
            if container.is_quote:
                return  # what the quotation stands in has no empty line

    def _opened(self, line: str, start: int, depth: int) -> tuple[int, int]:
        """Open the blocks that begin on a line; return the depth, and where text begins, or -1 where none is left."""
        while True:
            match = _INDENT.match(line, start)
            first = match.end() if match else start
            if first == len(line):
                return depth, -1
            if first - start >= 4:
                if isinstance(self.leaf, Paragraph):
                    return depth, first
                code = Code(self.parse)
                self._begin(depth, code)
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
        self._close(depth)
        self._close_leaf()
        self._add_text(line, start)

    def _add_text(self, line: str, start: int) -> None:
        leaf = self.leaf
        if not isinstance(leaf, Paragraph):
            leaf = Paragraph(self.parse)
            self._begin(len(self.stack), leaf)
        leaf.take(line, start, self.number)

    def _close(self, depth: int) -> None:
        """Close what is open beyond a depth."""
        if depth < len(self.stack):
            self._close_leaf()
            del self.stack[depth:]

    def _close_leaf(self) -> None:
        if self.leaf is not None:
            leaf, self.leaf = self.leaf, None
            leaf.close(self.stack[-1].element)

    def _begin(self, depth: int, leaf: Leaf | None = None, mark: str = "") -> Container:
        """Make room at a depth for a leaf, or for what the caller puts there; return what it goes into.

        An item says by its mark which list it is of: where that goes on, nothing new begins beside it.
        """
        self._close(depth)
        self._close_leaf()
        container = self.stack[-1]
        if container.open_list is None or container.open_list.mark != mark:
            container.open_list = None
            if container.has_blank and container.group and len(container.element):
                container.group.is_loose = True
        self.leaf = leaf
        return container

    def _push(self, container: Container) -> None:
        if len(self.stack) > self.parse.deepest:
            raise NestingError
        self.stack.append(container)

    # What begins with a certain sign: each returns where to go on, -1 where the line is used up, or None.

    def _quote(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        parent = self._begin(depth)
        self._push(Container(SubElement(parent.element, "blockquote")))
        return first + 1 + line.startswith(" ", first + 1)

    def _heading(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        level = len(line) - first - len(line[first:].lstrip("#"))
        if level > 6 or line[first + level : first + level + 1] not in ("", " ", "\t"):
            return None
        parent = self._begin(depth)
        leaves.add_heading(parent.element, level, line, first + level, self.number, self.parse)
        return -1

    def _fence(self, line: str, start: int, first: int, depth: int) -> int | None:
        match = _FENCE.match(line, first)
        if match is None:
            return None
        mark, words = (match[1], match[2]) if match[1] else (match[3], match[4])
        place = self.parse.place(self.number, first)
        self._begin(depth, Fence(self.parse, mark=mark, words=words, indent=first - start, place=place))
        return -1

    def _html(self, line: str, start: int, first: int, depth: int) -> int | None:
        end = leaves.html_begins(line, first, self.parse, self.number, in_text=isinstance(self.leaf, Paragraph))
        if end is None:
            return None
        leaf = Html(self.parse, end)
        self._begin(depth, leaf)
        self._continued(leaf, line, start)
        return -1

    def _underline(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        if not isinstance(self.leaf, Paragraph) or depth < len(self.stack) or not _UNDERLINE.match(line, first):
            return None
        if not self.leaf.leave_definitions():
            self.leaf = None  # nothing but definitions of references stood above
            return None
        parent, leaf = self.stack[-1], self.leaf
        self.leaf = None
        leaf.close_as_heading(parent.element, 1 if line[first] == "=" else 2)
        return -1

    def _rule(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        if not _RULE.match(line, first):
            return None
        parent = self._begin(depth)
        SubElement(parent.element, "hr")
        return -1

    def _first_of(
        self, line: str, start: int, first: int, depth: int, *starters: Callable[..., int | None]
    ) -> int | None:
        for starter in starters:
            if (following := starter(line, start, first, depth)) is not None:
                return following
        return None

    def _dash(self, line: str, start: int, first: int, depth: int) -> int | None:
        return self._first_of(line, start, first, depth, self._delimiters, self._underline, self._rule, self._item)

    def _asterisk(self, line: str, start: int, first: int, depth: int) -> int | None:
        return self._first_of(line, start, first, depth, self._rule, self._item, self._abbreviation)

    def _colon(self, line: str, start: int, first: int, depth: int) -> int | None:
        return self._first_of(line, start, first, depth, self._delimiters, self._definition)

    def _item(self, line: str, start: int, first: int, depth: int) -> int | None:
        match = _ITEM.match(line, first)
        if match is None:
            return None
        is_blank = not line[match.end() :].strip()
        interrupts = isinstance(self.leaf, Paragraph) and depth == len(self.stack)
        if interrupts and (is_blank or (match[1] and int(match[1]) != 1)):
            return None
        parent = self._begin(depth, mark=match[0][-1])
        group = self._group(parent, match[0][-1], int(match[1]) if match[1] else None)
        spaces = (_INDENT.match(line, match.end()) or match).end() - match.end()
        content = match.end() + (1 if is_blank or spaces > 4 else spaces)
        item = Container(SubElement(group.element, "li"), width=content - start, group=group, line=self.number)
        group.last = item
        self._push(item)
        return min(content, len(line))

    def _group(self, parent: Container, mark: str, number: int | None) -> Group:
        """Return the list that an item goes on with, or a new one."""
        group = parent.open_list
        if group is not None and group.mark == mark:
            if group.last and group.last.has_blank:
                group.is_loose = True
            return group
        element = SubElement(parent.element, "ul" if number is None else "ol")
        if number not in (None, 1):
            element.set("start", str(number))
        return self._new_group(parent, element, mark)

    def _new_group(self, parent: Container, element: Element, mark: str) -> Group:
        group = Group(element, mark)
        self.groups.append(group)
        parent.open_list = group
        return group

    def _footnote(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        match = _FOOTNOTE.match(line, first)
        if match is None:
            return None
        self._begin(depth)
        note = self.parse.footnotes.define(match[1], self.parse.place(self.number, first))
        self._push(Container(note, width=4, line=self.number))
        return match.end()

    def _abbreviation(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        match = _ABBREVIATION.match(line, first)
        if match is None:
            return None
        self._begin(depth)
        self.parse.abbreviations[match[1].strip()] = match[2].strip()
        return -1

    def _definition(self, line: str, start: int, first: int, depth: int) -> int | None:
        match = _DEFINITION.match(line, first)
        if match is None:
            return None
        group = self._definitions(self.stack[-1]) if depth == len(self.stack) else self.stack[depth].group
        if group is None or group.mark != ":":
            return None
        self._close(depth)
        self._close_leaf()
        container = self.stack[-1]
        if container.has_blank:
            group.is_loose = True
        item = Container(SubElement(group.element, "dd"), width=match.end() - start, group=group, line=self.number)
        self._push(item)
        return match.end()

    def _definitions(self, container: Container) -> Group | None:
        """Return the list to which a definition belongs, with the terms that stand right above it."""
        terms: list[SourceText] = []
        if isinstance(self.leaf, Paragraph) and self.leaf.leave_definitions():
            terms, self.leaf = self.leaf.lines(), None
        elif self.leaf is None and container.has_blank and leaves.is_paragraph(container.element):
            terms = leaves.taken_lines(container.element)
        above = container.element[-1] if len(container.element) else None
        group = self.definition_lists.get(above) if above is not None else None
        if group is None:
            if not terms:
                return None
            group = self._new_group(container, SubElement(container.element, "dl"), ":")
            self.definition_lists[group.element] = group
        for term in terms:
            element = SubElement(group.element, "dt")
            element.text = attributes.split_end(term, element, self.parse.report)
        return group

    def _delimiters(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        """Begin a table where a row of dashes stands under a row of as many cells."""
        if not isinstance(self.leaf, Paragraph) or depth < len(self.stack):
            return None
        table = self.leaf.table_under(line, first)
        if table is None:
            return None
        if self.leaf.is_empty:
            self.leaf = None
        self._begin(depth, table)
        return -1
