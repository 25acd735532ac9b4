"""Where the reader of a YAML text stopped; and what is wrong where it did in quotation marks or brackets."""

import re
from functools import cached_property

import yaml

from gazette.yaml_lines import (
    Fault,
    begins_anew,
    key_on,
    open_quote,
    quoted_for,
    requoted_for,
    rows_of,
)

_COMMENT_IN_BRACKETS = re.compile(r"(?<=[\s\[{,])(#+)(?=[^\s#])")


class Stop:
    """The lines of a text, and where in them its reader stopped."""

    def __init__(self, text: str, fault: yaml.MarkedYAMLError, first_line: int) -> None:
        self.first_line = first_line
        self.rows = rows_of(text)
        self.problem = fault.problem or ""
        self.context = fault.context or ""
        mark, opening = fault.problem_mark or fault.context_mark, fault.context_mark
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        self.opening = (opening.line, opening.column) if opening else (self.line, self.column)

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


class Brackets(Stop):
    """A stop that may be due to quotation marks or brackets."""

    def open_quote(self) -> Fault | None:
        """Find a quotation mark that is not closed on its line, where the next has a key or an item of its own."""
        for number, row in enumerate(self.rows[: self.line + 1]):
            column = open_quote(row)
            if column is not None and begins_anew(self.rows, number):
                return self.not_closed(number, column)
        is_quoted = "quoted scalar" in self.context
        return self.not_closed(*self.opening) if is_quoted and "end of stream" in self.problem else None

    def not_closed(self, line: int, column: int) -> Fault:
        """Return the fault of a quotation mark or bracket that is not closed, at its opening."""
        sign = self.rows[line][column]
        if sign in "\"'":
            return Fault(line, column, f"the quotation mark {sign} is not closed; write another at the end of the text")
        closing, what = ("]", "list") if sign == "[" else ("}", "mapping")
        words = f"the bracket {sign} is not closed; write {closing} at the end of the {what}"
        comment = _COMMENT_IN_BRACKETS.search(self.rows[line], column)
        if comment:
            words = f'all from " #" in column {comment.start(1) + 1} on is a comment to YAML, so {words}'
            return Fault(line, column, f"{words}, and put what begins with # in quotes")
        key = key_on(self.rows[line])
        if key and key.start("value") == column and key["value"] != sign:
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
        """Return the fault of text behind a list or mapping that is whole."""
        if self.char in {"]", "}"}:
            return Fault(self.line, self.column, f"there is one {self.char} too many; delete it")
        what = "a list" if value[0] == "[" else "a mapping"
        start = self.row.index(value)
        words = f"a value that begins with {value[0]} is {what} to YAML, and text follows behind its {self.row[end]}"
        return Fault(self.line, start, f"{words}; {quoted_for(key, value)}")

    def in_brackets(self) -> Fault | None:
        """Find what is wrong between brackets, or that they are not closed."""
        line, column = self.opening
        if "flow node" in self.context:
            return self.ended() if self.line > self.last else self.within_brackets()
        if "flow" not in self.context or self.rows[line][column : column + 1] not in {"[", "{"}:
            return None
        is_over = self.line > self.last or any(begins_anew(self.rows, number) for number in range(line, self.line))
        return self.not_closed(line, column) if is_over or self.char in {"]", "}"} else self.within_brackets()

    def ended(self) -> Fault | None:
        """Find the bracket that the end of the text leaves open."""
        for number in range(self.last, -1, -1):
            key = key_on(self.rows[number])
            if key and (key["value"] or "")[:1] in {"[", "{"}:
                return self.not_closed(number, key.start("value"))
        return None

    def within_brackets(self) -> Fault:
        """Return what is wrong with an item between brackets."""
        before = self.row[: self.column].rstrip()
        if self.char == ",":
            return Fault(self.line, self.column, "nothing stands before this comma; delete it")
        if self.char == ":":
            words = "a colon inside a value within brackets; put the value in quotes"
            last = before.split(" ")[-1]
            return Fault(self.line, self.column, f"{words}, or a comma before {last} where that is a key")
        if before[-1:] in {'"', "'"}:
            if self.row.count(before[-1]) % 2:
                words = f"one of the quotation marks {before[-1]} on this line has no partner; write it"
                return Fault(self.line, len(before) - 1, words)
            words = "text follows behind a quotation within brackets; put all of the item in quotes of the other kind"
            return Fault(self.line, self.column, f"{words}, or a comma between them")
        return Fault(self.line, self.column, "a comma or a closing bracket is missing before this")
