"""Documents: what a Markdown file says, read from the file or from what an earlier build kept of it."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gazette.config import Config
from gazette.content.article import Article, is_old_url, parse_article
from gazette.content.files import Signature, Source, read_file
from gazette.content.record import Record, parse_record
from gazette.content.standing_page import StandingPage, parse_standing_page
from gazette.digests import digest_bytes, digest_of
from gazette.errors import InputError, Problem, Report
from gazette.fields import Value
from gazette.slugs import is_slug
from gazette.texts import decode

Document = Article | Record | StandingPage

ARTICLE, PAGE = "article", "page"
"""Kinds of files; others are records, and their kind is the name of their taxonomy."""


class Parsed(Struct, frozen=True, kw_only=True):
    """What was made of a file, as it is remembered from build to build: as data, with the body's HTML apart."""

    path: str
    kind: str
    key: str  # digest of the file's bytes, its path, and the settings for reading it; "" where it cannot be read
    document: bytes  # JSON, `null` where no document could be made
    problems: bytes  # JSON
    html: str = ""
    signature: Signature | None = None  # of the file; None where it may have changed since without another one


def parse_file(root: Path, path: str, kind: str, known_key: str, config: Config) -> Parsed | None:
    """Read and parse a file; None where its key is the known one, so that nothing has changed."""
    problems: list[Problem] = []
    key, document = "", None
    try:
        data = read_file(root, path, config.limits.file_bytes)
        key = digest_bytes(f"{path}\0{kind}\0{digest_of(config.for_reading)}\0".encode() + data)
        if key == known_key:
            return None
        source = Source(path=path, text=decode(data, path, problems.append))
        document = _parse(source, kind, config, problems.append)
    except InputError as fault:
        fault.tell(problems.append)
    return Parsed(
        path=path,
        kind=kind,
        key=key,
        document=msgspec.json.encode(document and _without_html(document, key)),
        problems=msgspec.json.encode(problems),
        html=document.body.html if document else "",
    )


def failed(path: str, kind: str, problem: Problem) -> Parsed:
    """Return what is kept of a file that could not be parsed: the problem, and no key, so that it is tried again."""
    return Parsed(path=path, kind=kind, key="", document=b"null", problems=msgspec.json.encode([problem]))


def load_document(kind: str, document: bytes) -> Document | None:
    """Return a document as it was when it was parsed, without its HTML. Raises ValueError where it is no such thing."""
    loaded: Document | None = _decoder(kind).decode(document)
    if loaded and not _is_sound(loaded):
        raise ValueError("it holds what no file is read as")
    if loaded is None or not loaded.extra:
        return loaded
    return replace(loaded, extra=_frozen(loaded.extra))


def load_problems(problems: bytes) -> tuple[Problem, ...]:
    """Return the problems of a file. Raises ValueError where they are no such thing."""
    return () if problems == b"[]" else _problems_decoder().decode(problems)


def _is_sound(document: Document) -> bool:
    """Tell whether a document's addresses are such as parsing lets pass: a forged snapshot must lead nowhere else."""
    if isinstance(document, StandingPage):
        return all(map(is_slug, document.url_path.strip("/").split("/"))) or document.url_path == "/"
    if isinstance(document, Article):
        addresses: tuple[str, ...] = (document.citation.url, document.citation.archive_url)
        is_placed = is_slug(document.slug) and all(is_old_url(old.path) for old in document.old_urls)
    else:
        addresses = (document.url, *document.same_as)
        is_placed = not document.slug or is_slug(document.slug)
    return is_placed and all(address.startswith(("https://", "http://")) for address in addresses if address)


def _without_html(document: Document, key: str) -> Document:
    lean = replace(document, key=key, body=replace(document.body, html=""))
    return replace(lean, card_key=_card_key(lean)) if isinstance(lean, Article) else lean


def _card_key(article: Article) -> str:
    published, updated = article.published, article.updated
    moments = (published.iso, published.has_time, updated.iso if updated else "")
    summary = article.summary or article.body.opening
    return digest_of((article.path, article.title, article.slug, moments, article.event, summary))


def _parse(source: Source, kind: str, config: Config, report: Report) -> Document | None:
    if kind == ARTICLE:
        return parse_article(source, config, report)
    if kind == PAGE:
        return parse_standing_page(source, config, report)
    return parse_record(kind, source, config, report)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    document = {ARTICLE: Article, PAGE: StandingPage}.get(kind, Record)
    return msgspec.json.Decoder(document | None)


@cache
def _problems_decoder() -> msgspec.json.Decoder[tuple[Problem, ...]]:
    return msgspec.json.Decoder(tuple[Problem, ...])


def _frozen(value: Value) -> Any:
    """Return a value of `extra` with tuples where JSON has lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return {key: _frozen(item) for key, item in value.items()}
