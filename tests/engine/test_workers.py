"""Worker processes: results in order, whatever becomes of a worker."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.engine.workers import WorkerError, each_in_workers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def square(number: int) -> int:
    return number * number


def square_unless_three(number: int) -> int:
    while number == 3:
        pass
    return square(number)


def wait_at_one(number: int) -> int:
    """Take no time of a processor."""
    if number == 1:
        time.sleep(60)
    return number


def hang_and_tell(path: Path) -> int:
    """Say that it was tried, and hang where the file's name says so."""
    with path.open("a") as told:
        told.write("tried\n")
    while path.name.startswith("hang"):
        pass
    return 1


def match_for_ever(number: int) -> int:
    """Hang in C code, which no signal handler of Python's interrupts in time."""
    if number == 1:
        re.fullmatch("(a+)+b", "a" * 60)
    return number


def die_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def grow_at_one(number: int) -> int:
    if number == 1:
        bytearray(8 * 1024**3)
    return number


def talk(number: int) -> str:
    """Return more than a pipe holds."""
    return "x" * 1_000_000 * number


def hoard(number: int) -> tuple[int, int]:
    """Keep some megabytes for ever; return the number and that of the process."""
    _hoard.append(b"x" * 20 * 1024**2)
    time.sleep(0.1)
    return number, os.getpid()


_hoard: list[bytes] = []


def fail(number: int) -> int:
    raise LookupError(f"no {number}")


def told(results: Iterator[int | WorkerError]) -> list[int | str]:
    return [str(result) if isinstance(result, WorkerError) else result for result in results]


@pytest.mark.parametrize("jobs", [1, 2, 3, 40])
def test_results_are_in_the_order_of_the_things_however_many_workers_there_are(jobs: int) -> None:
    assert list(each_in_workers(square, range(20), jobs=jobs, seconds=30)) == [n * n for n in range(20)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process what memory is its own")
def test_process_that_has_taken_much_memory_makes_room_for_another() -> None:
    results = list(each_in_workers(hoard, range(24), jobs=1, seconds=30))
    done = [result for result in results if not isinstance(result, WorkerError)]

    assert [number for number, _ in done] == list(range(24))
    assert len({process for _, process in done}) > 1


def test_nothing_to_do_gives_nothing() -> None:
    assert list(each_in_workers(square, (), jobs=2, seconds=30)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_thing_that_takes_too_long_is_named_and_the_others_are_done(jobs: int) -> None:
    results = told(each_in_workers(square_unless_three, range(6), jobs=jobs, seconds=0.5))

    assert results == [0, 1, 4, "takes longer than 0.5 s of a processor", 16, 25]


def test_thing_that_waits_without_end_is_named_and_the_others_are_done() -> None:
    results = told(each_in_workers(wait_at_one, range(3), jobs=1, seconds=0.1))

    assert results == [0, "stood still for 1.2 s", 2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_thing_that_takes_too_long_is_tried_once(tmp_path: Path, jobs: int) -> None:
    things = [tmp_path / name for name in ("a", "b", "hang1", "c", "hang2", "d", "e")]
    errors = [
        isinstance(result, WorkerError) for result in each_in_workers(hang_and_tell, things, jobs=jobs, seconds=1)
    ]

    assert errors == [thing.name.startswith("hang") for thing in things]
    assert [(tmp_path / name).read_text() for name in ("hang1", "hang2")] == ["tried\n", "tried\n"]


def test_many_things_that_take_too_long_do_not_add_up() -> None:
    results = told(each_in_workers(square_unless_three, [2, *[3] * 60, 2], jobs=1, seconds=0.2))

    assert results[:3] == [4, *["takes longer than 0.2 s of a processor"] * 2]
    assert results[3] == "takes longer than 0.02 s of a processor, all that was left when others had taken 0.4 s"
    assert results[-1] == "was not tried, since others had taken 0.8 s"
    assert sum("0.02 s" in str(result) for result in results) == 20


def test_thing_of_which_others_left_little_is_done_all_the_same() -> None:
    results = told(each_in_workers(square_unless_three, [*[3] * 5, 2], jobs=1, seconds=0.2))

    assert results[-1] == 4


def test_hang_in_a_library_is_ended() -> None:
    results = told(each_in_workers(match_for_ever, range(3), jobs=1, seconds=0.5))

    assert results == [0, "takes longer than 0.5 s of a processor", 2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_thing_at_which_a_worker_dies_is_named_and_the_others_are_done(jobs: int) -> None:
    results = told(each_in_workers(die_at_two, range(5), jobs=jobs, seconds=30))

    assert results == [0, 1, "ended the process that worked on it, perhaps for want of memory", 3, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the limit")
def test_thing_that_takes_too_much_memory_is_named_and_the_others_are_done() -> None:
    results = told(each_in_workers(grow_at_one, range(3), jobs=1, seconds=30))

    assert results == [0, "takes more memory than there is for one file", 2]


def test_fault_in_a_worker_is_raised_here() -> None:
    with pytest.raises(LookupError, match="no 0"):
        list(each_in_workers(fail, range(3), jobs=2, seconds=30))


def test_workers_begin_before_the_first_result_is_asked_for_and_end_when_nobody_asks(tmp_path: Path) -> None:
    results = each_in_workers((tmp_path / "begun").write_text, ["yes"], jobs=1, seconds=30)
    deadline = time.monotonic() + 30
    while not (tmp_path / "begun").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)

    assert list(results) == [3]


def test_workers_end_with_what_they_work_for() -> None:
    results = each_in_workers(square_unless_three, [3, 3, 3], jobs=2, seconds=30)
    assert len(multiprocessing.active_children()) == 2

    del results

    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "work",
    ["square_unless_three, [3] * 9, seconds=1", "match_for_ever, [1] * 9, seconds=1", "talk, [1] * 99, seconds=999"],
)
def test_workers_of_a_killed_parent_end_too(work: str) -> None:
    script = (
        "import os; from tests.engine.test_workers import *\n"
        f"results = each_in_workers({work}, jobs=2)\n"
        "print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        workers = [Path("/proc", number) for number in parent.stdout.readline().split()]
        parent.kill()

    deadline = time.monotonic() + 30
    while any(is_alive(worker) for worker in workers):
        assert time.monotonic() < deadline, workers
        time.sleep(0.1)
    assert len(workers) == 2


def is_alive(process: Path) -> bool:
    try:
        return ") Z " not in (process / "stat").read_text()
    except OSError:
        return False
