"""How often names that look like one are one: `python -m benchmarks.names [LIST …]`.

Each line of a list is `same | Name | Name` or `other | Name | Name`; all names of a list are compared with each other,
as those of a collection are, so that a pair that no line has is a false one too. README.md says who made the lists.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from gazette.collection.likeness.search import near_duplicates

LISTS = Path(__file__).resolve().parent / "name_pairs"
OWN_LISTS = LISTS.parents[1] / "tests/collection/like_names"
_KINDS = {"people": "person", "topics": "topic", "sources": "source"}

Row = tuple[bool, frozenset[str]]
"""Whether two names are one, and the names."""


def rows(path: Path) -> Mapping[str, list[Row]]:
    """Return the pairs of a list by the kind of term."""
    found: dict[str, list[Row]] = defaultdict(list)
    kind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind = _KINDS[line[2:]]
        elif line:
            verdict, *pair = (part.strip() for part in line.split("|"))
            found[kind].append((verdict == "same", frozenset(pair)))
    return found


def alike(names: Iterable[str], kind: str) -> set[frozenset[str]]:
    """Return the pairs that a build would tell, were these the names of a collection."""
    found = near_duplicates({name: (name,) for name in sorted(names)}, kind)
    return {frozenset(pair.spellings) for pair in found.likeliest}


def measured(path: Path) -> tuple[int, int, int]:
    """Return how many pairs of a list are rightly told, how many are told, and how many are one name."""
    right = told = wanted = 0
    for kind, pairs in rows(path).items():
        same = {pair for is_same, pair in pairs if is_same}
        found = alike({name for _, pair in pairs for name in pair}, kind)
        right, told, wanted = right + len(same & found), told + len(found), wanted + len(same)
    return right, told, wanted


def main() -> None:
    """Print a table; of names nothing, so that a list can be measured that nobody is to see."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", nargs="*", type=Path, help="default: all that the project has")
    paths = parser.parse_args().lists or [*sorted(OWN_LISTS.glob("*.txt")), *sorted(LISTS.glob("*.txt"))]
    sys.stdout.write("| list | pairs | precision | recall |\n|---|---|---|---|\n")
    for path in paths:
        number = sum(map(len, rows(path).values()))
        right, told, wanted = measured(path)
        shares = f"{right / told:.2f} ({right} of {told}) | {right / wanted:.2f} ({right} of {wanted})"
        sys.stdout.write(f"| {path.name} | {number} | {shares} |\n")


if __name__ == "__main__":
    main()
