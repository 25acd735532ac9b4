"""Rendering: a page of the plan becomes a file, if it is not the file that stands already."""

import hashlib
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gazette.content.files import open_content
from gazette.digests import digest_bytes, digest_of
from gazette.errors import InputError, Place, Problem, error, unreadable
from gazette.output.assets import Assets
from gazette.pages.linker import Linker
from gazette.pages.page import FileView, Page
from gazette.pages.permalinks import file_of
from gazette.pages.views import Site
from gazette.publishing.publication import Output, stage, stage_file
from gazette.texts import unfit_in

if TYPE_CHECKING:
    from gazette.output.layouts import Layouts


class Task(Struct, frozen=True, kw_only=True):
    """A page that may be stale."""

    number: int  # of the page in the plan
    known_view: str  # digest of the view from which the standing file was made; "" where it must be rendered anyhow


class Rendered(Struct, frozen=True, kw_only=True):
    """What became of a task."""

    view: str = ""  # digest of what the page shows
    is_rendered: bool = False  # False where the view is the known one
    is_staged: bool = False  # False where the standing file has these very bytes
    size: int = 0  # bytes, where it is rendered
    problems: tuple[Problem, ...] = ()


class Renderer(Struct, frozen=True, kw_only=True, dict=True):
    """Makes files of pages, in this process or in workers."""

    pages: tuple[Page, ...]
    linker: Linker
    site: Site
    assets: Assets
    root: Path
    staging: Path
    folder: Path
    is_clean: bool

    @cached_property
    def _layouts(self) -> "Layouts":
        from gazette.output.layouts import Layouts

        return Layouts(self.root, self.site, self.assets)

    def load_layouts(self, tasks: Iterable[Task]) -> None:
        """Load the layouts of pages, so that forks of this process need not; what is wrong with one shows later."""
        pages = (self.pages[task.number] for task in tasks)
        if layouts := {(page.layout, page.fallback) for page in pages if page.layout}:
            self._layouts.load(layouts)

    def __call__(self, task: Task) -> Rendered:
        """Stage the page of a task, unless it would be what it was; a mistake in its layout is a problem of it."""
        page = self.pages[task.number]
        try:
            if page.media:
                return self._medium(page, task.known_view)
            digest, data = self._data(page, task.known_view)
        except InputError as fault:
            return Rendered(problems=fault.problems)
        if data is None:
            return Rendered(view=digest)
        output = Output(path=file_of(page.path), data=data)
        is_staged = stage(self.staging, self.folder, output, is_clean=self.is_clean)
        return Rendered(view=digest, is_rendered=True, is_staged=is_staged, size=len(data))

    def _medium(self, page: Page, known_view: str) -> Rendered:
        """Stage a file that is published as it is, piece by piece: it may be larger than memory."""
        try:
            source = os.fdopen(open_content(self.root, page.media), "rb")
        except OSError as fault:
            raise InputError(unreadable(Place(path=page.media), fault)) from fault
        with source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            if digest == known_view:
                return Rendered(view=digest)
            source.seek(0)
            is_staged = stage_file(self.staging, self.folder, file_of(page.path), source, is_clean=self.is_clean)
        return Rendered(view=digest, is_rendered=True, is_staged=is_staged)

    def _data(self, page: Page, known_view: str) -> tuple[str, bytes | None]:
        """Return the digest of what a page shows, and its bytes where that is not the known one."""
        view = page.view(self.linker)
        if isinstance(view, FileView):
            digest = digest_bytes(view.data)
            return digest, None if digest == known_view else _fit(view.data, page.path)
        digest = digest_of(view)
        return digest, None if digest == known_view else _fit(self._layouts.render(page, view).encode(), page.path)


def _fit(data: bytes, path: str) -> bytes:
    """Return a page's bytes. Raises InputError where it has characters that it cannot hold."""
    if unfit := unfit_in(data):
        message = f"{unfit} would stand on this page, which can hold no control character; take it out of the layout"
        raise InputError(error(Place(path=file_of(path)), message, "control-character"))
    return data
