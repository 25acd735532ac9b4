"""The verb clean."""

from pathlib import Path

from gazette.commands.options import OUTPUT, verb
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.config import require_config
from gazette.desk.collection import reporting
from gazette.errors import Problems, count
from gazette.operations import clean as clean_site


@verb("clean", "gazette clean")
@OUTPUT
def clean(terminal: Terminal, *, output: Path | None) -> int:
    """Remove what the build wrote, and nothing else."""
    folder = output or terminal.root / "site"
    problems = Problems()
    with reporting(problems.report, "let this user change the site, and clean again", terminal.root):
        require_config(terminal.root)
        removed = clean_site(terminal.root, folder, problems.report, terminal.tell)
        terminal.say(f"removed {count(removed, 'file', 'files')} from {folder}")
    terminal.problems(problems.in_order())
    return PROBLEMS if problems.have_errors else OK
