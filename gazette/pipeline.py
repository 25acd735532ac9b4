"""The way of the data: read, parse, collect, plan, render, publish."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from gazette.collection.library import Documents, Selection, collect
from gazette.config import Config, read_config
from gazette.content.article import parse_article
from gazette.content.files import SourceTree, read_sources
from gazette.content.record import parse_record
from gazette.content.standing_page import parse_standing_page
from gazette.errors import InputError, Place, Problem, Problems, Report, error
from gazette.output.assets import Assets
from gazette.output.layouts import Layouts
from gazette.output.publish import HalfPublishedError, Output, Publication, Published
from gazette.pages.page import Page
from gazette.pages.permalinks import file_of
from gazette.pages.plan import plan_pages
from gazette.pages.views import MediaView, TextView

Progress = Callable[[str, int], Callable[[], None]]
"""Is told the name of a step and the number of its things; returns what to call for each that is done."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a build is asked to do."""

    root: Path
    output: Path
    selection: Selection
    base_url: str = ""
    is_strict: bool = False
    is_clean: bool = False
    has_search: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a build; where problems kept it from being published, nothing was written or removed."""

    problems: tuple[Problem, ...] = ()  # in the order of their places
    articles: int = 0
    pages: int = 0
    rendered: int = 0
    is_published: bool = False
    published: Published = Published(written=0, unchanged=0, removed=0)
    is_half_new: bool = False  # the disk refused while files were being moved


def build(order: Order, progress: Progress) -> Outcome:
    """Build the site and publish it, unless there is an error.

    Whatever is wrong, every file is read and every page rendered that can be, so that all
    problems show at once.
    """
    problems = Problems(is_strict=order.is_strict)
    try:
        outcome = _build(order, problems, progress)
    except InputError as fault:
        fault.tell(problems.report)
        outcome = Outcome(is_half_new=isinstance(fault, HalfPublishedError))
    except OSError as fault:
        message = f"{fault.strerror}; nothing was published"
        problems.report(error(Place(path=str(fault.filename or order.output)), message, "disk"))
        outcome = Outcome()
    return replace(outcome, problems=problems.in_order())


def _build(order: Order, problems: Problems, progress: Progress) -> Outcome:
    root, report = order.root, problems.report
    config = read_config(root, report, base_url=order.base_url)
    config = replace(config, has_search=config.has_search and order.has_search)
    sources = read_sources(root, config, report)
    documents = parse(sources, config, report, progress)
    collection = collect(documents, config, order.selection, report)
    plan = plan_pages(documents, collection, config, report)
    assets = Assets(root, config, report)
    layouts = Layouts(root, plan.site, assets)
    with Publication(root, order.output, report, is_clean=order.is_clean) as publication:
        for output in render(plan.pages, layouts, root, report, progress):
            publication.add(output)
        for asset in assets.all():
            publication.add(Output(path=file_of(asset.path), data=asset.data))
        outcome = Outcome(articles=len(collection.entries), pages=len(plan.pages), rendered=len(plan.pages))
        if problems.have_errors:
            return outcome
        return replace(outcome, is_published=True, published=publication.publish())


def parse(sources: SourceTree, config: Config, report: Report, progress: Progress) -> Documents:
    """Return what the Markdown files say; a file of which nothing can be made is reported and left out."""
    done = progress("reading", len(sources.articles) + len(sources.records) + len(sources.pages))

    def each(parsed: Iterable[T | None]) -> Iterator[T]:
        for document in parsed:
            done()
            if document is not None:
                yield document

    documents = Documents(
        articles=tuple(each(parse_article(source, config, report) for source in sources.articles)),
        records=tuple(each(parse_record(taxonomy, source, config, report) for taxonomy, source in sources.records)),
        pages=tuple(each(parse_standing_page(source, config, report) for source in sources.pages)),
        media=sources.media,
    )
    return replace(documents, unread=sources.paths - documents.paths)


def render(
    pages: tuple[Page, ...], layouts: Layouts, root: Path, report: Report, progress: Progress
) -> Iterator[Output]:
    """Yield every page as a file; a page whose layout has a mistake is reported and left out."""
    done = progress("rendering", len(pages))
    for page in pages:
        try:
            yield Output(path=file_of(page.path), data=_data(page, layouts, root))
        except InputError as fault:
            fault.tell(report)
        done()


def _data(page: Page, layouts: Layouts, root: Path) -> bytes:
    if isinstance(page.view, TextView):
        return page.view.text.encode()
    if isinstance(page.view, MediaView):
        return (root / page.view.source).read_bytes()
    return layouts.render(page).encode()
