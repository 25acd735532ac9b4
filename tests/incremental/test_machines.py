"""Law 3 for builds that remember: same input, same bytes, on any machine, cold and after an edit.

What holds of a first build on any machine is in test_laws.py.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.incremental.edits import Clean, Oracle, inputs_of
from tests.mini_site import NOW, MiniSite, files_of
from tests.test_laws import MACHINES, ROOT, SMALL

MANY = 100  # articles: more than are left to one process
TIDES = "content/2024/tides.md"


@pytest.fixture(scope="module")
def edited() -> Clean:
    """Return what a first build makes of the small collection after the edit."""
    inputs = files_of(SMALL)
    return Oracle().clean(inputs | {TIDES: inputs[TIDES].replace(b"12:30", b"12:31")}, ())


@pytest.fixture
def desk(tmp_path: Path) -> MiniSite:
    """Return the small collection, not built yet."""
    shutil.copytree(SMALL, tmp_path / "desk")
    return MiniSite(tmp_path / "desk")


def edit(site: MiniSite) -> None:
    text = (site.root / TIDES).read_text(encoding="utf-8")
    site.write(TIDES, text.replace("12:30", "12:31"))


def build_elsewhere(root: Path, environment: dict[str, str]) -> None:
    """Build in a process of its own, with no more than an environment of its own."""
    subprocess.run(
        [sys.executable, "-m", "gazette", "--root", str(root), "build", "--now", NOW],
        cwd=ROOT,
        env={"PATH": os.defpath, **environment},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("machine", MACHINES)
def test_time_zone_locale_and_hash_seed_change_no_byte_after_an_edit(
    desk: MiniSite, edited: Clean, machine: str
) -> None:
    other = next(name for name in MACHINES if name != machine)
    build_elsewhere(desk.root, MACHINES[other])
    edit(desk)

    build_elsewhere(desk.root, MACHINES[machine])

    assert edited.differences(desk.files()) == []


@pytest.mark.parametrize("masks", [(0o000, 0o077), (0o077, 0o002)])
def test_umask_changes_neither_bytes_nor_modes_after_an_edit(
    desk: MiniSite, edited: Clean, masks: tuple[int, int]
) -> None:
    before = os.umask(masks[0])
    try:
        desk.built()
        os.umask(masks[1])
        edit(desk)
        desk.built()
    finally:
        os.umask(before)

    modes = {path.is_dir(): oct(path.stat().st_mode & 0o777) for path in desk.output.rglob("*")}

    assert edited.differences(desk.files()) == []
    assert modes == {True: "0o755", False: "0o644"}


def test_order_in_which_files_were_made_changes_no_byte_after_an_edit(tmp_path: Path, edited: Clean) -> None:
    site = MiniSite(tmp_path / "desk")
    files = list(files_of(SMALL).items())
    for path, data in reversed(files[::2]):
        site.write(path, data)
    site.build()
    for path, data in reversed(files[1::2]):
        site.write(path, data)
    site.built()
    edit(site)

    assert edited.differences(site.built().files()) == []


def move(old: Path, new: Path) -> None:
    old.rename(new)


def copy_with_times(old: Path, new: Path) -> None:
    shutil.copytree(old, new, symlinks=True)


def copy_without_times(old: Path, new: Path) -> None:
    shutil.copytree(old, new, symlinks=True, copy_function=shutil.copy)


@pytest.mark.parametrize("take", [move, copy_with_times, copy_without_times])
def test_collection_taken_to_another_folder_with_its_memory_changes_no_byte(
    desk: MiniSite, edited: Clean, tmp_path: Path, take: Callable[[Path, Path], None]
) -> None:
    desk.built()
    (tmp_path / "Мої файли & more").mkdir()
    take(desk.root, tmp_path / "Мої файли & more/desk 100%")
    moved = MiniSite(tmp_path / "Мої файли & more/desk 100%")
    edit(moved)

    assert edited.differences(moved.built().files()) == []


def test_memory_alone_taken_to_another_machine_changes_no_byte(desk: MiniSite, edited: Clean, tmp_path: Path) -> None:
    desk.built()
    fresh = MiniSite(tmp_path / "checked out anew")
    for path, data in files_of(SMALL).items():
        fresh.write(path, data)
    shutil.copytree(desk.root / ".gazette", fresh.root / ".gazette", symlinks=True)
    edit(fresh)

    assert edited.differences(fresh.built().files()) == []


def test_source_date_epoch_decides_what_is_shown_as_now_does(desk: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.article("2024/later", date="2031-06-01")
    hidden, shown = (Oracle().clean(inputs_of(desk), ("--now", day)) for day in ("2030-01-01", "2032-01-01"))

    for epoch, expected, other in (
        ("1893456000", hidden, shown),
        ("1956528000", shown, hidden),
        ("4102444800", shown, hidden),
        ("1893456000", hidden, shown),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert desk.gazette("build").status == 0
        assert expected.differences(desk.files()) == []
        assert other.differences(desk.files()) != []


def many(folder: Path) -> MiniSite:
    """Return a collection that is large enough for several processes, with a few things to warn of."""
    site = MiniSite(folder)
    for number in range(MANY):
        site.article(
            f"{2000 + number % 3}/a{number}",
            f"Text {number}, “quoted”.\n\n- one\n- two[^1]\n\n[^1]: A note."
            + ("\n\n<b onclick=x>bold</b>" if number % 9 == 0 else ""),
            date=f"{2000 + number % 3}-0{1 + number % 9}-1{number % 7}",
            people=f"[Person {number % 7}, Other {number % 11}]",
            topics=f"[Topic {number % 5}]",
        )
    return site


def change_much(site: MiniSite) -> None:
    for number in range(0, MANY, 2):
        path = f"content/{2000 + number % 3}/a{number}.md"
        text = (site.root / path).read_text(encoding="utf-8")
        site.write(path, text.replace("Text", "Other text").replace("Topic 1", "Topic 2"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clean, Clean]:
    """Return what first builds by one process make of the larger collection, before and after much is changed."""
    site = many(tmp_path_factory.mktemp("alone") / "desk")
    before = Oracle().clean(inputs_of(site), ("--all", "--jobs", "1"))
    change_much(site)
    return before, Oracle().clean(inputs_of(site), ("--all", "--jobs", "1"))


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("2", "1"), ("3", "3")])
def test_number_of_processes_changes_neither_bytes_nor_problems(
    tmp_path: Path, alone: tuple[Clean, Clean], first: str, second: str
) -> None:
    site = many(tmp_path / "desk")

    cold = site.build("--all", "--jobs", first)
    before = site.files()
    change_much(site)
    warm = site.build("--all", "--jobs", second)

    assert len(cold.problems) > 9
    assert (cold.status, cold.problems, alone[0].differences(before)) == (0, alone[0].problems, [])
    assert (warm.status, warm.problems, alone[1].differences(site.files())) == (0, alone[1].problems, [])


def test_names_in_other_alphabets_are_the_same_on_every_machine(tmp_path: Path) -> None:
    sites = [MiniSite(tmp_path / machine) for machine in MACHINES]
    for site, machine in zip(sites, MACHINES, strict=True):
        site.article("2023/мій-файл", "![A picture](bébé.png) and [one](grün.md)")
        site.article("2023/grün")
        site.write("content/2023/bébé.png", "x")
        build_elsewhere(site.root, MACHINES[machine])
        site.article("2023/grün", "Edited.")
        build_elsewhere(site.root, MACHINES[machine])

    assert sites[0].files() == sites[1].files() == sites[2].files()
    assert len(list(sites[0].output.rglob("bébé.png"))) == 1


def test_memory_that_comes_with_the_repository_changes_no_byte(desk: MiniSite, edited: Clean) -> None:
    desk.built()
    for words in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *words], cwd=desk.root, check=True)  # noqa: S607 - whichever there is
    edit(desk)

    run = desk.build()

    assert (run.status, "[memory-tracked]" in run.err) == (0, True)
    assert edited.differences(desk.files()) == []
