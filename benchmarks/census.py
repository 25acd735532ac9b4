"""The files of a built site by kind, to see that programs make the same of the same corpus."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_KINDS = {
    "article": r"\d{4}/\d\d/\d\d/[^/]+/index\.html",
    "day": r"(\d{4}/\d\d/\d\d|days/[^/]+)/index\.html",
    "month": r"(\d{4}/\d\d|months/[^/]+)/index\.html",
    "year": r"(\d{4}|years/[^/]+)/index\.html",
    "person": r"people/[^/]+/(page/\d+/)?index\.html",
    "topic": r"topics/[^/]+/(page/\d+/)?index\.html",
    "source": r"sources/[^/]+/(page/\d+/)?index\.html",
    "feed of a term": r"(people|topics|sources)/[^/]+/feed\.xml",
    "overview": r"(people|topics|sources|dates)/index\.html",
    "home, 404": r"(index|404)\.html",
    "feed of the site": r"feed\.(xml|json)",
    "data": r"data/.*",
    "sitemap, robots": r"(sitemap\.xml|robots\.txt)",
    "asset": r"(assets|theme)/.*",
    "other": r".*",
}
"""Kinds in the order in which a path is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The files of a kind."""

    files: int = 0
    bytes: int = 0


def count(output: Path) -> dict[str, Tally]:
    """Return the number and size of the files under a folder, by kind."""
    tallies: dict[str, Tally] = dict.fromkeys(_KINDS, Tally())
    for path in output.rglob("*"):
        if path.is_file():
            kind = _kind(path.relative_to(output).as_posix())
            known = tallies[kind]
            tallies[kind] = Tally(files=known.files + 1, bytes=known.bytes + path.stat().st_size)
    return tallies


def total(tallies: Mapping[str, Tally]) -> Tally:
    """Return all kinds in one."""
    return Tally(files=sum(tally.files for tally in tallies.values()), bytes=sum(t.bytes for t in tallies.values()))


def census_rows(censuses: Mapping[str, Mapping[str, Tally]]) -> list[Sequence[str]]:
    """Return the lines of a table: for each kind and program, the files and their mean size."""
    rows: list[Sequence[str]] = [
        ["files of a kind, mean bytes", *(text for name in censuses for text in (name, "bytes"))]
    ]
    kinds = {kind: [census[kind] for census in censuses.values()] for kind in _KINDS}
    kinds["in all"] = [total(census) for census in censuses.values()]
    for kind, tallies in kinds.items():
        if any(tally.files for tally in tallies):
            cells = [(f"{t.files:,}", f"{t.bytes // t.files:,}" if t.files else "–") for t in tallies]
            rows.append([kind, *(text for pair in cells for text in pair)])
    return rows


def _kind(path: str) -> str:
    return next(kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, path))
