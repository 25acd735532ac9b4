"""Roots and outputs that are written in odd ways, or are odd: each works as any other spelling, or is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mini_site import NOW, MiniSite

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("output", ["loop", "loop/x"])
@pytest.mark.parametrize("verb", ["build", "clean"])
def test_output_that_is_a_link_to_itself_is_named(site: MiniSite, output: str, verb: str) -> None:
    site.article()
    (site.root / "loop").symlink_to("loop")

    run = site.gazette(verb, "--output", str(site.root / output))

    assert "--debug" not in run.err
    assert verb == "clean" or "[output-refused]" in run.err


@pytest.mark.parametrize("is_built", [True, False])
@pytest.mark.parametrize("output", ["site/sub", "site/sub/deep", "x/../site/sub"])
def test_site_inside_the_site_is_refused(site: MiniSite, output: str, is_built: bool) -> None:
    site.article()
    (site.root / "x").mkdir()
    before = site.built().files() if is_built else {}

    run = site.build("--output", str(site.root / output))

    assert (run.status, site.files()) == (1, before)
    assert "site/sub" in run.err
    assert "this is inside site, to which builds of this collection write" in run.err
    assert site.build().status == 0


def test_site_round_another_site_is_refused(site: MiniSite) -> None:
    site.article()
    site.built("--output", str(site.root / "public/inner"))

    run = site.build("--output", str(site.root / "public"))

    assert (run.status, "this holds public/inner" in run.err) == (1, True)
    assert site.build("--output", str(site.root / "public/inner")).status == 0


def test_mistake_in_a_layout_keeps_its_place_however_the_root_is_written(site: MiniSite) -> None:
    site.article()
    (site.root / "deep").mkdir()
    (site.root.parent / "link").symlink_to(site.root)
    site.write("layouts/home.html", '{% extends "packaged/home.html" %}\n{% block main %}{{ page.x }}{% endblock %}\n')

    for root in ("deep/..", "../desk/deep/../../desk", "../link/deep/..", "../link", ""):
        run = MiniSite(site.root / root).build()

        assert [line for line in run.problems if line.startswith("layouts/home.html:2: error: ")] == run.problems
        assert len(run.problems) == 1


def test_root_is_one_however_it_is_written(site: MiniSite) -> None:
    site.article()
    (site.root / "deep").mkdir()
    (site.root.parent / "link").symlink_to(site.root)
    site.built()

    for root in ("deep/..", "../desk/deep/../../desk", "../link/deep/.."):
        assert "0 written" in MiniSite(site.root / root).build().out
    assert len(list(site.root.glob(".gazette/outputs/*"))) == 1
    assert not list(site.root.parent.glob(".*"))


@pytest.mark.parametrize("name", ["permalinks.txt", "config.yaml", "layouts/home.html", "assets/x.css", "layouts"])
def test_pipe_in_place_of_a_file_is_named_by_every_verb_that_reads_it(site: MiniSite, name: str) -> None:
    site.article()
    before = site.built().files()
    (site.root / name).parent.mkdir(exist_ok=True)
    (site.root / name).unlink(missing_ok=True)
    os.mkfifo(site.root / name)

    for verb in ("build", "check"):
        run = site.gazette(verb)
        assert run.status == 1
        assert [line for line in run.err.splitlines() if line.startswith(f"{name}: error: ")], run.err
    assert site.files() == before


@pytest.mark.parametrize("target", ["nowhere", "../assets"])
def test_link_that_leads_nowhere_among_the_assets_is_named_and_one_to_a_folder_is_not(
    site: MiniSite, target: str
) -> None:
    site.article()
    site.write("assets/x.css", "")
    (site.root / "assets/y.css").symlink_to(target)
    (site.root / "assets/.#x.css").symlink_to("nowhere")

    run = site.build()

    assert ["assets/y.css: error: " in line for line in run.problems] == ([True] if target == "nowhere" else [])


def test_names_are_utf_8_whatever_the_locale_says(site: MiniSite) -> None:
    site.article("grün", "![A picture](bébé.png)")
    site.write("content/bébé.png", "x")
    before = site.built().files()
    command = [sys.executable, "-m", "gazette", "--root", str(site.root), "build", "--now", NOW, "--clean"]
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PYTHONUTF8": "0"}

    for more in ([], ["--output", str(site.root / "ausgäbe")]):
        run = subprocess.run([*command, *more], cwd=ROOT, env=environment, check=False, capture_output=True)
        assert (run.returncode, run.stderr) == (0, b"")
    assert site.files() == before
    assert (site.root / "ausgäbe/2023/10/31/grun/bébé.png").is_file()


def memory_of(site: MiniSite) -> int:
    return len(list(site.root.glob(".gazette/outputs/*")))


def test_output_folders_that_are_gone_are_forgotten_after_a_while(site: MiniSite) -> None:
    site.article()
    site.built()
    sizes = []
    for number in range(9):
        site.built("--output", str(site.root.parent / f"out{number}"))
        shutil.rmtree(site.root.parent / f"out{number}")
        sizes.append((site.root / ".gazette/snapshot.db").stat().st_size)

    assert memory_of(site) <= 5
    assert sizes[5:] == [sizes[5]] * 4
    assert "0 written" in site.build().out


def test_output_that_is_gone_for_long_is_forgotten_and_one_that_stands_is_not(site: MiniSite) -> None:
    site.article()
    site.built()
    for name in ("gone", "standing"):
        site.built("--output", str(site.root.parent / name))
    shutil.rmtree(site.root.parent / "gone")
    for state in site.root.glob(".gazette/outputs/*/state"):
        os.utime(state, (0, 0))

    site.built()

    assert memory_of(site) == 2
    assert "0 written" in site.build("--output", str(site.root.parent / "standing")).out


def test_clean_forgets_output_folders_that_are_gone(site: MiniSite) -> None:
    site.article()
    site.built()
    for name in ("gone", "standing"):
        site.built("--output", str(site.root.parent / name))
    shutil.rmtree(site.root.parent / "gone")

    site.gazette("clean")

    assert memory_of(site) == 1
    assert site.gazette("clean", "--output", str(site.root.parent / "standing")).status == 0
    assert not (site.root / ".gazette").exists()
