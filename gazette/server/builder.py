"""The builder: a process of its own that builds when it is asked to, and says what came of it.

A build forks workers, and a fork of a process that has threads may hang; a server and a watch have
threads. So they live in one process and builds in another, which has none. What is decoded there
stays for the next build, and whatever befalls a build, the server goes on with the last good site.
"""

import contextlib
import gc
import importlib
import multiprocessing
import signal
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from msgspec import Struct

from gazette.collection.selection import Selection
from gazette.config import CONFIG_NAME, read_config
from gazette.engine.gathering import Recollection
from gazette.engine.reading import Progress
from gazette.errors import Found, InputError, Place, Problems, count, error, found_of
from gazette.interrupts import held_off
from gazette.operations import Tell, build, examine
from gazette.pipeline import Order, Outcome
from gazette.publishing.ground import MEMORY, PREVIEW

_FOR_WORKERS = ("gazette.content.markup", "gazette.output.layouts")
_LONGEST_GOODBYE = 0.5  # seconds


class Plan(Struct, frozen=True, kw_only=True):
    """How previews of a collection are built. The functions must be such as another process can import."""

    root: Path
    has_all: bool  # drafts and what is dated later than now, too
    now: Callable[[], datetime]
    progress: Progress  # of the first build; the others are short
    tell: Tell
    links: str = ""  # what broken links are, instead of what config.yaml says


class Built(Struct, frozen=True, kw_only=True):
    """What came of a build, so far as a preview shows it."""

    is_published: bool
    problems: Found
    changed: frozenset[str] = frozenset()  # files of the site
    until: datetime | None = None  # the moment from which on the same files make another site
    base_path: str | None = None  # of the site's address: "" or "/briefings"; None where nobody can tell
    summary: str = ""


class Builder:
    """The process, which is begun anew where it has ended."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._context = multiprocessing.get_context("spawn")  # a process without what this one holds
        self._begin()

    def build(self) -> Built:
        """Build once; wait for it."""
        if not self._process.is_alive():
            self._begin()
        try:
            self._connection.send(None)
            built: Built = self._connection.recv()
        except (EOFError, OSError):
            self._process.join()
            message = f"the build was ended from outside (status {self._process.exitcode}); save a file to try again"
            return Built(is_published=False, problems=_ended(message))
        return built

    def end(self) -> None:
        """End the process, whatever it does: a build that is cut short has changed nothing."""
        self._process.terminate()
        self._process.join(_LONGEST_GOODBYE)  # while it publishes it does not listen, and that is short
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _begin(self) -> None:
        self._connection, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(self._plan, theirs), name="gazette builder")
        with held_off():
            self._process.start()
        theirs.close()


def folder_of(root: Path) -> Path:
    """Return the folder into which previews of a collection are built."""
    return root / MEMORY / PREVIEW


def _work(plan: Plan, connection: "Connection[Any, Any]") -> None:
    """Build whenever the server asks, until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides
    gc.disable()  # as any build does; what circles libraries make is tidied up when nobody waits
    builds = _Builds(plan)
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.recv()
            builds.next(connection.send)
            builds.tidy()


class _Builds:
    """One build after the other, with what they need not find out again."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._recollection = Recollection()
        self._progress = plan.progress
        self._is_known = False  # the output is as the last build left it
        self._leavings: object = None

    def next(self, answer: Callable[[Built], None]) -> None:
        """Build, and answer once what came of it, whatever that is: as soon as there is something to see."""
        started = time.perf_counter()
        waiting = [answer]  # until it is answered

        def hear(outcome: Outcome) -> None:
            if waiting:
                waiting.pop()(self._told(outcome, time.perf_counter() - started))

        try:
            outcome = build(self._order(), self._progress, self._plan.tell, self._recollection, hear)
        except Exception as fault:  # noqa: BLE001 - a fault of the engine must not end the preview
            message = f"the build failed: {type(fault).__name__}: {fault}; run gazette --debug build to see where"
            outcome = Outcome(problems=_ended(message))
        if waiting:
            hear(outcome)
        else:  # what befell it since
            for problem in outcome.problems if not outcome.is_published else ():
                self._plan.tell(str(problem))
        self._progress, self._is_known = _no_progress, outcome.is_published
        self._leavings = outcome.leavings  # until the next is done: to take them apart takes a while

    def _told(self, outcome: Outcome, seconds: float) -> Built:
        """Return of an outcome what a preview shows."""
        return Built(
            is_published=outcome.is_published,
            problems=outcome.problems,
            changed=outcome.changed,
            until=outcome.until,
            base_path=_base_path(self._plan.root),
            summary=f"{count(len(outcome.changed), 'file', 'files')} changed in {seconds:.2f} s",
        )

    def tidy(self) -> None:
        """Do what takes a while, when nobody waits for it: collect garbage, load libraries, and rehearse.

        A worker is a fork, which has what this process has loaded. Where the first build found that nothing had
        changed since the last preview, nothing is recollected yet.
        """
        gc.collect()
        for library in _FOR_WORKERS:
            importlib.import_module(library)
        if self._is_known and self._recollection.site is None:
            with contextlib.suppress(Exception):  # the next build has the same fault, and tells of it
                examine(self._order(), Problems(), _no_progress, lambda _: None, self._recollection)

    def _order(self) -> Order:
        return Order(
            root=self._plan.root,
            output=folder_of(self._plan.root),
            selection=Selection(now=self._plan.now(), has_drafts=self._plan.has_all, has_future=self._plan.has_all),
            has_fingerprints=False,
            links=self._plan.links,
            is_private=self._is_known,
        )


def _ended(message: str) -> Found:
    return found_of([error(Place(path="the build"), message, "build-ended")])


def _base_path(root: Path) -> str | None:
    """Return the path of the site's address; None where config.yaml does not say."""
    try:
        return read_config(root, lambda _: None).base_path if (root / CONFIG_NAME).is_file() else None
    except (InputError, OSError):
        return None


def _no_progress(_step: str, _total: int) -> Callable[[], None]:
    return _nothing


def _nothing() -> None:
    """Stand in for a bar that moves."""
