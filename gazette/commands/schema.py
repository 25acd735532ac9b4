"""The verb schema."""

from datetime import datetime

import click

from gazette.commands.completing import offer, singular_of
from gazette.commands.options import NOW, OK, PROBLEMS, require_config, verb
from gazette.commands.terminal import Terminal
from gazette.desk.schema import UnknownSchemaError, make_schema
from gazette.errors import InputError


@verb("schema", "gazette schema article > article.schema.json", "gazette schema snippets")
@click.argument("what", default="article", shell_complete=offer("article", "page", "snippets", of=singular_of))
@NOW
def schema(terminal: Terminal, *, what: str, now: datetime) -> int:
    """Print the JSON Schema of front matter.

    Editors complete and check by it. WHAT is article, page, person, topic, source or what one of another
    taxonomy is; or snippets, for Visual Studio Code. Names that the collection knows are offered.
    """
    require_config(terminal)
    try:
        terminal.put_json(make_schema(what, terminal.root, now, terminal.progress, terminal.tell))
    except UnknownSchemaError as fault:
        raise click.UsageError(str(fault)) from fault
    except InputError as fault:
        fault.tell(terminal.problem)
        return PROBLEMS
    return OK
