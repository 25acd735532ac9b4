"""The linker turns what the collection holds into what layouts may show: links, cards, stamps, bodies."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from gazette.collection.entries import Entry, TermRef
from gazette.collection.library import Collection, Term
from gazette.config import Config
from gazette.content.body import ATTRIBUTES, Body, BodyLink, with_absolute_sources
from gazette.content.dates import Moment, Span, Unit, format_offset, month_name
from gazette.pages.media import place_media
from gazette.pages.permalinks import (
    article_path,
    day_path,
    month_path,
    period_path,
    taxonomy_path,
    term_path,
    url_of,
    year_path,
)
from gazette.pages.views import Card, CountedLink, DayLink, Event, EventDate, Head, HeldBack, Link, Mention, Stamp

_NOWHERE = "link:nowhere"  # no scheme that may stay in a body, so that the attribute goes
_LOST_PICTURE = re.compile(rf'<img(?={ATTRIBUTES} src="{_NOWHERE}")({ATTRIBUTES})>')
_ALT = re.compile(r' alt="([^"]*)"')
_MOST_TERMS = 8  # of a taxonomy on a card: an article with many is on many lists, and each would show them all
_MOST_CARDS = 20_000  # that are kept to be used again: a bound on memory

T = TypeVar("T")
Bodies = Callable[[str], str]
"""Returns the HTML that was made of a Markdown file, whose path relative to the root it is given."""


class Linker:
    """Knows where everything is. A card is made once and shared by every list that shows it."""

    def __init__(self, collection: Collection, config: Config, bodies: Bodies) -> None:
        self.collection = collection
        self.config = config
        self._bodies = bodies
        self.article_paths = {entry.article.path: article_path(entry.article, config) for entry in collection.entries}
        self.content_paths = self._content_paths()
        self.media = place_media(collection, self.content_paths)
        self._cards: dict[str, Card] = {}
        self._urls: dict[str, str] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, name: Hashable, make: Callable[..., T], *given: object) -> T:
        """Return what is made of what is given, once for all who ask for it by the same name."""
        if name not in self._made:
            self._made[name] = make(*given)
        made: T = self._made[name]
        return made

    def url(self, path: str) -> str:
        """Return the URL of a path on the site."""
        if path not in self._urls:
            self._urls[path] = url_of(path, self.config)
        return self._urls[path]

    def absolute(self, path: str) -> str:
        """Return the whole address of a path on the site."""
        return self.config.origin + self.url(path)

    def permanent(self, path: str) -> str:
        """Return the id in feeds of what was first published at a path."""
        base = self.config.feeds.id_base
        return base + self.url(path).removeprefix(self.config.base_path) if base else self.absolute(path)

    def head(self, title: str, path: str, *above: Link, description: str = "") -> Head:
        """Return what all views have; `above` leads from under the home page to the page's parent."""
        home = () if path == "/" else (Link(name="Home", url=self.url("/")),)
        return Head(
            title=title,
            url=self.url(path),
            canonical=self.absolute(path),
            description=description,
            breadcrumbs=(*home, *above),
        )

    def taxonomy(self, name: str) -> Link:
        """Return the link to a taxonomy's overview."""
        taxonomy = self.config.taxonomy(name)
        return Link(name=taxonomy.title, url=self.url(taxonomy_path(taxonomy)))

    def term(self, ref: TermRef) -> Link:
        """Return the link to a term."""
        return Link(name=ref.name, url=self.url(term_path(ref.taxonomy, ref.slug)))

    def mention(self, ref: TermRef) -> Mention:
        """Return the link to a term with the office held in the article."""
        return Mention(name=ref.name, url=self.url(term_path(ref.taxonomy, ref.slug)), role=ref.role)

    def counted(self, term: Term, count: int | None = None) -> CountedLink:
        """Return the link to a term with a number of articles, all of its own where none is given."""
        url = self.url(term_path(term.taxonomy.name, term.slug))
        return CountedLink(name=term.name, url=url, count=len(term.entries) if count is None else count)

    def day(self, day: date) -> DayLink:
        """Return the link to a day, without a URL where the day has no page."""
        return DayLink(day=day, url=self.url(day_path(day)) if day in self.collection.days else "")

    def month(self, day: date) -> Link:
        """Return the link to a day's month."""
        return Link(name=month_name(day), url=self.url(month_path(day.year, day.month)))

    def year(self, year: int) -> Link:
        """Return the link to a year."""
        return Link(name=str(year), url=self.url(year_path(year)))

    def event(self, span: Span | None) -> Event | None:
        """Return when something happened."""
        if span is None:
            return None
        first = self._event_date(span.first, span.first_unit)
        return Event(first=first, last=first if span.start == span.end else self._event_date(span.last, span.last_unit))

    def _event_date(self, day: date, unit: Unit) -> EventDate:
        """Return one end of an event, with the page of its day, month or year."""
        iso = unit.text_of(day)
        first = day if unit is Unit.DAY else day.replace(day=1, month=day.month if unit is Unit.MONTH else 1)
        return EventDate(iso=iso, unit=unit, day=first, url=self.url(period_path(iso)))

    def article(self, entry: Entry) -> Link:
        """Return the link to an article."""
        return Link(name=entry.article.title, url=self.url(self.article_paths[entry.article.path]))

    def card(self, entry: Entry) -> Card:
        """Return what lists show of an article."""
        article = entry.article
        people, topics = entry.terms["people"], entry.terms["topics"]
        if article.path not in self._cards:
            if len(self._cards) >= _MOST_CARDS:
                self._cards.clear()
            self._cards[article.path] = Card(
                title=article.title,
                url=self.url(self.article_paths[article.path]),
                published=stamp(article.published),
                event=self.event(article.event),
                is_updated=article.is_changed,
                summary=article.summary or article.body.opening,
                source=next(map(self.term, entry.terms["sources"]), None),
                people=tuple(map(self.term, people[:_MOST_TERMS])),
                topics=tuple(map(self.term, topics[:_MOST_TERMS])),
                more_people=len(people[_MOST_TERMS:]),
                more_topics=len(topics[_MOST_TERMS:]),
                held_back=held_back(entry),
            )
        return self._cards[article.path]

    def cards(self, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
        """Return the cards of several articles, in their order."""
        return tuple(self.card(entry) for entry in entries)

    def body(self, body: Body, page_path: str, source_path: str, *, is_absolute: bool = False) -> str:
        """Return a body's HTML with its links in place.

        In a feed they must be absolute, also those to parts of the body's own page. A link to a file that is not
        there, or not published, leads nowhere: its text stays, and of a picture what stands for it.
        """
        from gazette.content.sanitize import sanitize_again

        def address(link: BodyLink) -> str:
            if not link.target and not is_absolute:
                return link.suffix
            path = self.path_of(link, page_path)
            if not path:
                return _NOWHERE
            return (self.absolute(path) if is_absolute else self.url(path)) + link.suffix

        linked = replace(body, html=self._bodies(source_path)).html_with(address)
        if is_absolute:
            linked = with_absolute_sources(linked, self.absolute(page_path), self.config.base_url)
        return sanitize_again(_LOST_PICTURE.sub(_words_of_picture, linked) if _NOWHERE in linked else linked)

    def media_of(self, body: Body, *others: str) -> tuple[tuple[str, str], ...]:
        """Return the paths and digests of files that a body, and others, show: "" for what is none."""
        targets = (*[link.target for link in body.links], *others)
        return tuple([(self.media_path(target), self.collection.media.get(target, "")) for target in targets])

    def media_path(self, target: str) -> str:
        """Return the path on the site of a file that is published as it is, or ""."""
        medium = self.media.get(target)
        return medium.path if medium else ""

    def link_parts(self, body: Body, page_path: str) -> Iterator[str]:
        """Yield where the links of a body lead: what its HTML depends on besides the body."""
        return (self.path_of(link, page_path) for link in body.links)

    def path_of(self, link: BodyLink, page_path: str) -> str:
        """Return the path on the site to which a link leads, or "" where there is no file for it to lead to."""
        if not link.target:
            return page_path
        if link.target.startswith("/"):
            return link.target
        if link.target in self.content_paths:
            return self.content_paths[link.target]
        return self.media_path(link.target)

    def _content_paths(self) -> Mapping[str, str]:
        terms = (term for terms in self.collection.terms.values() for term in terms.values())
        records = {
            term.record.path: term_path(term.taxonomy.name, term.slug) for term in terms if term.record is not None
        }
        pages = {page.path: page.url_path for page in self.collection.pages}
        return {**self.article_paths, **records, **pages}


def _words_of_picture(picture: re.Match[str]) -> str:
    alt = _ALT.search(picture[1])
    return alt[1] if alt else ""


def held_back(entry: Entry) -> tuple[HeldBack, ...]:
    """Return why an article would not be published now."""
    return tuple(HeldBack(why=reason.why, day=reason.day) for reason in entry.reasons)


def stamp(moment: Moment) -> Stamp:
    """Return a moment as a page shows it."""
    if not moment.has_time:
        return Stamp(iso=moment.day.isoformat(), day=moment.day, time="", offset="")
    offset = format_offset(moment.instant)
    zone = "UTC" if offset == "+00:00" else f"UTC{offset}"
    return Stamp(iso=moment.iso, day=moment.day, time=f"{moment.instant:%H:%M}", offset=zone)
