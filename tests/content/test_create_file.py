"""A new file is there whole, or not at all, and never in the place of another."""

import os
from pathlib import Path

import pytest

from gazette.content.files import create_file
from gazette.errors import InputError


def names(folder: Path) -> list[str]:
    """Return the names of all files and folders in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_new_file_is_written_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    create_file(tmp_path, "content/2023/10/grid.md", b"Text.")

    assert (tmp_path / "content/2023/10/grid.md").read_bytes() == b"Text."
    assert names(tmp_path / "content") == ["2023", "2023/10", "2023/10/grid.md"]


def test_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    create_file(tmp_path, "content/grid.md", b"First.")

    with pytest.raises(FileExistsError):
        create_file(tmp_path, "content/grid.md", b"Second.")

    assert (tmp_path / "content/grid.md").read_bytes() == b"First."
    assert names(tmp_path / "content") == ["grid.md"]


def test_without_hard_links_too_a_file_that_is_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    create_file(tmp_path, "content/grid.md", b"First.")

    with pytest.raises(FileExistsError):
        create_file(tmp_path, "content/grid.md", b"Second.")

    assert (tmp_path / "content/grid.md").read_bytes() == b"First."
    assert names(tmp_path / "content") == ["grid.md"]


def test_file_is_never_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "desk/content").mkdir(parents=True)
    (tmp_path / "desk/content/2023").symlink_to(outside, target_is_directory=True)

    with pytest.raises(InputError, match="path-outside"):
        create_file(tmp_path / "desk", "content/2023/grid.md", b"Text.")

    assert names(outside) == []
