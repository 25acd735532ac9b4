"""What every page knows of the site, and the pages of which there is one: home, search, 404, sitemap."""

import re
from collections.abc import Iterable, Iterator, Mapping

from gazette.collection.library import Collection
from gazette.collection.relations import most_used
from gazette.collection.selection import DRAFT
from gazette.config import MenuItem
from gazette.content.standing_page import StandingPage
from gazette.pages.articles import media_pages
from gazette.pages.calendar import DATES
from gazette.pages.data import ARTICLES
from gazette.pages.feeds import FEED, JSON_FEED
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_page
from gazette.pages.terms import year_counts
from gazette.pages.views import (
    Group,
    HeldBack,
    HomeView,
    Link,
    PageView,
    SearchView,
    Site,
    SitemapEntry,
    SitemapView,
    View,
)

SEARCH = "/search/"
_OPENSEARCH = "/opensearch.xml"
_SITEMAP = "/sitemap.xml"
_NEWEST = 12
MOST_IN_A_SITEMAP = 50_000  # sitemaps.org
_MOST = 14
_UNLISTED = frozenset({"404.html", "search.html", "redirect.html", "gone.html"})


def site_of(linker: Linker) -> Site:
    """Return what every page knows of the site."""
    config = linker.config
    taxonomies = tuple(linker.taxonomy(taxonomy.name) for taxonomy in config.taxonomies)
    dates = Link(name="Dates", url=linker.url(DATES))
    own_menu = tuple(Link(name=item.name, url=_menu_url(item, linker)) for item in config.menu)
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        author=config.author,
        url=linker.url("/"),
        origin=config.origin,
        policy=config.security.policy,
        menu=own_menu or (*taxonomies, dates),
        taxonomies=taxonomies,
        dates_url=dates.url,
        search_url=linker.url(SEARCH) if config.has_search else "",
        feed_url=linker.url(FEED),
        json_feed_url=linker.url(JSON_FEED),
        extra=config.extra,
        opensearch_url=linker.url(_OPENSEARCH) if config.has_search else "",
    )


def _menu_url(item: MenuItem, linker: Linker) -> str:
    if not item.url.startswith("/"):
        return item.url
    path = re.split("[?#]", item.url)[0]
    return linker.url(path) + item.url.removeprefix(path)


def single_pages(linker: Linker) -> Iterator[Page]:
    """Yield the home page, the search page with its description, the 404 page and the standing pages."""
    yield own_page("/", "home.html", _home_view, _home_parts, (linker.collection,))
    if linker.config.has_search:
        yield own_page(SEARCH, "search.html", _search_view)
        yield own_page(_OPENSEARCH, "opensearch.xml", _opensearch_view)
    yield own_page("/404.html", "404.html", _not_found_view)
    for page in linker.collection.pages:
        yield Page(
            path=page.url_path,
            layout="page.html",
            make=_standing_view,
            parts=_standing_parts,
            given=(page, *linker.link_parts(page.body, page.url_path)),
            owner=page.place,
        )
        yield from media_pages(page.body, page.path, linker)


def _standing_parts(page: StandingPage, *linked: str) -> tuple[str, ...]:
    return page.key, *linked


def _standing_view(linker: Linker, page: StandingPage, *_: str) -> PageView:
    head = linker.head(page.title, page.url_path, description=page.summary or page.body.opening)
    return PageView(
        **head,
        body_html=linker.body(page.body, page.url_path, page.path),
        held_back=(HeldBack(why=DRAFT, day=None),) if page.is_draft else (),
        extra=page.extra,
    )


def _not_found_view(linker: Linker) -> PageView:
    return PageView(**linker.head("Page not found", "/404.html"), body_html="", held_back=(), extra={})


def _opensearch_view(linker: Linker) -> View:
    return View(**linker.head(linker.config.title, _OPENSEARCH))


def sitemap_pages(pages: Iterable[Page], linker: Linker) -> Iterator[Page]:
    """Yield the sitemap of all other pages, in parts where it is long, and the robots.txt that names it."""
    listed = tuple(page.path for page in pages if page.layout.endswith(".html") and page.layout not in _UNLISTED)
    changes = _changes(linker)
    chunks = [listed[start : start + MOST_IN_A_SITEMAP] for start in range(0, len(listed), MOST_IN_A_SITEMAP)]
    if len(chunks) == 1:
        yield _sitemap(_SITEMAP, listed, (), changes)
    else:
        paths = tuple(f"/sitemap-{number}.xml" for number in range(1, len(chunks) + 1))
        for path, chunk in zip(paths, chunks, strict=True):
            yield _sitemap(path, chunk, (), changes)
        yield _sitemap(_SITEMAP, (), paths, changes)
    yield own_page("/robots.txt", "robots.txt", _sitemap_view, _sitemap_parts, ((), (), changes))


def _sitemap(path: str, listed: tuple[str, ...], others: tuple[str, ...], changes: Mapping[str, str]) -> Page:
    """Return a sitemap of some paths, or of other sitemaps."""
    return own_page(path, "sitemap.xml", _sitemap_view, _sitemap_parts, (listed, others, changes))


def _sitemap_parts(listed: tuple[str, ...], others: tuple[str, ...], changes: Mapping[str, str]) -> Iterator[str]:
    yield from others
    yield from (path + changes.get(path, "") for path in listed)


def _sitemap_view(
    linker: Linker, listed: tuple[str, ...], others: tuple[str, ...], changes: Mapping[str, str]
) -> SitemapView:
    return SitemapView(
        **linker.head("Sitemap", _SITEMAP),
        entries=tuple(SitemapEntry(url=linker.absolute(path), changed=changes.get(path, "")) for path in listed),
        parts=tuple(map(linker.absolute, others)),
        sitemap=linker.absolute(_SITEMAP),
    )


def _changes(linker: Linker) -> dict[str, str]:
    """Return the day of the last change of every article by its path on the site."""
    articles = (entry.article for entry in linker.collection.entries)
    return {linker.article_paths[article.path]: article.changed.day.isoformat() for article in articles}


def _home_parts(collection: Collection) -> Iterator[str]:
    yield from (entry.card_key for entry in collection.entries[:_NEWEST])
    yield from (entry.rank_key for entry in collection.entries)
    for terms in collection.terms.values():
        yield from (f"{term.name}\1{term.slug} {len(term.entries)}" for term in terms.values())


def _home_view(linker: Linker, collection: Collection) -> HomeView:
    config = linker.config
    return HomeView(
        **linker.head(config.title, "/", description=config.description),
        cards=linker.cards(collection.entries[:_NEWEST]),
        groups=tuple(
            Group(
                title=taxonomy.title,
                url=linker.taxonomy(taxonomy.name).url,
                links=tuple(linker.counted(term) for term in most_used(collection.terms[taxonomy.name], _MOST)),
            )
            for taxonomy in config.taxonomies
        ),
        years=tuple(year for year in reversed(year_counts(collection.entries, linker)) if year.count),
        count=len(collection.entries),
    )


def _search_view(linker: Linker) -> SearchView:
    indexes = tuple(linker.taxonomy(taxonomy.name) for taxonomy in linker.config.taxonomies)
    return SearchView(
        **linker.head("Search", SEARCH),
        articles_url=linker.url(ARTICLES),
        indexes=(*indexes, Link(name="Dates", url=linker.url(DATES))),
    )
