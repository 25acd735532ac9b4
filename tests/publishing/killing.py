"""A process that publishes and is killed on the way, as often as asked.

Run as a program it takes one order a line as JSON on its standard input, carries it out in a
process of its own that it forks, and answers with how that ended.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gazette.errors import InputError
from tests.publishing.publishing import publish

_CHANGES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.truncate", "ctypes.dlsym"}


@dataclass(frozen=True, slots=True)
class Killer:
    """The other end of such a process."""

    process: "subprocess.Popen[str]"

    def publish(self, root: Path, files: dict[str, str], *, kill_at: int, **options: bool) -> bool:
        """Publish in another process, killed just before its n-th change to the disk; tell whether it was killed."""
        order = {"root": str(root), "files": files, "kill_at": kill_at, "options": options}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(order), file=self.process.stdin, flush=True)
        status = int(self.process.stdout.readline())
        assert status in {0, -signal.SIGKILL}, status
        return status != 0


@contextmanager
def killer() -> Iterator[Killer]:
    """Start a process that publishes and is killed."""
    command = [sys.executable, "-m", "tests.publishing.killing"]
    here = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Killer(process)
        assert process.stdin is not None
        process.stdin.close()


def count_changes(limit: int) -> list[int]:
    """From now on count the changes that this process makes to the disk, and die before the one after the limit."""
    seen = [0]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        is_writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in _CHANGES or is_writing:
            seen[0] += 1
            if seen[0] == limit:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return seen


def _main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            count_changes(order["kill_at"])
            try:
                publish(Path(order["root"]), order["files"], report=lambda _: None, **order["options"])
            except InputError as fault:
                sys.stderr.write(f"{fault}\n")
                os._exit(1)
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
