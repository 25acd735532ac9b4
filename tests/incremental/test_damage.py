"""What builds remember is never trusted: damaged, foreign, older or planted, it changes no byte and runs no code."""

import json
import os
import pickle
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.engine.engine_key import engine_key
from gazette.engine.snapshot import Snapshot
from tests.incremental.edits import Oracle, inputs_of
from tests.mini_site import MiniSite, files_of
from tests.test_laws import SMALL

SNAPSHOT = ".gazette/snapshot.db"
COLOPHON = "layouts/_partials/colophon.html"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture
def desk(tmp_path: Path) -> MiniSite:
    """Return a collection that has been built twice, so that it has all that builds keep."""
    shutil.copytree(SMALL, tmp_path / "desk")
    site = MiniSite(tmp_path / "desk").built()
    site.write(COLOPHON, "<p>One</p>\n")
    return site.built()


def state_of(site: MiniSite) -> Path:
    (file,) = site.root.glob(".gazette/outputs/*/state")
    return file


def assert_right_after_an_edit_of_every_page(site: MiniSite, oracle: Oracle) -> None:
    """Let each page be rendered from what is remembered, and compare the site with that of a first build."""
    was_one = (site.root / COLOPHON).read_text() == "<p>One</p>\n"
    site.write(COLOPHON, "<p>Two</p>\n" if was_one else "<p>One</p>\n")

    run = site.build()

    clean = oracle.clean(inputs_of(site), ())
    assert (run.status, run.problems) == (clean.status, clean.problems), run.err
    assert clean.differences(site.files()) == []


