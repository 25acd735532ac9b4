"""The ledger, permalinks.txt: every address that was ever published, and what it belongs to.

A line is an address and its owner, which is a content file or, of a term without a record, its taxonomy and name;
`gone: true` and a title at its end declare that nothing is there any more:

    /2023/10/31/grid/ content/2023/grid.md
    /2023/11/02/leak/ content/2023/leak.md gone: true The leak
    /people/ada-byron/ people: Ada Byron
"""

import errno
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from gazette.content.addresses import check_old_address, page_path
from gazette.content.files import CONTENT, composed
from gazette.errors import InputError, Place, Report, error, quoted, unreadable
from gazette.folders import file_bytes
from gazette.texts import decode, without_controls

LEDGER = "permalinks.txt"
_HEAD = (
    "# Every address that was ever published, and what it belongs to. `gazette permalinks --record` adds to it;",
    '# what was withdrawn gets "gone: true" and its title at the end of its line. Where one thing has several lines,',
    "# leave the first one first: it is its id in feeds.",
    "",
)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( .*)?")
_GONE = re.compile(r"\sgone:")
_TRUE = re.compile(r"\s*true(\s.*)?")
_NAMED = re.compile(r"(?P<taxonomy>[a-z][a-z0-9_-]*): *(?P<name>.+)", re.DOTALL)
_FORM = 'write one such as "/2023/10/31/grid/ content/2023/grid.md" or "/people/ada/ people: Ada"'
_PLAIN = re.compile("[a-z0-9/-]+")
_SAFE = "/~(),+"


class Line(Struct, frozen=True, kw_only=True):
    """An address with what it belongs to."""

    address: str  # such as /2023/10/31/grid/, not percent-encoded
    owner: str  # "content/2023/grid.md" or "people: Ada Byron"; of one that is gone, perhaps ""
    is_gone: bool = False
    title: str = ""  # of what is gone
    above: tuple[str, ...] = ()  # the comments and blank lines that belong to it
    place: Place = Place(path=LEDGER)

    def __str__(self) -> str:
        parts = [written(self.address)]
        if self.owner:
            parts.append(_escaped(self.owner).replace("gone:", "gone%3A"))
        if self.is_gone:
            parts.append("gone: true")
        if self.is_gone and self.title:
            parts.append(_escaped(self.title))
        return " ".join(parts)


class Ledger(Struct, frozen=True, kw_only=True):
    """All lines, in order: by the first address of what they belong to, its further addresses below that.

    What is in feeds has its first address as its id, and this says which it is.
    """

    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = _HEAD  # comments that stay above all, up to the first blank line
    tail: tuple[str, ...] = ()  # comments after the last line

    def __str__(self) -> str:
        texts = (text for line in self.lines for text in (*line.above, str(line)))
        return "".join(f"{text}\n" for text in (*self.head, *texts, *self.tail))


def ledger_of(lines: Iterable[Line], old: Ledger) -> Ledger:
    """Return a ledger with other lines, in order, and the comments of an old one.

    Of what belongs to one owner, the line that is given first stays first.
    """
    lines = tuple(lines)
    firsts: dict[str, str] = {}
    for line in lines:
        firsts.setdefault(line.owner or line.address, written(line.address))
    return replace(old, lines=tuple(sorted(lines, key=lambda line: firsts[line.owner or line.address])))


def written(address: str) -> str:
    """Return an address as the ledger has it: percent-encoded, so that it holds no space."""
    return address if _PLAIN.fullmatch(address) else quote(address, safe=_SAFE)


def owner_of_name(taxonomy: str, name: str) -> str:
    """Return the owner of the address of a term that has no record."""
    return f"{taxonomy}: {name}"


def name_of_owner(owner: str) -> tuple[str, str] | None:
    """Return the taxonomy and name of an owner that is a term without a record, else None."""
    match = None if owner.startswith(f"{CONTENT}/") else _NAMED.fullmatch(owner)
    return (match["taxonomy"], match["name"]) if match else None


