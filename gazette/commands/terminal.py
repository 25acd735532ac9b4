"""The terminal: what is said to whoever sits there, or to the program at the other end of a pipe."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from msgspec import Struct

from gazette.errors import Problem, Severity, count

OK, PROBLEMS = 0, 1
"""How a verb ends."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


class Terminal(Struct, frozen=True, kw_only=True):
    """Where to say things, and about which collection."""

    root: Path
    is_quiet: bool = False  # only problems, and what was asked for as data

    def say(self, line: str) -> None:
        """Say how something went."""
        if not self.is_quiet:
            self.put(line)

    def put(self, line: str, *, is_error: bool = False) -> None:
        """Print what was asked for, in colour only where a terminal takes it and NO_COLOR is not set."""
        text = line.encode(errors="backslashreplace").decode()  # names of files need be no text
        click.echo(text, err=is_error, color=False if os.environ.get("NO_COLOR") else None)

    def put_at_once(self, line: str) -> None:
        """Print a line now, be the other end a pipe."""
        self.put(line)
        sys.stdout.flush()

    def put_json(self, value: object) -> None:
        """Print a value as JSON."""
        self.put(json.dumps(value, ensure_ascii=False, indent=1))

    def tell(self, line: str) -> None:
        """Tell whoever waits what is going on."""
        self.put(line, is_error=True)

    def problem(self, problem: Problem) -> None:
        """Print a problem."""
        severity = str(problem.severity)
        mark = click.style(f"{severity}:", fg=_COLOURS[problem.severity], bold=True)
        self.put(str(problem).replace(f"{severity}:", mark, 1), is_error=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems, a line each."""
        for problem in problems:
            self.problem(problem)

    def progress(self, step: str, total: int) -> Callable[[], None]:
        """Return what to call for each thing done; on a terminal that moves a bar, if the step takes a while."""
        if self.is_quiet or not sys.stderr.isatty():
            return _nothing
        from gazette.commands.progress import Bar

        return Bar(step, total).advance


def tally(problems: Sequence[Problem]) -> str:
    """Return `2 errors, 1 warning`, or ""."""
    counts = [(sum(problem.severity is severity for problem in problems), severity) for severity in Severity]
    return ", ".join(count(number, severity, f"{severity}s") for number, severity in counts if number)


def _nothing() -> None:
    """Stand in for a bar."""
