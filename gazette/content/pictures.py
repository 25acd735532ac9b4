"""Pictures of other hosts: links stand for them, so that neither a page nor a feed reader asks a host for one."""

import html
import re
from collections.abc import Sequence

from gazette.content.body import ATTRIBUTES

PICTURE = "picture:"
"""Begins what stands for the address of a picture that becomes a link, by its number."""
_PIECE = re.compile(
    rf'<(?P<end>/?)a(?:{ATTRIBUTES})>|<img(?={ATTRIBUTES} src="{PICTURE}(?P<number>\d+)")(?P<more>{ATTRIBUTES})>'
)
_ALT = re.compile(r' alt="([^"]*)"')
_SHOWN = re.compile(r"(?:[a-z]+:)?//|[?#].*", re.IGNORECASE | re.DOTALL)  # what an address is shown without


def with_links_for(pictures: Sequence[str], clean: str) -> str:
    """Return the HTML of a body with links for the pictures of which it has numbers.

    Their text is that which stands for the picture, or else the address. A picture within a link becomes that text.
    """
    if not pictures:
        return clean
    is_in_link = False

    def put(match: re.Match[str]) -> str:
        nonlocal is_in_link
        if match["number"] is None:
            is_in_link = not match["end"]
            return match[0]
        address = pictures[int(match["number"])]
        alt = _ALT.search(match["more"])
        text = (alt and alt[1].strip()) or html.escape(_SHOWN.sub("", address))
        return text if is_in_link else f'<a href="{html.escape(address)}">{text}</a>'

    return _PIECE.sub(put, clean)
