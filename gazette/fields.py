"""Typed reading of a YAML mapping: every wrong value is reported at its place, and reading goes on."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf
from operator import itemgetter
from typing import Any, TypeVar

from gazette.errors import Place, Problem, Report, error, listed, quoted
from gazette.suggestions import Suggestions
from gazette.yaml_nodes import Mapping, Node, Scalar, Sequence, describe

Value = str | tuple[Any, ...] | MappingOf[str, Any]
"""What a site's own `extra` keys may hold: text, and tuples and mappings of such values."""

T = TypeVar("T")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SWALLOWED = re.compile(r"([\w-]+)(?:(:)\s*|\s+)(\S.*)")
_IN_QUOTES = ": write it in quotes"
_MAPPING = "it must be a mapping: keys and values, indented below"
_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}


class Fields:
    """A mapping that is read key by key.

    Reading a key makes it known; `finish` then reports every key that nobody asked for.
    The words after a key are its other spellings, of which a file may use one. A value
    of the wrong type is reported and read as if the key were absent. Of a mapping that is
    but an `item` of a file nothing need be there where all of it is empty.
    """

    def __init__(self, mapping: Mapping, report: Report, *, is_item: bool = False) -> None:
        self.place = mapping.place
        self.report = report
        self._may_be_empty = is_item and all(_is_empty(value) for _, value in mapping.items)
        self._nodes = {key.text: value for key, value in mapping.items}
        self._keys = {key.text: key.place for key, _ in mapping.items}
        self._known: set[str] = set()
        self._taken: dict[str, str] = {}  # by each spelling of a key that has a value: the one that is written
        self._missing: dict[str, Problem] = {}

    def node(self, *keys: str) -> Node | None:
        """Return the value of the first of these keys that is present and not empty.

        Some editors' programs write every key that they know, as "" or as a list of that: it is no value.
        """
        self._known.update(keys)
        present = [key for key in keys if key in self._nodes and not _is_empty(self._nodes[key])]
        for key in keys if present else ():
            self._taken[key] = present[0]
        if len(present) > 1:
            message = f"{listed(present)} mean the same; keep one of them"
            self.report(error(self._keys[present[1]], message, "key-duplicate"))
        return self._nodes[present[0]] if present else None

    def place_of(self, *keys: str) -> Place:
        """Return where the value of a key stands, or where the mapping begins."""
        return next((self._nodes[key].place for key in keys if key in self._nodes), self.place)

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield every key with its value."""
        yield from self._nodes.items()

    def has(self, key: str) -> bool:
        """Tell whether the key is written, be it empty."""
        return key in self._nodes

    def text(self, *keys: str, default: str = "") -> str:
        """Return a text on one line, white space collapsed."""
        return " ".join(self.scalar(keys, "text", str, default).split())

    def flag(self, *keys: str, default: bool = False) -> bool:
        """Return a boolean: true, yes, on, false, no or off in any letter case."""

        def parse(text: str) -> bool:
            if (word := text.lower()) not in _TRUE | _FALSE:
                raise ValueError
            return word in _TRUE

        return self.scalar(keys, "true or false", parse, default)

    def whole(self, *keys: str, default: int, least: int = 0) -> int:
        """Return a whole number."""

        def parse(text: str) -> int:
            if not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) < least:
                raise ValueError
            return int(text)

        return self.scalar(keys, f"a whole number from {least}", parse, default)

    def language(self, key: str, default: str = "") -> str:
        """Return a language tag (BCP 47)."""

        def parse(text: str) -> str:
            if not _LANGUAGE.fullmatch(text):
                raise ValueError
            return text

        return self.scalar((key,), 'a language tag such as "en" or "pt-BR"', parse, default)

    def scalar(self, keys: tuple[str, ...], wanted: str, parse: Callable[[str], T], default: T) -> T:
        """Return the parsed text of a key; `parse` raises ValueError for what is not `wanted`."""
        node = self.node(*keys)
        if node is None:
            return default
        if isinstance(node, Scalar):
            try:
                return parse(node.text)
            except ValueError as why:
                reason = f"; {why}" if str(why) else ""
        else:
            reason = _IN_QUOTES if wanted == "text" else ""
        self.report(error(node.place, f"{keys[0]} is {describe(node)}; it must be {wanted}{reason}", "type"))
        return default

    def each(self, *keys: str) -> tuple[Node, ...]:
        """Return the items of a list that say anything; a single value is a list of one."""
        node = self.node(*keys)
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(item for item in items if item and not _is_empty(item) and item != Mapping((), item.place))

    def name(self, key: str) -> Scalar | None:
        """Return a text on one line, with its place."""
        text = self.text(key)
        return Scalar(text, self.place_of(key)) if text else None

    def texts(self, *keys: str) -> tuple[Scalar, ...]:
        """Return the texts of a list, or the one text, with their places."""
        return tuple(item for node in self.each(*keys) if (item := self.item_text(keys[0], node)) is not None)

    def item_text(self, key: str, node: Node) -> Scalar | None:
        """Return an item of the list under a key as text on one line, or report it."""
        if isinstance(node, Scalar):
            return Scalar(" ".join(node.text.split()), node.place)
        message = f"an item of {key} is {describe(node)}; it must be text{_IN_QUOTES}"
        self.report(error(node.place, message, "type"))
        return None

    def child(self, key: str) -> "Fields | None":
        """Return the mapping under a key."""
        return self.as_fields(key, self.node(key))

    def children(self, key: str) -> Iterator[tuple[str, Node, Place]]:
        """Yield each key of the mapping under a key, with its value and the key's place."""
        node = self.node(key)
        if isinstance(node, Mapping):
            yield from ((name.text, value, name.place) for name, value in node.items)
        elif node is not None:
            self.report(error(node.place, f"{key} is {describe(node)}; {_MAPPING}", "type"))

    def as_fields(self, key: str, node: Node | None) -> "Fields | None":
        """Return a value under a key as fields, or report that it is no mapping."""
        if isinstance(node, Mapping):
            return Fields(node, self.report, is_item=True)
        if node is not None:
            self.report(error(node.place, f"{key} is {describe(node)}; {_MAPPING}", "type"))
        return None

    def extra(self) -> MappingOf[str, Value]:
        """Return the site's own keys under `extra`, A to Z: in YAML they have no order."""
        return {name: plain(value) for name, value, _ in sorted(self.children("extra"), key=itemgetter(0))}

    def tell_missing(self, key: str, problem: Problem) -> None:
        """Report a key without which its mapping says nothing, unless a key that nobody reads is meant for it."""
        self._missing.setdefault(key, problem)

    def finish(self) -> None:
        """Report every key that was not read, and what is missing."""
        meant = set(self._tell_unknown())
        for key, problem in self._missing.items():
            if key not in meant and not self._may_be_empty:
                self.report(problem)

    def _tell_unknown(self) -> Iterator[str]:
        """Report every key that was not read; yield the ones that they are meant for."""
        unknown = [(key, place) for key, place in self._keys.items() if key not in self._known]
        known = Suggestions(self._known if unknown else ())
        for key, place in unknown:
            self.report(error(place, f"unknown key {quoted(key)}{self._hint(key, known)}", "key-unknown"))
            yield self._swallower(key) or known.meant(key)

    def _swallower(self, key: str) -> str:
        """Return the known key that has its value in it, for want of a colon or a space, or ""."""
        found = _SWALLOWED.fullmatch(key)
        return found[1] if found and found[1] in self._known - self._taken.keys() else ""

    def _hint(self, key: str, known: Suggestions) -> str:
        """Return what to do about a key that nobody reads."""
        if (found := _SWALLOWED.fullmatch(key)) and self._swallower(key):
            lacks = "a space" if found[2] else "a colon"
            return f"; it lacks {lacks}: write {found[1]}: {found[3]}"
        near = known.meant(key)
        if written := self._taken.get(near):
            which = "which" if near == written else f"for which {written}"
            extra = ", or put this under extra" if "extra" in self._known else ""
            return f"; it is like {near}, {which} stands on line {self._keys[written].line}; keep one of them{extra}"
        own = "; your own go under extra" if "extra" in self._known else ""
        return known.hint(key) or f"{own}; the keys are {listed(sorted(self._known))}"


def _is_empty(node: Node) -> bool:
    """Tell whether a value is empty, or a list of nothing but such; the keys of a mapping may matter."""
    if isinstance(node, Scalar):
        return node.is_null or not node.text.strip()
    return isinstance(node, Sequence) and all(map(_is_empty, node.items))


def plain(node: Node) -> Value:
    """Return a node's value without its places; the keys of a mapping, which have no order in YAML, A to Z."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {key.text: plain(value) for key, value in sorted(node.items, key=lambda item: item[0].text)}
