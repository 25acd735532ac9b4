"""A preview that is served by the real program, and a client that asks it."""

import contextlib
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds, after which what was waited for will not come


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request was answered."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A preview that runs."""

    process: "subprocess.Popen[str]"
    address: str  # http://127.0.0.1:40123/briefings/
    errors: Path  # what the program has said on standard error

    @property
    def port(self) -> int:
        found = re.search(r":(\d+)/", self.address)
        assert found
        return int(found[1])

    @property
    def told(self) -> str:
        return self.errors.read_text(encoding="utf-8")

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path, just as it is written; `_` in the name of a header stands for `-`."""
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(status=response.status, headers=names, body=response.read())

    def news(self, since: str = "") -> dict[str, Any]:
        """Ask what is new."""
        told: dict[str, Any] = json.loads(self.get(f"/.gazette/news?since={since}").body)
        return told

    def news_after(self, edition: str) -> dict[str, Any]:
        """Wait for an edition after one, and ask what is new in it."""
        eventually(lambda: self.news()["edition"] != edition)
        return self.news(edition)

    @contextlib.contextmanager
    def calls(self) -> Iterator[HTTPResponse]:
        """Yield the stream of Server-Sent Events."""
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/.gazette/events")
            yield connection.getresponse()


@contextlib.contextmanager
def previewed(site: MiniSite, *options: str, before: tuple[str, ...] = ()) -> Iterator[Served]:
    """Serve a preview of a collection; `before` is a command that runs the program."""
    errors = site.root.parent / "errors.txt"
    command = [*before, sys.executable, "-m", "gazette", "--root", str(site.root), "serve", "--port", "0", *options]
    with errors.open("w") as stream:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stream, text=True)
    assert process.stdout
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, errors.read_text()
        yield Served(process=process, address=found[0], errors=errors)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        process.stdout.close()


def eventually(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, "it has not come about"
        time.sleep(0.02)
