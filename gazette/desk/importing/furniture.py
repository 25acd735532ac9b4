"""Furniture: what a web page or a wire has around a text that says nothing of it, and where the text ends."""

import re
from collections.abc import Iterator, Sequence

from gazette.desk.importing.frame_lines import is_footer
from gazette.desk.importing.lines import COUNTED, END, Line, is_date_line
from gazette.desk.importing.rules import is_a

_PARTS = re.compile(r"\s{2,}|\s*[|›»•·>]\s*|\s/\s|\]\s*\[")
_MOST_WORDS = 3  # of a part beside others that are known
_BULLET = re.compile(r"[-*•–] ")
_END = re.compile(r"-+ ?30 ?-+|ENDS?|[-–—] ?ends?(?: ?[-–—])?|[<\[(](?:the )?ends?[>\])]|#{2,}", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:.{3,30} / )?(?:read|see) (?:also|more|next)(?: ?:.{0,160})?"
    r"|related(?: (?:articles?|news|stories|content|links))?:?"
    r"|more (?:from|on|in|news|stories)(?: [\w'’-]{1,20}){0,3}:?|most (?:read|popular|viewed):?"
    r"|(?:you (?:may|might) also like|recommended(?: for you)?|popular (?:now|stories|articles|posts)):?",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:.{3,30} / )?(?:read|see) (?:also|more|next) ?:.{0,160}", re.IGNORECASE)
_HERE = re.compile(r"^you are here:? *", re.IGNORECASE)
_COOKIES = re.compile(r"(?:cookies help us|we use cookies|this (?:web)?site uses cookies)\b", re.IGNORECASE)
_LONG = 80  # characters from which on a line is told, and no headline of another text


def is_furniture(line: str) -> bool:
    """Tell whether a line is a menu, buttons or the like; one of a single word may be of the text all the same."""
    if _BULLET.match(line) or is_date_line(line):
        return False
    parts = _parts(line)
    known = [part for part in parts if is_a("furniture", part) or COUNTED.fullmatch(part)]
    is_path = len(parts) > 1 and parts[0].lower() == "home"
    is_menu = (is_path or 2 * len(known) >= len(parts) > 1) and all(len(part.split()) <= _MOST_WORDS for part in parts)
    is_all = bool(parts) and len(known) == len(parts)
    return is_all or (is_menu and not END.search(line)) or _COOKIES.match(line) is not None


def without_furniture(blocks: Sequence[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[Line], list[Line]]:
    """Return the blocks of a text, the lines that were taken from among them, and those behind its end.

    Menus stand above a text and behind it. Within it only buttons and what leads to one other text are taken out.
    """
    blocks = [part for block in blocks for part in _parted_at_marks(block)]
    begins, ends = _told_from(blocks), _end_of(blocks)
    kept, taken = [], []
    for number, block in enumerate(blocks[:ends]):
        if number < begins and not _is_wrapped(block):
            taken += [line for line in block if is_furniture(line.text)]
            rest = tuple(line for line in block if not is_furniture(line.text))
        else:
            is_apart = all(_is_between(line.text) for line in block)
            taken += block if is_apart else ()
            rest = () if is_apart else block
        if rest:
            kept.append(rest)
    if not kept:
        return list(blocks), [], []  # nothing but menus: then they are the text
    return kept, taken, [line for block in blocks[ends:] for line in block]


def _parts(line: str) -> list[str]:
    bare = (re.sub(r"^\W+|\W+$", "", part) for part in _PARTS.split(_HERE.sub("", line)))
    return [part for part in bare if part]


def _is_between(line: str) -> bool:
    """Tell whether a line within a text is none of it: buttons, of which there are several, or a link elsewhere."""
    return _INLINE.fullmatch(line) is not None or (len(_parts(line)) > 1 and is_furniture(line))


def _parted_at_marks(block: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Yield the parts of a block, of which each begins with what leads to other texts, or with an end mark."""
    start = 0
    for number, line in enumerate(block if not _is_wrapped(block) else ()):
        if number > start and (_ELSEWHERE.fullmatch(line.text) or _END.fullmatch(line.text)):
            yield block[start:number]
            start = number
    yield block[start:]


def _is_wrapped(block: tuple[Line, ...]) -> bool:
    """Tell whether a block is a paragraph over several lines."""
    return any(line.text[:1].islower() for line in block[1:])


def _told_from(blocks: Sequence[tuple[Line, ...]]) -> int:
    """Return the number of the first block that tells; of the last one where none does."""
    told = (number for number, block in enumerate(blocks) if _is_told(block))
    return next(told, len(blocks) - 1)


def _end_of(blocks: Sequence[tuple[Line, ...]]) -> int:
    """Return the number of the block that begins what is behind the text: an end mark, or links to other texts.

    What tells more stands behind a mark only where that is a plain one: what parts several texts ends none.
    """
    first = _told_from(blocks)
    last = max((number for number, block in enumerate(blocks) if _is_told(block)), default=0)
    marks = [number for number, block in enumerate(blocks) if number > first and _END.fullmatch(block[0].text)]
    hashes = [number for number in marks if blocks[number][0].text.startswith("##")]
    plain = [
        number for number in marks if _is_plain(blocks[number][0].text) and (number not in hashes or len(hashes) == 1)
    ]
    behind = (
        number for number in range(max(first, last) + 1, len(blocks)) if _ELSEWHERE.fullmatch(blocks[number][0].text)
    )
    bare = [number for number in marks if number > last]
    return min([*plain, *bare, *behind], default=len(blocks))


def _is_plain(mark: str) -> bool:
    """Tell whether an end mark can be nothing else, as the word by itself may be a heading."""
    return mark.isupper() or not mark.isalpha()


def _is_told(block: tuple[Line, ...]) -> bool:
    """Tell whether a block is prose: a long line that ends as a sentence does, or a paragraph over several lines."""
    is_long = _is_wrapped(block) and sum(len(line.text) + 1 for line in block) > _LONG
    return is_long or any(
        len(line.text) >= _LONG and END.search(line.text) is not None and not is_footer(line.text) for line in block
    )
