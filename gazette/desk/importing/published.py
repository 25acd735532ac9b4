"""When a text was published, and on which day happened what it tells."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from gazette.content.dates import long_day, parse_moment
from gazette.desk.importing.days import (
    MONTH,
    WEEKDAYS,
    Day,
    Time,
    find_days,
    find_time,
    last_weekday,
    nearest_past,
    next_weekday,
)
from gazette.desk.importing.findings import Finding
from gazette.desk.importing.lines import Line
from gazette.desk.importing.wire import Wire
from gazette.errors import InputError, Place, error, listed, quoted

_CURE = "give it with --date, such as --date 2023-10-31"
_LONGEST_AGO = timedelta(days=92)
"""An event is told of within so many days; an older day is part of a story's past."""
_LEAD = 2000  # characters of a paragraph in which a day is looked for
_WEEKDAY = "|".join(WEEKDAYS)
_CLUE = re.compile(
    rf"\b(?P<relative>today|yesterday)\b|(?P<last>\blast )?\b(?P<weekday>{_WEEKDAY})(?:'s)?\b(?!,? (?:\d|{MONTH}))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:.!?]\s|,\s|\b(?:said|says|announced|reported|told)\b")
_ONLY_TOLD = re.compile(r" (?:announced|said|reported|confirmed)\b")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|expected|scheduled|planned|due|ahead of|next|coming|plans?)\b",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(
    r"\b(?:until|till|by|before|since|after|every|next|through|as of|dated|deadline of|convention of|of) (?:the )?$",
    re.IGNORECASE,
)
_TO = re.compile(rf",? (?:to|until|through|and) (?:(?:{_WEEKDAY}),? )?", re.IGNORECASE)
_BEGINS_SPAN = re.compile(rf"\b(?:from|between) (?:(?:{_WEEKDAY}),? )?$", re.IGNORECASE)
_AND = re.compile(rf" and ({_WEEKDAY})\b", re.IGNORECASE)
_HOURS_OF = re.compile(r"\b(?:hours|morning|afternoon|evening) of (?:the )?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom $", re.IGNORECASE)  # a weekday from which on something holds
_ENDS_WITH_ON = re.compile(r"\b(?:on|from|between|dated)(?: the)? $", re.IGNORECASE)


def read_published(wire: Wire, place: Place) -> Finding:
    """Return when a text was published, as front matter takes it: a day or a time, with an offset where one is written.

    Raises InputError where the text does not say, or what it says may be two days.
    """
    if wire.dates:
        line = wire.dates[0]
        first = next(day for day in find_days(line.text) if day.first or day.choices)
        day = first.first or _decided(first.choices, line, wire, place)
        doubts = [] if first.first else [f"{quoted(line.text)}, read as the dateline has it"]
        if any(found.first and found.first != day for line in wire.dates for found in find_days(line.text)):
            doubts.append("the first of several days that stand around the text")
        return _moment(day, line, doubts)
    if wire.dateline and wire.dateline.day and wire.dateline.day.first:
        return Finding(text=str(wire.dateline.day.first), confidence=0.9, reason="the day of the dateline")
    message = f"no line says when it was published; {_CURE}"
    raise InputError(error(place, message, "import-date"))


def guess_event(wire: Wire, published: date) -> Finding | None:
    """Return the day, or the days, on which happened what the lead tells; read against the day of publication."""
    written = wire.dateline.day if wire.dateline else None
    filed = (written.first, written.last) if written and written.first else written and nearest_past(written, published)
    reference = filed[0] if filed and filed[0] and published - filed[0] <= _LONGEST_AGO else published
    for number, paragraph in enumerate((paragraph[:_LEAD] for paragraph in wire.lead), 1):
        for _, words, days, confidence in sorted(_clues(paragraph, reference)):
            if timedelta() <= published - days[1] <= _LONGEST_AGO and days[0] <= published:
                reason = f"{quoted(words)} in paragraph {number}, read against {long_day(reference)}"
                return Finding(text=_span(days), confidence=confidence, reason=reason)
    if reference != published:
        return Finding(text=str(reference), confidence=0.5, reason="the day of the dateline; no other is told")
    return None


