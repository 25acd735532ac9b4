"""Staleness: which pages must be made anew, and why."""

from collections.abc import Iterable, Mapping

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


class LastSite(Struct, frozen=True, kw_only=True):
    """A site as a process that lasts has published it, with the pages of which it was made."""

    files: Mapping[str, Stamp] = field(default_factory=dict)
    layouts: Mapping[tuple[str, str], str] = field(default_factory=dict)  # their keys, by the names that pages give
    pages: Mapping[int, Page] = field(default_factory=dict)  # by identity


class Judge:
    """Holds pages against what is remembered of them.

    `new` has the present settings and site, `standing` the files that stand as they were published. The very pages of
    which the last site was made need no look, where nothing else about that site has changed.
    """

    def __init__(
        self, keys: LayoutKeys, old: Memory, new: Memory, standing: Mapping[str, Stamp], last: LastSite | None
    ) -> None:
        self._keys = keys
        self._old = old
        self.new = new
        self.standing = standing
        self._layouts: dict[tuple[str, str], str] = {}
        is_same_site = (old.settings, old.site) == (new.settings, new.site)
        self._last = last if last and is_same_site and standing == last.files else LastSite()

    def __call__(self, page: Page, file: str) -> Memo | Verdict:
        """Return what is remembered of a page and its file where that holds, else why the page may be stale."""
        memo = self._old.pages.get(page.path)
        names = (page.layout, page.fallback)
        layout = self._layout(names)
        if memo is not None and id(page) in self._last.pages and self._last.layouts.get(names) == layout:
            return memo
        if why := self._why_anyhow(page, file, memo, layout):
            return Verdict(why=why, layout=layout)
        inputs = page.inputs
        if memo is None or memo.inputs != inputs or self._old.settings != self.new.settings:
            known_view = memo.view if memo else ""
            return Verdict(why="what it shows changed", layout=layout, inputs=inputs, known_view=known_view)
        return memo

    def _why_anyhow(self, page: Page, file: str, memo: Memo | None, layout: str) -> str:
        """Return why a page must be rendered whatever it shows, or ""."""
        if memo is None:
            return "it is new"
        if self.standing.get(file) != memo.file:
            return "its file in the output is not as it was published"
        if memo.layout != layout:
            return f"{page.layout}, or something that it uses, changed"
        if page.layout and self._old.site != self.new.site:
            return "what every page knows of the site changed"
        return ""

    def _layout(self, names: tuple[str, str]) -> str:
        """Return the key of the layout of pages that give these names, "" where they have none.

        What is asked for is published with its assets, so only of pages that there are.
        """
        if names not in self._layouts:
            self._layouts[names] = self._keys.key(*names) if names[0] else ""
        return self._layouts[names]

    def site(self, files: Mapping[str, Stamp], pages: Iterable[Page]) -> LastSite:
        """Return the site that these pages are, once it is published as these files."""
        return LastSite(files=files, layouts=self._layouts, pages={id(page): page for page in pages})
