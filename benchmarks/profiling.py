"""Where the time of a cold build goes."""

import cProfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from benchmarks.corpus import write_corpus
from benchmarks.report import table
from gazette import cli
from gazette.commands.terminal import OK

_MODULES = 20
_FUNCTIONS = 40
_PROJECT = Path(__file__).resolve().parent.parent
_PACKAGES = {"site-packages", "dist-packages"}


def profile_build(root: Path, articles: int) -> str:
    """Build a corpus of that many articles in this process; return the costliest modules and functions.

    Seconds are those under the profiler, which weighs on small functions most: read them as shares.
    """
    write_corpus(root, articles)
    profiler = cProfile.Profile()
    status = profiler.runcall(cli.run, ["--root", str(root), "build", "--no-search", *_one_process()])
    if status != OK:
        raise SystemExit(status)
    modules: defaultdict[str, float] = defaultdict(float)
    functions: list[tuple[float, float, int, str]] = []
    for entry in profiler.getstats():
        module, name = _place(entry.code)
        modules[module] += entry.inlinetime
        functions.append((entry.inlinetime, entry.totaltime, entry.callcount, f"{module}:{name}"))
    whole = sum(modules.values())
    ranked = sorted(modules.items(), key=lambda item: -item[1])[:_MODULES]
    module_rows = [("module", "own s", "share")]
    module_rows += [(module, f"{own:.2f}", f"{own / whole:.1%}") for module, own in ranked]
    function_rows = [("function", "own s", "with callees", "calls")]
    function_rows += [
        (name, f"{own:.2f}", f"{with_callees:.2f}", f"{calls:,}")
        for own, with_callees, calls, name in sorted(functions, reverse=True)[:_FUNCTIONS]
    ]
    return f"{table(module_rows)}\n\n{table(function_rows)}"


def _one_process() -> Iterator[str]:
    """Yield what keeps a build from starting workers, into which no profile of this process sees."""
    options = {option for parameter in cli.cli.commands["build"].params for option in parameter.opts}
    if "--jobs" in options:
        yield from ("--jobs", "1")


def _place(code: CodeType | str) -> tuple[str, str]:
    """Return a function's module, as a path from its package, and its name."""
    if isinstance(code, str):
        return "(built in)", code
    path = Path(code.co_filename)
    parts = (path.relative_to(_PROJECT) if path.is_relative_to(_PROJECT) else path).parts
    packages = [number for number, part in enumerate(parts) if part in _PACKAGES or part.startswith("python3")]
    start = packages[-1] + 1 if packages else 0
    return "/".join(parts[start:]).removesuffix(".py"), f"{code.co_qualname}:{code.co_firstlineno}"
