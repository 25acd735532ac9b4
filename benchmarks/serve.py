"""How long a save takes to the screen: `python -m benchmarks.serve --articles 1000 --runs 15`.

A made-up collection is served; an article is edited, each time another one; measured is the time from
the save to the moment at which a client has been called, has asked what is new, and holds the new page.
"""

import argparse
import contextlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from benchmarks.corpus import make_articles, write_corpus

_ROOT = Path(__file__).resolve().parents[1]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_PAUSE = 1.5  # seconds between saves; an editor thinks


def main() -> None:
    """Measure, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    memory = Path("/dev/shm")  # noqa: S108 - in memory where the system has it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        root = Path(folder) / "corpus"
        write_corpus(root, arguments.articles)
        cold = _seconds_to_first_page(root)
        warm = _seconds_to_first_page(root)
        _say(f"start to first page: {cold:.2f} s cold, {warm:.2f} s where the preview was built before")
        with _served(root) as port:
            for what, seconds in (("body", _edits(root, port, arguments)), ("style sheet", _styles(root, port))):
                spread = f"{min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f}"
                median = statistics.median(seconds) * 1000
                _say(f"{what} saved to seen: {median:.0f} ms, median of {len(seconds)} ({spread})")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _seconds_to_first_page(root: Path) -> float:
    started = time.perf_counter()
    with _served(root) as port:
        _page(port, "/")
        return time.perf_counter() - started


@contextlib.contextmanager
def _served(root: Path) -> Iterator[int]:
    """Serve a collection and yield the port, once there is something to see."""
    command = [sys.executable, "-m", "gazette", "--root", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this program
    try:
        assert process.stdout  # noqa: S101 - asked for above
        found = _ADDRESS.search(process.stdout.readline())
        if not found:
            raise SystemExit("the server did not start")
        yield int(found[1])
    finally:
        process.terminate()
        process.wait()


def _edits(root: Path, port: int, arguments: argparse.Namespace) -> list[float]:
    articles = list(make_articles(arguments.articles))
    step = max(1, len(articles) // (arguments.runs + 1))
    seconds = []
    for number in range(arguments.runs):
        article = articles[number * step]
        url = f"/{article.published:%Y/%m/%d}/{Path(article.path).stem}/"
        file = root / "content" / article.path
        seconds.append(_time(port, file, f"\n\nSeen in run {number}.\n", url))
    return seconds


def _styles(root: Path, port: int) -> list[float]:
    shutil.copytree(_ROOT / "assets", root / "assets")
    time.sleep(_PAUSE)
    sheet = root / "assets" / "css" / "base.css"
    return [_time(port, sheet, f"\n.run-{number} {{ color: red }}\n", "/assets/css/main.css") for number in range(5)]


def _time(port: int, file: Path, more: str, url: str) -> float:
    """Add to a file, and return the seconds until a client that was called has it."""
    time.sleep(_PAUSE)
    calls = _opened(port, "/.gazette/events")
    edition = _next(calls)
    started = time.perf_counter()
    with file.open("a", encoding="utf-8") as stream:
        stream.write(more)
    while _next(calls) == edition:
        pass
    _page(port, f"/.gazette/news?since={edition}")
    page = _page(port, url)
    seconds = time.perf_counter() - started
    if more.strip() not in page:
        raise SystemExit(f"{url} does not show what was saved")
    calls.close()
    return seconds


def _next(calls: HTTPResponse) -> str:
    """Return the next edition of which a stream tells."""
    while True:
        line = calls.readline().decode()
        if line.startswith("data:"):
            return line.removeprefix("data:").strip()
        if not line:
            raise SystemExit("the stream has ended")


def _page(port: int, path: str) -> str:
    return _opened(port, path).read().decode()


def _opened(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    return connection.getresponse()


if __name__ == "__main__":
    main()
