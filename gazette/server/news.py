"""News: what has changed since a browser last asked, and the call to ask again."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct

from gazette.errors import Found, Severity, printable
from gazette.floods import Told, kinds, worst_first
from gazette.server.builder import Built

_REMEMBERED = 100  # builds; who has missed more is told that anything may have changed
_MOST_FILES = 2000  # that are named to a browser
_MOST_PROBLEMS = 200  # likewise
_PULSE = 20.0  # seconds, after which a stream says something, so that one that nobody reads is found out


class ShownProblem(Struct, frozen=True, kw_only=True):
    """A problem as a browser shows it; all of it is plain text."""

    place: str
    severity: str
    message: str
    code: str
    times: int  # places for which it stands


class News(Struct, frozen=True, kw_only=True):
    """What a browser is told."""

    edition: str
    files: tuple[str, ...] | None  # that have changed; None where it may be any
    problems: tuple[ShownProblem, ...]
    errors: int
    warnings: int


class Newsroom:
    """Numbers the builds, keeps what each has changed, and calls those who wait.

    Used in one thread, that of the server's loop. An edition is named after the run of the server
    too, so that a page which an earlier run sent is known to be of another.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._number = 0
        self._changes: deque[frozenset[str]] = deque(maxlen=_REMEMBERED)
        self._problems = Found()
        self._told: tuple[Told, ...] = ()  # errors first
        self._waiting: set[asyncio.Event] = set()
        self._is_closed = False

    @property
    def edition(self) -> str:
        """The name of what is served now."""
        return self._name(self._number)

    def _name(self, number: int) -> str:
        return f"{self._run}.{number}"

    def publish(self, built: Built) -> None:
        """Take note of a build, and call all who wait if it makes a difference to them."""
        if not built.changed and built.problems == self._problems and self._number:
            return
        self._number += 1
        self._changes.append(built.changed)
        self._problems, self._told = built.problems, worst_first(built.problems)
        self._call()

    def since(self, edition: str) -> News:
        """Return what is new for who has an edition."""
        errors, _ = kinds(self._problems, Severity.ERROR)
        return News(
            edition=self.edition,
            files=self._files_since(edition),
            problems=tuple(map(_shown, self._told[:_MOST_PROBLEMS])),
            errors=errors,
            warnings=len(self._problems) - errors,
        )

    async def stream(self) -> AsyncIterator[str]:
        """Yield a message of Server-Sent Events now, at every edition, and now and then."""
        call = asyncio.Event()
        self._waiting.add(call)
        try:
            yield "retry: 500\n\n"
            while not self._is_closed:
                call.clear()
                yield f"data: {self.edition}\n\n"
                try:
                    await asyncio.wait_for(call.wait(), _PULSE)
                except TimeoutError:
                    continue
        finally:
            self._waiting.discard(call)

    def close(self) -> None:
        """End all streams."""
        self._is_closed = True
        self._call()

    def _call(self) -> None:
        for call in self._waiting:
            call.set()

    def _files_since(self, edition: str) -> tuple[str, ...] | None:
        missed = next((n for n in range(len(self._changes) + 1) if edition == self._name(self._number - n)), None)
        if missed is None:
            return None
        files = frozenset[str]().union(*list(self._changes)[len(self._changes) - missed :])
        return tuple(sorted(files)) if len(files) <= _MOST_FILES else None


def as_json(news: News) -> bytes:
    """Return news as JSON."""
    return msgspec.json.encode(news)


def _shown(told: Told) -> ShownProblem:
    problem = told.problem
    return ShownProblem(
        place=str(problem.place),
        severity=str(problem.severity),
        message=printable(problem.message),
        code=problem.code,
        times=told.times,
    )
