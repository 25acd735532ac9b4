"""A shadow in which somebody has changed, removed or added something is put right before it becomes the site."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.engine import standing
from gazette.errors import Problem
from gazette.publishing.outputs import clean
from tests.mini_site import MiniSite
from tests.publishing.publishing import assert_consistent, leftovers, memory_of, publish, texts

FILES = {"index.html": "1", "a/index.html": "1", "a/b/index.html": "1", "c/index.html": "1", "d.css": "1", "e/x": "1"}


def a_file_is_gone(shadow: Path) -> None:
    (shadow / "a/index.html").unlink()


def a_folder_is_gone(shadow: Path) -> None:
    shutil.rmtree(shadow / "a")


def all_is_gone(shadow: Path) -> None:
    for path in shadow.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def a_file_is_changed(shadow: Path) -> None:
    """Change the file of the site too, since the two are one."""
    (shadow / "a/index.html").write_text("<script>")


def a_file_is_another(shadow: Path) -> None:
    (shadow / "a/index.html").unlink()
    (shadow / "a/index.html").write_text("<script>")


def a_file_is_another_of_the_same_size_and_time(shadow: Path) -> None:
    old = (shadow / "a/index.html").stat()
    a_file_is_another(shadow)
    (shadow / "a/index.html").write_text("2")
    os.utime(shadow / "a/index.html", ns=(old.st_atime_ns, old.st_mtime_ns))
    os.utime(shadow / "a", ns=(946_684_800 * 10**9,) * 2)


def a_file_is_a_folder(shadow: Path) -> None:
    (shadow / "a/index.html").unlink()
    (shadow / "a/index.html").mkdir()
    (shadow / "a/index.html/x").write_text("mine")


def a_file_is_a_link(shadow: Path) -> None:
    (shadow / "a/index.html").unlink()
    (shadow / "a/index.html").symlink_to("/etc/passwd")


def a_file_is_a_pipe(shadow: Path) -> None:
    (shadow / "a/index.html").unlink()
    os.mkfifo(shadow / "a/index.html")


def a_folder_is_a_link(shadow: Path) -> None:
    (shadow / "a").rename(shadow.parent / "was-a")
    (shadow / "a").symlink_to(shadow.parent / "was-a")


def a_folder_is_a_file(shadow: Path) -> None:
    shutil.rmtree(shadow / "a")
    (shadow / "a").write_text("mine")


def a_file_is_added(shadow: Path) -> None:
    (shadow / "a/added.html").write_text("mine")


def a_folder_is_added(shadow: Path) -> None:
    (shadow / "added/deep").mkdir(parents=True)
    (shadow / "added/deep/x.html").write_text("mine")


def a_file_is_where_a_page_will_be(shadow: Path) -> None:
    (shadow / "new").write_text("mine")


TAMPERINGS = [
    a_file_is_gone,
    a_folder_is_gone,
    all_is_gone,
    a_file_is_changed,
    a_file_is_another,
    a_file_is_another_of_the_same_size_and_time,
    a_file_is_a_folder,
    a_file_is_a_link,
    a_file_is_a_pipe,
    a_folder_is_a_link,
    a_folder_is_a_file,
    a_file_is_added,
    a_folder_is_added,
    a_file_is_where_a_page_will_be,
]


@pytest.mark.parametrize("lags", [False, True])
@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_site_is_right_and_nothing_of_anybodys_is_lost(
    tmp_path: Path, tamper: Callable[[Path], None], lags: bool
) -> None:
    publish(tmp_path, FILES)
    if lags:
        publish(tmp_path, FILES | {"a/index.html": "2"})
    tamper(memory_of(tmp_path) / "shadow")
    told = list[Problem]()
    new = FILES | {"c/index.html": "2", "a/index.html": "1", "new/index.html": "1"}

    publish(tmp_path, new, report=told.append)

    assert texts(tmp_path / "site") == new
    mine = [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"mine"]
    assert all(any(path.is_relative_to(problem.place.path) for problem in told) for path in mine)
    assert {problem.code for problem in told} <= {"output-foreign"}
    for files in (FILES, new, FILES):
        publish(tmp_path, files)
        assert texts(tmp_path / "site") == files
    shutil.rmtree(memory_of(tmp_path) / "was-a", ignore_errors=True)
    for left in memory_of(tmp_path).glob("found-*"):
        shutil.rmtree(left)
    assert_consistent(tmp_path)
    assert leftovers(tmp_path) == set()


@pytest.mark.parametrize("tamper", [a_file_is_gone, a_file_is_added, a_folder_is_a_link])
def test_folder_is_looked_at_in_a_process_of_its_own_where_the_site_is_large(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch, tamper: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(standing, "_MANY", 1)
    site.article("a", date="1919-01-02")
    site.built()
    before = site.files()
    day = memory_of(site.root) / "shadow/1919/01"
    (day / "02").rename(day / "a")
    tamper(day)
    (day / "a").rename(day / "02")
    site.article("b", "Two.")

    site.built()

    assert before.keys() <= site.files().keys()
    assert not site.has("/1919/01/02/added.html")
    assert site.has("/1919/01/02/a/")
    assert not (site.output / "1919/01/02").is_symlink()


def test_clean_sets_aside_what_is_not_the_builds_own(tmp_path: Path) -> None:
    publish(tmp_path, FILES)
    a_file_is_added(memory_of(tmp_path) / "shadow")
    told = list[Problem]()

    assert clean(tmp_path, tmp_path / "site", told.append) == len(FILES)

    assert [Path(problem.place.path).read_text() for problem in told] == ["mine"]
