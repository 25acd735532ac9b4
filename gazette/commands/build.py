"""The verb build."""

import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from gazette.collection.selection import DRAFT, Selection
from gazette.commands.options import ALL, JSON, LINKS, NOW, ONLY, OUTPUT, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal, tally
from gazette.desk.reports import json_lines
from gazette.engine.workers import usable_cores
from gazette.errors import count, listed
from gazette.operations import build as build_site
from gazette.pipeline import Order, Outcome


@verb("build", "gazette build --base-url https://example.org/briefings --strict")
@OUTPUT
@click.option("--base-url", default="", metavar="URL", help="The site's address, instead of base_url in config.yaml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show what is dated later than now, too.")
@click.option("--expired", is_flag=True, help="Show what has expired, too.")
@NOW
@click.option("--clean", is_flag=True, help="Write every file anew, whatever an earlier build left.")
@click.option("--adopt", is_flag=True, help="Publish beside files that no build wrote, and keep them.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=usable_cores, help="How many worker processes.  [default: one a core]"
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build, as errors do.")
@click.option("--explain", is_flag=True, help="Say of each page that was rendered why it was.")
@click.option("--no-search", is_flag=True, help="Leave the search page out.")
@LINKS
@ALL
@ONLY
@JSON
def build(
    terminal: Terminal,
    *,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    expired: bool,
    now: datetime,
    clean: bool,
    adopt: bool,
    jobs: int,
    strict: bool,
    explain: bool,
    no_search: bool,
    links: str,
    is_all: bool,
    only: tuple[str, ...],
    as_json: bool,
) -> int:
    """Make the site in site/.

    Every problem is printed with its file, line and cure. An error leaves site/ as it was.
    """
    started = time.perf_counter()
    order = Order(
        root=terminal.root,
        output=output or terminal.root / "site",
        selection=Selection(now=now, has_drafts=drafts, has_future=future, has_expired=expired),
        base_url=base_url,
        is_strict=strict,
        is_clean=clean,
        is_adopting=adopt,
        jobs=jobs,
        has_search=not no_search,
        links=links,
    )
    outcome = build_site(order, terminal.progress, terminal.tell)
    seconds = time.perf_counter() - started
    shown = terminal.only(outcome.problems, only)
    terminal.sum_up(shown, is_all=is_all)
    for path, why in outcome.rendered if explain and not as_json else ():
        terminal.put(f"{path}: {why}")
    if as_json:
        terminal.put_all(json_lines(_report(outcome, seconds, is_explained=explain), shown))
    elif not outcome.is_published:
        state = "is half new" if outcome.is_half_new else "is as it was"
        terminal.tell(f"{tally(outcome.problems)}; {order.output} {state}")
    else:
        terminal.say(_summary(outcome, order.output, seconds))
    return OK if outcome.is_published else PROBLEMS


def _summary(outcome: Outcome, folder: Path, seconds: float) -> str:
    published = outcome.published
    changes = f"{published.written:,} written, {published.unchanged:,} unchanged, {published.removed:,} removed"
    warnings = f"; {tally(outcome.problems)}" if outcome.problems else ""
    size = f"{count(outcome.articles, 'article', 'articles')} on {count(outcome.pages, 'page', 'pages')}"
    return f"{size}{_held_back(outcome)} in {seconds:.1f} s: {changes} in {folder}{warnings}"


def _held_back(outcome: Outcome) -> str:
    """Return how much is not shown and why, such as `, 2 drafts and 1 expired held back,`, or "" where all is."""
    numbers = Counter(outcome.held_back)
    drafts = numbers.pop(DRAFT, 0)
    told = [count(drafts, "draft", "drafts")] if drafts else []
    told += [f"{number:,} {why}" for why, number in sorted(numbers.items(), reverse=True)]
    return f", {listed(told)} held back," if told else ""


def _report(outcome: Outcome, seconds: float, *, is_explained: bool) -> dict[str, object]:
    explained: dict[str, object] = {"explain": dict(outcome.rendered)} if is_explained else {}
    return explained | {
        "articles": outcome.articles,
        "pages": outcome.pages,
        "rendered": len(outcome.rendered),
        "written": outcome.published.written,
        "unchanged": outcome.published.unchanged,
        "removed": outcome.published.removed,
        "seconds": round(seconds, 3),
    }
