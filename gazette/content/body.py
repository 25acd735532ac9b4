"""A body: the HTML that was made of a Markdown file, and where its links lead."""

import html
import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin

from msgspec import Struct

from gazette.errors import Place

ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
"""A pattern of the attributes of an element, as they are written in a body."""
THEME_ID = "g-"
"""Begins the ids of the theme, which bodies may not have."""
_LINK = re.compile(rf'(<\w+{ATTRIBUTES} (?:href|src)=")link:(\d+)"')


_SOURCE = re.compile(rf'(<\w+{ATTRIBUTES} cite=")([^"]*)"')


def with_absolute_sources(text: str, page: str, site: str) -> str:
    """Return the HTML of a body in which quotations name their sources by whole addresses.

    Given are those of the body's page, and of the site without a slash at its end.
    """

    def put(match: re.Match[str]) -> str:
        source = html.unescape(match[2])
        is_of_site = source.startswith("/") and not source.startswith("//")
        return f'{match[1]}{html.escape(site + source if is_of_site else urljoin(page, source))}"'

    return _SOURCE.sub(put, text) if " cite=" in text else text


class BodyLink(Struct, frozen=True, kw_only=True, array_like=True):
    """A link from a body to something on the site, to be checked when all is known."""

    target: str  # a path: "content/2023/grid.md", "/people/", or "" for the body's own page
    suffix: str  # "?query#anchor", or ""
    place: Place

    @property
    def anchor(self) -> str:
        """The id that the link leads to on its page, or ""."""
        return unquote(self.suffix.partition("#")[2])


class Body(Struct, frozen=True, kw_only=True, array_like=True):
    """A body as safe HTML, in which the address `link:3` stands for the fourth of its links."""

    html: str = ""
    words: int = 0
    opening: str = ""  # the first paragraph as plain text, cut at a word
    anchors: frozenset[str] = frozenset()
    links: tuple[BodyLink, ...] = ()

    def html_with(self, address: Callable[[BodyLink], str]) -> str:
        """Return the HTML with every link to the site at the address that it is given."""

        def put(match: re.Match[str]) -> str:
            return f'{match[1]}{html.escape(address(self.links[int(match[2])]))}"'

        return _LINK.sub(put, self.html) if self.links else self.html
