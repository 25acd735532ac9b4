"""Files that tell a static host what to send: headers, redirects, and that no other generator runs."""

from collections.abc import Iterator, Sequence
from functools import partial

from gazette.pages.linker import Linker
from gazette.pages.page import GONE, REDIRECT, Page, Rule, own_file
from gazette.pages.permalinks import file_of
from gazette.pages.views import RedirectView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The Content-Security-Policy that stands in every page, for hosts that send no headers."""
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",  # a page cannot say this of itself
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def host_pages(linker: Linker) -> Iterator[Page]:
    """Yield the host's files but the one of redirects."""
    yield own_file("/_headers", partial(_headers, linker))
    yield own_file("/.nojekyll", str)
    if linker.config.cname:
        yield own_file("/CNAME", f"{linker.config.cname}\n".format)


def redirects_page(pages: Sequence[Page], rules: Sequence[Rule], linker: Linker) -> Page:
    """Return the host's file of redirects, made of those among all other pages, and of rules that no page has."""
    redirects = tuple(page for page in pages if page.layout == REDIRECT)
    gone = tuple(page.path for page in pages if page.layout == GONE)
    make = partial(_redirects, redirects, tuple(rules), gone, linker)
    return own_file("/_redirects", make, partial(_redirect_parts, redirects, tuple(rules), gone))


def _redirect_parts(redirects: tuple[Page, ...], rules: tuple[Rule, ...], gone: tuple[str, ...]) -> Iterator[str]:
    yield from (text for page in redirects for text in (page.path, *page.parts()))
    yield from (text for rule in rules for text in ("feed", rule.old, rule.target))
    yield from (text for path in gone for text in ("gone", path))


def _redirects(redirects: tuple[Page, ...], rules: tuple[Rule, ...], gone: tuple[str, ...], linker: Linker) -> str:
    """Return rules in the form that Netlify and Cloudflare Pages read, the latter without those of status 410.

    A "!" puts a rule before the page that lies at its address.
    """
    views = (page.view for page in redirects)
    lines = [f"{view.url} {view.target} 301\n" for view in views if isinstance(view, RedirectView)]
    lines += [f"{linker.url(rule.old)} {linker.url(rule.target)} 301\n" for rule in rules]
    lines += [f"{linker.url(path)} {linker.url(f'/{file_of(path)}')} 410!\n" for path in gone]
    return "".join(lines)


def _headers(linker: Linker) -> str:
    """Return rules in the form that Netlify and Cloudflare Pages read."""
    everywhere = "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
    assets = linker.url("/assets/*")
    return f"/*\n{everywhere}{assets}\n  Cache-Control: public, max-age=31536000, immutable\n"
