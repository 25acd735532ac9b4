"""Furniture: what a web page or a wire has around a text that says nothing of it, and where the text ends."""

import re
from collections.abc import Iterator, Sequence

from gazette.desk.importing.frame_lines import is_footer
from gazette.desk.importing.lines import COUNTED, END, LONGEST_LINE, Line, is_date_line
from gazette.desk.importing.rules import is_a

_PARTS = re.compile(r"\s{2,}|\s*[|›»•·>/]\s*|\]\s*\[")
_MOST_WORDS = 3  # of a part beside others that are known
_END = re.compile(r"-+ ?30 ?-+|#{2,}|(?:[-–—] ?)?ends?(?: ?[-–—])?|[<\[(](?:the )?ends?[>\])]", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:.{3,30} / )?(?:read|see) (?:also|more|next)\b.*|related(?: (?:articles?|news|stories|content|links))?:?"
    r"|more (?:from|on|in|news|stories)\b.{0,60}|(?:you may|recommended|most read|popular)\b.{0,60}",
    re.IGNORECASE,
)
_HERE = re.compile(r"^you are here:? *", re.IGNORECASE)
_COOKIES = re.compile(r"(?:cookies help us|we use cookies|this (?:web)?site uses cookies)\b", re.IGNORECASE)
_LONG = 80  # characters from which on a line is told, and no headline of another text


def is_furniture(line: str) -> bool:
    """Tell whether a line is a menu, buttons or the like."""
    bare = _HERE.sub("", line)
    parts = [re.sub(r"^\W+|\W+$", "", part) for part in _PARTS.split(bare)]
    parts = [part for part in parts if part]
    known = [part for part in parts if is_a("furniture", part) or COUNTED.fullmatch(part)]
    is_path = len(parts) > 1 and parts[0].lower() == "home"
    is_menu = (is_path or 2 * len(known) >= len(parts) > 1) and all(len(part.split()) <= _MOST_WORDS for part in parts)
    if is_date_line(line):
        return False
    if _COOKIES.match(line):
        return True
    return bool(parts) and (len(known) == len(parts) or (is_menu and not END.search(line)))


def without_furniture(blocks: Sequence[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[Line], list[Line]]:
    """Return the blocks of a text, the lines that were taken from among them, and those behind its end."""
    blocks = [part for block in blocks for part in _parted_at_marks(block)]
    end = _end_of(blocks)
    kept, taken = [], []
    for block in blocks[:end]:
        is_read = any(len(line.text) > LONGEST_LINE for line in block)
        taken += [line for line in block if not is_read and _is_apart(line.text)]
        if rest := tuple(line for line in block if is_read or not _is_apart(line.text)):
            kept.append(rest)
    if not kept:
        return list(blocks), [], []  # nothing but menus: then they are the text
    return kept, taken, [line for block in blocks[end:] for line in block]


def _parted_at_marks(block: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Yield the parts of a block, of which each begins with what leads to other texts, or with an end mark."""
    start = 0
    for number, line in enumerate(block):
        if number > start and (_ELSEWHERE.fullmatch(line.text) or _END.fullmatch(line.text)):
            yield block[start:number]
            start = number
    yield block[start:]


def _is_apart(line: str) -> bool:
    return is_furniture(line) or _ELSEWHERE.fullmatch(line) is not None


def _end_of(blocks: Sequence[tuple[Line, ...]]) -> int:
    """Return the number of the block that begins what is behind the text: an end mark, or links to other texts."""
    has_begun = False
    for number, block in enumerate(blocks):
        first = block[0].text
        leads_away = _ELSEWHERE.fullmatch(first) and not _goes_on(blocks[number + 1 :])
        if has_begun and (leads_away or _END.fullmatch(first)):
            return number
        has_begun = has_begun or any(_is_told(line.text) for line in block)
    return len(blocks)


def _goes_on(blocks: Sequence[tuple[Line, ...]]) -> bool:
    return any(_is_told(line.text) for block in blocks for line in block)


def _is_told(line: str) -> bool:
    return len(line) >= _LONG and END.search(line) is not None and not is_footer(line)
