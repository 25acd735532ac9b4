"""The collection's own topics that a text may be about, by their names and aliases in it."""

from collections.abc import Sequence

from msgspec import Struct

from gazette.desk.importing.findings import Finding
from gazette.desk.importing.known import KnownNames
from gazette.errors import quoted

_MOST = 5
_LEAD = 2  # paragraphs
_IN_TITLE, _IN_LEAD, _SEVERAL_WORDS, _ONCE_MORE = 3, 2, 2, 1
_LEAST = 2


class _Tally(Struct):
    """What speaks for a topic so far."""

    points: int
    words: str
    paragraph: int  # 0 for the title


def guess_topics(title: str, paragraphs: Sequence[str], topics: KnownNames) -> tuple[Finding, ...]:
    """Return the topics whose names or aliases stand in a text, the likeliest first.

    A single word that comes once, far down, is no sign of a topic.
    """
    tallies: dict[str, _Tally] = {}
    for number, text in enumerate((title, *paragraphs)):
        for sighting in topics.sightings(text):
            words = text[sighting.words[0].start : sighting.words[-1].end]
            points = _IN_TITLE if not number else _IN_LEAD if number <= _LEAD else _ONCE_MORE
            points += _SEVERAL_WORDS if len(sighting.words) > 1 else 0
            for known in sighting.known:
                tally = tallies.setdefault(known.name, _Tally(0, words, number))
                tally.points += points
    likely = sorted(
        ((name, tally) for name, tally in tallies.items() if tally.points >= _LEAST), key=lambda item: -item[1].points
    )
    return tuple(_finding(name, tally) for name, tally in likely[:_MOST])


def _finding(name: str, tally: _Tally) -> Finding:
    where = f"paragraph {tally.paragraph}" if tally.paragraph else "the title"
    confidence = min(0.8, 0.4 + tally.points / 20)
    return Finding(text=name, confidence=confidence, reason=f"{quoted(tally.words)} in {where}")
