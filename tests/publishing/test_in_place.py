"""Publishing file by file, where folders cannot be exchanged."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette.errors import InputError
from gazette.publishing.inventory import write_state
from gazette.publishing.outputs import clean
from gazette.publishing.publication import HalfPublishedError, Publication, Published
from tests.publishing.publishing import (
    assert_consistent,
    folder_elsewhere,
    leftovers,
    memory_of,
    publish,
    state_of,
    stop,
    texts,
)


def test_disk_that_refuses_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    refuse_to_move(monkeypatch, "b.html")

    with pytest.raises(InputError, match=r"No space left on device; the site is as it was: mend this and build again"):
        publish(tmp_path, {"a.html": "2", "b.html": "2"})
    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "1", "c.html": "1"}
    assert leftovers(tmp_path) == set()

    monkeypatch.undo()
    publish(tmp_path, {"a.html": "3", "c.html": "1"})
    publish(tmp_path, {"a.html": "4", "c.html": "1"})
    assert texts(tmp_path / "site") == {"a.html": "4", "c.html": "1"}
    assert_consistent(tmp_path)


def refuse_to_move(monkeypatch: pytest.MonkeyPatch, name: str, code: int = errno.ENOSPC) -> None:
    """Let the system refuse to move a file of this name into place."""
    real = os.replace

    def replace(source: str, target: str, **folders: int | None) -> None:
        if os.fspath(target).endswith(f"/{name}"):
            raise OSError(code, os.strerror(code), target)
        real(source, target, **folders)

    monkeypatch.setattr(os, "replace", replace)


def in_place_from_now_on(root: Path) -> None:
    """Remember of a site that the system refused to exchange it."""
    shutil.rmtree(memory_of(root) / "shadow")
    write_state(memory_of(root) / "state", replace(state_of(root), shadow=0, was_refused=True))


def test_publication_in_place_leaves_no_trace_beside_its_state(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1", "d": "1", "same.html": "1"})
    in_place_from_now_on(tmp_path)
    (tmp_path / "site/CNAME").write_text("mine")
    inode = (tmp_path / "site").stat().st_ino

    published = publish(tmp_path, {"a.html": "2", "b": "2", "d/e.html": "2", "same.html": "1"})

    assert published == Published(written=3, unchanged=1, removed=2)
    assert texts(tmp_path / "site") == {"a.html": "2", "b": "2", "d/e.html": "2", "same.html": "1", "CNAME": "mine"}
    assert (tmp_path / "site").stat().st_ino == inode
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)


def test_disk_that_refuses_midway_in_place_is_told_and_the_next_start_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    in_place_from_now_on(tmp_path)
    refuse_to_move(monkeypatch, "b.html")

    with pytest.raises(HalfPublishedError, match="the site is half new: mend this and build again"):
        publish(tmp_path, {"a.html": "2", "b.html": "2"})
    assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "1", "c.html": "1"}

    monkeypatch.undo()
    with Publication(tmp_path, tmp_path / "site", stop):
        assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "2"}
    assert leftovers(tmp_path) == set()


def test_disk_that_refuses_at_once_in_place_leaves_the_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "c.html": "1"})
    in_place_from_now_on(tmp_path)
    refuse_to_move(monkeypatch, "a.html")

    with pytest.raises(InputError, match="the site is as it was"):
        publish(tmp_path, {"a.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1", "c.html": "1"}
    assert leftovers(tmp_path) == set()


def test_order_in_place_is_assets_new_pages_changed_pages_removals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "old.html": "1"})
    in_place_from_now_on(tmp_path)
    seen, real = list[dict[str, str]](), os.replace

    def watched(source: str, target: str, **folders: int | None) -> None:
        real(source, target, **folders)
        if str(target).startswith(f"{tmp_path}/site/"):
            seen.append(texts(tmp_path / "site"))

    monkeypatch.setattr(os, "replace", watched)
    publish(tmp_path, {"a.html": "2", "b.html": "2", "assets/x.css": "2"})
    before = {"a.html": "1", "old.html": "1"}

    assert seen == [
        before | {"assets/x.css": "2"},
        before | {"assets/x.css": "2", "b.html": "2"},
        before | {"assets/x.css": "2", "b.html": "2", "a.html": "2"},
    ]


def test_system_that_links_no_files_gets_its_site_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), "x")

    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    assert_consistent(tmp_path)
    for number in "23":
        publish(tmp_path, {"a.html": number, "b.html": "1"})

        assert texts(tmp_path / "site") == {"a.html": number, "b.html": "1"}
        assert leftovers(tmp_path) == set()
    assert state_of(tmp_path).was_refused


def test_output_on_another_disk_has_its_shadow_beside_it(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as folder:
        for number in "123":
            publish(tmp_path, {"a/index.html": number, "b.html": "1"}, site=folder / "site")
            assert texts(folder / "site") == {"a/index.html": number, "b.html": "1"}
            assert_consistent(tmp_path, folder / "site")
        assert {path.name for path in folder.iterdir()} == {"site", ".site.gazette"}
        assert state_of(tmp_path, folder / "site").shadow

        clean(tmp_path, folder / "site", print)

        assert list(folder.iterdir()) == []
    assert not (tmp_path / ".gazette").exists()


def test_failed_build_keeps_an_empty_folder_on_another_disk(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as folder:
        (folder / "site").mkdir()
        with Publication(tmp_path, folder / "site", stop):
            pass

        assert [path.name for path in folder.iterdir()] == ["site"]
        assert list((folder / "site").iterdir()) == []
