"""Texts that look the same and are not: what differs, in words, for who cannot see it."""

import unicodedata

_SIGHT = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТХУІЈЅοανρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‐‑−", "aeopcyxijsdhABEKMHOPCTXYIJSoavpuABEZHIKMNOPTYX---"
)
"""Cyrillic and Greek letters that are drawn as Latin ones, and hyphens."""


def what_differs(one: str, other: str) -> str:
    """Return in words what is to be changed in a text that looks like another and is none; "" where it does not."""
    if one == other or seen(one) != seen(other):
        return ""
    return _of_hidden(one, other) or _of_hidden(other, one, "the other", " there") or _of_letters(one, other)


def _of_hidden(one: str, other: str, which: str = "it", where: str = "") -> str:
    """Return what is wrong with a text that has what nobody sees, and the other has not; "" where it has nothing."""
    others = set(other)
    for char in (char for char in one if char not in others):
        if unicodedata.category(char) == "Cf":
            return f"{which} has a character that nobody sees ({named(char)}); delete it{where}"
        if char.isspace() and char != " ":
            return f"{which} has a character that only looks like a space ({named(char)}); write a space{where}"
    return ""


def _of_letters(one: str, other: str) -> str:
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return "it looks the same, but its accents are stored in another way (another Unicode form); write it anew"
    mine_alone, theirs_alone = " ".join(_bare(one).split()), " ".join(_bare(other).split())
    if mine_alone == theirs_alone:
        return f"it has {one.count(' ')} spaces where the other has {other.count(' ')}; write them as there"
    pairs = zip(mine_alone, theirs_alone, strict=True)
    mine, theirs = next(pair for pair in pairs if pair[0] != pair[1])
    return f"it looks the same, but its {mine} is a {named(mine)}, and the other a {named(theirs)}; write that"


def both_apart(one: str, other: str, limit: int) -> tuple[str, str]:
    """Return two texts cut to a limit so that one sees where they differ."""
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), limit)
    if same < limit - 2 or max(len(one), len(other)) <= limit:
        return one, other
    start = max(0, min(same, len(one), len(other)) - limit // 3)
    return f"…{one[start:]}", f"…{other[start:]}"


def named(char: str) -> str:
    """Return the name and the number of a character."""
    return f"{unicodedata.name(char, 'an invisible character').lower()}, U+{ord(char):04X}"


def seen(text: str) -> str:
    """Return what a reader sees of a text."""
    return " ".join(_bare(text).translate(_SIGHT).split())


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
