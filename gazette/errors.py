"""Problems: what is wrong with an input, where, and what to do about it."""

import difflib
import json
from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Severity(StrEnum):
    """An error stops the build; a warning does so only under --strict."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, kw_only=True, order=True, array_like=True):
    """A spot in a file, as an editor shows it: lines and columns count from 1, 0 is unknown."""

    path: str  # relative to the root, with "/"
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([printable(self.path), *numbers])


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One thing that is wrong; its text says what was found and what to write instead."""

    rank: int = 0  # problems of a rank come after all others, 1 first
    place: Place
    message: str
    code: str  # stable, listed in docs/problems.md
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {printable(self.message)} [{self.code}]"


Report = Callable[[Problem], None]
"""Where a function that can go on after a problem puts it."""


def warning(place: Place, message: str, code: str, *, rank: int = 0) -> Problem:
    """Return a problem that stops a build only under --strict."""
    return Problem(rank=rank, place=place, message=message, code=code, severity=Severity.WARNING)


def error(place: Place, message: str, code: str) -> Problem:
    """Return a problem that stops the build."""
    return Problem(place=place, message=message, code=code)


class InputError(Exception):
    """A problem after which a step cannot go on, such as a config.yaml that is not YAML."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def tell(self, report: Report) -> None:
        """Report the problems, where the work goes on without this input."""
        for problem in self.problems:
            report(problem)


def printable(text: str) -> str:
    """Return the text on one line, with control characters spelt out, safe for a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def quoted(text: str, limit: int = 60) -> str:
    """Return the text in double quotes, cut to the limit, for use in a message."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return json.dumps(short, ensure_ascii=False)


def suggestion(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return `; did you mean "…"?` for the nearest known word, or "" where none is at least so like it (0 to 1)."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=likeness)
    return f"; did you mean {quoted(near[0])}?" if near else ""


def count(number: int, one: str, many: str) -> str:
    """Return `1 article` or `1,204 articles`."""
    return f"{number:,} {one if number == 1 else many}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as prose: `a, b and c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


class Problems:
    """Gathers what is reported, each problem once; under --strict, warnings become errors."""

    def __init__(self, *, is_strict: bool = False) -> None:
        self._is_strict = is_strict
        self._found: dict[Problem, None] = {}

    def report(self, problem: Problem) -> None:
        """Keep a problem."""
        self._found[replace(problem, severity=Severity.ERROR) if self._is_strict else problem] = None

    @property
    def have_errors(self) -> bool:
        """Whether anything found stops a build."""
        return any(problem.severity is Severity.ERROR for problem in self._found)

    def are_only(self, code: str) -> bool:
        """Tell whether no error has another code than this."""
        return all(problem.code == code or problem.severity is not Severity.ERROR for problem in self._found)

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their places, and then those that have a rank."""
        return tuple(sorted(self._found))
