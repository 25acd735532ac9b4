"""Redirects: pages that lead from an address that something once had to the one that it has."""

from collections.abc import Iterator

from msgspec.structs import replace

from gazette.collection.library import Term
from gazette.content.addresses import page_path
from gazette.errors import Place
from gazette.pages.linker import Linker
from gazette.pages.page import REDIRECT, Page
from gazette.pages.permalinks import Claims, term_path
from gazette.pages.views import RedirectView
from gazette.slugs import slugify


def redirect_page(old_path: str, path: str, title: str, owner: Place, *, has_feed: bool = False) -> Page:
    """Return the page that leads from an old path to what is now at another; `owner` is where the old one is named."""
    return Page(
        path=page_path(old_path),
        layout=REDIRECT,
        make=_redirect_view,
        parts=_redirect_parts,
        given=(old_path, path, title, has_feed),
        owner=owner,
        cure="take the alias out",
    )


def alias_redirects(linker: Linker, claims: Claims) -> Iterator[Page]:
    """Yield a redirect for each alias of a record that would have an address of its own if it were a name.

    None stands where another page has made its claim, be it only a redirect that an article asks for.
    Where two records have aliases of one address, it leads to neither.
    """
    for taxonomy, terms in linker.collection.terms.items():
        owners: dict[str, tuple[Term, Place]] = {}
        shared = set[str]()
        for term in terms.values():
            for alias in term.record.aliases if term.record else ():
                slug = slugify(alias.text)
                if owners.setdefault(slug, (term, alias.place))[0] is not term:
                    shared.add(slug)
        for slug, (term, place) in owners.items():
            old_path = term_path(taxonomy, slug)
            if slug not in shared and slug not in terms and claims.is_free(old_path):
                path = term_path(taxonomy, term.slug)
                yield redirect_page(old_path, path, term.name, place, has_feed=True)


def _redirect_parts(old_path: str, path: str, title: str, has_feed: bool) -> tuple[str, ...]:
    return old_path, path, title, str(has_feed)


def _redirect_view(linker: Linker, old_path: str, path: str, title: str, has_feed: bool) -> RedirectView:
    view = RedirectView(**linker.head(title, path), target=linker.url(path), has_feed=has_feed)
    return replace(view, url=linker.url(old_path))
