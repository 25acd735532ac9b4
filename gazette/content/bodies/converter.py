"""The converter: Python-Markdown with all that is in this folder."""

from collections.abc import Callable, Iterable
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX, Registry

from gazette.content.bodies.balance import balanced
from gazette.content.bodies.blocks import BodyBlocks
from gazette.content.bodies.brackets import Brackets
from gazette.content.bodies.document import Parse
from gazette.content.bodies.emphasis import Emphasis, InlineAttributes
from gazette.content.bodies.headings import Contents, Shaping
from gazette.content.bodies.inline import Inline
from gazette.content.bodies.leaves import RAW
from gazette.content.bodies.leftovers import SIGNS
from gazette.content.bodies.literals import Literals
from gazette.content.bodies.tags import MARK
from gazette.content.bodies.typography import SmartPunctuation
from gazette.errors import Place
from gazette.slugs import anchor_of

_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS) | {RAW}


class Converter(Markdown):
    """Makes HTML of bodies, one after the other; that HTML still has to pass the allow-list."""

    def __init__(self, *, has_smart_quotes: bool) -> None:
        super().__init__(output_format="html")
        self.parse = Parse(Place(path=""), 0, lambda _: None)
        self.source = ""
        self.is_serialized = False
        self.preprocessors = Registry()
        self.postprocessors.deregister("raw_html")
        self.postprocessors.register(_WithoutMarks(self), "marks", 15)
        self.parser.blockprocessors = Registry()
        self.parser.blockprocessors.register(BodyBlocks(self.parser, self._parse), "body", 100)
        self._register_tree(has_smart_quotes=has_smart_quotes)

    def _parse(self) -> Parse:
        return self.parse

    def _register_tree(self, *, has_smart_quotes: bool) -> None:
        TocExtension(slugify=_anchor).extendMarkdown(self)
        slow = cast("TocTreeprocessor", self.treeprocessors["toc"])
        inline = Inline(
            (
                ("literals", Literals(self._parse), frozenset({"\\", "`", "<", "  \n", "{", *SIGNS})),
                ("brackets", Brackets(self._parse), frozenset({"["})),
                ("emphasis", Emphasis(self), frozenset({"*", "_", "~"})),
                ("attributes", InlineAttributes(lambda: inline, self._parse), frozenset({"{"})),
            )
        )
        steps: list[tuple[Treeprocessor, str, float]] = [
            (_Step(self._place_footnotes), "footnotes", 50),
            (inline, "inline", 20),
            (_Step(self._number_footnotes), "numbers", 19),
            (_Step(self._unwrap), "tight", 18),
            (Shaping(self), "shaping", 8.5),
            (_Step(self._put_abbreviations), "abbr", 7),
            (Contents(slow), "toc", 5),
            (_Unescape(self), "unescape", 0),
            (_Step(self._number_addresses), "addresses", -1),
        ]
        if has_smart_quotes:
            smarty = SmartyExtension()
            smarty.extendMarkdown(self)
            patterns = cast("InlineProcessor", self.treeprocessors["smarty"]).inlinePatterns
            rules = cast("Iterable[SubstituteTextPattern]", patterns)
            steps.append((SmartPunctuation(self, rules, lambda: self.source), "smarty", 6))
        for step in steps:
            self.treeprocessors.register(*step)

    def html_of(self, text: str, parse: Parse) -> str:
        """Return a text as HTML, all that is known of it gathered in `parse`."""
        self.reset()
        self.parse, self.is_serialized = parse, False
        self.source = text.replace(STX, "").replace(ETX, "").replace("\r\n", "\n").replace("\r", "\n")
        output = self.convert(self.source)
        parse.references.tell_unused()
        parse.footnotes.tell_unused()
        return balanced(output, parse.tags) if parse.tags.met or RAW in output else output

    def is_block_level(self, tag: object) -> bool:
        """Tell whether a tag is that of a block; the base class looks through a list."""
        return tag in _BLOCK_LEVEL

    def _place_footnotes(self, root: Element) -> None:
        self.parse.footnotes.place_list(root)

    def _number_footnotes(self, root: Element) -> None:
        self.parse.footnotes.number(root)

    def _unwrap(self, _: Element) -> None:
        for item in self.parse.tight_items:
            _unwrap_paragraphs(item)

    def _put_abbreviations(self, root: Element) -> None:
        if self.parse.abbreviations:
            AbbrTreeprocessor(self, self.parse.abbreviations).run(root)

    def _number_addresses(self, root: Element) -> None:
        """Give every address that is left a number, such as those of footnotes and of a table of contents."""
        self.is_serialized = True  # from here on
        addresses = self.parse.addresses
        for link in root.iter("a"):
            if (href := link.get("href", "")).startswith("#"):
                link.set("href", addresses.number(href, addresses.place))


class _Step(Treeprocessor):
    """A tree processor that is one function."""

    def __init__(self, run: Callable[[Element], None]) -> None:
        super().__init__()
        self._run = run

    def run(self, root: Element) -> None:
        self._run(root)


class _Unescape(UnescapeTreeprocessor):
    """Walks a tree only where its text holds a backslash."""

    def run(self, root: Element) -> None:
        if "\\" in cast("Converter", self.md).source:
            super().run(root)


class _WithoutMarks(Postprocessor):
    """Takes the marks of raw tags out of the text of headings, of which anchors and tables of contents are made."""

    def run(self, text: str) -> str:
        return text if cast("Converter", self.md).is_serialized else MARK.sub("", text)


def _anchor(heading: str, separator: str) -> str:  # noqa: ARG001 - the extension passes it
    return anchor_of(heading)


def _unwrap_paragraphs(item: Element) -> None:
    """Put the text of paragraphs in an item of a tight list into the item itself."""
    children = list(item)
    item[:] = []
    for child in children:
        if child.tag != "p":
            item.append(child)
            continue
        for name, value in child.items():
            item.set(name, value)
        if len(item):
            item[-1].tail = (item[-1].tail or "") + (child.text or "")
        else:
            item.text = (item.text or "") + (child.text or "")
        item.extend(child)
