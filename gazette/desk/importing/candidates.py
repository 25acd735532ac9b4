"""What may be a person's name in a paragraph, and how likely it is one: known names, and capitalized words."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gazette.desk.importing.capitals import CAPITAL, Words, kind_of, name_runs, text_before, words_of
from gazette.desk.importing.known import Known, KnownNames, Sighting
from gazette.desk.importing.offices import Office, office_after, office_before
from gazette.desk.importing.rules import is_a
from gazette.errors import listed

LEAST = 0.5
"""What is less likely than this to be a person is left out."""
_KNOWN = 2.0
_NOTHING = 0.35
_WEIGHTS = {"office": 0.5, "rank": 0.5, "honorific": 0.4, "occupation": 0.35}
_SPEECH, _GIVEN_NAME, _WHO, _FROM = 0.25, 0.35, 0.3, 0.15
_PLACE, _THE = -0.3, -0.25
_REASONS = {
    "office": "named with an office",
    "rank": "named with a rank",
    "honorific": "named with a form of address",
    "occupation": "named with an occupation",
}
_IN_A_PLACE = re.compile(r"\b(?:in|at|near|from|to|into|outside|across|of|around) (?:the )?$", re.IGNORECASE)
_AFTER_THE = re.compile(r"\bthe $", re.IGNORECASE)
_COMPANY = frozenset("AB AG AS ASA BV Co Corp GmbH Inc LLC Ltd NV Oy PLC SA SpA Srl".split())
_BODY_OF = re.compile(r"([^\W\d_]+) (?:of|for|on) (?:the )?$")
_OF_SOMETHING = re.compile(r"\b(?:of|for|to|and) (?:the )?$")
_SOME_THING = re.compile(r"\b(?:the|an?) [a-z]+ $", re.IGNORECASE)
_PAIR = re.compile(rf" and (?:{CAPITAL}[\w'’-]* ){{1,3}}{CAPITAL}[\w'’-]*,")
_SPOKEN = re.compile(r"[\s,”\"’]*(?:has |had |also |then |later )?([^\W\d_]+)")
_WHO_FOLLOWS = re.compile(r",? (?:who|whose)\b|, (?:aged )?\d\d,")
_IS_FROM = re.compile(r" (?:of|from) (?:the )?(?=[^\W\d_a-z])")
_AGENT = re.compile(r"(?:^|[.:;”\"] |\b(?:by|with|to|and|including) )$|(?:[a-z]s|men|women|people|children), $")
_LED_BY = re.compile(
    r"\bamong them $|\b(?:led|headed|chaired|represented|written|signed|founded|killed|replaced|succeeded) by $"
)
_GOES_ON = re.compile(rf"[ -]{CAPITAL}")
_SPEAKS = re.compile(r"([^\W\d_]+) $")
_PLURAL = re.compile(r"[^\W\d_]{3,}(?:[^siuo]s|ing)")


class Candidate(Struct, frozen=True, kw_only=True):
    """What may be a person's name, where it stands, and how likely it is one."""

    name: str
    known: tuple[Known, ...] = ()  # whom the collection knows by it
    office: Office | None
    score: float  # a person from LEAST on
    reason: str
    paragraph: int
    start: int
    end: int


def candidates_in(text: str, number: int, known: KnownNames) -> Iterator[Candidate]:
    """Yield what may be a person's name in a paragraph, which has a number, in order; no two overlap."""
    sightings = [sighting for sighting in known.sightings(text) if _is_of_a_person(sighting, text)]
    found = [_candidate(sighting.words, text, number, sighting.known) for sighting in sightings]
    taken = {word.start for sighting in sightings for word in sighting.words}
    told_until = 0  # where what is told of the last name, such as its office, ends
    for run in name_runs(text, words_of(text)):
        is_beside = bool(found) and text[found[-1].end : run[0].start] == " and "
        name = run if is_beside else _without_object(run, text)
        if name and taken.isdisjoint(word.start for word in name) and name[0].start >= told_until:
            candidate = _candidate(name, text, number)
            found.append(candidate)
            told_until = max(told_until, candidate.office.end if candidate.office else 0)
    yield from sorted(found, key=lambda each: each.start)


def _is_of_a_person(sighting: Sighting, text: str) -> bool:
    """Tell whether a known name stands for a person: in capital letters, and alone if it is one word (Nobel Prize)."""
    first, last = sighting.words[0], sighting.words[-1]
    goes_on = len(sighting.words) == 1 and _GOES_ON.match(text, last.end)
    return first.is_capitalized and last.is_capitalized and not goes_on