def read_ledger(root: Path, report: Report) -> Ledger:
    """Return the ledger of a collection, without a line where it has none.

    Lines that are wrong are reported and left out. Raises InputError where it is no file, or no text.
    """
    data = ledger_bytes(root)
    return Ledger() if data is None else parse_ledger(decode(data, LEDGER, report), report)


def ledger_bytes(root: Path) -> bytes | None:
    """Return the bytes of a collection's ledger, or None where it has none. Raises InputError where it is no file."""
    place = Place(path=LEDGER)
    try:
        return file_bytes(root, LEDGER)
    except FileNotFoundError:
        return None
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            message = "this is a link; put the file itself here"
            raise InputError(error(place, message, "path-outside")) from fault
        raise InputError(unreadable(place, fault)) from fault


def parse_ledger(text: str, report: Report) -> Ledger:
    """Return the ledger in a text, without the lines that are wrong, which are reported."""
    lines: list[Line] = []
    head: tuple[str, ...] = ()
    above: list[str] = []
    known: dict[str, Line] = {}
    for number, raw in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        bare, place = raw.strip(), Place(path=LEDGER, line=number)
        if not bare or bare.startswith("#"):
            above.append(bare)
            if not bare and not lines and not head:
                head, above = tuple(above), []
        elif (line := _line(bare, place, report)) is not None:
            other = known.setdefault(page_path(line.address), line)
            if other is line:
                lines.append(replace(line, above=tuple(above)) if above else line)
                above = []
            else:
                message = f"{written(line.address)} stands in line {other.place.line} too; leave one of the two"
                report(error(place, message, "permalink-duplicate"))
    return ledger_of(lines, Ledger(head=head, tail=tuple(above)))


def _line(text: str, place: Place, report: Report) -> Line | None:
    try:
        line = _parsed(text, place)
    except ValueError as why:
        report(error(place, str(why), "permalink-invalid"))
        return None
    return replace(line, title=without_controls(line.title, place, report)) if line.title else line


def _parsed(text: str, place: Place) -> Line:
    """Return the line that a text is. Raises ValueError, with what is wrong and the cure."""
    if _CONFLICT.fullmatch(text):
        raise ValueError(f"{quoted(text)} marks a merge that was not finished; keep the lines of both sides without it")
    head, *gone = _GONE.split(text, maxsplit=1)
    address, _, owner = (unquote(part.strip()) for part in head.partition(" "))
    owner = composed(owner) if owner.startswith(f"{CONTENT}/") else owner
    if wrong := check_old_address(address):
        raise ValueError(f"{quoted(head.split()[0])} {wrong}")
    if gone and not _TRUE.fullmatch(gone[0]):
        raise ValueError(f'{quoted(f"gone:{gone[0]}")} says not whether it is; write "gone: true" and its title')
    if not owner and not gone:
        raise ValueError(f"{quoted(address)} belongs to nothing; {_FORM}")
    if owner and not _is_owner(owner):
        raise ValueError(f"{quoted(owner)} is neither a content file nor a name; {_FORM}")
    title = unquote(gone[0].strip().removeprefix("true")).strip() if gone else ""
    return Line(address=address, owner=owner, is_gone=bool(gone), title=title, place=place)


def _is_owner(text: str) -> bool:
    return (text.startswith(f"{CONTENT}/") and text.lower().endswith(".md")) or name_of_owner(text) is not None


def _escaped(text: str) -> str:
    """Return a text without what would end a line, be stripped from it or be taken for an escape."""
    return "".join(_escaped_chars(text))


def _escaped_chars(text: str) -> Iterator[str]:
    last = len(text) - 1
    for number, char in enumerate(text):
        is_plain = char.isprintable() and char != "%" and (char != " " or 0 < number < last)
        yield char if is_plain else quote(char, safe="")
