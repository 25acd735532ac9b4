"""A page of the plan: a path on the site, the layout that renders it and the view it shows."""

from dataclasses import dataclass

from gazette.errors import Place
from gazette.pages.views import MediaView, TextView, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site. A text or media file has no layout."""

    path: str  # "/people/" or "/feed.xml", without the base path
    layout: str
    view: View | TextView | MediaView
    owner: Place  # whom to name when the path is claimed twice
    cure: str = "rename one of them"
