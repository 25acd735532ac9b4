"""Markdown to safe HTML: a body as Python-Markdown reads it and the allow-list leaves it."""

import html
import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from gazette.config import Config
from gazette.content.body import ATTRIBUTES, Body
from gazette.content.fast_markdown import FastMarkdown
from gazette.content.sanitize import sanitize
from gazette.errors import Place, Report, error
from gazette.slugs import anchor_of

_SUMMARY_LENGTH = 240
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_INLINE = re.compile(
    rf"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
    rf"{ATTRIBUTES}>"
)
_TAG = re.compile(rf"</?\w+{ATTRIBUTES}>")


def render_markdown(text: str, place: Place, config: Config, report: Report) -> Body:
    """Return a body as safe HTML; `place` is where the text begins. What cannot be kept is reported."""
    try:
        raw = _converter(config.has_smart_quotes).reset().convert(text)
    except RecursionError:
        _converter.cache_clear()  # it stopped midway, and would go on from there
        report(error(place, "lists or quotations nest too deeply to be read; make them flatter", "nesting"))
        return Body()
    safe = sanitize(raw, text, place, config.limits.nesting, report)
    if safe is None:
        return Body()
    return Body(
        html=safe.html,
        words=len(plain_text(safe.html).split()),
        opening=_opening(safe.html),
        anchors=safe.anchors,
        links=safe.links,
    )


def plain_text(safe: str) -> str:
    """Return the text of HTML: inline tags leave no trace, others a space."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", safe)))


class _Shaping(Treeprocessor):
    """Makes the highest heading h2, under the page's own h1, and the alignment of cells a class."""

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if _HEADING.fullmatch(element.tag)]
        shift = 2 - min((int(element.tag[1]) for element in headings), default=2)
        for element in headings:
            element.tag = f"h{min(6, int(element.tag[1]) + shift)}"
        for cell in (*root.iter("td"), *root.iter("th")):
            if side := cell.attrib.pop("align", ""):
                cell.set("class", f"align-{side}")


def _anchor(heading: str, separator: str) -> str:  # noqa: ARG001 - the extension passes it
    return anchor_of(heading)


@cache
def _converter(has_smart_quotes: bool) -> FastMarkdown:
    extensions: list[Extension] = [  # by their classes: to look names up among all that is installed takes longer
        TableExtension(use_align_attribute=True),
        TocExtension(slugify=_anchor),
        AttrListExtension(),
        FootnoteExtension(),
        FencedCodeExtension(),
        DefListExtension(),
        AbbrExtension(),
    ]
    if has_smart_quotes:
        extensions.append(SmartyExtension())
    converter = FastMarkdown(extensions)
    converter.treeprocessors.register(_Shaping(converter), "shaping", 8.5)
    return converter


def _opening(safe: str) -> str:
    match = _PARAGRAPH.search(safe)
    text = " ".join(plain_text(re.sub(r"<sup.*?</sup>", "", match[1])).split()) if match else ""
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: text.rfind(" ", 0, _SUMMARY_LENGTH) + 1 or _SUMMARY_LENGTH].rstrip(" ,;:–—") + " …"
