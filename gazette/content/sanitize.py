"""Safe HTML: what was made of a body, cut down to an allow-list by nh3, with a word on what is left out."""

import posixpath
import re
from contextvars import ContextVar
from urllib.parse import unquote

import nh3
from msgspec import Struct

from gazette.content.bodies.addresses import SCHEMES, Address, Addresses, scheme_of
from gazette.content.bodies.leftovers import INVISIBLE
from gazette.content.bodies.vocabulary import ADDRESSES, ATTRIBUTES, TAGS
from gazette.content.body import THEME_ID, BodyLink
from gazette.content.pictures import PICTURE
from gazette.errors import Place, Report, quoted, warning
from gazette.security import Security

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_SELF_CLOSING = frozenset("br col hr img wbr p li dt dd tr td th".split())  # HTML ends these by itself
_HOST = re.compile(r"(?:https:)?//([\w.-]+(?::\d+)?)(?=[/?#]|$)", re.IGNORECASE)
_MICROFORMAT = re.compile(r"(?:h|p|u|dt|e)-[a-z-]+")


class Safe(Struct, frozen=True, kw_only=True):
    """HTML that may stand in a page, in which the address `link:3` stands for the fourth of its links.

    `picture:0` stands for the first picture on another host that is not allowed.
    """

    html: str
    anchors: frozenset[str]
    links: tuple[BodyLink, ...]
    pictures: tuple[str, ...]


def sanitize(raw: str, addresses: Addresses, base_url: str, security: Security, report: Report) -> Safe:
    """Return the safe part of HTML in which numbers stand for addresses; those that may not stay are reported.

    A whole address under `base_url`, that of the site, is a link to the site like any other. A picture stays on the
    hosts that `security` allows, so that a page tells no other host who reads it.

    It takes quadratic time where elements nest deeply, so ask `nests_deeper` first.
    """
    attributes = _Attributes(addresses, base_url, security, report)
    _attributes.set(attributes)
    return Safe(
        html=INVISIBLE.sub("", _cleaner.clean(raw)),
        anchors=frozenset(attributes.anchors),
        links=tuple(attributes.links),
        pictures=tuple(attributes.pictures),
    )


def sanitize_again(clean: str) -> str:
    """Return HTML as it is, if it has passed `sanitize`; what somebody put into a snapshot since is left out."""
    return _again.clean(clean)


_ALLOWED = {name: set(attributes) for name, attributes in ATTRIBUTES.items()}
_again = nh3.Cleaner(tags=set(TAGS), attributes=_ALLOWED, url_schemes=set(SCHEMES - {""}), link_rel=None)


class _Attributes:
    """Rewrites attributes on their way through the sanitizer, and remembers anchors and links."""

    def __init__(self, addresses: Addresses, base_url: str, security: Security, report: Report) -> None:
        self.anchors: set[str] = set()
        self.links: list[BodyLink] = []
        self.pictures: list[str] = []  # addresses of those that become links
        self._security = security
        self._addresses = addresses
        self._own = base_url.partition("://")[2]
        self._folder = posixpath.dirname(addresses.place.path)
        self._report = report

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """Return the value to write, or None to leave the attribute out."""
        if tag not in TAGS:
            return None
        if name == "id":
            return self._anchor(value)
        if name == "class":
            return self._classes(value)
        if name in ADDRESSES:
            if (address := self._addresses.safe(value)) is None:
                return None
            return address.value if name == "cite" else self._address(tag, address)
        return value

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
            self._report(warning(self._addresses.place, message, "html-removed"))
        return " ".join(kept) or None

    def _address(self, tag: str, address: Address) -> str:
        value = self._without_site(address.value)
        if scheme_of(value) or value.startswith("//"):
            return self._picture(value, address.place) if tag == "img" else value
        split = min((value.find(mark) for mark in "?#" if mark in value), default=len(value))
        target, suffix = unquote(value[:split]), value[split:]
        if target and not target.startswith("/"):
            target = posixpath.normpath(posixpath.join(self._folder, target))
        self.links.append(BodyLink(target=target, suffix=suffix, place=address.place))
        return f"link:{len(self.links) - 1}"

    def _picture(self, value: str, place: Place) -> str:
        """Return the address of a picture on another host, or what stands for it where that host is not allowed."""
        if self._security.allows_image(value):
            return value
        match = _HOST.match(value)
        allow = f", or allow its host: security: {{img_src: [https://{match[1]}]}}" if match else ""
        message = f"this picture is a link, so that no other host learns who reads; save it beside the file{allow}"
        self._report(warning(place, message, "image-remote"))
        self.pictures.append(value)
        return f"{PICTURE}{len(self.pictures) - 1}"

    def _without_site(self, value: str) -> str:
        """Return an address under that of the site as a path on it, and any other as it is."""
        scheme, _, rest = value.partition("//")
        if scheme.lower() not in ("http:", "https:", "") or not rest.startswith(self._own):
            return value
        path = rest.removeprefix(self._own)
        return path if path.startswith("/") else f"/{path}" if path[:1] in ("", "?", "#") else value


_attributes: ContextVar[_Attributes] = ContextVar("attributes of the body that is being cleaned")


def _attribute(tag: str, name: str, value: str) -> str | None:
    return _attributes.get()(tag, name, value)


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ALLOWED,
    attribute_filter=_attribute,
    url_schemes=set(SCHEMES - {""}),
    link_rel=None,
)
"""The sanitizer of all bodies: to make one takes longer than to clean a body."""


def nests_deeper(raw: str, deepest: int) -> bool:
    """Tell whether elements of HTML nest deeper than that.

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
