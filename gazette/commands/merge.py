"""The verb merge."""

import click

from gazette.commands.completing import NAME, offer
from gazette.commands.options import name_of, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal, tally
from gazette.desk.merging.merge import MergeOrder, UnknownTaxonomyError
from gazette.desk.merging.merge import merge as merge_names
from gazette.desk.merging.preview import preview, result


@verb("merge", 'gazette merge people "Angela Merkle" "Angela Merkel" --rewrite')
@click.argument("taxonomy", shell_complete=offer(of=NAME))
@click.argument("wrong")
@click.argument("right")
@click.option("--rewrite", is_flag=True, help="Write the right name in articles that have the wrong one.")
@click.option("--yes", "is_meant", is_flag=True, help="Do it; without this, only what would be done is shown.")
def merge(terminal: Terminal, *, taxonomy: str, wrong: str, right: str, rewrite: bool, is_meant: bool) -> int:
    """Make a wrong name an alias of the right one.

    The wrong name's address then leads to the page of the right one. Nothing is changed without --yes.
    """
    order = MergeOrder(
        root=terminal.root,
        taxonomy=taxonomy,
        wrong=name_of("WRONG", wrong),
        right=name_of("RIGHT", right),
        is_rewriting=rewrite,
        is_meant=is_meant,
    )
    try:
        merged = merge_names(order, terminal.progress, terminal.tell)
    except UnknownTaxonomyError as fault:
        raise click.UsageError(str(fault)) from fault
    terminal.sum_up(merged.problems)
    if merged.problems:
        terminal.tell(f"{tally(merged.problems)}; nothing was changed")
        return PROBLEMS
    for line in (*preview(merged), *result(merged, is_done=is_meant)):
        terminal.say(line)
    return OK
