"""Floods: thousands of problems in few lines, the same mistake in one, with a count and three of its places."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gazette.errors import Found, Kind, Place, Problem, Severity, listed

MOST_SAME = 5
"""Places of one mistake that are told a line each; more are told in one line."""
MOST_ALIKE = 10
"""Lines of mistakes that differ only in names and numbers; more are told in one line."""
MOST_OF_A_FILE, MOST_OF_A_CODE = 20, 200
"""Lines of one code that are told of one file, and of all; more of them are told in one line, whatever they say."""
_PLACES = 3  # that one line has

_SUGGESTION = re.compile(r"; did you mean .*\?")


class Told(Struct, frozen=True, kw_only=True):
    """A line that is told: a problem, and in how many places it, or its like, stands."""

    problem: Problem
    times: int = 1


class _Crowd(Struct):
    """Problems that are told in one line, as far as they have been counted."""

    first: Problem
    others: tuple[Place, ...] = ()
    times: int = 1
    is_alike: bool = False

    def add(self, problem: Problem) -> None:
        self.times += 1
        self.is_alike = self.is_alike or problem.message != self.first.message
        if len(self.others) < _PLACES - 1:
            self.others = (*self.others, problem.place)

    def told(self) -> Told:
        if self.times == 1:
            return Told(problem=self.first)
        how_many = f"{self.times:,} like this" if self.is_alike else f"{self.times:,} times"
        message = f"{self.first.message} ({how_many}, also at {listed(map(str, self.others))})"
        return Told(problem=replace(self.first, message=message), times=self.times)


def summed_up(found: Found) -> tuple[Told, ...]:
    """Return what there is to tell of problems, in their order, each crowd of them at the place of its first."""
    shapes = {kind: _shape(kind) for kind in found.kinds}
    names = _crowds(found, shapes)
    crowds: dict[Hashable, _Crowd] = {}
    for kind, problem in found.with_kinds():
        shape, mistake = shapes[kind], (kind, problem.message)
        name: Hashable = shape if shape in names else mistake if mistake in names else problem
        if name in crowds:
            crowds[name].add(problem)
        else:
            crowds[name] = _Crowd(problem)
    return _shortened([crowd.told() for crowd in crowds.values()])


def _shortened(lines: Iterable[Told]) -> tuple[Told, ...]:
    """Return lines, of each code no more than are read; one stands for the others."""
    kept: list[Told] = []
    numbers: Counter[Hashable] = Counter()
    more: dict[Hashable, tuple[int, int]] = {}  # where the line is that stands for others, and for how many problems
    for line in lines:
        code = line.problem.severity, line.problem.code
        in_file = *code, line.problem.place.path
        full = code if numbers[code] >= MOST_OF_A_CODE else in_file if numbers[in_file] >= MOST_OF_A_FILE else None
        if full is None or line.problem.rank:
            numbers.update((code, in_file))
            kept.append(line)
        elif full in more:
            place, times = more[full]
            more[full] = place, times + line.times
        else:
            more[full] = len(kept), line.times
            kept.append(line)
    for place, times in more.values():
        kept[place] = _and_more(kept[place], times)
    return tuple(kept)


def _and_more(line: Told, times: int) -> Told:
    if times == line.times:
        return line
    message = f"{line.problem.message} (and {times - line.times:,} more of {line.problem.code})"
    return Told(problem=replace(line.problem, message=message), times=times)


def worst_first(found: Found) -> tuple[Told, ...]:
    """Return the same for a page, which is read from its head: errors, then warnings."""
    return tuple(sorted(summed_up(found), key=lambda told: told.problem.severity is Severity.WARNING))


def kinds(found: Found, severity: Severity) -> tuple[int, int]:
    """Return the number of problems of a severity, and that of their codes."""
    times = [(kind.code, times) for kind, times in found.times().items() if kind.severity is severity]
    return sum(number for _, number in times), len({code for code, _ in times})


def _crowds(found: Found, shapes: Mapping[Kind, Hashable]) -> frozenset[Hashable]:
    """Return the shapes and the mistakes that are told in one line each, in however many places they stand.

    So many mistakes of a shape are told apart as can have lines of their own, so that this does not grow with them.
    """
    times: dict[Hashable, Counter[Hashable]] = {}
    for kind, problem in found.with_kinds():
        alike, mistake = times.setdefault(shapes[kind], Counter()), (kind, problem.message)
        if not kind.rank and (mistake in alike or len(alike) <= MOST_ALIKE):
            alike[mistake] += 1
    names: set[Hashable] = set()
    for shape, alike in times.items():
        lines = sum(number if number <= MOST_SAME else 1 for number in alike.values())
        if len(alike) > 1 and lines > MOST_ALIKE:
            names.add(shape)
        else:
            names |= {mistake for mistake, number in alike.items() if number > MOST_SAME}
    return frozenset(names)


def _shape(kind: Kind) -> Hashable:
    """Return what is the same for all kinds of mistakes that are alike, whatever is suggested for each."""
    return kind.severity, kind.code, _SUGGESTION.sub("", kind.words)
