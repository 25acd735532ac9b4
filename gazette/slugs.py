"""Slugs: names as lower-case ASCII, by a transliteration that loses no letter."""

import hashlib
import re
import unicodedata

from anyascii import anyascii

MAX_BYTES = 80
_LATIN_LETTERS = frozenset("æœøđðłþəıħŋŧß")  # search knows them too: assets/js/match.js
_LETTERS = {"ا": "a", "آ": "a", "أ": "a", "إ": "i", "ع": "a", "ء": "a"}
"""Letters that the transliteration drops."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slugify(name: str) -> str:
    """Return a name as words of a-z and 0-9 joined by hyphens, never empty.

    A name of nothing but signs is spelt out (`?!` is "question-mark-exclamation-mark").
    One that is too long is cut and told apart by a digest of the whole.
    """
    slug = _words(name if name.isascii() else "".join(map(_latin, unicodedata.normalize("NFC", name))))
    slug = slug or _words(" ".join(unicodedata.name(char, f"u{ord(char):x}") for char in name)) or "unnamed"
    if len(slug) <= MAX_BYTES:
        return slug
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{slug[: MAX_BYTES - 9].rstrip('-')}-{digest}"


def is_slug(text: str) -> bool:
    """Tell whether a text can stand in a URL as it is."""
    return len(text) <= MAX_BYTES and _SLUG.fullmatch(text) is not None


def ascii_fold(name: str) -> str:
    """Return a name in lower-case ASCII without marks, for sorting."""
    latin = name if name.isascii() else anyascii(unicodedata.normalize("NFC", name))
    return " ".join(latin.lower().split())


def without_marks(name: str) -> str:
    """Return a name in lower case without diacritics, in its own script.

    Letters that Unicode does not take apart, such as đ and ł, become what they are written as without their stroke.
    """
    if name.isascii():
        return " ".join(name.lower().split())
    bare = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return " ".join("".join(anyascii(char) if char in _LATIN_LETTERS else char for char in bare).lower().split())


def _latin(char: str) -> str:
    """Return a character in ASCII.

    A letter keeps no apostrophe, which would part the word (soft sign, ʿayn), and is never nothing (alif).
    """
    if char.isascii() or not char.isalpha():
        return anyascii(char)
    return _LETTERS.get(char) or re.sub("[^A-Za-z0-9 ]", "", anyascii(char))


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))
