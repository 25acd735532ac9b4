"""The last result of a function stands in for the next only where nothing has changed, problems included."""

import pytest

from gazette.errors import Place, Problem, Report, warning
from gazette.last_result import LastResult, LastResults


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


def test_result_of_a_thing_is_made_again_only_of_other_objects() -> None:
    last, one, other = LastResults[list[int]](), [1], [1]
    first = last.of("a", (one, None), list, one)
    assert first == [1]
    assert last.of("a", (one, None), list, one) is first
    assert last.of("a", (other, None), list, other) is not first  # though it is equal
    again = last.of("a", (one, None), list, one)
    assert last.of("a", (one,), list, one) is not again
    assert last.of("b", (one,), list, one) is not last.of("a", (one,), list, one)


def test_thing_that_is_not_asked_for_in_a_round_is_forgotten() -> None:
    last, basis = LastResults[object](), (object(),)
    kept, gone = (last.of(name, basis, object) for name in ("kept", "gone"))
    last.turn()
    assert last.of("kept", basis, object) is kept
    last.turn()
    assert last.of("kept", basis, object) is kept
    assert last.of("gone", basis, object) is not gone
