"""What every page knows of the site, and the pages of which there is one: home, search, 404, sitemap."""

import re
from collections.abc import Iterable, Iterator

from gazette.collection.relations import most_used
from gazette.config import MenuItem
from gazette.pages.articles import media_pages
from gazette.pages.calendar import DATES
from gazette.pages.data import ARTICLES
from gazette.pages.feeds import FEED, JSON_FEED
from gazette.pages.host_files import POLICY
from gazette.pages.linker import Linker
from gazette.pages.page import Page, own_page
from gazette.pages.terms import year_counts
from gazette.pages.views import (
    ArticleView,
    Group,
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
_UNLISTED = frozenset({"404.html", "search.html", "redirect.html"})


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
        policy=POLICY,
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
    yield own_page("/", "home.html", _home_view(linker))
    if linker.config.has_search:
        yield own_page(SEARCH, "search.html", _search_view(linker))
        yield own_page(_OPENSEARCH, "opensearch.xml", View(**linker.head(linker.config.title, _OPENSEARCH)))
    not_found = PageView(**linker.head("Page not found", "/404.html"), body_html="", extra={})
    yield own_page("/404.html", "404.html", not_found)
    for page in linker.collection.pages:
        head = linker.head(page.title, page.url_path, description=page.summary or page.body.opening)
        view = PageView(**head, body_html=linker.body(page.body, page.url_path, page.path), extra=page.extra)
        yield Page(path=page.url_path, layout="page.html", view=view, owner=page.place)
        yield from media_pages(page.body, page.url_path, page.path, linker)


def sitemap_pages(pages: Iterable[Page], linker: Linker) -> Iterator[Page]:
    """Yield the sitemap of all other pages, in parts where it is long, and the robots.txt that names it."""
    entries = tuple(
        SitemapEntry(url=page.view.canonical, changed=_changed(page.view))
        for page in pages
        if isinstance(page.view, View) and page.layout.endswith(".html") and page.layout not in _UNLISTED
    )
    head = linker.head("Sitemap", _SITEMAP)
    sitemap = linker.absolute(_SITEMAP)
    parts = [entries[start : start + MOST_IN_A_SITEMAP] for start in range(0, len(entries), MOST_IN_A_SITEMAP)]
    if len(parts) == 1:
        yield own_page(_SITEMAP, "sitemap.xml", SitemapView(**head, entries=entries, sitemap=sitemap))
    else:
        paths = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for path, part in zip(paths, parts, strict=True):
            yield own_page(path, "sitemap.xml", SitemapView(**head, entries=part, sitemap=sitemap))
        urls = tuple(map(linker.absolute, paths))
        yield own_page(_SITEMAP, "sitemap.xml", SitemapView(**head, entries=(), parts=urls, sitemap=sitemap))
    yield own_page("/robots.txt", "robots.txt", SitemapView(**head, entries=(), sitemap=sitemap))


def _home_view(linker: Linker) -> HomeView:
    collection, config = linker.collection, linker.config
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


def _changed(view: View) -> str:
    if isinstance(view, ArticleView):
        return (view.updated or view.published).day.isoformat()
    return ""
