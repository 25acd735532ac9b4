"""The lists of `gazette list`: what is held back and why, and the terms of a taxonomy with their counts."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.collection.selection import (
    DRAFT,
    EXPIRED,
    FUTURE,
    Selection,
    newest_first,
    reasons_to_hold_back,
    shown_from,
)
from gazette.config import Config, read_config
from gazette.content.article import Article
from gazette.content.dates import Moment
from gazette.content.standing_page import StandingPage
from gazette.desk.collection import reporting
from gazette.engine.gathering import Gathered
from gazette.engine.reading import Progress
from gazette.errors import Found, Problems, listed, printable, quoted, suggestion
from gazette.operations import Tell, gather
from gazette.pages.data import term_rows
from gazette.pages.linker import Linker
from gazette.publishing.ground import MEMORY

_HELD_BACK = {"drafts": DRAFT, "future": FUTURE, "expired": EXPIRED}


Row = dict[str, object]
"""A thing in a list, as --json prints it."""

Cells = tuple[str, ...]
"""The same for readers, a text a column."""


class UnknownListError(Exception):
    """There is no list of that name; its words say which there are."""


class Listing(Struct, frozen=True, kw_only=True):
    """A list, and the problems of the content that it was made from."""

    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()  # the rows for readers, in columns
    problems: Found = Found()
    is_whole: bool = False  # whether no error kept anything from it


def make_listing(name: str, root: Path, now: datetime, progress: Progress, tell: Tell) -> Listing:
    """Return the list of that name, as the collection stands at a moment. Raises UnknownListError."""
    problems = Problems()
    gathered = None
    with reporting(problems.report, f"let this user read the collection and write to {MEMORY}/", root):
        config = read_config(root, problems.report)
        _check_name(name, config)
        gathered = gather(root, config, Selection(now=now), problems.report, progress, tell)
    if gathered is None:
        return Listing(problems=problems.found())
    found = list(
        _held_back(_HELD_BACK[name], gathered.documents, now) if name in _HELD_BACK else _terms(name, gathered)
    )
    return Listing(
        rows=tuple(row for row, _ in found),
        lines=tuple(_aligned([cells for _, cells in found])),
        problems=problems.found(),
        is_whole=not problems.have_errors,
    )


def _check_name(name: str, config: Config) -> None:
    known = (*_HELD_BACK, *(taxonomy.name for taxonomy in config.taxonomies))
    if name not in known:
        singulars = {taxonomy.singular: taxonomy.name for taxonomy in config.taxonomies}
        meant = singulars.get(name.lower())
        near = f"; did you mean {quoted(meant)}?" if meant else suggestion(name.lower(), known)
        raise UnknownListError(f"there is no list {quoted(name)}{near or f'; there are {listed(known)}'}")


def _held_back(reason: str, documents: Documents, now: datetime) -> Iterator[tuple[Row, Cells]]:
    """Yield what is held back for a reason, whatever other reasons there are."""
    for article in _in_order(reason, documents.articles):
        reasons = reasons_to_hold_back(article, now)
        if reason in reasons:
            cells = (str(article.published.day), _in_words(article, reasons), article.path, article.title)
            yield _article_row(article, reasons), cells
    for page in documents.pages if reason == DRAFT else ():
        if page.is_draft:
            yield _page_row(page), ("", DRAFT, page.path, page.title)


def _in_order(reason: str, articles: Iterable[Article]) -> Sequence[Article]:
    """Return articles: those that appear next first, or those that expired last, or the newest."""
    newest = newest_first(articles)
    if reason == FUTURE:
        return sorted(newest, key=lambda article: shown_from(article).instant)
    if reason == EXPIRED:
        return sorted(newest, key=lambda article: (article.expires or article.published).instant, reverse=True)
    return newest


def _in_words(article: Article, reasons: Iterable[str]) -> str:
    """Return why an article is held back: `draft, from 2031-01-01`."""
    words = {
        DRAFT: DRAFT,
        FUTURE: f"from {_written(shown_from(article))}",
        EXPIRED: f"expired {_written(article.expires)}",
    }
    return ", ".join(words[reason] for reason in reasons)


def _written(moment: Moment | None) -> str | None:
    """Return a moment in ISO 8601, a day where no time was written."""
    if moment is None:
        return None
    return moment.iso if moment.has_time else str(moment.day)


def _article_row(article: Article, reasons: tuple[str, ...]) -> Row:
    return {
        "path": article.path,
        "title": article.title,
        "date": _written(article.published),
        "publish_date": _written(article.publish_at),
        "expires": _written(article.expires),
        "reasons": reasons,
    }


def _page_row(page: StandingPage) -> Row:
    dates = dict.fromkeys(("date", "publish_date", "expires"))
    return {"path": page.path, "title": page.title, **dates, "reasons": (DRAFT,)}


def _terms(name: str, gathered: Gathered) -> Iterator[tuple[Row, Cells]]:
    """Yield what the data file of a taxonomy says of its terms."""
    linker = Linker(gathered.collection, gathered.config, _no_body)
    rows = term_rows(gathered.collection.terms[name], linker)
    width = max((len(f"{row['count']:,}") for row in rows), default=0)
    for row in rows:
        first, last = (str(row[key] or "") for key in ("first", "last"))
        yield row, (f"{row['count']:>{width},}", first, last, str(row["name"]))


def _no_body(_: str) -> str:
    """Stand in for the HTML of bodies, which no list shows."""
    return ""


def _aligned(lines: Sequence[Cells]) -> Iterator[str]:
    """Yield rows of cells as lines whose columns stand under each other on a terminal."""
    cells = [tuple(map(printable, line)) for line in lines]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    shown = (char for char in text if not unicodedata.combining(char))
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)
