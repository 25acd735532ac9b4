"""The verb import."""

import click

from gazette.commands.options import JSON, Instant, name_of, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.desk.importing.importer import ImportOrder, import_texts
from gazette.desk.importing.telling import lines_of, rows_of


@verb("import", "gazette import wire/*.txt", "gazette import - --source Azernews --dry-run")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--source", default="", metavar="NAME", help="The source of all these texts, instead of what they say.")
@click.option(
    "--date", "written", default="", metavar="ISO", help="When they were published, instead of what they say."
)
@click.option("--dry-run", "is_dry", is_flag=True, help="Print the articles and write nothing.")
@JSON
def import_(
    terminal: Terminal, *, files: tuple[str, ...], source: str, written: str, is_dry: bool, as_json: bool
) -> int:
    """Make drafts of raw texts, such as wire reports.

    FILE is - for standard input. What a text only suggests stands in the draft with a comment that begins
    with "# guess": look at it, and take the comment out. A text that the collection has is recognized, and
    an article is never overwritten.
    """
    if written:
        Instant().convert(written, None, None)
    order = ImportOrder(
        root=terminal.root,
        files=files,
        source=name_of("--source", source) if source else "",
        date=written.strip(),
        is_dry=is_dry,
    )
    imports = import_texts(order, terminal.progress, terminal.tell)
    terminal.problems(imports.problems)
    if as_json:
        terminal.put_json(rows_of(imports))
    for line in lines_of(imports, is_dry=is_dry) if not as_json else ():
        terminal.say(line)
    return OK if imports.is_whole else PROBLEMS
