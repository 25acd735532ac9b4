"""What of a collection is shown at a moment, and what is held back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from gazette.content.article import Article
from gazette.content.dates import Moment
from gazette.content.standing_page import StandingPage

DRAFT, FUTURE, EXPIRED = "draft", "future", "expired"
"""Why an article is held back; a standing page can only be a draft."""


class Selection(Struct, frozen=True, kw_only=True):
    """What a build shows beside what is published now."""

    now: datetime
    has_drafts: bool = False
    has_future: bool = False
    has_expired: bool = False


class Reason(Struct, frozen=True, kw_only=True):
    """Why an article would be held back that is shown all the same, because this was asked for."""

    why: str  # "draft", "future" or "expired"
    day: date | None = None  # from which it is to be shown, or no longer


class Shown(Struct, frozen=True, kw_only=True):
    """What is shown, in the order in which it was read."""

    articles: tuple[Article, ...]
    pages: tuple[StandingPage, ...]
    reasons: Mapping[str, tuple[Reason, ...]]  # by the path of an article; none for what is published now
    held_back: Mapping[str, str]  # paths of articles and pages that are not shown, and the first reason why


def select(articles: Iterable[Article], pages: Iterable[StandingPage], selection: Selection) -> Shown:
    """Return what is shown at `selection.now`."""
    reasons = {article.path: why for article in articles if (why := reasons_to_hold_back(article, selection.now))}
    held_back = {path: first for path, why in reasons.items() if (first := _first_unwanted(why, selection))}
    held_back |= {page.path: DRAFT for page in pages if page.is_draft and not selection.has_drafts}
    shown = tuple(article for article in articles if article.path not in held_back)
    return Shown(
        articles=shown,
        pages=tuple(page for page in pages if page.path not in held_back),
        reasons={
            article.path: _with_days(article, reasons[article.path]) for article in shown if article.path in reasons
        },
        held_back=held_back,
    )


def reasons_to_hold_back(article: Article, now: datetime) -> tuple[str, ...]:
    """Return why an article is not shown at a moment: DRAFT, FUTURE and EXPIRED, so far as they are so."""
    is_future = shown_from(article).instant > now
    if not (is_future or article.is_draft or article.expires):  # as nearly all are
        return ()
    is_so = {
        DRAFT: article.is_draft,
        FUTURE: is_future,
        EXPIRED: article.expires is not None and article.expires.instant <= now,
    }
    return tuple(reason for reason, holds in is_so.items() if holds)


def shown_from(article: Article) -> Moment:
    """Return the moment from which an article is shown: that of its publication, or a later `publish_date`."""
    later = article.publish_at
    return later if later and later.instant > article.published.instant else article.published


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Return articles by the instant of publication, those of one instant by path."""
    return sorted(articles, key=lambda article: (-article.published.instant.timestamp(), article.path))


def _first_unwanted(reasons: Iterable[str], selection: Selection) -> str:
    """Return the first reason that counts under a selection, or "" where none does."""
    shown = {DRAFT: selection.has_drafts, FUTURE: selection.has_future, EXPIRED: selection.has_expired}
    return next((why for why in reasons if not shown[why]), "")


def _with_days(article: Article, reasons: tuple[str, ...]) -> tuple[Reason, ...]:
    days = {FUTURE: shown_from(article).day, EXPIRED: article.expires.day if article.expires else None}
    return tuple(Reason(why=why, day=days.get(why)) for why in reasons)
