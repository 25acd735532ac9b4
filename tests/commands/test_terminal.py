"""What reaches a terminal: bars where somebody waits, colours where they are wanted, or nothing."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[2]


def on_a_terminal(script: str, **environment: str) -> str:
    """Return what a Python script writes to its standard error, which is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", script], stderr=theirs, env=os.environ | {"TERM": "xterm"} | environment, cwd=ROOT
    ) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
        assert process.wait() == 0
    os.close(ours)
    return written.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so at the end of a terminal
        return b""


def bar(total: int, seconds: float, **options: object) -> str:
    return (
        "import time; from pathlib import Path; from gazette.commands.terminal import Terminal\n"
        f"done = Terminal(root=Path(), **{options}).progress('rendering', {total})\n"
        f"for _ in range({total}): time.sleep({seconds}); done()\n"
    )


def test_long_step_shows_a_bar_that_goes_when_it_is_done() -> None:
    written = on_a_terminal(bar(12, 0.1))

    assert "Rendering" in written
    assert "/12" in written
    assert "\x1b[2K" in written.rpartition("/12")[2]  # the line is cleared
    assert "\x1b[?25l" not in written  # the cursor stays, whatever ends the process


def test_short_step_shows_none() -> None:
    assert on_a_terminal(bar(12, 0.001)) == ""


def test_quiet_run_shows_none() -> None:
    assert on_a_terminal(bar(12, 0.1, is_quiet=True)) == ""


def test_bar_starts_no_thread_that_a_fork_would_lose() -> None:
    on_a_terminal(f"{bar(12, 0.1)}import threading; assert threading.active_count() == 1\n")


def test_problems_are_coloured_on_a_terminal_unless_somebody_wants_none(site: MiniSite) -> None:
    site.article("grid", date="3 May")
    script = f"from gazette.cli import run; assert run(['--root', {str(site.root)!r}, 'build']) == 1"

    assert "\x1b[31m\x1b[1merror:\x1b[0m" in on_a_terminal(script)
    assert "\x1b" not in on_a_terminal(script, NO_COLOR="1")


@pytest.mark.parametrize("where", ["--quiet", "-q"])
def test_quiet_build_says_nothing_but_problems(site: MiniSite, where: str) -> None:
    site.article("grid", event_date="2023-11-05")

    run = site.build(where)

    assert (run.status, run.out) == (0, "")
    assert run.err.splitlines() == run.problems != []


def test_quiet_run_still_prints_what_was_asked_for(site: MiniSite) -> None:
    site.article("grid", people="[Ada]")

    assert "Ada" in site.gazette("list", "people", "-q").out
    assert '"articles": 1' in site.build("-q", "--json").out


def test_terminal_is_no_slower_than_what_it_shows() -> None:
    """A bar is drawn ten times a second, however many things are done."""
    started = time.monotonic()
    written = on_a_terminal(bar(200_000, 0.0000001))

    assert written.count("Rendering") <= 10 * (time.monotonic() - started) + 2
