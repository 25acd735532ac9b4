"""Markdown to safe HTML: what Python-Markdown makes of a body, cut down to an allow-list by nh3."""

import html
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from gazette.config import Config
from gazette.content.fast_markdown import make_fast
from gazette.errors import Place, Report, error, quoted, warning

_SUMMARY_LENGTH = 240
_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table"
    " tbody td tfoot th thead time tr u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
_SCHEMES = frozenset({"http", "https", "mailto"})
_THEME_ID = "g-"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_SELF_CLOSING = frozenset("br col hr img wbr p li dt dd tr td th".split())  # HTML ends these by itself
_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_LINK = re.compile(r' (href|src)="link:(\d+)"')
_DECLARATION = re.compile(r"<!--.*?-->|<[!?]", re.DOTALL)  # nothing that shows; html.parser fails on odd ones
_SUSPECT = re.compile(r"<[a-zA-Z]|\{|\b(?!https?:|mailto:)[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLink:
    """A link from a body to something on the site, to be checked when all is known."""

    target: str  # a path: "content/2023/grid.md", "/people/", or "" for the body's own page
    suffix: str  # "?query#anchor", or ""
    place: Place

    @property
    def anchor(self) -> str:
        """The id that the link leads to on its page, or ""."""
        return unquote(self.suffix.partition("#")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as safe HTML, in which the address `link:3` stands for the fourth of its links."""

    html: str = ""
    words: int = 0
    opening: str = ""  # the first paragraph as plain text, cut at a word
    anchors: frozenset[str] = frozenset()
    links: tuple[BodyLink, ...] = ()

    def html_with(self, address: Callable[[BodyLink], str]) -> str:
        """Return the HTML with every link to the site at the address that it is given."""

        def put(match: re.Match[str]) -> str:
            return f' {match[1]}="{html.escape(address(self.links[int(match[2])]))}"'

        return _LINK.sub(put, self.html) if self.links else self.html


def render_markdown(text: str, place: Place, config: Config, report: Report) -> Body:
    """Return a body as safe HTML; `place` is where the text begins.

    What is left out for safety is reported: elements and attributes that are not on
    the allow-list, addresses that are neither http, https nor mailto.
    """
    converter = _converter(config.has_smart_quotes)
    try:
        raw = converter.reset().convert(text)
    except RecursionError:
        report(error(place, "lists or quotations nest too deeply to be read; make them flatter", "nesting"))
        return Body()
    if _depth(raw) > config.limits.nesting:
        message = f"elements nest deeper than {config.limits.nesting} levels; make the text flatter"
        report(error(place, message, "nesting"))
        return Body()
    where = _Finder(text, place)
    if _SUSPECT.search(text):
        _Removed(where, report).feed(_DECLARATION.sub("", raw))
    attributes = _Attributes(where, report)
    safe = _cleaner(attributes).clean(raw)
    words = plain_text(safe)
    return Body(
        html=safe,
        words=len(words.split()),
        opening=_opening(safe),
        anchors=frozenset(attributes.anchors),
        links=tuple(attributes.links),
    )


def plain_text(safe: str) -> str:
    """Return the text of HTML, without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", safe))


class _Shaping(Treeprocessor):
    """Makes the highest heading h2, under the page's own h1, and the alignment of cells a class."""

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        shift = 2 - min((int(element.tag[1]) for element in headings), default=2)
        for element in headings:
            element.tag = f"h{min(6, int(element.tag[1]) + shift)}"
        for cell in (*root.iter("td"), *root.iter("th")):
            if side := cell.attrib.pop("align", ""):
                cell.set("class", f"align-{side}")


@cache
def _converter(has_smart_quotes: bool) -> markdown.Markdown:
    extensions: list[str | Extension] = [
        TableExtension(use_align_attribute=True),
        TocExtension(),
        AttrListExtension(),
        "footnotes",
        "fenced_code",
        "def_list",
        "abbr",
    ]
    if has_smart_quotes:
        extensions.append("smarty")
    converter = markdown.Markdown(extensions=extensions, output_format="html")
    converter.treeprocessors.register(_Shaping(converter), "shaping", 8.5)
    make_fast(converter)
    return converter


class _Finder:
    """Finds where in its file a piece of a body stands."""

    def __init__(self, text: str, place: Place) -> None:
        self._text = text
        self._place = place
        self._after: dict[str, int] = {}  # where to look for the next one of the same

    def place(self, piece: str) -> Place:
        """Return the place of the next such piece, or of the body where it is spelt otherwise."""
        start = self._text.find(piece, self._after.get(piece, 0))
        if start < 0:
            return self._place
        self._after[piece] = start + len(piece)
        line = self._place.line + self._text.count("\n", 0, start)
        return replace(self._place, line=line, column=start - self._text.rfind("\n", 0, start))

    def folder(self) -> str:
        """Return the folder of the file."""
        return posixpath.dirname(self._place.path)


class _Removed(HTMLParser):
    """Reports what the sanitizer will leave out."""

    def __init__(self, where: _Finder, report: Report) -> None:
        super().__init__()
        self._where = where
        self._report = report

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self._warn(f"<{tag}>", f"<{tag}", "is left out for safety; write it as Markdown or text")
            return
        for name, value in attrs:
            if name not in _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set()):
                self._warn(f"the attribute {name} of <{tag}>", name, "is left out for safety; remove it")
            elif name in ("href", "src", "cite") and _scheme(value or "") not in _SCHEMES | {""}:
                self._warn(f"the address {quoted(value or '')}", value or "", "is left out for safety; use https")

    def _warn(self, what: str, piece: str, why: str) -> None:
        self._report(warning(self._where.place(piece), f"{what} {why}", "html-removed"))


class _Attributes:
    """Rewrites attributes on their way through the sanitizer, and remembers anchors and links."""

    def __init__(self, where: _Finder, report: Report) -> None:
        self.anchors: set[str] = set()
        self.links: list[BodyLink] = []
        self._where = where
        self._report = report

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """Return the value to write, or None to leave the attribute out."""
        if name == "id":
            return self._anchor(value)
        if name in ("href", "src"):
            return self._address(tag, value)
        return value

    def _anchor(self, value: str) -> str | None:
        if not value or value in self.anchors or value.startswith(_THEME_ID) or re.search(r"\s", value):
            return None
        self.anchors.add(value)
        return value

    def _address(self, tag: str, value: str) -> str:
        if _scheme(value) or value.startswith("//"):
            if tag == "img":
                message = "readers' browsers do not load images from other hosts; save it beside the file"
                self._report(warning(self._where.place(value), message, "image-remote"))
            return value
        split = min((value.find(mark) for mark in "?#" if mark in value), default=len(value))
        target, suffix = unquote(value[:split]), value[split:]
        if target and not target.startswith("/"):
            target = posixpath.normpath(posixpath.join(self._where.folder(), target))
        self.links.append(BodyLink(target=target, suffix=suffix, place=self._where.place(value)))
        return f"link:{len(self.links) - 1}" if target else value


def _cleaner(attributes: _Attributes) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=attributes,
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )


def _scheme(address: str) -> str:
    """Return the scheme of an address in lower case, found as a browser finds it, or ""."""
    match = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address).lower())
    return match[1] if match else ""


def _depth(raw: str) -> int:
    """Return how deep elements nest, roughly: nh3 takes quadratic time on deep nesting."""
    depth = deepest = 0
    for match in _TAG.finditer(raw):
        if match[2] in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _opening(safe: str) -> str:
    match = _PARAGRAPH.search(safe)
    text = " ".join(plain_text(re.sub(r"<sup.*?</sup>", "", match[1])).split()) if match else ""
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: text.rfind(" ", 0, _SUMMARY_LENGTH) + 1 or _SUMMARY_LENGTH].rstrip(" ,;:–—") + " …"
