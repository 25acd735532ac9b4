"""Problems in the forms that programs read."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec.structs import asdict

from gazette.errors import Problem, printable

Row = dict[str, object]


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def problem_rows(problems: Iterable[Problem]) -> list[Row]:
    """Return problems as objects: path, line, column, severity, message and code."""
    return [
        {**asdict(problem.place), "severity": problem.severity, "message": problem.message, "code": problem.code}
        for problem in problems
    ]


def annotation(problem: Problem, folder: str = "") -> str:
    """Return a problem as a command of GitHub's workflows, which shows it beside the line of a pull request.

    `folder` is where the collection lies in its repository: "" or "briefings/".
    """
    place = problem.place
    properties = {"file": folder + place.path, "line": place.line, "col": place.column, "title": problem.code}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{problem.severity} {written}::{_data(printable(problem.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
