"""Staleness: which pages must be made anew, and why."""

from collections.abc import Mapping

from msgspec import Struct, field

from gazette.last_result import LastResults
from gazette.output.layout_keys import LayoutKeys
from gazette.pages.page import Page
from gazette.publishing.inventory import Stamp


class Memo(Struct, frozen=True, kw_only=True):
    """What is remembered of a page."""

    inputs: str  # digest of what its view depends on
    view: str  # digest of its view
    layout: str  # key of its layout
    file: Stamp


class Memory(Struct, frozen=True, kw_only=True):
    """What is remembered of all pages."""

    settings: str = ""  # digest of the settings on which views depend
    site: str = ""  # digest of what every page knows of the site
    pages: Mapping[str, Memo] = field(default_factory=dict)  # by path


class Verdict(Struct, frozen=True, kw_only=True):
    """Why a page may be stale."""

    why: str
    layout: str  # key of its layout
    inputs: str = ""  # of the page, where they had to be asked for
    known_view: str = ""  # the view with which the standing file would do; "" where none would


class Judge:
    """Holds pages against what is remembered of them.

    `new` has the present settings and site. Who judges again and again gives the same `last_inputs`.
    """

    def __init__(self, keys: LayoutKeys, old: Memory, new: Memory, last_inputs: LastResults[str]) -> None:
        self._keys = keys
        self._old = old
        self.new = new
        self._last_inputs = last_inputs
        last_inputs.turn()

    def __call__(self, page: Page, stamp: Stamp | None) -> Memo | Verdict:
        """Return what is remembered of a page where that holds, else why it may be stale.

        `stamp` is that of its file, if that stands as it was published.
        """
        layout = self._keys.key(page.layout, page.fallback) if page.layout else ""
        memo = self._old.pages.get(page.path)
        if memo is None:
            return Verdict(why="it is new", layout=layout)
        if stamp != memo.file:
            return Verdict(why="its file in the output is not as it was published", layout=layout)
        if memo.layout != layout:
            return Verdict(why=f"{page.layout}, or something that it uses, changed", layout=layout)
        if page.layout and self._old.site != self.new.site:
            return Verdict(why="what every page knows of the site changed", layout=layout)
        inputs = self.inputs(page)
        if self._old.settings != self.new.settings or memo.inputs != inputs:
            return Verdict(why="what it shows changed", layout=layout, inputs=inputs, known_view=memo.view)
        return memo

    def inputs(self, page: Page) -> str:
        """Return the digest of what a page's view depends on, made anew only where it depends on other objects."""
        return self._last_inputs.of(page.path, page.basis, _inputs_of, page)


def _inputs_of(page: Page) -> str:
    return page.inputs
