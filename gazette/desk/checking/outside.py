"""Links that lead to other sites: where they stand, and which of them lead nowhere any more."""

import html
import re
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from gazette.content.body import ATTRIBUTES
from gazette.content.files import CONTENT, read_file
from gazette.desk.checking.asking import NO_HOST, Answer, Find, Verdict, ask_all
from gazette.desk.checking.networks import public_addresses
from gazette.engine.gathering import Planned
from gazette.engine.reading import Progress
from gazette.errors import InputError, Place, Report, count, error, quoted, warning
from gazette.folders import file_bytes, held
from gazette.publishing.ground import MEMORY

_LINK = re.compile(rf'<\w+{ATTRIBUTES} (?:href|src)="(https?://[^"]*)"')
_CACHE = "links.json"
_A_WEEK = 7 * 24 * 3600.0  # seconds, for which an address that was there is not asked for again


class _Known(Struct, frozen=True, kw_only=True):
    """When an address was there, in seconds since 1970."""

    there: dict[str, float] = {}


def try_links(root: Path, planned: Planned, report: Report, progress: Progress, find: Find = public_addresses) -> None:
    """Report every link to another site that leads nowhere: an error where that is sure, else a warning.

    What was there a short while ago is not asked for again.
    """
    own = f"{planned.config.base_url}/"
    places = {url: path for url, path in _outside(planned) if not f"{url}/".startswith(own)}
    cache = root / MEMORY / _CACHE
    now = time.time()
    there = {url: when for url, when in _read(cache).there.items() if now - _A_WEEK < when <= now}
    todo = sorted(places.keys() - there.keys())
    answers = ask_all(todo, progress("trying links", len(todo)), find) if todo else {}
    if answers and all(answer.why == NO_HOST for answer in answers.values()):
        message = f"none of {count(len(answers), 'link', 'links')} could be tried; is there a network?"
        report(warning(Place(path=CONTENT), message, "link-unsure"))
        return
    for url, answer in answers.items():
        if answer.verdict is not Verdict.THERE:
            _tell(url, answer, _place(root, places[url], url, planned.config.limits.file_bytes), report)
    fresh = {url: now for url, answer in answers.items() if answer.verdict is Verdict.THERE}
    _write(cache, _Known(there=there | fresh))


def _tell(url: str, answer: Answer, place: Place, report: Report) -> None:
    if answer.verdict is Verdict.GONE:
        message = f"{quoted(url, 200)} leads nowhere: {answer.why}; mend the link, or let it lead to an archived copy"
        report(error(place, message, "link-dead"))
    else:
        message = f"{quoted(url, 200)} cannot be tried: {answer.why}; look at it in a browser"
        report(warning(place, message, "link-unsure"))


def _outside(planned: Planned) -> Iterator[tuple[str, str]]:
    """Yield the addresses on other sites, each with the path of a file that has it; the first one is the last."""
    documents = planned.documents
    groups = (documents.articles, documents.records, documents.pages)
    for path in reversed([document.path for group in groups for document in group]):
        yield from ((html.unescape(match[1]), path) for match in _LINK.finditer(planned.bodies(path)))
    for record in reversed(documents.records):
        yield from ((url, record.path) for url in (record.url, *record.same_as) if url)
    for article in reversed(documents.articles):
        yield from ((url, article.path) for url in (article.citation.url, article.citation.archive_url) if url)


def _place(root: Path, path: str, url: str, most_bytes: int) -> Place:
    """Return where an address stands in a file, so far as it is written there as it is."""
    try:
        lines = read_file(root, path, most_bytes).decode("utf-8", "replace").splitlines()
    except InputError:
        lines = []
    found = ((number, line.find(url)) for number, line in enumerate(lines, 1) if url in line)
    number, column = next(found, (0, -1))
    return Place(path=path, line=number, column=column + 1)


def _write(cache: Path, known: _Known) -> None:
    with held(cache.parent.parent, MEMORY, is_made=True) as memory:
        memory.write(cache.name, msgspec.json.encode(known))


def _read(cache: Path) -> _Known:
    try:
        return msgspec.json.decode(file_bytes(cache.parent.parent, f"{MEMORY}/{cache.name}"), type=_Known)
    except (OSError, ValueError):  # none yet, or damaged: all is asked again
        return _Known()
