"""Rewriting: front matter changed in its place, and nothing else in the file, not a space or the end of a line.

Each function is given the whole text of a file, with its own line ends, and returns the new one. What was written is
read again, and must say what the old text said but for what was meant: else RewriteError is raised.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from gazette.content.files import Source
from gazette.content.front_matter import lines_of
from gazette.errors import InputError, Problem
from gazette.fields import Value, plain
from gazette.texts import decode
from gazette.yaml_nodes import Node, Scalar, Span, read_mapping, read_spans
from gazette.yaml_nodes import Sequence as ListNode

Spot = tuple[int, int]
"""A line and a column, as in a Place."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)?")
_SPECIAL = frozenset(':[]{}"`')
_FLOW_SIGNS = frozenset(",[]{}")
_OTHER_KINDS = frozenset("y n yes no on off true false null".split())
"""Words that other readers of YAML take for something else than text."""
_BY_HAND = "its YAML is written in a way that cannot be changed in place; change it by hand"


class RewriteError(Exception):
    """The text cannot be changed in place; says why."""


def with_names(text: str, spots: Collection[Spot], name: str) -> str:
    """Return a file's text with the texts that stand at these spots of its front matter replaced by a name."""
    sheet = _Sheet(text)
    changes = []
    for spot in spots:
        span = sheet.spans.get(spot)
        if span is None or span.style in ("[", "-"):
            raise RewriteError(_BY_HAND)
        start, end = sheet.reach(span)
        comment = _BLOCK_HEAD.match(text, start) if span.style in ("|", ">") else None
        changes.append((start, end, _written(name, span) + ((comment and comment[1]) or "")))
    expected = {key.text: _renamed(value, spots, name) for key, value in sheet.nodes}
    return sheet.changed(changes, expected)


def with_aliases(text: str, names: Sequence[str]) -> str:
    """Return a record's text with names added to its aliases, which come after its name where it has none yet."""
    sheet = _Sheet(text)
    values = sheet.values
    before = values.get("aliases", ())
    node = {key.text: value for key, value in sheet.nodes}.get("aliases")
    if isinstance(node, Scalar):
        before = () if node.is_null else (node.text,)
    return sheet.changed([_added(sheet, node, names)], values | {"aliases": (*before, *names)})


def with_fields(text: str, donor: str, keys: Iterable[str]) -> str:
    """Return a record's text with keys of another record added at its end, in the lines in which they stand there."""
    sheet, other = _Sheet(text), _Sheet(donor)
    if not sheet.is_flat or not other.is_flat:
        raise RewriteError(_BY_HAND)
    wanted = set(keys)
    moved = {key: value for key, value in other.values.items() if key in wanted}
    lines = "".join(_LINE_END.sub(sheet.line_end, other.lines_of_key(key)) for key in moved)
    at = sheet.starts[sheet.end]
    return sheet.changed([(at, at, lines)], sheet.values | moved)


def with_body(text: str, donor: str) -> str:
    """Return a record's text with the body of another."""
    sheet, other = _Sheet(text), _Sheet(donor)
    head = text[: sheet.body_start]
    gap = "" if head.endswith(("\n", "\r")) else sheet.line_end
    return head + gap + _LINE_END.sub(sheet.line_end, donor[other.body_start :])


def new_record(name: str, aliases: Sequence[str]) -> str:
    """Return the text of a new record."""
    return f"---\nname: {as_yaml(name)}\naliases: [{_listed(aliases)}]\n---\n"


def body_of(text: str) -> str:
    """Return a file's body."""
    return text[_Sheet(text).body_start :]


def fields_of(text: str) -> dict[str, Value]:
    """Return the values of a file's front matter by their keys."""
    return _Sheet(text).values


def as_yaml(name: str, *, is_in_flow: bool = False) -> str:
    """Return a text on one line as YAML: plain where every reader takes it for that text, else in double quotes."""
    is_plain = (
        name[:1].isalpha()
        and name.isprintable()
        and not _SPECIAL & set(name)
        and " #" not in name
        and name[-1] not in ",;"
        and not (is_in_flow and "," in name)
        and name.lower() not in _OTHER_KINDS
    )
    return name if is_plain else _quoted(name)


