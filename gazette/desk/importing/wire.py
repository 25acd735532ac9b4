"""The layout of a raw text: what stands around it, such as its date, headline and byline, and its paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from gazette.desk.importing.datelines import Dateline, find_dateline
from gazette.desk.importing.days import find_days, find_time
from gazette.desk.importing.rules import is_a

_LONGEST_LINE = 120
"""A line longer than this is a paragraph; shorter ones may be a headline or lines of a paragraph."""
_LONGEST_TITLE = 220
_SHORTEST_WRAPPED = 50  # a headline that goes on in another line has so many characters in the first
_MOST_HEADER = 10
_MOST_FOOTER = 4
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|\w[\"”»]$")
_LABEL = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|service|office|statement)|statement|communiqu[ée]"
    r"|news(?: in brief)?|world|politics|photo:?|no\.? ?[\w/ -]{1,20}|#\d+)\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By (?=[A-Z])([^.]{3,80}|[^.]*\b[A-Z]\. [^.]{3,60})")
_LABELLED = re.compile(r"(?:Source|Credit|Agency|From): *(.{2,80})", re.IGNORECASE)
_CREDIT = re.compile(rf"{_LABELLED.pattern}|[(\[/]([^()\[\]/]{{2,60}})[)\]/]\.?", re.IGNORECASE)
_STAFF = re.compile(
    r"(?:edit(?:or|ed by)|report(?:er|ing by|ed by)|author|writ(?:er|ing by)|correspondent|photos?(?: by)?"
    r"|(?:media )?contacts?)\b:? .{2,80}|(?:[\w-]+ ){1,4}(?:correspondent|reporter|editor|staff writer)",
    re.IGNORECASE,
)
_LETTERS_SUBJECT = re.compile(r"(?:Subject|Title|Headline): *(.{3,200})", re.IGNORECASE)
_CORRESPONDENT = re.compile(
    r"(?:Special to|(?:Staff |Our |Own )?(?:Correspondent|Reporter|Writer),) (?:the )?(.{2,60})", re.IGNORECASE
)
_CITING = re.compile(r"(.{2,40}) (?:with reference to|citing|via) .{3,80}")
_ADDRESS = re.compile(r"(?:(?:source|link|url): *)?(https?://\S+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
_DATE_WORDS = frozenset(
    "date dated published posted issued released updated created on at in of day time local first last modified"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm utc gmt z t".split()
)


class Line(Struct, frozen=True, kw_only=True):
    """A line of the raw text, without the spaces around it; lines count from 1."""

    number: int
    text: str


class Wire(Struct, frozen=True, kw_only=True):
    """A raw text taken apart. Every line of it is in the frame or in a paragraph."""

    title: str = ""
    dates: tuple[Line, ...] = ()  # lines of the frame that hold a day
    byline: str = ""
    institution: str = ""  # whose letterhead it is
    credit: str = ""  # the outlet, in a line of its own
    address: str = ""  # where it was found on the web
    frame: tuple[str, ...] = ()  # all lines that are not its text, as they stand
    dateline: Dateline | None = None  # begins the first paragraph, or is a line of the frame
    paragraphs: tuple[str, ...] = ()  # of one line or several, blank space at their ends left out

    @property
    def lead(self) -> tuple[str, ...]:
        """The first two paragraphs, without the dateline."""
        first, *others = self.paragraphs or ("",)
        return first[self.dateline.end if self.dateline else 0 :], *others[:1]


def read_wire(text: str) -> Wire:
    """Return a raw text taken apart; one that is empty has no paragraphs."""
    blocks = list(_blocks(text))
    head, body = _split_head(blocks)
    body, foot = _split_foot(body)
    head, body = _with_date_below(head, body)
    frame = [line for block in head for line in block] + foot
    paragraphs = tuple("\n".join(line.text for line in block) for block in body)
    title = _title(head)
    dates = tuple(line for line in frame if is_date_line(line.text) and line.text != title)
    return Wire(
        title=title,
        dates=dates,
        byline=next((match[1] for line in frame if (match := _BYLINE.fullmatch(line.text))), ""),
        institution=next((line.text for block in head for line in block if _is_institution(line.text)), ""),
        credit=_credit_of(head, foot, dates),
        address=next((match[1] for line in frame if (match := _ADDRESS.fullmatch(line.text))), ""),
        frame=tuple(line.text for line in frame),
        dateline=_dateline(head, paragraphs),
        paragraphs=paragraphs,
    )


def _dateline(head: Iterable[tuple[Line, ...]], paragraphs: Sequence[str]) -> Dateline | None:
    """Return the dateline of the first paragraph, or one that is a line by itself above it."""
    if paragraphs and (dateline := find_dateline(paragraphs[0])):
        return dateline
    above = (find_dateline(f"{line.text}\n") for block in head for line in block if _is_lone_dateline(line.text))
    return next((replace(dateline, end=0) for dateline in above if dateline), None)


def _is_lone_dateline(line: str) -> bool:
    dateline = find_dateline(f"{line}\n")
    return dateline is not None and bool(dateline.day and dateline.agency) and dateline.end > len(line)


def is_date_line(text: str) -> bool:
    """Tell whether a line says when it was published and little else: a place before it, a source in brackets."""
    days = list(find_days(text)) if len(text) <= _LONGEST_LINE else []
    if not any(day.first or day.choices for day in days):
        return False
    rest = text
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    if time := find_time(rest):
        rest = f"{rest[: time.start]} {rest[time.end :]}"
    bare = re.sub(r"\([^()]*\)|/[^/]*/|\[[^\[\]]*\]", " ", rest)
    others = [word for word in _WORD.findall(bare) if word.lower().strip(".") not in _DATE_WORDS]
    return len(others) <= 4 and all(word[0].isupper() for word in others)


def _blocks(text: str) -> Iterator[tuple[Line, ...]]:
    """Yield the paragraphs of a text as lines: parted by blank lines, or by indentation, or one on each long line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1)]
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if line.strip():
            block.append((number, line))
        elif block:
            yield from _parted(block)
            block = []


