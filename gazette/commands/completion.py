"""The verb completion."""

import click
from click.shell_completion import get_completion_class

from gazette.commands.options import verb
from gazette.commands.terminal import OK, Terminal

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_GAZETTE_COMPLETE"


@verb(
    "completion",
    'eval "$(gazette completion bash)"',
    "gazette completion fish > ~/.config/fish/completions/gazette.fish",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, terminal: Terminal, *, shell: str) -> int:
    """Print what lets a shell complete the words."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click knows these
    terminal.put(kind(context.find_root().command, {}, "gazette", _VARIABLE).source())
    return OK
