"""The opening of a body: its first words as plain text, for lists and feeds where nobody wrote a summary."""

import html
import re
from collections.abc import Mapping

from gazette.content.body import ATTRIBUTES

_LONGEST = 240  # characters
_SHORTEST = 80  # of sentences that are enough
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_FOOTNOTES = '<div class="footnote">'
_REFERENCE = re.compile(r'<sup id="fnref[^"]*">.*?</sup>', re.DOTALL)
_RAISED = re.compile(rf"<(sup|sub){ATTRIBUTES}>([^<]*)</\1>")
_STRUCK = re.compile(rf"<(del|s){ATTRIBUTES}>.*?</\1>", re.DOTALL)
_INLINE_NAMES = "a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|time|u|var|wbr"
_ON_THE_LINE = re.compile(rf"</?(?:{_INLINE_NAMES}){ATTRIBUTES}>")
_INLINE = re.compile(rf"</?(?:{_INLINE_NAMES}|sub|sup){ATTRIBUTES}>")
_TAG = re.compile(rf"</?\w+{ATTRIBUTES}>")
_SENTENCES = re.compile(r".*[^\W\d_]{4,}[.!?…][\"'”’»)\]]*(?=\s)", re.DOTALL)
"""Sentences, the last of which ends in a word too long for an abbreviation."""
_MARK = re.compile(r"[*†‡§¶®™©ªº°]+|\[[^\]]*\]")
_BASE = re.compile(r"(?:[\d)]|(?<![^\W\d_])[a-z])$")
"""The end of what may be raised to a power."""
_SUPERSCRIPTS = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def plain_text(safe: str) -> str:
    """Return the text of HTML: inline tags leave no trace, others a space."""
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", safe)))


def opening_of(safe: str) -> str:
    """Return the first paragraph that has words, cut after a sentence or a word where it is long.

    What is raised or lowered stays so where it would be another number otherwise: `10⁶`, not `106`; what is struck out
    does not hold, and is left out.
    """
    for match in _PARAGRAPH.finditer(safe.partition(_FOOTNOTES)[0]):
        level = _ON_THE_LINE.sub("", _STRUCK.sub("", _REFERENCE.sub("", match[1])))
        while _RAISED.search(level):  # from within
            level = _RAISED.sub(_on_the_line, level)
        if text := " ".join(plain_text(level).split()):
            return _cut(text)
    return ""


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    sentences = _SENTENCES.match(text[: _LONGEST + 1])
    if sentences and sentences.end() >= _SHORTEST:
        return sentences[0]
    return text[: text.rfind(" ", 0, _LONGEST) + 1 or _LONGEST].rstrip(" ,;:–—") + " …"


def _on_the_line(match: re.Match[str]) -> str:
    text = html.unescape(match[2]).strip()
    signs: Mapping[str, str] = _SUPERSCRIPTS if match[1] == "sup" else _SUBSCRIPTS
    if _MARK.fullmatch(text) or (text.isalpha() and not _is_power(text, match)):
        return html.escape(text)  # a mark, an ending, as in 5th, or a name
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    if text.isalpha():
        return f"^{text}"
    return html.escape(f"{'^' if match[1] == 'sup' else '_'}({text})")


def _is_power(text: str, match: re.Match[str]) -> bool:
    """Tell whether a letter that is raised is a number: 2ᵏ and eˣ, and not 1ᵉ, nᵒ or Mʳ."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return match[1] == "sup" and len(text) == 1 and text not in "aeo" and _BASE.search(before) is not None
