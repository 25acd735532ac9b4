"""Words of messages: texts in quotes, numbers with what they count, lists as prose."""

import json
import re
from collections.abc import Iterable

from gazette.lookalikes import both_apart

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]")
"""What JSON may hold as it is, and what a terminal or an editor obeys or does not show."""
_LIMIT = 60  # characters of a text that a message repeats


def printable(text: str) -> str:
    """Return the text on one line, with control characters spelt out, safe for a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def as_json(value: object) -> str:
    """Return a value as JSON for who reads it on a terminal or in a file: what nobody sees is spelt out in it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def quoted(text: str, limit: int = _LIMIT) -> str:
    """Return the text in double quotes, cut to the limit, for use in a message."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return json.dumps(short, ensure_ascii=False)


def both_quoted(one: str, other: str) -> tuple[str, str]:
    """Return two texts in double quotes, cut so that they never look the same where one is longer than the limit."""
    mine, theirs = both_apart(one, other, _LIMIT)
    return quoted(mine), quoted(theirs)


def count(number: int, one: str, many: str) -> str:
    """Return `1 article` or `1,204 articles`."""
    return f"{number:,} {one if number == 1 else many}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as prose: `a, b and c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail
