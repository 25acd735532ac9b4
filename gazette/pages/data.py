"""The collection as data: articles as JSON Lines and CSV, terms as JSON, and what describes them."""

import csv
import io
import json
from collections.abc import Iterator

from gazette.collection.library import Entry, Term
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_file
from gazette.pages.permalinks import term_path
from gazette.slugs import ascii_fold, slugify

ARTICLES = "/data/articles.jsonl"
ARTICLES_CSV = "/data/articles.csv"
PACKAGE = "/data/datapackage.json"

Row = dict[str, str | int | list[str]]

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


def data_pages(linker: Linker) -> Iterator[Page]:
    """Yield the data files."""
    rows = [_row(entry, linker) for entry in linker.collection.entries]
    yield own_file(ARTICLES, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    yield own_file(ARTICLES_CSV, _csv(rows))
    for name, terms in linker.collection.terms.items():
        ranked = sorted(terms.values(), key=lambda term: (-len(term.entries), ascii_fold(term.name), term.name))
        yield own_file(f"/data/{name}.json", _dump([_term_row(term, linker) for term in ranked]))
    yield own_file(PACKAGE, _dump(_package(linker)))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _row(entry: Entry, linker: Linker) -> Row:
    article = entry.article
    event = article.event
    span = (event.first.isoformat(), event.last.isoformat()) if event else ()
    row: Row = {
        "url": linker.article(entry).url,
        "title": article.title,
        "date": article.published.iso,
        "day": article.published.day.isoformat(),
        "event_date": "/".join(dict.fromkeys(span)),
        "source": next((ref.name for ref in entry.terms["sources"]), ""),
        "people": [ref.name for ref in entry.terms["people"]],
        "topics": [ref.name for ref in entry.terms["topics"]],
        "summary": article.summary or article.body.opening,
        "words": article.body.words,
        "path": article.path,
    }
    own = (name for name in entry.terms if name not in row and name != "sources")
    return row | {name: [ref.name for ref in entry.terms[name]] for name in own}


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    header = list(rows[0]) if rows else list(_FIELDS)
    writer.writerow(header)
    writer.writerows([_cell(row[name]) for name in header] for row in rows)
    return out.getvalue()


def _cell(value: str | int | list[str]) -> str | int:
    """Return a value for a table; an apostrophe keeps spreadsheets from running it as a formula."""
    if isinstance(value, int):
        return value
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _term_row(term: Term, linker: Linker) -> dict[str, object]:
    days = [entry.article.published.day.isoformat() for entry in term.entries]
    return {
        "slug": term.slug,
        "name": term.name,
        "url": linker.url(term_path(term.taxonomy.name, term.slug)),
        "count": len(days),
        "first": min(days, default=None),
        "last": max(days, default=None),
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
