"""Two builds of one collection keep apart."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazette.errors import InputError
from gazette.publishing.lock import locked
from tests.publishing.publishing import assert_consistent, leftovers, texts

HERE = Path(__file__).parents[2]


def started(script: str, *words: str) -> "subprocess.Popen[str]":
    """Start a Python program that has the lock and the publishing of tests at hand."""
    head = (
        "import os, sys, time; from pathlib import Path; from gazette.publishing.lock import locked;"
        "from tests.publishing.publishing import publish; root = Path(sys.argv[1])\n"
        "say = lambda word: print(word, flush=True)\n"
    )
    command = [sys.executable, "-c", head + script, *words]
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    out, _ = process.communicate(timeout=60)
    return process.returncode, out


HOLD = "with locked(root, say): say('mine'); sys.stdin.readline()"
TAKE = "with locked(root, say): say('mine')"


def test_lock_leaves_no_trace(tmp_path: Path) -> None:
    with locked(tmp_path, pytest.fail):
        assert (tmp_path / ".gazette/lock").is_file()

    assert list(tmp_path.iterdir()) == []


def test_second_build_says_for_whom_it_waits_and_goes_on_when_the_first_ends(tmp_path: Path) -> None:
    first = started(HOLD, str(tmp_path))
    assert line(first) == "mine"
    second = started(TAKE, str(tmp_path))
    said = line(second)

    assert re.fullmatch(
        rf"another build is at work here: process {first.pid} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\S+; "
        r"this one waits for it to end",
        said,
    )
    time.sleep(0.1)
    assert second.poll() is None
    assert ended(first) == (0, "")
    assert ended(second) == (0, "mine\n")
    assert list(tmp_path.iterdir()) == []


def test_lock_of_a_dead_build_is_free(tmp_path: Path) -> None:
    first = started(HOLD, str(tmp_path))
    assert line(first) == "mine"
    first.kill()
    first.communicate()
    assert (tmp_path / ".gazette/lock").exists()

    with locked(tmp_path, pytest.fail):
        pass


def test_who_waits_for_a_build_that_is_killed_goes_on(tmp_path: Path) -> None:
    first = started(HOLD, str(tmp_path))
    assert line(first) == "mine"
    second = started(TAKE, str(tmp_path))
    assert line(second).startswith("another build")
    first.kill()
    first.communicate()

    assert ended(second) == (0, "mine\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_worker_that_outlives_its_killed_build_does_not_hold_the_lock(tmp_path: Path) -> None:
    first = started("with locked(root, say):\n    say(os.fork() or time.sleep(30)); time.sleep(30)", str(tmp_path))
    worker = int(line(first))
    first.send_signal(signal.SIGKILL)
    first.wait()
    os.kill(worker, 0)

    with locked(tmp_path, pytest.fail):
        os.kill(worker, signal.SIGKILL)
    first.communicate()


def test_waiting_can_be_interrupted(tmp_path: Path) -> None:
    first = started(HOLD, str(tmp_path))
    assert line(first) == "mine"
    second = started(f"try:\n    {TAKE}\nexcept KeyboardInterrupt: say('interrupted')", str(tmp_path))
    line(second)
    time.sleep(0.1)
    second.send_signal(signal.SIGINT)

    assert ended(second) == (0, "interrupted\n")
    ended(first)


@pytest.mark.parametrize(
    "spoiled", ["x" * 5000, "\x1b[31m", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
)
def test_owner_that_cannot_be_read_is_printed_safely(tmp_path: Path, spoiled: str) -> None:
    first = started(
        "with locked(root, say):\n    (root / '.gazette/lock').write_text(sys.argv[2]); "
        "say('mine'); sys.stdin.readline()",
        str(tmp_path),
        spoiled,
    )
    assert line(first) == "mine"
    second = started(TAKE, str(tmp_path))
    said = line(second)
    ended(first)

    assert ended(second)[0] == 0
    assert said.isprintable()
    assert len(said) < 1000


def test_memory_that_cannot_be_written_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / ".gazette").write_text("mine")

    with (
        pytest.raises(
            InputError,
            match=r"\.gazette: error: this is a file, and no build makes one here; remove it, .* \[memory-foreign\]",
        ),
        locked(tmp_path, pytest.fail),
    ):
        pass


def test_memory_on_a_disk_that_is_read_only_is_named_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / ".gazette").mkdir(mode=0o555)
    if os.access(tmp_path / ".gazette", os.W_OK):
        pytest.skip("this user may write everywhere")

    with pytest.raises(InputError, match="Permission denied; a build keeps its memory here"), locked(tmp_path, print):
        pass


MANY = """
for number in range(30):
    with locked(root, lambda _: None):
        text = f"{sys.argv[2]}-{number}"
        publish(root, {"a.html": text, "b.html": text, f"{sys.argv[2]}.html": text, "same.html": "same"})
"""


def test_two_builds_at_once_end_with_the_whole_site_of_the_last(tmp_path: Path) -> None:
    both = [started(MANY, str(tmp_path), name) for name in ("x", "y")]

    assert [ended(process) for process in both] == [(0, ""), (0, "")]
    site = texts(tmp_path / "site")
    name, number = site["a.html"].split("-")
    assert site == {"a.html": f"{name}-29", "b.html": f"{name}-29", f"{name}.html": f"{name}-29", "same.html": "same"}
    assert number == "29"
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)
