"""Worker processes: the same function for many things, with a limit on the time and the memory of each."""

import contextlib
import mmap
import multiprocessing
import os
import signal
import sys
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from gazette.engine.patience import Patience, WorkerError
from gazette.interrupts import held_off

__all__ = ["WorkerError", "each_in_workers", "usable_cores"]

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 32  # results in a message
_ROOM = 192 * 1024**2  # bytes of its own, from which on a process lets another go on: a fork copies what it touches
_BETWEEN_LOOKS = 0.5  # seconds, since a look takes as long as a thing
_LONGEST_WAIT = 0.1  # seconds between messages, as far as the things allow
_WAITS = 12  # times as long as a thing may work it may wait for the disk, or for its turn on a machine that is busy
_NUMBER = 8  # bytes
_FORKS = sys.platform == "linux"
_HAS_TIMERS = hasattr(signal, "setitimer")
_TOOK_ALL = -signal.SIGPROF if _HAS_TIMERS else -1  # how a process ended
_WAITED = -signal.SIGALRM if _HAS_TIMERS else -2
_MEMORY = 4 * 1024**3  # bytes that a worker may take beyond what it begins with
_TOO_LARGE = "takes more memory than there is for one file"
_STOOD_STILL = "stood still for {:g} s"
_DIED = "ended the process that worked on it, perhaps for want of memory"


_receivers: "weakref.WeakSet[Connection[Any, Any]]" = weakref.WeakSet()
"""The ends of all pipes at which this process receives; a fork has them too, and must let go of them."""


