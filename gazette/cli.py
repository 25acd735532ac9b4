"""The command line: which verb is meant, and how the program ends."""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from gazette import __version__
from gazette.commands.terminal import OK, PROBLEMS, Terminal
from gazette.errors import quoted, suggestion
from gazette.interrupts import INTERRUPTED, is_interrupt

WRONG_USAGE = 2
VERBS = ("build", "serve", "check", "new", "import", "list", "merge", "permalinks", "schema", "clean", "completion")
_GLOBAL_OPTIONS = {"--root": 2, "--debug": 1}  # with the number of words that each takes
_HELP = {"-h", "--help", "--version"}


def main(arguments: Sequence[str] | None = None, *, default_verb: str = "") -> NoReturn:
    """Be the program: run, and end this process at once, without taking apart what is in its memory."""
    status = run(sys.argv[1:] if arguments is None else arguments, default_verb)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError):  # whoever read the output has read enough
            stream.flush()
    os._exit(status)


def run(arguments: Sequence[str], default_verb: str = "") -> int:
    """Do what a command line says and return the exit status; `default_verb` is done where it names none."""
    words = list(arguments)
    if default_verb:
        words = _with_verb(words, default_verb)
    try:
        return int(cli.main(words, prog_name="gazette", standalone_mode=False))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as fault:
        fault.show()
        return WRONG_USAGE
    except BrokenPipeError:
        sys.stdout = None  # whoever read the output has read enough
        return OK
    except (KeyboardInterrupt, Exception) as fault:
        if not _is_interrupt(fault) and "--debug" in words[: len(words) - len(_after_global_options(words))]:
            raise
        return _failed(fault)


def _failed(fault: BaseException) -> int:
    if _is_interrupt(fault):
        click.echo("interrupted; the site is as it was", err=True)
        return INTERRUPTED
    click.echo(f"gazette: error: {type(fault).__name__}: {fault}; run it with --debug to see where", err=True)
    return PROBLEMS


def _is_interrupt(fault: BaseException) -> bool:
    return isinstance(fault, click.Abort) or is_interrupt(fault)


def _with_verb(words: list[str], verb: str) -> list[str]:
    """Return the words with a verb after the global options, unless one or a call for help is there."""
    rest = _after_global_options(words)
    has_verb = bool(rest) and (not rest[0].startswith("-") or rest[0] in _HELP)
    return words if has_verb else [*words[: len(words) - len(rest)], verb, *rest]


def _after_global_options(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) and (words[start] in _GLOBAL_OPTIONS or words[start].startswith("--root=")):
        start += _GLOBAL_OPTIONS.get(words[start], 1)
    return words[start:]


class _Verbs(click.Group):
    """Loads the module of a verb when that is said: what one verb needs, no other waits for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in VERBS:
            return None
        name = f"{cmd_name}_" if cmd_name in ("import", "list") else cmd_name
        command = getattr(importlib.import_module(f"gazette.commands.{name}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS and not args[0].startswith("-"):
            ctx.fail(f"there is no verb {quoted(args[0])}{suggestion(args[0], VERBS)}")
        return super().resolve_command(ctx, args)


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder that holds config.yaml.  [default: the current one]",
)
@click.option("--debug", is_flag=True, help="Show a traceback where the program itself fails.")
@click.version_option(__version__, prog_name="gazette")
@click.pass_context
def cli(context: click.Context, root: Path, debug: bool) -> None:  # noqa: ARG001 - click passes options so
    """Turn a curated collection of briefings into a static site."""
    context.obj = Terminal(root=root)
