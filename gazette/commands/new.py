"""The verb new."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime

import click

from gazette.commands.completing import SINGULAR, offer
from gazette.commands.options import Instant, current_now, name_of, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.desk.new import NewOrder, UnknownKindError, make


@verb("new", 'gazette new article "Grid restored" --person "Ada Byron"', 'gazette new person "Ada Byron" --edit')
@click.argument("kind", shell_complete=offer("article", of=SINGULAR))
@click.argument("name")
@click.option("--date", default="", metavar="DATE", help="When the article was published.  [default: today]")
@click.option("--source", default="", metavar="NAME", help="Where it was published.")
@click.option("--person", "people", multiple=True, metavar="NAME", help="Whom it is about; may be repeated.")
@click.option("--topic", "topics", multiple=True, metavar="NAME", help="What it is about; may be repeated.")
@click.option(
    "--term", "terms", type=(str, str), multiple=True, metavar="TAXONOMY NAME", help="The same of any taxonomy."
)
@click.option("--edit", "is_edited", is_flag=True, help="Open the new file in $EDITOR.")
@click.option("--now", type=Instant(), default=current_now, help="The instant that decides which day it is.")
def new(
    terminal: Terminal,
    *,
    kind: str,
    name: str,
    date: str,
    source: str,
    people: Sequence[str],
    topics: Sequence[str],
    terms: Sequence[tuple[str, str]],
    is_edited: bool,
    now: datetime,
) -> int:
    """Make a file for an article, a person or another term.

    KIND is article or what one of a taxonomy is; NAME is a title or a name. A name that the collection
    knows by another spelling is written as it is shown. No file is ever written over.
    """
    if is_edited and not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise click.UsageError("--edit needs to know your editor; set EDITOR")
    given = [("source", source), *(("person", each) for each in people), *(("topic", each) for each in topics), *terms]
    names: dict[str, list[str]] = {}
    for taxonomy, spelling in given:
        if spelling:
            names.setdefault(taxonomy, []).append(name_of("a name", spelling))
    order = NewOrder(root=terminal.root, kind=kind, name=name_of("NAME", name), now=now, date=date.strip(), names=names)
    try:
        made = make(order, terminal.progress, terminal.tell)
    except UnknownKindError as fault:
        raise click.UsageError(str(fault)) from fault
    terminal.problems(made.problems)
    if made.problems:
        return PROBLEMS
    for note in made.notes:
        terminal.tell(note)
    terminal.put(made.path)
    return _edit(terminal, made.path) if is_edited else OK


def _edit(terminal: Terminal, path: str) -> int:
    """Open a file in the editor that VISUAL or EDITOR names."""
    try:
        click.edit(filename=terminal.root / path)
    except click.ClickException as fault:
        terminal.tell(f"{path} is there, but cannot be edited: {fault.message}")
        return PROBLEMS
    return OK
