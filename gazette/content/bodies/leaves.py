"""The blocks that hold text: paragraphs, headings, tables, code and raw HTML."""

import re
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from gazette.content.bodies import attributes
from gazette.content.bodies.document import Parse
from gazette.content.bodies.leftovers import tell_leftovers_in_html
from gazette.content.bodies.source import SourceText
from gazette.content.bodies.tables import Table, cells_of, sides_of
from gazette.content.bodies.tags import TAG
from gazette.content.bodies.vocabulary import BLOCKS, INSTEAD, OPAQUE, TAGS
from gazette.errors import Place, warning

RAW = "raw-html"
"""The name of the element that holds a block of raw HTML until all tags are known."""

_LANGUAGE = re.compile(r"\{?[ ]*\.?([^\s{}.][^\s{}]*)")
_HTML_WITH_END = re.compile(r"<(pre|script|style)(?=[\s>]|$)", re.IGNORECASE)
_HTML_BLOCK = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s>]|/>|$)")
_HTML_LINE = re.compile(rf"(?:{TAG})[ \t]*$")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")


class Leaf(Protocol):
    """A block that takes lines, and is put into its container when it ends."""

    def take(self, line: str, start: int, number: int) -> object:
        """Take the line of that number from `start` on."""

    def close(self, parent: Element) -> None:
        """Put what the lines make into the parent."""


