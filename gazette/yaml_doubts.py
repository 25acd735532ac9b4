"""What is YAML, and yet hardly what was meant: a "#" that cuts a text, a dash that is part of one, curly quotes."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from msgspec import Struct, structs

from gazette.errors import Place, Problem, Report, error, quoted, warning
from gazette.yaml_lines import COMMENT, ODD_CHARS, Fault, in_quotes, indent_of, odd_space, quoted_for, rows_of

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXTS = frozenset("title name summary description text role author sort_name".split())
"""Keys whose values are prose or names, in which a number sign is likely."""
_PROSE = frozenset("title summary description text".split())
"""Keys whose values may well begin with a quotation."""
_NO_TEXTS = frozenset(
    "date event_date updated lastmod modified publish_date expires retrieved from to draft lang slug image url"
    " archive_url".split()
)
"""Keys whose values are neither; whoever reads these tells what is wrong with them."""
_PARTS = "name|role|url|title|date|text|via|retrieved|organisation|from|to"
_MOST_WORDS = 4  # on each line of what may be a list without dashes

_FIRST = frozenset("-“„‘‚«")
"""Characters with which a text begins that may be doubtful."""
_ODD_START = re.compile(rf"(?:-|[\w-]+:)([{ODD_CHARS}])")
_UNSPACED = re.compile(rf"({_PARTS}):(?!//)(\S.*)", re.DOTALL)
_MAY_BE_KEY = re.compile(rf"[\w-]+:[{ODD_CHARS}]|(?:{_PARTS}):\S")
_ESCAPED_PATH = re.compile(r"(?:[A-Za-z]:|\\[\w.-]+)[\0\a\b\t\n\v\f\r\x1b\x85\xa0]")
"""A path of Windows that has lost its backslash to an escape: `"C:\\temp"` is C:, a tab and "emp"."""
_PATH = re.compile(r"(?:[A-Za-z]:|\\\\[\w.-]+)\\[0abtnvfreN_]")
_CURLY = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»"}


class _Value(Struct, frozen=True, kw_only=True):
    """A text of a mapping or a list, and where it stands: lines and columns count from 0."""

    text: str
    style: str  # as YAML has it: "" for a plain one
    first: int
    column: int
    last: int
    end: int  # the column behind it
    key: str = ""  # "" for an item of a list
    key_line: int = -1
    is_item: bool = False
    is_own: bool = False  # under `extra`, of which nobody knows what is meant

    @property
    def is_plain(self) -> bool:
        return not self.style

    @property
    def is_below(self) -> bool:
        """Whether it begins on a line below its key."""
        return not self.is_item and self.key_line < self.first


class Doubt(Struct, frozen=True):
    """What may be wrong, and whether it surely is."""

    fault: Fault
    is_sure: bool = False


def has_comment(text: str) -> bool:
    """Tell whether a text has what may be a comment by mistake."""
    return "#" in text and COMMENT.search(text) is not None


def is_doubtful(event: yaml.ScalarEvent) -> bool:
    """Tell whether a text may be doubtful, which is asked of every one."""
    text, start, end = event.value, event.start_mark, event.end_mark
    if event.style == '"':
        return "\\" in text[:2] or (":" in text and _ESCAPED_PATH.search(text) is not None)
    if event.style or not text or not start or not end:
        return False
    return (
        start.line != end.line
        or text[0] in _FIRST
        or text[-1] in ",;"
        or (":" in text and _MAY_BE_KEY.match(text) is not None)
    )


def tell_doubts(text: str, path: str, report: Report, first_line: int) -> None:
    """Report what is YAML and was hardly meant so; the text has been read, and begins on that line of its file."""
    rows = rows_of(text)
    for value in _values(text):
        if value.last == len(rows):  # an empty value behind all
            continue
        found = (doubt for doubts in _DOUBTS if (doubt := doubts(value, rows)))
        if doubt := next(found, None):
            report(_problem(doubt, path, first_line))


def _problem(doubt: Doubt, path: str, first_line: int) -> Problem:
    fault = doubt.fault
    place = Place(path=path, line=first_line + fault.line, column=fault.column + 1)
    return (
        error(place, fault.message, "yaml-syntax") if doubt.is_sure else warning(place, fault.message, "yaml-doubtful")
    )


def _values(text: str) -> Iterator[_Value]:
    """Yield every text that is a value or an item."""
    keys: list[_Value | None] = []  # of each mapping above: the key whose value comes next, if it was read
    lists: list[bool] = []  # whether each collection above is a list
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            lists.append(isinstance(event, yaml.SequenceStartEvent))
            keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            lists.pop()
            keys.pop()
            keys[-1:] = [None] * bool(keys)
        elif isinstance(event, yaml.ScalarEvent):
            value, key = _value(event), keys[-1]
            if lists[-1] or key:
                place = {"key": key.text, "key_line": key.first} if key else {}
                is_own = keys[0] is not None and keys[0].text == "extra"
                yield structs.replace(value, is_item=lists[-1], is_own=is_own, **place)
            keys[-1] = None if key or lists[-1] else value


def _value(event: yaml.ScalarEvent) -> _Value:
    first, column = _spot(event.start_mark)
    last, end = _spot(event.end_mark)
    return _Value(text=event.value, style=event.style or "", first=first, column=column, last=last, end=end)


def _spot(mark: Any) -> tuple[int, int]:  # libyaml's marks and PyYAML's own have no type in common
    return (mark.line, mark.column) if mark else (0, 0)


def _cut(value: _Value, rows: list[str]) -> Doubt | None:
    """Doubt a comment that a word begins, behind a text."""
    if value.style in {"|", ">"}:
        return None
    row = rows[value.last]
    comment = COMMENT.match(row, value.end + len(row[value.end :]) - len(row[value.end :].lstrip()))
    if not comment or not _is_text(value, row[comment.end() :]):
        return None
    words = 'all from " #" on is a comment to YAML'
    start = value.column if value.first == value.last and value.text else comment.start()
    cure = quoted_for(value.key, row[start:]) if value.is_plain else "delete it, or put all of it in quotes"
    return Doubt(Fault(value.last, comment.start(), f"{words}; {cure}"))


def _is_text(value: _Value, comment: str) -> bool:
    """Tell whether a comment is likely to be part of the text before it."""
    if value.key in _TEXTS or value.is_item:
        return True
    if not value.text:
        return value.key not in _NO_TEXTS
    is_number = value.text[:1].isdigit()
    return not is_number and (" " in value.text or comment[0].isdigit())


def _swallowed(value: _Value, rows: list[str]) -> Doubt | None:
    """Doubt an item that is indented more than the list, so that it goes on with the text above."""
    if not value.is_plain or value.first == value.last:
        return None
    for line in range(value.first + 1, value.last + 1):
        if re.match(r"\s*- ", rows[line]):
            wanted = rows[value.first].find("-") + 1 if value.is_item else 0
            column = indent_of(rows[line])
            words = "to YAML this dash is part of the text above, since it is indented more than that"
            above = rows[value.first][value.column :].strip()
            alone = "write the key above on a line alone"
            lists = f"write - {above} above it" if value.is_below else f"{alone}, and - {above} below it"
            lists = alone if value.key in _PROSE else lists
            cure = f"begin it in column {wanted}" if wanted else f"if it begins an item, {lists}"
            return Doubt(Fault(line, column, f"{words}; {cure}"), is_sure=value.is_item)
    return None


def _without_dash(value: _Value, rows: list[str]) -> Doubt | None:
    """Doubt short lines that are one text to YAML, and may be items of a list."""
    if not value.is_plain or value.first == value.last:
        return None
    lines = [row.strip() for row in rows[value.first : value.last + 1] if row.strip()]
    one = f"these lines are one text to YAML, {quoted(value.text)}"
    if value.is_item and rows[value.first][: value.column].rstrip()[-1:] == "-":
        line = value.first + 1
        words = f"{one}; begin each item with a dash, or write it on one line"
        return Doubt(Fault(line, indent_of(rows[line]), words))
    if value.is_below and value.key not in _PROSE and all(len(line.split()) <= _MOST_WORDS for line in lines):
        return Doubt(Fault(value.first, value.column, f"{one}; if they are a list, begin each with a dash and a space"))
    return None


def _dash(value: _Value, _: list[str]) -> Doubt | None:
    """Doubt a dash without its space, on a line below a key."""
    if not value.is_below or not value.is_plain or not re.match(r"-[^\s\d-]", value.text):
        return None
    words = f"a space is missing after the dash; write - {value.text.split(' -')[0][1:]}"
    return Doubt(Fault(value.first, value.column, words), is_sure=True)


def _odd(value: _Value, _: list[str]) -> Doubt | None:
    """Doubt white space that is none to YAML behind a dash or a colon."""
    found = _ODD_START.match(value.text) if value.is_plain else None
    return (
        Doubt(Fault(value.first, value.column + found.start(1), odd_space(found[1])), is_sure=True) if found else None
    )


def _unspaced(value: _Value, _: list[str]) -> Doubt | None:
    """Doubt a colon without its space, where a key may stand."""
    may_be_key = value.is_plain and (value.is_item or value.is_below)
    found = _UNSPACED.match(value.text) if may_be_key else None
    if not found:
        return None
    words = f"a space is missing after the colon; write {found[1]}: {found[2].split(' ')[0]}"
    return Doubt(Fault(value.first, value.column + found.end(1), words))


def _curly(value: _Value, _: list[str]) -> Doubt | None:
    """Doubt curly quotation marks around a text that is hardly a quotation."""
    text = value.text
    if not value.is_plain or value.is_own or value.key in _PROSE or text[:1] not in _CURLY:
        return None
    inner = text[1:-1] if text[-1] in _CURLY[text[0]] else text[1:]
    words = "curly quotation marks quote nothing in YAML and are part of this text"
    return Doubt(Fault(value.first, value.column, f"{words}; write {in_quotes(inner)}"))


def _comma(value: _Value, _: list[str]) -> Doubt | None:
    """Doubt a comma or semicolon that ends a name, as in other languages."""
    if not value.is_plain or value.is_own or value.key in _PROSE - {"title"} or value.key in _NO_TEXTS:
        return None
    if value.text[-1:] not in {",", ";"}:
        return None
    return Doubt(Fault(value.last, value.end - 1, f"the {value.text[-1]} at the end is part of this text; delete it"))


def _path(value: _Value, rows: list[str]) -> Doubt | None:
    """Doubt a backslash in double quotation marks that is part of a path."""
    if value.style != '"' or value.first != value.last or not _ESCAPED_PATH.search(value.text):
        return None
    written = rows[value.first][value.column : value.end]
    if not (match := _PATH.search(written)):
        return None
    sign = written[match.end() - 2 : match.end()]
    meant = written[1:-1].replace("\\\\", "\\").replace("'", "''")
    words = f"in double quotation marks {sign} stands for another character, so this path is none"
    words = f"{words}; write it in single ones: '{meant}'"
    return Doubt(Fault(value.first, value.column + match.end() - 2, words))


_DOUBTS: tuple[Callable[[_Value, list[str]], Doubt | None], ...] = (
    _cut,
    _odd,
    _dash,
    _swallowed,
    _without_dash,
    _unspaced,
    _curly,
    _comma,
    _path,
)
