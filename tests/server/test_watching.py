"""Where the system tells of no saves, the preview looks by itself."""

import shutil
import subprocess

import pytest

from tests.mini_site import MiniSite
from tests.server.previewing import eventually, previewed


def with_watches(number: int) -> tuple[str, ...]:
    """Return a command that runs another where a user has no more than so many watches."""
    script = f'echo {number} > /proc/sys/user/max_inotify_watches && exec "$@"'
    command = ("unshare", "--user", "--map-root-user", "sh", "-c", script, "sh")
    is_possible = (
        shutil.which("unshare") and not subprocess.run([*command, "true"], check=False, capture_output=True).returncode
    )
    if not is_possible:
        pytest.skip("this system lets nobody limit the watches of a process")
    return command


@pytest.mark.parametrize("number", [0, 3])
def test_few_watches_are_told_of_and_saves_are_seen_all_the_same(site: MiniSite, number: int) -> None:
    for folder in "abcdef":
        site.article(f"{folder}/{folder}")
    with previewed(site, before=with_watches(number)) as served:
        site.article("f/f", "Edited.")
        eventually(lambda: "Edited." in served.get("/2023/10/31/f/").text)
        told = served.told

    assert told.count("the system watches no more files") == 1
    assert "max_user_watches" in told


def test_watches_that_run_out_later_are_told_of(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site, before=with_watches(6)) as served:
        early = served.told
        for folder in "abcdef":
            site.article(f"{folder}/{folder}")
        eventually(lambda: served.get("/2023/10/31/f/").status == 200)
        eventually(lambda: "the system watches no more files" in served.told)
        site.article("f/f", "Edited.")
        eventually(lambda: "Edited." in served.get("/2023/10/31/f/").text)
        told = served.told

    assert early == ""
    assert told.count("the system watches no more files") == 1
    assert "Traceback" not in told
