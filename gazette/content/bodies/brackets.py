"""Links, pictures, references and footnotes: all that square brackets mean, in one pass over a text.

By the rules of CommonMark: what is innermost counts first, and no link stands within another. Python-Markdown
has eight patterns for this, each of which looks for the end of every bracket, so that many brackets take for ever.
"""

import html
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, INLINE_PLACEHOLDER_RE, STX
from msgspec import Struct

from gazette.content.bodies.document import Parse
from gazette.content.bodies.inline import Reading
from gazette.errors import Place, quoted, warning

_SIMPLE = re.compile(rf"\[([^\[\]^\s{STX}][^\[\]{STX}]*+)\]\(([^\x00-\x20()\\<>]+)\)")
_SIGN = re.compile(r"!?\[|\]")
_SPACE = r"[ \t]*(?:\n[ \t]*)?"
_TITLE = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"""
_BEFORE_ADDRESS = re.compile(rf"\({_SPACE}")
_IN_ANGLES = re.compile(r"<([^<>\n]*)>")
_ADDRESS_SIGNS = re.compile(rf"{STX}[^{STX}{ETX}]*{ETX}|\\.|[^\x00-\x20()\\]|[()]")
_PLAIN_ADDRESS = re.compile(r"[^\x00-\x20()\\]*")
_AFTER_ADDRESS = re.compile(rf"(?:(?<=[\s\n])|(?=\s)){_SPACE}({_TITLE}){_SPACE}\)|{_SPACE}\)", re.DOTALL)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]")
_WHITE_SPACE = re.compile(r"\s")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST_PARENTHESES = 32  # that may stand within each other in an address, as in other programs
_LONGEST_LABEL = 999
_IN_PARENTHESES = r"[^()\n<>\"']*"
_LIKE_AN_ADDRESS = re.compile(
    rf"\(\s*({_IN_PARENTHESES}(?:/{_IN_PARENTHESES}|\.\w{{2,5}})"
    rf"|(?:tel|mailto):{_IN_PARENTHESES}(?:\({_IN_PARENTHESES}\){_IN_PARENTHESES})?)"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_WITHOUT_END = re.compile(
    r"\(\s*((?:https?://|\.{0,2}/)[^\s<>\"']+|[^\s<>\"'()]+\.(?:md|html?|pdf|png|jpe?g|gif|webp))(?=\s|$)"
)
_FOOTNOTE = re.compile(r"\^(\S+)")


class _Opener(Struct, kw_only=True):
    index: int  # of its sign among the pieces
    start: int  # where the sign stands
    end: int
    offset: int  # in the source
    has_brackets: bool = False  # within it
    is_active: bool = True  # a link may begin here

    @property
    def is_picture(self) -> bool:
        return self.end - self.start > 1


class Brackets:
    """Finds what square brackets mean."""

    def __init__(self, parse: Callable[[], Parse]) -> None:
        self._parse = parse

    def rewrite(self, text: Reading) -> str:
        """Return a text with placeholders for what its brackets mean."""
        return _Rewriting(text, self._parse()).done()


class _Rewriting:
    def __init__(self, text: Reading, parse: Parse) -> None:
        self.text = text
        self.data = text.data
        self.parse = parse
        self.pieces: list[str] = []
        self.openers: list[_Opener] = []

    def done(self) -> str:
        at = 0
        for match in _SIGN.finditer(self.data):
            if match.start() < at:
                continue
            self.pieces.append(self.data[at : match.start()])
            at = match.end()
            if match[0] == "[" and not self.openers and (simple := _SIMPLE.match(self.data, match.start())):
                at = self._simple(simple)
            elif match[0] == "]":
                at = self._closed(match.start())
            else:
                self._open(match)
        self.pieces.append(self.data[at:])
        return "".join(self.pieces)

    def _simple(self, match: re.Match[str]) -> int:
        """Put in a link in which nothing needs a closer look; return where the text goes on."""
        origin = self.text.offset(match.start()) + 1
        number = self.parse.addresses.number(html.unescape(match[2]), self.text.place(match.start(2)))
        link = Element("a", {"href": number})
        link.text = self.text.read_link(match[1], origin)
        self.pieces.append(self.text.stash(link, match[0]))
        return match.end()

    def _open(self, match: re.Match[str]) -> None:
        if self.openers:
            self.openers[-1].has_brackets = True
        opener = _Opener(
            index=len(self.pieces), start=match.start(), end=match.end(), offset=self.text.offset(match.start())
        )
        self.openers.append(opener)
        self.pieces.append(match[0])

    def _closed(self, stop: int) -> int:
        """Settle what a closing bracket closes; return where the text goes on."""
        following = stop + 1
        opener = self.openers.pop() if self.openers else None
        if opener is None or not opener.is_active:
            self.pieces.append("]")
            return following
        made = self._footnote(opener, stop) or self._link(opener, stop) or self._reference(opener, stop)
        if made is None:
            if self.openers:
                self.openers[-1].has_brackets = True
            self.pieces.append("]")
            return following
        node, end = made
        self._put(opener, node, end)
        return end

    def _put(self, opener: _Opener, node: Element | str, end: int) -> None:
        del self.pieces[opener.index :]
        if isinstance(node, str):
            self.pieces.append(node)
            return
        self.pieces.append(self.text.stash(node, self.data[opener.start : end]))
        if node.tag == "a":
            for other in self.openers:
                other.is_active = other.is_picture
        if self.openers:
            self.openers[-1].has_brackets = True

    def _inner(self, opener: _Opener) -> str:
        return "".join(self.pieces[opener.index + 1 :])

    def _place(self, opener: _Opener) -> Place:
        return self.text.source.place(opener.offset)

    def _footnote(self, opener: _Opener, stop: int) -> tuple[Element, int] | None:
        if opener.has_brackets or not self.data.startswith("^", opener.end):
            return None
        if self.data.startswith(":", stop + 1) and self.data[: opener.start].rpartition("\n")[2] == "":
            return None  # a definition that is not read as one
        match = _FOOTNOTE.fullmatch(self.text.written(self.data[opener.end : stop]))
        node = self.parse.footnotes.refer(match[1], self._place(opener)) if match else None
        if node is None:
            return None
        if opener.is_picture:  # the exclamation mark ends the sentence
            self.pieces[opener.index] = "!"
            opener.index, opener.start = opener.index + 1, opener.start + 1
        return node, stop + 1

    def _link(self, opener: _Opener, stop: int) -> tuple[Element | str, int] | None:
        if not self.data.startswith("(", stop + 1):
            return None
        tail = self._tail(stop + 1)
        if tail is None:
            self._tell_unread(stop + 1)
            return None
        (start, end), title, following = tail
        written = self.text.written(self.data[start:end])
        return self._made(opener, _unescaped(written), title, self.text.place(start)), following

    def _tail(self, at: int) -> tuple[tuple[int, int], str, int] | None:
        """Return where the address stands in `(address "title")`, the title, and where that ends."""
        begin = _BEFORE_ADDRESS.match(self.data, at)
        start = begin.end() if begin else at
        if angles := _IN_ANGLES.match(self.data, start):
            span, stop = angles.span(1), angles.end()
        elif (placeholder := INLINE_PLACEHOLDER_RE.match(self.data, start)) and self._is_in_angles(placeholder[0]):
            span, stop = placeholder.span(), placeholder.end()
        else:
            stop = self._end_of_address(start)
            span = (start, stop)
            if _WHITE_SPACE.search(self.text.written(self.data[start:stop])):
                return None  # in code, or in a call of another tool
        after = _AFTER_ADDRESS.match(self.data, stop)
        if after is None:
            return None
        title = _unescaped(self.text.written(after[1])[1:-1]) if after[1] else ""
        return span, title, after.end()

    def _is_in_angles(self, placeholder: str) -> bool:
        written = self.text.written(placeholder)
        return written.startswith("<") and written.endswith(">")

    def _end_of_address(self, start: int) -> int:
        plain = _PLAIN_ADDRESS.match(self.data, start)
        depth, stop = 0, plain.end() if plain else start
        while match := _ADDRESS_SIGNS.match(self.data, stop):
            if match[0] == "(":
                depth += 1
                if depth > _MOST_PARENTHESES:
                    return start
            elif match[0] == ")":
                if not depth:
                    break
                depth -= 1
            stop = match.end()
        return stop if not depth else start

    def _tell_unread(self, at: int) -> None:
        match = _LIKE_AN_ADDRESS.match(self.data, at)
        written = self.text.written(match[1]) if match else ""
        if match and " " in written and "{" not in written:
            message = f"{quoted(written)} is read as text, since an address holds no space; write %20 for each space"
            self.parse.report(warning(self.text.place(match.start(1)), message, "link-unread"))
        elif match := _WITHOUT_END.match(self.data, at):
            written = quoted(self.text.written(match[1]))
            message = (
                f"the address {written} does not end, so it is read as text; write ) behind it, or \\( for a ( in it"
            )
            self.parse.report(warning(self.text.place(match.start(1)), message, "link-unread"))

    def _reference(self, opener: _Opener, stop: int) -> tuple[Element | str, int] | None:
        label, following = self._label(opener, stop)
        if not label.strip() or len(label) > _LONGEST_LABEL:
            return None
        definition = self.parse.references.find(label)
        if definition is None:
            if following > stop + 1:
                self._tell_missing(opener, label)
            return None
        address, title = _unescaped(definition.address), _unescaped(definition.title)
        return self._made(opener, address, title, self._place(opener)), following

    def _label(self, opener: _Opener, stop: int) -> tuple[str, int]:
        """Return the label of a reference that ends with the bracket, or goes on behind it, and where it ends."""
        match = _LABEL.match(self.data, stop + 1)
        if match and match[1].strip():
            return self.text.written(match[1]), match.end()
        if opener.has_brackets:
            return "", stop + 1
        return self.text.written(self.data[opener.end : stop]), match.end() if match else stop + 1

    def _tell_missing(self, opener: _Opener, label: str) -> None:
        if label.startswith("^"):
            return  # a footnote, which is told of by itself
        message = f"the reference {quoted(label)} has no address; write a line [{label}]: https://… below the text"
        self.parse.report(warning(self._place(opener), message, "reference-missing"))

    def _made(self, opener: _Opener, address: str, title: str, place: Place) -> Element | str:
        inner = self._inner(opener)
        if self._is_empty(opener, address, inner):
            return inner
        number = self.parse.addresses.number(address, place)
        if not opener.is_picture:
            node = Element("a", {"href": number})
            node.text = self.text.read_link(inner, opener.offset + 1)
        else:
            alt = self.parse.tags.written(self.text.plain(inner, opener.offset + 2))
            if not alt.strip():
                message = "the picture has no text for readers who do not see it; write ![what it shows](…)"
                self.parse.report(warning(self._place(opener), message, "alt-missing"))
            node = Element("img", {"alt": as_attribute(alt), "src": number})
        if title:
            node.set("title", as_attribute(" ".join(title.split())))
        return node

    def _is_empty(self, opener: _Opener, address: str, inner: str) -> bool:
        """Tell whether there is no address, so that only the words can be shown; that, or no words, is reported."""
        message = ""
        if not address.strip():
            words = quoted(_unescaped(self.text.written(inner)))
            kind = "picture" if opener.is_picture else "link"
            message = f"the {kind} {words} leads nowhere; write an address between ( and )"
        elif not inner.strip() and not opener.is_picture:
            message = f"the link to {quoted(address)} has no words, so nobody sees it; write some between [ and ]"
        if message:
            self.parse.report(warning(self._place(opener), message, "link-empty"))
        return not address.strip()


def _unescaped(written: str) -> str:
    """Return what is meant by a text with backslashes and references."""
    return html.unescape(_ESCAPE.sub(lambda match: f"&#{ord(match[1])};", written))


def as_attribute(text: str) -> str:
    """Return a text for an attribute: what looks like a reference in it is none."""
    return text.replace("&", f"{AMP_SUBSTITUTE}amp;")
