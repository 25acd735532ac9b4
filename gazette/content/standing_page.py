"""A standing page, such as "about" or the imprint: content/pages/about.md is /about/."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from gazette.config import Config
from gazette.content.body import Body
from gazette.content.bounds import are_within_bounds
from gazette.content.files import CONTENT, PAGES, Source
from gazette.content.front_matter import split_front_matter
from gazette.content.values import read_required, read_text
from gazette.errors import InputError, Place, Report
from gazette.fields import Value
from gazette.slugs import slug_of_file


class StandingPage(Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """A page outside the calendar and the indexes."""

    path: str
    key: str = ""  # differs where anything in the file does
    place: Place
    title: str
    url_path: str  # "/about/"
    summary: str = ""
    is_draft: bool = False
    extra: Mapping[str, Value] = field(default_factory=dict)
    body: Body = Body()


def parse_standing_page(source: Source, config: Config, report: Report) -> StandingPage | None:
    """Return the page in a file, or None where it has no title. Everything wrong is reported."""
    from gazette.content.markup import render_markdown

    try:
        document = split_front_matter(source, report)
    except InputError as fault:
        fault.tell(report)
        return None
    fields = document.fields
    names = PurePosixPath(source.path).relative_to(CONTENT, PAGES).with_suffix("").parts
    parts = names[:-1] if names[-1] == "index" else names
    page = StandingPage(
        path=source.path,
        title=read_required(fields, "title", "About"),
        place=fields.place_of("title"),
        url_path="".join(f"/{slug_of_file(part)}" for part in parts) + "/",
        summary=read_text(fields, "summary", "description"),
        is_draft=fields.flag("draft"),
        extra=fields.extra(),
        body=render_markdown(document.body, document.body_place, config, report),
    )
    fields.finish()
    return page if are_within_bounds(fields, config.limits) and page.title else None
