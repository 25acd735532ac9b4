"""Worker processes: the same function for many things, with a limit on the time and the memory of each."""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from gazette.interrupts import held_off

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 32  # results in a message
_ROOM = 192 * 1024**2  # bytes of its own, from which on a process lets another go on: a fork copies what it touches
_BETWEEN_LOOKS = 0.5  # seconds, since a look takes as long as a thing
_LONGEST_WAIT = 0.1  # seconds between messages, as far as the things allow
_MEMORY = 4 * 1024**3  # bytes that a worker may take beyond what it begins with
_TOO_LARGE = "takes more memory than there is for one file"
_DIED = "ended the process that worked on it, perhaps for want of memory"


_receivers: "weakref.WeakSet[Connection[Any, Any]]" = weakref.WeakSet()
"""The ends of all pipes at which this process receives; a fork has them too, and must let go of them."""


class WorkerError(Exception):
    """A worker did not end its work on a thing; the text says why."""


def usable_cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each_in_workers(
    function: Callable[[T], R], things: Sequence[T], *, jobs: int, seconds: float
) -> Iterator[R | WorkerError]:
    """Return an iterator of what a function makes of each thing, in the order of the things.

    From now on `jobs` processes are at work, who share the things out in turn. One that dies, or
    takes longer than so many seconds, is ended; a WorkerError is in the place of what it was working
    on, and another goes on with the rest. On Linux they are forks, which know all that this process
    does; elsewhere the function and the things must be such as can be pickled.
    """
    jobs = min(jobs, len(things))
    workers = [_Worker(function, things[start::jobs], seconds) for start in range(jobs)]
    results = _in_turn(workers, len(things))
    next(results)  # from here on its end is theirs, even where nobody asks for a result
    return results


def _in_turn(workers: "Sequence[_Worker[T, R]]", number: int) -> Iterator[R | WorkerError]:
    try:
        yield WorkerError("not yet at work")
        for turn in range(number):
            worker = workers[turn % len(workers)]
            if not worker.has_result:
                for each in workers:
                    each.look()
            yield worker.result()
    finally:
        for worker in workers:
            worker.end()


class _Worker(Generic[T, R]):
    """A process that works on things one after the other and sends what it makes of them.

    Results come in batches, since each message costs as much as a small thing. Where a batch does
    not come, its things are tried again one by one, to find the one that is to blame.
    """

    def __init__(self, function: Callable[[T], R], things: Sequence[T], seconds: float) -> None:
        self._function = function
        self._things = things
        self._seconds = seconds
        self._next = 0
        self._received: deque[tuple[bool, Any]] = deque()
        self._begin(_BATCH)

    @property
    def has_result(self) -> bool:
        """Whether the next result is here already."""
        return bool(self._received)

    def look(self) -> None:
        """Take what has come, so that a process that makes room is followed by another at once."""
        with contextlib.suppress(EOFError, OSError):  # if it has died, `result` finds out
            if self._receiver.poll():
                self._take(self._receiver.recv())

    def result(self) -> R | WorkerError:
        """Return what was made of the next thing."""
        is_known = self._batch == 1 or self._next == len(self._things) - 1  # which thing a batch that fails is of
        if not self._received and (why := self._receive()) and (is_known or (why := self._again())):
            self._next += 1
            self._again()
            return WorkerError(why)
        self._next += 1
        has_succeeded, result = self._received.popleft()
        if has_succeeded:
            made: R = result
            return made
        if isinstance(result, MemoryError):
            return WorkerError(_TOO_LARGE)
        raise result

    def _receive(self) -> str:
        """Wait for a batch; return why none came, or ""."""
        if not self._receiver.poll(self._seconds):
            return f"takes longer than {self._seconds:g} s"
        try:
            self._take(self._receiver.recv())
        except (EOFError, OSError):
            return _DIED
        return "" if self._received else self._receive()

    def _take(self, batch: Sequence[tuple[bool, Any]] | None) -> None:
        if batch is None:  # the process makes room
            self.end()
            self._begin(self._batch)
        else:
            self._received.extend(batch)

    def _again(self) -> str:
        """Begin anew with the next thing, and send every result at once; return why none came, or ""."""
        self.end()
        if self._next == len(self._things):
            return ""
        self._begin(1)
        return self._receive()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._receiver.close()

    def _begin(self, batch: int) -> None:
        linux = sys.platform == "linux"
        context = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
        self._batch = batch
        self._receiver, sender = context.Pipe(duplex=False)
        _receivers.add(self._receiver)
        arguments = (self._function, self._things[self._next + len(self._received) :], self._seconds, batch, sender)
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        with held_off():
            self._process.start()
        sender.close()  # so that the end of the process ends what is received


def _work(
    function: Callable[[Any], object],
    things: Sequence[object],
    seconds: float,
    batch: int,
    sender: "Connection[Any, Any]",
) -> None:
    """Do a worker's work.

    When the parent is dead nobody receives, so that the next batch ends this process too, and
    an alarm ends one that never has another.
    """
    for receiver in _receivers:
        receiver.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _limit_memory()
    with contextlib.suppress(BrokenPipeError):
        _send_results(function, things, seconds, batch, sender)


def _send_results(
    function: Callable[[Any], object],
    things: Sequence[object],
    seconds: float,
    batch: int,
    sender: "Connection[Any, Any]",
) -> None:
    """Send what is made of things, and None in the place of what is left to another process."""
    results: list[tuple[bool, object]] = []
    sent = looked = time.monotonic()
    for number, thing in enumerate(things, 1):
        _set_alarm(2 * seconds)
        try:
            results.append((True, function(thing)))
        except Exception as fault:  # noqa: BLE001 - it is raised in the parent
            results.append((False, fault))
        now = time.monotonic()
        if len(results) >= batch or number == len(things) or now > sent + _LONGEST_WAIT:
            sender.send(results)
            results, sent = [], now
            if now > looked + _BETWEEN_LOOKS and number < len(things):
                looked = now
                if _own_memory() > _ROOM:
                    sender.send(None)
                    return
        _set_alarm(0)


def _own_memory() -> int:
    """Return the bytes that this process shares with none; 0 where the system does not tell."""
    with contextlib.suppress(OSError), open("/proc/self/smaps_rollup", encoding="ascii") as status:  # noqa: PTH123
        for line in status:
            name, *number = line.split()
            if name == "Private_Dirty:":
                return int(number[0]) * 1024
    return 0


def _set_alarm(seconds: float) -> None:
    """Let the system end this process after so many seconds, whatever it does; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123
            now = int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + _MEMORY, resource.RLIM_INFINITY))
