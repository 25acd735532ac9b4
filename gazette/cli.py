"""The command line: arguments, progress, report, exit status."""

import contextlib
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click
from msgspec.structs import asdict

from gazette import __version__
from gazette.collection.library import Selection
from gazette.config import CONFIG_NAME
from gazette.content.dates import DateError, now_from
from gazette.engine.workers import usable_cores
from gazette.errors import Place, Problem, Severity, count, quoted
from gazette.pipeline import Order, Outcome, build, clean
from gazette.texts import without_controls

OK, PROBLEMS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_GLOBAL_OPTIONS = {"--root": 2, "--debug": 1}  # with the number of words that each takes
_HELP = {"-h", "--help", "--version"}
_NO_CONFIG = "there is no config.yaml here; run inside a collection, or say where it is with --root"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


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
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; the site is as it was", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # whoever read the output has read enough
        return OK
    except Exception as fault:
        if "--debug" in words[: len(words) - len(_after_global_options(words))]:
            raise
        click.echo(f"gazette: error: {type(fault).__name__}: {fault}; run it with --debug to see where", err=True)
        return PROBLEMS


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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    context.obj = root


class _Instant(click.ParamType[datetime]):
    """A date or time in any form that front matter takes; without an offset it is UTC."""

    name = "iso"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return value if isinstance(value, datetime) else now_from(str(value))
        except DateError as why:
            self.fail(f'"{value}": {why}', param, ctx)


