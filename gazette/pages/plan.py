"""The plan: every page of the site, each with its layout and its view, and no address twice."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gazette.collection.library import Collection, Documents
from gazette.collection.relations import Relations
from gazette.content.ledger import Ledger
from gazette.errors import Place, Report, warning
from gazette.last_result import LastResult, LastResults
from gazette.pages.articles import article_pages
from gazette.pages.calendar import calendar_pages
from gazette.pages.data import Lines, data_pages
from gazette.pages.feeds import feed_pages
from gazette.pages.host_files import host_pages, redirects_page
from gazette.pages.linker import Linker
from gazette.pages.links import check_links
from gazette.pages.moves import Settled, settle
from gazette.pages.owners import Owners
from gazette.pages.page import REDIRECT, Page, Sections
from gazette.pages.permalinks import Claims, Taken, file_key, take_all
from gazette.pages.redirects import alias_redirects
from gazette.pages.site import single_pages, site_of, sitemap_pages
from gazette.pages.terms import taxonomy_pages
from gazette.pages.views import Site


class Plan(Struct, frozen=True, kw_only=True):
    """All that the site will hold, assets excepted."""

    site: Site
    pages: tuple[Page, ...]
    settled: Settled = Settled()  # what has become of the addresses in the ledger


class Planner:
    """Plans sites one after the other, and keeps of each what the next may need."""

    def __init__(self) -> None:
        self._sections = Sections()
        self._lines = LastResults[Lines]()  # of the articles' data files, by path
        self._taken = LastResult[Taken | None]()

    def plan(self, documents: Documents, linker: Linker, relations: Relations, report: Report, ledger: Ledger) -> Plan:
        """Return every page of the site; what is not in the ledger leads on from older addresses only by aliases.

        Reports addresses that two pages claim, links that lead nowhere and recorded addresses that are lost.
        """
        self._sections.turn()
        owners = Owners(linker)
        firsts = owners.first_paths(ledger)
        content = (
            *single_pages(linker),
            *article_pages(linker, relations, self._sections),
            *taxonomy_pages(linker, self._sections, firsts),
            *calendar_pages(linker, self._sections),
            *feed_pages(linker, firsts),
            *data_pages(linker, self._lines),
        )
        pages, claims = self._claimed_first((*content, *sitemap_pages(content, linker), *host_pages(linker)), report)
        pages = (*pages, *_claimed(alias_redirects(linker, claims), claims))
        settled = settle(ledger, pages, claims, documents, owners, report)
        pages = (*pages, *settled.pages)
        redirects = redirects_page(pages)
        claims.claim(redirects.path, redirects.owner, redirects.cure)
        check_links(documents, linker, claims, report)
        _report_unused_media(content, documents, linker.collection, report)
        return Plan(site=site_of(linker), pages=(*pages, redirects), settled=settled)

    def _claimed_first(self, pages: Iterable[Page], report: Report) -> tuple[tuple[Page, ...], Claims]:
        """Return the pages that have their address to themselves, and their claims.

        The site's own pages come first, so that a clash is told of at the editor's file, and
        redirects last, so that none stands in a page's way.
        """
        own, of_content, redirects = list[Page](), list[Page](), list[Page]()
        for page in pages:
            (redirects if page.layout == REDIRECT else of_content if page.owner.line else own).append(page)
        in_turn = (*own, *of_content, *redirects)
        paths = tuple(page.path for page in in_turn)
        taken = self._taken.of(paths, lambda _: take_all(paths), report)
        claims = Claims(report, taken)
        return (in_turn if taken else _claimed(in_turn, claims, _Offers(paths))), claims


class _Offers:
    """Finds slugs that would do for articles whose address is another's; none is offered twice."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._taken = set(map(file_key, paths))
        self._tried: dict[str, Iterator[tuple[str, str]]] = {}  # what is left to offer, by the path that is taken

    def cure_of(self, page: Page) -> str:
        """Return what can be done about a page whose address is taken."""
        others = self._tried.setdefault(page.path, page.others() if page.others else iter(()))
        for slug, path in others:
            if (key := file_key(path)) not in self._taken:
                self._taken.add(key)
                return f"{page.cure}, such as slug: {slug}"
        return page.cure


def _claimed(pages: Iterable[Page], claims: Claims, offers: _Offers | None = None) -> tuple[Page, ...]:
    """Return those of some pages whose address is free; of two, the first has it."""

    def is_had(page: Page) -> bool:
        cure = offers.cure_of(page) if offers and not claims.is_free(page.path) else page.cure
        return claims.claim(page.path, page.owner, cure)

    return tuple(page for page in pages if is_had(page))


def _report_unused_media(pages: Iterable[Page], documents: Documents, collection: Collection, report: Report) -> None:
    used = {page.media for page in pages}
    bodies = {document.path: document.body for document in documents.articles}
    bodies |= {page.path: page.body for page in documents.pages}
    for path in collection.held_back:
        used.update(link.target for link in bodies[path].links)  # they wait with what shows them
    for path in sorted(collection.media.keys() - used):
        message = "no page shows or links to this file, so it is not published; link to it or remove it"
        report(warning(Place(path=path), message, "media-unused"))
