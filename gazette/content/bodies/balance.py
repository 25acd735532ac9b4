"""Raw HTML made whole: each element closed within what it stands in, and no tag that eats the text after it.

Browsers mend HTML that is broken, and so does the sanitizer, but they move text out of tables and swallow
what follows a `title`. What is written here they leave as it is, so that all words stay, in their order.
"""

import html
import re
from collections import Counter

from gazette.content.bodies.leaves import RAW
from gazette.content.bodies.tags import Tag, Tags
from gazette.content.bodies.vocabulary import BLOCKS, OPAQUE, WITH_SCRIPTS

_PIECE = re.compile(r"\x02t(\d+)\x03|<(/?)([a-z][a-z0-9-]*)[^>]*>")
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>\n?")
_VOID = frozenset({"br", "hr", "img"})  # of those that Markdown makes

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_ENDED_BY = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("rt", "rp"), frozenset({"rt", "rp"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "caption", "colgroup"})),
    "tr": frozenset({"td", "th", "tr", "caption", "colgroup"}),
    **dict.fromkeys(_GROUPS, frozenset({"td", "th", "tr", "caption", "colgroup"}) | _GROUPS),
    **dict.fromkeys(("caption", "colgroup"), frozenset({"caption", "colgroup"})),
    **dict.fromkeys(BLOCKS - {"li", "dt", "dd", "td", "th", "tr", "caption", "colgroup"} - _GROUPS, frozenset({"p"})),
}
"""What is open ends where one of these begins, by the rules of HTML."""
_END_IS_IMPLIED = frozenset("caption colgroup dd dt li p rp rt tbody td tfoot th thead tr".split())
_STANDS_IN = {
    "tr": frozenset({"table"}) | _GROUPS,
    **dict.fromkeys(("td", "th"), frozenset({"table", "tr"}) | _GROUPS),
    **dict.fromkeys(("caption", "colgroup", *_GROUPS), frozenset({"table"})),
    "col": frozenset({"table", "colgroup"}),
}
_HOLDS_NO_TEXT = frozenset({"table", "tr", "colgroup"}) | _GROUPS


class _Open:
    """A raw element that is open, or a paragraph that was begun for text that stood in none."""

    __slots__ = ("at", "name", "tag")

    def __init__(self, name: str, tag: Tag | None, at: int) -> None:
        self.name = name
        self.tag = tag
        self.at = at  # its tag among the pieces


