"""What all verbs have: help with examples, and completion."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gazette.cli import VERBS
from tests.mini_site import MiniSite


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb_has_an_example_that_is_a_command_of_it(site: MiniSite, verb: str) -> None:
    run = site.gazette(verb, "--help")

    assert run.status == 0
    assert re.search(rf"Examples?:\s.*gazette {verb}", " ".join(run.out.split()))
    assert "--quiet" in run.out


def test_help_names_every_verb_with_what_it_does(site: MiniSite) -> None:
    lines = site.gazette("--help").out.partition("Commands:\n")[2].splitlines()

    assert [line.split()[0] for line in lines] == list(VERBS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


WORDS = {
    "new": ["article", "Grid"],
    "import": ["raw.txt"],
    "list": ["drafts"],
    "merge": ["people", "Ada", "Bea"],
    "completion": ["bash"],
}
"""What verbs need to be called."""


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "completion"])
def test_every_verb_that_needs_a_collection_says_so_and_leaves_nothing_where_there_is_none(
    tmp_path: Path, verb: str
) -> None:
    site = MiniSite(tmp_path)
    (site.root / "config.yaml").unlink()

    run = site.gazette(verb, *WORDS.get(verb, []))

    assert run.status == 1
    assert run.problems == [
        "config.yaml: error: not found here; run inside a collection, or say where it is with --root [config-missing]"
    ]
    assert [path.name for path in site.root.iterdir()] == ["content"]


def completed(site: MiniSite, *words: str) -> list[str]:
    """Return what bash would offer for the last word."""
    environment = {
        "_GAZETTE_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    script = "from gazette.cli import main; main()"
    command = [sys.executable, "-c", script]
    run = subprocess.run(
        command, env=os.environ | environment, cwd=site.root, capture_output=True, text=True, check=True
    )
    return [line.partition(",")[2] for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("gazette", "me"), ["merge"]),
        (("gazette", "build", "--dr"), ["--drafts"]),
        (("gazette", "list", "p"), ["people", "places"]),
        (("gazette", "list", "d"), ["drafts"]),
        (("gazette", "new", "p"), ["person", "place"]),
        (("gazette", "new", "a"), ["article"]),
        (("gazette", "schema", "s"), ["snippets", "source"]),
        (("gazette", "merge", "t"), ["topics"]),
        (("gazette", "completion", "f"), ["fish"]),
    ],
)
def test_shell_completes_words(
    site: MiniSite, words: tuple[str, ...], offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.configure("taxonomies: {people: {}, topics: {}, sources: {}, places: {singular: place}}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))

    assert completed(site, *words) == offered


def test_shell_completes_in_a_folder_that_is_no_collection(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.root / "config.yaml").unlink()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))

    assert completed(site, "gazette", "list", "") == ["drafts", "future", "expired"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_every_shell_asks_this_program(site: MiniSite, shell: str) -> None:
    run = site.gazette("completion", shell)

    assert (run.status, run.err) == (0, "")
    assert "_GAZETTE_COMPLETE" in run.out
