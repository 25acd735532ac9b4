"""Safe HTML: what Markdown made of a body, cut down to an allow-list by nh3, with a word on what is left out."""

import posixpath
import re
from contextvars import ContextVar
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import nh3
from msgspec import Struct
from msgspec.structs import replace

from gazette.content.body import THEME_ID, BodyLink
from gazette.errors import Place, Report, error, quoted, warning

TAGS = frozenset(
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
    "details": {"open"},
    "time": {"datetime"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
_ADDRESSES = frozenset({"href", "src", "cite"})
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_SELF_CLOSING = frozenset("br col hr img wbr p li dt dd tr td th".split())  # HTML ends these by itself
_DECLARATION = re.compile(r"<!--.*?-->|<[!?]", re.DOTALL)  # nothing that shows; html.parser fails on odd ones
_TAG_BEGINS = re.compile(r"<[a-zA-Z]")
_ODD_SCHEME = re.compile(r"\b(?!(?:https?|mailto)\Z)[a-z][a-z0-9+.-]*\Z", re.IGNORECASE)
_MICROFORMAT = re.compile(r"(?:h|p|u|dt|e)-[a-z-]+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Safe(Struct, frozen=True, kw_only=True):
    """HTML that may stand in a page, in which the address `link:3` stands for the fourth of its links."""

    html: str
    anchors: frozenset[str]
    links: tuple[BodyLink, ...]


def sanitize(raw: str, text: str, place: Place, deepest: int, report: Report) -> Safe | None:
    """Return the safe part of HTML that was made of a text, which begins at the place.

    Reports what is left out: elements and attributes that are not on the allow-list, and
    addresses that are neither http, https nor mailto. Returns None, with an error, where
    elements nest deeper than `deepest`.
    """
    if _nests_deeper(raw, deepest):
        report(error(place, f"elements nest deeper than {deepest} levels; make the text flatter", "nesting"))
        return None
    where = _Finder(text, place)
    if _is_suspect(text):
        _Removed(where, report).feed(_DECLARATION.sub("", raw))
    attributes = _Attributes(where, report)
    _attributes.set(attributes)
    clean = _cleaner.clean(raw)
    if _INVISIBLE.search(clean):
        message = "a reference such as &#1; names a control character, which no page or feed can hold; delete it"
        report(warning(where.place(r"&#"), message, "control-character"))
        clean = _INVISIBLE.sub("", clean)
    return Safe(html=clean, anchors=frozenset(attributes.anchors), links=tuple(attributes.links))


def _is_suspect(text: str) -> bool:
    """Tell whether anything may be left out of what is made of a text; to find out what takes much longer."""
    if "{" in text or "&" in text or _TAG_BEGINS.search(text):
        return True
    around_colons = pairwise(text.split(":"))  # a text has few colons, and no scheme without one
    return any(_ODD_SCHEME.search(head, head.rfind(" ") + 1) for head, tail in around_colons if not tail[:1].isspace())


def sanitize_again(clean: str) -> str:
    """Return HTML as it is, if it has passed `sanitize`; what somebody put into a snapshot since is left out."""
    return _again.clean(clean)


_again = nh3.Cleaner(tags=set(TAGS), attributes=_ATTRIBUTES, url_schemes=set(_SCHEMES - {""}), link_rel=None)


class _Finder:
    """Finds where in its file a piece of a body stands."""

    def __init__(self, text: str, place: Place) -> None:
        self.folder = posixpath.dirname(place.path)
        self._text = text
        self._place = place
        self._after: dict[str, int] = {}  # where to look for the next one of the same

    def place(self, pattern: str) -> Place:
        """Return the place of the next match of a pattern, or of the body where there is none."""
        match = re.compile(pattern, re.IGNORECASE).search(self._text, self._after.get(pattern, 0))
        if match is None:
            return self._place
        self._after[pattern] = match.end()
        start = match.start()
        line = self._place.line + self._text.count("\n", 0, start)
        return replace(self._place, line=line, column=start - self._text.rfind("\n", 0, start))

    def address(self, value: str) -> Place:
        """Return the place of the next address of that spelling."""
        return self.place(rf"(?<![^\s(\"'<=:]){re.escape(value)}")


class _Removed(HTMLParser):
    """Reports what the sanitizer will leave out."""

    def __init__(self, where: _Finder, report: Report) -> None:
        super().__init__()
        self._where = where
        self._report = report

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            place = self._where.place(f"<{re.escape(tag)}")
            self._warn(place, f"<{tag}> is left out for safety; write it as Markdown or text")
            return
        for name, value in attrs:
            if name not in _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set()):
                place = self._where.place(rf"(?<![\w-]){re.escape(name)}(?=\s*[=>\s/])")
                self._warn(place, f"the attribute {name} of <{tag}> is left out for safety; remove it")
            elif name in _ADDRESSES and _scheme(value or "") not in _SCHEMES:
                place = self._where.address(value or "")
                self._warn(place, f"the address {quoted(value or '')} is left out for safety; use https")

    def _warn(self, place: Place, message: str) -> None:
        self._report(warning(place, message, "html-removed"))


class _Attributes:
    """Rewrites attributes on their way through the sanitizer, and remembers anchors and links."""

    def __init__(self, where: _Finder, report: Report) -> None:
        self.anchors: set[str] = set()
        self.links: list[BodyLink] = []
        self._where = where
        self._report = report

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """Return the value to write, or None to leave the attribute out."""
        if tag not in TAGS:
            return None
        if name == "id":
            return self._anchor(value)
        if name == "class":
            return self._classes(value)
        if name in _ADDRESSES and _scheme(value) not in _SCHEMES:
            return None
        return self._address(tag, value) if name in ("href", "src") else value

    def _anchor(self, value: str) -> str | None:
        if not value or value in self.anchors or value.startswith(THEME_ID) or re.search(r"\s", value):
            return None
        self.anchors.add(value)
        return value

    def _classes(self, value: str) -> str | None:
        """Leave out what would make a body's text a part of the page's microformats."""
        kept = [word for word in value.split() if not _MICROFORMAT.fullmatch(word)]
        if len(kept) < len(value.split()):
            message = f"the class {quoted(value)} is left out: it says what only the page may say; choose another"
            self._report(warning(self._where.place(re.escape(value)), message, "html-removed"))
        return " ".join(kept) or None

    def _address(self, tag: str, value: str) -> str:
        if _scheme(value) or value.startswith("//"):
            if tag == "img":
                message = "readers' browsers do not load images from other hosts; save it beside the file"
                self._report(warning(self._where.address(value), message, "image-remote"))
            return value
        split = min((value.find(mark) for mark in "?#" if mark in value), default=len(value))
        target, suffix = unquote(value[:split]), value[split:]
        if target and not target.startswith("/"):
            target = posixpath.normpath(posixpath.join(self._where.folder, target))
        self.links.append(BodyLink(target=target, suffix=suffix, place=self._where.address(value)))
        return f"link:{len(self.links) - 1}"


_attributes: ContextVar[_Attributes] = ContextVar("attributes of the body that is being cleaned")


def _attribute(tag: str, name: str, value: str) -> str | None:
    return _attributes.get()(tag, name, value)


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=set(_SCHEMES - {""}),
    link_rel=None,
)
"""The sanitizer of all bodies: to make one takes longer than to clean a body."""


def _scheme(address: str) -> str:
    """Return the scheme of an address in lower case, found as a browser finds it, or ""."""
    bare = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    match = re.match(r"([a-z][a-z0-9+.-]*):", bare.lower())
    return match[1] if match else ""


def _nests_deeper(raw: str, deepest: int) -> bool:
    """Tell whether elements nest deeper than that: nh3 takes quadratic time on deep nesting.

    An end tag ends an element of its own name only, as browsers have it.
    """
    if raw.count("<") - raw.count("</") <= deepest:
        return False  # there are not as many start tags
    open_now: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(raw):
        name = match[2].lower()
        if name in _SELF_CLOSING:
            continue
        count = open_now.get(name, 0)
        step = -min(1, count) if match[1] else 1
        open_now[name] = count + step
        depth += step
        if depth > deepest:
            return True
    return False
