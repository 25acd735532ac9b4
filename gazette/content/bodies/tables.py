"""Tables, by the rules of GitHub."""

import re
from xml.etree.ElementTree import Element, SubElement

from gazette.content.bodies import attributes
from gazette.content.bodies.document import Parse
from gazette.content.bodies.source import SourceText
from gazette.errors import count, warning

_DELIMITERS = re.compile(r"\|?(?: *:?-+:? *\|)*+ *(?::?-+:?)? *$")
_CELL = re.compile(r"(?:\\.|[^|\\])*+\\?")
_PIPE = re.compile(r"\\\|")


def sides_of(line: str) -> tuple[str, ...]:
    """Return the alignment of each column, "" for none, where a line is a row of dashes; otherwise nothing."""
    if not _DELIMITERS.match(line):
        return ()
    cells = line.strip().strip("|").split("|")
    if not all(cell.strip() for cell in cells):
        return ()
    return tuple(_side(cell.strip()) for cell in cells)


def _side(dashes: str) -> str:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


def cells_of(line: str) -> list[tuple[int, int]]:
    """Return where each cell of a row begins and ends, without the white space around it."""
    cells: list[tuple[int, int]] = []
    start, end = int(line.startswith("|")), len(line.rstrip())
    while start < end or not cells:
        match = _CELL.match(line, start)
        stop = match.end() if match else end
        text = line[start:stop]
        first = start + len(text) - len(text.lstrip())
        cells.append((first, max(first, start + len(text.rstrip()))))
        start = stop + 1
    return cells


class Table:
    """Rows of cells. Those that a row has beyond the columns of its head are kept in its last cell, and told of."""

    def __init__(self, parse: Parse, head: SourceText, sides: tuple[str, ...]) -> None:
        self._parse = parse
        self._sides = sides
        self._head = head
        self._rows: list[SourceText] = []

    def take(self, line: str, start: int, number: int) -> None:
        """Take a line as a row."""
        text = line[start:].strip()
        self._rows.append(self._parse.text([text], [self._parse.spot(number, len(line) - len(line[start:].lstrip()))]))

    def close(self, parent: Element) -> None:
        """Put the table into the parent."""
        table = SubElement(parent, "table")
        if self._rows and self._are_attributes(self._rows[-1], table):
            self._rows.pop()
        self._add_row(SubElement(table, "thead"), "th", self._head)
        if self._rows:
            body = SubElement(table, "tbody")
            for row in self._rows:
                self._add_row(body, "td", row)

    def _are_attributes(self, row: SourceText, table: Element) -> bool:
        """Give the table the attributes that stand right below it, if that is what the row is."""
        match = attributes.WHOLE.fullmatch(row)
        return match is not None and attributes.assign(table, match, row.place(0), self._parse.report)

    def _add_row(self, parent: Element, tag: str, row: SourceText) -> None:
        cells = cells_of(row)
        columns = len(self._sides)
        if len(cells) > columns:
            self._tell_rest(row, len(cells))
            cells[columns - 1 :] = [(cells[columns - 1][0], cells[-1][1])]
        element = SubElement(parent, "tr")
        for index, side in enumerate(self._sides):
            cell = SubElement(element, tag)
            if side:
                cell.set("class", f"align-{side}")
            if index < len(cells):
                text = row.part(*cells[index])
                cell.text = _with_plain_pipes(attributes.split_end(text, cell, self._parse.report))

    def _tell_rest(self, row: SourceText, cells: int) -> None:
        message = (
            f"this row has {cells} cells where its table has {count(len(self._sides), 'column', 'columns')};"
            " what is too much stays in the last one; write \\| for a pipe that parts no cells"
        )
        self._parse.report(warning(row.place(0), message, "table-cells"))


def _with_plain_pipes(cell: SourceText) -> SourceText:
    if "\\|" not in cell:
        return cell
    plain = SourceText([_PIPE.sub("|", cell)], list(cell.spots), cell.path)
    plain.gaps = tuple(match.start() - index for index, match in enumerate(_PIPE.finditer(cell)))
    return plain
