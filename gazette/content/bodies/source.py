"""Text that knows where in its file each of its lines stands."""

from bisect import bisect_right
from itertools import accumulate
from typing import Self

from gazette.errors import Place


class SourceText(str):
    """The text of a paragraph, a heading or another leaf, with the spot in the file of each of its lines."""

    __slots__ = ("_starts", "gaps", "path", "spots")

    path: str
    gaps: tuple[int, ...]
    """Before which offsets a sign was taken out; only a text of one line has such."""
    spots: tuple[tuple[int, int], ...]
    _starts: list[int] | None

    def __new__(cls, lines: list[str], spots: list[tuple[int, int]], path: str) -> Self:
        """Join lines, each of which stands at its spot: a line and a column, both from 1."""
        text = super().__new__(cls, "\n".join(lines))
        text.spots, text.path, text._starts = tuple(spots), path, None
        text.gaps = ()
        return text

    def place(self, offset: int) -> Place:
        """Return where the character at an offset stands in the file."""
        if self._starts is None:
            lines = self.split("\n")
            self._starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        index = min(bisect_right(self._starts, offset), len(self.spots)) - 1
        line, column = self.spots[index]
        return Place(
            path=self.path, line=line, column=column + offset - self._starts[index] + bisect_right(self.gaps, offset)
        )

    def cut(self, end: int) -> "SourceText":
        """Return the text up to an offset."""
        return self.part(0, end)

    def part(self, start: int, end: int) -> "SourceText":
        """Return the text from one offset to another, which knows where it stands."""
        lines = self[start:end].split("\n")
        place = self.place(start)
        first = self.count("\n", 0, start)
        spots = [(place.line, place.column), *self.spots[first + 1 : first + len(lines)]]
        return SourceText(lines, spots, self.path)
