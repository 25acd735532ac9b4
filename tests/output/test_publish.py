"""Publishing: rendered files become the site, and nothing foreign is touched."""

import errno
import json
import os
import signal
import stat
import tempfile
from pathlib import Path

import pytest

from gazette.errors import InputError, Problem
from gazette.output.publish import (
    HalfPublishedError,
    Output,
    Publication,
    Published,
    clean,
    inventory_of,
    read_inventory,
)
from tests.mini_site import MiniSite, files_of


def stop(problem: Problem) -> None:
    """Let the first problem end a test's publication."""
    raise InputError(problem)


def publish(root: Path, files: dict[str, str], *, is_clean: bool = False) -> Published:
    """Publish these files, and nothing else, to the site folder of a root."""
    with Publication(root, root / "site", stop, is_clean=is_clean) as publication:
        for path, text in files.items():
            publication.add(Output(path=path, data=text.encode()))
        return publication.publish()


def texts(folder: Path) -> dict[str, str]:
    """Return every file under a folder as text."""
    return {path: data.decode() for path, data in files_of(folder).items()}


def test_site_is_what_was_published_last(tmp_path: Path) -> None:
    first = publish(tmp_path, {"a.html": "1", "b/index.html": "2", "c/d/e.xml": "3"})
    second = publish(tmp_path, {"a.html": "1", "b/index.html": "new", "f.txt": "4"})

    assert first == Published(written=3, unchanged=0, removed=0)
    assert second == Published(written=2, unchanged=1, removed=1)
    assert texts(tmp_path / "site") == {"a.html": "1", "b/index.html": "new", "f.txt": "4"}
    assert not (tmp_path / "site/c").exists()


def test_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    before = (tmp_path / "site/a.html").stat()

    publish(tmp_path, {"a.html": "1", "b.html": "3"})
    after = (tmp_path / "site/a.html").stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_clean_publication_writes_every_file_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})

    assert publish(tmp_path, {"a.html": "1"}, is_clean=True) == Published(written=1, unchanged=0, removed=0)


def test_file_that_someone_changed_or_removed_is_put_right(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/a.html").write_text("tampered")
    (tmp_path / "site/b.html").unlink()

    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}


def test_foreign_file_beside_the_builds_own_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/a/mine.txt").write_text("mine")

    publish(tmp_path, {"b/index.html": "2"})

    assert texts(tmp_path / "site") == {"a/mine.txt": "mine", "b/index.html": "2"}


def test_foreign_file_where_a_page_must_go_stops_the_publication(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    (tmp_path / "site/b.html").write_text("mine")

    with pytest.raises(InputError, match=r"b\.html: error: this was not written by a build"):
        publish(tmp_path, {"a.html": "2", "b.html": "3"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "mine"}


def test_publication_that_is_left_without_publishing_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.add(Output(path="a.html", data=b"new"))

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}
    assert not list((tmp_path / ".gazette").rglob("a.html"))


def test_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html": "1", "b/index.html": "2"})

    publish(tmp_path, {"old.html/index.html": "3", "b": "4"})

    assert texts(tmp_path / "site") == {"old.html/index.html": "3", "b": "4"}


def test_files_and_folders_have_one_mode_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path, {"a/b/c.html": "1"})
    finally:
        os.umask(before)

    modes = {
        path.relative_to(tmp_path / "site").as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "site").rglob("*")
    }

    assert modes == {"a": 0o755, "a/b": 0o755, "a/b/c.html": 0o644}


@pytest.mark.parametrize(
    "name", [".", "..", "content", "content/site", "layouts", "assets/x", ".gazette", ".gazette/x"]
)
def test_output_over_the_collection_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "desk"
    (root / "content").mkdir(parents=True)

    with pytest.raises(InputError, match="output-refused"):
        Publication(root, root / name, stop)


def test_output_over_a_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "desk").mkdir()

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path / "desk", tmp_path / "home", stop)


def test_output_at_the_root_of_the_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, Path("/"), stop)


def test_output_that_is_a_link_to_the_collection_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "content")

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, tmp_path / "site", stop)


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")

    with pytest.raises(InputError, match=r"this is a file; the site needs a folder \[output-refused\]"):
        Publication(tmp_path, tmp_path / "site", stop)


def test_output_with_foreign_files_is_refused_and_they_stay(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")

    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"thesis.doc": "mine"}


def test_empty_output_folder_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1"}