class _Sheet:
    """A file's text, with the values of its front matter and the places where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        source = Source(path="", text=decode(text.encode(), "", _ignore))
        lines, self.end = lines_of(source)
        yaml = "\n".join(lines[1 : self.end])
        self.nodes = read_mapping(yaml, "", _ignore, first_line=2).items
        self.spans = read_spans(yaml, first_line=2)
        self.values = {key.text: plain(value) for key, value in self.nodes}
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self.line_end = _LINE_END.findall(text)[0]
        self.body_start = self.starts[self.end + 1] if self.end + 1 < len(self.starts) else len(text)

    @property
    def is_flat(self) -> bool:
        """Whether each key begins a line."""
        return all(key.place.column == 1 for key, _ in self.nodes)

    def offset(self, spot: Spot) -> int:
        """Return where in the text a spot is."""
        return self.starts[spot[0] - 1] + spot[1] - 1

    def span_of(self, node: Node) -> Span:
        """Return where a value stands."""
        try:
            return self.spans[node.place.line, node.place.column]
        except KeyError as fault:
            raise RewriteError(_BY_HAND) from fault

    def reach(self, span: Span) -> tuple[int, int]:
        """Return where in the text a value begins, behind its anchor, and where it ends, without empty lines."""
        start, end = self.offset(span.start), self.offset(span.end)
        if properties := _PROPERTIES.match(self.text, start, end):
            start = properties.end()
        return start, start + len(self.text[start:end].rstrip()) if span.style in ("|", ">") else end

    def lines_of_key(self, key: str) -> str:
        """Return the lines of a key and its value, with those down to the next key."""
        first = [place.line for place in (name.place for name, _ in self.nodes)] + [self.end + 1]
        number = list(self.values).index(key)
        return self.text[self.starts[first[number] - 1] : self.starts[first[number + 1] - 1]]

    def new_lines(self, after: int, like: Spot, lines: Iterable[str]) -> tuple[int, int, str]:
        """Return the change that adds lines below one of the text, indented as what stands at a spot."""
        indent = self.text[self.starts[like[0] - 1] : self.offset(like)]
        below = next(start for start in self.starts if start > after)
        if indent.strip():
            raise RewriteError(_BY_HAND)
        return below, below, "".join(f"{indent}{line}{self.line_end}" for line in lines)

    def changed(self, changes: Iterable[tuple[int, int, str]], expected: Mapping[str, Value]) -> str:
        """Return the text with spans of it replaced. Raises RewriteError unless it then says what is expected."""
        parts, reached = [], 0
        for start, end, words in sorted(changes):
            if start < reached:
                raise RewriteError(_BY_HAND)
            parts += [self.text[reached:start], words]
            reached = end
        text = "".join([*parts, self.text[reached:]])
        try:
            sheet = _Sheet(text)
        except InputError as fault:
            raise RewriteError(_BY_HAND) from fault
        is_right = sheet.values == expected and list(sheet.values) == _order(self.values, expected)
        if not is_right or text[sheet.body_start :] != self.text[self.body_start :]:
            raise RewriteError(_BY_HAND)
        return text


def _order(old: Mapping[str, Value], expected: Mapping[str, Value]) -> list[str]:
    """Return the keys in their order: those that are new come last, aliases after the name."""
    keys = [key for key in expected if key in old or key != "aliases"]
    if len(keys) < len(expected):
        keys.insert(keys.index("name") + 1, "aliases")
    return keys


def _added(sheet: _Sheet, node: Node | None, names: Sequence[str]) -> tuple[int, int, str]:
    """Return the change that adds names to the value of aliases."""
    if node is None:
        return _first_aliases(sheet, names)
    span = sheet.span_of(node)
    if isinstance(node, Scalar):
        start, end = sheet.reach(span)
        if node.is_null:
            return start, end, f"{'' if start < end else ' '}[{_listed(names)}]"
        return start, end, f"[{_kept(node.text, sheet.text[start:end], span)}, {_listed(names)}]"
    if not isinstance(node, ListNode) or not all(isinstance(item, Scalar) for item in node.items):
        raise RewriteError(_BY_HAND)
    if not node.items:
        at = sheet.reach(span)[0] + 1
        return at, at, _listed(names)
    last = sheet.span_of(node.items[-1])
    end = sheet.reach(last)[1]
    if span.style == "[":
        return end, end, f", {_listed(names)}"
    lines = [f"- {as_yaml(name)}" for name in names]
    return sheet.new_lines(end, span.start, lines)


def _first_aliases(sheet: _Sheet, names: Sequence[str]) -> tuple[int, int, str]:
    key, value = next((key, value) for key, value in sheet.nodes if key.text == "name")
    span = sheet.span_of(value)
    end = sheet.reach(span)[1]
    words = f"aliases: [{_listed(names)}]"
    if span.is_in_flow:
        return end, end, f", {words}"
    return sheet.new_lines(end, (key.place.line, key.place.column), [words])


def _kept(value: str, raw: str, span: Span) -> str:
    """Return a text that stood by itself, as an item within brackets: as it was written, if it can stay so."""
    if span.style in ("|", ">"):
        return _quoted(value)
    is_on_one_line = _LINE_END.search(raw) is None
    return raw if is_on_one_line and (span.style or not _FLOW_SIGNS & set(raw)) else as_yaml(value, is_in_flow=True)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(as_yaml(name, is_in_flow=True) for name in names)


def _written(name: str, span: Span) -> str:
    """Return a name as YAML, quoted as what it replaces if that can be."""
    if span.style == "'":
        return "'{}'".format(name.replace("'", "''"))
    return as_yaml(name, is_in_flow=span.is_in_flow) if span.style == "" else _quoted(name)


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _renamed(node: Node, spots: Collection[Spot], name: str) -> Value:
    """Return a value without its places, with the texts at some of them replaced."""
    if isinstance(node, Scalar):
        return name if (node.place.line, node.place.column) in spots else node.text
    if isinstance(node, ListNode):
        return tuple(_renamed(item, spots, name) for item in node.items)
    return {key.text: _renamed(value, spots, name) for key, value in node.items}


def _ignore(_: Problem) -> None:
    """Stand in for a report, where the file has been read before and what is wrong with it been told."""
