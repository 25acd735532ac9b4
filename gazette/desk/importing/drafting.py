"""From a raw text to a draft: every finder asked in turn, and what they find set against what the collection knows."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from gazette.collection.library import Documents
from gazette.collection.likeness.search import near_duplicates
from gazette.config import Config
from gazette.content.dates import parse_moment, parse_span
from gazette.content.days import DateError
from gazette.content.record import Record
from gazette.desk.importing.decoding import Decoded
from gazette.desk.importing.draft import Draft
from gazette.desk.importing.findings import Finding, Person
from gazette.desk.importing.headlines import guess_summary, guess_title
from gazette.desk.importing.known import KnownNames
from gazette.desk.importing.people import guess_people
from gazette.desk.importing.published import guess_event, read_published
from gazette.desk.importing.sources import Provenance, guess_provenance
from gazette.desk.importing.topics import guess_topics
from gazette.desk.importing.wire import Wire, read_wire
from gazette.errors import InputError, Place, error
from gazette.spellings import without_marks

STANDARD_INPUT = "-"
"""What names it where a file's name is wanted."""


class Given(Struct, frozen=True, kw_only=True):
    """What is known of a raw text beside its words; what an editor says goes before what the text does."""

    name: str  # the path of its file, or STANDARD_INPUT
    digest: str
    source: str = ""
    date: str = ""


class Drafter:
    """Makes drafts of raw texts for one collection."""

    def __init__(self, config: Config, documents: Documents) -> None:
        self._config = config
        self._people = KnownNames("people", documents)
        self._topics = KnownNames("topics", documents)
        self._sources = KnownNames("sources", documents)

    def draft(self, decoded: Decoded, given: Given) -> Draft:
        """Return the draft of a raw text. Raises InputError where it is empty or its date is not known."""
        place = Place(path=given.name)
        wire = read_wire(decoded.text)
        if not wire.paragraphs:
            raise InputError(error(place, "there is no text in it; give a file that has one", "import-empty"))
        published = Finding(text=given.date) if given.date else read_published(wire, place)
        day = self._day(published.text, place)
        event = guess_event(wire, day)
        provenance = self._provenance(wire, given)
        title = guess_title(wire)
        return Draft(
            title=title,
            date=published,
            event=event,
            source=provenance.source,
            via=provenance.via,
            address=wire.address,
            people=tuple(self._placed(self._guess_people(wire, provenance), _event_day(event, day))),
            topics=guess_topics(title.text if wire.title else "", _told(wire), self._topics),
            summary=guess_summary(wire, title.text),
            raw_name="standard input" if given.name == STANDARD_INPUT else PurePath(given.name).name,
            digest=given.digest,
            guessed_encoding=decoded.guessed_encoding,
            frame=wire.frame,
            paragraphs=wire.paragraphs,
        )

    def _day(self, written: str, place: Place) -> date:
        try:
            return parse_moment(written, self._config.zone).day
        except DateError as why:
            message = f"its date is {written}: {why}; give it with --date"
            raise InputError(error(place, message, "import-date")) from why

    def _provenance(self, wire: Wire, given: Given) -> Provenance:
        found = guess_provenance(wire, lambda name: self._sources.find(name) is not None)
        if given.source:
            return Provenance(source=Finding(text=given.source), via=found.via if found.via != found.source else None)
        return Provenance(source=found.source and self._as_known(found.source), via=found.via)

    def _as_known(self, source: Finding) -> Finding:
        known = self._sources.find(source.text)
        return replace(source, text=known.name) if known else source

    def _guess_people(self, wire: Wire, provenance: Provenance) -> tuple[Person, ...]:
        outlets = [found.text for found in (provenance.source, provenance.via) if found]
        outlets += [wire.dateline.place] if wire.dateline else []
        return guess_people(_told(wire), outlets, self._people)

    def _placed(self, people: tuple[Person, ...], day: date) -> Iterator[Person]:
        """Yield people as the front matter needs them: offices that a record has left out, names like others noted."""
        alike = self._alike(people)
        for person in people:
            role = person.role
            if role and person.record and _holds(person.record, role.text, day):
                role = None
            name = person.name
            if near := alike.get(name.text):
                name = replace(name, reason=f"{name.reason}; perhaps {near}")
            yield replace(person, name=name, role=role)

    def _alike(self, people: tuple[Person, ...]) -> Mapping[str, str]:
        """Return the known name that looks like each unknown one, where there is such a name."""
        unknown = {person.name.text for person in people if not person.is_known}
        if not unknown:
            return {}
        names = self._people.spellings | {name: [name] for name in unknown}
        found: dict[str, str] = {}
        for pair in near_duplicates(names, "person").likeliest:
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                if one in unknown and other not in unknown:
                    found.setdefault(one, other)
        return found


def _told(wire: Wire) -> tuple[str, ...]:
    """Return the paragraphs without the dateline."""
    return (*wire.lead, *wire.paragraphs[len(wire.lead) :])


def _event_day(event: Finding | None, published: date) -> date:
    return parse_span(event.text, 366).first if event else published


def _holds(record: Record, office: str, day: date) -> bool:
    """Tell whether a record says that somebody held on a day the office that a text gives."""
    written = without_marks(office)
    for role in record.roles:
        whole = {f"{role.title}, {role.organisation}", f"{role.title} of {role.organisation}"}
        spellings = {role.title, *whole, f"{role.title} of the {role.organisation}"}
        if role.covers(day) and written in map(without_marks, spellings):
            return True
    return False
