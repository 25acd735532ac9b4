"""Guesses: values in front matter that a program proposed and no editor has confirmed. Each has a comment.

    title: Grid restored  # guess 0.9: the first line of the text

Whoever has looked at the value takes the comment out, and it is a guess no longer.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

import yaml
from msgspec import Struct

from gazette.content.files import Source
from gazette.content.front_matter import lines_of
from gazette.errors import InputError, printable
from gazette.yaml_nodes import read_spans

_COMMENT = re.compile(r"(?<!\S)# guess (\d\.\d): *")
_FIRST_LINE = 2  # of front matter, under its fence
_Spot = tuple[int, int]  # a line and a column
_Stretch = tuple[_Spot, _Spot]  # where a text begins, and behind its end


class Guess(Struct, frozen=True, kw_only=True):
    """A comment that marks a guess, where it begins."""

    line: int
    column: int
    confidence: float  # 0 to 1
    reason: str


def guess_comment(confidence: float, reason: str) -> str:
    """Return the comment that stands behind a guessed value, on its line."""
    return f"# guess {confidence:.1f}: {printable(reason)}"


def guesses(text: str) -> tuple[Guess, ...]:
    """Return the guesses in the front matter of a file's text, in the order of its lines.

    There are none in a text that has no front matter, or none that is YAML.
    """
    try:
        lines, end = lines_of(Source(path="", text=text))
    except InputError:
        return ()
    if not any(map(_COMMENT.search, lines[1:end])):
        return ()
    try:
        spans = read_spans("\n".join(lines[1:end]), first_line=_FIRST_LINE).values()
    except yaml.YAMLError:
        return ()
    texts = sorted((span.start, span.end) for span in spans if span.style not in ("[", "-"))
    found = (_guess(number, line, texts) for number, line in enumerate(lines[1:end], _FIRST_LINE))
    return tuple(guess for guess in found if guess)


def _guess(number: int, line: str, texts: Sequence[_Stretch]) -> Guess | None:
    """Return the guess that a line is marked as, or None; a text in it may hold what looks like a comment."""
    for match in _COMMENT.finditer(line):
        if not _is_inside((number, match.start() + 1), texts):
            reason = line[match.end() :].strip()
            return Guess(line=number, column=match.start() + 1, confidence=float(match[1]), reason=reason)
    return None


def _is_inside(spot: _Spot, texts: Sequence[_Stretch]) -> bool:
    """Tell whether a spot is within a text, quoted or in a block, where a "#" begins no comment.

    The texts are in order, and no two overlap: only the last that begins before the spot may reach over it.
    """
    before = bisect_right(texts, spot, key=itemgetter(0))
    return before > 0 and spot < texts[before - 1][1]
