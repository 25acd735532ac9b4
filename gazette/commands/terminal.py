"""The terminal: what is said to whoever sits there, or to the program at the other end of a pipe."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import click
from msgspec import Struct

from gazette.errors import Found, Problem, Severity, count, found_of, quoted, suggestion
from gazette.floods import MOST_ALIKE, kinds, summed_up
from gazette.words import as_json

OK, PROBLEMS = 0, 1
"""How a verb ends."""
Form = Callable[[Problem], str]
"""Makes a line of a problem."""
_LINES_AT_ONCE = 1000
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

    def put_all(self, lines: Iterable[str], *, is_error: bool = False) -> None:
        """Print lines, of which there may be very many."""
        lines = iter(lines)
        while some := "\n".join(islice(lines, _LINES_AT_ONCE)):
            self.put(some, is_error=is_error)

    def put_json(self, value: object) -> None:
        """Print a value as JSON."""
        self.put(as_json(value))

    def tell(self, line: str) -> None:
        """Tell whoever waits what is going on."""
        self.put(line, is_error=True)

    def problem(self, problem: Problem) -> None:
        """Print a problem."""
        self.tell(_line(problem))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems, a line each."""
        self.put_all(map(_line, problems), is_error=True)

    def sum_up(self, found: Found, *, is_all: bool = False, form: Form | None = None) -> None:
        """Print problems; the same mistake in many places is one line, unless all are asked for.

        In another form than that of people they are data.
        """
        told = found if is_all else [each.problem for each in summed_up(found)]
        self.put_all(map(form or _line, told), is_error=form is None)
        if len(told) < len(found):
            self.tell("some lines stand for many places; gazette check --all gives every one")

    def only(self, found: Found, codes: Sequence[str]) -> Found:
        """Return the problems of these codes, all of them where there are none; tell of a code that none has."""
        known = {kind.code for kind in found.kinds}
        for code in codes:
            if code not in known:
                self.tell(f"no problem has the code {quoted(code)}{suggestion(code, known)}")
        return found_of(problem for problem in found if problem.code in codes) if codes else found

    def progress(self, step: str, total: int) -> Callable[[], None]:
        """Return what to call for each thing done; on a terminal that moves a bar, if the step takes a while."""
        if self.is_quiet or not sys.stderr.isatty():
            return _nothing
        from gazette.commands.progress import Bar

        return Bar(step, total).advance


def tally(found: Found) -> str:
    """Return `2 errors, 1,204 warnings of 5 kinds`, or ""."""
    return ", ".join(part for severity in Severity if (part := _tally(found, severity)))


def _tally(found: Found, severity: Severity) -> str:
    number, codes = kinds(found, severity)
    if not number:
        return ""
    of_kinds = f" of {count(codes, 'kind', 'kinds')}" if number > MOST_ALIKE else ""
    return f"{count(number, severity, f'{severity}s')}{of_kinds}"


def _line(problem: Problem) -> str:
    severity = str(problem.severity)
    mark = click.style(f"{severity}:", fg=_COLOURS[problem.severity], bold=True)
    return str(problem).replace(f"{severity}:", mark, 1)


def _nothing() -> None:
    """Stand in for a bar."""
