"""A page of the plan: where it is, who renders it, and what it will show once that is asked for."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial

from msgspec import Struct

from gazette.digests import digest_texts
from gazette.errors import Place
from gazette.last_result import LastResults
from gazette.pages.linker import Linker
from gazette.pages.permalinks import SITE
from gazette.pages.views import View

REDIRECT = "redirect.html"
GONE = "gone.html"


class FileView(Struct, frozen=True, kw_only=True):
    """A file made without a layout: data and host files."""

    data: bytes


class Page(Struct, frozen=True, kw_only=True):
    """One file of the site: rendered by a layout, made as text, or published as it is.

    `make` returns the view and `parts` texts that differ wherever the view would, the settings
    apart: to learn that nothing has changed costs no view. They may differ where the view does not.
    `make` gets a linker when it is called, and `parts` sees nothing but what the page is given:
    so a page that is given the same as in the last plan can be the very same page.
    """

    path: str  # "/people/" or "/feed.xml", without the base path
    layout: str = ""  # of a text or media file there is none
    fallback: str = ""  # renders it where there is no such layout
    make: Callable[..., View | FileView] | None = None  # of a media file there is no view
    parts: Callable[..., Iterable[str]] = tuple
    given: tuple[object, ...] = ()  # what both of these are given, `make` after a linker
    media: str = ""  # path of the file that is published as it is, relative to the root
    owner: Place  # whom to name when the path is claimed twice
    cure: str = "rename one of them"
    others: Callable[[], Iterator[tuple[str, str]]] | None = None  # slugs that it may have instead, with their paths

    def view(self, linker: Linker) -> View | FileView:
        """Return what the page shows, made anew each time."""
        if self.make is None:
            raise TypeError(f"{self.path} is a file, which has no view")
        return self.make(linker, *self.given)

    @property
    def inputs(self) -> str:
        """The digest of the parts."""
        return digest_texts(self.parts(*self.given))


class Sections:
    """The pages of the last plan by sections, each made anew only where it would be made of other objects."""

    def __init__(self) -> None:
        self._last = LastResults[tuple[Page, ...]]()

    def turn(self) -> None:
        """Begin a plan."""
        self._last.turn()

    def of(
        self, name: Hashable, basis: tuple[object, ...], make: Callable[..., Iterable[Page]], *given: object
    ) -> tuple[Page, ...]:
        """Return the pages that a function makes of what it is given; `basis` has all on which they depend."""
        return self._last.of(name, basis, lambda: tuple(make(*given)))


def own_page(
    path: str,
    layout: str,
    make: Callable[..., View],
    parts: Callable[..., Iterable[str]] = tuple,
    given: tuple[object, ...] = (),
) -> Page:
    """Return a page that the site has whatever its content is."""
    return Page(path=path, layout=layout, make=make, parts=parts, given=given, owner=SITE)


def own_file(
    path: str,
    make: Callable[..., str | bytes],
    parts: Callable[..., Iterable[str]] = tuple,
    given: tuple[object, ...] = (),
) -> Page:
    """Return a file that is made without a layout; where it is large, better as bytes."""
    return Page(path=path, make=partial(_file_view, make), parts=parts, given=given, owner=SITE)


def media_file(path: str, media: str, digest: str) -> Page:
    """Return a file that is published as it is."""
    return Page(path=path, media=media, parts=as_given, given=(digest,), owner=Place(path=media))


def as_given(*texts: str) -> tuple[str, ...]:
    """Return the texts that a page is given, where they are its parts."""
    return texts


def _file_view(make: Callable[..., str | bytes], linker: Linker, *given: object) -> FileView:
    made = make(linker, *given)
    return FileView(data=made if isinstance(made, bytes) else made.encode())
