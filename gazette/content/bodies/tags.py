"""Raw HTML in a body: tags as they are written, and what of each may stay."""

import html
import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from markdown.util import ETX, STX

from gazette.content.bodies.addresses import Addresses
from gazette.content.bodies.source import SourceText
from gazette.content.bodies.vocabulary import (
    ADDRESSES,
    ATTRIBUTES,
    BARE,
    HARMLESS,
    INSTEAD,
    KNOWN,
    OPAQUE,
    TAGS,
    VOID,
    WITH_SCRIPTS,
)
from gazette.errors import Place, Report, quoted, warning

NAME = r"[a-zA-Z][a-zA-Z0-9-]*"
_ATTRIBUTE = r"""[ \t\n]+[a-zA-Z_:@][\w:.@-]*(?:[ \t\n]*=[ \t\n]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
TAG = rf"<(?:{NAME}(?:{_ATTRIBUTE})*+[ \t\n]*/?|/{NAME}[ \t\n]*)>"
"""A tag by the rules of CommonMark."""
COMMENT = r"<!--(?:-?>|(?:(?!<!--).)*?-->)"
_PIECE = re.compile(rf"{COMMENT}|{TAG}", re.DOTALL)
_BROKEN = re.compile(
    rf"</?({NAME})(?:[ \t\n/][^<>{STX}]*>|(?:[ \t\n/][^<>=\"'{STX}]*)?[ \t\n/][\w:-]+=[^\s<>{STX}][^<>{STX}]*)"
    r"|<(?:\?|!\[CDATA\[|![a-zA-Z])"
)
"""What looks like a tag, though it is none or does not end, or like a declaration."""
_PAIR = re.compile(r"""([a-zA-Z_:@][\w:.@-]*)(?:[ \t\n]*=[ \t\n]*(?:([^\s"'=<>`]+)|'([^']*)'|"([^"]*)"))?""")
MARK = re.compile(rf"{STX}t(\d+){ETX}")
_SIDES = frozenset({"left", "center", "right"})
_TEXT_ALIGN = re.compile(r"\s*text-align\s*:\s*(left|center|right)\s*;?\s*", re.IGNORECASE)
_DECORATES = re.compile(r"\s(?:role=[\"']?(?:presentation|none)|aria-hidden)", re.IGNORECASE)
_CLOSES_OPAQUE = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in OPAQUE}


class Tag:
    """A tag of raw HTML, and where it stands."""

    def __init__(self, raw: str, place: Place, source: SourceText | None = None, offset: int = 0) -> None:
        self.raw = raw
        self.is_end = raw.startswith("</")
        self.written = raw[1 + self.is_end :].split("/", maxsplit=1)[0].split(">", maxsplit=1)[0].split(maxsplit=1)[0]
        self.name = self.written.lower()
        self.is_void = self.name in VOID
        self.is_closed = raw.endswith("/>") and not self.is_void
        self.place = place
        self._source = source
        self._offset = offset

    @cached_property
    def shown(self) -> str:
        """The name of the element that stands on the page for this one, or "" where none may."""
        name = INSTEAD.get(self.name, self.name)
        return name if name in TAGS else ""

    @property
    def is_known(self) -> bool:
        """Whether HTML, SVG or MathML has such an element, and none of its attributes is but a word of the text."""
        words = (match[1].lower() for match in self._pairs() if match[0] == match[1])
        return self.name in KNOWN and all(map(_may_stand_alone, words))

    @property
    def is_bare(self) -> bool:
        """Whether it has no attributes."""
        return not any(self.attributes())

    def attributes(self) -> Iterator[tuple[str, str, Place]]:
        """Yield the names, in small letters, the values and the places of its attributes."""
        for match in self._pairs():
            value = next((group for group in match.groups()[1:] if group is not None), "")
            at = match.start()
            yield match[1].lower(), html.unescape(value), self._place(at)

    def _pairs(self) -> Iterator[re.Match[str]]:
        return _PAIR.finditer(self.raw, len(self.written) + 1 + self.is_end)

    def place_in(self, value: str) -> Place:
        """Return where a value of one of its attributes stands, or the tag where it is spelt with references."""
        at = self.raw.find(value)
        return self._place(at) if value and at > 0 else self.place

    def _place(self, at: int) -> Place:
        return self._source.place(self._offset + at) if self._source is not None else self.place


def _place_behind(source: SourceText, start: int, at: int) -> Place:
    return source.place(start + at)


def _may_stand_alone(attribute: str) -> bool:
    return attribute in BARE or attribute.startswith(("data-", "aria-", "on", "item"))


class Tags:
    """The raw tags of a body. A mark stands for each until all are known, since a tag may close what another opens."""

    def __init__(self, addresses: Addresses, report: Report) -> None:
        self.met: list[Tag] = []
        self._addresses = addresses
        self._report = report

    def mark(self, tag: Tag) -> str:
        """Keep a tag; return the mark that stands for it."""
        self.met.append(tag)
        return f"{STX}t{len(self.met) - 1}{ETX}"

    def marked(self, source: SourceText) -> str:
        """Return raw HTML with marks for its tags, and without its comments.

        What stands in a `script` or `style` is no HTML; that it goes is told where these are paired.
        """
        pieces, start = [], 0
        while match := _PIECE.search(source, start):
            self.tell_broken(source[start : match.start()], partial(_place_behind, source, start))
            pieces.append(source[start : match.start()])
            start = match.end()
            if match[0].startswith("<!--"):
                continue
            tag = Tag(match[0], source.place(match.start()), source, match.start())
            pieces.append(self.mark(tag))
            if tag.name in OPAQUE and not tag.is_end and (end := _CLOSES_OPAQUE[tag.name].search(source, start)):
                start = end.start()
        self.tell_broken(source[start:], partial(_place_behind, source, start))
        pieces.append(source[start:])
        return "".join(pieces)

    def tell_broken(self, text: str, place: Callable[[int], Place]) -> None:
        """Report what was meant as a tag in a text without tags; `place` tells where an index in it stands."""
        for match in _BROKEN.finditer(text) if "<" in text else ():
            if match[1] is None:
                message = (
                    f"{match[0]} begins no element, so it is shown as text; if that is meant, write &lt; for its <"
                )
                self._report(warning(place(match.start()), message, "html-as-text"))
            elif match[1].lower() in KNOWN:
                cure = "look at its quotation marks and signs" if match[0].endswith(">") else "end it with >"
                message = f"{quoted(match[0])} is no tag, so it is shown as text; {cure}"
                self._report(warning(place(match.start()), message, "html-as-text"))

    def written(self, text: str) -> str:
        """Return text with every tag as it was written in place of its mark."""
        return MARK.sub(lambda match: self.met[int(match[1])].raw, text) if STX in text else text

    def safe(self, tag: Tag) -> str:
        """Return a start tag with what of it may stay; what is left out is reported."""
        kept: dict[str, str] = {}
        for name, value, place in tag.attributes():
            self._keep(tag, name, value, place, kept)
        if tag.shown == "img" and "alt" not in kept and not _DECORATES.search(tag.raw):
            message = 'the picture has no text for readers who do not see it; write alt="what it shows" into its tag'
            self._report(warning(tag.place, message, "alt-missing"))
        words = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
        return f"<{tag.shown}{words}>"

    def _keep(self, tag: Tag, name: str, value: str, place: Place, kept: dict[str, str]) -> None:
        if tag.name == "a" and name == "name":
            kept.setdefault("id", value)
        elif name == "align" and value.lower() in _SIDES:
            kept["class"] = f"{kept.get('class', '')} align-{value.lower()}".strip()
        elif name == "style" and (match := _TEXT_ALIGN.fullmatch(value)):
            kept["class"] = f"{kept.get('class', '')} align-{match[1].lower()}".strip()
        elif name in ADDRESSES and name in ATTRIBUTES.get(tag.shown, ()):
            if value.strip():
                kept[name] = self._addresses.number(value, tag.place_in(value))
            else:
                message = f"the address of <{tag.name}> is empty; write one, or delete the tag"
                self._report(warning(place, message, "link-empty"))
        elif name == "class":
            kept["class"] = f"{kept.get('class', '')} {value}".strip()
        elif name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag.shown, ()):
            kept.setdefault(name, value)
        elif name not in HARMLESS and not name.startswith(("data-", "aria-", "item", "xml:", "xmlns")):
            message = f"the attribute {name} of <{tag.name}> is left out for safety; remove it"
            self._report(warning(place, message, "html-removed"))

    def tell_left_out(self, tag: Tag) -> None:
        """Report an element that may not stand on a page."""
        cure = "for safety; write it as Markdown or text"
        if tag.name in WITH_SCRIPTS:
            cure = "since it can hold scripts; save it as a picture beside the file, such as a PNG, and show that"
        self._report(warning(tag.place, f"<{tag.name}> is left out {cure}", "html-removed"))

    def tell_as_text(self, tag: Tag) -> None:
        """Report a tag that is shown as it was written."""
        written = tag.raw if len(tag.raw) <= 40 else f"{tag.raw[:39]}…"
        why = (
            "has no end tag"
            if tag.is_known and not tag.is_end
            else "has no start tag"
            if tag.is_known
            else "is no HTML"
        )
        message = f"{quoted(written)} {why}, so it is shown as text; if that is meant, write &lt; for its <"
        self._report(warning(tag.place, message, "html-as-text"))

    def tell_open(self, tag: Tag) -> None:
        """Report an element that is not closed."""
        message = f"<{tag.name}> is not closed; write </{tag.name}> where it ends"
        self._report(warning(tag.place, message, "html-unclosed"))

    def tell_stray(self, tag: Tag) -> None:
        """Report an end tag that ends nothing, or a tag outside the element to which it belongs."""
        why = "ends nothing that is open here" if tag.is_end else "stands outside a table"
        self._report(warning(tag.place, f"{tag.raw} {why}; delete it", "html-unclosed"))

    def tell_left_table(self, tag: Tag) -> None:
        """Report a table that ends where something stands between its cells."""
        message = "the table ends where something stands between its cells; put all of it into <td>…</td>"
        self._report(warning(tag.place, message, "html-unclosed"))
