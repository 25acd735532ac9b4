"""Folders held by their descriptors, and by their paths where a system has no descriptors of folders."""

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette import folders
from gazette.folders import WrongKindError, file_bytes, held, is_reached_without_links, open_file, plain_bytes


@pytest.fixture(params=[True, False], ids=["held", "by path"], autouse=True)
def _can_hold(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without descriptors of folders as well, as Windows must."""
    if not request.param:
        monkeypatch.setattr(folders, "_CAN_HOLD", False)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Return a folder with a file in a folder, and a file outside."""
    (tmp_path / "top/a/b").mkdir(parents=True)
    (tmp_path / "top/a/b/file").write_text("inside")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/file").write_text("outside")
    return tmp_path / "top"


def bind(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)


def test_file_is_read_below_its_folder(top: Path) -> None:
    (top.parent / "link").symlink_to(top)

    assert file_bytes(top, "a/b/file") == file_bytes(top.parent / "link", "a/b/file") == b"inside"
    handle = open_file(top, "a/b/file")
    assert os.read(handle, 9) == b"inside"
    os.close(handle)


@pytest.mark.parametrize("part", ["a", "a/b", "a/b/file"])
def test_link_is_followed_in_no_part_of_a_path(top: Path, part: str) -> None:
    (top / part).rename(top.parent / "was")
    (top / part).symlink_to(top.parent / "was")

    with pytest.raises(WrongKindError, match="this is a link") as fault:
        file_bytes(top, "a/b/file")

    assert Path(fault.value.filename) == top / part
    assert not is_reached_without_links(top, part)


@pytest.mark.parametrize(
    ("make", "kind"), [(os.mkfifo, "a named pipe"), (bind, "a socket"), (os.mkdir, "a folder"), (None, "a device")]
)
def test_what_is_no_file_is_named_at_once(
    top: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None] | None, kind: str
) -> None:
    monkeypatch.chdir(top)
    if make:
        make(top / "x")
    place = top / "x" if make else Path("/dev/zero")

    with pytest.raises(WrongKindError, match=f"this is {kind}"):
        file_bytes(place.parent, place.name)
    with pytest.raises(WrongKindError, match=f"this is {kind}"):
        plain_bytes(place)


@pytest.mark.parametrize("path", ["../outside/file", "a/../../outside/file", "a/b/..", ".", "nowhere/x"])
def test_path_that_leads_out_or_nowhere_is_refused(top: Path, path: str) -> None:
    with pytest.raises(OSError, match=r"this is|No such file"):
        file_bytes(top, path)


def test_file_to_which_links_may_lead_is_read(top: Path) -> None:
    (top / "link").symlink_to("a/b/file")

    assert plain_bytes(top / "link") == b"inside"
    with pytest.raises(FileNotFoundError):
        plain_bytes(top / "nowhere")


def test_file_is_written_whole_and_not_through_what_was_planted(top: Path) -> None:
    outside = top.parent / "outside/file"
    for name in ("state", ".state.new"):
        (top / name).symlink_to(outside)

    with held(top) as folder:
        folder.write("state", b"new")
        folder.write("state", b"newer")

    assert (top / "state").read_bytes() == b"newer"
    assert not (top / "state").is_symlink()
    assert outside.read_text() == "outside"
    assert sorted(path.name for path in top.iterdir()) == ["a", "state"]


def test_folders_are_made_where_they_are_missing_and_nothing_stands_in_their_place(top: Path) -> None:
    with held(top, "x/y", is_made=True) as folder:
        folder.write("z", b"1")
    assert file_bytes(top, "x/y/z") == b"1"

    with pytest.raises(WrongKindError, match="this is a file"), held(top, "x/y/z/a", is_made=True):
        pass
    (top / "link").symlink_to(top.parent / "outside")
    with pytest.raises(WrongKindError, match="this is a link"), held(top, "link/new", is_made=True):
        pass
    assert [path.name for path in (top.parent / "outside").iterdir()] == ["file"]


def test_what_is_removed_is_never_behind_a_link(top: Path) -> None:
    (top / "link").symlink_to(top.parent / "outside")
    (top / "a/link").symlink_to(top.parent / "outside")
    (top / "a/b").chmod(0o555)

    with held(top) as folder:
        for name in ("link", "a", "nowhere"):
            folder.remove(name)

    assert list(top.iterdir()) == []
    assert (top.parent / "outside/file").read_text() == "outside"


def test_no_descriptor_is_left_open(top: Path) -> None:
    def number() -> int:
        return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208

    (top / "link").symlink_to("a")
    before = number()
    for path in ("a/b/file", "a/b", "link/b/file", "a/nowhere", "nowhere/x"):
        with contextlib.suppress(OSError):
            file_bytes(top, path)
        with contextlib.suppress(OSError):
            os.close(open_file(top, path))

    assert number() == before
