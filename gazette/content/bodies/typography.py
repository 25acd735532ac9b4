"""Typographic quotation marks, dashes and dots: the rules of Python-Markdown's smarty extension, applied sooner."""

import html
import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.smarty import SubstituteTextPattern, openingQuotesBase
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString
from msgspec import Struct

_NEEDLES = {"mdash": "---", "ndash": "--", "hellip": "...", "lsquo": "'", "rsquo": "'", "ldquo": '"', "rdquo": '"'}
"""What a text must hold for a rule to put a sign in."""
_SIGNS = frozenset(_NEEDLES.values())
_BEFORE = re.compile(rf"\(\?<[=!].*?\)|{re.escape(openingQuotesBase)}")
_LONGEST_BEFORE = len("&#8211;")  # of the texts that _BEFORE stands for
_HIDDEN = re.compile(f"{STX}q(\\d+){ETX}")
_LONGEST_STRETCH = 2_000
_STRETCH = re.compile(r".{1000,2000}?(?<=\w{4})(?=\w)|.{1,2000}", re.DOTALL)
"""A part of a text that ends within a word, where no rule reaches over its end."""


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


class SmartPunctuation(Treeprocessor):
    """Applies smarty's own rules to each text at once, where smarty walks the tree for every rule."""

    def __init__(
        self, converter: Markdown, patterns: Iterable[SubstituteTextPattern], source: Callable[[], str]
    ) -> None:
        super().__init__(converter)
        self._rules = tuple(_rule(pattern) for pattern in patterns)
        self._source = source

    def run(self, root: Element) -> None:
        """Change every text of a tree that is not set apart as code."""
        source = self._source()
        signs = {sign for sign in _SIGNS if sign in source}
        rules = [rule for rule in self._rules if signs.issuperset(rule.needles)]
        if not rules:
            return
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = _smart(element.text, rules)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = _smart(element.tail, rules)


def _smart(text: str, rules: list[_Rule]) -> str:
    """Return a text with typographic signs, made stretch by stretch, since each sign takes a copy of its stretch."""
    if len(text) <= _LONGEST_STRETCH:
        return _smart_stretch(text, rules)
    return "".join(_smart_stretch(stretch[0], rules) for stretch in _STRETCH.finditer(text))


def _smart_stretch(text: str, rules: list[_Rule]) -> str:
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
