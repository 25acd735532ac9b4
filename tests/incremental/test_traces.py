"""Edits that leave hardly a trace, and builds of old files that need not be opened: nothing is missed for that."""

import os
import time
from pathlib import Path

import pytest

from tests.incremental.edits import Oracle, inputs_of
from tests.mini_site import MiniSite

OLD = 2.1  # seconds; from then on a file is not opened that looks as it did
EDITS = {
    "content/2023/grid.md": (b"Text.", b"Next."),
    "content/people/ada.md": (b"A life.", b"A lift."),
    "content/pages/about.md": (b"We are.", b"We art."),
    "content/2023/map.png": (b"map", b"pam"),
    "layouts/_partials/colophon.html": (b"One", b"Two"),
    "assets/css/utilities.css": (b"red", b"tan"),
    "config.yaml": (b"Desk", b"Disk"),
}
OPTIONS: tuple[tuple[str, ...], ...] = (
    ("--drafts",),
    ("--future",),
    ("--now", "2023-10-30"),
    ("--now", "2032-01-01"),
    ("--no-search",),
    ("--base-url", "https://example.net/desk"),
    ("--strict",),
    ("--clean",),
)


def collection(folder: Path) -> MiniSite:
    """Return a collection with a file of each kind, built."""
    site = MiniSite(folder)
    site.article("2023/grid", "Text.\n\n![A map](map.png) <b onclick=x>bold</b>", people="[Ada]")
    site.article("2023/draft", draft="true")
    site.article("2023/later", date="2031-01-01")
    site.record("people/ada", "A life.", name="Ada")
    site.write("content/pages/about.md", "---\ntitle: About\n---\nWe are.\n")
    site.write("content/2023/map.png", "map")
    site.write("layouts/_partials/colophon.html", "<p>One</p>\n")
    site.write("assets/css/utilities.css", "p { color: red }\n")
    return site.built()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MiniSite]:
    """Return a collection for each edit, and one more, whose files are older than the last build by far."""
    sites = {path: collection(tmp_path_factory.mktemp("old") / "desk") for path in (*EDITS, "")}
    time.sleep(OLD)
    return {path: site.built() for path, site in sites.items()}


def edit_in_place(file: Path, old: bytes, new: bytes) -> None:
    """Change a file and put its modification time back."""
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(old, new))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("path", EDITS)
def test_edit_of_an_old_file_that_keeps_size_and_time_is_seen(old: dict[str, MiniSite], path: str) -> None:
    site = old[path]
    before = site.files()

    edit_in_place(site.root / path, *EDITS[path])
    site.built()

    assert site.files() != before
    assert Oracle().clean(inputs_of(site), ()).differences(site.files()) == []


@pytest.mark.parametrize("path", EDITS)
def test_edit_of_a_file_that_is_newer_than_the_clock_can_tell_is_seen(tmp_path: Path, path: str) -> None:
    site = collection(tmp_path / "desk")
    before = site.files()

    edit_in_place(site.root / path, *EDITS[path])
    site.built()

    assert site.files() != before
    assert Oracle().clean(inputs_of(site), ()).differences(site.files()) == []


@pytest.mark.parametrize("path", EDITS)
def test_edit_by_another_file_of_the_same_size_and_time_is_seen(tmp_path: Path, path: str) -> None:
    site = collection(tmp_path / "desk")
    file, other = site.root / path, site.root / "other"
    before, status = site.files(), file.stat()

    other.write_bytes(file.read_bytes().replace(*EDITS[path]))
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(file)
    site.built()

    assert site.files() != before
    assert Oracle().clean(inputs_of(site), ()).differences(site.files()) == []


def test_build_of_old_files_heeds_every_option_and_setting_of_the_environment(
    old: dict[str, MiniSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, oracle = old[""], Oracle()
    plain, problems = site.files(), site.build().problems

    for options in OPTIONS:
        run = site.build(*options)
        clean = oracle.clean(inputs_of(site), options)
        assert (run.status, run.problems) == (clean.status, clean.problems), options
        assert run.status or clean.differences(site.files()) == [], options
        assert site.build().problems == problems
        assert site.files() == plain, options
    monkeypatch.setenv("GAZETTE_BASE_URL", "https://example.net/elsewhere")
    elsewhere = site.built().files()
    assert oracle.clean(inputs_of(site), ("--jobs", "1")).differences(elsewhere) == []
    assert elsewhere != plain


def test_build_of_old_files_puts_right_what_was_done_to_the_site(old: dict[str, MiniSite]) -> None:
    site = old[""]
    plain = site.built().files()

    site.file("/2023/10/31/grid/").unlink()
    site.file("/people/").write_text("tampered")
    site.write("site/mine.txt", "mine")

    assert site.built().files() == plain | {"mine.txt": b"mine"}


def test_build_of_old_files_says_its_warnings_again(old: dict[str, MiniSite]) -> None:
    first, second = old[""].build(), old[""].build()

    assert first.problems == second.problems
    assert [line.rpartition(" ")[2] for line in first.problems] == ["[html-removed]"]
