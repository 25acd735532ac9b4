"""Lines of raw texts: what a single one may be, such as a date, a name, a label or where somebody can be reached."""

import re
from collections.abc import Iterable

from msgspec import Struct

from gazette.desk.importing.days import find_days, find_time
from gazette.desk.importing.rules import is_called_like_outlets

LONGEST_LINE = 120
"""A line longer than this is a paragraph; shorter ones may be a headline or lines of a paragraph."""
END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|\w[\"”»]$")
"""How a line ends that is a sentence, or a part of one."""
LABEL = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|service|office|statement)|statement|communiqu[ée]"
    r"|news(?: in brief)?|world|politics|local|business|sports?|culture|opinion|economy|region(?:al)?|national"
    r"|notice to (?:the )?(?:media|press|editors?)|media advisory|(?:press|news|media) notice"
    r"|(?:(?:press|news|media) (?:release|communiqu[ée])|claim|case|file|ref(?:erence)?|document)"
    r"(?: no\.?| number)?[ #:]{0,3}(?:[A-Z]{1,8}[ /-])?\d[\w/.-]{0,24}"
    r"|\w{1,20} session|agenda item .{1,40}|original: ?\w{1,20}|distr(?:ibution)?\.?:? ?\w{1,20}"
    r"|(?=[^ ]*\d)[a-z]{2,12}(?:/[\w.-]{1,12}){1,6}"
    r"|(?:(?:english|foreign|world|midday|morning|evening|weekend|web) )+(?:service|edition|bulletin)(?:, .{3,40})?"
    r"|text of (?:news item|report|statement|speech)"
    r"|photo:?|no\.? ?[\w/-]{0,8}\d[\w/ -]{0,12}|#\d{1,9})\W{0,9}",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\d+ min(?:ute)?s?(?: to)?(?: read)?|(?:comments?|shares?|views):? ?\(?[\d,]+\)?"
    r"|[\d,]+ (?:comments?|shares?|views)|page \d+(?: of \d+)?|advertise with .{2,60}",
    re.IGNORECASE,
)
"""How a line, or a part of one, counts readers or pages."""
_CONTACT = re.compile(
    r"(?:(?:office|opening) hours:? .{3,80}"
    r"|(?:tel(?:ephone)?|phone|fax|e-?mail|(?:press |media )?(?:enquiries|inquiries)|web(?:site)?|visit us)\.?"
    r"(?:: ?| (?=[(+\d])).{3,80}"
    r"|for (?:more|further) information\b.{0,40}(?:contact|visit|call|write|:).{0,80})",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\S@\S+\.\S|\+\d[\d ()-]{6,}\d|\bP\.? ?O\.? Box \d|\bPrivate (?:Mail )?Bag \d", re.IGNORECASE)
_MOST_BESIDE = 12  # words of a line that says where somebody can be reached
_PLAIN_END = re.compile(r"[.!?][\"'”’»)\]]*$")
GIVEN_OUT = re.compile(
    r"(?:issued|released|published|distributed|circulated|provided) by:? (?:the )?(?P<name>[^,.\d]{3,80})"
    r"(?:, (?P<rest>.{4,60})|\.)?",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(
    "a and da das de del della der des di do dos du e el en et for in la le les of on the und y &".split()
)
WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
DATE_WORDS = frozenset(
    "date dated published p page pp posted issued released updated created on at in of this day time local first last"
    " modified monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm utc gmt"
    " z t".split()
)


class Line(Struct, frozen=True, kw_only=True):
    """A line of the raw text, without the spaces around it; lines count from 1."""

    number: int
    text: str


def is_date_line(text: str) -> bool:
    """Tell whether a line says when it was published and little else: a place before it, a source in brackets."""
    days = list(find_days(text)) if len(text) <= LONGEST_LINE else []
    if not any(day.first or day.choices for day in days):
        return False
    rest = text
    for day in reversed(days):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    while time := find_time(rest):
        rest = f"{rest[: time.start]} {rest[time.end :]}"
    rest = COUNTED.sub(" ", GIVEN_OUT.sub(" ", rest))
    rest = re.sub(r"\s[a-z]{2,4}(?:/[a-z]{2,4})+$", "", rest)
    bare = re.sub(r"\([^()]*\)|/[^/]*/|\[[^\[\]]*\]", " ", rest)
    others = [word for word in WORD.findall(bare) if word.lower().strip(".") not in DATE_WORDS]
    names = [word for word in others if word.lower() not in SMALL_WORDS]
    most = 6 if is_called_like_outlets(bare) else 4
    return len(names) <= most and all(word[0].isupper() for word in names)


def is_name(line: str) -> bool:
    """Tell whether a line is of a few words with capital letters, small ones between them, and no sentence."""
    words = line.split()
    names = [word for word in words if word.lower() not in SMALL_WORDS]
    is_framed = bool(words) and words[-1] in names and words[0][0].isupper()
    return is_framed and len(names) <= 5 and all(word[0].isupper() for word in names) and not END.search(line)


def is_contact(line: str) -> bool:
    """Tell whether a line says where somebody can be reached."""
    return is_address(line) or (len(line) <= 2 * LONGEST_LINE and _CONTACT.fullmatch(line) is not None)


def first_match(pattern: re.Pattern[str], lines: Iterable[Line]) -> str:
    """Return the first group of the first line that is of a pattern, or ""."""
    return next((match[1].strip() for line in lines if (match := pattern.fullmatch(line.text))), "")


def is_label(line: str) -> bool:
    """Tell whether a line says what kind of text follows, as `Press release` does, or how it is filed."""
    return len(line) <= LONGEST_LINE and LABEL.fullmatch(line) is not None


def is_address(line: str) -> bool:
    """Tell whether a line has an address for letters, mail or calls, and is no sentence."""
    is_short = len(line) <= LONGEST_LINE and len(line.split()) <= _MOST_BESIDE and not _PLAIN_END.search(line)
    return is_short and _REACHED.search(line) is not None
