"""What several verbs take: the options, the values in them, and the way in which a verb is made."""

import functools
import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec.structs import replace

from gazette.commands.terminal import Terminal
from gazette.config import ERROR, WARN
from gazette.content.dates import now_from
from gazette.content.days import DateError
from gazette.errors import Place, Problem, quoted
from gazette.interrupts import interruptible
from gazette.texts import without_controls

Verb = Callable[..., int]


def verb(name: str, *examples: str, lives_on: bool = False) -> Callable[[Verb], click.Command]:
    """Return what makes a command of a function, which is given a Terminal and returns the exit status.

    The process ends soon after it, unless it lives on.
    """
    epilog = f"{'Examples' if len(examples) > 1 else 'Example'}: {'; '.join(examples)}"

    def make(function: Verb) -> click.Command:
        def done(terminal: Terminal, **words: object) -> int:
            if not lives_on:
                gc.disable()  # values that are made whole and never changed form no circles
            with interruptible():
                return function(terminal, **words)

        quiet = click.option(
            "-q", "--quiet", is_flag=True, expose_value=False, callback=_be_quiet, help="Say nothing but problems."
        )
        named: Verb = functools.wraps(function)(done)
        return click.command(name, epilog=epilog)(quiet(click.pass_obj(named)))

    return make


def _be_quiet(context: click.Context, _: click.Parameter, is_quiet: bool) -> None:
    if is_quiet:
        context.obj = replace(context.obj, is_quiet=True)


class Instant(click.ParamType[datetime]):
    """A date or time in any form that front matter takes; without an offset it is UTC."""

    name = "iso"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant that a text names."""
        try:
            return value if isinstance(value, datetime) else now_from(str(value))
        except DateError as why:
            self.fail(f'"{value}": {why}', param, ctx)


def current_now() -> datetime:
    """Return the instant that decides what is future or expired: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as fault:
        message = f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds since 1970'
        raise click.UsageError(message) from fault


NOW = click.option(
    "--now", type=Instant(), default=current_now, help="The instant that decides what is future or expired."
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site is.  [default: site/]"
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
LINKS = click.option(
    "--links",
    type=click.Choice([ERROR, WARN]),
    callback=lambda _, __, value: value or "",
    help="What broken links are.  [default: as in config.yaml]",
)
ALL = click.option("--all", "is_all", is_flag=True, help="Give the same mistake in many places a line for each.")
ONLY = click.option("--only", multiple=True, metavar="CODE", help="Show problems of this code only; may come again.")
STRICT = click.option("--strict", is_flag=True, help="Let warnings count as errors.")


def name_of(argument: str, words: str) -> str:
    """Return a name as front matter has it: on one line, without what no page can hold."""
    name = " ".join(words.split())
    found: list[Problem] = []
    if not name or without_controls(name, Place(path=""), found.append) != name:
        raise click.UsageError(f"{argument} is {quoted(words)}; it must be a name")
    return name
