"""What is wrong with a text that is not YAML, in an editor's words, where an editor would look for it.

libyaml stops where it can go on no longer, which is often far behind the mistake, and says what its grammar wanted.
"""

import re
from collections.abc import Callable
from functools import cached_property

import yaml

from gazette.yaml_lines import (
    COMMENT,
    ODD_SPACE,
    Fault,
    begins_anew,
    indent_of,
    key_on,
    odd_space,
    open_quote,
    quoted_for,
    requoted_for,
    rows_of,
    unescaped_for,
    without_key,
)


def explain(text: str, fault: yaml.MarkedYAMLError, first_line: int) -> Fault:
    """Return in plain words why a text is not YAML; the text begins on that line of its file."""
    return _Lines(text, fault, first_line).fault()


class _Lines:
    """The lines of a text, and where in them its reader stopped."""

    def __init__(self, text: str, fault: yaml.MarkedYAMLError, first_line: int) -> None:
        self.first_line = first_line
        self.rows = rows_of(text)
        self.problem = fault.problem or ""
        self.context = fault.context or ""
        mark, opening = fault.problem_mark or fault.context_mark, fault.context_mark
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        self.opening = (opening.line, opening.column) if opening else (self.line, self.column)

    def fault(self) -> Fault:
        """Return what the first of those finds who know the mistake."""
        ways: tuple[Callable[[], Fault | None], ...] = (
            self.conflict,
            self.odd_space,
            self.tab,
            self.escape,
            self.open_quote,
            self.behind_value,
            self.in_brackets,
            self.first_sign,
            self.other_document,
            self.colon,
            self.list_and_keys,
            self.no_key,
        )
        found = next((fault for way in ways if (fault := way())), None)
        words = f"this is not YAML ({self.problem or self.context})"
        cure = "compare its colons, quotation marks and indentation with those of the lines above"
        return found or Fault(min(self.line, self.last), self.column, f"{words}; {cure}")

    @property
    def row(self) -> str:
        """The line where the reader stopped."""
        return self.rows[self.line] if self.line < len(self.rows) else ""

    @cached_property
    def last(self) -> int:
        """The number of the last line that has anything."""
        return max((number for number, row in enumerate(self.rows) if row.strip()), default=0)

    @property
    def char(self) -> str:
        """The character at which the reader stopped."""
        return self.row[self.column : self.column + 1]

    def conflict(self) -> Fault | None:
        for number, row in enumerate(self.rows):
            if re.match(r"<{7}( |$)", row):
                words = 'two versions of this file stand here, from a merge; keep one and delete the lines of "<<<<<<<"'
                return Fault(number, 0, f'{words}, "=======" and ">>>>>>>"')
        return None

    def odd_space(self) -> Fault | None:
        for number, row in enumerate(self.rows[: self.line + 1]):
            if found := ODD_SPACE.match(row):
                return Fault(number, found.start(1), odd_space(found[1]))
        return None

    def tab(self) -> Fault | None:
        indent = re.match(r"\s*", self.row)
        tab = indent[0].find("\t") if indent else -1
        if tab < 0:
            return None
        return Fault(self.line, tab, "a tab stands before this line; indent it by spaces, two for each level")

    def escape(self) -> Fault | None:
        if "escape" not in self.problem and "hexdecimal" not in self.problem:
            return None
        start = self.row.rfind("\\", 0, self.column + 1)
        sign = self.row[start : start + 2]
        words = f"a backslash in double quotes begins an escape, and {sign} is none"
        return Fault(self.line, max(start, 0), f"{words}; {unescaped_for(*self.key_and_value())}")

    def open_quote(self) -> Fault | None:
        """Find a quotation mark that is not closed on its line, where the next has a key or an item of its own."""
        for number, row in enumerate(self.rows[: self.line + 1]):
            column = open_quote(row)
            if column is not None and begins_anew(self.rows, number):
                return self.not_closed(number, column)
        is_quoted = "quoted scalar" in self.context
        return self.not_closed(*self.opening) if is_quoted and "end of stream" in self.problem else None

    def not_closed(self, line: int, column: int) -> Fault:
        sign = self.rows[line][column]
        if sign in "\"'":
            return Fault(line, column, f"the quotation mark {sign} is not closed; write another at the end of the text")
        closing, what = ("]", "list") if sign == "[" else ("}", "mapping")
        words = f"the bracket {sign} is not closed; write {closing} at the end of the {what}"
        comment = COMMENT.search(self.rows[line], column)
        if comment:
            words = f'all from " #" in column {comment.start(1) + 1} on is a comment to YAML, so {words}'
            return Fault(line, column, f"{words}, and put what begins with # in quotes")
        key = key_on(self.rows[line])
        if key and key.start("value") == column:
            words += f", or, if it is no {what}, {quoted_for(key['key'], key['value'])}"
        return Fault(line, column, words)

    def behind_value(self) -> Fault | None:
        """Find text behind what is whole already: a quotation, a list or a mapping in brackets."""
        before = self.row[: self.column].rstrip()
        key, value = self.key_and_value()
        end = len(before) - 1
        if (
            not before
            or not value
            or value[0] not in "\"'[{"
            or before[-1] != {"[": "]", "{": "}"}.get(value[0], value[0])
        ):
            return None
        if before[-1] in "]}":
            return self.behind_bracket(key, value, end)
        rest = self.row[end + 1 :].strip()
        if not re.search(r"\w", rest):
            return Fault(self.line, self.column, f"{rest} stands behind the closing quotation mark; delete it")
        words = "the quotation ends here, and text follows"
        if before[-1] == "'" and rest[0].isalpha() and self.char == self.row[end + 1 : end + 2]:
            words = "to YAML this apostrophe ends the quotation"
        return Fault(self.line, end, f"{words}; {requoted_for(key, value)}")

    def behind_bracket(self, key: str, value: str, end: int) -> Fault:
        if self.char in {"]", "}"}:
            return Fault(self.line, self.column, f"there is one {self.char} too many; delete it")
        what = "a list" if value[0] == "[" else "a mapping"
        start = self.row.index(value)
        words = f"a value that begins with {value[0]} is {what} to YAML, and text follows behind its {self.row[end]}"
        return Fault(self.line, start, f"{words}; {quoted_for(key, value)}")

    def in_brackets(self) -> Fault | None:
        line, column = self.opening
        if "flow node" in self.context:
            return self.within_brackets()
        if "flow" not in self.context or self.rows[line][column : column + 1] not in {"[", "{"}:
            return None
        is_over = self.line > self.last or any(begins_anew(self.rows, number) for number in range(line, self.line))
        return self.not_closed(line, column) if is_over or self.char in {"]", "}"} else self.within_brackets()

    def within_brackets(self) -> Fault:
        before = self.row[: self.column].rstrip()
        if self.char == ",":
            return Fault(self.line, self.column, "nothing stands before this comma; delete it")
        if self.char == ":":
            words = "a colon inside a value within brackets; put the value in quotes"
            last = before.split(" ")[-1]
            return Fault(self.line, self.column, f"{words}, or a comma before {last} where that is a key")
        if before[-1:] in {'"', "'"}:
            words = "text follows behind a quotation within brackets; put all of the item in quotes of the other kind"
            return Fault(self.line, self.column, f"{words}, or a comma between them")
        return Fault(self.line, self.column, "a comma or a closing bracket is missing before this")

    def first_sign(self) -> Fault | None:
        """Find a value that begins with a sign that means something to YAML."""
        for line, column in ((self.line, self.column), self.opening):
            row = self.rows[line] if line < len(self.rows) else ""
            key = key_on(row)
            is_item = bool(re.fullmatch(r"\s*(?:-\s+)+", row[:column]))
            is_in_brackets = row[:column].rstrip()[-1:] in {"[", "{", ","}
            if not row[column:] or not (is_item or is_in_brackets or (key and key.start("value") == column)):
                continue
            if row[column] in "@`%*&!|>?-,:":
                return Fault(
                    line, column, self.beginning(row, column, key["key"] if key and not is_in_brackets else "")
                )
        return None

    def beginning(self, row: str, column: int, key: str) -> str:
        sign, value = row[column], row[column:]
        if sign == "-" and value[1:2] in {"", " "}:
            return f"a list begins on the line below its key; write it there, or {quoted_for(key, value)}"
        if sign in "|>":
            words = f"after {sign} a text begins on the next line, indented; move it there"
            return f"{words}, or {quoted_for(key, value)}"
        if row[:column].rstrip()[-1:] in {"[", "{", ","}:
            value = re.split(r"[,\]}]", value)[0]
        return f"a value cannot begin with {sign}; {quoted_for(key, value)}"

    def other_document(self) -> Fault | None:
        if "document start" not in self.problem:
            return None
        above = range(self.line - 1, -1, -1)
        for number in above:
            if self.rows[number].startswith("..."):
                return Fault(number, 0, 'to YAML all ends at "..."; delete this line')
            if self.rows[number].startswith("%"):
                return Fault(number, 0, f"a line cannot begin with % here; delete it: {self.rows[number]}")
        first = next((number for number in reversed(above) if key_on(self.rows[number])), self.line)
        indent = indent_of(self.rows[first])
        words = f"this key is indented, and that on line {self.line + self.first_line} is not"
        return Fault(first, indent, f"{words}; begin all keys in column 1") if indent else None

    def colon(self) -> Fault | None:
        """Find a colon where there can be no key: inside a value, or on a line that seems to go on with another."""
        if "mapping values" not in self.problem:
            return None
        key = key_on(self.row)
        if not key:
            return None
        if self.column > key.end("key") and key["value"]:
            return self.colon_inside(key)
        return self.key_too_deep(key)

    def colon_inside(self, key: re.Match[str]) -> Fault:
        words = "a colon inside this value"
        if key["value"][0] in "“„‘‚«»":
            words = "curly quotation marks quote nothing in YAML, and there is a colon inside this value"
        return Fault(self.line, self.column, f"{words}; {quoted_for(key['key'], key['value'])}")

    def key_too_deep(self, key: re.Match[str]) -> Fault | None:
        above = self.above(self.line)
        if above is None:
            return None
        before = key_on(self.rows[above])
        if not before:
            return without_key(self.rows, above)
        if before["value"] and len(key["indent"]) > len(before["indent"]):
            words = f"{key['key']} is indented more than {before['key']} above, which has its value already"
            column = len(before["indent"])
            return Fault(self.line, len(key["indent"]), f"{words}; begin it in column {column + 1}")
        return None

    def list_and_keys(self) -> Fault | None:
        if "expected '-' indicator" not in self.problem and "expected key" not in self.problem:
            return None
        row, indent = self.row, indent_of(self.row)
        if re.match(r"\s*-(\s|$)", row):
            return self.stray_dash(indent)
        key = key_on(row)
        return self.key_in_list(key) if key else self.stray_text(indent)

    def stray_dash(self, indent: int) -> Fault:
        for number in range(self.line - 1, -1, -1):
            dash = re.match(r"(\s*)-(\s|$)", self.rows[number])
            if dash and len(dash[1]) != indent:
                words = f"this dash stands in column {indent + 1}, and the one above in column {len(dash[1]) + 1}"
                return Fault(self.line, indent, f"{words}; put it there")
            if re.match(r"\S", self.rows[number]):
                break
        return Fault(
            self.line, indent, 'an item of a list stands under no key; write its key above it, such as "people:"'
        )

    def key_in_list(self, key: re.Match[str]) -> Fault:
        name, indent = key["key"], len(key["indent"])
        above = self.above(self.line)
        before = key_on(self.rows[above]) if above is not None else None
        words = f"{name} stands where an item of a list should begin with a dash"
        if "indicator" not in self.problem:
            wanted = len(before["indent"]) if before else 0
            return Fault(
                self.line, indent, f"{name} is not in one column with the keys above; begin it in column {wanted + 1}"
            )
        if before and "-" in before["indent"]:
            where = f"in column {len(before['indent']) + 1}, under {before['key']}, where it belongs to that item"
            return Fault(self.line, indent, f"{words}; begin it {where}, or in column 1 where it is a key of its own")
        return Fault(self.line, indent, f"{words}; begin it in column 1 where it is a key of its own")

    def stray_text(self, indent: int) -> Fault | None:
        above = self.above(self.line)
        if above is None:
            return None
        if comment := self.cut(above):
            return comment
        words = (
            "this line goes on with nothing above it; indent it as the text above, or write a key and a colon before it"
        )
        return Fault(self.line, indent, words)

    def cut(self, line: int) -> Fault | None:
        """Find a value that a "#" ends, so that the next line cannot go on with it."""
        comment = COMMENT.search(self.rows[line])
        key = key_on(self.rows[line])
        if not comment or not key:
            return None
        words = f'all from " #" on is a comment to YAML; {quoted_for(key["key"], key["value"])}'
        return Fault(line, comment.start(1), words)

    def no_key(self) -> Fault | None:
        if "expected ':'" not in self.problem:
            return None
        line = self.opening[0]
        above = self.above(line)
        if above is not None and (comment := self.cut(above)):
            return comment
        return without_key(self.rows, line)

    def above(self, line: int) -> int | None:
        """Return the number of the nearest line above that has anything, but a comment."""
        numbers = range(min(line, len(self.rows)) - 1, -1, -1)
        return next(
            (number for number in numbers if self.rows[number].strip() and self.rows[number].lstrip()[0] != "#"), None
        )

    def key_and_value(self) -> tuple[str, str]:
        """Return the key on the line where the reader stopped, or "", and what stands behind it."""
        if key := key_on(self.row):
            return key["key"], key["value"] or ""
        return "", re.sub(r"^\s*(?:-\s+)*", "", self.row).rstrip()
