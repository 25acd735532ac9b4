"""Problems: what is wrong with an input, where, and what to do about it."""

import struct
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import starmap
from pathlib import Path
from typing import cast

from msgspec import Struct

from gazette.suggestions import suggestion
from gazette.words import both_quoted, count, listed, printable, quoted

__all__ = [
    "Found",
    "InputError",
    "Mistake",
    "Place",
    "Problem",
    "Problems",
    "Report",
    "Severity",
    "both_quoted",
    "count",
    "error",
    "found_of",
    "listed",
    "planted",
    "printable",
    "quoted",
    "suggestion",
    "unreadable",
    "warning",
]

_SPOT = struct.Struct("<3I")  # a line, a column, and the number of a mistake


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


def unreadable(place: Place, fault: OSError) -> Problem:
    """Return the problem of what the system refuses to read."""
    cure = "let this user read it" if isinstance(fault, PermissionError) else "put a file in its place"
    return error(place, f"cannot be read: {fault.strerror}; {cure}", "file-unreadable")


def planted(fault: OSError) -> Problem:
    """Return the problem of something among the engine's own folders that no build makes, such as a link."""
    message = f"{fault.strerror}, and no build makes one here; remove it, and find out who put it there"
    return error(Place(path=str(Path(fault.filename))), message, "memory-foreign")


class InputError(Exception):
    """A problem after which a step cannot go on, such as a config.yaml that is not YAML."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def tell(self, report: Report) -> None:
        """Report the problems, where the work goes on without this input."""
        for problem in self.problems:
            report(problem)


class Mistake(Struct, frozen=True, order=True, array_like=True, gc=False):
    """What is wrong, wherever it is."""

    rank: int
    message: str
    code: str
    severity: Severity

    def at(self, place: Place) -> Problem:
        """Return the mistake as it stands in a place."""
        return Problem(rank=self.rank, place=place, message=self.message, code=self.code, severity=self.severity)


class Found(Struct, frozen=True, array_like=True):
    """Problems, each once: warnings and then errors, in the order of their places, those with a rank after the others.

    There may be hundreds of thousands. Each costs twelve bytes here, and is made whole when it is asked for.
    """

    mistakes: tuple[Mistake, ...] = ()  # in order
    spots: tuple[tuple[str, bytes], ...] = ()  # by the paths of files: line, column and number of the mistake of each

    def __post_init__(self) -> None:
        """Raise ValueError where what was kept on disk is not whole."""
        for _, packed in self.spots:
            if len(packed) % _SPOT.size or any(number >= len(self.mistakes) for _, _, number in _unpacked(packed)):
                raise ValueError("these problems are damaged")

    def __len__(self) -> int:
        return sum(len(packed) for _, packed in self.spots) // _SPOT.size

    def __iter__(self) -> Iterator[Problem]:
        yield from self._of(Severity.WARNING)
        yield from self._of(Severity.ERROR)

    def times(self) -> dict[Mistake, int]:
        """Return in how many places each mistake stands."""
        numbers = Counter(number for _, packed in self.spots for _, _, number in _unpacked(packed))
        return {self.mistakes[number]: times for number, times in numbers.items()}

    def _of(self, severity: Severity) -> Iterator[Problem]:
        ranked = []
        chosen = [mistake.severity is severity for mistake in self.mistakes]
        for path, packed in self.spots if any(chosen) else ():
            for line, column, number in _unpacked(packed):
                if chosen[number]:
                    problem = self.mistakes[number].at(Place(path=path, line=line, column=column))
                    if not problem.rank:
                        yield problem
                    else:
                        ranked.append(problem)
        yield from sorted(ranked)


class Problems:
    """Gathers what is reported, each problem once; under --strict, warnings become errors."""

    def __init__(self, *, is_strict: bool = False) -> None:
        self._is_strict = is_strict
        self._numbers: dict[Mistake, int] = {}
        self._spots: dict[str, array[int]] = {}
        self._error_codes: set[str] = set()

    def report(self, problem: Problem) -> None:
        """Keep a problem."""
        severity = Severity.ERROR if self._is_strict else problem.severity
        if severity is Severity.ERROR:
            self._error_codes.add(problem.code)
        mistake = Mistake(problem.rank, problem.message, problem.code, severity)
        number = self._numbers.setdefault(mistake, len(self._numbers))
        place = problem.place
        if place.path not in self._spots:
            self._spots[place.path] = array("I")
        self._spots[place.path].extend((place.line, place.column, number))

    @property
    def have_errors(self) -> bool:
        """Whether anything found stops a build."""
        return bool(self._error_codes)

    def are_only(self, code: str) -> bool:
        """Tell whether no error has another code than this."""
        return self._error_codes <= {code}

    def found(self) -> Found:
        """Return what was found so far."""
        mistakes = sorted(self._numbers)
        places = {self._numbers[mistake]: place for place, mistake in enumerate(mistakes)}
        spots = tuple((path, _packed(self._spots[path], places)) for path in sorted(self._spots))
        return Found(tuple(mistakes), spots)

    def in_order(self) -> tuple[Problem, ...]:
        """Return what was found so far, where it is not much."""
        return tuple(self.found())


def found_of(problems: Iterable[Problem]) -> Found:
    """Return problems as what was found."""
    gathered = Problems()
    for problem in problems:
        gathered.report(problem)
    return gathered.found()


def _packed(spots: "array[int]", places: Mapping[int, int]) -> bytes:
    """Return spots in order, each once, with the places of their mistakes for their numbers."""
    numbers = iter(spots)
    unique = {(line, column, places[number]) for line, column, number in zip(numbers, numbers, numbers, strict=True)}
    return b"".join(starmap(_SPOT.pack, sorted(unique)))


def _unpacked(packed: bytes) -> Iterator[tuple[int, int, int]]:
    return cast("Iterator[tuple[int, int, int]]", _SPOT.iter_unpack(packed))
