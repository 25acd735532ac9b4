"""Publishing: rendered files become the site, and nothing else does."""

import os
import shutil
import signal
import stat
from pathlib import Path

import pytest

from gazette.errors import InputError
from gazette.publishing.outputs import clean
from gazette.publishing.publication import Output, Publication, Published, stage
from gazette.publishing.survey import survey
from tests.publishing.publishing import (
    assert_consistent,
    leftovers,
    publish,
    stop,
    texts,
)


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


def test_publication_that_is_left_without_publishing_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.add(Output(path="a.html", data=b"new"))

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)


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
    "name",
    [
        ".",
        "..",
        "content",
        "content/site",
        "layouts",
        "assets/x",
        "gazette",
        "tests/x",
        ".gazette",
        ".gazette/outputs/x",
    ],
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


def test_output_over_what_holds_a_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "homes/ada"))
    (tmp_path / "homes/ada").mkdir(parents=True)

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path / "desk", tmp_path / "homes", stop)
    Publication(tmp_path / "desk", tmp_path / "homes/ada/site", stop)


def test_output_in_a_folder_that_a_link_leads_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, tmp_path / "elsewhere/site", stop)


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


def test_empty_output_folder_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1"}


def test_clean_removes_what_was_built_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/a/mine.txt").write_text("mine")

    removed = clean(tmp_path, tmp_path / "site", print)

    assert removed == 2
    assert texts(tmp_path / "site") == {"a/mine.txt": "mine"}
    assert not (tmp_path / "site/b").exists()


def test_clean_of_a_folder_that_was_never_built_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine")

    assert clean(tmp_path, tmp_path / "site", print) == 0
    assert texts(tmp_path / "site") == {"index.html": "mine"}


def test_clean_of_a_folder_that_was_never_built_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")

    assert clean(tmp_path, tmp_path / "mine", print) == 0
    assert texts(tmp_path) == {"mine/notes.txt": "mine"}


def test_files_that_stand_are_those_nobody_has_touched(tmp_path: Path) -> None:
    publish(tmp_path, dict.fromkeys(("as-it-was", "edited", "touched", "gone", "replaced", "linked"), "1"))
    site = tmp_path / "site"
    (site / "edited").write_text("2")
    os.utime(site / "touched", ns=(1, 1))
    (site / "gone").unlink()
    shutil.copy2(site / "replaced", site / "x")
    (site / "x").rename(site / "replaced")
    (site / "linked").rename(tmp_path / "elsewhere")
    (site / "linked").symlink_to(tmp_path / "elsewhere")

    with Publication(tmp_path, site, stop) as publication:
        assert publication.stands() == {"as-it-was"}
    with Publication(tmp_path, site, stop, is_clean=True) as publication:
        assert publication.stands() == set()


def test_survey_may_be_made_elsewhere_meanwhile(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/CNAME").write_text("mine")

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        found = survey(tmp_path / "site", publication.inventory)
        assert publication.stands(found) == {"a.html", "b.html"}
        publication.note("a.html", is_staged=False)
        assert publication.publish() == Published(written=0, unchanged=1, removed=1)

    assert texts(tmp_path / "site") == {"a.html": "1", "CNAME": "mine"}


def test_workers_stage_what_differs_and_the_publication_is_told(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    before = os.umask(0o077)
    try:
        with Publication(tmp_path, tmp_path / "site", stop) as publication:
            for path, data in {"a.html": b"1", "b.html": b"new", "c/d/e.html": b"3"}.items():
                is_staged = stage(publication.staging, tmp_path / "site", Output(path=path, data=data))
                assert is_staged == (path != "a.html")
                publication.note(path, is_staged=is_staged)
            assert publication.publish() == Published(written=2, unchanged=1, removed=0)
    finally:
        os.umask(before)

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "new", "c/d/e.html": "3"}
    assert stat.S_IMODE((tmp_path / "site/c/d/e.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "site/c/d").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755


def test_add_tells_what_it_staged(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert not publication.add(Output(path="a.html", data=b"1"))
        assert publication.add(Output(path="b.html", data=b"1"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_call_to_stop_waits_until_the_site_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    real = os.replace

    def interrupted(source: str, target: str, **folders: int | None) -> None:
        os.kill(os.getpid(), number)
        real(source, target, **folders)

    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    before = signal.getsignal(number)
    monkeypatch.setattr(os, "replace", interrupted)
    publish(tmp_path, {"a.html": "2", "b.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "2"}
    assert signal.getsignal(number) == before


def test_inventory_is_of_the_new_site_once_it_is_published(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.note("a.html", is_staged=False)
        publication.add(Output(path="c.html", data=b"2"))
        publication.publish()

        assert publication.inventory.keys() == {"a.html", "c.html"}
        assert survey(tmp_path / "site", publication.inventory).standing == {"a.html", "c.html"}


def test_file_noted_twice_counts_as_it_was_noted_last(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        for path in ("a.html", "b.html"):
            stage(publication.staging, tmp_path / "site", Output(path=path, data=b"2"))
        publication.note("a.html", is_staged=True)
        publication.note("b.html", is_staged=False)
        publication.note("a.html", is_staged=False)
        publication.note("b.html", is_staged=True)

        assert publication.publish() == Published(written=1, unchanged=1, removed=0)

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}