def _decided(choices: Sequence[date], line: Line, wire: Wire, place: Place) -> date:
    """Return the one of several days that the dateline has too. Raises InputError where it does not tell."""
    filed = wire.dateline.day if wire.dateline else None
    meant = [choice for choice in choices if filed and filed.month and _is_near(choice, filed)]
    if len(meant) == 1:
        return meant[0]
    message = f"{quoted(line.text)} may be {listed(map(str, choices), 'or')}; {_CURE}"
    raise InputError(error(Place(path=place.path, line=line.number), message, "import-date"))


def _is_near(choice: date, filed: Day) -> bool:
    span = nearest_past(filed, choice)
    return span is not None and choice - span[0] <= timedelta(days=2)


def _moment(day: date, line: Line, doubts: Sequence[str]) -> Finding:
    """Return a day with the time that stands in its line; what is in doubt makes it a guess."""
    time = find_time(line.text)
    if time is None:
        return Finding(text=str(day), confidence=0.9, reason="; ".join(doubts))
    if time.offset is None:
        reason = "; ".join((*doubts, _zone_reason(time, line)))
        return Finding(text=f"{day} {time.clock}", confidence=0.6, reason=reason)
    moment = parse_moment(f"{day} {time.clock}", time.offset)
    return Finding(text=moment.iso, confidence=0.9, reason="; ".join(doubts))


def _zone_reason(time: Time, line: Line) -> str:
    if time.has_unknown_zone:
        return f"the offset of the zone in {quoted(line.text)} is not known; the site's is taken"
    return "no offset is written; the site's is taken"


def _clues(paragraph: str, reference: date) -> Iterator[tuple[int, str, tuple[date, date], float]]:
    """Yield what may tell the day of the event: where it stands, its words, the days, and how sure that is."""
    days = list(find_days(paragraph))
    for day, following in zip_longest(days, days[1:]):
        before = paragraph[: day.start]
        if day.choices or not _is_of_event(before):
            continue
        span, end = _days_of(day, reference), day.end
        if span and following and _BEGINS_SPAN.search(before) and _TO.fullmatch(paragraph[day.end : following.start]):
            until = _days_of(following, reference)
            if until and until[1] > span[0]:
                span, end = (span[0], until[1]), following.end
        if span:
            sure = 0.9 if _ENDS_WITH_ON.search(before) else 0.6
            yield day.start, paragraph[day.start : end], span, sure
    for match in _CLUE.finditer(paragraph):
        before = paragraph[: match.start()]
        if not _is_of_event(before) or _FROM.search(before):
            continue
        first = last = _clue_day(match, reference)
        if match["weekday"] and (other := _AND.match(paragraph, match.end())):
            last = next_weekday(other[1], first)
        place = match.start() + (_LEAD if _ONLY_TOLD.match(paragraph, match.end()) else 0)  # any other day goes before
        yield place, match[0], (first, last), 0.8


def _days_of(day: Day, reference: date) -> tuple[date, date] | None:
    return (day.first, day.last) if day.first and day.last else nearest_past(day, reference)


def _clue_day(match: re.Match[str], reference: date) -> date:
    if match["relative"]:
        return reference - timedelta(days=match["relative"].lower() == "yesterday")
    back = timedelta(days=1 if match["last"] else 0)
    return last_weekday(match["weekday"], reference - back)


def _is_of_event(before: str) -> bool:
    """Tell whether a day with this text before it may be that of the event: no deadline, and not yet to come."""
    clause = _CLAUSE.split(before)[-1]
    is_then = not _NOT_THEN.search(before) or _HOURS_OF.search(before) is not None
    return is_then and not _FUTURE.search(clause)


def _span(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]}/{days[1]}"
