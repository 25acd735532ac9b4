"""The people whom a text names, by the offices, forms of address and verbs beside capitalized words."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gazette.desk.importing.capitals import Word, Words, kind_of, name_runs, text_before, words_of
from gazette.desk.importing.findings import Finding, Person
from gazette.desk.importing.known import Known, KnownNames
from gazette.desk.importing.offices import Office, office_after, office_before
from gazette.desk.importing.rules import is_a
from gazette.errors import listed
from gazette.spellings import without_marks

_LEAST = 0.5
"""What is less likely than this to be a person is left out."""
_MOST, _KNOWN = 0.9, 2.0
_NOTHING = 0.35
_WEIGHTS = {"office": 0.5, "rank": 0.5, "honorific": 0.4, "occupation": 0.35}
_SPEECH, _GIVEN_NAME, _SURNAME_AGAIN, _BESIDE_A_PERSON, _WHO, _FROM = 0.25, 0.35, 0.25, 0.2, 0.3, 0.15
_PLACE, _THE = -0.3, -0.25
_REASONS = {
    "office": "named with an office",
    "rank": "named with a rank",
    "honorific": "named with a form of address",
    "occupation": "named with an occupation",
}
_MOST_NAMESAKES = 20
_IN_A_PLACE = re.compile(r"\b(?:in|at|near|from|to|into|outside|across|of|around) (?:the )?$", re.IGNORECASE)
_AFTER_THE = re.compile(r"\bthe $", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\b(?:of|for|to|and) (?:the )?$")
_SPOKEN = re.compile(r"[\s,”\"’]*(?:has |had |also |then |later )?([^\W\d_]+)")
_WHO_FOLLOWS = re.compile(r",? (?:who|whose)\b|, (?:aged )?\d\d,")
_IS_FROM = re.compile(r" (?:of|from) (?:the )?(?=[^\W\d_a-z])")
_AGENT = re.compile(r"(?:^|[.:;”\"] |\b(?:by|with|to|and|including) )$|(?:[a-z]s|men|women|people|children), $")
_LED_BY = re.compile(r"\b(?:led|headed|chaired|represented|written|signed|founded|killed|replaced|succeeded) by $")
_BEGINS = re.compile(r"(?:^|[.!?][\"”’»]? )[\"“«]?$")
_SPEAKS = re.compile(r"([^\W\d_]+) $")
_PLURAL = re.compile(r"[^\W\d_]{3,}(?:[^siuo]s|ing)")


class _Candidate(Struct, frozen=True, kw_only=True):
    name: str
    known: tuple[Known, ...] = ()
    office: Office | None
    score: float
    reason: str
    paragraph: int
    start: int
    end: int


def guess_people(paragraphs: Sequence[str], outlets: Collection[str], known: KnownNames) -> tuple[Person, ...]:
    """Return the people named in some paragraphs, each once, in the order in which they first stand.

    Those whom the collection knows are found by any spelling of theirs, and called as it calls them; others where they
    are named in full and something shows that they are people. Names of outlets are none of people.
    """
    not_people = [without_marks(outlet) for outlet in outlets]
    found: list[_Candidate] = []
    for number, paragraph in enumerate(paragraphs, 1):
        for candidate in _in_paragraph(paragraph, number, known):
            if candidate.known or not any(without_marks(candidate.name) in outlet for outlet in not_people):
                found.append(_beside_a_person(candidate, found, paragraph))
    surnames = _lone_words(paragraphs)
    people = [_with_surname(group, surnames) for group in _grouped(found)]
    return tuple(_person(group) for group in people if max(each.score for each in group) >= _LEAST)


def _in_paragraph(text: str, number: int, known: KnownNames) -> Iterator[_Candidate]:
    sightings = [sighting for sighting in known.sightings(text) if _is_written_as_a_name(sighting.words)]
    found = [_candidate(sighting.words, text, number, sighting.known) for sighting in sightings]
    taken = {word.start for sighting in sightings for word in sighting.words}
    told_until = 0  # where what is told of the last name, such as its office, ends
    for run in name_runs(text, words_of(text)):
        name = _without_object(run, text)
        if name and taken.isdisjoint(word.start for word in name) and name[0].start >= told_until:
            candidate = _candidate(name, text, number)
            found.append(candidate)
            told_until = max(told_until, candidate.office.end if candidate.office else 0)
    yield from sorted(found, key=lambda each: each.start)


def _is_written_as_a_name(words: Words) -> bool:
    return words[0].is_capitalized and words[-1].is_capitalized


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


def _candidate(name: Words, text: str, number: int, known: tuple[Known, ...] = ()) -> _Candidate:
    start, end = name[0].start, name[-1].end
    office = _office(text, start, end)
    if len(known) == 1:
        score, reason = _KNOWN, f"known from {known[0].place}"
    elif known:
        score, reason = _LEAST, _one_of(known)
    else:
        score, reason = _weighed(name, text, office)
    return _Candidate(
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
    if kind_of(name[-1]) and not office and not is_speaking:
        return 0, ""  # a street that is called after somebody
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
    if _IN_A_PLACE.search(before):
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


def _beside_a_person(candidate: _Candidate, found: Sequence[_Candidate], text: str) -> _Candidate:
    """Return a candidate, likelier where "and" joins it to somebody who is likely a person."""
    for other in found[-2:]:
        is_near = other.paragraph == candidate.paragraph and other.end < candidate.start
        if is_near and text[other.end : candidate.start].strip() in ("and", ",", ", and") and other.score >= _LEAST:
            reason = candidate.reason if candidate.score >= _LEAST else "named beside a person"
            return replace(candidate, score=candidate.score + _BESIDE_A_PERSON, reason=reason)
    return candidate


def _grouped(found: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Return the candidates by whom they name: spellings that differ in marks, or in initials, are one name's."""
    groups: dict[str, list[_Candidate]] = {}
    for candidate in found:
        groups.setdefault(without_marks(candidate.name), []).append(candidate)
    by_surname: dict[str, list[str]] = {}
    for key in groups:
        by_surname.setdefault(key.split()[-1], []).append(key)
    for key in list(groups):
        alike = by_surname[key.split()[-1]][:_MOST_NAMESAKES]
        longer = next(
            (other for other in alike if other != key and other in groups and _is_short_for(key, other)), None
        )
        if longer:
            groups[longer] = sorted([*groups[longer], *groups.pop(key)], key=lambda each: (each.paragraph, each.start))
    return list(groups.values())


