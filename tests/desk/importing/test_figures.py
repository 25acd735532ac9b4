"""What an import finds in the raw texts, held at what docs/importing.md says."""

import re
from pathlib import Path

import pytest

from benchmarks.importing import SETS, TEXTS, measure

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "importing.md"
ROW = re.compile(r"^\| ([a-z ]+?) \| (\d\.\d\d) \| (\d\.\d\d) \| (\d\.\d\d) \| (\d\.\d\d) \|$", re.MULTILINE)
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
    found = {kind: (f"{score.precision:.2f}", f"{score.recall:.2f}") for kind, score in measure(name).items()}

    published = {KINDS[row[0]]: row[1 + 2 * column : 3 + 2 * column] for row in ROW.findall(GUIDE.read_text("utf-8"))}

    assert found == published


def test_every_raw_text_says_what_an_editor_would_make_of_it() -> None:
    texts = {path.with_suffix("") for path in TEXTS.rglob("*.txt")}

    assert texts == {path.with_suffix("") for path in TEXTS.rglob("*.yaml")}
    assert len(texts) >= 40
