"""Feeds: Atom and JSON Feed for the site, Atom for every term."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from itertools import chain

from gazette.collection.entries import Entry
from gazette.collection.library import Term
from gazette.content.article import Article
from gazette.content.dates import Moment, long_day
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_file, own_page
from gazette.pages.permalinks import feed_path, term_path
from gazette.pages.views import FeedEntry, FeedView

FEED = "/feed.xml"
JSON_FEED = "/feed.json"
Moved = tuple[tuple[str, str], ...]
"""Paths, each with the first address of what is there now."""
_MOST_TERMS = 20  # of a taxonomy in an entry: an article with many is in many feeds
_EMPTY_SINCE = "1970-01-01T00:00:00+00:00"  # a feed must say when it changed, also when it has nothing


def feed_pages(linker: Linker, firsts: Mapping[str, str]) -> Iterator[Page]:
    """Yield the site's feeds, with whole texts. `firsts` has the first addresses of what has moved."""
    newest = linker.collection.entries[: linker.config.feeds.limit]
    articles = (entry.article for entry in newest)
    paths = (linker.link_parts(article.body, linker.article_paths[article.path]) for article in articles)
    given = (tuple(chain.from_iterable(paths)), _moved(newest, linker, firsts), *newest)
    yield own_page(FEED, "feed.xml", _site_feed, _site_parts, given)
    yield own_file(JSON_FEED, _json_feed, _site_parts, given)


def moved_in_feed(term: Term, linker: Linker, firsts: Mapping[str, str]) -> Moved:
    """Return what has moved of a term and of what is in its feed."""
    if not firsts:  # as in most collections
        return ()
    home = term_path(term.taxonomy.name, term.slug)
    return _moved(term.entries[: linker.config.feeds.limit], linker, firsts, home)


def term_feed_page(term: Term, moved: Moved, linker: Linker) -> Page:
    """Return a term's feed, with summaries."""
    return Page(
        path=feed_path(term_path(term.taxonomy.name, term.slug)),
        layout="feed.xml",
        make=_term_feed,
        parts=_term_parts,
        given=(term, moved, linker.config.feeds.limit),
        owner=term.place,
    )


def _moved(entries: Iterable[Entry], linker: Linker, firsts: Mapping[str, str], *others: str) -> Moved:
    paths = (*others, *[linker.article_paths[entry.article.path] for entry in entries])
    return tuple([(path, firsts[path]) for path in paths if path in firsts])


def _site_parts(linked: tuple[str, ...], moved: Moved, *newest: Entry) -> list[str]:
    return [*linked, *chain.from_iterable(moved), *[entry.page_key for entry in newest]]


def _site_feed(linker: Linker, _: tuple[str, ...], moved: Moved, *newest: Entry) -> FeedView:
    return _feed_view(linker.config.title, "/", newest, linker, dict(moved), has_content=True)


def _term_parts(term: Term, moved: Moved, most: int) -> list[str]:
    own = f"{term.name}\1{term.slug}"
    return [own, *chain.from_iterable(moved), *[entry.card_key for entry in term.entries[:most]]]


def _term_feed(linker: Linker, term: Term, moved: Moved, most: int) -> FeedView:
    title = f"{term.name} – {linker.config.title}"
    home = term_path(term.taxonomy.name, term.slug)
    return _feed_view(title, home, term.entries[:most], linker, dict(moved))


def _feed_view(
    title: str,
    page_path: str,
    entries: tuple[Entry, ...],
    linker: Linker,
    firsts: Mapping[str, str],
    *,
    has_content: bool = False,
) -> FeedView:
    """Return the feed of what the page at a path lists."""
    changed = max((entry.article.changed for entry in entries), key=_instant, default=None)
    return FeedView(
        **linker.head(title, feed_path(page_path), description=linker.config.description),
        id=linker.permanent(feed_path(firsts.get(page_path, page_path))),
        page=linker.absolute(page_path),
        updated=changed.iso if changed else _EMPTY_SINCE,
        entries=tuple(_feed_entry(entry, linker, firsts, has_content=has_content) for entry in entries),
    )


def _instant(moment: Moment) -> datetime:
    return moment.instant


def _feed_entry(entry: Entry, linker: Linker, firsts: Mapping[str, str], *, has_content: bool) -> FeedEntry:
    article = entry.article
    path = linker.article_paths[article.path]
    return FeedEntry(
        id=linker.permanent(firsts.get(path, path)),
        title=article.title,
        url=linker.absolute(path),
        language=article.language,
        published=article.published.iso,
        updated=article.changed.iso,
        summary=article.summary or article.body.opening,
        content_html=_content(article, path, linker, is_whole=has_content),
        source=next((ref.name for ref in entry.terms["sources"]), ""),
        people=tuple(ref.name for ref in entry.terms["people"][:_MOST_TERMS]),
        topics=tuple(ref.name for ref in entry.terms["topics"][:_MOST_TERMS]),
    )


def _content(article: Article, path: str, linker: Linker, *, is_whole: bool) -> str:
    """Return an article's text, or where that is not wanted its summary, with its corrections; "" for a mere summary.

    The text says itself what language it is in, since not every reader heeds the entry.
    """
    if not (is_whole or article.corrections):
        return ""
    if is_whole:
        text = linker.body(article.body, path, article.path, is_absolute=True)
    else:
        text = f"<p>{escape(article.summary or article.body.opening)}</p>"
    own = f' lang="{article.language}" dir="auto"' if article.language else ""
    return (f"<div{own}>{text}</div>" if own else text) + _corrections(article, own, linker)


def _corrections(article: Article, own: str, linker: Linker) -> str:
    """Return the corrections of an article as HTML, each with its day; the words around are in the site's language."""
    if not article.corrections:
        return ""
    start, end = (f"<span{own}>", "</span>") if own else ("", "")
    items = (
        f'<li><time datetime="{day}">{long_day(day)}</time>: {start}{escape(correction.text)}{end}</li>\n'
        for correction in article.corrections
        if (day := correction.made.day)
    )
    around = f' lang="{linker.config.language}"' if own else ""
    return f"\n<section{around}><h2>Corrections</h2>\n<ul>\n{''.join(items)}</ul></section>"


def _json_feed(linker: Linker, linked: tuple[str, ...], moved: Moved, *newest: Entry) -> str:
    """Return JSON Feed 1.1 (jsonfeed.org)."""
    feed, config = _site_feed(linker, linked, moved, *newest), linker.config
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            **({"language": entry.language} if entry.language else {}),
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