def _is_short_for(name: str, longer: str) -> bool:
    """Tell whether a name is another with words left out, or with an initial for the given name."""
    words, others = name.split(), longer.split()
    if words[-1] != others[-1] or len(words) > len(others):
        return False
    first = words[0].rstrip(".")
    is_initial = len(first) == 1 and (others[0].startswith(first) or first == "m")  # monsieur
    return words[0] == others[0] or words == others[-len(words) :] or is_initial


def _lone_words(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the capitalized words that somewhere stand alone as names of people do.

    They follow a form of address, come before a verb of speech, or begin a sentence.
    """
    found = set()
    for paragraph in paragraphs:
        words = words_of(paragraph)
        for previous, word, following in zip((None, *words), words, (*words[1:], None), strict=False):
            begins = _BEGINS.search(text_before(paragraph, word.start)) is not None
            if word.is_capitalized and (
                _is_addressed_or_speaks(previous, following) or (begins and _is_alone(following))
            ):
                found.add(without_marks(word.text))
    return frozenset(found)


def _is_alone(following: Word | None) -> bool:
    return following is not None and not following.is_capitalized


def _is_addressed_or_speaks(previous: Word | None, following: Word | None) -> bool:
    is_addressed = previous is not None and is_a("honorifics", previous.text)
    return is_addressed or (following is not None and is_a("speech", following.text))


def _with_surname(group: list[_Candidate], surnames: Collection[str]) -> list[_Candidate]:
    """Return a group, likelier where the family name is used alone too."""
    surname = without_marks(group[0].name).split()[-1]
    if surname not in surnames:
        return group
    return [replace(each, score=each.score + _SURNAME_AGAIN) for each in group]


def _person(group: Sequence[_Candidate]) -> Person:
    """Return the person that a group names: by the spelling with the most letters and marks, with the first office."""
    best = max(group, key=lambda each: each.score)
    longest = max(group, key=lambda each: (len(each.name), not each.name.isascii(), -each.paragraph))
    name = best.name if best.known else longest.name
    offices = [each for each in group if each.office and each.office.text]
    role = min(offices, key=lambda each: each.office is not None and each.office.kind != "office", default=None)
    return Person(
        name=Finding(
            text=name, confidence=min(_MOST, best.score), reason=f"{best.reason}, in paragraph {best.paragraph}"
        ),
        role=_role(role),
        record=best.known[0].record if len(best.known) == 1 else None,
        is_known=bool(best.known),
    )


def _role(candidate: _Candidate | None) -> Finding | None:
    if candidate is None or candidate.office is None:
        return None
    confidence = {"office": 0.8, "rank": 0.7}.get(candidate.office.kind, 0.6)
    return Finding(
        text=candidate.office.text, confidence=confidence, reason=f"as paragraph {candidate.paragraph} has it"
    )
