"""Addresses in ASCII: what hosts, feeds and header lines take where an editor writes letters of any script."""

import re
import unicodedata
from urllib.parse import quote

_DOTS = re.compile("[.。．｡]")
_PARTS = re.compile(
    r"(?P<scheme>[a-z]+://)?(?P<host>[^/:?#@\[\]]+)(?P<port>:\d+)?(?P<path>/[^?#<>\"\\\\]*)?", re.IGNORECASE
)


def in_ascii(address: str) -> str:
    """Return an address with its host in the form of the domain name system and its path percent-encoded.

    https://bücher.example/mai is https://xn--bcher-kva.example/mai. Returned as it is where it cannot be taken apart.
    """
    match = _PARTS.fullmatch(address.strip())
    if match is None:
        return address
    path = quote(match["path"] or "", safe="/~%!$&'()*+,;=:@")
    return (match["scheme"] or "https://").lower() + host_in_ascii(match["host"]) + (match["port"] or "") + path


def host_in_ascii(host: str) -> str:
    """Return a host name in lower case, each part that has other letters as xn--… (RFC 3492).

    ß is such a letter, as it is in browsers.
    """
    return ".".join(map(_label, _DOTS.split(unicodedata.normalize("NFKC", host.strip().lower()))))


def _label(part: str) -> str:
    is_plain = part.isascii() or not all(unicodedata.category(char)[0] in "LMN" or char == "-" for char in part)
    return part if is_plain else f"xn--{part.encode('punycode').decode()}"
