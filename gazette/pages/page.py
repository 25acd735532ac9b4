"""A page of the plan: where it is, who renders it, and what it will show once that is asked for."""

from collections.abc import Callable, Iterable
from functools import partial

from msgspec import Struct

from gazette.digests import digest_texts
from gazette.errors import Place
from gazette.pages.views import View

_SITE = Place(path="the site itself")
REDIRECT = "redirect.html"
GONE = "gone.html"


class FileView(Struct, frozen=True, kw_only=True):
    """A file made without a layout: data and host files."""

    data: bytes


class Page(Struct, frozen=True, kw_only=True):
    """One file of the site: rendered by a layout, made as text, or published as it is.

    `make` returns the view and `parts` texts that differ wherever the view would, the settings
    apart: to learn that nothing has changed costs no view. They may differ where the view does not.
    `parts` looks at nothing but what it is given, so that where this is the same, they are.
    """

    path: str  # "/people/" or "/feed.xml", without the base path
    layout: str = ""  # of a text or media file there is none
    fallback: str = ""  # renders it where there is no such layout
    make: Callable[..., View | FileView] | None = None  # of a media file there is no view
    parts: Callable[..., Iterable[str]]
    given: tuple[object, ...] = ()  # what both of these are given
    media: str = ""  # path of the file that is published as it is, relative to the root
    owner: Place  # whom to name when the path is claimed twice
    cure: str = "rename one of them"

    @property
    def view(self) -> View | FileView:
        """What the page shows, made anew each time."""
        if self.make is None:
            raise TypeError(f"{self.path} is a file, which has no view")
        return self.make(*self.given)

    @property
    def inputs(self) -> str:
        """The digest of the parts."""
        return digest_texts(self.parts(*self.given))

    @property
    def basis(self) -> tuple[object, ...]:
        """All on which the parts depend."""
        return self.parts, *self.given


def own_page(
    path: str,
    layout: str,
    make: Callable[..., View],
    parts: Callable[..., Iterable[str]] = tuple,
    given: tuple[object, ...] = (),
) -> Page:
    """Return a page that the site has whatever its content is."""
    return Page(path=path, layout=layout, make=make, parts=parts, given=given, owner=_SITE)


def own_file(path: str, make: Callable[[], str | bytes], parts: Callable[[], Iterable[str]] = tuple) -> Page:
    """Return a file that is made without a layout; where it is large, better as bytes."""
    return Page(path=path, make=partial(_file_view, make), parts=parts, owner=_SITE)


def media_file(path: str, media: str, digest: str) -> Page:
    """Return a file that is published as it is."""
    return Page(path=path, media=media, parts=partial(tuple, (digest,)), owner=Place(path=media))


def _file_view(make: Callable[[], str | bytes]) -> FileView:
    made = make()
    return FileView(data=made if isinstance(made, bytes) else made.encode())
