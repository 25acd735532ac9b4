"""Definitions of references, `[label]: address "title"`, and who refers to them."""

import re

from msgspec import Struct

from gazette.content.bodies.source import SourceText
from gazette.errors import Place, Report, quoted, warning

_DEFINITION = re.compile(
    r"""\[((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*\n?[ \t]*   # the label
    (<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)                            # the address
    (?:(?:[ \t]+|[ \t]*\n[ \t]*)("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?   # the title
    [ \t]*(?:\n|\Z)""",
    re.VERBOSE | re.DOTALL,
)


class Definition(Struct, frozen=True, kw_only=True):
    """Where a reference leads."""

    label: str
    address: str
    title: str
    place: Place


class References:
    """The definitions of a body; of several with one label the first holds."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._definitions: dict[str, Definition] = {}
        self._used: set[str] = set()

    def take(self, text: SourceText) -> int:
        """Keep the definitions with which a paragraph begins; return where what follows them begins."""
        start = 0
        while text.startswith("[", start):
            match = _DEFINITION.match(text, start)
            if match is None or match[1].startswith("^") or not match[1].strip():
                break
            self._define(match, text.place(match.start(1) - 1))
            start = match.end()
        return start

    def _define(self, match: re.Match[str], place: Place) -> None:
        label = _folded(match[1])
        address = match[2][1:-1] if match[2].startswith("<") else match[2]
        known = self._definitions.get(label)
        if known is None:
            title = match[3][1:-1] if match[3] else ""
            self._definitions[label] = Definition(label=match[1], address=address, title=title, place=place)
        elif known.address != address:
            line = known.place.line
            message = (
                f"the reference {quoted(match[1])} is defined here again, first on line {line}, which holds; keep one"
            )
            self._report(warning(place, message, "reference-duplicate"))

    def find(self, label: str) -> Definition | None:
        """Return the definition of a label, which counts as used from now on."""
        folded = _folded(label)
        if (found := self._definitions.get(folded)) is not None:
            self._used.add(folded)
        return found

    def has(self, label: str) -> bool:
        """Tell whether a label is defined."""
        return _folded(label) in self._definitions

    def __bool__(self) -> bool:
        return bool(self._definitions)

    def tell_unused(self) -> None:
        """Report the definitions to which nothing refers."""
        for label, definition in self._definitions.items():
            if label not in self._used:
                message = (
                    f"nothing refers to {quoted(definition.label)}; write [text][{definition.label}], or delete it"
                )
                self._report(warning(definition.place, message, "reference-unused"))


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
