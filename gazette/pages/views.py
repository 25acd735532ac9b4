"""What layouts may see: each page kind has one view, and a view carries only what its page shows.

Every URL is ready to be put into an `href`: it has the base path and ends in "/"
(files excepted). Names that end in `_html` are safe HTML; all else is plain text
that the layouts escape. A view holds only text, numbers, booleans, dates, tuples,
mappings of them and other views, so that its value tells whether its page must be
rendered again.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from msgspec import Struct

from gazette.fields import Value

Extra = Mapping[str, Value]
"""The keys that a site's editors put under `extra`: text, tuples and mappings of them."""


class Link(Struct, frozen=True, kw_only=True):
    """A name and where it leads."""

    name: str
    url: str


class CountedLink(Struct, frozen=True, kw_only=True):
    """A link with the number of articles behind it."""

    name: str
    url: str
    count: int


class Mention(Struct, frozen=True, kw_only=True):
    """A person (or other term) in an article, with the office held there."""

    name: str
    url: str
    role: str  # "" where none is known


class Stamp(Struct, frozen=True, kw_only=True):
    """A moment as its editor wrote it."""

    iso: str  # 2023-10-31T15:29:00+04:00, or 2023-10-31 where no time was written
    day: date
    time: str  # "15:29", or "" where no time was written
    offset: str  # "UTC+04:00"


class DayLink(Struct, frozen=True, kw_only=True):
    """A day and its page; `url` is "" where the day has none."""

    day: date
    url: str


class EventDate(Struct, frozen=True, kw_only=True):
    """When something began or ended: a day, or a month or a year where no more is known; and the page of that."""

    iso: str  # 2023-10-31, 2023-10 or 2023, for datetime attributes
    unit: str  # "day", "month" or "year"
    day: date  # of a month or a year the first one, to make its name of
    url: str


class Event(Struct, frozen=True, kw_only=True):
    """When the thing happened; `last` equals `first` for a single day, month or year."""

    first: EventDate
    last: EventDate


class HeldBack(Struct, frozen=True, kw_only=True):
    """Why something would not be published now, and is shown because this was asked for."""

    why: str  # "draft", "future" or "expired"
    day: date | None  # from which it is to be shown, or no longer


class Card(Struct, frozen=True, kw_only=True):
    """What a list may show of an article."""

    title: str
    url: str
    published: Stamp
    event: Event | None
    is_updated: bool
    summary: str
    source: Link | None
    people: tuple[Link, ...]  # the first few, in front-matter order, as are topics
    topics: tuple[Link, ...]
    more_people: int  # how many others the article names, as its page shows
    more_topics: int
    held_back: tuple[HeldBack, ...]  # empty on a published site


class Paginator(Struct, frozen=True, kw_only=True):
    """Where one page of a list stands among its pages, counted from 1."""

    number: int
    total: int
    first_url: str
    previous_url: str  # "" on the first page
    next_url: str  # "" on the last page


class Group(Struct, frozen=True, kw_only=True):
    """Terms of one taxonomy under its title, most frequent first."""

    title: str  # "People"
    url: str
    links: tuple[CountedLink, ...]


class Site(Struct, frozen=True, kw_only=True):
    """What every page knows of the site. No counts and no "latest": see ARCHITECTURE.md."""

    title: str
    description: str
    language: str  # BCP 47, for the lang attribute
    author: str
    url: str  # the home page
    origin: str  # scheme and host, without a slash at its end: https://example.org
    policy: str  # the Content-Security-Policy of every page
    menu: tuple[Link, ...]
    taxonomies: tuple[Link, ...]
    dates_url: str
    search_url: str
    feed_url: str
    json_feed_url: str
    opensearch_url: str
    extra: Extra


class View(Struct, frozen=True, kw_only=True):
    """What all pages have."""

    title: str
    url: str
    canonical: str  # absolute
    description: str  # plain text, may be ""
    breadcrumbs: tuple[Link, ...]  # from the home page to the parent, this page left out


class Head(TypedDict):
    """The fields of View, to be given to a page kind's view by name."""

    title: str
    url: str
    canonical: str
    description: str
    breadcrumbs: tuple[Link, ...]


class HomeView(View, frozen=True, kw_only=True):
    """`/`: the newest articles and ways into the indexes."""

    cards: tuple[Card, ...]
    groups: tuple[Group, ...]  # one per taxonomy
    years: tuple[CountedLink, ...]  # by publication, newest first
    count: int


class SourceNote(Struct, frozen=True, kw_only=True):
    """Where an article's matter comes from."""

    name: str
    url: str  # the source's own page on this site
    link: str  # the item at its source, absolute, or ""
    via: str
    retrieved: date | None
    archive_url: str


class Correction(Struct, frozen=True, kw_only=True):
    """What was put right after publication."""

    day: date
    text: str


class TermList(Struct, frozen=True, kw_only=True):
    """The terms of an article in a taxonomy that the site added."""

    title: str
    mentions: tuple[Mention, ...]


class ArticleView(View, frozen=True, kw_only=True):
    """One article."""

    language: str  # "" where it is the site's
    summary: str  # as its editor wrote it, or ""
    body_html: str
    published: Stamp
    day_url: str
    event: Event | None
    updated: Stamp | None  # when it was last updated or corrected
    source: SourceNote | None
    people: tuple[Mention, ...]
    topics: tuple[Link, ...]
    others: tuple[TermList, ...]
    corrections: tuple[Correction, ...]
    words: int
    minutes: int
    held_back: tuple[HeldBack, ...]  # empty on a published site
    newer: Link | None
    older: Link | None
    related: tuple[Card, ...]
    json_ld: str  # safe inside <script type="application/ld+json">
    extra: Extra


