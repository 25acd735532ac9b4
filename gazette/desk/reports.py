"""Problems in the forms that programs read."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec.structs import asdict

from gazette.errors import Problem, printable
from gazette.words import as_json

Row = dict[str, object]


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def json_lines(head: Row, problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines of a JSON object: what the head has, and all problems, made one by one."""
    opening = as_json(head).removesuffix("}").rstrip()
    yield f"{opening}{',' if head else ''}"
    rows = map(_indented, map(problem_row, problems))
    last = next(rows, "")
    yield ' "problems": [' if last else ' "problems": []'
    for row in rows:
        yield f"{last},"
        last = row
    if last:
        yield f"{last}\n ]"
    yield "}"


def problem_row(problem: Problem) -> Row:
    """Return a problem as an object: path, line, column, severity, message and code."""
    return {**asdict(problem.place), "severity": problem.severity, "message": problem.message, "code": problem.code}


def _indented(row: Row) -> str:
    """Return an object on lines of its own; written as a whole, each would leave circles behind in memory."""
    pairs = (f"   {as_json(key)}: {as_json(value)}" for key, value in row.items())
    return "  {\n" + ",\n".join(pairs) + "\n  }"


def annotation(problem: Problem, folder: str = "") -> str:
    """Return a problem as a command of GitHub's workflows, which shows it beside the line of a pull request.

    `folder` is where the collection lies in its repository: "" or "briefings/".
    """
    place = problem.place
    properties = {
        "file": printable(folder + place.path),
        "line": place.line,
        "col": place.column,
        "title": problem.code,
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{problem.severity} {written}::{_data(printable(problem.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
