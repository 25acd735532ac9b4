"""Attribute lists, such as `{: .lead lang=fr }` or `{#members}`: only what is well-formed is one, the rest is text.

The extension of Python-Markdown takes whatever stands between braces, so that template calls vanish.
"""

import re
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from gazette.content.bodies.source import SourceText
from gazette.content.bodies.vocabulary import ADDRESSES, ATTRIBUTES, HARMLESS
from gazette.errors import Place, Report, warning

_NAME = r"[A-Za-z_][\w:-]*"
_ID = r"[^\W\d_][\w:.-]*"
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=<>`]+)"""
_ITEM = rf"(?:#{_ID}|\.{_NAME}|{_NAME}={_VALUE})"
_LIST = rf"\{{:[ ]*((?:{_ITEM}|{_NAME})(?:[ ]+(?:{_ITEM}|{_NAME}))*+)?[ ]*\}}|\{{[ ]*({_ITEM}(?:[ ]+{_ITEM})*+)[ ]*\}}"
WHOLE = re.compile(rf"[ ]*(?:{_LIST})[ ]*")
AT_END = re.compile(rf"(?<![ ])[ ]+(?:{_LIST})[ ]*\Z")
AT_START = re.compile(_LIST)
_PART = re.compile(rf"#({_ID})|\.({_NAME})|({_NAME})(?:=({_VALUE}))?")
_KNOWN = frozenset().union(*ATTRIBUTES.values()) | HARMLESS | {"style", "href", "src"}


def assign(element: Element, match: re.Match[str], place: Place, report: Report) -> bool:
    """Give an element the attributes of a list, which was matched at the place; what may not stand is reported.

    Returns False, and does nothing, where the list has no colon and names what is no attribute.
    """
    group = match.lastindex or 1
    parts = list(_PART.finditer(match[group] or ""))
    if not match[0].lstrip().startswith("{:") and any(
        part[3] and part[3].lower() not in _KNOWN and not part[3].lower().startswith(("data-", "on")) for part in parts
    ):
        return False
    for part in parts:
        if part[1]:
            element.set("id", part[1])
        elif part[2]:
            element.set("class", f"{element.get('class', '')} {part[2]}".strip())
        else:
            at = place.column + match.start(group) + part.start() - match.start()
            _set(element, part[3].lower(), (part[4] or "").strip("\"'"), replace(place, column=at), report)
    return True


def _set(element: Element, name: str, value: str, place: Place, report: Report) -> None:
    allowed = (ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, frozenset())) - ADDRESSES
    if name == "class":
        element.set("class", f"{element.get('class', '')} {value}".strip())
    elif name in allowed:
        element.set(name, value)
    elif name == "toc":
        report(
            warning(place, "{:toc} makes no table of contents here; write [TOC] in place of its list", "template-left")
        )
    elif name not in HARMLESS and not name.startswith("data-"):
        message = f"the attribute {name} of <{element.tag}> is left out for safety; remove it"
        report(warning(place, message, "html-removed"))


def split_end(text: SourceText, element: Element, report: Report) -> SourceText:
    """Return a heading, a term or a cell without the attribute list at its end, which the element is given."""
    if not text.rstrip().endswith("}"):
        return text
    match = AT_END.search(text)
    if match is None or not assign(element, match, text.place(match.start()), report):
        return text
    return text.cut(match.start())