@pytest.mark.parametrize("damage", ["", "{", '{"a": 1}', '"a.html"', "[1, null]", "\x00"])
def test_damaged_list_owns_nothing(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, {"a.html": "1"})
    inventory_of(tmp_path, tmp_path / "site").write_text(damage)

    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"b.html": "2"})

    assert clean(tmp_path, tmp_path / "site") == 0
    assert texts(tmp_path / "site") == {"a.html": "1"}


def test_planted_list_reaches_no_file_outside_the_site(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    (tmp_path / "content").mkdir()
    (tmp_path / "content/grid.md").write_text("mine")
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    planted = ["../content/grid.md", str(outside), "x/../../outside.txt", "", ".", "..", "a.html"]
    inventory = inventory_of(tmp_path, tmp_path / "site")
    inventory.write_text(json.dumps(planted))

    clean(tmp_path, tmp_path / "site")

    assert read_inventory(inventory) is None
    assert outside.read_text() == "mine"
    assert (tmp_path / "content/grid.md").read_text() == "mine"
    assert not (tmp_path / "site/a.html").exists()


def test_clean_removes_what_was_built_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/a/mine.txt").write_text("mine")

    removed = clean(tmp_path, tmp_path / "site")

    assert removed == 2
    assert texts(tmp_path / "site") == {"a/mine.txt": "mine"}
    assert not (tmp_path / "site/b").exists()


def test_clean_of_a_folder_that_was_never_built_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine")

    assert clean(tmp_path, tmp_path / "site") == 0
    assert texts(tmp_path / "site") == {"index.html": "mine"}


def test_two_output_folders_have_lists_of_their_own(tmp_path: Path) -> None:
    assert inventory_of(tmp_path, tmp_path / "site") != inventory_of(tmp_path, tmp_path / "other")
    assert inventory_of(tmp_path, tmp_path / "site") == inventory_of(tmp_path, tmp_path / "x/../site")


def test_build_never_writes_through_a_link_in_the_site(site: MiniSite, tmp_path: Path) -> None:
    site.article()
    site.built()
    (site.output / "people/index.html").unlink()
    (site.output / "people").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (site.output / "people").symlink_to(tmp_path / "elsewhere")
    site.article("b", people="Ada")

    site.build()

    assert files_of(tmp_path / "elsewhere") == {}


def test_clean_of_a_folder_that_was_never_built_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")

    assert clean(tmp_path, tmp_path / "mine") == 0
    assert texts(tmp_path) == {"mine/notes.txt": "mine"}


def test_two_publications_at_once_do_not_take_each_others_files(tmp_path: Path) -> None:
    with Publication(tmp_path, tmp_path / "site", stop) as first:
        first.add(Output(path="a.html", data=b"1"))
        with Publication(tmp_path, tmp_path / "site", stop) as second:
            second.add(Output(path="a.html", data=b"1"))
            second.publish()
        first.publish()

    assert texts(tmp_path / "site") == {"a.html": "1"}
    assert not (tmp_path / ".gazette/staging").exists()


def test_interrupt_waits_until_the_files_are_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}


def test_disk_that_refuses_midway_leaves_a_site_that_is_said_to_be_half_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b.html":
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(HalfPublishedError, match="the site is half new"):
        publish(tmp_path, {"a.html": "1", "b.html": "2"})


def test_output_on_another_disk_is_staged_there(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")  # noqa: S108 - a folder in memory is another disk
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        with Publication(tmp_path, Path(folder), stop) as publication:
            publication.add(Output(path="a/index.html", data=b"1"))
            publication.publish()

        assert texts(Path(folder)) == {"a/index.html": "1"}


@pytest.mark.parametrize("remove", ["publish", "clean"])
def test_removal_stops_at_a_link_in_the_site(tmp_path: Path, remove: str) -> None:
    publish(tmp_path, {"a.html": "1", "people/ada/index.html": "2"})
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "site/people").rename(elsewhere)
    (tmp_path / "site/people").symlink_to(elsewhere)

    if remove == "clean":
        clean(tmp_path, tmp_path / "site")
    else:
        publish(tmp_path, {"a.html": "1"})

    assert texts(elsewhere) == {"ada/index.html": "2"}


def test_folder_where_a_stale_page_was_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/b.html").unlink()
    (tmp_path / "site/b.html").mkdir()
    (tmp_path / "site/b.html/mine.txt").write_text("mine")

    publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html/mine.txt": "mine"}


def test_failed_build_keeps_an_empty_folder_on_another_disk(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")  # noqa: S108 - a folder in memory is another disk
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        with Publication(tmp_path, Path(folder), stop):
            pass

        assert list(Path(folder).iterdir()) == []
