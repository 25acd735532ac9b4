"""What the system is asked for past Python's library."""

import errno
from pathlib import Path

import pytest

from gazette.publishing.exchange import ImpossibleError, asking_for, disk_of, exchange, mounts, sync
from tests.publishing.publishing import folder_elsewhere


def test_folders_take_each_others_place(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"was-{name}").write_text("")

    exchange(tmp_path / "a", tmp_path / "b")

    assert [path.name for path in (tmp_path / "a").iterdir()] == ["was-b"]
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["was-a"]


def test_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(FileNotFoundError, match="nowhere"):
        exchange(tmp_path / "a", tmp_path / "nowhere")


def test_folders_on_two_disks_cannot_be_exchanged(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as other:
        (tmp_path / "a").mkdir()
        with pytest.raises(ImpossibleError, match="cross-device"):
            exchange(tmp_path / "a", other)


@pytest.mark.parametrize(
    ("code", "is_exchange_impossible", "are_links_impossible"),
    [
        (errno.EINVAL, True, True),
        (errno.ENOSYS, True, True),
        (errno.EBUSY, True, True),
        (errno.EMLINK, True, True),
        (errno.EPERM, False, True),
        (errno.EACCES, False, False),
        (errno.EROFS, False, False),
        (errno.ENOSPC, False, False),
    ],
)
def test_refused_permission_is_not_taken_for_what_the_system_cannot_do(
    code: int, is_exchange_impossible: bool, are_links_impossible: bool
) -> None:
    for links, is_impossible in ((False, is_exchange_impossible), (True, are_links_impossible)):
        with pytest.raises(OSError, match="refused") as refused, asking_for(links=links):
            raise OSError(code, "refused", "x")
        assert isinstance(refused.value, ImpossibleError) == is_impossible


def test_system_call_stands_in_where_the_library_has_no_name_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctypes

    class Old:
        syscall = ctypes.CDLL(None, use_errno=True).syscall

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Old)
    test_folders_take_each_others_place(tmp_path)


def test_sync_of_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    sync(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "nowhere")


def test_disk_of_a_folder_to_come_is_that_of_the_folder_above(tmp_path: Path) -> None:
    mounted = mounts()

    assert disk_of(tmp_path / "a/b", mounted) == disk_of(tmp_path, mounted)
    assert disk_of(tmp_path, mounted)[0] == tmp_path.stat().st_dev
    assert Path("/") in mounted or not mounted


def test_folders_on_two_disks_are_told_apart(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as other:
        assert disk_of(other, mounts()) != disk_of(tmp_path, mounts())
