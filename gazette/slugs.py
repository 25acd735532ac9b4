"""Slugs: names as lower-case ASCII, by a transliteration that loses no letter."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from gazette.spellings import fold

MAX_BYTES = 80
"""Of a slug that is made of a name."""
MAX_CHOSEN = 240
"""Of one that an editor chose: file systems hold names of 255, and a date or an ending may be put to it."""
DEVICES = frozenset("aux con nul prn".split() + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)])
"""What Windows opens as a device, whatever ending it has."""
RESERVED = DEVICES | {"cdn-cgi", "index", "page"}
"""What Windows opens as a device, hosts serve as something else, or lists call their further pages."""
_ESCAPE = "-name"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OLD_SLUG = re.compile(r"[A-Za-z0-9-]([A-Za-z0-9._~-]*[A-Za-z0-9_~-])?")
_PAGE_ENDINGS = (".html", ".htm")  # some hosts serve what ends so at an address without that
_SIGNS = (
    (re.compile("[&⅋]"), " and "),
    (re.compile(r"[+]"), " plus "),
    (re.compile(r"(?<=[^\W_])[#♯](?![^\W_])"), " sharp "),
    (re.compile(r"(?<=[^\W_])\*(?![\w*])"), " star "),
    (re.compile(r"(?<=\d)\s?%"), " percent "),
    (re.compile(r"(?<![\w.])\.(?=[^\W\d_])"), " dot "),
)
"""Signs that are read aloud, and tell one name from another: `Q&A`, `C++`, `C#`, `A*`, `100%`, `.NET`."""
_SIGN = re.compile("[&⅋+#♯*%.]")

_LETTERS = dict.fromkeys("اآأٱءعאעܐអ", "a") | {"إ": "i"}
"""Letters that the transliteration takes for a breath, and what they are read as."""
_SILENT = frozenset("ьъҍꙏʔɂʕʡʢꞌꜣꜥᄋއޢ")
"""Letters of which nothing need be left beside others: signs of softness, stops, and what only carries a vowel."""
_BY_NAME = re.compile(r".* (?:LETTER|SYLLABLE) (?:GLOTTAL |PHARYNGEAL )?-?([A-Z]+)")
_HAS_CONTEXT = re.compile("[ъւ々〻ゝゞヽヾ]")
_IN_CONTEXT = (
    (re.compile("ъ(?=[бвгджзклмнпрстфхцчшщ])"), "а"),  # the Bulgarian vowel, not the Russian sign
    (re.compile("եւ"), "և"),  # the Armenian ligature, which folding takes apart
    (re.compile("(.)[々〻ゝゞヽヾ]"), r"\1\1"),  # iteration marks
)


def slugify(name: str) -> str:
    """Return a name as words of a-z and 0-9 joined by hyphens, never empty and never reserved.

    Spellings that `fold` takes for one have one slug. Signs that are read aloud are words of it (`C++` is
    "c-plus-plus"), and a name of nothing but signs is spelt out (`?!` is "question-mark-exclamation-mark"). One that is
    too long is cut and told apart by a digest of the whole.
    """
    return _unreserved(_slug_of(_with_signs_as_words(fold(name))))


def slug_of_file(name: str) -> str:
    """Return the name of a standing page's file as a slug, without the signs that other slugs spell out.

    No ledger has the addresses of such pages, so they stay what they have always been.
    """
    return _unreserved(_slug_of(fold(name)))


def anchor_of(heading: str) -> str:
    """Return a heading as an id in its page: as other tools make them, without signs; it may be reserved."""
    return _slug_of(fold(heading))


def _unreserved(slug: str) -> str:
    return f"{slug}{_ESCAPE}" if slug in RESERVED else slug


def _with_signs_as_words(folded: str) -> str:
    """Return a folded name with the signs that are read aloud as words; one of nothing but signs as it is."""
    if not _SIGN.search(folded) or not any(map(str.isalnum, folded)):
        return folded
    for sign, word in _SIGNS:
        folded = sign.sub(word, folded)
    return folded


def _slug_of(folded: str) -> str:
    slug = _words(_transliterated(folded)) or _words(" ".join(map(_spelt_out, folded))) or "unnamed"
    if len(slug) <= MAX_BYTES:
        return slug
    digest = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: MAX_BYTES - 9].rstrip('-')}-{digest}"


def is_slug(text: str) -> bool:
    """Tell whether a text can stand in a URL, and name a folder, as it is."""
    return len(text) <= MAX_BYTES and _SLUG.fullmatch(text) is not None and text not in RESERVED


def is_chosen_slug(text: str) -> bool:
    """Tell whether an editor may choose a text for the slug of a record: it may be longer than what names make."""
    return len(text) <= MAX_CHOSEN and _SLUG.fullmatch(text) is not None and text not in RESERVED


def is_old_slug(text: str) -> bool:
    """Tell whether an article may have a text for its slug because it had it on another site.

    It may have capitals, dots, underscores, tildes and hyphens anywhere, but not what a host, a file system or Windows
    would hide, serve as something else or change: a dot at either end, an underscore in front, the ending of a page.
    """
    bare = text.lower()
    is_taken = bare in RESERVED or bare.partition(".")[0] in DEVICES or bare.endswith(_PAGE_ENDINGS)
    return len(text) <= MAX_CHOSEN and _OLD_SLUG.fullmatch(text) is not None and not is_taken


def ascii_fold(name: str) -> str:
    """Return a name in lower-case ASCII without marks, for sorting."""
    return " ".join(_transliterated(name).lower().split())


def _transliterated(text: str) -> str:
    """Return a text in ASCII, with something for each of its letters and digits."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if _HAS_CONTEXT.search(text):
        for pattern, instead in _IN_CONTEXT:
            text = pattern.sub(instead, text)
    return "".join(map(_latin, text))


@lru_cache(8192)
def _latin(char: str) -> str:
    """Return a character in ASCII.

    A letter or mark keeps no apostrophe, which would part the word (soft sign, ʿayn), and a letter is never nothing
    (alif): one that the transliteration does not know is called by its name.
    """
    kind = unicodedata.category(char)
    if char.isascii() or kind[0] not in "LMN":
        return anyascii(char)
    latin = _LETTERS.get(char) or anyascii(char)
    if kind[0] != "N":
        latin = re.sub("[^A-Za-z0-9 ]", "", latin)
    if _words(latin) or kind[0] == "M" or kind == "Lm" or char in _SILENT:
        return latin
    named = _BY_NAME.fullmatch(_spelt_out(char))
    return named[1] if named else f" {_spelt_out(char)} "


def _spelt_out(char: str) -> str:
    """Return the name that Unicode has for a character; its number where the name is but that, or there is none."""
    name, number = unicodedata.name(char, ""), f"{ord(char):X}"
    return f"U{number}" if not name or name.endswith(f"-{number}") else name


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))
