"""The verb serve."""

import sys

import click

from gazette.commands.options import LINKS, current_now, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.config import require_config
from gazette.errors import InputError
from gazette.server.builder import Plan
from gazette.server.serve import AddressError, Words
from gazette.server.serve import serve as serve_preview


@verb("serve", "gazette serve --port 8080 --open", lives_on=True)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen.  [default: this machine only]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any that is free.  [default: 8000]")
@click.option("--open", "is_opening", is_flag=True, help="Open the browser, once there is something to see.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and what is dated later than now, as build does.")
@LINKS
def serve(terminal: Terminal, *, host: str, port: int, is_opening: bool, no_drafts: bool, links: str) -> int:
    """Show the site while you write, and reload it at every save.

    It is built into .gazette/preview, never into site/. While something is wrong, the browser keeps the
    last good page, with the problems over it. Ctrl-C stops it.
    """
    try:
        require_config(terminal.root)
    except InputError as fault:
        fault.tell(terminal.problem)
        return PROBLEMS
    plan = Plan(
        root=terminal.root,
        has_all=not no_drafts,
        now=current_now,
        progress=terminal.progress,
        tell=terminal.tell,
        links=links,
    )
    words = Words(
        say=terminal.put_at_once,
        tell=terminal.tell,
        show=terminal.sum_up,
        is_chatty=sys.stdout.isatty() and not terminal.is_quiet,
    )
    try:
        serve_preview(plan, host, port, words, is_opening=is_opening)
    except AddressError as fault:
        raise click.UsageError(str(fault)) from fault
    return OK
