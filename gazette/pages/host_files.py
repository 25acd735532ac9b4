"""Files that tell a static host what to send: headers, redirects, and that no other generator runs."""

from collections.abc import Iterator, Sequence

from gazette.pages.linker import Linker
from gazette.pages.page import GONE, REDIRECT, Page, own_file
from gazette.pages.permalinks import feed_path, file_of
from gazette.pages.views import RedirectView

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def host_pages(linker: Linker) -> Iterator[Page]:
    """Yield the host's files but the one of redirects."""
    yield own_file("/_headers", _headers)
    yield own_file("/.nojekyll", _nothing)
    if linker.config.cname:
        yield own_file("/CNAME", _cname)


def redirects_page(pages: Sequence[Page]) -> Page:
    """Return the host's file of redirects, made of those among all other pages, and of pages that are gone."""
    redirects = tuple(page for page in pages if page.layout == REDIRECT)
    gone = tuple(page.path for page in pages if page.layout == GONE)
    return own_file("/_redirects", _redirects, _redirect_parts, (redirects, gone))


def _redirect_parts(redirects: tuple[Page, ...], gone: tuple[str, ...]) -> Iterator[str]:
    yield from (text for page in redirects for text in (page.path, *page.parts(*page.given)))
    yield from (text for path in gone for text in ("gone", path))


def _redirects(linker: Linker, redirects: tuple[Page, ...], gone: tuple[str, ...]) -> str:
    """Return rules in the form that Netlify and Cloudflare Pages read, the latter without those of status 410.

    A "!" puts a rule before the page that lies at its address.
    """
    views = (page.view(linker) for page in redirects)
    moved = (line for view in views if isinstance(view, RedirectView) for line in _rules(view))
    return "".join((*moved, *(f"{linker.url(path)} {linker.url(f'/{file_of(path)}')} 410!\n" for path in gone)))


def _rules(view: RedirectView) -> Iterator[str]:
    yield f"{view.url} {view.target} 301\n"
    if view.has_feed:
        yield f"{feed_path(view.url)} {feed_path(view.target)} 301\n"


def _nothing(_: Linker) -> str:
    return ""


def _cname(linker: Linker) -> str:
    return f"{linker.config.cname}\n"


def _headers(linker: Linker) -> str:
    """Return rules in the form that Netlify and Cloudflare Pages read."""
    policy = f"{linker.config.security.policy}; frame-ancestors 'none'"  # a page cannot say this of itself
    headers = {"Content-Security-Policy": policy, **_HEADERS}
    everywhere = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    assets = linker.url("/assets/*")
    return f"/*\n{everywhere}{assets}\n  Cache-Control: public, max-age=31536000, immutable\n"
