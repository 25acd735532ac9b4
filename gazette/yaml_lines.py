"""Lines of YAML as editors write them, a key and its value a line: what they have, lack, and should be.

Beside the parser, which knows nothing of lines, this tells what a mistake in one was meant to be.
"""

import re

from msgspec import Struct

from gazette.lookalikes import named

ODD_CHARS = "".join(map(chr, (0xA0, 0xAD, 0x85, 0x1680, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030))))
ODD_CHARS += "".join(map(chr, (*range(0x205F, 0x2070), 0x3000, 0xFEFF)))
"""White space and signs that nobody sees, none of which YAML takes for a space."""
_NAME = r"""[^\s"'\[\]{}#&*!|>%@`,?:-][^:]*|"[^"]*"|'[^']*'"""
_KEY = re.compile(rf"(?P<indent>\s*(?:-\s+)*)(?P<key>{_NAME})[ \t]*:(?:\s+(?P<value>.*))?")
ODD_SPACE = re.compile(rf"[ \t]*(?:- +)*(?:[\w-]+ *(?=[{ODD_CHARS}]+ *:)|[\w-]+:|-)?([{ODD_CHARS}])")
"""White space that is none to YAML, where YAML wants some: before a key, around its colon, behind a dash."""
COMMENT = re.compile(r"(?<=\s)(#+)(?=[^\s#])")
"""A comment that may have been meant as text: a word follows its sign at once."""
_LONGEST = 80  # characters of a value that are repeated in a cure
_PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«"}
_UNSPACED = re.compile(r"(\s*(?:-\s+)*)([\w-]+):([^\s/].*)")
_NO_COLON = re.compile(r"\s*([\w-]+)\s*([=;：﹕︰꞉∶；])\s*(.*)")
_AROUND = re.compile(r"""(["'])([\w-]+):\s+(.*)\1""")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ELLIPSIS = "'…'"
_REMARK = re.compile(r"(?<=\s)#(?:\s.*)?$")
_QUOTE = re.compile(r"""(?:[\[{,]\s*|:\s+)(["'])""")
_QUOTED = re.compile(r"""["](?:[^"\\]|\\.)*["]|'(?:[^']|'')*'""")


class Fault(Struct, frozen=True):
    """What is wrong with a text, and where: lines and columns count from 0."""

    line: int
    column: int
    message: str


def quoted_for(key: str, value: str) -> str:
    """Return the cure for many a value: its key, where it has one, and the value in quotes."""
    return f"put it in quotes: {_with_key(key, in_quotes(_bare(value)))}"


def requoted_for(key: str, value: str) -> str:
    """Return the cure for a value that has quotation marks already, but not around all of it."""
    text = _REMARK.sub("", value).strip()
    if text[:1] == "'":
        text = text.replace("\\'", "'")  # as other languages have it
    return f"put it in quotes: {_with_key(key, in_quotes(text[1:-1] if _is_around(text) else text))}"


