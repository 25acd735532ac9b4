"""The same Markdown, sooner: a converter with replacements for the slowest parts of Python-Markdown.

Each gives the output of what it replaces; the tests compare them on texts of every kind.
Nearly all time goes into looking for what a text does not hold. So each part first asks for
a sign without which it has nothing to do, such as "{" for a list of attributes.
"""

import html
import re
from collections.abc import Iterable, Sequence
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.smarty import SubstituteTextPattern, openingQuotesBase
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import LINK_RE, DelimiterProcessor, LinkInlineProcessor, Pattern
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX, AtomicString
from msgspec import Struct

_TRIGGERS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text must hold, one or the other, for an inline pattern to match it; others are always tried."""

_OF_REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""The inline patterns that match nothing where no reference is defined."""

_NEEDLES = {"mdash": "---", "ndash": "--", "hellip": "...", "lsquo": "'", "rsquo": "'", "ldquo": '"', "rdquo": '"'}
"""What a text must hold for a rule of the smarty extension to put a sign in."""

_FENCES, _TAGS = ("```", "~~~"), ("<", "&")
_FIRST = {name: {trigger[0] for trigger in triggers} for name, triggers in _TRIGGERS.items()}
"""What the triggers begin with; they may come to stand together only when raw HTML has been taken out."""
_SIGNS = frozenset({"{", "\\", *_FENCES, *_TAGS}).union(_NEEDLES.values(), *_FIRST.values())
"""All that anything here looks for."""

_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)
_LINE = r"""(?:[^\W\d_]|["'“‘(]).*+"""
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_LINK_TEXT = re.compile(r"([^\[\]]*)\]")
_LINK_ADDRESS = re.compile(r"""\(([^\s()<>'"]*)\)""")
_BEFORE = re.compile(rf"\(\?<[=!].*?\)|{re.escape(openingQuotesBase)}")
_LONGEST_BEFORE = len("&#8211;")  # of the texts that _BEFORE stands for
_HIDDEN = re.compile(f"{STX}q(\\d+){ETX}")


class FastMarkdown(Markdown):
    """A converter whose slow parts are replaced."""

    source = ""
    """The text that is being converted, without the control characters and tabs that the base class takes out."""
    signs = frozenset[str]()
    """Those of _SIGNS that it holds."""

    def __init__(self, extensions: Sequence[str | Extension]) -> None:
        super().__init__(extensions=extensions, output_format="html")
        self.preprocessors.register(_WhiteSpace(self), "normalize_whitespace", 30)
        for name, priority, signs in (("fenced_code_block", 25, _FENCES), ("html_block", 20, _TAGS)):
            self.preprocessors.register(_Seldom(self.preprocessors[name], signs), name, priority)
        self.parser.blockprocessors.register(_PlainParagraph(self.parser), "plain", 110)
        self.inlinePatterns.register(_Link(LINK_RE, self), "link", 160)
        self.inlinePatterns.register(_Emphasis(self), "em_strong", 60)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_AttributeLists(self), "attr_list", 8)
        if "smarty" in self.treeprocessors:
            smarty = cast("InlineProcessor", self.treeprocessors["smarty"])
            rules = cast("Iterable[SubstituteTextPattern]", smarty.inlinePatterns)
            self.treeprocessors.register(_SmartPunctuation(self, rules), "smarty", 6)
        self.treeprocessors.register(_Contents(cast("TocTreeprocessor", self.treeprocessors["toc"])), "toc", 5)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)

    def convert(self, source: str) -> str:
        """Return a text as HTML."""
        plain = source.replace(STX, "").replace(ETX, "").replace("\r\n", "\n").replace("\r", "\n")
        self.source = plain.expandtabs(self.tab_length)
        self.signs = frozenset(sign for sign in _SIGNS if sign in self.source)
        return super().convert(source)

    def is_block_level(self, tag: object) -> bool:
        """Tell whether a tag is that of a block; the base class looks through a list."""
        return tag in _BLOCK_LEVEL or super().is_block_level(tag)


def _signs(processor: Preprocessor | Treeprocessor) -> frozenset[str]:
    """Return the signs in the text that is being converted."""
    return cast("FastMarkdown", processor.md).signs


class _WhiteSpace(NormalizeWhitespace):
    """Leaves a text alone that has no tabs, control characters or lines that begin with a space."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        is_even = text == cast("FastMarkdown", self.md).source and "\n " not in text
        return [*lines, "", ""] if is_even else super().run(lines)


class _Seldom(Preprocessor):
    """Runs a preprocessor on texts that hold a sign of what it looks for."""

    def __init__(self, slow: Preprocessor, signs: tuple[str, ...]) -> None:
        super().__init__(slow.md)
        self._slow = slow
        self._signs = signs

    def run(self, lines: list[str]) -> list[str]:
        return lines if _signs(self).isdisjoint(self._signs) else self._slow.run(lines)


class _PlainParagraph(ParagraphProcessor):
    """Takes a block first that the dozen other processors would each look through and leave.

    None takes one without "|" whose every line begins with a letter, a quotation mark or "(".
    """

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the base class has it
        return _PLAIN.fullmatch(block) is not None and "|" not in block


class _Link(LinkInlineProcessor):
    """Reads a link without brackets, quotation marks or spaces at once, and others sign by sign."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the base class names it
        match = _LINK_TEXT.match(data, index)
        return (match[1], match.end(), True) if match else super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        match = _LINK_ADDRESS.match(data, index)
        return (self.unescape(match[1]), None, match.end(), True) if match else super().getLink(data, index)


