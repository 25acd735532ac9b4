"""Gazette beside its peers on one corpus: `python -m benchmarks.run --articles 10000`; see README.md here."""

import argparse
import json
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import census
from benchmarks.corpus import Article, make_articles
from benchmarks.measure import CommandError, Sample, measure
from benchmarks.phases import PHASES, edited_numbers, has_phase, prepare, restore
from benchmarks.profiling import profile_build
from benchmarks.programs import (
    MissingProgramError,
    Program,
    enter_eleventy,
    enter_gazette,
    enter_hugo,
    enter_pelican,
)
from benchmarks.report import Result, as_json, as_text

_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - files made here have a folder of their own
_PEER_LIMIT = 1_000  # articles: the slower peers take minutes beyond


def main() -> None:
    """Measure or profile as the command line says."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the folder is removed then, too
    try:
        with _folder(arguments.folder) as folder:
            if arguments.profile:
                sys.stdout.write(f"{profile_build(folder / 'profile', arguments.articles)}\n")
            else:
                _compare(arguments, folder)
    except (MissingProgramError, CommandError) as fault:
        raise SystemExit(f"benchmarks: error: {fault}") from fault


def _compare(arguments: argparse.Namespace, folder: Path) -> None:
    programs = tuple(_enter(arguments, folder))
    edited = _write_articles(programs, arguments.articles)
    result = _measure_all(programs, edited, arguments)
    sys.stdout.write(f"{as_text(result)}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(result), indent=1) + "\n", encoding="utf-8")


def _enter(arguments: argparse.Namespace, folder: Path) -> Iterator[Program]:
    """Yield the programs that take part; Pelican and Eleventy only where they are installed."""
    yield enter_gazette(folder / "gazette")
    if not arguments.alone:
        yield enter_hugo(folder / "hugo", arguments.hugo, is_indexed=arguments.indexed)
    if not arguments.peers:
        return
    if arguments.articles > _PEER_LIMIT:
        _say(f"Pelican and Eleventy are measured up to {_PEER_LIMIT:,} articles")
        return
    for enter, name in ((enter_pelican, "pelican"), (enter_eleventy, "eleventy")):
        try:
            yield enter(folder / name, getattr(arguments, name))
        except MissingProgramError as why:
            _say(f"without {name}: {why}")


def _write_articles(programs: Sequence[Program], articles: int) -> tuple[Article, ...]:
    """Write the corpus in every program's form; return the articles that phases edit."""
    numbers = edited_numbers(articles)
    edited: dict[int, Article] = {}
    for number, article in enumerate(make_articles(articles)):
        for program in programs:
            program.write(article)
        if number in numbers:
            edited[number] = article
    return tuple(edited[number] for number in numbers)


def _measure_all(programs: tuple[Program, ...], edited: tuple[Article, ...], arguments: argparse.Namespace) -> Result:
    """Run every phase by turns, as many rounds as asked for."""
    samples: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    censuses: dict[str, dict[str, census.Tally]] = {}
    partials = {program.name: program.partial.read_text(encoding="utf-8") for program in programs}
    for number in range(arguments.runs):
        for phase in PHASES:
            for program in programs if number % 2 == 0 else programs[::-1]:
                if not has_phase(program, phase):
                    continue
                sample = _measure(phase, program, edited)
                samples[phase, program.name].append(sample)
                _say(f"round {number + 1}, {phase}, {program.name}: {sample.wall:.2f} s")
                if phase == "cold":
                    censuses[program.name] = census.count(program.output)
        for program in programs:
            restore(program, edited, partials[program.name])
    ordered = {(phase, program.name): samples[phase, program.name] for phase in PHASES for program in programs}
    return Result(
        articles=arguments.articles,
        programs=programs,
        samples={names: found for names, found in ordered.items() if found},
        censuses={program.name: censuses[program.name] for program in programs},
    )


def _measure(phase: str, program: Program, edited: tuple[Article, ...]) -> Sample:
    """Return what a phase costs. Raises CommandError if its output does not show the edit."""
    seen = prepare(phase, program, edited)
    sample = measure(program.command, program.root, program.environment)
    if seen.text not in seen.path.read_text(encoding="utf-8"):
        raise CommandError(f'{program.name} does not show "{seen.text}" in {seen.path} after {phase}')
    return sample


@contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    """Give a new folder in memory where the system has such, and remove it; or an empty one that is kept."""
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        if any(wanted.iterdir()):
            raise SystemExit(f"benchmarks: error: {wanted} is not empty; name a new folder")
        yield wanted.resolve()
        return
    home = _MEMORY_FOLDER if _MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="gazette-benchmark-", dir=home) as folder:
        yield Path(folder)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="1,000 to 100,000 [default: %(default)s]")
    parser.add_argument("--runs", type=int, default=3, help="rounds; tables show medians [default: %(default)s]")
    parser.add_argument("--alone", action="store_true", help="measure Gazette without Hugo")
    parser.add_argument("--peers", action="store_true", help="measure Pelican and Eleventy too, where installed")
    for name in ("hugo", "pelican", "eleventy"):
        parser.add_argument(f"--{name}", default="", metavar="PATH", help=f"the program, if {name} is not on PATH")
    parser.add_argument("--indexed", action="store_true", help="let Hugo's own index find related articles: far slower")
    parser.add_argument("--folder", type=Path, help="where to build, and keep it [default: a passing folder in memory]")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample, the machine and the versions")
    parser.add_argument("--profile", action="store_true", help="show where the time of a cold Gazette build goes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
