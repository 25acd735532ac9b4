"""The layout of a raw text: what stands around it, such as its date, headline and byline, and its paragraphs."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gazette.desk.importing.datelines import Dateline, find_dateline
from gazette.desk.importing.frame_lines import address_of, is_footer, is_lone_dateline, is_of_frame, subject_of
from gazette.desk.importing.furniture import without_furniture
from gazette.desk.importing.lines import END, LONGEST_LINE, Line, is_contact, is_date_line, is_label, is_name
from gazette.desk.importing.owners import (
    byline_of,
    credit_of,
    is_called_like_an_institution,
    is_called_like_an_outlet,
    letterhead_of,
    menu_name_of,
    owner_of,
    site_of,
)

_LONGEST_TITLE = 220
_SHORTEST_WRAPPED = 50  # a headline that goes on in another line has so many characters in the first
_MOST_HEADER = 20
_MOST_LINES = 2  # of a headline
_HEADLINE = 5  # words from which on a line above another is the headline of the two
_MOST_FOOTER = 6


class Wire(Struct, frozen=True, kw_only=True):
    """A raw text taken apart. Every line of it is in the frame or in a paragraph."""

    title: str = ""
    dates: tuple[Line, ...] = ()  # lines of the frame that hold a day
    byline: str = ""
    institution: str = ""  # whose letterhead it is
    owner: str = ""  # who gave it out or has the rights, as a line says plainly
    credit: str = ""  # the outlet, in a line of its own
    address: str = ""  # where it was found on the web
    site: str = ""  # likewise, where no more is named than the site: herald.example
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
    blocks, furniture, behind = without_furniture(list(_blocks(text)))
    head, body = _split_head(blocks)
    body, foot = _split_foot(body)
    head, body = _with_date_below(head, body)
    above, below = [line for block in head for line in block], [*foot, *behind]
    frame = sorted([*above, *furniture, *below], key=lambda line: line.number)
    paragraphs = tuple("\n".join(line.text for line in block) for block in body)
    title = _title(head)
    dates = tuple(line for line in (*above, *below) if is_date_line(line.text) and line.text != title)
    return Wire(
        title=title,
        dates=dates,
        byline=byline_of(frame),
        institution=letterhead_of(above, title),
        owner=owner_of(frame),
        credit=credit_of([line for line in above if line.text != title], foot, dates) or menu_name_of(furniture),
        address=address_of(frame),
        site=site_of(frame),
        frame=tuple(line.text for line in frame),
        dateline=_dateline(head, paragraphs),
        paragraphs=paragraphs,
    )


def _dateline(head: Iterable[tuple[Line, ...]], paragraphs: Sequence[str]) -> Dateline | None:
    """Return the dateline of the first paragraph, or one that is a line by itself above it."""
    if paragraphs and (dateline := find_dateline(paragraphs[0])):
        return dateline
    above = (find_dateline(f"{line.text}\n") for block in head for line in block if is_lone_dateline(line.text))
    return next((replace(dateline, end=0) for dateline in above if dateline), None)


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
    has_long = max(len(line) for _, line in block) > LONGEST_LINE
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
    if all(map(is_of_frame, lines)):
        return True
    others = [line for line in lines if not is_of_frame(line) and not is_called_like_an_institution(line)]
    return len(others) <= _MOST_LINES and not any(
        len(line) > _LONGEST_TITLE or END.search(line) or _is_prose(line) for line in others
    )


def _is_prose(line: str) -> bool:
    dateline = find_dateline(line)
    return dateline is not None and dateline.end < len(line)


def _is_letterhead(line: str, *, is_release: bool) -> bool:
    """Tell whether a line is no headline though there be no other: an outlet in capitals, a short name on a release."""
    if line.isupper():
        return is_called_like_an_outlet(line)
    return is_release and len(line.split()) <= _HEADLINE and is_called_like_an_institution(line)


def _likeness_to_a_headline(line: str) -> tuple[bool, bool, int]:
    return not is_called_like_an_outlet(line), not is_called_like_an_institution(line), len(line.split())


def _split_foot(body: list[tuple[Line, ...]]) -> tuple[list[tuple[Line, ...]], list[Line]]:
    """Return the text, and the lines that stand behind it: a date, an address, or the name of an outlet."""
    foot: list[Line] = []
    while len(body) > 1 and len(foot) < _MOST_FOOTER and (size := _feet(body)):
        foot = [*(line for block in body[-size:] for line in block), *foot]
        body = body[:-size]
    return body, foot


def _feet(body: Sequence[tuple[Line, ...]]) -> int:
    """Return how many of the last blocks are footers: one, two where a date has a signature below it, or none."""
    if _is_foot(body[-1]):
        return 1
    if len(body) < 3 or not all(is_date_line(line.text) for line in body[-2]):
        return 0
    is_signature = all(is_name(line.text) for line in body[-1]) or any(is_contact(line.text) for line in body[-1])
    return 2 if is_signature else 0


def _is_foot(block: tuple[Line, ...]) -> bool:
    """Tell whether every line of a block is a footer; beside a date, any name may be the outlet's."""
    lines = [line.text for line in block]
    is_dated = any(map(is_date_line, lines))
    return all(is_footer(line) or (is_dated and is_name(line)) for line in lines)


def _title(head: Iterable[tuple[Line, ...]]) -> str:
    """Return the headline: of the lines that are nothing else the one with the most words, with its second line.

    The name of an outlet or of an institution is the headline only where there is no other, and in capitals never.
    """
    if subject := subject_of(line for block in head for line in block):
        return subject
    is_release = any(is_label(line.text) for block in head for line in block)
    found = {number: title for number, title in _candidates(head) if not _is_letterhead(title, is_release=is_release)}
    best = max(found, key=lambda number: _likeness_to_a_headline(found[number]), default=0)
    above = found.get(best - 1, "")  # under the headline may stand what tells more
    return above if len(above.split()) >= _HEADLINE else found.get(best, "")


def _candidates(head: Iterable[tuple[Line, ...]]) -> Iterator[tuple[int, str]]:
    """Yield what may be the headline of each block, and the number of its line."""
    for block in head:
        lines = [line for line in block if not is_of_frame(line.text)]
        if lines:
            goes_on = len(lines) > 1 and lines[1].number == lines[0].number + 1
            has_wrapped = goes_on and len(lines[0].text) >= _SHORTEST_WRAPPED
            yield lines[0].number, " ".join(line.text for line in lines[: 1 + has_wrapped])
