"""Disks that are full, refuse, or are mounted in awkward places."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from gazette.errors import InputError
from tests.publishing.publishing import assert_consistent, leftovers, publish, texts

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
