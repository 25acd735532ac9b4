"""What begins with a certain sign: quotations, headings, code, HTML, rules, lists, notes, definitions and tables."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from gazette.content.bodies import attributes, leaves
from gazette.content.bodies.document import Parse
from gazette.content.bodies.leaves import Fence, Html, Paragraph
from gazette.content.bodies.open_blocks import Container, Group, OpenBlocks
from gazette.content.bodies.source import SourceText

INDENT = re.compile(r" *")
_RULE = re.compile(r"([*_-])[ \t]*+(?:\1[ \t]*+){2,}$")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?= |$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]: ?")
_DEFINITION = re.compile(r":(?: {1,4}(?=\S)|$)")
_ABBREVIATION = re.compile(r"\*\[([^\]\\]+)\] ?: *(\S.*)$")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")


class Beginnings(OpenBlocks):
    """Opens the blocks that begin with a sign.

    Each method is given a line, where its container's text begins, where the sign stands, and how many of the open
    containers the line goes on with. It returns where to go on, -1 where the line is used up, or None where
    nothing begins.
    """

    def __init__(self, root: Element, parse: Parse) -> None:
        super().__init__(root, parse)
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

    def _quote(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        parent = self.begin(depth)
        self.push(Container(SubElement(parent.element, "blockquote")))
        return first + 1 + line.startswith(" ", first + 1)

    def _heading(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        level = len(line) - first - len(line[first:].lstrip("#"))
        if level > 6 or line[first + level : first + level + 1] not in ("", " ", "\t"):
            return None
        parent = self.begin(depth)
        leaves.add_heading(parent.element, level, line, first + level, self.number, self.parse)
        return -1

    def _fence(self, line: str, start: int, first: int, depth: int) -> int | None:
        match = _FENCE.match(line, first)
        if match is None:
            return None
        mark, words = (match[1], match[2]) if match[1] else (match[3], match[4])
        place = self.parse.place(self.number, first)
        self.begin(depth, Fence(self.parse, mark=mark, words=words, indent=first - start, place=place))
        return -1

    def _html(self, line: str, start: int, first: int, depth: int) -> int | None:
        end = leaves.html_begins(line, first, self.parse, self.number, in_text=isinstance(self.leaf, Paragraph))
        if end is None:
            return None
        leaf = Html(self.parse, end)
        self.begin(depth, leaf)
        leaf.take(line, start, self.number)
        if leaf.is_closed:
            self.close_leaf()
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
        parent = self.begin(depth)
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
        parent = self.begin(depth, mark=match[0][-1])
        group = self._group(parent, match[0][-1], int(match[1]) if match[1] else None)
        spaces = (INDENT.match(line, match.end()) or match).end() - match.end()
        content = match.end() + (1 if is_blank or spaces > 4 else spaces)
        item = Container(SubElement(group.element, "li"), width=content - start, group=group, line=self.number)
        group.last = item
        self.push(item)
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
        return self.new_group(parent, element, mark)

    def _footnote(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        match = _FOOTNOTE.match(line, first)
        if match is None:
            return None
        self.begin(depth)
        note = self.parse.footnotes.define(match[1], self.parse.place(self.number, first))
        self.push(Container(note, width=4, line=self.number))
        return match.end()

    def _abbreviation(self, line: str, start: int, first: int, depth: int) -> int | None:  # noqa: ARG002
        match = _ABBREVIATION.match(line, first)
        if match is None:
            return None
        self.begin(depth)
        self.parse.abbreviations[match[1].strip()] = match[2].strip()
        return -1

    def _definition(self, line: str, start: int, first: int, depth: int) -> int | None:
        match = _DEFINITION.match(line, first)
        if match is None:
            return None
        group = self._definitions(self.stack[-1]) if depth == len(self.stack) else self.stack[depth].group
        if group is None or group.mark != ":":
            return None
        self.close(depth)
        self.close_leaf()
        container = self.stack[-1]
        if container.has_blank:
            group.is_loose = True
        item = Container(SubElement(group.element, "dd"), width=match.end() - start, group=group, line=self.number)
        self.push(item)
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
            group = self.new_group(container, SubElement(container.element, "dl"), ":")
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
        self.begin(depth, table)
        return -1
