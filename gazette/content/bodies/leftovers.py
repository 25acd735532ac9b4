"""What another tool has left in a text, where readers would see it: template calls, shortcodes, links of a wiki."""

import html
import re

from gazette.content.bodies.document import Parse
from gazette.content.bodies.inline import Reading
from gazette.content.bodies.source import SourceText
from gazette.errors import Place, quoted, warning

_LEFT = re.compile(
    r"(?P<reference>&#(?:x[0-9a-fA-F]+|\d+);)|"
    r"\{\{[<%]?[^{}\n]*?[%>]?\}\}|\{%[^{}\n]*%\}|!?\[\[[^\[\]\n]+\]\]"
    r"|\{(?:filename|static|attach|index|tag|category|author)\}[^\s)]*|(?P<comment><!--)"
)
_SIGNS = ("{{", "{%", "[[", "}", "<!--", "&#")
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def tell_leftovers(text: Reading, parse: Parse) -> None:
    """Report what is left in the text of a leaf outside its code."""
    if any(map(text.data.__contains__, _SIGNS)):
        for match in _LEFT.finditer(text.data):
            _tell(match, text.written(match[0]), text.place(match.start()), parse)


def tell_leftovers_in_html(source: SourceText, parse: Parse) -> None:
    """Report what is left in raw HTML."""
    if any(map(source.__contains__, _SIGNS)):
        for match in _LEFT.finditer(source):
            if not match["comment"]:
                _tell(match, match[0], source.place(match.start()), parse)


def _tell(match: re.Match[str], written: str, place: Place, parse: Parse) -> None:
    if match["reference"]:
        if INVISIBLE.search(html.unescape(written)) or not html.unescape(written):
            message = f"{written} names a control character, which no page or feed can hold; delete it"
            parse.report(warning(place, message, "control-character"))
    elif match["comment"]:
        message = "the comment that begins here does not end in its paragraph, so it is shown; write --> where it ends"
        parse.report(warning(place, message, "comment-unclosed"))
    elif "[[" in written[:3]:
        page = written.strip("![]").partition("|")[0]
        cure = f"![what it shows]({page})" if written.startswith("!") else f"[{page}](the file of the article)"
        message = f"{quoted(written)} is a link of a wiki, which is shown as it stands; write {cure}"
        parse.report(warning(place, message, "template-left"))
    else:
        message = f"{quoted(written)} is a call of another tool, which is shown as it stands; write what it stood for"
        parse.report(warning(place, message, "template-left"))
