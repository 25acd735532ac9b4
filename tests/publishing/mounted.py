"""Publishing where disks are mounted for the purpose; a program, since that takes a name space of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gazette.errors import InputError
from gazette.publishing.outputs import clean
from tests.publishing.publishing import assert_consistent, leftovers, publish, state_of, texts

OLD = {f"{number}/index.html": "old " * 900 for number in range(40)} | {"same.css": "1", "gone.html": "1"}
NEW = {f"{number}/index.html": "new " * 1900 for number in range(0, 80, 2)} | {"same.css": "1"}
PAGE = 4096  # bytes


def mount(folder: Path, *options: str, source: str = "tmpfs") -> None:
    subprocess.run(["mount", *options, source, str(folder)], check=True)


def fill(file: Path, *, leaving: int) -> None:
    """Fill the disk with one file, but for some pages."""
    with file.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(PAGE))
        except OSError:
            pass
    os.truncate(file, max(0, file.stat().st_size // PAGE - leaving) * PAGE)


def full_disk(folder: Path) -> None:
    """Publish on a disk that has ever more room, from none to enough."""
    outcomes = []
    mount(folder, "-t", "tmpfs", "-o", "size=3m")
    for is_first in (False, True):
        for leaving in (*range(12), *range(12, 200, 7)):
            root = folder / "desk"
            root.mkdir()
            old = {} if is_first else OLD
            if old:
                publish(root, old)
            fill(folder / "filler", leaving=leaving)
            try:
                publish(root, NEW)
            except (InputError, OSError) as fault:
                assert "No space left on device" in str(fault), fault
                assert not isinstance(fault, InputError) or "mend this and build again" in str(fault)
                outcomes.append("refused")
                assert texts(root / "site") == old
            else:
                outcomes.append("published")
                assert texts(root / "site") == NEW
            (folder / "filler").unlink()
            for files in (NEW, OLD, NEW):
                publish(root, files)
                assert texts(root / "site") == files
                assert leftovers(root) == set()
                assert_consistent(root)
            shutil.rmtree(root)
    assert set(outcomes) == {"refused", "published"}, outcomes


def few_inodes(folder: Path) -> None:
    """Publish on a disk that has room, but not for many files."""
    mount(folder, "-t", "tmpfs", "-o", "nr_inodes=400")
    publish(folder, OLD)
    for number in range(1, 120):
        site = texts(folder / "site")
        try:
            publish(folder, NEW | {f"n{extra}/index.html": "1" for extra in range(number)})
        except (InputError, OSError) as fault:
            assert "No space left on device" in str(fault), fault
            assert texts(folder / "site") == site
            break
    else:
        raise AssertionError("it never was full")
    mount(folder, "-o", "remount,nr_inodes=4000")
    publish(folder, OLD)
    publish(folder, NEW)
    assert texts(folder / "site") == NEW
    assert leftovers(folder) == set()
    assert_consistent(folder)


def site_that_is_a_mount(folder: Path) -> None:
    """Publish to a disk of the site's own, by its device and bound from the same one."""
    for name, options, source in (("own", ("-t", "tmpfs"), "tmpfs"), ("bound", ("--bind",), str(folder / "source"))):
        root = folder / name
        (root / "site").mkdir(parents=True)
        (folder / "source").mkdir(exist_ok=True)
        mount(root / "site", *options, source=source)
        (root / "site").chmod(0o755)
        for number in "123":
            files = {"a/index.html": number, "b.html": "1"} | ({"old.html": "1"} if number == "1" else {})
            publish(root, files)
            assert texts(root / "site") == files | ({"CNAME": "mine"} if number != "1" else {})
            assert not state_of(root).shadow
            assert {path.name for path in root.iterdir()} == {"site", ".gazette"}
            (root / "site/CNAME").write_text("mine")
            assert not [path for path in (root / "site").iterdir() if path.name.startswith(".")]
        clean(root, root / "site", print)
        assert texts(root / "site") == {"CNAME": "mine"}


def mount_inside_the_site(folder: Path) -> None:
    """Publish round a disk that somebody has mounted in the site."""
    publish(folder, {"a.html": "1", "b.html": "1"})
    (folder / "site/uploads").mkdir()
    mount(folder / "site/uploads", "-t", "tmpfs")
    (folder / "site/uploads/mine.jpg").write_text("mine")
    for number in "23":
        publish(folder, {"a.html": number})
        assert texts(folder / "site") == {"a.html": number, "uploads/mine.jpg": "mine"}
        assert (folder / "site/uploads").is_mount()


def read_only(folder: Path) -> None:
    """Publish to a site that cannot be written."""
    publish(folder, {"a.html": "1", "b.html": "1"})
    mount(folder / "site", "--bind", source=str(folder / "site"))
    mount(folder / "site", "-o", "remount,bind,ro", source="none")
    try:
        publish(folder, {"a.html": "2", "b.html": "1"})
    except (InputError, OSError) as fault:
        assert "Read-only file system" in str(fault), fault
    else:
        raise AssertionError("it was written")
    assert texts(folder / "site") == {"a.html": "1", "b.html": "1"}
    mount(folder / "site", "-o", "remount,bind,rw", source="none")
    publish(folder, {"a.html": "2", "b.html": "1"})
    assert texts(folder / "site") == {"a.html": "2", "b.html": "1"}


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