class _Emphasis(DelimiterProcessor):
    """Looks for the next asterisk or underscore with a regular expression instead of a loop."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__("*", "strong,em", converter)
        self.add("_", "strong,em", smart=True)

    def search(self, data: str, start: int) -> re.Match[str] | None:
        for sign in self.compiled_re.finditer(data, start):
            delimiter = self.delimiters[sign[0]]
            match = delimiter.boundary.match(data, sign.start())
            if match and (delimiter.stack or match.lastgroup != "end"):
                return match
        return None


class _Inline(InlineProcessor):
    """Tries a pattern only on text that holds what the pattern cannot do without."""

    def __init__(self, converter: FastMarkdown) -> None:
        super().__init__(converter)
        patterns = converter.inlinePatterns
        names = {patterns.get_index_for_name(name): name for name in _TRIGGERS if name in patterns}
        self._all = [(index, pattern, names.get(index, "")) for index, pattern in enumerate(patterns)]
        self._patterns: list[tuple[int, Pattern, tuple[str, ...]]] = []  # for this text

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        signs = _signs(self)
        unused = {name for name, first in _FIRST.items() if signs.isdisjoint(first)}
        if not self.md.references:
            unused |= _OF_REFERENCES
        self._patterns = [
            (index, pattern, _TRIGGERS.get(name, ("",))) for index, pattern, name in self._all if name not in unused
        ]
        return super().run(tree, ancestors)

    # The base class has no other place for this; the two names are its own, which Python gives private methods.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return text with what the patterns match replaced, as the method does that this one overrides."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        for index, pattern, triggers in self._patterns:
            if index < patternIndex:
                continue
            is_matched = any(map(data.__contains__, triggers))
            while is_matched:
                data, is_matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


class _AttributeLists(AttrListTreeprocessor):
    """Walks a tree only where its text holds a brace."""

    def run(self, root: Element) -> None:
        if "{" in _signs(self):
            super().run(root)


class _Unescape(UnescapeTreeprocessor):
    """Walks a tree only where its text holds a backslash."""

    def run(self, root: Element) -> None:
        if "\\" in _signs(self):
            super().run(root)


class _Contents(Treeprocessor):
    """Gives headings their ids, and puts in the table of contents, where there is one or the other."""

    def __init__(self, slow: TocTreeprocessor) -> None:
        super().__init__(slow.md)
        self._slow = slow

    def run(self, root: Element) -> None:
        is_heading, marker = self._slow.header_rgx.match, self._slow.marker
        if any(is_heading(element.tag) or marker in (element.text or "") for element in root.iter()):
            self._slow.run(root)


class _Rule(Struct, frozen=True, kw_only=True):
    """A rule of the smarty extension."""

    needles: tuple[str, ...]
    heart: re.Pattern[str]  # the pattern from the sign on that it replaces
    pattern: re.Pattern[str]
    parts: tuple[int | str, ...]  # numbers are groups of the match

    def search(self, text: str, start: int) -> re.Match[str] | None:
        """Return what `pattern.search` returns, which tries all that may stand before a sign at every letter."""
        heart = self.heart.search(text, start)
        return self.pattern.search(text, max(start, heart.start() - _LONGEST_BEFORE)) if heart else None

    def replacement(self, match: re.Match[str]) -> str:
        return "".join(match[part] if isinstance(part, int) else part for part in self.parts)


class _SmartPunctuation(Treeprocessor):
    """Applies smarty's own rules to each text at once, where smarty walks the tree for every rule."""

    def __init__(self, converter: Markdown, patterns: Iterable[SubstituteTextPattern]) -> None:
        super().__init__(converter)
        self._rules = tuple(_rule(pattern) for pattern in patterns)

    def run(self, root: Element) -> None:
        """Change every text of a tree that is not set apart as code."""
        rules = [rule for rule in self._rules if _signs(self).issuperset(rule.needles)]
        if not rules:
            return
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = _smart(element.text, rules)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = _smart(element.tail, rules)


def _smart(text: str, rules: list[_Rule]) -> str:
    """Return a text with typographic signs.

    What a rule puts in is hidden from the others until the end, as smarty hides it.
    """
    hidden: list[str] = []
    for rule in rules:
        if rule.needles[0] not in text:
            continue
        start = 0
        while match := rule.search(text, start):
            mark = f"{STX}q{len(hidden)}{ETX}"
            hidden.append(rule.replacement(match))
            text = f"{text[: match.start()]}{mark}{text[match.end() :]}"
            start = match.start() + len(mark)
    return _HIDDEN.sub(lambda match: hidden[int(match[1])], text) if hidden else text


def _rule(pattern: SubstituteTextPattern) -> _Rule:
    entities = re.findall(r"&(\w+);", "".join(part for part in pattern.replace if isinstance(part, str)))
    return _Rule(
        needles=tuple(dict.fromkeys(_NEEDLES[entity] for entity in entities)),
        heart=re.compile(_BEFORE.sub("", pattern.pattern, count=1)),
        pattern=pattern.compiled_re,
        parts=tuple(part if isinstance(part, int) else html.unescape(str(part)) for part in pattern.replace),
    )
