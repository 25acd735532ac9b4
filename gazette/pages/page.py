"""A page of the plan: a path on the site, the layout that renders it and the view it shows."""

from dataclasses import dataclass

from gazette.errors import Place
from gazette.pages.views import MediaView, TextView, View

_SITE = Place(path="the site itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site. A text or media file has no layout."""

    path: str  # "/people/" or "/feed.xml", without the base path
    layout: str
    view: View | TextView | MediaView
    owner: Place  # whom to name when the path is claimed twice
    cure: str = "rename one of them"


def own_page(path: str, layout: str, view: View) -> Page:
    """Return a page that the site has whatever its content is."""
    return Page(path=path, layout=layout, view=view, owner=_SITE)


def own_file(path: str, text: str) -> Page:
    """Return a file that is made without a layout."""
    return Page(path=path, layout="", view=TextView(text=text), owner=_SITE)
