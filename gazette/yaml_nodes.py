"""YAML as values that know their place: text, lists and mappings, and nothing else.

Scalars stay text, whatever they look like, so no date, number or "no" is ever
reinterpreted. Aliases, merge keys and tags are refused: they have no use in front
matter and have been used to hang and to break readers. libyaml's parser is read
event by event, because its composer overruns the C stack on deep nesting.
"""

from collections.abc import Iterator
from typing import Protocol

import yaml
from msgspec import Struct
from msgspec.structs import replace

from gazette.errors import InputError, Place, Problem, Report, error, quoted
from gazette.texts import without_controls
from gazette.yaml_doubts import has_comment, is_doubtful, tell_doubts
from gazette.yaml_faults import explain
from gazette.yaml_lines import ODD_CHARS, Fault, key_on, odd_space, quoted_for, rows_of, without_key

MAX_DEPTH = 20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(Struct, frozen=True):
    """A text; `is_null` is true of an empty value and of `~`, unquoted."""

    text: str
    place: Place
    is_null: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    place: Place


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file; no key comes twice."""

    items: "tuple[tuple[Scalar, Node], ...]"
    place: Place


Node = Scalar | Sequence | Mapping


def describe(node: Node) -> str:
    """Return what a node is, for a message: `a list`, `a mapping`, `"ten"`."""
    if isinstance(node, Scalar):
        return "empty" if node.is_null else quoted(node.text)
    return "a list" if isinstance(node, Sequence) else "a mapping"


class Span(Struct, frozen=True):
    """Where a text or a list stands, from its first character, or its anchor, to behind its last: lines and columns.

    Of a list only the beginning is known. The style is that of YAML: "" or one of `'"|>` for a text, "[" or "-" for
    a list.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    style: str
    is_in_flow: bool  # within brackets or braces


def read_spans(text: str, *, first_line: int = 1) -> dict[tuple[int, int], Span]:
    """Return where each text and list of a YAML text stands, by the place of its node, for who would change it.

    Raises yaml.YAMLError where the text is not YAML; `read_mapping` says what is wrong with it.
    """
    spans: dict[tuple[int, int], Span] = {}
    flows: list[bool] = []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            flows.pop()
        is_in_flow = bool(flows) and flows[-1]
        if isinstance(event, yaml.CollectionStartEvent):
            flows.append(bool(event.flow_style))
        if isinstance(event, yaml.ScalarEvent):
            style = event.style or ""
        elif isinstance(event, yaml.SequenceStartEvent):
            style = "[" if event.flow_style else "-"
        else:
            continue
        start, end = _spot(event.start_mark, first_line), _spot(event.end_mark, first_line)
        spans.setdefault(start, Span(start, end, style, is_in_flow))
    return spans


def read_mapping(text: str, path: str, report: Report, *, first_line: int = 1) -> Mapping:
    """Return the one mapping that the YAML text holds, an empty one where it holds nothing.

    `first_line` is the line of `path` on which the text begins. A key that comes twice is
    reported and its first value kept. Raises InputError where the text is not YAML, holds
    anything but one mapping, nests deeper than MAX_DEPTH, or uses an alias or a tag.
    """
    composer = _Composer(text, path, report, first_line)
    try:
        node = composer.document()
    except yaml.MarkedYAMLError as fault:
        raise InputError(composer.fault(explain(text, fault, first_line))) from fault
    except yaml.YAMLError as fault:
        raise InputError(error(composer.place(None), str(fault).split("\n")[0], "yaml-syntax")) from fault
    if isinstance(node, Mapping):
        if composer.has_doubts:
            tell_doubts(text, path, report, first_line)
        return node
    if isinstance(node, Scalar) and node.is_null:
        return Mapping((), node.place)
    line = without_key(rows_of(text), node.place.line - first_line) if isinstance(node, Scalar) else None
    if line:
        raise InputError(composer.fault(line))
    message = f"this is {describe(node)}; it must be keys and values such as title: Grid restored"
    raise InputError(error(node.place, message, "yaml-syntax"))


