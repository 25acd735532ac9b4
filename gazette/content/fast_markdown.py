"""The same Markdown, sooner: two replacements for the slowest parts of Python-Markdown.

Both give the output of what they replace; the tests compare them on texts of every kind.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.smarty import SubstituteTextPattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import ETX, STX, AtomicString

_TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
"""What a text must hold for an inline pattern to match it; others are always tried."""

_NEEDLES = {"mdash": "---", "ndash": "--", "hellip": "...", "lsquo": "'", "rsquo": "'", "ldquo": '"', "rdquo": '"'}
"""What a text must hold for a rule of the smarty extension to put a sign in."""

_HIDDEN = re.compile(f"{STX}q(\\d+){ETX}")


def make_fast(converter: Markdown) -> None:
    """Replace the slow parts of a converter that has all its extensions."""
    converter.treeprocessors.register(_TriggeredInline(converter), "inline", 20)
    if "smarty" in converter.treeprocessors:
        slow = cast("InlineProcessor", converter.treeprocessors["smarty"])
        rules = cast("Iterable[SubstituteTextPattern]", slow.inlinePatterns)
        converter.treeprocessors.register(_SmartPunctuation(converter, rules), "smarty", 6)


class _TriggeredInline(InlineProcessor):
    """Tries a pattern only on text that holds what the pattern cannot do without."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        patterns = converter.inlinePatterns
        triggers = {patterns.get_index_for_name(name): trigger for name, trigger in _TRIGGERS.items()}
        self._patterns = tuple((pattern, triggers.get(index, "")) for index, pattern in enumerate(patterns))

    # The base class has no other place for this; the two names are its own, which Python gives private methods.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return text with what the patterns match replaced, as the method does that this one overrides."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        for index, (pattern, trigger) in enumerate(self._patterns[patternIndex:], patternIndex):
            is_matched = trigger in data
            while is_matched:
                data, is_matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the smarty extension."""

    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    parts: tuple[int | str, ...]  # numbers are groups of the match

    def replacement(self, match: re.Match[str]) -> str:
        return "".join(match[part] if isinstance(part, int) else part for part in self.parts)


class _SmartPunctuation(Treeprocessor):
    """Applies smarty's own rules to each text at once, where smarty walks the tree for every rule."""

    def __init__(self, converter: Markdown, patterns: Iterable[SubstituteTextPattern]) -> None:
        super().__init__(converter)
        self._rules = tuple(_rule(pattern) for pattern in patterns)

    def run(self, root: Element) -> None:
        """Change every text of a tree that is not set apart as code."""
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = self._smart(element.text)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = self._smart(element.tail)

    def _smart(self, text: str) -> str:
        """Return a text with typographic signs.

        What a rule puts in is hidden from the others until the end, as smarty hides it.
        """
        hidden: list[str] = []
        for rule in self._rules:
            if not all(needle in text for needle in rule.needles):
                continue
            start = 0
            while match := rule.pattern.search(text, start):
                mark = f"{STX}q{len(hidden)}{ETX}"
                hidden.append(rule.replacement(match))
                text = f"{text[: match.start()]}{mark}{text[match.end() :]}"
                start = match.start() + len(mark)
        return _HIDDEN.sub(lambda match: hidden[int(match[1])], text) if hidden else text


def _rule(pattern: SubstituteTextPattern) -> _Rule:
    entities = re.findall(r"&(\w+);", "".join(part for part in pattern.replace if isinstance(part, str)))
    return _Rule(
        needles=tuple(dict.fromkeys(_NEEDLES[entity] for entity in entities)),
        pattern=pattern.compiled_re,
        parts=tuple(part if isinstance(part, int) else html.unescape(str(part)) for part in pattern.replace),
    )
