"""Guesses: values in front matter that a program proposed and no editor has confirmed. Each has a comment.

    title: Grid restored  # guess 0.9: the first line of the text

Whoever has looked at the value takes the comment out, and it is a guess no longer.
"""

import re
from collections.abc import Iterable

import yaml
from msgspec import Struct

from gazette.content.files import Source
from gazette.content.front_matter import lines_of
from gazette.errors import InputError, printable
from gazette.yaml_nodes import Span, read_spans

_COMMENT = re.compile(r"(?<!\S)# guess (\d\.\d): *(?=(.*))")
_FIRST_LINE = 2  # of front matter, under its fence


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
        spans = tuple(read_spans("\n".join(lines[1:end]), first_line=_FIRST_LINE).values())
    except yaml.YAMLError:
        return ()
    found = (_guess(number, line, spans) for number, line in enumerate(lines[1:end], _FIRST_LINE))
    return tuple(guess for guess in found if guess)


def _guess(number: int, line: str, spans: Iterable[Span]) -> Guess | None:
    """Return the guess that a line is marked as, or None; a text in it may hold what looks like a comment."""
    for match in _COMMENT.finditer(line):
        if not _is_inside((number, match.start() + 1), spans):
            return Guess(line=number, column=match.start() + 1, confidence=float(match[1]), reason=match[2].strip())
    return None


def _is_inside(spot: tuple[int, int], spans: Iterable[Span]) -> bool:
    """Tell whether a spot is within a text, quoted or in a block, where a "#" begins no comment."""
    return any(span.start <= spot < span.end for span in spans if span.style not in ("[", "-"))