class _Mark(Protocol):
    """What libyaml's marks, PyYAML's own and faults have in common; all count from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _spot(mark: _Mark | None, first_line: int) -> tuple[int, int]:
    return (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)


class _Composer:
    """Turns the parser's events into nodes."""

    def __init__(self, text: str, path: str, report: Report, first_line: int) -> None:
        self.path = path
        self.report = report
        self.first_line = first_line
        self.text = text
        self.has_doubts = has_comment(text)
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Node:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return Scalar("", self.place(None), is_null=True)
        node = self.node(next(self.events), 0)
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.refuse(after, 'a second document begins here; remove the "---" between them')
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(
                event, f"the YAML alias *{event.anchor} is not read; write the value out{self.or_quote(event, '*')}"
            )
        is_quoted = bool(getattr(event, "style", None))  # so that a "!" before it was hardly meant as a letter
        if (tag := getattr(event, "tag", None)) is not None and not (tag == "!" and is_quoted):
            written = self.first_word(event, "!") or str(tag)
            self.refuse(event, f"the YAML tag {quoted(written)} is not read; remove it{self.or_quote(event, '!')}")
        if anchor := getattr(event, "anchor", None):
            self.refuse(
                event, f"the YAML anchor {quoted(f'&{anchor}')} is not read; remove it{self.or_quote(event, '&')}"
            )
        if depth > MAX_DEPTH:
            self.refuse(event, f"values nest deeper than {MAX_DEPTH} levels; make it flatter")
        if isinstance(event, yaml.ScalarEvent):
            self.has_doubts = self.has_doubts or is_doubtful(event)
            is_null = event.style in (None, "") and event.value in ("", "~")
            return Scalar(without_controls(event.value, place, self.report), place, is_null)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(yaml.SequenceEndEvent, depth)), place)
        return Mapping(self.pairs(depth), place)

    def items(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), end):
            yield self.node(event, depth + 1)

    def pairs(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        nodes = list(self.items(yaml.MappingEndEvent, depth))
        first: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise InputError(self.no_key(key))
            key = self.without_odd(key)  # noqa: PLW2901 - it is the same key
            if key.text == "<<":
                message = "the YAML merge key << is not read; write the values out"
                raise InputError(error(key.place, message, "yaml-syntax"))
            if key.text in first:
                line = first[key.text][0].place.line
                message = f"{key.text} stands here again, first on line {line}; keep one of them"
                self.report(error(key.place, message, "key-duplicate"))
            first.setdefault(key.text, (key, value))
        return tuple(first.values())

    def no_key(self, key: Node) -> Problem:
        """Return the fault of a list or a mapping where a key should be, as in a value `{{ title }}`."""
        row = rows_of(self.text)[key.place.line - self.first_line]
        found = key_on(row)
        if found and found.start("value") == key.place.column - 2:
            words = f"a value that begins with {{ is a mapping to YAML; {quoted_for(found['key'], found['value'])}"
            return error(replace(key.place, column=key.place.column - 1), words, "yaml-syntax")
        message = f"a key is {describe(key)}; it must be text: put a value that begins with {{ in quotes"
        return error(key.place, message, "yaml-syntax")

    def place(self, mark: _Mark | None) -> Place:
        if mark is None:
            return Place(path=self.path, line=self.first_line, column=1)
        return Place(path=self.path, line=self.first_line + mark.line, column=mark.column + 1)

    def fault(self, fault: Fault) -> Problem:
        return error(self.place(fault), fault.message, "yaml-syntax")

    def without_odd(self, key: Scalar) -> Scalar:
        """Return a key without what nobody sees before or behind it, which is reported."""
        if key.text.isascii():
            return key
        bare = key.text.strip(ODD_CHARS)
        if bare == key.text:
            return key
        start = 0 if key.text[0] in ODD_CHARS else len(key.text.rstrip(ODD_CHARS))
        place = replace(key.place, column=key.place.column + start)
        self.report(error(place, odd_space(key.text[start]), "yaml-syntax"))
        return replace(key, text=bare)

    def or_quote(self, event: yaml.Event, sign: str) -> str:
        """Return the cure for a value that begins with a sign that was meant as a letter."""
        line, column = (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)
        row = rows_of(self.text)[line]
        key = key_on(row)
        if row[column : column + 1] != sign or not (key and key.start("value") == column):
            return ", or put it in quotes" if row[column : column + 1] == sign else ""
        return f", or {quoted_for(key['key'], key['value'])}"

    def first_word(self, event: yaml.Event, sign: str) -> str:
        """Return the word that begins with a sign where an event does, or ""."""
        line, column = (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)
        words = rows_of(self.text)[line][column:].split(maxsplit=1)
        return words[0] if words and words[0].startswith(sign) else ""

    def refuse(self, event: yaml.Event, message: str) -> None:
        raise InputError(error(self.place(event.start_mark), message, "yaml-syntax"))
