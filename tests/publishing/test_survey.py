"""What stands in a site and what is foreign there."""

import os
import shutil
from pathlib import Path

import pytest

from gazette.publishing.ground import INNER
from gazette.publishing.inventory import Stamp, stamp_of
from gazette.publishing.survey import Survey, folders_of, foreign_in, mark_untouched, survey


def written(folder: Path, *paths: str) -> dict[str, Stamp]:
    """Write files of the build's own, and return the inventory of them."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("own")
    mark_untouched(folder, folders_of(paths), (), {})
    return {path: stamp_of(folder / path) for path in paths}


def test_site_as_published_stands_and_has_nothing_foreign(tmp_path: Path) -> None:
    files = written(tmp_path, "index.html", "a/b/index.html")

    assert survey(tmp_path, files) == Survey(standing=frozenset(files), foreign=frozenset())


def test_folder_that_is_missing_is_empty(tmp_path: Path) -> None:
    files = written(tmp_path / "site", "index.html", "a/index.html")

    assert survey(tmp_path / "nowhere", files) == Survey(standing=frozenset(), foreign=frozenset())


def test_everything_is_foreign_where_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "index.html").write_text("mine")

    assert survey(tmp_path, {}) == Survey(standing=frozenset(), foreign=frozenset({"index.html", "a"}))


def test_foreign_folder_is_one_path(tmp_path: Path) -> None:
    files = written(tmp_path, "a/index.html")
    (tmp_path / ".git/objects").mkdir(parents=True)
    (tmp_path / "a/empty").mkdir()
    (tmp_path / "a/mine.txt").write_text("mine")
    (tmp_path / "a/pipe").symlink_to("/nowhere")

    assert foreign_in(tmp_path, files) == {".git", "a/empty", "a/mine.txt", "a/pipe"}


def test_own_file_that_became_a_folder_or_a_link_is_foreign(tmp_path: Path) -> None:
    files = written(tmp_path, "a.html", "b.html", "c/index.html")
    for name in ("a.html", "b.html"):
        (tmp_path / name).unlink()
    (tmp_path / "a.html").mkdir()
    (tmp_path / "b.html").symlink_to("c/index.html")

    assert survey(tmp_path, files) == Survey(
        standing=frozenset({"c/index.html"}), foreign=frozenset({"a.html", "b.html"})
    )


def test_nothing_behind_a_link_stands(tmp_path: Path) -> None:
    files = written(tmp_path / "site", "people/ada/index.html", "b.html")
    (tmp_path / "site/people").rename(tmp_path / "people")
    (tmp_path / "site/people").symlink_to(tmp_path / "people")

    assert survey(tmp_path / "site", files) == Survey(standing=frozenset({"b.html"}), foreign=frozenset({"people"}))


def test_own_folder_that_became_a_file_is_foreign(tmp_path: Path) -> None:
    files = written(tmp_path, "a/b/index.html", "c.html")
    shutil.rmtree(tmp_path / "a")
    (tmp_path / "a").write_text("mine")

    assert survey(tmp_path, files) == Survey(standing=frozenset({"c.html"}), foreign=frozenset({"a"}))


def test_old_folder_with_a_foreign_file_is_not_marked(tmp_path: Path) -> None:
    files = written(tmp_path, "a/index.html", "b/index.html")
    (tmp_path / "a/mine.txt").write_text("mine")
    mark_untouched(tmp_path, (), ["a", "b"], files)

    assert foreign_in(tmp_path, files) == {"a/mine.txt"}
    assert (tmp_path / "b").stat().st_mtime < (tmp_path / "a").stat().st_mtime


def test_folders_without_foreign_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, *(f"{number}/index.html" for number in range(50)))
    (tmp_path / "7/mine.txt").write_text("mine")
    read, real = list[str](), os.scandir

    def scandir(path: str) -> object:
        read.append(path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert foreign_in(tmp_path, files) == {"7/mine.txt"}
    assert read == [f"{tmp_path}/7"]


def test_folder_in_which_a_build_is_staged_is_not_foreign(tmp_path: Path) -> None:
    files = written(tmp_path, "index.html")
    (tmp_path / INNER).mkdir()

    assert foreign_in(tmp_path, files) == frozenset()


def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    files = written(tmp_path, "index.html")
    (tmp_path / os.fsdecode(b"caf\xe9")).write_text("mine")

    assert foreign_in(tmp_path, files) == {os.fsdecode(b"caf\xe9")}
