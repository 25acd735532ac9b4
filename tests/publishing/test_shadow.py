"""Publishing in one step: the shadow of the site and its exchange."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from ctypes import CDLL
from pathlib import Path

import pytest

from gazette.publishing.outputs import clean
from gazette.publishing.publication import Publication, Published
from tests.publishing.publishing import (
    assert_consistent,
    leftovers,
    memory_of,
    publish,
    state_of,
    stop,
    texts,
)


def everything(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return how every file and folder under a root stands."""
    found = ((path, path.stat()) for path in root.rglob("*"))
    return {str(path): (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in found}


def test_publication_without_a_change_changes_nothing_on_the_disk(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b.html": "1"})
    publish(tmp_path, {"a/b.html": "2"})
    before = everything(tmp_path / "site")
    state = memory_of(tmp_path) / "state"
    stamp = state.stat()

    assert publish(tmp_path, {"a/b.html": "2"}) == Published(written=0, unchanged=1, removed=0)

    assert everything(tmp_path / "site") == before
    assert (state.stat().st_ino, state.stat().st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)
    assert_consistent(tmp_path)


def test_site_and_shadow_share_what_is_unchanged(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    links = {path: (tmp_path / "site" / path).stat().st_nlink for path in ("a.html", "b.html")}

    assert links == {"a.html": 2, "b.html": 1}
    assert state_of(tmp_path).lag == {"b.html"}
    assert_consistent(tmp_path)


def test_first_site_has_its_shadow_at_once(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1"})

    assert texts(memory_of(tmp_path) / "shadow") == texts(tmp_path / "site")
    assert (state_of(tmp_path).lag, state_of(tmp_path).shadow > 0) == (frozenset(), True)
    assert_consistent(tmp_path)


def test_reader_in_a_folder_keeps_the_whole_site_it_came_for(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "old", "b.html": "old", "same.html": "1"})
    folder = os.open(tmp_path / "site", os.O_RDONLY)
    publish(tmp_path, {"a.html": "new", "b.html": "new", "same.html": "1"})

    names = sorted(os.listdir(folder))  # noqa: PTH208 - of an open folder
    os.close(folder)

    assert names == ["a.html", "b.html", "same.html"]
    assert texts(tmp_path / "site")["a.html"] == "new"


def test_lost_shadow_is_made_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1"})
    shutil.rmtree(memory_of(tmp_path) / "shadow")

    publish(tmp_path, {"a.html": "2", "b/c.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "2", "b/c.html": "1"}
    assert_consistent(tmp_path)


def test_copied_collection_is_published_in_its_new_place(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    publish(tmp_path / "one", {"a.html": "1", "b.html": "1", "c.html": "1"})
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two/site/CNAME").write_text("mine")

    published = publish(tmp_path / "two", {"a.html": "2", "b.html": "1"})

    assert published == Published(written=1, unchanged=1, removed=1)
    assert texts(tmp_path / "two/site") == {"a.html": "2", "b.html": "1", "CNAME": "mine"}
    assert_consistent(tmp_path / "two")
    assert texts(tmp_path / "one/site") == {"a.html": "1", "b.html": "1", "c.html": "1"}


def test_exchange_that_loss_of_power_undid_is_repeated(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    publish(tmp_path, {"a.html": "2", "b.html": "1", "c.html": "1"})
    shadow = memory_of(tmp_path) / "shadow"
    (tmp_path / "site").rename(tmp_path / "x")
    shadow.rename(tmp_path / "site")
    (tmp_path / "x").rename(shadow)

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert publication.stands() == {"a.html", "b.html", "c.html"}

    assert texts(tmp_path / "site")["a.html"] == "2"


def test_output_behind_a_link_is_exchanged_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")

    for number in "12":
        publish(tmp_path, {"a.html": number, "b.html": "1", "c.html": "1"})

    assert (tmp_path / "site").is_symlink()
    assert texts(tmp_path / "elsewhere") == {"a.html": "2", "b.html": "1", "c.html": "1"}


def test_clean_removes_the_shadow_and_what_was_killed(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    publish(tmp_path, {"a.html": "2", "b.html": "1", "c.html": "1"})
    (memory_of(tmp_path) / "staging-x").mkdir()

    assert clean(tmp_path, tmp_path / "site", print) == 3
    assert list(tmp_path.iterdir()) == []


def test_cost_of_one_changed_file_does_not_grow_with_the_site(tmp_path: Path) -> None:
    costs = [cost_of_one_change(tmp_path / str(size), size) for size in (30, 300)]

    assert costs[0] == costs[1] < 60


def cost_of_one_change(root: Path, size: int) -> int:
    """Count what is asked of the system for one changed file, but for the survey."""
    script = (
        "import sys; from pathlib import Path; from tests.publishing.killing import count_changes;"
        "from tests.publishing.publishing import publish;"
        f"root = Path({str(root)!r}); root.mkdir();"
        f"files = {{f'{{n}}/index.html': 'x' for n in range({size})}};"
        "publish(root, files); publish(root, files | {'0/index.html': 'y'});"
        "seen = count_changes(-1); publish(root, files | {'1/index.html': 'y'}); print(seen[0])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True
    )
    return int(run.stdout)


def test_right_files_with_new_times_are_recognised_the_next_time(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    for name in ("a.html", "b.html"):
        shutil.copy(tmp_path / "site" / name, tmp_path / "copy")
        (tmp_path / "copy").rename(tmp_path / "site" / name)
    before = everything(tmp_path / "site")

    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})

    assert everything(tmp_path / "site") == before
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert publication.stands() == {"a.html", "b.html", "c.html"}
    assert_consistent(tmp_path)
    publish(tmp_path, {"a.html": "1", "b.html": "2", "c.html": "1"})
    assert_consistent(tmp_path)


READER = """
import os, sys, time
from pathlib import Path
site, stop, seen, mixed = sys.argv[1], Path(sys.argv[2]), set(), 0
def read(folder, name):
    handle = os.open(name, os.O_RDONLY, dir_fd=folder)
    try: return os.read(handle, 100)
    finally: os.close(handle)
while not stop.exists():
    folder = os.open(site, os.O_RDONLY)
    one, other = read(folder, "a/index.html"), read(folder, "z.html")
    os.close(folder)
    mixed += one != other
    seen.add(one)
print(mixed, len(seen))
"""


def test_reader_never_sees_parts_of_two_sites(tmp_path: Path) -> None:
    files = {f"{number}.html": "same" for number in range(10)}
    publish(tmp_path, files | {"a/index.html": "0", "z.html": "0"})
    command = [sys.executable, "-c", READER, str(tmp_path / "site"), str(tmp_path / "stop")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        for number in range(300):
            publish(tmp_path, files | {"a/index.html": f"{number % 2}", "z.html": f"{number % 2}"})
        (tmp_path / "stop").touch()
        out, _ = reader.communicate(timeout=60)
    mixed, seen = map(int, out.split())

    assert (reader.returncode, mixed) == (0, 0)
    assert seen == 2


def test_right_file_with_a_new_inode_is_shared_with_the_shadow_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    shutil.copy(tmp_path / "site/a.html", tmp_path / "copy")
    (tmp_path / "copy").rename(tmp_path / "site/a.html")

    publish(tmp_path, {"a.html": "1", "b.html": "2", "c.html": "1"})

    assert_consistent(tmp_path)


class Watched:
    """The C library, which tells what is called."""

    def __init__(self, called: list[str], *, refusing: str = "") -> None:
        self._called = called
        self._refusing = refusing
        self._real = CDLL(None, use_errno=True)

    def __getattr__(self, name: str) -> object:
        self._called.append(name)
        return self._refuse if name == self._refusing else getattr(self._real, name)

    def _refuse(self, *_: object) -> int:
        ctypes.set_errno(errno.EINVAL)
        return -1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are asked otherwise")
def test_new_site_is_safe_on_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    called: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Watched(called))

    publish(tmp_path, {"a.html": "2", "b.html": "1", "c.html": "1"})

    assert list(dict.fromkeys(called)) == ["syncfs", "renameat2"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are asked otherwise")
@pytest.mark.parametrize("is_first", [True, False])
def test_disk_that_exchanges_no_folders_gets_its_site_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    (tmp_path / "site").mkdir()
    if not is_first:
        publish(tmp_path, {"a/b.html": "1", "b.html": "1", "c.html": "1"})
    called: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Watched(called, refusing="renameat2"))

    for number in "234":
        publish(tmp_path, {"a/b.html": number, "b.html": "1", "new/d.html": "1"})
        assert texts(tmp_path / "site") == {"a/b.html": number, "b.html": "1", "new/d.html": "1"}
        assert leftovers(tmp_path) == set()
        assert_consistent(tmp_path)
    assert set(called) == {"syncfs", "renameat2"}
    assert called.count("renameat2") == 2, "it is tried once; asking whether there is such a call counts too"
