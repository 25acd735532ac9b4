"""Staleness: which pages must be made anew, and why."""

from collections.abc import Mapping

from msgspec import Struct, field

from gazette.output.inventory import Stamp
from gazette.output.layout_keys import LayoutKeys
from gazette.pages.page import Page
from gazette.pages.permalinks import file_of


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
    """Whether a page may be stale."""

    inputs: str
    layout: str
    known_view: str = ""  # the view with which the standing file would do; "" where none would
    why: str = ""  # "" where the standing file is right


def judge(page: Page, keys: LayoutKeys, old: Memory, new: Memory, standing: Mapping[str, Stamp]) -> Verdict:
    """Return whether a page may be stale; `new` has the present settings and site."""
    layout = keys.key(page.layout, page.fallback) if page.layout else ""
    inputs, memo = page.inputs, old.pages.get(page.path)
    if memo is None:
        return Verdict(inputs=inputs, layout=layout, why="it is new")
    if standing.get(file_of(page.path)) != memo.file:
        return Verdict(inputs=inputs, layout=layout, why="its file in the output is not as it was published")
    if page.layout and memo.layout != layout:
        return Verdict(inputs=inputs, layout=layout, why=f"{page.layout}, or something that it uses, changed")
    if page.layout and old.site != new.site:
        return Verdict(inputs=inputs, layout=layout, why="what every page knows of the site changed")
    if old.settings != new.settings or memo.inputs != inputs:
        return Verdict(inputs=inputs, layout=layout, known_view=memo.view, why="what it shows changed")
    return Verdict(inputs=inputs, layout=layout)
