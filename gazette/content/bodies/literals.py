"""What is taken as it is, first of all inline: code, escaped signs, hard breaks, addresses in angles, and tags.

The leftmost of them counts, as in CommonMark; what stands in one is not looked into again.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString, code_escape

from gazette.content.bodies.document import Parse
from gazette.content.bodies.inline import Reading
from gazette.content.bodies.leftovers import CALL, tell_call, tell_leftovers
from gazette.content.bodies.tags import COMMENT, TAG, Tag

_LITERAL = re.compile(
    rf"""\\([!-/:-@\[-`{{-~\n])                                # an escaped sign, or a break
    |(`+)                                                    # code begins
    |[ ]{{2,}}(\n)                                             # a break
    |<(?:([A-Za-z][A-Za-z0-9.+-]{{1,31}}:[^\s<>]*)            # an address
        |([\w.!#$%&'*+/=?^`{{|}}~-]+@[\w-]+(?:\.[\w-]+)*))>  # an address of mail
    |(?P<call>{CALL})
    |(?P<comment>{COMMENT})
    |(?P<tag>{TAG})""",
    re.VERBOSE | re.DOTALL,
)
_BACKQUOTES = re.compile("`+")


class Literals:
    """Finds what is taken as it is."""

    def __init__(self, parse: Callable[[], Parse]) -> None:
        self._parse = parse

    def rewrite(self, text: Reading) -> str:
        """Return a text with placeholders for what is taken as it is."""
        data, pieces, start = text.data, [], 0
        runs = _runs(data) if "`" in data else {}
        while match := _LITERAL.search(data, start):
            end = match.end()
            if match[2] and not (end := _end_of_code(runs, match)):
                pieces.append(data[start : match.end()])
                start = match.end()
                continue
            pieces.append(data[start : match.start()])
            node = _code(data[match.end() : end - len(match[2])]) if match[2] else self._made(match, text)
            pieces.append(text.stash(node, data[match.start() : end]))
            start = end
        pieces.append(data[start:])
        text.data = "".join(pieces)
        text.begin()
        tell_leftovers(text, self._parse())
        if "<" in text.data:
            text.begin()
            self._parse().tags.tell_broken(text.data, text.place)
        return text.data

    def _made(self, match: re.Match[str], text: Reading) -> Element | str:
        if match[1] == "\n" or match[3]:
            return Element("br")
        if match[1]:
            return f"{AMP_SUBSTITUTE}amp;" if match[1] == "&" else f"{STX}{ord(match[1])}{ETX}"
        if match["comment"]:
            return ""
        offset = text.offset(match.start())
        place = text.source.place(offset)
        if match["call"]:
            tell_call(match[0], place, self._parse())
            return match[0].replace("&", f"{AMP_SUBSTITUTE}amp;")
        if match["tag"]:
            return self._parse().tags.mark(Tag(match[0], place, text.source, offset))
        address = match[4] or f"mailto:{match[5]}"
        link = Element("a", {"href": self._parse().addresses.number(address, text.source.place(offset + 1))})
        link.text = AtomicString((match[4] or match[5]).replace("&", f"{AMP_SUBSTITUTE}amp;"))
        return link


def _runs(data: str) -> dict[int, list[int]]:
    """Return where runs of backquotes begin, by their length."""
    runs: dict[int, list[int]] = defaultdict(list)
    for run in _BACKQUOTES.finditer(data):
        runs[len(run[0])].append(run.start())
    return runs


def _end_of_code(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """Return where the code ends that begins with a run of backquotes, behind the next run as long, or 0."""
    length = len(opening[2])
    starts = runs.get(length, [])
    index = bisect_right(starts, opening.start())
    return starts[index] + length if index < len(starts) else 0


def _code(written: str) -> Element:
    text = written.replace("\n", " ")
    if text.startswith(" ") and text.endswith(" ") and text.strip(" "):
        text = text[1:-1]
    code = Element("code")
    code.text = AtomicString(code_escape(text))
    return code
