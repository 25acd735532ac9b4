"""Addresses in a body: each is kept with its place, and its number stands for it until the HTML is safe."""

import html
import re
from urllib.parse import quote

from msgspec import Struct

from gazette.errors import Place, Report, quoted, warning
from gazette.texts import UNSEEN

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_CONTROLS = "".join(map(chr, range(33)))
_DROPPED = re.compile(r"[\t\n\r]")  # as browsers do, wherever it stands in an address
_ONE_MAIL = r"(?:%20)?[^@\s,;?]+@[^@\s,;?]+\.[^@\s,;?]+"
_MAIL = re.compile(rf"{_ONE_MAIL}(?:,{_ONE_MAIL})*(?:\?\S*)?|\?\S+")
_HOST = re.compile(r"//[^/?#\s]")
_TELEPHONE = re.compile(r"\+?[\d().*#/\s-]*\d[\d().*#/\s-]*(?:;[\w=.-]+)*", re.ASCII)


class Address(Struct, frozen=True, kw_only=True):
    """An address as it is meant, with every reference resolved, and where it stands."""

    value: str
    place: Place


class Addresses:
    """All addresses that the parsing of a body has met; those that reach the page are asked for by number."""

    def __init__(self, place: Place, report: Report) -> None:
        self.place = place
        self._report = report
        self._met: list[Address] = []

    def number(self, value: str, place: Place) -> str:
        """Keep an address; return the number that stands for it."""
        self._met.append(Address(value=_without_unseen(value), place=place))
        return str(len(self._met) - 1)

    def safe(self, number: str) -> Address | None:
        """Return the address of a number where it may stand on a page; otherwise that is reported."""
        if not number.isdigit() or int(number) >= len(self._met):
            return None
        address = self._met[int(number)]
        scheme = scheme_of(address.value)
        if scheme not in SCHEMES:
            message = f"the address {quoted(address.value)} is left out for safety; use https"
            self._report(warning(address.place, message, "html-removed"))
            return None
        if wrong := _why_malformed(scheme, address.value):
            self._report(warning(address.place, f"{quoted(address.value)} {wrong}", "link-malformed"))
        return address


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case, found as a browser finds it, or ""."""
    bare = _DROPPED.sub("", address.lstrip(_CONTROLS))
    match = re.match(r"([a-z][a-z0-9+.-]*):", bare.lower())
    return match[1] if match else ""


def _without_unseen(address: str) -> str:
    """Return an address in which control characters are percent-encoded: a reference to one goes round all filters."""
    if address.isprintable():
        return address
    return UNSEEN.sub(lambda match: quote(match[0], errors="replace"), _DROPPED.sub("", address.lstrip(_CONTROLS)))


def _why_malformed(scheme: str, address: str) -> str:
    rest = html.unescape(address).partition(":")[2]
    if scheme == "mailto" and not _MAIL.fullmatch(rest.strip()):
        return "is no address of mail; write it as mailto:name@example.org"
    if scheme == "tel" and not _TELEPHONE.fullmatch(rest.replace("%20", " ")):
        return "is no telephone number; write it as tel:+994120000000"
    if scheme in ("http", "https") and not _HOST.match(rest):
        return "names no host; write it as https://example.org/page/"
    return ""
