"""Worker processes: the same function for many things, with a limit on the time and the memory of each."""

import contextlib
import multiprocessing
import os
import signal
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

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
            yield workers[turn % len(workers)].result()
    finally:
        for worker in workers:
            worker.end()


class _Worker(Generic[T, R]):
    """A process that works on things one after the other and sends what it makes of each."""

    def __init__(self, function: Callable[[T], R], things: Sequence[T], seconds: float) -> None:
        self._function = function
        self._things = things
        self._seconds = seconds
        self._next = 0
        self._begin()

    def result(self) -> R | WorkerError:
        """Return what was made of the next thing."""
        self._next += 1
        if not self._receiver.poll(self._seconds):
            return self._failed(f"takes longer than {self._seconds:g} s")
        try:
            has_succeeded, result = self._receiver.recv()
        except (EOFError, OSError):
            return self._failed(_DIED)
        if has_succeeded:
            made: R = result
            return made
        if isinstance(result, MemoryError):
            return self._failed(_TOO_LARGE)
        raise result

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._receiver.close()

    def _failed(self, why: str) -> WorkerError:
        self.end()
        self._begin()
        return WorkerError(why)

    def _begin(self) -> None:
        linux = sys.platform == "linux"
        context = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        _receivers.add(self._receiver)
        self._process = context.Process(
            target=_work, args=(self._function, self._things[self._next :], self._seconds, sender), daemon=True
        )
        self._process.start()
        sender.close()  # so that the end of the process ends what is received


def _work(
    function: Callable[[Any], object], things: Sequence[object], seconds: float, sender: "Connection[Any, Any]"
) -> None:
    """Do a worker's work.

    When the parent is dead nobody receives, so that the next result ends this process too, and
    an alarm ends one that never has another.
    """
    for receiver in _receivers:
        receiver.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _limit_memory()
    for thing in things:
        _set_alarm(2 * seconds)
        try:
            result = (True, function(thing))
        except Exception as fault:  # noqa: BLE001 - it is raised in the parent
            result = (False, fault)
        try:
            sender.send(result)
        except BrokenPipeError:
            return
        _set_alarm(0)


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
