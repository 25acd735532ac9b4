"""Ctrl-C at any moment: real processes that get the signal while they import this or that."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gazette.interrupts import held_off, is_interrupt
from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[1]
START = """
import itertools, os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores the signal
count = itertools.count()
def hook(event, values):
    if event == "import" and (values[0] == "gazette.interrupts" or counting):
        counting.append(1)
        moment = next(count)
        if moment == int(os.environ["MOMENT"]):
            Dying() if moment > 9 else signal.raise_signal(signal.SIGINT)
class Dying:
    def __del__(self):  # where Python swallows KeyboardInterrupt, having shown a traceback
        signal.raise_signal(signal.SIGINT)
counting = []
sys.addaudithook(hook)
"""
WAYS = {
    "build.py": f"runpy.run_path({str(ROOT / 'build.py')!r}, run_name='__main__')",
    "-m": "runpy.run_module('gazette', run_name='__main__', alter_sys=True)",
    "script": "from gazette.__main__ import main; sys.exit(main())",
}


def interrupted(site: MiniSite, way: str, moment: int) -> "subprocess.CompletedProcess[str]":
    """Build in a process that gets the signal when it begins to import for the n-th time."""
    return subprocess.run(
        [sys.executable, "-c", START + WAYS[way], "--root", str(site.root), "build"],
        cwd=ROOT,
        env=os.environ | {"MOMENT": str(moment)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("moment", [0, 1, 2, 5, 20, 70, 120, 180, 250, 320])
def test_interrupt_while_the_program_starts_ends_it_with_130_and_no_traceback(
    site: MiniSite, way: str, moment: int
) -> None:
    site.article()
    done = interrupted(site, way, moment)

    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() in ("", "interrupted; the site is as it was")
    assert done.stderr or not 9 < moment < 180
    assert site.files() == {}


def test_interrupt_that_python_would_swallow_ends_the_program() -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from gazette.interrupts import begin, interruptible\n"
        "class Dying:\n    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "begin()\nwith interruptible():\n    Dying()\nprint('still here')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=20
    )

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_process_that_was_started_deaf_to_interrupts_stays_so() -> None:
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from gazette.interrupts import begin, interruptible\n"
        "begin()\nwith interruptible():\n    signal.raise_signal(signal.SIGINT)\nprint('still here')"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "still here\n", "")


def test_what_became_of_an_interrupt_is_known() -> None:
    made = RuntimeError("a class was being made")
    made.__cause__ = KeyboardInterrupt()

    assert is_interrupt(made)
    assert is_interrupt(KeyboardInterrupt())
    assert not is_interrupt(RuntimeError())


def test_interrupt_is_held_off_for_a_moment_only() -> None:
    with held_off():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])

    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
