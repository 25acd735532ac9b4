"""What a function made the last time, to be used again where all that it depends on is as it was."""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Generic, TypeVar

from gazette.errors import Found, Problems, Report

T = TypeVar("T")


class LastResult(Generic[T]):
    """The last result of one function, with the problems that it reported.

    Nobody must change a result; who makes one must not hold on to the report that it was given.
    """

    def __init__(self) -> None:
        self._known: tuple[object, T, Found] | None = None

    def of(self, basis: object, make: Callable[[Report], T], report: Report) -> T:
        """Return what the function makes, and report the problems that it reports.

        `basis` is all that the result depends on, or what tells that apart; it must not be changed later.
        """
        if self._known is None or self._known[0] != basis:
            problems = Problems()
            result = make(problems.report)
            self._known = basis, result, problems.found()
        _, result, told = self._known
        for problem in told:
            report(problem)
        return result


class LastResults(Generic[T]):
    """The last result of one function for each of many things; such as reports nothing.

    Where LastResult compares what results depend on, here each part must be the very object of the last time, and one
    that is new is not looked into: of many things, most of which are as they were, that takes no time. What is to be
    compared by value can be part of a thing's name. Nobody must change a result, nor a part of a basis.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[object, ...], T]] = {}
        self._now: dict[Hashable, tuple[tuple[object, ...], T]] = {}

    def turn(self) -> None:
        """Begin a round of all things: what is not asked for in it is forgotten with the next."""
        self._before, self._now = self._now, {}

    def of(self, name: Hashable, basis: tuple[object, ...], make: Callable[..., T], *given: object) -> T:
        """Return what the function makes of what it is given; `basis` has each object on which the result depends."""
        known = self._now.get(name) or self._before.get(name)
        if known is None or len(known[0]) != len(basis) or not all(map(is_, known[0], basis)):
            known = basis, make(*given)
        self._now[name] = known
        return known[1]