def _without_object(run: Words, text: str) -> Words:
    """Return a run without the words at its start that belong to the office before it: `Minister of Ferries Kim …`.

    After "of" there is always one such word; only plurals and what stands before a given name show that there are more.
    """
    before = text_before(text, run[0].start)
    if not _OF_SOMETHING.search(before) or office_before(text, run[1].start) is None:
        return run
    rest = run[1:]
    while len(rest) > 2 and _PLURAL.fullmatch(rest[0].text) and not is_a("given_names", rest[0].text):
        rest = rest[1:]
    given = next((number for number, word in enumerate(rest) if is_a("given_names", word.text)), 0)
    if len(rest) - given >= 2:
        rest = rest[given:]
    is_institution = before.endswith("the ") and not is_a("given_names", rest[0].text)
    return rest if len(rest) > 1 and rest[0].is_capitalized and not is_institution else ()


def _candidate(name: Words, text: str, number: int, known: tuple[Known, ...] = ()) -> Candidate:
    start, end = name[0].start, name[-1].end
    office = _office(text, start, end)
    if len(known) == 1:
        score, reason = _KNOWN, f"known from {known[0].place}"
    elif known:
        score, reason = LEAST, _one_of(known)
    else:
        score, reason = _weighed(name, text, office)
    return Candidate(
        name=known[0].name if len(known) == 1 else _written(name, text),
        known=known,
        office=office,
        score=score,
        reason=reason,
        paragraph=number,
        start=start,
        end=end,
    )


def _office(text: str, start: int, end: int) -> Office | None:
    """Return the office before a name, or the one behind it where there is but a rank or a form of address before."""
    before, after = office_before(text, start), office_after(text, end)
    return before if before and (before.kind in ("office", "occupation") or not after) else after


def _weighed(name: Words, text: str, office: Office | None) -> tuple[float, str]:
    """Return how likely a name is a person's, and what shows it best."""
    start, end = name[0].start, name[-1].end
    before = text_before(text, start)
    is_speaking = _speaks(text, start, end)
    body = _BODY_OF.search(before)
    is_company = name[-1].text in _COMPANY
    is_of_department = body is not None and is_a("institutions", body[1])
    is_street = bool(kind_of(name[-1])) and not is_speaking  # called after somebody
    if is_company or (not office and (is_of_department or is_street)):
        return 0, ""
    score, reason = _NOTHING, "looks like a name"
    if is_a("given_names", name[0].text):
        score, reason = score + _GIVEN_NAME, "begins with a given name"
    if is_speaking:
        score, reason = score + _SPEECH, "speaks or acts"
    if _WHO_FOLLOWS.match(text, end) or _LED_BY.search(before):
        score, reason = score + _WHO, "told of as a person is"
    if office:
        return score + _WEIGHTS[office.kind], _REASONS[office.kind]
    if _AGENT.search(before) and (_IS_FROM.match(text, end) or before.endswith(("by ", "s, ", "n, "))):
        return score + _FROM, reason
    if before.endswith(", ") and _PAIR.match(text, end):
        return score + _FROM, reason
    if _IN_A_PLACE.search(before) or _SOME_THING.search(before):
        return score + _PLACE, reason
    return score + (_THE if _AFTER_THE.search(before) else 0), reason


def _one_of(known: Sequence[Known]) -> str:
    return f"it may be {listed((f'{each.name} ({each.place})' for each in known), 'or')}; write the one that is meant"


def _speaks(text: str, start: int, end: int) -> bool:
    """Tell whether a verb of speech or of deeds stands right behind a name or before it."""
    behind, before = _SPOKEN.match(text, end), _SPEAKS.search(text_before(text, start))
    return any(match is not None and is_a("speech", match[1]) for match in (behind, before))


def _written(name: Words, text: str) -> str:
    """Return a name as it stands, on one line, a family name in capitals like the others."""
    last = name[-1]
    is_shouted = len(last.text) > 3 and last.text.isupper() and not name[0].text.isupper()
    whole = " ".join(text[name[0].start : last.start].split())
    gap = " " if text[last.start - 1].isspace() else ""
    return f"{whole}{gap}{last.text.title() if is_shouted else last.text}"
