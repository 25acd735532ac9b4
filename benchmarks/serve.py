"""How long a save takes to the screen: `python -m benchmarks.serve --articles 1000 --runs 15`.

A made-up collection is served, and files of it are saved, each time of another article; measured is the time
from the save to the moment at which a client has been called, has asked what is new, and holds the new page.
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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from benchmarks.corpus import Article, gazette_text, make_articles, write_corpus, write_file
from gazette.slugs import slugify

_ROOT = Path(__file__).resolve().parents[1]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_STYLES = 5  # saves of the style sheet
_PAUSE = 1.5  # seconds between saves; an editor thinks


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A file that is written, and where its reader sees what."""

    file: Path
    text: str
    url: str
    seen: str


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
        shutil.copytree(_ROOT / "assets", root / "assets")
        kinds = _kinds(root, arguments.runs, list(make_articles(arguments.articles)))
        cold = _seconds_to_first_page(root)
        warm = _seconds_to_first_page(root)
        _say(f"start to first page: {cold:.2f} s cold, {warm:.2f} s where the preview was built before")
        with _served(root) as port:
            for what, saves in kinds.items():
                seconds = [_time(port, save) for save in saves]
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


def _kinds(root: Path, runs: int, articles: Sequence[Article]) -> dict[str, list[Save]]:
    """Return saves of each kind, in the order in which they are done; write the records that are among them."""
    step = max(1, len(articles) // (4 * runs))
    edited, named, copied, described = (articles[first * step :: 4 * step][:runs] for first in range(4))
    sheet = root / "assets" / "css" / "base.css"
    styles = (f".run-{number} {{ color: red }}" for number in range(_STYLES))
    return {
        "body": [_body(root, article) for article in edited],
        "one person more": [_person(root, article, described) for article in named],
        "new article": [_new(root, number, article) for number, article in enumerate(copied)],
        "record of a person": [_record(root, name) for name in _people(described)[:runs]],
        "style sheet": [Save(file=sheet, text=rule, url="/assets/css/main.css", seen=rule) for rule in styles],
    }


def _body(root: Path, article: Article) -> Save:
    return _saved(root, replace(article, body=f"{article.body}\n\nSeen."), "Seen.")


def _person(root: Path, article: Article, others: Iterable[Article]) -> Save:
    """Return an article with a person of other ones."""
    name = next(name for name in _people(others) if name not in article.people)
    return _saved(root, replace(article, people=(*article.people, name)), name)


def _new(root: Path, number: int, article: Article) -> Save:
    title = f"New {number}"
    return _saved(root, replace(article, path=f"new-{number}.md", title=title), title)


def _record(root: Path, name: str) -> Save:
    """Write a record, and return it with a biography."""
    file = root / "content" / "people" / f"{slugify(name)}.md"
    write_file(file, f"---\nname: {name}\n---\n")
    return Save(file=file, text=f"---\nname: {name}\n---\nA life.\n", url=f"/people/{slugify(name)}/", seen="A life.")


def _people(articles: Iterable[Article]) -> list[str]:
    return list(dict.fromkeys(name for article in articles for name in article.people))


def _saved(root: Path, article: Article, seen: str) -> Save:
    url = f"/{article.published:%Y/%m/%d}/{Path(article.path).stem}/"
    return Save(file=root / "content" / article.path, text=gazette_text(article), url=url, seen=seen)


def _time(port: int, save: Save) -> float:
    """Write a file, and return the seconds until a client that was called has what came of it."""
    time.sleep(_PAUSE)
    calls = _opened(port, "/.gazette/events")
    edition = _next(calls)
    started = time.perf_counter()
    write_file(save.file, save.text)
    while _next(calls) == edition:
        pass
    _page(port, f"/.gazette/news?since={edition}")
    page = _page(port, save.url)
    seconds = time.perf_counter() - started
    if save.seen not in page:
        raise SystemExit(f"{save.url} does not show {save.seen}")
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
