"""The verb check."""

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from gazette.collection.selection import Selection
from gazette.commands.options import ALL, LINKS, NOW, ONLY, STRICT, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal, tally
from gazette.desk.checking.check import check as check_collection
from gazette.desk.reports import Format, annotation, json_lines
from gazette.pipeline import Order


@verb("check", "gazette check --strict", "gazette check --external --format github")
@click.option("--external", is_flag=True, help="Try the links that lead to other sites, too.")
@click.option("--format", "form", type=click.Choice([*map(str, Format)]), default="text", show_default=True)
@click.option("--drafts", is_flag=True, help="Look at drafts as if they were published.")
@click.option("--future", is_flag=True, help="Look at what is dated later than now, too.")
@click.option("--expired", is_flag=True, help="Look at what has expired, too.")
@NOW
@STRICT
@LINKS
@ALL
@ONLY
def check(
    terminal: Terminal,
    *,
    external: bool,
    form: str,
    drafts: bool,
    future: bool,
    expired: bool,
    now: datetime,
    strict: bool,
    links: str,
    is_all: bool,
    only: tuple[str, ...],
) -> int:
    """Find every problem, and publish nothing.

    Beside what a build tells of: guesses of an import, people in a text whom its front matter lacks, missing
    summaries, records of which no article makes use, and titles that are too long to be seen whole.
    """
    selection = Selection(now=now, has_drafts=drafts, has_future=future, has_expired=expired)
    output = terminal.root / "site"
    order = Order(root=terminal.root, output=output, selection=selection, is_strict=strict, links=links)
    checked = check_collection(order, terminal.progress, terminal.tell, is_external=external)
    shown = terminal.only(checked.problems, only)
    if form == Format.JSON:
        terminal.put_all(json_lines({}, shown))
    elif form == Format.GITHUB:
        folder = _folder_in_repository(terminal.root)
        terminal.sum_up(shown, is_all=is_all, form=partial(annotation, folder=folder))
    else:
        terminal.sum_up(shown, is_all=is_all)
        terminal.say(tally(checked.problems) or "no problem found")
    return OK if checked.is_sound else PROBLEMS


def _folder_in_repository(root: Path) -> str:
    """Return where the collection lies in what GitHub has checked out, or in the current folder: "" or "briefings/"."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    is_inside = root.resolve().is_relative_to(workspace) and root.resolve() != workspace
    return f"{root.resolve().relative_to(workspace).as_posix()}/" if is_inside else ""
