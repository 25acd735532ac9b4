"""What a function made the last time, to be used again where all that it depends on is as it was."""

from collections.abc import Callable
from typing import Generic, TypeVar

from gazette.errors import Problem, Report

T = TypeVar("T")


class LastResult(Generic[T]):
    """The last result of one function, with the problems that it reported.

    Nobody must change a result; who makes one must not hold on to the report that it was given.
    """

    def __init__(self) -> None:
        self._known: tuple[object, T, tuple[Problem, ...]] | None = None

    def of(self, basis: object, make: Callable[[Report], T], report: Report) -> T:
        """Return what the function makes, and report the problems that it reports.

        `basis` is all that the result depends on, or what tells that apart; it must not be changed later.
        """
        if self._known is None or self._known[0] != basis:
            problems: list[Problem] = []
            self._known = basis, make(problems.append), tuple(problems)
        _, result, told = self._known
        for problem in told:
            report(problem)
        return result
