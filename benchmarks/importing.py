"""How much of raw texts an import finds, and how much of what it finds is right: `python -m benchmarks.importing`.

The texts, and what an editor would make of them, are in tests/desk/importing/texts/; its README says how they
differ.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.config import Config
from gazette.desk.importing.decoding import decode_raw
from gazette.desk.importing.draft import Draft
from gazette.desk.importing.drafting import Drafter, Given
from gazette.desk.importing.findings import Finding
from gazette.errors import InputError, Problem
from gazette.fields import plain
from gazette.spellings import fold
from gazette.yaml_nodes import read_mapping

TEXTS = Path(__file__).resolve().parents[1] / "tests" / "desk" / "importing" / "texts"
SETS = ("tuned", "held_out", "fresh")
_HEADLINE = 0.9  # so sure an import is of the text's own headline; of one that it makes up it is less so

Facts = Mapping[str, frozenset[str]]
"""What is known of a text, by its kind; days and names are single texts, folded."""


class Score(Struct, frozen=True, kw_only=True):
    """How much of a kind was found: in the draft and right, in the draft and wrong, and not in the draft."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed or 1)


def main() -> None:
    """Print a table for each set of texts."""
    for name in SETS:
        print(f"{name}, {len(list(_files(name)))} texts")  # noqa: T201 - a table is what it is for
        for kind, score in measure(name).items():
            print(  # noqa: T201 - likewise
                f"  {kind:<11} precision {score.precision:.2f}, recall {score.recall:.2f}"
                f" ({score.right} right, {score.wrong} wrong, {score.missed} missed)"
            )


def measure(name: str) -> dict[str, Score]:
    """Return how much is found in a set of texts, by kind, with a collection that knows no names."""
    drafter = Drafter(Config(title="Measure"), Documents())
    scores: dict[str, Score] = {}
    for file in _files(name):
        expected = _expected(file.with_suffix(".yaml"))
        found = _found(file, drafter)
        for kind, facts in expected.items():
            old = scores.get(kind, Score())
            scores[kind] = Score(
                right=old.right + len(facts & found[kind]),
                wrong=old.wrong + len(found[kind] - facts),
                missed=old.missed + len(facts - found[kind]),
            )
    return scores


def _files(name: str) -> Iterator[Path]:
    return iter(sorted((TEXTS / name).glob("*.txt")))


def _expected(file: Path) -> Facts:
    """Return what an editor would make of a text."""
    facts: Any = plain(read_mapping(file.read_text(encoding="utf-8"), file.name, _ignore))
    return _facts({kind: facts.get(kind, "") for kind in ("title", "date", "event", "source", "via")}, facts["people"])


def _found(file: Path, drafter: Drafter) -> Facts:
    """Return what an import makes of a text; nothing, where it refuses it."""
    try:
        decoded = decode_raw(file.read_bytes(), file.name, _ignore)
        draft = drafter.draft(decoded, Given(name=file.name, digest=""))
    except InputError:
        return _facts(dict.fromkeys(("title", "date", "event", "source", "via"), ""), {})
    return _facts(_values(draft), {person.name.text: _text(person.role) for person in draft.people})


def _values(draft: Draft) -> dict[str, str]:
    return {
        "title": draft.title.text if draft.title.confidence >= _HEADLINE else "",
        "date": draft.date.text.replace(" ", "T"),
        "event": _text(draft.event),
        "source": _text(draft.source),
        "via": _text(draft.via),
    }


def _facts(values: Mapping[str, str], people: Mapping[str, str]) -> Facts:
    """Return values by their kind; an office belongs to a name, and is right beside it only."""
    found = {kind: frozenset({fold(value)} - {""}) for kind, value in values.items()}
    offices = frozenset(fold(f"{name}: {office}") for name, office in people.items() if office)
    return found | {"people": frozenset(map(fold, people)), "offices": offices}


def _text(finding: Finding | None) -> str:
    return finding.text if finding else ""


def _ignore(_: Problem) -> None:
    """Stand in for a report."""


if __name__ == "__main__":
    main()
