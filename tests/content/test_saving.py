"""Several files changed as one, whatever happens on the way."""

import os
import signal
import stat
from pathlib import Path

import msgspec
import pytest

from gazette.content.saving import Change, finish_saving, save_all
from gazette.errors import InputError
from tests.mini_site import files_of
from tests.publishing.killing import count_changes

OLD = {"content/a.md": b"a", "content/people/b.md": b"b", "content/gone.md": b"gone"}
NEW = {"content/a.md": b"A", "content/people/b.md": b"B", "content/topics/new.md": b"new"}
CHANGES = tuple(
    Change(path=path, before=OLD.get(path), after=NEW.get(path)) for path in sorted(OLD.keys() | NEW.keys())
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in OLD.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / ".gazette").mkdir()
    return tmp_path


def save(root: Path) -> None:
    save_all(root, root / ".gazette", CHANGES)


def finish(root: Path) -> tuple[int, tuple[str, ...]]:
    return finish_saving(root, root / ".gazette")


def is_whole(root: Path, files: dict[str, bytes]) -> bool:
    """Tell whether these files are there, and nothing else, be it hidden or an empty folder."""
    folders = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()} - {"content", ".gazette"}
    found = {path: data for path, data in files_of(root).items() if path != ".gazette/.changes.json.new"}
    return found == files and folders == {path.rpartition("/")[0] for path in files} - {"content"}


def test_files_are_changed_made_and_removed(root: Path) -> None:
    save(root)

    assert is_whole(root, NEW)
    assert finish(root) == (0, ())


def test_mode_of_a_file_stays(root: Path) -> None:
    (root / "content/a.md").chmod(0o640)

    save(root)

    assert stat.S_IMODE((root / "content/a.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("path", sorted(OLD))
def test_file_that_was_edited_meanwhile_stops_all(root: Path, path: str) -> None:
    (root / path).write_bytes(b"edited")

    with pytest.raises(InputError, match=rf"{path}: error: this file has just been changed; nothing was written"):
        save(root)

    assert is_whole(root, OLD | {path: b"edited"})


def test_file_that_came_meanwhile_is_never_overwritten(root: Path) -> None:
    (root / "content/topics").mkdir()
    (root / "content/topics/new.md").write_bytes(b"mine")

    with pytest.raises(InputError, match="there is such a file already"):
        save(root)

    assert is_whole(root, OLD | {"content/topics/new.md": b"mine"})


def test_file_that_may_only_be_read_stops_all(root: Path) -> None:
    (root / "content/people/b.md").chmod(0o444)

    with pytest.raises(InputError, match=r"content/people/b\.md: error: this file may only be read"):
        save(root)

    assert is_whole(root, OLD)


@pytest.mark.parametrize("step", range(1, 40))
def test_refusal_of_the_disk_at_any_step_leaves_all_as_it_was(
    root: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [0]

    def failing(name: str) -> None:
        right = getattr(os, name)

        def wrong(*words: object, **more: object) -> object:
            seen[0] += 1
            if seen[0] == step:
                raise OSError(28, "No space left on device")
            return right(*words, **more)

        monkeypatch.setattr(os, name, wrong)

    for name in ("replace", "unlink", "fsync", "mkdir", "open"):
        failing(name)
    try:
        save(root)
    except OSError:
        monkeypatch.undo()
        assert is_whole(root, OLD)
        assert finish(root) == (0, ())
    else:
        monkeypatch.undo()
        finish(root)
        assert is_whole(root, NEW)


def test_refusal_of_the_disk_while_it_is_undone_leaves_the_rest_to_the_next_command(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, seen = os.replace, [0]

    def refused(source: Path, target: Path) -> None:
        seen[0] += 1
        if seen[0] > 2:
            raise OSError(28, "No space left on device")
        right(source, target)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(InputError, match="while an edit was being undone; make room, and the next build or edit"):
        save(root)
    monkeypatch.undo()

    assert finish(root) == (4, ())
    assert is_whole(root, NEW)


def test_process_killed_at_any_step_is_completed_or_has_done_nothing(root: Path) -> None:
    outcomes = set()
    for step in range(1, 60):
        child = os.fork()
        if not child:
            count_changes(step)
            save(root)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in {0, -signal.SIGKILL}
        files, edited = finish(root)
        assert edited == ()
        assert files in {0, len(CHANGES)}
        is_done = is_whole(root, NEW)
        assert is_done or is_whole(root, OLD)
        assert is_done or not files
        outcomes.add((is_done, status))
        if is_done:
            save_all(root, root / ".gazette", [Change(path=c.path, before=c.after, after=c.before) for c in CHANGES])
        if not status:
            break
    assert outcomes == {(False, -signal.SIGKILL), (True, -signal.SIGKILL), (True, 0)}


def test_file_that_was_edited_after_a_kill_is_left_alone_and_told(root: Path) -> None:
    (root / ".gazette/changes.json").write_bytes(msgspec.json.encode(CHANGES))
    (root / "content/a.md").write_bytes(b"edited")

    assert finish(root) == (4, ("content/a.md",))

    assert is_whole(root, NEW | {"content/a.md": b"edited"})


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"{}",
        b'[{"path": "config.yaml", "before": null, "after": "eA=="}]',
        b'[{"path": "content/../../x.md", "before": null, "after": "eA=="}]',
        b'[{"path": "content/out/x.md", "before": null, "after": "eA=="}]',
        b'[{"path": "/etc/x.md", "before": null, "after": "eA=="}]',
    ],
)
def test_journal_that_is_forged_or_damaged_leads_nowhere(root: Path, journal: bytes) -> None:
    (root / "content/out").symlink_to(root.parent)
    (root / ".gazette/changes.json").write_bytes(journal)

    assert finish(root) == (0, ())

    (root / "content/out").unlink()
    assert is_whole(root, OLD)