class Office(Struct, frozen=True, kw_only=True):
    """An office that a person held; years or days as the record has them."""

    title: str
    organisation: str
    start: str  # "2019" or "2019-09-18", "" where open
    end: str


class TermView(View, frozen=True, kw_only=True):
    """One page of a term's articles, with what its record says of it."""

    singular: str  # "person"
    taxonomy: Link
    record_html: str  # the record's body, or ""
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    same_as: tuple[str, ...]
    image: str  # URL or ""
    website: str
    kind: str  # of a source: "newspaper"
    parent: Link | None
    children: tuple[CountedLink, ...]
    related: tuple[Link, ...]
    companions: tuple[Group, ...]  # what appears with it, a group per taxonomy
    years: tuple[CountedLink, ...]  # articles by year of publication, oldest first, no gaps
    count: int
    first: date | None
    last: date | None
    cards: tuple[Card, ...]
    paginator: Paginator
    feed_url: str
    json_ld: str  # "" on the second page and later
    extra: Extra


class TermEntry(Struct, frozen=True, kw_only=True):
    """A term in its taxonomy's overview."""

    name: str  # as shown: "Cassin, René" where the record has a sort name
    url: str
    count: int
    description: str
    first: date | None
    last: date | None


class Letter(Struct, frozen=True, kw_only=True):
    """The terms under one letter; "#" holds those that begin with none."""

    letter: str
    terms: tuple[TermEntry, ...]


class TaxonomyView(View, frozen=True, kw_only=True):
    """The overview of a taxonomy, A to Z."""

    singular: str
    letters: tuple[Letter, ...]
    most: tuple[CountedLink, ...]  # the dozen with the most articles
    count: int


class CalendarDay(Struct, frozen=True, kw_only=True):
    """A day in a month's grid."""

    day: date
    url: str  # "" where nothing was published and nothing happened
    published: int
    happened: int


class MonthGrid(Struct, frozen=True, kw_only=True):
    """A month as weeks of seven, Monday first; None stands outside the month."""

    name: str  # "October"
    url: str  # "" where the month has no page
    published: int
    happened: int
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


class DayView(View, frozen=True, kw_only=True):
    """What was published and what happened on one day."""

    day: date
    published: tuple[Card, ...]
    happened: tuple[Card, ...]
    previous: DayLink | None
    next: DayLink | None


class MonthView(View, frozen=True, kw_only=True):
    """One month; `published` is newest first, `happened` oldest first."""

    month: MonthGrid
    published: tuple[Card, ...]
    happened: tuple[Card, ...]
    previous: Link | None
    next: Link | None


class YearView(View, frozen=True, kw_only=True):
    """One year as twelve calendars, and what these cannot show."""

    year: int
    months: tuple[MonthGrid, ...]
    undated: tuple[Card, ...]  # happened in it on no day that is known, oldest first
    published: int
    happened: int  # those too
    previous: Link | None
    next: Link | None


class MonthLine(Struct, frozen=True, kw_only=True):
    """A month among all dates; `url` is "" where it has no page."""

    name: str
    url: str
    published: int
    happened: int


class YearLine(Struct, frozen=True, kw_only=True):
    """A year among all dates: twelve months, counts of articles published and of events."""

    year: int
    url: str
    published: int
    happened: int
    months: tuple[MonthLine, ...]


class DatesView(View, frozen=True, kw_only=True):
    """Every year of the collection, newest first."""

    years: tuple[YearLine, ...]


class SearchView(View, frozen=True, kw_only=True):
    """The search page; without JavaScript it offers the indexes."""

    articles_url: str  # the data file that the script reads
    indexes: tuple[Link, ...]


class PageView(View, frozen=True, kw_only=True):
    """A standing page, or the 404 page with an empty body."""

    body_html: str
    held_back: tuple[HeldBack, ...]  # empty on a published site
    extra: Extra


class RedirectView(View, frozen=True, kw_only=True):
    """A page that moved; `url` is the old address, `canonical` and `target` are the new one."""

    target: str
    has_feed: bool = False  # its feed.xml moved with it


class FeedEntry(Struct, frozen=True, kw_only=True):
    """An article in a feed; all URLs are absolute and the text is complete."""

    id: str  # never changes: the first address under which it was published
    title: str
    url: str
    language: str  # "" where it is the site's
    published: str  # RFC 3339
    updated: str  # when it was last published, updated or corrected
    summary: str
    content_html: str  # "" where the feed carries summaries only and nothing was corrected
    source: str
    people: tuple[str, ...]  # the first twenty, as are topics
    topics: tuple[str, ...]


class FeedView(View, frozen=True, kw_only=True):
    """An Atom feed, newest first."""

    id: str  # never changes, as those of its entries
    page: str  # absolute URL of the page that the feed follows
    updated: str  # RFC 3339
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """An address for crawlers."""

    url: str  # absolute
    changed: str  # a day, or "" where unknown


class SitemapView(View, frozen=True, kw_only=True):
    """Pages that readers may be sent to, or the sitemaps that list them where there are too many for one."""

    entries: tuple[SitemapEntry, ...]
    parts: tuple[str, ...] = ()  # absolute URLs of further sitemaps
    sitemap: str  # its own absolute URL, for robots.txt
