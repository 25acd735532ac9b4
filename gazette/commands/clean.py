"""The verb clean."""

from pathlib import Path

from gazette.commands.options import OK, OUTPUT, require_config, verb
from gazette.commands.terminal import Terminal
from gazette.errors import count
from gazette.pipeline import clean as clean_site


@verb("clean", "gazette clean")
@OUTPUT
def clean(terminal: Terminal, *, output: Path | None) -> int:
    """Remove what the build wrote, and nothing else."""
    require_config(terminal)
    folder = output or terminal.root / "site"
    removed = clean_site(terminal.root, folder, terminal.tell)
    terminal.say(f"removed {count(removed, 'file', 'files')} from {folder}")
    return OK
