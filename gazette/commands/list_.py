"""The verb list."""

from datetime import datetime

import click

from gazette.commands.completing import NAME, offer
from gazette.commands.options import JSON, NOW, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.desk.listing import UnknownListError, make_listing


@verb("list", "gazette list drafts", "gazette list people --json")
@click.argument("what", shell_complete=offer("drafts", "future", "expired", of=NAME))
@NOW
@JSON
def list_(terminal: Terminal, *, what: str, now: datetime, as_json: bool) -> int:
    """List what is held back, or the names of a taxonomy.

    WHAT is drafts, future, expired, or a taxonomy such as people. Problems of the content are
    printed as a build would print them; nothing is built.
    """
    try:
        listing = make_listing(what, terminal.root, now, terminal.progress, terminal.tell)
    except UnknownListError as fault:
        raise click.UsageError(str(fault)) from fault
    terminal.sum_up(listing.problems)
    if as_json:
        terminal.put_json(listing.rows)
    for line in listing.lines if not as_json else ():
        terminal.put(line)
    return OK if listing.is_whole else PROBLEMS
