"""What was measured, for readers and for programs."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.census import Tally, census_rows
from benchmarks.measure import Sample
from benchmarks.phases import title_of
from benchmarks.programs import Program

Samples = Mapping[tuple[str, str], Sequence[Sample]]
"""The runs of a phase by a program, by the names of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that came of a benchmark."""

    articles: int
    programs: tuple[Program, ...]
    samples: Samples
    censuses: Mapping[str, Mapping[str, Tally]]  # by program and kind


def as_json(result: Result) -> dict[str, object]:
    """Return a result with every sample, the machine and the versions."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": {program.name: program.version for program in result.programs},
        "articles": result.articles,
        "files": {
            name: {kind: asdict(tally) for kind, tally in census.items()} for name, census in result.censuses.items()
        },
        "samples": [
            {"phase": phase, "program": name, **asdict(sample)}
            for (phase, name), samples in result.samples.items()
            for sample in samples
        ],
    }


def as_text(result: Result) -> str:
    """Return the machine and two tables: times with Gazette's share of them, and files."""
    facts = machine()
    versions = ", ".join(f"{program.name} {program.version}" for program in result.programs)
    head = (
        f"{result.articles:,} articles; {versions}\n"
        f"{facts['cpu']}, {facts['cores']} cores, {facts['kernel']}, Python {facts['python']}\n"
    )
    return "\n".join([head, table(_cost_rows(result)), "", table(census_rows(result.censuses))])


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def machine() -> dict[str, str | int | float]:
    """Return what times depend on."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count() or 1,
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _cost_rows(result: Result) -> list[Sequence[str]]:
    """Return a line for each phase and program: medians, and Gazette's divided by them."""
    rows: list[Sequence[str]] = [["phase", "program", "wall s", "cpu s", "peak MB", "gazette: wall", "cpu", "peak"]]
    for (phase, name), samples in result.samples.items():
        own = result.samples[phase, "gazette"]
        cost, gazette = _median(samples), _median(own)
        rows.append(
            [
                title_of(phase) if name == "gazette" else "",
                name,
                f"{cost.wall:.2f}",
                f"{cost.cpu:.2f}",
                f"{cost.peak / 1e6:.0f}",
                *(("", "", "") if name == "gazette" else _ratios(gazette, cost)),
            ]
        )
    return rows


def _median(samples: Sequence[Sample]) -> Sample:
    return Sample(
        wall=median(sample.wall for sample in samples),
        cpu=median(sample.cpu for sample in samples),
        peak=round(median(sample.peak for sample in samples)),
    )


def _ratios(gazette: Sample, other: Sample) -> tuple[str, str, str]:
    pairs = ((gazette.wall, other.wall), (gazette.cpu, other.cpu), (gazette.peak, other.peak))
    wall, cpu, peak = (f"{ours / theirs:.3f}" if theirs else "–" for ours, theirs in pairs)
    return wall, cpu, peak


def _cpu_model() -> str:
    """Return the processor's name, or its architecture where the system does not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