def in_quotes(text: str) -> str:
    """Return a text on one line as YAML reads it whatever is in it, shortened where it is long."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1]}…"
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


def unescaped_for(key: str, value: str) -> str:
    """Return the cure for a value in double quotes with a backslash that is meant to be one."""
    is_whole = value[:1] == '"' and value[-1:] == '"'
    return f"write it in single quotes: {_with_key(key, in_quotes(value[1:-1]) if is_whole else _ELLIPSIS)}"


def odd_space(char: str) -> str:
    """Return the words for white space that is none to YAML."""
    seen, cure = (
        ("that only looks like a space", "write a space") if char.isspace() else ("that nobody sees", "delete it")
    )
    return f"a character {seen} stands here ({named(char)}); {cure}"


def rows_of(text: str) -> list[str]:
    """Return the lines of a text, as YAML counts them."""
    return _BREAK.split(text)


def key_on(row: str) -> re.Match[str] | None:
    """Return the indent, key and value of a line that has a key; the value may be None."""
    return _KEY.fullmatch(row.rstrip())


def indent_of(row: str) -> int:
    """Return the number of spaces that begin a line."""
    return len(row) - len(row.lstrip())


def without_key(rows: list[str], line: int) -> Fault | None:
    """Return what is wrong with a line that has no key, or one that YAML does not see."""
    row = rows[line] if line < len(rows) else ""
    text = row.strip()
    if odd := ODD_SPACE.match(row):
        return Fault(line, odd.start(1), odd_space(odd[1]))
    if found := _UNSPACED.fullmatch(row.rstrip()):
        return Fault(line, found.end(2), f"a space is missing after the colon; write {found[2]}: {found[3]}")
    if found := _NO_COLON.fullmatch(row.rstrip()):
        is_seen = found[2] in "=;；"
        words = "a key ends in a colon" if is_seen else f"this colon is another sign, {named(found[2])}"
        return Fault(line, found.start(2), f"{words}; write {found[1]}: {found[3]}")
    if found := _AROUND.fullmatch(text):
        words = "the quotation marks stand around the key, too"
        return Fault(line, indent_of(row), f"{words}; write {found[2]}: {in_quotes(found[3])}")
    if re.match(r"-[^\s-]", text):
        return Fault(line, indent_of(row), f"a space is missing after the dash; write - {text[1:]}")
    return Fault(line, indent_of(row), _keyless(rows, line, text)) if text else None


def _keyless(rows: list[str], line: int, text: str) -> str:
    above = next((each for each in reversed(rows[:line]) if each.strip()), "")
    key = key_on(above)
    if key and re.fullmatch(r"[|>][+-]?\d?", key["value"] or ""):
        return f"the text of {key['key']} must be indented; put two spaces before this line"
    if re.match(r"\s*-\s", above):
        words = f"an item of a list begins with a dash; write - {text}"
        may_be_key = re.fullmatch(r"[\w-]+", text) and indent_of(rows[line]) == 0
        return f"{words}, or, where it is a key, {text}:" if may_be_key else words
    words = "this line has no key with a colon, such as title: Grid restored; write one"
    may_go_on = bool(key and key["value"])
    return f"{words}, or, if it goes on with the text above, put two spaces before it" if may_go_on else words


def open_quote(row: str) -> int | None:
    """Return the column of a quotation mark that begins a value on a line and is not closed there."""
    key = key_on(row)
    start = key.start("value") if key and key["value"] else len(row) - len(row.lstrip(" -"))
    if row[start : start + 1] not in {'"', "'", "[", "{"}:
        return None
    column: int | None = start
    if row[start] in "[{":
        column = _next_quote(row, start)
    while column is not None and (closed := _QUOTED.match(row, column)):
        column = _next_quote(row, closed.end())
    return column


def _next_quote(row: str, start: int) -> int | None:
    found = _QUOTE.search(row, start)
    return found.start(1) if found else None


def begins_anew(rows: list[str], line: int) -> bool:
    """Tell whether the line below one has a key or an item of its own, no deeper than this; the end is none."""
    numbers = range(line + 1, len(rows)) if rows[line].strip() else ()
    below = next((rows[number] for number in numbers if rows[number].strip()), "")
    begins = key_on(below) or re.match(r"\s*-\s", below)
    return bool(begins) and indent_of(below) <= indent_of(rows[line])


def _bare(value: str) -> str:
    """Return a value without its remark and the quotation marks around it."""
    text = _REMARK.sub("", value).strip()
    return text[1:-1] if len(text) > 1 and text[-1] in _PAIRS.get(text[0], "") else text


def _with_key(key: str, value: str) -> str:
    return f"{key}: {value}" if key else value


def _is_around(text: str) -> bool:
    """Tell whether the marks at both ends belong together: `"He said "no" today"`, and not `"A" and "B"`."""
    return len(text) > 1 and text[-1] == text[0] and not re.match(r"[^\"']*\w[\"'](\s|$)", text[1:-1])
