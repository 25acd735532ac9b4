"""Disks that are full, refuse, or are mounted in awkward places."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette.errors import InputError
from gazette.publishing.inventory import write_state
from tests.publishing.publishing import assert_consistent, leftovers, memory_of, publish, state_of, texts

HERE = Path(__file__).parents[2]
NAME_SPACE = ["unshare", "--mount"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["unshare", "-U", "-r", "-m"]


@pytest.mark.parametrize(
    "what", ["full_disk", "few_inodes", "site_that_is_a_mount", "mount_inside_the_site", "read_only"]
)
def test_site_stays_whole_on(tmp_path: Path, what: str) -> None:
    (tmp_path / "probe").mkdir()
    try:
        probe = [*NAME_SPACE, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path / "probe")]
        subprocess.run(probe, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        pytest.skip(f"nothing can be mounted here: {fault}")
    (tmp_path / "desk").mkdir()

    command = [*NAME_SPACE, sys.executable, "-m", "tests.publishing.mounted", what, str(tmp_path / "desk")]
    run = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True)

    assert (run.returncode, run.stderr) == (0, "")


def test_file_that_may_not_grow_so_large_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            publish(tmp_path, {"a.html": "1", "b.html": "2" * 10_000})
        with pytest.raises(InputError, match="File too large; the site is as it was: mend this and build again"):
            publish(tmp_path, {"a.html": "1", **{f"{number}.html": "2" for number in range(500)}})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "1"}
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)
    publish(tmp_path, {"a.html": "2"})
    assert texts(tmp_path / "site") == {"a.html": "2"}
    assert_consistent(tmp_path)


@contextlib.contextmanager
def no_administrator() -> Iterator[Path]:
    """Give a folder to a user who may not change what is forbidden, and be that user."""
    with tempfile.TemporaryDirectory() as folder:
        root, is_root = Path(folder), os.geteuid() == 0
        if is_root:
            os.chown(root, 65534, 65534)
            os.seteuid(65534)
        try:
            yield root
        finally:
            if is_root:
                os.seteuid(0)


@pytest.mark.parametrize("is_in_place", [False, True])
@pytest.mark.parametrize("folder", [".", "a", "b", "old"])
def test_folder_of_the_site_that_may_not_be_changed_leaves_the_site_as_it_was(folder: str, is_in_place: bool) -> None:
    old = {"index.html": "1", "a/x.html": "1", "b/x.html": "1", "old/gone.html": "1"}
    new = {"index.html": "2", "a/x.html": "2", "b/x.html": "2", "a/new.html": "2"}
    with no_administrator() as root:
        publish(root, old)
        if is_in_place:
            shutil.rmtree(memory_of(root) / "shadow")
            write_state(memory_of(root) / "state", replace(state_of(root), shadow=0, was_refused=True))
        (root / "site" / folder).chmod(0o555)

        if is_in_place or folder == ".":
            with pytest.raises(
                InputError, match=r"site.*: error: Permission denied; the site is as it was: let this user"
            ):
                publish(root, new)
            assert texts(root / "site") == old
            assert not state_of(root).was_refused or is_in_place
            (root / "site" / folder).chmod(0o755)
        for files in (new, old):
            publish(root, files)
            assert texts(root / "site") == files
            assert leftovers(root) == set()
            assert_consistent(root)
