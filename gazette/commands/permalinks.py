"""The verb permalinks."""

from datetime import datetime

import click

from gazette.collection.selection import Selection
from gazette.commands.options import JSON, NOW, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.desk.permalinks import lines, rows
from gazette.desk.permalinks import permalinks as look_at_ledger
from gazette.desk.reports import json_lines
from gazette.pipeline import Order


@verb("permalinks", "gazette permalinks --record")
@click.option("--record", is_flag=True, help="Add what is new to permalinks.txt, and what has another owner now.")
@NOW
@JSON
def permalinks(terminal: Terminal, *, record: bool, now: datetime, as_json: bool) -> int:
    """List addresses that are new, moved, gone or lost.

    permalinks.txt has every address that was ever published. The site redirects those of what has moved.
    """
    order = Order(root=terminal.root, output=terminal.root / "site", selection=Selection(now=now))
    outcome = look_at_ledger(order, terminal.progress, terminal.tell, is_recording=record)
    terminal.sum_up(outcome.problems)
    if as_json:
        terminal.put_all(json_lines(rows(outcome), outcome.problems))
    for line in lines(outcome) if not as_json else ():
        terminal.say(line)
    return OK if outcome.is_whole else PROBLEMS
