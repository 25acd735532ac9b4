"""The preview: what a merge changes, as lines to read."""

import difflib
from collections.abc import Iterator

from gazette.content.saving import Change
from gazette.desk.merging.merge import Merged
from gazette.errors import count, listed, printable

_NOWHERE = "/dev/null"


def preview(merged: Merged) -> Iterator[str]:
    """Yield the lines of all files that go and come, as `diff -U0` would, and where old addresses lead."""
    for change in merged.changes:
        yield from map(printable, _difference(change))
    for old, new in merged.moved:
        yield f"{old} leads to {new}"
    yield from merged.notes


def result(merged: Merged, *, is_done: bool) -> Iterator[str]:
    """Yield the last line: what was done, or how to do it."""
    if not merged.changes:
        yield "nothing to do"
        return
    kinds = [
        (sum(change.before is None for change in merged.changes), "made"),
        (sum(None not in (change.before, change.after) for change in merged.changes), "changed"),
        (sum(change.after is None for change in merged.changes), "removed"),
    ]
    tally = listed(f"{count(number, 'file', 'files')} {kind}" for number, kind in kinds if number)
    yield tally if is_done else f"{tally}, if you run it again with --yes; nothing is changed yet"


def _difference(change: Change) -> Iterator[str]:
    old, new = (_lines(data) for data in (change.before, change.after))
    old_name, new_name = (_NOWHERE if data is None else change.path for data in (change.before, change.after))
    return difflib.unified_diff(old, new, old_name, new_name, lineterm="", n=0)


def _lines(data: bytes | None) -> list[str]:
    text = (data or b"").decode().replace("\r\n", "\n").replace("\r", "\n")
    return text.removesuffix("\n").split("\n") if text else []
