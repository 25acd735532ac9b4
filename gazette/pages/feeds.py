"""Feeds: Atom and JSON Feed for the site, Atom for every term."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from gazette.collection.entries import Entry
from gazette.collection.library import Term
from gazette.content.dates import Moment
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_file, own_page
from gazette.pages.permalinks import feed_path, term_path
from gazette.pages.views import FeedEntry, FeedView

FEED = "/feed.xml"
JSON_FEED = "/feed.json"
_EMPTY_SINCE = "1970-01-01T00:00:00+00:00"  # a feed must say when it changed, also when it has nothing


def feed_pages(linker: Linker) -> Iterator[Page]:
    """Yield the site's feeds, with whole texts."""
    newest = linker.collection.entries[: linker.config.feed_limit]
    articles = (entry.article for entry in newest)
    paths = (linker.link_parts(article.body, linker.article_paths[article.path], article.path) for article in articles)
    given = (tuple(chain.from_iterable(paths)), *newest)
    yield own_page(FEED, "feed.xml", _site_feed, _site_parts, given)
    yield own_file(JSON_FEED, _json_feed, _site_parts, given)


def term_feed_page(term: Term, linker: Linker) -> Page:
    """Return a term's feed, with summaries."""
    return Page(
        path=feed_path(term_path(term.taxonomy.name, term.slug)),
        layout="feed.xml",
        make=_term_feed,
        parts=_term_parts,
        given=(term, linker.config.feed_limit),
        owner=term.place,
    )


def _site_parts(linked: tuple[str, ...], *newest: Entry) -> list[str]:
    return [*linked, *[entry.page_key for entry in newest]]


def _site_feed(linker: Linker, _: tuple[str, ...], *newest: Entry) -> FeedView:
    return _feed_view(linker.config.title, FEED, "/", newest, linker, has_content=True)


def _term_parts(term: Term, most: int) -> list[str]:
    return [f"{term.name}\1{term.slug}", *[entry.card_key for entry in term.entries[:most]]]


def _term_feed(linker: Linker, term: Term, most: int) -> FeedView:
    home = term_path(term.taxonomy.name, term.slug)
    title = f"{term.name} – {linker.config.title}"
    return _feed_view(title, feed_path(home), home, term.entries[:most], linker)


def _feed_view(
    title: str, path: str, page_path: str, entries: tuple[Entry, ...], linker: Linker, *, has_content: bool = False
) -> FeedView:
    shown = tuple(_feed_entry(entry, linker, has_content=has_content) for entry in entries)
    changed = max((entry.article.updated or entry.article.published for entry in entries), key=_instant, default=None)
    return FeedView(
        **linker.head(title, path, description=linker.config.description),
        page=linker.absolute(page_path),
        updated=changed.iso if changed else _EMPTY_SINCE,
        entries=shown,
    )


def _instant(moment: Moment) -> datetime:
    return moment.instant


def _feed_entry(entry: Entry, linker: Linker, *, has_content: bool) -> FeedEntry:
    article = entry.article
    path = linker.article_paths[article.path]
    return FeedEntry(
        title=article.title,
        url=linker.absolute(path),
        published=article.published.iso,
        updated=(article.updated or article.published).iso,
        summary=article.summary or article.body.opening,
        content_html=linker.body(article.body, path, article.path, is_absolute=True) if has_content else "",
        source=next((ref.name for ref in entry.terms["sources"]), ""),
        people=tuple(ref.name for ref in entry.terms["people"]),
        topics=tuple(ref.name for ref in entry.terms["topics"]),
    )


def _json_feed(linker: Linker, linked: tuple[str, ...], *newest: Entry) -> str:
    """Return JSON Feed 1.1 (jsonfeed.org)."""
    feed, config = _site_feed(linker, linked, *newest), linker.config
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.content_html,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": [*entry.topics, *entry.people],
        }
        for entry in feed.entries
    ]
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": linker.absolute(JSON_FEED),
        "description": config.description,
        "language": config.language,
        "items": items,
    }
    if config.author:
        document["authors"] = [{"name": config.author}]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