def test_flipped_byte_anywhere_in_the_snapshot_changes_no_page(desk: MiniSite, oracle: Oracle) -> None:
    size = (desk.root / SNAPSHOT).stat().st_size

    for place in (*range(0, 100, 9), *range(100, size, size // 48)):
        data = bytearray((desk.root / SNAPSHOT).read_bytes())
        data[min(place, len(data) - 1)] ^= 0xFF
        (desk.root / SNAPSHOT).write_bytes(data)

        assert_right_after_an_edit_of_every_page(desk, oracle)


def test_many_flipped_bytes_at_once_change_no_page(desk: MiniSite, oracle: Oracle) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret

    for _ in range(16):
        data = bytearray((desk.root / SNAPSHOT).read_bytes())
        for place in chance.sample(range(len(data)), 200):
            data[place] = chance.randrange(256)
        (desk.root / SNAPSHOT).write_bytes(data)

        assert_right_after_an_edit_of_every_page(desk, oracle)


def test_snapshot_cut_short_anywhere_changes_no_page(desk: MiniSite, oracle: Oracle) -> None:
    for part in range(17):
        with (desk.root / SNAPSHOT).open("r+b") as file:
            file.truncate(os.fstat(file.fileno()).st_size * part // 16 - part % 2)

        assert_right_after_an_edit_of_every_page(desk, oracle)


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return os.mkdir, (str(self.marker),)


def plant_pickle(file: Path) -> None:
    desk = next(folder for folder in file.parents if folder.name == "desk")
    file.write_bytes(pickle.dumps(Trap(desk.with_name("sprung"))))


def plant_random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(6).randbytes(9000))  # noqa: S311 - no secret


def plant_json(file: Path) -> None:
    file.write_text(json.dumps({"files": {"../../x": [1, 2, 3]}, "output": "site", "bodies": {"content/a.md": SCRIPT}}))


def plant_nothing(file: Path) -> None:
    file.write_bytes(b"")


def plant_folder(file: Path) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


def plant_link(file: Path) -> None:
    elsewhere = file.with_name("elsewhere")
    elsewhere.write_text("elsewhere")
    file.unlink()
    file.symlink_to(elsewhere)


def plant_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def plant_other_database(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE bodies (path TEXT, html TEXT)")
        database.execute("INSERT INTO bodies VALUES ('content/2024/tides.md', ?)", (SCRIPT,))
    database.close()


PLANTS = [
    plant_pickle,
    plant_random_bytes,
    plant_json,
    plant_nothing,
    plant_folder,
    plant_link,
    plant_link_to_nowhere,
    plant_other_database,
]


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_in_place_of_the_snapshot_changes_no_page(
    desk: MiniSite, oracle: Oracle, plant: Callable[[Path], None]
) -> None:
    plant(desk.root / SNAPSHOT)

    assert_right_after_an_edit_of_every_page(desk, oracle)
    assert not list(desk.root.parent.rglob("sprung"))
    assert [file.read_text() for file in desk.root.rglob("elsewhere")] in ([], ["elsewhere"])


@pytest.mark.parametrize("name", ["snapshot.db-journal", "snapshot.db-wal", "snapshot.db-shm"])
def test_random_bytes_planted_beside_the_snapshot_change_no_page(desk: MiniSite, oracle: Oracle, name: str) -> None:
    plant_random_bytes(desk.root / ".gazette" / name)

    assert_right_after_an_edit_of_every_page(desk, oracle)


@pytest.mark.parametrize("plant", PLANTS)
def test_build_that_cannot_know_what_it_published_leaves_the_site_alone_until_it_may_adopt_it(
    desk: MiniSite, oracle: Oracle, plant: Callable[[Path], None]
) -> None:
    before = desk.files()
    plant(state_of(desk))

    refused = desk.build()
    after_refusal = desk.files()
    shutil.rmtree(desk.root / ".gazette/outputs")
    desk.built("--adopt")

    assert [line.rpartition(" ")[2] for line in refused.problems if ": error: " in line] == ["[output-foreign]"]
    assert before == after_refusal == desk.files()
    assert not list(desk.root.parent.rglob("sprung"))
    assert_right_after_an_edit_of_every_page(desk, oracle)


def test_flipped_byte_in_the_state_loses_nothing_and_leaves_nothing_wrong(desk: MiniSite, oracle: Oracle) -> None:
    desk.write("site/mine.txt", "mine")
    desk.built()
    state = state_of(desk)
    pristine, before = state.read_bytes(), desk.files()

    for number, place in enumerate(range(0, len(pristine), len(pristine) // 80)):
        flipped = pristine[place] ^ (0x11, 0x80, 0xFF)[number % 3]
        state.write_bytes(pristine[:place] + bytes([flipped]) + pristine[place + 1 :])
        run = desk.build()

        assert desk.files() == before
        assert run.status == 0 or "[output-foreign]" in run.err
        state.write_bytes(pristine)
    assert desk.built().files() == before
    (desk.output / "mine.txt").unlink()
    assert_right_after_an_edit_of_every_page(desk, oracle)


def test_memory_that_is_a_file_is_named_and_the_site_left_as_it_was(desk: MiniSite) -> None:
    before = desk.files()
    shutil.rmtree(desk.root / ".gazette")
    desk.write(".gazette", "no folder")

    run = desk.build()

    assert (run.status, desk.files()) == (1, before)
    assert ".gazette" in run.problems[0]


def test_older_snapshot_is_not_taken_for_the_last_one(desk: MiniSite, oracle: Oracle, tmp_path: Path) -> None:
    shutil.copy2(desk.root / SNAPSHOT, tmp_path / "older")
    for path in ("content/2024/tides.md", "content/people/dakovic.md", "content/pages/about.md"):
        text = (desk.root / path).read_text(encoding="utf-8")
        desk.write(path, text.replace("Text.", "Next.").replace("A pilot.", "A sailor.").replace("We watch", "We see"))
    (desk.root / "content/2024/pilot.md").rename(desk.root / "content/2024/helm.md")
    for path in ("content/people/dakovic.md", "content/2023/2023-10-31-crane.md"):
        text = (desk.root / path).read_text(encoding="utf-8")
        desk.write(path, text.replace("2024/pilot.md", "2024/helm.md"))
    desk.built()
    shutil.copy2(tmp_path / "older", desk.root / SNAPSHOT)

    unedited = desk.built().files()

    assert oracle.clean(inputs_of(desk), ()).differences(unedited) == []
    assert_right_after_an_edit_of_every_page(desk, oracle)


def test_whole_memory_of_an_earlier_day_with_no_site_gives_the_site_of_today(desk: MiniSite, oracle: Oracle) -> None:
    shutil.copytree(desk.root / ".gazette", desk.root.parent / "cached", symlinks=True)
    tides = (desk.root / "content/2024/tides.md").read_text(encoding="utf-8")
    desk.write("content/2024/tides.md", tides.replace("12:30", "12:31"))
    (desk.root / "content/topics/lifting.md").unlink()
    desk.built()
    shutil.rmtree(desk.output)
    shutil.rmtree(desk.root / ".gazette")
    shutil.copytree(desk.root.parent / "cached", desk.root / ".gazette", symlinks=True)

    desk.built()

    assert oracle.clean(inputs_of(desk), ()).differences(desk.files()) == []


def test_memory_of_another_collection_is_not_taken_for_ones_own(desk: MiniSite, oracle: Oracle, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "other")
    other = MiniSite(tmp_path / "other")
    for path in ("content/2024/tides.md", "content/2023/2023-10-31-crane.md"):
        text = (other.root / path).read_text(encoding="utf-8")
        other.write(path, text.replace("Text.", "Not this.").replace("No. 4", "No. 5"))
    other.built()
    shutil.copy2(other.root / SNAPSHOT, desk.root / SNAPSHOT)

    desk.built()

    assert oracle.clean(inputs_of(desk), ()).differences(desk.files()) == []
    assert_right_after_an_edit_of_every_page(desk, oracle)


@pytest.mark.parametrize(
    ("text", "planted"),
    [("The crane", "<script>x"), ("Built in 1951", "<script>alert"), ("Built in 1951", "Built in 1952")],
)
def test_text_written_over_a_remembered_body_is_on_no_page(
    desk: MiniSite, oracle: Oracle, text: str, planted: str
) -> None:
    """What is planted has the length of what it replaces, so that the file stays what it was in all else."""
    data = (desk.root / SNAPSHOT).read_bytes()
    assert text.encode() in data

    (desk.root / SNAPSHOT).write_bytes(data.replace(text.encode(), planted.encode()))

    assert_right_after_an_edit_of_every_page(desk, oracle)
    assert not any(planted.encode() in page for page in desk.files().values())


@pytest.mark.parametrize(
    "markup",
    [
        SCRIPT,
        "<img src=x.png onerror=alert(1)>",
        '<p><a href="javascript:alert(1)">x</a>',
        '<a href="link:0" onclick="alert(1)">x</a>',
        "</main><iframe srcdoc=x></iframe><form action=/x><style>p{}</style>",
    ],
)
def test_script_in_a_forged_snapshot_is_on_no_page(desk: MiniSite, markup: str) -> None:
    with Snapshot(desk.root / ".gazette", engine_key()) as snapshot:
        known = snapshot.files()
        snapshot.keep(known.values(), dict.fromkeys(known, f"<p>forged</p>{markup}"))
    desk.write(COLOPHON, "<p>Two</p>\n")

    desk.build()

    pages = [data.decode() for path, data in files_of(desk.output).items() if path.endswith((".html", "feed.json"))]
    assert len(pages) > 20
    for sign in (SCRIPT, "<script>", "onerror", "onclick", "javascript:", "<iframe", "<form action=/x", "<style"):
        assert not [page for page in pages if sign in page], sign


def lose_half(shadow: Path) -> None:
    for number, file in enumerate(sorted(file for file in shadow.rglob("*") if file.is_file())):
        if number % 2:
            file.unlink()


def write_over_everything(shadow: Path) -> None:
    """Put a file of its own in the place of each, so that the site keeps its bytes."""
    for file in [file for file in shadow.rglob("*") if file.is_file()]:
        file.unlink()
        file.write_text(SCRIPT)


def write_into_everything(shadow: Path) -> None:
    """Change the files that site and shadow share."""
    for file in [file for file in shadow.rglob("*") if file.is_file()]:
        file.write_text(SCRIPT)


def add_pages(shadow: Path) -> None:
    for folder in [shadow, *(folder for folder in shadow.rglob("*") if folder.is_dir())]:
        (folder / "planted.html").write_text(SCRIPT)


@pytest.mark.parametrize("tamper", [lose_half, write_over_everything, write_into_everything, add_pages])
def test_shadow_that_was_tampered_with_changes_no_page(
    desk: MiniSite, oracle: Oracle, tamper: Callable[[Path], None]
) -> None:
    tamper(state_of(desk).with_name("shadow"))
    tides = (desk.root / "content/2024/tides.md").read_text(encoding="utf-8")
    desk.write("content/2024/tides.md", tides.replace("12:30", "12:31"))

    desk.built()

    assert oracle.clean(inputs_of(desk), ()).differences(desk.files()) == []
    assert_right_after_an_edit_of_every_page(desk, oracle)
