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
    """Whether a page may be stale."""

    layout: str
    inputs: str = ""  # of the page, where they had to be asked for
    known_view: str = ""  # the view with which the standing file would do; "" where none would
    why: str = ""  # "" where the standing file is right


def judge(page: Page, stamp: Stamp | None, keys: LayoutKeys, old: Memory, new: Memory) -> Verdict:
    """Return whether a page may be stale.

    `stamp` is that of its file, if that stands as it was published; `new` has the present settings and site.
    """
    layout = keys.key(page.layout, page.fallback) if page.layout else ""
    memo = old.pages.get(page.path)
    inputs = known_view = ""
    if memo is None:
        why = "it is new"
    elif stamp != memo.file:
        why = "its file in the output is not as it was published"
    elif memo.layout != layout:
        why = f"{page.layout}, or something that it uses, changed"
    elif page.layout and old.site != new.site:
        why = "what every page knows of the site changed"
    elif old.settings != new.settings or memo.inputs != (inputs := page.inputs):
        why, known_view = "what it shows changed", memo.view
    else:
        why = ""
    return Verdict(layout=layout, inputs=inputs, known_view=known_view, why=why)
