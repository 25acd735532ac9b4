"""Staleness: which pages must be made anew, and why."""

from collections.abc import Mapping

from msgspec import Struct, field

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


def judge(
    page: Page, memo: Memo | None, stamp: Stamp | None, keys: LayoutKeys, old: Memory, new: Memory
) -> Verdict | None:
    """Return why a page may be stale, or None where what is remembered of it holds.

    `stamp` is that of its file, if that stands as it was published; `new` has the present settings and site.
    """
    layout = keys.key(page.layout, page.fallback) if page.layout else ""
    if memo is None:
        return Verdict(why="it is new", layout=layout)
    if stamp != memo.file:
        return Verdict(why="its file in the output is not as it was published", layout=layout)
    if memo.layout != layout:
        return Verdict(why=f"{page.layout}, or something that it uses, changed", layout=layout)
    if page.layout and old.site != new.site:
        return Verdict(why="what every page knows of the site changed", layout=layout)
    inputs = page.inputs
    if old.settings != new.settings or memo.inputs != inputs:
        return Verdict(why="what it shows changed", layout=layout, inputs=inputs, known_view=memo.view)
    return None