class _Scope:
    """What raw elements are open within one element of Markdown's own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[_Open] = []
        self.counts: Counter[str] = Counter()
        self.is_ended = False  # as a paragraph is by a block within it

    def push(self, opened: _Open) -> None:
        self.open.append(opened)
        self.counts[opened.name] += 1

    def pop(self) -> _Open:
        opened = self.open.pop()
        self.counts[opened.name] -= 1
        return opened

    @property
    def top(self) -> str:
        """The name of the innermost element that is open, or ""."""
        return self.open[-1].name if self.open else ""


def balanced(output: str, tags: Tags) -> str:
    """Return HTML with marks for raw tags as HTML in which every element is closed where it must be."""
    return _EMPTY_PARAGRAPH.sub("", _Balancing(tags).done(output)).strip()


class _Balancing:
    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self.pieces: list[str] = []
        self.scope = _Scope("")
        self.outer: list[_Scope] = []
        self.is_raw = False  # within a block of raw HTML
        self.began = 0  # where that begins among the pieces

    def done(self, output: str) -> str:
        at = 0
        for match in _PIECE.finditer(output):
            self._text(output[at : match.start()])
            at = match.end()
            if match[1]:
                self._raw(self.tags.met[int(match[1])])
            elif match[3] == RAW:
                self._raw_block(is_end=bool(match[2]))
            elif match[2]:
                self._close_all()
                self.pieces.append("" if self.scope.is_ended else match[0])
                self.scope = self.outer.pop()
            else:
                self._start(match[3], match[0])
        self._text(output[at:])
        self._close_all()
        return "".join(self.pieces)

    def _text(self, text: str) -> None:
        if text.strip():
            self._leave_table()
            if self.is_raw and not self.scope.open and self.scope.name in ("", "blockquote"):
                self.scope.push(_Open("p", None, len(self.pieces)))
                self.pieces.append("<p>")
            elif self.scope.is_ended and not self.scope.open:
                self.scope.is_ended = False
                self.pieces.append("<p>")
        self.pieces.append(text)

    def _raw_block(self, *, is_end: bool) -> None:
        self.is_raw = not is_end
        if not is_end:
            self.began = len(self.pieces)
        elif not self._opened_since(self.began) and not "".join(self.pieces[self.began :]).strip():
            self.pieces[self.began - 1 :] = [self.pieces[self.began - 1].rstrip("\n")] if self.began else []
        if is_end and any(opened.tag is None for opened in self.scope.open[:1]):
            self._close_all()

    def _opened_since(self, at: int) -> bool:
        return bool(self.scope.open) and self.scope.open[-1].at >= at

    def _start(self, name: str, tag: str) -> None:
        """Begin an element of Markdown's own."""
        self._leave_table()
        self._end_those(_ENDED_BY.get(name, frozenset()))
        self.pieces.append(tag)
        if name not in _VOID:
            self.outer.append(self.scope)
            self.scope = _Scope(name)

    def _raw(self, tag: Tag) -> None:
        if not tag.is_known:
            self._as_text(tag)
        elif tag.is_end:
            self._raw_end(tag)
        elif tag.shown:
            self._raw_start(tag)
        elif not any(map(self.scope.counts.__getitem__, WITH_SCRIPTS)) or tag.name in OPAQUE:
            self._foreign_start(tag)

    def _as_text(self, tag: Tag) -> None:
        self.tags.tell_as_text(tag)
        self._text(html.escape(tag.raw, quote=False))

    def _raw_start(self, tag: Tag) -> None:
        self._end_those(_ENDED_BY.get(tag.shown, frozenset()))
        if (places := _STANDS_IN.get(tag.shown)) is None:
            self._leave_table()
        elif self.scope.top not in places:
            self.tags.tell_stray(tag)
            return
        if tag.shown in BLOCKS and self.scope.name == "p" and not self.scope.is_ended:
            self.scope.is_ended = True
            self.pieces.append("</p>")
        self.pieces.append(self.tags.safe(tag))
        if tag.is_closed:
            self.pieces.append(f"</{tag.shown}>")
        elif not tag.is_void:
            self.scope.push(_Open(tag.shown, tag, len(self.pieces) - 1))

    def _foreign_start(self, tag: Tag) -> None:
        """Begin an element that may not stand on a page: whether its tag was meant as one, its end tag tells."""
        if tag.is_void and tag.is_bare:
            self._as_text(tag)
        elif tag.is_void or tag.is_closed or self.scope.top in _HOLDS_NO_TEXT:
            self.tags.tell_left_out(tag)
        else:
            self.scope.push(_Open(tag.name, tag, len(self.pieces)))
            self.pieces.append("")

    def _raw_end(self, tag: Tag) -> None:
        name = tag.shown or tag.name
        if not self.scope.counts[name]:
            is_within = not tag.shown and any(map(self.scope.counts.__getitem__, WITH_SCRIPTS))
            if name not in _END_IS_IMPLIED and not tag.is_void and not is_within:
                self.tags.tell_stray(tag)
            return
        while self.scope.top != name:
            self._close()
        opened = self.scope.pop()
        if opened.tag is None or opened.tag.shown:
            self.pieces.append(f"</{name}>")
            return
        self.tags.tell_left_out(opened.tag)
        if name in OPAQUE:
            del self.pieces[opened.at :]

    def _close(self, *, is_told: bool = True) -> None:
        """Close the innermost element that is open, which nothing ends."""
        opened = self.scope.pop()
        if opened.tag is not None and not opened.tag.shown:
            self.tags.tell_as_text(opened.tag)
            self.pieces[opened.at] = html.escape(opened.tag.raw, quote=False)
            return
        self.pieces.append(f"</{opened.name}>")
        if is_told and opened.tag is not None and opened.name not in _END_IS_IMPLIED:
            self.tags.tell_open(opened.tag)

    def _close_all(self) -> None:
        while self.scope.open:
            self._close()

    def _end_those(self, names: frozenset[str]) -> None:
        while self.scope.top in names:
            self._close(is_told=False)

    def _leave_table(self) -> None:
        """End a table in which something begins that may only stand in a cell."""
        if self.scope.top not in _HOLDS_NO_TEXT:
            return
        name = ""
        while name != "table":
            name, tag = self.scope.top, self.scope.open[-1].tag
            self._close(is_told=False)
        if tag is not None:
            self.tags.tell_left_table(tag)
