"""Problems: what is wrong with an input, where, and what to do about it."""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain, zip_longest
from operator import itemgetter
from pathlib import Path

import msgspec
from msgspec import Struct

from gazette.suggestions import suggestion
from gazette.words import both_quoted, count, listed, printable, quoted

__all__ = [
    "GAP",
    "Found",
    "InputError",
    "Kind",
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

GAP = "\0"
"""What stands in words for a name or a number."""
_PARTICULAR = re.compile(r'("(?:[^"\\]|\\.)*"|(?<![^\s,;:])[^\s,;:/]*/[^\s,;:]*|\d[\d.,:-]*)')
"""What tells apart mistakes that are alike: a text in quotes, a path, a number."""
_MOST_LOOSE = 1_000  # problems of one file that are not packed yet
_SMALL = 200  # bytes, which hardly become less
_ZLIB = b"x"
_MOST_BYTES = 256_000_000  # that the problems of one file may be


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


class Kind(Struct, frozen=True, order=True, array_like=True, gc=False):
    """What mistakes that differ only in names and numbers have in common."""

    rank: int
    words: str  # with a gap for each name or number
    code: str
    severity: Severity

    def message(self, fill: tuple[str, ...]) -> str:
        """Return the words with what stands in their gaps."""
        return (
            "".join(chain.from_iterable(zip_longest(self.words.split(GAP), fill, fillvalue=""))) if fill else self.words
        )


class _Spot(Struct, frozen=True, order=True, array_like=True, gc=False):
    """Where a mistake stands in a file, and what it is."""

    line: int
    column: int
    kind: int  # its number
    fill: tuple[str, ...] = ()


class Found(Struct, frozen=True, array_like=True):
    """Problems, each once: warnings and then errors, in the order of their places, those with a rank after the others.

    There may be hundreds of thousands. Those of a file are kept packed, and made whole when they are asked for.
    """

    kinds: tuple[Kind, ...] = ()  # in order
    spots: tuple[tuple[str, int, bytes], ...] = ()  # by the paths of files: how many problems each has, and these

    def __post_init__(self) -> None:
        """Raise ValueError where what was kept on disk is not whole."""
        gaps = [kind.words.count(GAP) for kind in self.kinds]
        for _, number, packed in self.spots:
            spots = _unpacked(packed)
            is_whole = all(spot.kind < len(gaps) and len(spot.fill) in {0, gaps[spot.kind]} for spot in spots)
            if number != len(spots) or not is_whole:
                raise ValueError("these problems are damaged")

    def __len__(self) -> int:
        return sum(number for _, number, _ in self.spots)

    def __iter__(self) -> Iterator[Problem]:
        return (problem for _, problem in self.with_kinds())

    def with_kinds(self) -> Iterator[tuple[Kind, Problem]]:
        """Yield each problem with its kind."""
        yield from self._of(Severity.WARNING)
        yield from self._of(Severity.ERROR)

    def times(self) -> dict[Kind, int]:
        """Return how many problems there are of each kind."""
        numbers = Counter(spot.kind for _, _, packed in self.spots for spot in _unpacked(packed))
        return {self.kinds[number]: times for number, times in numbers.items()}

    def _of(self, severity: Severity) -> Iterator[tuple[Kind, Problem]]:
        ranked = []
        chosen = [kind.severity is severity for kind in self.kinds]
        for path, _, packed in self.spots if any(chosen) else ():
            for spot in _unpacked(packed):
                if chosen[spot.kind]:
                    found = _whole(self.kinds[spot.kind], spot, path)
                    if not found[0].rank:
                        yield found
                    else:
                        ranked.append(found)
        yield from sorted(ranked, key=itemgetter(1))


class Problems:
    """Gathers what is reported, each problem once; under --strict, warnings become errors."""

    def __init__(self, *, is_strict: bool = False) -> None:
        self._is_strict = is_strict
        self._numbers: dict[Kind, int] = {}
        self._packed: dict[str, list[bytes]] = {}
        self._path = ""  # of what is not yet packed
        self._loose: list[_Spot] = []
        self._error_codes: set[str] = set()

    def report(self, problem: Problem) -> None:
        """Keep a problem."""
        severity = Severity.ERROR if self._is_strict else problem.severity
        if severity is Severity.ERROR:
            self._error_codes.add(problem.code)
        words, fill = _taken_apart(problem.message)
        number = self._numbers.setdefault(Kind(problem.rank, words, problem.code, severity), len(self._numbers))
        place = problem.place
        if place.path != self._path or len(self._loose) == _MOST_LOOSE:
            self._pack()
            self._path = place.path
        self._loose.append(_Spot(place.line, place.column, number, fill))

    def _pack(self) -> None:
        if self._loose:
            self._packed.setdefault(self._path, []).append(_packed(self._loose))
            self._loose = []

    @property
    def have_errors(self) -> bool:
        """Whether anything found stops a build."""
        return bool(self._error_codes)

    def are_only(self, code: str) -> bool:
        """Tell whether no error has another code than this."""
        return self._error_codes <= {code}

    def found(self) -> Found:
        """Return what was found so far."""
        self._pack()
        kinds = sorted(self._numbers)
        places = {self._numbers[kind]: place for place, kind in enumerate(kinds)}
        spots = []
        for path in sorted(self._packed):
            met = chain.from_iterable(map(_unpacked, self._packed[path]))
            unique = {_Spot(spot.line, spot.column, places[spot.kind], spot.fill) for spot in met}
            spots.append(
                (path, len(unique), _packed(sorted(unique, key=lambda spot: _in_order(kinds[spot.kind], spot))))
            )
        return Found(tuple(kinds), tuple(spots))

    def in_order(self) -> tuple[Problem, ...]:
        """Return what was found so far, where it is not much."""
        return tuple(self.found())


def found_of(problems: Iterable[Problem]) -> Found:
    """Return problems as what was found."""
    gathered = Problems()
    for problem in problems:
        gathered.report(problem)
    return gathered.found()


@lru_cache(4096)
def _taken_apart(message: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a message, and the names and numbers that stand between them."""
    if GAP in message:
        return message, ()
    parts = _PARTICULAR.split(message)
    return GAP.join(parts[::2]), tuple(parts[1::2])


def _whole(kind: Kind, spot: _Spot, path: str) -> tuple[Kind, Problem]:
    place = Place(path=path, line=spot.line, column=spot.column)
    message = kind.message(spot.fill)
    return kind, Problem(rank=kind.rank, place=place, message=message, code=kind.code, severity=kind.severity)


def _in_order(kind: Kind, spot: _Spot) -> tuple[object, ...]:
    return spot.line, spot.column, kind.rank, kind.message(spot.fill), kind.code, kind.severity


def _packed(spots: list[_Spot]) -> bytes:
    packed = msgspec.msgpack.encode(spots)
    return zlib.compress(packed, 1) if len(packed) > _SMALL else packed


def _unpacked(packed: bytes) -> list[_Spot]:
    """Return spots. Raises ValueError where they are damaged."""
    try:
        if packed[:1] == _ZLIB:  # with which no list of MessagePack begins
            packed = zlib.decompressobj().decompress(packed, _MOST_BYTES)
        return _SPOTS.decode(packed)
    except (zlib.error, msgspec.DecodeError) as fault:
        raise ValueError("these problems are damaged") from fault


_SPOTS = msgspec.msgpack.Decoder(list[_Spot])
