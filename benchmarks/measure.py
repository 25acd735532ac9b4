"""What a command costs: seconds, processor seconds and memory of its whole process tree.

Memory is read from /proc every 20 ms, or less often where that takes long, so that the looks cost no more
than a thirtieth of a processor. A peak between two looks can be missed, and elsewhere than on Linux it is
0. A lone process counts with its resident set (statm). Several count with their proportional
sets (smaps_rollup), which share out the pages that forked workers have in common; that read walks page
tables, so a lone process, where both figures are nearly the same, is spared it. Processor seconds are
those of the process and of every descendant that was waited for.
"""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_INTERVAL = 0.02  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")


class CommandError(Exception):
    """A command that was to be measured failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The cost of one run."""

    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: int  # bytes


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Sample:
    """Run a command in a folder and return its cost. Raises CommandError with its last words if it fails."""
    with tempfile.TemporaryFile() as words:
        watch = _Watch()
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - a program that the harness was told to measure
            command, cwd=folder, env={**os.environ, **environment}, stdout=words, stderr=words
        )
        thread = threading.Thread(target=watch.look, args=(process.pid,), daemon=True)
        thread.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        wall = time.perf_counter() - started
        watch.is_over.set()
        thread.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            tail = words.read().decode(errors="replace")[-2000:]
            raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Sample(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=watch.peak)


@dataclass(slots=True)
class _Watch:
    """Looks at a process tree, the more seldom the longer one takes."""

    peak: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def look(self, pid: int) -> None:
        pause = _INTERVAL
        while not self.is_over.wait(pause):
            started = time.perf_counter()
            self.peak = max(self.peak, _memory(pid))
            pause = max(_INTERVAL, 30 * (time.perf_counter() - started))


def _memory(root: int) -> int:
    """Return the bytes that a process tree holds."""
    pids = tuple(_tree(root))
    return _resident(root) if len(pids) == 1 else sum(map(_proportional, pids))


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and its descendants; one that ends meanwhile has none."""
    yield pid
    for children in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    fields = _read(_PROC / str(pid) / "statm").split()
    return int(fields[1]) * _PAGE if fields else 0


def _proportional(pid: int) -> int:
    lines = _read(_PROC / str(pid) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path) -> str:
    """Return a file's text; a process that has ended has none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
