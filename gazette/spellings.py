"""Spellings: what is the same in two ways to write a name."""

import re
import unicodedata

from anyascii import anyascii

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u0640\u061c\u07fa\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)
"""What Unicode lets a reader ignore (joiners, soft hyphens, directions, variants), and strokes that only lengthen."""
_DOTTED_I = re.compile("[iı]\u0307*")
_TYPOGRAPHY = str.maketrans("‘’ʼ‐‑–", "'''---")
_LATIN_LETTERS = frozenset("æœøđðłþəħŋŧĸɓɗɖɛɔƙƴƒɣʋɨʉ")  # search knows them too: assets/js/match.js
_MARKS_THAT_SPELL = frozenset({8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132})
"""Combining classes of what is no diacritic: kana voicing, viramas, vowels and tones of Telugu, Thai, Lao, Tibetan."""


def fold(name: str) -> str:
    """Return what is the same in spellings that differ only in case, white space and Unicode form.

    In capitals nobody can tell the Turkish dotless i from the dotted, so the two are one.
    """
    if name.isascii():
        return " ".join(name.lower().split())
    parts = unicodedata.normalize("NFKD", name)
    seen = _INVISIBLE.sub("", parts)
    lower = (parts if not seen or seen.isspace() else seen).casefold()
    return " ".join(unicodedata.normalize("NFKC", _DOTTED_I.sub("i", lower)).split())


def without_marks(name: str) -> str:
    """Return a folded name without diacritics, in its own script, and with typewriter apostrophes and hyphens.

    Letters that Unicode does not take apart, such as đ and ł, become what they are written as without their stroke.
    """
    folded = fold(name)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded.translate(_TYPOGRAPHY))
    bare = "".join(anyascii(char).lower() if char in _LATIN_LETTERS else char for char in parts if not _is_mark(char))
    return " ".join(unicodedata.normalize("NFC", bare).split()) or folded


def _is_mark(char: str) -> bool:
    kind = unicodedata.combining(char)
    return kind != 0 and kind not in _MARKS_THAT_SPELL
