"""Old addresses: which of them a page can be put at, whether an alias or the ledger names them."""

import re
import unicodedata
from urllib.parse import quote, unquote

from gazette.slugs import DEVICES, MAX_CHOSEN, RESERVED

_MOST_BYTES = 1_000  # percent-encoded: Cloudflare Pages reads 2,000 characters of a line, which has a target too
_MOST_PARTS = 32
_LONGEST_PART = MAX_CHOSEN  # bytes of a name that every file system and host can hold
_COMMON = re.compile("(/[a-z0-9-]+){1,32}/?")
_SIGNS = frozenset("-._~ (),+'&=;!@$\u200c\u200d")  # others mean something to Windows or in _redirects; both joiners
_LETTERS = "LMN"  # categories of Unicode: letters, the marks of many scripts, numbers
_SERVED_OTHERWISE = frozenset(("cdn-cgi", "index"))  # by hosts
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*", re.IGNORECASE)
_FORM = "write one such as /2019/grid.html"


def check_old_address(address: str) -> str:
    """Return what is wrong with an address, not percent-encoded, at which a page once was, and the cure; else "".

    No host takes the file of such an address for orders, and every file system can hold it.
    """
    parts = address.removeprefix("/").removesuffix("/").split("/")
    if len(address) <= _LONGEST_PART and _COMMON.fullmatch(address) and RESERVED.isdisjoint(parts):
        return ""
    if not address.startswith("/") or not all(parts):
        return f"is no old address of a page; {_FORM}"
    if len(parts) > _MOST_PARTS or len(quote(address, errors="replace")) > _MOST_BYTES:
        most = f"{_MOST_PARTS} parts or {_MOST_BYTES:,} percent-encoded bytes"
        return f"is longer than the {most} that every host can hold; leave it out"
    if parts[0].startswith("_"):
        return f"begins with _, as the files do that give a host orders; {_FORM}"
    return next(filter(None, map(_check_part, parts)), "")


def wrong_with_alias(alias: str) -> str:
    """Return what is wrong with an alias as it is written, and the cure; else ""."""
    host = _HOST.match(alias)
    path = re.split("[?#]", alias[host.end() :] if host else alias)[0].replace(" ", "%20")
    path = path if path.startswith("/") else f"/{path}"
    wrong = check_old_address(unquote(path))
    if path == "/" and len(alias) > 1:
        return "is no more than the home page, whatever follows ? or #; leave it out"
    if path == alias or wrong:
        return wrong or check_old_address(unquote(alias))
    if host:
        return f"is a whole address; write the path alone: {path}"
    if not alias.startswith("/"):
        or_name = "" if "/" in alias or "." in alias else ", or leave it out if it is a name"
        return f"does not begin with a slash; write {path}{or_name}"
    if " " in alias:
        return "holds a space; write it as %20"
    return f"has a part after ? or #, by which no host finds a file; write {path}"


def page_path(address: str) -> str:
    """Return the path of the page that serves an address: one without an ending is a folder."""
    return address if address.endswith(("/", ".html", ".htm")) else f"{address}/"


def _check_part(part: str) -> str:
    if part[0] in ". " or part[-1] in ". ":
        return f"has a part that begins or ends with a dot or a space; {_FORM}"
    if wrong := next((char for char in part if not _is_plain(char)), ""):
        return f"holds {unicodedata.name(wrong, f'U+{ord(wrong):04X}')}, which not every host can serve; {_FORM}"
    if len(part.encode()) > _LONGEST_PART:
        return f"has a part of more than {_LONGEST_PART} bytes, which not every file system can hold; leave it out"
    folded = unicodedata.normalize("NFKC", part).casefold()
    if folded in _SERVED_OTHERWISE or folded.partition(".")[0].rstrip() in DEVICES:
        return f'has the part "{part}", which Windows or hosts keep for themselves; leave it out'
    return ""


def _is_plain(char: str) -> bool:
    return char in _SIGNS or unicodedata.category(char)[0] in _LETTERS
