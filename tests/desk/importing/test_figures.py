"""What an import finds in the raw texts, held at what docs/importing.md says."""

import re
from pathlib import Path

import pytest

from benchmarks.importing import SETS, TEXTS, Score, measure

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "importing.md"
ROW = re.compile(r"^\| ([a-z ]+?) " + r"\| (\d\.\d\d|–) \| (\d\.\d\d|–) " * len(SETS) + r"\|$", re.MULTILINE)
KINDS = {
    "headline": "title",
    "published": "date",
    "event": "event",
    "source": "source",
    "via": "via",
    "people": "people",
    "offices": "offices",
}


@pytest.mark.parametrize(("column", "name"), list(enumerate(SETS)))
def test_figures_are_those_in_the_guide(column: int, name: str) -> None:
    found = {kind: as_published(score) for kind, score in measure(name).items()}

    published = {KINDS[row[0]]: row[1 + 2 * column : 3 + 2 * column] for row in ROW.findall(GUIDE.read_text("utf-8"))}

    assert found == published


def as_published(score: Score) -> tuple[str, str]:
    """Return precision and recall as the guide has them, where there is anything of a kind."""
    is_any = score.right or score.wrong or score.missed
    return (f"{score.precision:.2f}", f"{score.recall:.2f}") if is_any else ("–", "–")


def test_every_raw_text_says_what_an_editor_would_make_of_it() -> None:
    texts = {path.with_suffix("") for path in TEXTS.rglob("*.txt")}

    assert texts == {path.with_suffix("") for path in TEXTS.rglob("*.yaml")}
    assert len(texts) >= 40
