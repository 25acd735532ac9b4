"""Documents: what a Markdown file says, read from the file or from what an earlier build kept of it."""

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gazette.config import Config
from gazette.content.addresses import check_old_address
from gazette.content.article import Article, parse_article
from gazette.content.body import BodyLink
from gazette.content.files import Source, composed, read_file
from gazette.content.record import Record, parse_record
from gazette.content.standing_page import StandingPage, parse_standing_page
from gazette.digests import digest_bytes, digest_of
from gazette.errors import Found, InputError, Problem, Problems, Report, found_of
from gazette.fields import Value
from gazette.slugs import is_chosen_slug, is_old_slug, is_slug
from gazette.texts import decode

Document = Article | Record | StandingPage

ARTICLE, PAGE = "article", "page"
"""Kinds of files; others are records, and their kind is the name of their taxonomy."""


class Parsed(Struct, frozen=True, kw_only=True, array_like=True):
    """What was made of a file, as it is remembered from build to build; the HTML of its body is kept apart."""

    path: str
    kind: str
    key: str  # digest of the file's bytes, its path, and the settings for reading it; "" where it cannot be read
    document: Document | None
    problems: Found = Found()


def parse_file(root: Path, path: str, kind: str, known_key: str, config: Config) -> tuple[Parsed, str] | None:
    """Read and parse a file; return what was made of it, and the HTML of its body.

    None where its key is the known one, so that nothing has changed.
    """
    problems = Problems()
    key, document = "", None
    try:
        data = read_file(root, path, config.limits.file_bytes)
        key = parse_key(path, kind, data, config)
        if key == known_key:
            return None
        source = Source(path=path, text=decode(data, path, problems.report))
        document = _parse(source, kind, config, problems.report)
    except InputError as fault:
        fault.tell(problems.report)
    lean = document and _without_html(document, key)
    parsed = Parsed(path=path, kind=kind, key=key, document=lean, problems=problems.found())
    return parsed, document.body.html if document else ""


def parse_key(path: str, kind: str, data: bytes, config: Config) -> str:
    """Return the key of what is made of a file's bytes."""
    return digest_bytes(f"{path}\0{kind}\0{digest_of(config.for_reading)}\0".encode() + data)


def failed(path: str, kind: str, key: str, problem: Problem) -> Parsed:
    """Return what is kept of a file that could not be parsed: the problem; without a key it is tried again."""
    return Parsed(path=path, kind=kind, key=key, document=None, problems=found_of((problem,)))


def is_sound(parsed: Parsed) -> bool:
    """Tell whether this may have been made of a file: a forged snapshot must lead nowhere that parsing lets nothing."""
    document = parsed.document
    if document is None:
        return True
    expected = Article if parsed.kind == ARTICLE else StandingPage if parsed.kind == PAGE else Record
    return isinstance(document, expected) and document.path == parsed.path and _has_sound_addresses(document)


def frozen(parsed: Parsed) -> Parsed:
    """Return what was decoded as it was encoded: with tuples in `extra` where JSON has lists."""
    document = parsed.document
    if document is None or not document.extra:
        return parsed
    return replace(parsed, document=replace(document, extra=_frozen(document.extra)))


def _has_sound_addresses(document: Document) -> bool:
    if isinstance(document, Article):
        citation = document.citation
        addresses: tuple[str, ...] = (citation.url, citation.archive_url)
        is_placed = is_old_slug(document.slug) and not any(check_old_address(old.path) for old in document.old_urls)
    elif isinstance(document, Record):
        addresses = (document.url, *document.same_as)
        is_placed = not document.slug or is_chosen_slug(document.slug)
    else:
        addresses = ()
        is_placed = document.url_path == "/" or all(map(is_slug, document.url_path.strip("/").split("/")))
    return is_placed and all(address.startswith(("https://", "http://")) for address in addresses if address)


def _without_html(document: Document, key: str) -> Document:
    body = replace(document.body, html="", links=tuple(map(_with_composed_target, document.body.links)))
    lean = replace(document, key=key, body=body)
    return replace(lean, card_key=_card_key(lean)) if isinstance(lean, Article) else lean


def _with_composed_target(link: BodyLink) -> BodyLink:
    """Return a link with the path of its file as files have theirs."""
    is_as_it_is = link.target.isascii() or link.target.startswith("/")
    return link if is_as_it_is else replace(link, target=composed(link.target))


def _card_key(article: Article) -> str:
    moments = (article.published.iso, article.published.has_time, article.changed.iso, article.is_changed)
    summary = article.summary or article.body.opening
    in_feeds = (article.language, article.corrections)
    return digest_of((article.path, article.title, article.slug, moments, article.event, summary, in_feeds))


def _parse(source: Source, kind: str, config: Config, report: Report) -> Document | None:
    if kind == ARTICLE:
        return parse_article(source, config, report)
    if kind == PAGE:
        return parse_standing_page(source, config, report)
    return parse_record(kind, source, config, report)


def _frozen(value: Value) -> Any:
    """Return a value of `extra` with tuples where JSON has lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return {key: _frozen(item) for key, item in value.items()}