class Paragraph:
    """Lines of text, of which the first may define references."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._lines: list[str] = []
        self._spots: list[tuple[int, int]] = []

    @property
    def is_empty(self) -> bool:
        """Whether no line is left."""
        return not self._lines

    def take(self, line: str, start: int, number: int) -> None:
        """Take the line of that number, which goes on with the paragraph, without what is before `start`."""
        text = line[start:].lstrip()
        self._lines.append(text)
        self._spots.append(self._parse.spot(number, len(line) - len(text)))

    def lines(self) -> list[SourceText]:
        """Return the lines by themselves."""
        pairs = zip(self._lines, self._spots, strict=True)
        return [self._parse.text([line.rstrip()], [spot]) for line, spot in pairs]

    def leave_definitions(self) -> bool:
        """Keep the definitions of references at the beginning; tell whether anything else is left."""
        if self._lines and self._lines[0].startswith("["):
            text = self._parse.text(self._lines, self._spots)
            if (end := self._parse.references.take(text)) > 0:
                taken = text.count("\n", 0, end) + (end == len(text) and not text.endswith("\n"))
                del self._lines[:taken], self._spots[:taken]
        return bool(self._lines)

    def close(self, parent: Element) -> None:
        """Put the paragraph into the parent; one that is only a list of attributes is for what stands above it."""
        if not self.leave_definitions():
            return
        target = parent[-1] if len(self._lines) == 1 and len(parent) else None
        if target is not None and self._take_attributes(target):
            return
        element = Element("p")
        if len(self._lines) > 1:
            self._take_attributes(element)
        element.text = self._text()
        parent.append(element)

    def close_as_heading(self, parent: Element, level: int) -> None:
        """Put the text into the parent as a heading."""
        element = SubElement(parent, f"h{level}")
        element.text = attributes.split_end(self._text(), element, self._parse.report)

    def table_under(self, line: str, first: int) -> Table | None:
        """Return the table of which the last line of the paragraph is the head, if the line is of as many dashes."""
        sides = sides_of(line[first:])
        if not sides or not self._lines or ("|" not in self._lines[-1] and "|" not in line):
            return None
        head, spot = self._lines[-1].rstrip(), self._spots[-1]
        if len(cells_of(head)) != len(sides):
            return None
        self._lines.pop()
        self._spots.pop()
        return Table(self._parse, self._parse.text([head], [spot]), sides)

    def _text(self) -> SourceText:
        self._lines[-1] = self._lines[-1].rstrip()
        return self._parse.text(self._lines, self._spots)

    def _take_attributes(self, element: Element) -> bool:
        last = self._lines[-1]
        match = attributes.WHOLE.fullmatch(last) if last.startswith("{") else None
        if match is None:
            return False
        place = Place(path=self._parse.addresses.place.path, line=self._spots[-1][0], column=self._spots[-1][1])
        if not attributes.assign(element, match, place, self._parse.report):
            return False
        self._lines.pop()
        self._spots.pop()
        return True


class Code:
    """Lines that begin with four spaces, as they are."""

    is_closed = False

    def __init__(self, parse: Parse) -> None:  # noqa: ARG002 - all leaves are made alike
        self._lines: list[str] = []

    def take(self, line: str, start: int, number: int) -> bool:  # noqa: ARG002
        """Take a line, if it is one of the code."""
        if line.startswith("    ", start):
            self._lines.append(line[start + 4 :])
        elif line[start:].strip():
            return False
        else:
            self._lines.append("")
        return True

    def close(self, parent: Element) -> None:
        """Put the code into the parent, without the empty lines after it."""
        _add_code(parent, "\n".join(self._lines).rstrip("\n"))


class Fence:
    """Code between two rows of backquotes or tildes."""

    def __init__(self, parse: Parse, *, mark: str, words: str, indent: int, place: Place) -> None:
        self._parse = parse
        self._mark = mark
        self._language = _LANGUAGE.match(words.strip())
        self._indent = indent
        self._place = place
        self._lines: list[str] = []
        self.is_closed = False

    def take(self, line: str, start: int, number: int) -> bool:  # noqa: ARG002
        """Take a line; it may be the end."""
        text = line[start:]
        bare = text.strip()
        if bare.startswith(self._mark) and not bare.strip(self._mark[0]) and len(text) - len(text.lstrip()) < 4:
            self.is_closed = True
        else:
            margin = min(self._indent, len(text) - len(text.lstrip(" ")))
            self._lines.append(text[margin:])
        return True

    def close(self, parent: Element) -> None:
        """Put the code into the parent, and tell where it does not end."""
        if not self.is_closed:
            message = f"the code that begins here does not end; write {self._mark} on a line of its own below it"
            self._parse.report(warning(self._place, message, "fence-unclosed"))
        _add_code(parent, "\n".join(self._lines), self._language[1] if self._language else "")


def _add_code(parent: Element, text: str, language: str = "") -> None:
    code = SubElement(SubElement(parent, "pre"), "code")
    if language:
        code.set("class", f"language-{language}")
    code.text = AtomicString(f"{code_escape(text)}\n" if text else "")


class Html:
    """Raw HTML up to the sign that ends it, or to an empty line where that is ""."""

    def __init__(self, parse: Parse, end: str) -> None:
        self._parse = parse
        self._end = end
        self._lines: list[str] = []
        self._spots: list[tuple[int, int]] = []
        self.is_closed = False

    def take(self, line: str, start: int, number: int) -> bool:
        """Take a line, if it is one of the HTML."""
        if not self._end and not line[start:].strip():
            return False
        self._lines.append(line[start:])
        self._spots.append(self._parse.spot(number, start))
        self.is_closed = bool(self._end) and self._end in line[start:].lower()
        return True

    def close(self, parent: Element) -> None:
        """Put the HTML into the parent, its tags marked."""
        source = self._parse.text(self._lines, self._spots)
        tell_leftovers_in_html(source, self._parse)
        SubElement(parent, RAW).text = AtomicString(self._parse.tags.marked(source))


def html_begins(line: str, first: int, parse: Parse, number: int, *, in_text: bool) -> str | None:
    """Return the sign that ends the raw HTML that begins on a line, "" for an empty line, or None where none begins.

    What would not end by the end of the body does not begin, nor does an element that may not
    stand on a page: what follows such a tag goes on to be read as Markdown.
    """
    if line.startswith("<!--", first):
        return "-->" if parse.comes_later("-->", number) else None
    if match := _HTML_WITH_END.match(line, first):
        end = f"</{match[1].lower()}>"
        return end if parse.comes_later(end, number) else None
    if (match := _HTML_BLOCK.match(line, first)) and match[1].lower() in BLOCKS:
        return ""
    if in_text or not _HTML_LINE.match(line, first):
        return None
    name = _NAME.match(line, first)
    written = name[1].lower() if name else ""
    return "" if INSTEAD.get(written, written) in TAGS and written not in OPAQUE else None


def add_heading(parent: Element, level: int, line: str, start: int, number: int, parse: Parse) -> None:
    """Add the heading of a level whose text, with the signs that may close it, begins in a line at `start`."""
    text = line[start:].strip()
    element = SubElement(parent, f"h{level}")
    at = len(line) - len(line[start:].lstrip())
    text = _without_closing_signs(text)
    source = parse.text([text], [parse.spot(number, at)])
    shorter = attributes.split_end(source, element, parse.report)
    element.text = source if shorter is source else shorter.part(0, len(_without_closing_signs(str(shorter))))


def _without_closing_signs(text: str) -> str:
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else text


def is_paragraph(parent: Element) -> bool:
    """Tell whether the last thing in a parent is a paragraph."""
    return len(parent) > 0 and parent[-1].tag == "p"


def taken_lines(parent: Element) -> list[SourceText]:
    """Take the last paragraph out of a parent; return its lines."""
    text = parent[-1].text
    if not isinstance(text, SourceText):
        return []
    parent.remove(parent[-1])
    starts = [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]
    return [text.part(start, end - 1) for start, end in zip(starts, [*starts[1:], len(text) + 1], strict=True)]
