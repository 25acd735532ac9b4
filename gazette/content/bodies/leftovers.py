"""What was hardly meant for readers: calls, boxes and links of other tools, and definitions that are not read."""

import html
import re
from collections.abc import Callable

from msgspec import Struct

from gazette.content.bodies.document import Parse
from gazette.content.bodies.inline import Reading
from gazette.content.bodies.source import SourceText
from gazette.errors import Place, quoted, warning

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
CALL = r"\{\{[<%](?:(?!\{\{).)*?[%>]\}\}"
"""A call of Hugo's, in which nothing is a tag."""
_BB_CODES = "caption|gallery|embed|audio|video|playlist|quote|url|img|code|b|i|u"


class _Kind(Struct, frozen=True, kw_only=True):
    """A kind of leftover: the signs of which a text must hold one, and what is said of it, "" for nothing."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    message: Callable[[str, Parse], str]
    code: str = "template-left"
    is_in_html: bool = True


def tell_leftovers(text: Reading, parse: Parse) -> None:
    """Report what is left in the text of a leaf outside its code."""
    for kind in _KINDS:
        if any(map(text.data.__contains__, kind.signs)):
            text.begin()
            for match in kind.pattern.finditer(text.data):
                _tell(kind, text.written(match[0]), text.place(match.start()), parse)


def tell_leftovers_in_html(source: SourceText, parse: Parse) -> None:
    """Report what is left in raw HTML."""
    for kind in _KINDS:
        if kind.is_in_html and any(map(source.__contains__, kind.signs)):
            for match in kind.pattern.finditer(source):
                _tell(kind, match[0], source.place(match.start()), parse)


def tell_call(written: str, place: Place, parse: Parse) -> None:
    """Report a call of another tool."""
    parse.report(warning(place, _call(written, parse), "template-left"))


def _tell(kind: _Kind, written: str, place: Place, parse: Parse) -> None:
    if message := kind.message(written, parse):
        parse.report(warning(place, message, kind.code))


def _call(written: str, _: Parse) -> str:
    return f"{quoted(written)} is a call of another tool, which is shown as it stands; write what it stood for"


def _wiki_link(written: str, parse: Parse) -> str:
    page, _, label = written.strip("![]").partition("|")
    if parse.references.has(page):
        return ""  # [[1]] is a reference in brackets
    if page.strip("_").lower() == "toc":
        return f"{quoted(written)} is shown as it stands; write [TOC] for a table of contents"
    target, _, heading = page.rstrip("\\").partition("#")
    address = f"the file of the article{'#' if heading else ''}{heading}" if target else f"#{heading}"
    words = label or heading or target
    cure = f"![what it shows]({target})" if written.startswith("!") else f"[{words}]({address})"
    return f"{quoted(written)} is a link of a wiki, which is shown as it stands; write {cure}"


def _note(written: str, _: Parse) -> str:
    return f"{quoted(written)} is a comment of another tool, which readers see; write <!-- … --> around it"


def _box(written: str, _: Parse) -> str:
    return f"{quoted(written)} begins a box of another tool, which is shown as it stands; write > **Note.** … instead"


def _tab(written: str, _: Parse) -> str:
    return f"{quoted(written)} is shown as it stands; write a heading, and what is below it without its four spaces"


def _comment(_: str, __: Parse) -> str:
    return "the comment that begins here does not end in its paragraph, so it is shown; write --> where it ends"


def _control_character(written: str, _: Parse) -> str:
    meant = html.unescape(written)
    if meant and not INVISIBLE.search(meant):
        return ""
    return f"{written} names a control character, which no page or feed can hold; delete it"


def _definition(written: str, _: Parse) -> str:
    label = written[: written.index("]:") + 1]
    cure = "leave an empty line above it, and put a title behind its address in quotation marks"
    if label.startswith("[^"):
        cure = "write it on a line of its own with no more than three spaces before it"
        if len(label.split()) > 1:
            cure = f"a name holds no space, so write [^{'-'.join(label[2:-1].split())}], here and in the text"
    return f"{quoted(label)} defines nothing here and is shown as text; {cure}"


def _reversed_link(written: str, _: Parse) -> str:
    words, address = written[1:-1].split(")[")
    return f"{quoted(written)} has its brackets the wrong way round; write [{words}]({address})"


_KINDS = (
    _Kind(
        signs=("}", "[/", "%>", '="', "='", "[gallery]", "[embed]", "[playlist]"),
        pattern=re.compile(
            r"\{\{[<%]?[^{}]*\}\}|\{\{[<%][^{}]*\Z|\{%[^{}]*%\}|<%[^<>]*%>"
            r"|\{(?:filename|static|attach|index|tag|category|author)\}[^\s)]*"
            rf"|\[/(?:{_BB_CODES})\](?![(:])|\[(?:gallery|embed|playlist)\](?![(\[:])"
            r"|\[[a-z][\w-]*(?:[ ]+[\w-]+=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'))+[ ]*/?\](?![(\[:])",
        ),
        message=_call,
    ),
    _Kind(
        signs=("[[",),
        pattern=re.compile(r"(?<![\w\]])!?\[\[(?!\s*-)[^\[\]\n]+\]\](?![(\[])", re.ASCII),
        message=_wiki_link,
    ),
    _Kind(
        signs=("{#", "%%"),
        pattern=re.compile(r"(?<!\S)(?:\{#[^{}]*#\}|%%(?=[^%]*\w)[^%]+%%)(?!\S)"),
        message=_note,
    ),
    _Kind(
        signs=(":::", "!!!", "???", "[!"),
        pattern=re.compile(
            r"^:{3,}[ ]*\{?[\w.-]+|^(?:!!!|\?{3}\+?)[ ]+[\w\"-]+(?:[ ]\"[^\"\n]*\")?|\A\[![A-Za-z]+\]", re.MULTILINE
        ),
        message=_box,
        is_in_html=False,
    ),
    _Kind(
        signs=('=== "',),
        pattern=re.compile(r"^===[+!]?[ ]\"[^\"\n]+\"", re.MULTILINE),
        message=_tab,
        is_in_html=False,
    ),
    _Kind(signs=("8<-",), pattern=re.compile(r"^-{1,2}8<-{1,2}.*", re.MULTILINE), message=_call),
    _Kind(
        signs=("&#",),
        pattern=re.compile(r"&#(?:x[0-9a-fA-F]+|\d+);"),
        message=_control_character,
        code="control-character",
    ),
    _Kind(signs=("<!--",), pattern=re.compile("<!--"), message=_comment, code="comment-unclosed", is_in_html=False),
    _Kind(
        signs=("]:",),
        pattern=re.compile(
            r"^\[(?:\^[^\[\]\n]+\]:|[^\[\]^\n][^\[\]\n]*\]:[ \t]+"
            r"(?:https?://|mailto:|/|#|\.{1,2}/)\S*|[^\[\]^\n][^\[\]\n]*\]:[ \t]+[^\s.]+\.(?:md|html?|pdf)\b)",
            re.MULTILINE,
        ),
        message=_definition,
        code="reference-unread",
        is_in_html=False,
    ),
    _Kind(
        signs=(")[",),
        pattern=re.compile(r"\([^()\[\]\n]+\)\[(?:https?://|\.{0,2}/)[^\[\]\s]+\]"),
        message=_reversed_link,
        code="link-unread",
        is_in_html=False,
    ),
)
SIGNS = frozenset(sign for kind in _KINDS for sign in kind.signs)
"""A text without any of these has no leftover."""