def _parted(block: Sequence[tuple[int, str]]) -> Iterator[tuple[Line, ...]]:
    is_indented = any(line.startswith(("  ", "\t")) for _, line in block[1:]) and len(block) > 1
    has_long = max(len(line) for _, line in block) > _LONGEST_LINE
    part: list[Line] = []
    for number, line in block:
        begins = has_long or (is_indented and line.startswith(("  ", "\t")))
        if begins and part:
            yield tuple(part)
            part = []
        part.append(Line(number=number, text=line.strip()))
    yield tuple(part)


def _split_head(blocks: list[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[tuple[Line, ...]]]:
    """Return the blocks that stand before the text, and the text, which has one block at least."""
    end = 0
    while end < min(len(blocks), _MOST_HEADER) and _is_header(blocks[end]):
        end += 1
    while end and end == len(blocks):
        end -= 1  # nothing but short lines: the last is the text
    return blocks[:end], blocks[end:]


def _with_date_below(
    head: list[tuple[Line, ...]], body: list[tuple[Line, ...]]
) -> tuple[list[tuple[Line, ...]], list[tuple[Line, ...]]]:
    """Return the blocks of header and text, where a date that stands below the first paragraph is taken out."""
    if len(body) > 2 and all(is_date_line(line.text) for line in body[1]):
        return [*head, body[1]], [body[0], *body[2:]]
    return head, body


def _is_header(block: tuple[Line, ...]) -> bool:
    """Tell whether every line of a block is a date, a byline, a label or a headline, and none is prose."""
    lines = [line.text for line in block]
    if all(map(_is_known, lines)):
        return True
    others = [line for line in lines if not _is_known(line)]
    is_short = len(lines) - len(others) + 2 >= len(lines)  # a headline has two lines at most
    return is_short and not any(len(line) > _LONGEST_TITLE or _END.search(line) or _is_prose(line) for line in others)


def _is_known(line: str) -> bool:
    """Tell whether a line is of a kind that no text has among its own."""
    patterns = (_LABEL, _BYLINE, _ADDRESS, _CORRESPONDENT, _STAFF, _LABELLED, _LETTERS_SUBJECT)
    is_pattern = any(pattern.fullmatch(line) for pattern in patterns)
    return is_pattern or is_date_line(line) or _is_institution(line) or _is_lone_dateline(line)


def _is_prose(line: str) -> bool:
    dateline = find_dateline(line)
    return dateline is not None and dateline.end < len(line)


def _split_foot(body: list[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[Line]]:
    """Return the text, and the lines that stand behind it: a date, an address, or the name of an outlet."""
    foot: list[Line] = []
    while len(body) > 1 and len(foot) < _MOST_FOOTER and _is_foot(body[-1]):
        foot = [*body[-1], *foot]
        body = body[:-1]
    return body, foot


def _is_foot(block: tuple[Line, ...]) -> bool:
    """Tell whether every line of a block is a footer; beside a date, any name may be the outlet's."""
    lines = [line.text for line in block]
    is_dated = any(map(is_date_line, lines))
    return all(_is_footer(line) or (is_dated and _is_name(line)) for line in lines)


def _is_name(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= 5 and all(word[0].isupper() for word in words) and not _END.search(line)


def _is_footer(line: str) -> bool:
    is_of_staff = any(pattern.fullmatch(line) for pattern in (_ADDRESS, _STAFF))
    return is_date_line(line) or is_of_staff or bool(_credit(line))


def _credit_of(head: Iterable[tuple[Line, ...]], foot: Sequence[Line], dates: Sequence[Line]) -> str:
    """Return the outlet that a line below the text names, or one above it, or one with the date, or ""."""
    above = [line.text for block in head for line in block]
    matches = [pattern.fullmatch(line) for line in above for pattern in (_LABELLED, _CORRESPONDENT)]
    found = [_credit(line.text) for line in reversed(foot)] + [match[1].strip() for match in matches if match]
    names = [line.text for line in foot if _is_name(line.text) and not is_date_line(line.text)]
    return next(filter(None, (*found, *names)), "") or _credit_beside_dates(dates)


def _credit(text: str) -> str:
    """Return the outlet that a line names and nothing else, or ""."""
    if match := _CREDIT.fullmatch(text):
        return (match[1] or match[2]).strip()
    if match := _CITING.fullmatch(text):
        return _credit(match[1])
    return text if _is_name_of_outlet(text) and not is_date_line(text) else ""


def _is_name_of_outlet(text: str) -> bool:
    return _is_name(text) and any(is_a(kind, word) for word in text.split() for kind in ("common", "outlets"))


def _credit_beside_dates(dates: Iterable[Line]) -> str:
    """Return the outlet in a line such as `Cairo, 12 Jan 2021 (Nile Dispatch)`, or at its beginning, or ""."""
    for line in dates:
        first = line.text.partition(", ")[0]
        if _is_name_of_outlet(first) and any(is_a("outlets", word) for word in first.split()):
            return first
        for match in re.finditer(r"\(([^()]*)\)|/([^/\d]{3,})/", line.text):
            name = re.split(r"[/|,]", match[1] or match[2])[0].strip()
            if re.search(r"[^\W\d]{2,}", name) and find_time(f"0:00 {match[0]}") and not _is_offset(name):
                return name
    return ""


def _is_offset(text: str) -> bool:
    time = find_time(f"0:00 ({text})")
    return time is not None and time.offset is not None


def _is_institution(line: str) -> bool:
    """Tell whether a line is a letterhead: the name of an institution in capital letters."""
    words = _WORD.findall(line)
    if len(words) < 2 or not line.isupper():
        return False
    has_object = any(is_a("institutions", word) and of in ("OF", "FOR", "ON") for word, of in pairwise(words))
    return is_a("institutions", words[-1]) or has_object


def _title(head: Iterable[tuple[Line, ...]]) -> str:
    """Return the headline: of the lines that are nothing else the one with the most words, with its second line."""
    found = []
    for line in (line for block in head for line in block):
        if subject := _LETTERS_SUBJECT.fullmatch(line.text):
            return subject[1]
    for block in head:
        lines = [line.text for line in block if not _is_known(line.text)]
        if lines:
            has_wrapped = len(lines) > 1 and len(lines[0]) >= _SHORTEST_WRAPPED
            found.append(" ".join(lines[: 1 + has_wrapped]))
    return max(found, key=lambda title: len(title.split()), default="")
