"""What is wrong with a text that is not YAML, in an editor's words, where an editor would look for it.

libyaml stops where it can go on no longer, which is often far behind the mistake, and says what its grammar wanted.
"""

import re
from collections.abc import Callable

import yaml

from gazette.yaml_lines import (
    COMMENT,
    ODD_SPACE,
    Fault,
    indent_of,
    key_on,
    odd_space,
    quoted_for,
    unescaped_for,
    without_key,
)
from gazette.yaml_stops import Brackets


def explain(text: str, fault: yaml.MarkedYAMLError, first_line: int) -> Fault:
    """Return in plain words why a text is not YAML; the text begins on that line of its file."""
    return _Lines(text, fault, first_line).fault()


class _Lines(Brackets):
    """A stop that may be due to anything."""

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

    def first_sign(self) -> Fault | None:
        """Find a value that begins with a sign that means something to YAML."""
        for line, column in ((self.line, self.column), self.opening):
            row = self.rows[line] if line < len(self.rows) else ""
            key = key_on(row)
            is_item = bool(re.fullmatch(r"\s*(?:-\s+)+", row[:column]))
            is_in_brackets = row[:column].rstrip()[-1:] in {"[", "{", ","}
            if not row[column:] or not (is_item or is_in_brackets or (key and key.start("value") == column)):
                continue
            if key and is_in_brackets and row.startswith("{%", key.start("value")) and row[column] == "%":
                words = f"a value that begins with {{ is a mapping to YAML; {quoted_for(key['key'], key['value'])}"
                return Fault(line, key.start("value"), words)
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