def usable_cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each_in_workers(
    function: Callable[[T], R], things: Sequence[T], *, jobs: int, seconds: float
) -> Iterator[R | WorkerError]:
    """Return an iterator of what a function makes of each thing, in the order of the things.

    From now on `jobs` processes are at work, who share the things out in turn. One that dies, or
    takes more than so many seconds of a processor, is ended; a WorkerError is in the place of what it was working
    on, which is not tried again, and another goes on with the rest. Where several took so long, the others have less.
    On Linux the processes are forks, which know all that this process does; elsewhere the function and the things must
    be such as can be pickled.
    """
    jobs = min(jobs, len(things))
    patience = Patience(seconds)
    workers = [_Worker(function, things[start::jobs], patience) for start in range(jobs)]
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

    Results come in batches, since each message costs as much as a small thing. In memory that it shares with this
    process it notes how many things it has begun, so that the one is known at which it ended.
    """

    def __init__(self, function: Callable[[T], R], things: Sequence[T], patience: Patience) -> None:
        self._function = function
        self._things = things
        self._patience = patience
        self._next = 0
        self._made: dict[int, tuple[bool, Any] | WorkerError] = {}  # by the numbers of things
        self._begun = mmap.mmap(-1, _NUMBER) if _FORKS else None
        self._begin()

    @property
    def has_result(self) -> bool:
        """Whether the next result is here already."""
        return self._next in self._made

    def look(self) -> None:
        """Take what has come, so that a process that makes room is followed by another at once."""
        with contextlib.suppress(EOFError, OSError):  # if it has died, `result` finds out
            if self._receiver.poll():
                self._take(self._receiver.recv())

    def result(self) -> R | WorkerError:
        """Return what was made of the next thing."""
        while not self.has_result:
            self._receive()
        result = self._made.pop(self._next)
        self._next += 1
        if isinstance(result, WorkerError):
            return result
        has_succeeded, value = result
        if has_succeeded:
            made: R = value
            return made
        if isinstance(value, MemoryError):
            return WorkerError(_TOO_LARGE)
        raise value

    def _receive(self) -> None:
        """Wait for a batch; where none comes, the thing is to blame that was worked on, and another begins."""
        seconds = self._seconds
        try:
            if self._receiver.poll(_WAITS * seconds + 1 if _HAS_TIMERS else seconds):
                self._take(self._receiver.recv())
                return
            ended = _WAITED if _HAS_TIMERS else _TOOK_ALL
        except (EOFError, OSError):
            self._process.join()
            ended = self._process.exitcode or 0
        self.end()
        if ended == _TOOK_ALL:
            fault = self._patience.lose(seconds)
        else:
            self._patience.lose(seconds)
            fault = WorkerError(_STOOD_STILL.format(_WAITS * seconds) if ended == _WAITED else _DIED)
        place = self._place_of_end()
        self._made[self._left[place]] = fault
        self._begin(again=place - self._received)

    def _place_of_end(self) -> int:
        """Return the place of the thing at which the process ended, among those that it was given."""
        begun = int.from_bytes(self._begun[:_NUMBER], "little") if self._begun else 0
        return min(max(begun - 1, self._received), len(self._left) - 1)

    def _take(self, batch: Sequence[tuple[bool, Any]] | None) -> None:
        if batch is None:  # the process makes room
            self.end()
            self._begin()
            return
        for result in batch:
            self._made[self._left[self._received]] = result
            self._received += 1

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._receiver.close()

    def _begin(self, again: int = 0) -> None:
        """Begin with what is left; where there were too many that took too long, with nothing.

        The first so many results had been made and not sent: they are sent one by one.
        """
        self._seconds = self._patience.seconds
        self._left = [number for number in range(self._next, len(self._things)) if number not in self._made]
        self._received = 0
        if not self._seconds:
            self._made |= {number: self._patience.give_up() for number in self._left}
            self._left = []
        if not self._left:
            return
        if self._begun:
            self._begun[:_NUMBER] = bytes(_NUMBER)
        context = multiprocessing.get_context("fork") if _FORKS else multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        _receivers.add(self._receiver)
        things = [self._things[number] for number in self._left]
        arguments = (self._function, things, self._seconds, self._begun, again, sender)
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        with held_off():
            self._process.start()
        sender.close()  # so that the end of the process ends what is received


def _work(
    function: Callable[[Any], object],
    things: Sequence[object],
    seconds: float,
    begun: mmap.mmap | None,
    again: int,
    sender: "Connection[Any, Any]",
) -> None:
    """Do a worker's work.

    When the parent is dead nobody receives, so that the next batch ends this process too, and
    a timer ends one that never has another.
    """
    for receiver in _receivers:
        receiver.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _limit_memory()
    with contextlib.suppress(BrokenPipeError):
        _send_results(function, things, seconds, begun, again, sender)


def _send_results(
    function: Callable[[Any], object],
    things: Sequence[object],
    seconds: float,
    begun: mmap.mmap | None,
    again: int,
    sender: "Connection[Any, Any]",
) -> None:
    """Send what is made of things, and None in the place of what is left to another process."""
    batch = _BATCH if begun else 1
    if _HAS_TIMERS:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    results: list[tuple[bool, object]] = []
    sent = looked = time.monotonic()
    for number, thing in enumerate(things, 1):
        if begun:
            begun[:_NUMBER] = number.to_bytes(_NUMBER, "little")
        _set_timers(_WAITS * seconds, seconds)
        try:
            results.append((True, function(thing)))
        except Exception as fault:  # noqa: BLE001 - it is raised in the parent
            results.append((False, fault))
        now = time.monotonic()
        if len(results) >= batch or number <= again or number == len(things) or now > sent + _LONGEST_WAIT:
            sender.send(results)
            results, sent = [], now
            if now > looked + _BETWEEN_LOOKS and number < len(things):
                looked = now
                if _own_memory() > _ROOM:
                    sender.send(None)
                    return
        _set_timers(0, 0)


def _own_memory() -> int:
    """Return the bytes that this process shares with none; 0 where the system does not tell."""
    with contextlib.suppress(OSError), open("/proc/self/smaps_rollup", encoding="ascii") as status:  # noqa: PTH123
        for line in status:
            name, *number = line.split()
            if name == "Private_Dirty:":
                return int(number[0]) * 1024
    return 0


def _set_timers(waiting: float, working: float) -> None:
    """Let the system end this process after so many seconds, or so many of a processor; 0 for never."""
    if _HAS_TIMERS:
        signal.setitimer(signal.ITIMER_REAL, waiting)
        signal.setitimer(signal.ITIMER_PROF, working)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123
            now = int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (now + _MEMORY, resource.RLIM_INFINITY))
