"""The collection as data: articles as JSON Lines and CSV, terms as JSON, and what describes them."""

import csv
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gazette.collection.entries import Entry
from gazette.collection.library import Term
from gazette.last_result import LastResults
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_file
from gazette.pages.permalinks import term_path
from gazette.pages.terms import terms_parts
from gazette.slugs import ascii_fold, slugify

ARTICLES = "/data/articles.jsonl"
ARTICLES_CSV = "/data/articles.csv"
PACKAGE = "/data/datapackage.json"

Row = dict[str, str | int | list[str]]
Lines = tuple[bytes, bytes]
"""An article in the two data files: as a JSON object, and as a row of a table."""

_USUAL = frozenset({"people", "topics", "sources"})
_BEGINS_A_FORMULA = frozenset("=+-@\t\r")
_FIELDS = {
    "url": "string",
    "title": "string",
    "date": "datetime",
    "day": "date",
    "event_date": "string",
    "source": "string",
    "people": "array",
    "topics": "array",
    "summary": "string",
    "words": "integer",
    "path": "string",
}
"""The fields of an article in the data files, with their Table Schema types."""


def data_pages(linker: Linker, last_lines: LastResults[Lines]) -> Iterator[Page]:
    """Yield the data files. Who makes them again and again gives the same `last_lines`."""
    tables = _Tables(last_lines)
    yield own_file(ARTICLES, tables.json_lines, _row_parts, (linker.collection.entries,))
    yield own_file(ARTICLES_CSV, tables.csv, _row_parts, (linker.collection.entries,))
    for name, terms in linker.collection.terms.items():
        yield own_file(f"/data/{name}.json", _terms_json, terms_parts, (terms,))
    yield own_file(PACKAGE, _package_json)


def _row_parts(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.page_key for entry in entries]


class _Tables:
    """The articles as two tables, written in one pass when a file asks for either: rows would take much memory."""

    def __init__(self, last_lines: LastResults[Lines]) -> None:
        self._last_lines = last_lines

    def json_lines(self, linker: Linker, entries: tuple[Entry, ...]) -> bytes:
        """Return a JSON object a line, newest first."""
        return linker.once(self, self._both, linker, entries)[0]

    def csv(self, linker: Linker, entries: tuple[Entry, ...]) -> bytes:
        """Return a row a line under a header."""
        return linker.once(self, self._both, linker, entries)[1]

    def _both(self, linker: Linker, entries: tuple[Entry, ...]) -> tuple[bytes, bytes]:
        make = _LineMaker(linker)
        self._last_lines.turn()
        lines = [self._last_lines.of(entry.article.path, (entry, linker.config), make, entry) for entry in entries]
        header = make.header(entries)
        return b"".join([json_line for json_line, _ in lines]), b"".join([header, *[row for _, row in lines]])


class _LineMaker:
    """Makes the lines of articles."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._encode = msgspec.json.Encoder().encode
        self._row = ""
        self._writer = csv.writer(self, lineterminator="\n")

    def write(self, text: str) -> None:
        """Take a row from the writer."""
        self._row = text

    def __call__(self, entry: Entry) -> Lines:
        row = _row(entry, self._linker)
        self._writer.writerow(map(_cell, row.values()))
        return self._encode(row) + b"\n", self._row.encode()  # as UTF-8: text would take twice the memory

    def header(self, entries: Sequence[Entry]) -> bytes:
        self._writer.writerow(_row(entries[0], self._linker) if entries else _FIELDS)
        return self._row.encode()


def _terms_json(linker: Linker, terms: Mapping[str, Term]) -> bytes:
    return _dump(term_rows(terms, linker))


def _package_json(linker: Linker) -> bytes:
    return _dump(_package(linker))


def _dump(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _row(entry: Entry, linker: Linker) -> Row:
    article = entry.article
    row: Row = {
        "url": linker.url(linker.article_paths[article.path]),
        "title": article.title,
        "date": article.published.iso,
        "day": article.published.day.isoformat(),
        "event_date": article.event.iso if article.event else "",
        "source": entry.terms["sources"][0].name if entry.terms["sources"] else "",
        "people": [ref.name for ref in entry.terms["people"]],
        "topics": [ref.name for ref in entry.terms["topics"]],
        "summary": article.summary or article.body.opening,
        "words": article.body.words,
        "path": article.path,
    }
    if len(entry.terms) > len(_USUAL):
        row |= {name: [ref.name for ref in entry.terms[name]] for name in entry.terms if name not in _USUAL}
    return row


def _cell(value: str | int | list[str]) -> str | int:
    """Return a value for a table; an apostrophe keeps spreadsheets from running it as a formula."""
    cell = "; ".join(value) if isinstance(value, list) else value
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _BEGINS_A_FORMULA else cell


def term_rows(terms: Mapping[str, Term], linker: Linker) -> list[dict[str, object]]:
    """Return what the data file of a taxonomy says of its terms, by count and then name."""
    ranked = sorted(terms.values(), key=lambda term: (-len(term.entries), ascii_fold(term.name), term.name))
    return [_term_row(term, linker) for term in ranked]


def _term_row(term: Term, linker: Linker) -> dict[str, object]:
    return {
        "slug": term.slug,
        "name": term.name,
        "url": linker.url(term_path(term.taxonomy.name, term.slug)),
        "count": len(term.entries),
        "first": term.first and term.first.isoformat(),
        "last": term.last and term.last.isoformat(),
        "aliases": [alias.text for alias in term.record.aliases] if term.record else [],
    }


def _package(linker: Linker) -> dict[str, object]:
    """Return a Data Package descriptor (datapackage.org) of the other files."""
    config = linker.config
    own = [taxonomy.name for taxonomy in config.taxonomies if taxonomy.name not in (*_FIELDS, "sources")]
    types = _FIELDS | dict.fromkeys(own, "array")
    article_fields = [{"name": name, "type": kind} for name, kind in types.items()]
    csv_fields = [{"name": name, "type": "string" if kind == "array" else kind} for name, kind in types.items()]
    resources: list[dict[str, object]] = [
        {"name": "articles", "path": "articles.csv", "format": "csv", "schema": {"fields": csv_fields}},
        {"name": "articles-lines", "path": "articles.jsonl", "format": "jsonl", "schema": {"fields": article_fields}},
    ]
    resources += [
        {"name": taxonomy.name, "path": f"{taxonomy.name}.json", "format": "json", "title": taxonomy.title}
        for taxonomy in config.taxonomies
    ]
    return {
        "name": slugify(config.title),
        "title": config.title,
        "description": config.description,
        "homepage": linker.absolute("/"),
        "profile": "data-package",
        "resources": resources,
    }