def _now() -> datetime:
    """Return the instant that decides what is future or expired: SOURCE_DATE_EPOCH, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as fault:
        message = f'SOURCE_DATE_EPOCH is "{epoch}"; it must be a number of seconds since 1970'
        raise click.UsageError(message) from fault


_OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the site is.  [default: site/]"
)


@cli.command("build", epilog="Example: gazette build --base-url https://example.org/briefings --strict")
@_OUTPUT
@click.option("--base-url", default="", metavar="URL", help="The site's address, instead of base_url in config.yaml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show what is dated later than now, too.")
@click.option("--expired", is_flag=True, help="Show what has expired, too.")
@click.option("--now", type=_Instant(), default=_now, help="The instant that decides what is future or expired.")
@click.option("--clean", is_flag=True, help="Write every file anew, whatever an earlier build left.")
@click.option("--adopt", is_flag=True, help="Publish beside files that no build wrote, and keep them.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=usable_cores, help="How many worker processes.  [default: one a core]"
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build, as errors do.")
@click.option("--explain", is_flag=True, help="Say of each page that was rendered why it was.")
@click.option("--no-search", is_flag=True, help="Leave the search page out.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
@click.pass_obj
def _build(
    root: Path,
    *,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    expired: bool,
    now: datetime,
    clean: bool,
    adopt: bool,
    jobs: int,
    strict: bool,
    explain: bool,
    no_search: bool,
    as_json: bool,
) -> int:
    """Make the site in site/.

    Every problem is printed with its file, line and cure. An error leaves site/ as it was.
    """
    started = time.perf_counter()
    gc.disable()  # values that are made whole and never changed form no circles
    order = Order(
        root=root,
        output=output or root / "site",
        selection=Selection(now=now, has_drafts=drafts, has_future=future, has_expired=expired),
        base_url=base_url,
        is_strict=strict,
        is_clean=clean,
        is_adopting=adopt,
        jobs=jobs,
        has_search=not no_search,
    )
    outcome = build(order, _progress, _tell)
    seconds = time.perf_counter() - started
    for problem in outcome.problems:
        _say(_coloured(problem), is_error=True)
    for path, why in outcome.rendered if explain and not as_json else ():
        _say(f"{path}: {why}")
    if as_json:
        _say(json.dumps(_report(outcome, seconds, is_explained=explain), ensure_ascii=False, indent=1))
    elif not outcome.is_published:
        state = "is half new" if outcome.is_half_new else "is as it was"
        _say(f"{_tally(outcome.problems)}; {order.output} {state}", is_error=True)
    else:
        _say(_summary(outcome, order.output, seconds))
    return OK if outcome.is_published else PROBLEMS


@cli.command("serve", epilog="Example: gazette serve --port 8080 --open")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to listen.  [default: this machine only]")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any that is free.  [default: 8000]")
@click.option("--open", "is_opening", is_flag=True, help="Open the browser, once there is something to see.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and what is dated later than now, as build does.")
@click.pass_obj
def _serve(root: Path, *, host: str, port: int, is_opening: bool, no_drafts: bool) -> int:
    """Show the site as it will be, and after every save as it is then.

    It is built into .gazette/preview, never into site/. The browser reloads by itself; while
    something is wrong, it keeps the last good page, with the problems over it. Ctrl-C stops it.
    """
    from gazette.server.builder import Plan
    from gazette.server.serve import AddressError, Words, serve

    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(_NO_CONFIG)
    plan = Plan(root=root, has_all=not no_drafts, now=_now, progress=_progress, tell=_tell)
    words = Words(say=_say_at_once, tell=_tell, show=_show, is_chatty=sys.stdout.isatty())
    try:
        serve(plan, host, port, words, is_opening=is_opening)
    except AddressError as fault:
        raise click.UsageError(str(fault)) from fault
    return OK


@cli.command("clean", epilog="Example: gazette clean")
@_OUTPUT
@click.pass_obj
def _clean(root: Path, *, output: Path | None) -> int:
    """Remove what the build wrote, and nothing else."""
    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(_NO_CONFIG)
    folder = output or root / "site"
    removed = clean(root, folder, _tell)
    _say(f"removed {count(removed, 'file', 'files')} from {folder}")
    return OK


@cli.command("list", epilog="Examples: gazette list drafts; gazette list people --json")
@click.argument("what")
@click.option("--now", type=_Instant(), default=_now, help="The instant that decides what is future or expired.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def _list(root: Path, what: str, *, now: datetime, as_json: bool) -> int:
    """List what is held back, and why, or the names of a taxonomy with their articles.

    WHAT is drafts, future, expired, or a taxonomy such as people. Problems of the content are
    printed as a build would print them; nothing is built.
    """
    from gazette.desk.listing import UnknownListError, make_listing

    gc.disable()  # as a build does
    try:
        listing = make_listing(what, root, now, _progress, _tell)
    except UnknownListError as fault:
        raise click.UsageError(str(fault)) from fault
    for problem in listing.problems:
        _say(_coloured(problem), is_error=True)
    if as_json:
        _say(json.dumps(listing.rows, ensure_ascii=False, indent=1))
    for line in listing.lines if not as_json else ():
        _say(line)
    return OK if listing.is_whole else PROBLEMS


@cli.command("merge", epilog='Example: gazette merge people "Angela Merkle" "Angela Merkel" --rewrite')
@click.argument("taxonomy")
@click.argument("wrong")
@click.argument("right")
@click.option("--rewrite", is_flag=True, help="Write the right name in articles that have the wrong one.")
@click.option("--yes", "is_meant", is_flag=True, help="Do it; without this, only what would be done is shown.")
@click.pass_obj
def _merge(root: Path, *, taxonomy: str, wrong: str, right: str, rewrite: bool, is_meant: bool) -> int:
    """Make a wrong name an alias of the right one.

    The wrong name's address then leads to the page of the right one. Nothing is changed without --yes.
    """
    from gazette.desk.merge import MergeOrder, UnknownTaxonomyError, merge
    from gazette.desk.preview import preview, result

    if not (root / CONFIG_NAME).is_file():
        raise click.UsageError(_NO_CONFIG)
    order = MergeOrder(
        root=root,
        taxonomy=taxonomy,
        wrong=_name("WRONG", wrong),
        right=_name("RIGHT", right),
        is_rewriting=rewrite,
        is_meant=is_meant,
    )
    try:
        merged = merge(order, _progress, _tell)
    except UnknownTaxonomyError as fault:
        raise click.UsageError(str(fault)) from fault
    for problem in merged.problems:
        _say(_coloured(problem), is_error=True)
    if merged.problems:
        _say(f"{_tally(merged.problems)}; nothing was changed", is_error=True)
        return PROBLEMS
    for line in (*preview(merged), *result(merged, is_done=is_meant)):
        _say(line)
    return OK


def _name(argument: str, words: str) -> str:
    """Return a name as front matter has it: on one line, without what no page can hold."""
    name = " ".join(words.split())
    found: list[Problem] = []
    if not name or without_controls(name, Place(path=""), found.append) != name:
        raise click.UsageError(f"{argument} is {quoted(words)}; it must be a name")
    return name


def _progress(step: str, total: int) -> Callable[[], None]:
    """Return what to call for each thing done; on a terminal that moves a bar."""
    bar = click.progressbar(
        length=total, label=step.capitalize(), file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    )
    bar.update_min_steps = max(1, total // 100)

    def done() -> None:
        bar.update(1)
        if bar.finished:
            bar.render_finish()

    return done


def _say(line: str, *, is_error: bool = False) -> None:
    """Print a line, in colour only where a terminal takes it and NO_COLOR is not set."""
    click.echo(line, err=is_error, color=False if os.environ.get("NO_COLOR") else None)


def _say_at_once(line: str) -> None:
    _say(line)
    sys.stdout.flush()


def _show(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _say(_coloured(problem), is_error=True)


def _tell(line: str) -> None:
    _say(line, is_error=True)


def _coloured(problem: Problem) -> str:
    severity = str(problem.severity)
    mark = click.style(f"{severity}:", fg=_COLOURS[problem.severity], bold=True)
    return str(problem).replace(f"{severity}:", mark, 1)


def _tally(problems: Sequence[Problem]) -> str:
    """Return `2 errors, 1 warning`."""
    counts = [(sum(problem.severity is severity for problem in problems), severity) for severity in Severity]
    return ", ".join(count(number, severity, f"{severity}s") for number, severity in counts if number)


def _summary(outcome: Outcome, folder: Path, seconds: float) -> str:
    published = outcome.published
    changes = f"{published.written:,} written, {published.unchanged:,} unchanged, {published.removed:,} removed"
    warnings = f"; {_tally(outcome.problems)}" if outcome.problems else ""
    size = f"{count(outcome.articles, 'article', 'articles')} on {count(outcome.pages, 'page', 'pages')}"
    return f"{size} in {seconds:.1f} s: {changes} in {folder}{warnings}"


def _report(outcome: Outcome, seconds: float, *, is_explained: bool) -> dict[str, object]:
    problems = [
        {**asdict(problem.place), "severity": problem.severity, "message": problem.message, "code": problem.code}
        for problem in outcome.problems
    ]
    explained: dict[str, object] = {"explain": dict(outcome.rendered)} if is_explained else {}
    return explained | {
        "articles": outcome.articles,
        "pages": outcome.pages,
        "rendered": len(outcome.rendered),
        "written": outcome.published.written,
        "unchanged": outcome.published.unchanged,
        "removed": outcome.published.removed,
        "seconds": round(seconds, 3),
        "problems": problems,
    }
