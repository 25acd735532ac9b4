"""The verb schema."""

from datetime import datetime

import click

from gazette.commands.completing import SINGULAR, offer
from gazette.commands.options import NOW, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.desk.collection import reporting
from gazette.desk.schema import UnknownSchemaError, make_schema
from gazette.errors import Problems


@verb("schema", "gazette schema article > article.schema.json", "gazette schema snippets")
@click.argument("what", default="article", shell_complete=offer("article", "page", "snippets", of=SINGULAR))
@NOW
def schema(terminal: Terminal, *, what: str, now: datetime) -> int:
    """Print the JSON Schema of front matter.

    Editors complete and check by it. WHAT is article, page, person, topic, source or what one of another
    taxonomy is; or snippets, for Visual Studio Code. Names that the collection knows are offered.
    """
    problems = Problems()
    try:
        with reporting(problems.report, "let this user read the collection", terminal.root):
            terminal.put_json(make_schema(what, terminal.root, now, terminal.progress, terminal.tell))
    except UnknownSchemaError as fault:
        raise click.UsageError(str(fault)) from fault
    terminal.problems(problems.in_order())
    return PROBLEMS if problems.have_errors else OK
