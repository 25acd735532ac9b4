"""The last result of a function stands in for the next only where nothing has changed, problems included."""

import pytest

from gazette.errors import Place, Problem, Report, warning
from gazette.last_result import LastResult


def test_result_is_made_once_for_an_equal_basis() -> None:
    last = LastResult[object]()
    made = [last.of([1, "a"], lambda _: object(), print) for _ in range(2)]
    assert made[0] is made[1]
    assert last.of([2, "a"], lambda _: object(), print) is not made[0]


def test_only_the_last_result_is_kept() -> None:
    last = LastResult[object]()
    first = last.of(1, lambda _: object(), print)
    last.of(2, lambda _: object(), print)
    assert last.of(1, lambda _: object(), print) is not first


def test_problems_are_reported_each_time() -> None:
    problem = warning(Place(path="a.md"), "odd; mend it", "odd")

    def make(report: Report) -> str:
        report(problem)
        return "made"

    last, told = LastResult[str](), list[Problem]()
    assert [last.of(1, make, told.append) for _ in range(2)] == ["made", "made"]
    assert told == [problem, problem]


def test_what_fails_leaves_the_last_result() -> None:
    last = LastResult[str]()
    last.of(1, lambda _: "sound", print)

    def fail(_: Report) -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        last.of(2, fail, print)
    assert last.of(1, fail, print) == "sound"
