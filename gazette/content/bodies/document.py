"""What is known of a body while it is parsed: places, references, notes, addresses, and where problems go."""

from xml.etree.ElementTree import Element

from gazette.content.bodies.addresses import Addresses
from gazette.content.bodies.footnotes import Footnotes
from gazette.content.bodies.references import References
from gazette.content.bodies.source import SourceText
from gazette.content.bodies.tags import Tags
from gazette.errors import Place, Report, error


class NestingError(Exception):
    """Lists or quotations nest deeper than is allowed."""


class Parse:
    """The state of the parsing of one body."""

    def __init__(self, place: Place, deepest: int, report: Report) -> None:
        self.deepest = deepest
        self.report = report
        self.shifts: dict[int, tuple[int, int]] = {}
        """By the number of a line: up to where it has spaces for tabs, and how many signs it is longer for that."""
        self.abbreviations: dict[str, str] = {}
        self.tight_items: list[Element] = []
        self.addresses = Addresses(place, report)
        self.footnotes = Footnotes(report)
        self.references = References(report)
        self.tags = Tags(self.addresses, report)
        self._start = place
        self._last: dict[str, int] = {}
        self._lines: list[str] = []

    def look_ahead(self, lines: list[str]) -> None:
        """Be told of all lines of the body."""
        self._lines = lines

    def comes_later(self, sign: str, number: int) -> bool:
        """Tell whether a sign, in small letters, stands on the line of that number or below it."""
        if sign not in self._last:
            found = (at for at in range(len(self._lines), 0, -1) if sign in self._lines[at - 1].lower())
            self._last[sign] = next(found, 0)
        return self._last[sign] >= number

    def spot(self, number: int, index: int) -> tuple[int, int]:
        """Return the line and column, both from 1, in the file of an index in a line of the body."""
        if shift := self.shifts.get(number):
            index = index - shift[1] if index >= shift[0] else min(index, max(0, shift[0] - shift[1]))
        return self._start.line + number - 1, index + 1

    def place(self, number: int, index: int) -> Place:
        """Return the place in the file of an index in a line of the body."""
        line, column = self.spot(number, index)
        return Place(path=self._start.path, line=line, column=column)

    def text(self, lines: list[str], spots: list[tuple[int, int]]) -> SourceText:
        """Return lines as one text that knows where they stand."""
        return SourceText(lines, spots, self._start.path)

    def conflict(self, number: int) -> None:
        """Report a line that a merge left behind."""
        message = (
            "this was left there by a merge; keep one version, and delete the lines of <<<<<<<, ======= and >>>>>>>"
        )
        self.report(error(self.place(number, 0), message, "merge-conflict"))
