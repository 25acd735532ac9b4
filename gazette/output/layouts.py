"""Layouts: Jinja2 templates that make a page of a view. They are trusted; what they show is not."""

import contextlib
import re
import sys
from collections.abc import Callable, Hashable, Iterable, MutableMapping
from datetime import date
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any
from urllib.parse import urljoin

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from gazette.content.dates import long_day, month_name, short_day, short_month
from gazette.digests import digest_bytes
from gazette.errors import InputError, Place, count, error, quoted, suggestion
from gazette.output.assets import AssetError, Assets
from gazette.output.theme import LAYOUTS, packaged_folder, theme_folders
from gazette.pages.page import Page
from gazette.pages.views import Site, View

_MOST_MADE = 20_000  # pieces of pages that are kept to be used again: a bound on memory
_SPECIAL = re.compile("[&<>'\"]")
_MISTAKES = (
    jinja2.TemplateError,
    AssetError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a mistake in a layout raises; anything else is a fault in the engine."""

_WHY: dict[type[BaseException], str] = {
    RecursionError: 'the layout leads back to itself; extend "packaged/…" to build on the packaged one',
    UnicodeDecodeError: "this layout, or one that it uses, is not UTF-8; save it as UTF-8",
    MemoryError: "this takes more memory than there is",
}


class Layouts:
    """The layouts of a site, ready to render its pages."""

    def __init__(self, root: Path, site: Site, assets: Assets) -> None:
        self._folders = tuple(folder.resolve() for folder in theme_folders(root, LAYOUTS))  # as Jinja names files
        self._environment = make_environment(self._folders)
        self._environment.globals.update(site=site, asset=assets.url, once=_Once())
        self._environment.filters.update(_filters(site))

    def load(self, layouts: Iterable[tuple[str, str]]) -> None:
        """Load layouts that are there, each given with its fallback."""
        for names in layouts:
            with contextlib.suppress(jinja2.TemplateError, UnicodeDecodeError):
                self._environment.select_template([name for name in names if name])

    def render(self, page: Page, view: View) -> str:
        """Return a page as text. Raises InputError where its layout is missing or has a mistake."""
        names = [name for name in (page.layout, page.fallback) if name]
        try:
            return self._environment.select_template(names).render(page=view)
        except jinja2.TemplateNotFound as fault:
            place = Place(path=f"{LAYOUTS}/{fault.name or page.layout}")
            raise InputError(error(place, "there is no such layout; add the file", "layout")) from fault
        except jinja2.TemplateSyntaxError as fault:
            place = Place(path=self._shown(fault.filename or page.layout), line=fault.lineno)
            raise InputError(error(place, fault.message or "not a layout", "layout")) from fault
        except _MISTAKES as fault:
            line = self._place_of(fault.__traceback__)
            if line is None and not isinstance(fault, UnicodeDecodeError):
                raise
            why = _WHY.get(type(fault)) or str(fault)
            raise InputError(error(line or Place(path=f"{LAYOUTS}/{page.layout}"), why, "layout")) from fault

    def _place_of(self, traceback: TracebackType | None) -> Place | None:
        """Return the innermost line of a layout in a traceback."""
        place = None
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if self._folder_of(file):
                place = Place(path=self._shown(file), line=traceback.tb_lineno)
            traceback = traceback.tb_next
        return place

    def _shown(self, file: str) -> str:
        """Return a layout's file as users know it: under layouts/, be it packaged or their own."""
        folder = self._folder_of(file)
        return f"{LAYOUTS}/{Path(file).relative_to(folder).as_posix()}" if folder else f"{LAYOUTS}/{file}"

    def _folder_of(self, file: str) -> Path | None:
        return next((folder for folder in self._folders if Path(file).is_relative_to(folder)), None)


def make_environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Return what reads layouts from folders, the one that goes first at the front and the packaged one last."""
    return _Environment(
        auto_reload=False,  # nobody edits a layout while its pages are rendered
        cache_size=-1,
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(folders),
                jinja2.PrefixLoader({"packaged": jinja2.FileSystemLoader(folders[-1])}),
            ]
        ),
        autoescape=jinja2.select_autoescape(("html", "xml")),
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled,
    )


class _Layout(jinja2.Template):
    """Escapes plain text to plain text: markupsafe wraps each piece of a page as Markup, which takes longer."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the base class names it
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Return a layout whose code writes with `_escape`."""
        layout = super().from_code(environment, code, globals, uptodate)
        layout.root_render_func.__globals__["escape"] = _escape
        return layout


def _escape(value: object) -> str:
    if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
        return value
    return escape(value)


class _Environment(jinja2.Environment):
    """Gives each layout its globals as a plain dictionary, which every include copies; none changes after that."""

    template_class = _Layout

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Return the globals of a layout, those that are given in front of the environment's."""
        return {**self.globals, **(d or {})}


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled layouts: the packaged ones are kept beside Python's own compiled modules, which the same people write.

    In .gazette/ they would be code that anybody might plant who can send a change. A site's own
    are kept only while this process lasts, since nobody would ever clear them away there.
    """

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent))
        self._code: dict[tuple[str, str], CodeType | None] = {}
        self._packaged = set[str]()  # keys
        self._compiler = f"{jinja2.__version__} {digest_bytes(Path(__file__).read_bytes())}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a layout, and note whether it is a packaged one."""
        key = super().get_cache_key(name, filename)
        if filename and Path(filename).is_relative_to(packaged_folder(LAYOUTS)):
            self._packaged.add(key)
        return key

    def get_source_checksum(self, source: str) -> str:
        """Return what differs where a layout's text does, or the way in which it is compiled here."""
        return super().get_source_checksum(f"{self._compiler} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout its code, where one of the same place and text has been compiled."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key in self._packaged:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a layout, on disk if it can be written there."""
        self._code[bucket.key, bucket.checksum] = bucket.code
        if bucket.key in self._packaged and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


_compiled = _Compiled()


class _Once:
    """Calls a macro once for the same values: a card stands in dozens of lists, always alike."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], object] = {}

    def __call__(self, macro: Callable[..., object], *values: Hashable) -> object:
        """Return what the macro makes of the values."""
        key = (macro, *values)
        if key not in self._made:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            self._made[key] = macro(*values)
        return self._made[key]


class _Missing(jinja2.StrictUndefined):
    """Raises on every use, and says what there is instead."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_obj is jinja2.utils.missing:
            return f"{quoted(name)} is not defined; a layout has site and page"
        known = tuple(getattr(self._undefined_obj, "__struct_fields__", ()))
        kind = type(self._undefined_obj).__name__
        article = "an" if kind[0] in "AEIO" else "a"
        fields = f"; it has {', '.join(known)}" if known else ""
        return f"{article} {kind} has no {quoted(name)}{fields}{suggestion(name, known)}"


def _filters(site: Site) -> dict[str, Callable[..., object]]:
    return {
        "long_day": long_day,
        "short_day": short_day,
        "month_name": month_name,
        "short_month": short_month,
        "iso": date.isoformat,
        "absolute": lambda url: urljoin(f"{site.origin}/", url),
        "count": count,
        "safe_html": Markup,
    }
