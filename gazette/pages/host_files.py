"""Files that tell a static host what to send: headers, redirects, and that no other generator runs."""

from collections.abc import Iterable, Iterator
from functools import partial

from gazette.pages.linker import Linker
from gazette.pages.page import REDIRECT, Page, own_file
from gazette.pages.views import RedirectView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The Content-Security-Policy that stands in every page, for hosts that send no headers."""
_FEED = "feed.xml"  # beside each page of a term
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # a page cannot say this of itself
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def host_pages(pages: Iterable[Page], linker: Linker) -> Iterator[Page]:
    """Yield the host's files; `pages` are all others, among them the redirects."""
    redirects = tuple(page for page in pages if page.layout == REDIRECT)
    yield own_file("/_headers", partial(_headers, linker))
    yield own_file("/_redirects", partial(_redirects, redirects), partial(_redirect_parts, redirects))
    yield own_file("/.nojekyll", str)
    if linker.config.cname:
        yield own_file("/CNAME", f"{linker.config.cname}\n".format)


def _redirect_parts(redirects: tuple[Page, ...]) -> Iterator[str]:
    return (text for page in redirects for text in (page.path, *page.parts()))


def _redirects(redirects: tuple[Page, ...]) -> str:
    views = (page.view for page in redirects)
    return "".join(line for view in views if isinstance(view, RedirectView) for line in _rules(view))


def _rules(view: RedirectView) -> Iterator[str]:
    yield f"{view.url} {view.target} 301\n"
    if view.has_feed:
        yield f"{view.url}{_FEED} {view.target}{_FEED} 301\n"


def _headers(linker: Linker) -> str:
    """Return rules in the form that Netlify and Cloudflare Pages read."""
    everywhere = "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
    assets = linker.url("/assets/*")
    return f"/*\n{everywhere}{assets}\n  Cache-Control: public, max-age=31536000, immutable\n"
