"""The people whom a text names: what may be names, put together by whom they name."""

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from gazette.desk.importing.candidates import LEAST, Candidate, candidates_in
from gazette.desk.importing.capitals import Word, text_before, words_of
from gazette.desk.importing.findings import Finding, Person
from gazette.desk.importing.known import KnownNames
from gazette.desk.importing.rules import is_a
from gazette.spellings import without_marks

_MOST = 0.9
_SURNAME_AGAIN, _BESIDE_A_PERSON = 0.25, 0.2
_SURE_OF_ROLE = {"office": 0.8, "rank": 0.7, "occupation": 0.6}
_MOST_NAMESAKES = 20
_BEGINS = re.compile(r"(?:^|[.!?][\"”’»]? )[\"“«]?$")


def guess_people(paragraphs: Sequence[str], outlets: Collection[str], known: KnownNames) -> tuple[Person, ...]:
    """Return the people named in some paragraphs, each once, in the order in which they first stand.

    Those whom the collection knows are found by any spelling of theirs, and called as it calls them; others where they
    are named in full and something shows that they are people. Names of outlets are none of people.
    """
    not_people = [without_marks(outlet) for outlet in outlets]
    found: list[Candidate] = []
    for number, paragraph in enumerate(paragraphs, 1):
        for candidate in candidates_in(paragraph, number, known):
            if candidate.known or not any(without_marks(candidate.name) in outlet for outlet in not_people):
                found.append(_beside_a_person(candidate, found, paragraph))
    surnames = _lone_words(paragraphs)
    people = [_with_surname(group, surnames) for group in _grouped(found)]
    return tuple(_person(group) for group in people if max(each.score for each in group) >= LEAST)


def _beside_a_person(candidate: Candidate, found: Sequence[Candidate], text: str) -> Candidate:
    """Return a candidate, likelier where "and" joins it to somebody who is likely a person."""
    for other in found[-2:]:
        is_near = other.paragraph == candidate.paragraph and other.end < candidate.start
        if is_near and text[other.end : candidate.start].strip() in ("and", ",", ", and") and other.score >= LEAST:
            reason = candidate.reason if candidate.score >= LEAST else "named beside a person"
            return replace(candidate, score=candidate.score + _BESIDE_A_PERSON, reason=reason)
    return candidate


def _grouped(found: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return the candidates by whom they name: spellings that differ in marks, or in initials, are one name's."""
    groups: dict[str, list[Candidate]] = {}
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
            if word.is_capitalized and _is_lone(previous, following, begins=begins):
                found.add(without_marks(word.text))
    return frozenset(found)


def _is_lone(previous: Word | None, following: Word | None, *, begins: bool) -> bool:
    is_addressed = previous is not None and is_a("honorifics", previous.text)
    is_alone = following is not None and not following.is_capitalized
    return is_addressed or (is_alone and (begins or is_a("speech", following.text if following else "")))


def _with_surname(group: list[Candidate], surnames: Collection[str]) -> list[Candidate]:
    """Return a group, likelier where the family name is used alone too."""
    surname = without_marks(group[0].name).split()[-1]
    if surname not in surnames:
        return group
    return [replace(each, score=each.score + _SURNAME_AGAIN) for each in group]


def _person(group: Sequence[Candidate]) -> Person:
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


def _role(candidate: Candidate | None) -> Finding | None:
    if candidate is None or candidate.office is None:
        return None
    return Finding(
        text=candidate.office.text,
        confidence=_SURE_OF_ROLE[candidate.office.kind],
        reason=f"as paragraph {candidate.paragraph} has it",
    )
