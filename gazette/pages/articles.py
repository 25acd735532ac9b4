"""The pages of articles, the media beside them and the addresses they once had."""

import math
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, count, groupby

from msgspec.structs import replace

from gazette.collection.entries import Entry
from gazette.collection.relations import Relations
from gazette.config import Config
from gazette.content.article import Article
from gazette.content.body import Body
from gazette.pages.json_ld import news_article
from gazette.pages.linker import Linker, held_back, stamp
from gazette.pages.page import Page, Sections, media_file
from gazette.pages.permalinks import article_path, day_path
from gazette.pages.redirects import redirect_page
from gazette.pages.views import (
    ArticleView,
    Correction,
    Link,
    SourceNote,
    TermList,
)
from gazette.slugs import MAX_CHOSEN

_WORDS_A_MINUTE = 238
_Context = tuple[tuple[str, ...], Entry, Entry | None, Entry | None, tuple[Entry, ...]]
"""Where an article's links lead, the article, the next newer and the next older one, and what is related to it."""
_USUAL = ("people", "topics", "sources")


def article_pages(linker: Linker, relations: Relations, sections: Sections) -> Iterator[Page]:
    """Yield the page of every article, newest first, each with its media and redirects; a month is a section."""
    entries = linker.collection.entries
    in_order = zip(entries, (None, *entries), (*entries[1:], None), strict=False)
    for month, group in groupby(in_order, key=lambda each: _month_of(each[0])):
        contexts = [_context(*each, relations, linker) for each in group]
        name = ("articles", *month, *[_links(context, linker) for context in contexts])
        basis = chain.from_iterable((*beside, *related) for _, *beside, related in contexts)
        yield from sections.of(name, (linker.config, *basis), _pages_of_a_month, contexts, linker)


def _month_of(entry: Entry) -> tuple[int, int]:
    return entry.article.published.day.year, entry.article.published.day.month


def _context(entry: Entry, newer: Entry | None, older: Entry | None, relations: Relations, linker: Linker) -> _Context:
    article, linked = entry.article, tuple[str, ...]()
    if article.body.links:
        linked = tuple(linker.link_parts(article.body, linker.article_paths[article.path]))
    return linked, entry, newer, older, relations.related(entry)


def _links(context: _Context, linker: Linker) -> tuple[object, ...]:
    """Return what tells an article's pages apart besides the entries of which they are made."""
    linked, entry, *_, related = context
    return linked, linker.media_of(entry.article.body) if linked else (), len(related)


def _pages_of_a_month(contexts: Iterable[_Context], linker: Linker) -> Iterator[Page]:
    for context in contexts:
        _, entry, *_ = context
        article = entry.article
        path = linker.article_paths[article.path]
        yield Page(
            path=path,
            layout="article.html",
            make=_article_view,
            parts=_article_parts,
            given=context,
            owner=article.place,
            cure="give one of them another slug",
            others=partial(_other_slugs, article, linker.config),
        )
        if article.body.links:
            yield from media_pages(article.body, article.path, linker)
        for old in article.old_urls:
            yield redirect_page(old.path, path, article.title, old.place)


def _other_slugs(article: Article, config: Config) -> Iterator[tuple[str, str]]:
    """Yield slugs that an article may have where its own is taken, with the paths that they would give it."""
    for number in count(2):
        slug = f"{article.slug[: MAX_CHOSEN - 10]}-{number}"
        yield slug, article_path(replace(article, slug=slug), config)


def media_pages(body: Body, source_path: str, linker: Linker, *others: str) -> Iterator[Page]:
    """Yield each file, among those that a body links to and others, that is published beside the body's page."""
    for target in sorted({*(link.target for link in body.links), *others}):
        medium = linker.media.get(target)
        if medium and medium.beside == source_path:
            yield media_file(medium.path, target, linker.collection.media[target])


def reading_minutes(words: int) -> int:
    """Return minutes to read, rounded up, at 238 words a minute (Brysbaert 2019)."""
    return max(1, math.ceil(words / _WORDS_A_MINUTE))


def _article_parts(
    linked: tuple[str, ...], entry: Entry, newer: Entry | None, older: Entry | None, related: tuple[Entry, ...]
) -> list[str]:
    beside = (newer.card_key if newer else "", older.card_key if older else "")
    return [entry.page_key, *beside, *[other.card_key for other in related], *linked]


def _article_view(
    linker: Linker,
    _: tuple[str, ...],
    entry: Entry,
    newer: Entry | None,
    older: Entry | None,
    related: tuple[Entry, ...],
) -> ArticleView:
    article, path = entry.article, linker.article_paths[entry.article.path]
    day = article.published.day
    description = article.summary or article.body.opening
    return ArticleView(
        **linker.head(article.title, path, linker.year(day.year), linker.month(day), description=description),
        summary=article.summary,
        language=article.language,
        body_html=linker.body(article.body, path, article.path),
        published=stamp(article.published),
        day_url=linker.url(day_path(day)),
        event=linker.event(article.event),
        updated=stamp(article.changed) if article.updated or article.changed is not article.published else None,
        source=_source_note(entry, linker),
        people=tuple(map(linker.mention, entry.terms["people"])),
        topics=tuple(map(linker.term, entry.terms["topics"])),
        others=_others(entry, linker),
        corrections=tuple(Correction(day=item.made.day, text=item.text) for item in article.corrections),
        words=article.body.words,
        minutes=reading_minutes(article.body.words),
        held_back=held_back(entry),
        newer=linker.article(newer) if newer else None,
        older=linker.article(older) if older else None,
        related=linker.cards(related),
        json_ld=news_article(entry, path, linker),
        extra=article.extra,
    )


def _source_note(entry: Entry, linker: Linker) -> SourceNote | None:
    refs = entry.terms["sources"]
    if not refs:
        return None
    link: Link = linker.term(refs[0])
    citation = entry.article.citation
    return SourceNote(
        name=link.name,
        url=link.url,
        link=citation.url,
        via=citation.via,
        retrieved=citation.retrieved,
        archive_url=citation.archive_url,
    )


def _others(entry: Entry, linker: Linker) -> tuple[TermList, ...]:
    return tuple(
        TermList(title=linker.config.taxonomy(name).title, mentions=tuple(map(linker.mention, refs)))
        for name, refs in entry.terms.items()
        if refs and name not in _USUAL
    )
