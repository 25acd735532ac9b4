"""What somebody has planted among the engine's own folders leads no build out of them, and is told."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.engine.engine_key import engine_key
from gazette.engine.snapshot import Snapshot
from gazette.errors import InputError
from gazette.publishing.ground import find_ground
from gazette.publishing.inventory import State, write_state
from gazette.publishing.lock import locked
from tests.mini_site import MiniSite, files_of
from tests.publishing.publishing import memory_of, texts

KEYS = "ssh-ed25519 AAAA mine\n"
VERBS = (["build"], ["check"], ["clean"], ["list", "drafts"], ["new", "topic", "Tides"])


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder outside the collection with a file in it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/keys").write_text(KEYS)
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_lock_that_is_a_link_lets_no_verb_write_elsewhere(site: MiniSite, elsewhere: Path, words: list[str]) -> None:
    site.article()
    (site.root / ".gazette").mkdir()
    (site.root / ".gazette/lock").symlink_to(elsewhere / "keys")

    run = site.gazette(*words)

    assert texts(elsewhere) == {"keys": KEYS}
    assert run.status == 1
    assert ".gazette/lock: error: this is a link, and no build makes one here; remove it" in run.err
    assert "[memory-foreign]" in run.err


@pytest.mark.parametrize("words", VERBS[:2], ids=" ".join)
def test_memory_that_is_a_link_is_not_followed(site: MiniSite, elsewhere: Path, words: list[str]) -> None:
    site.article()
    (site.root / ".gazette").symlink_to(elsewhere)

    run = site.gazette(*words)

    assert texts(elsewhere) == {"keys": KEYS}
    assert (run.status, "[memory-foreign]" in run.err) == (1, True)


def test_lock_that_is_a_second_name_of_another_file_is_not_written(site: MiniSite, elsewhere: Path) -> None:
    site.article()
    (site.root / ".gazette").mkdir()
    os.link(elsewhere / "keys", site.root / ".gazette/lock")

    site.built()

    assert texts(elsewhere) == {"keys": KEYS}


def bind(path: Path) -> None:
    """Make a socket; its address is short, as it must be."""
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a named pipe"), (bind, "a socket"), (os.mkdir, "a folder")])
def test_lock_of_another_kind_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gazette").mkdir()
    make(tmp_path / ".gazette/lock")

    with pytest.raises(InputError, match=rf"lock: error: this is {kind}, .*memory-foreign"), locked(tmp_path, print):
        pass


@pytest.mark.parametrize("path", ["outputs", "outputs/{}"])
@pytest.mark.parametrize(
    ("words", "is_built"), [(["build"], True), (["build"], False), (["check"], True), (["clean"], True)]
)
def test_link_among_the_folders_of_outputs_is_not_followed(
    site: MiniSite, elsewhere: Path, path: str, is_built: bool, words: list[str]
) -> None:
    """A state that is behind the link would let a build remove files there: the shadow, what is staged."""
    site.article()
    if is_built:
        site.built()
    before = site.files()
    folder = site.root / ".gazette" / path.format(memory_of(site.root).name)
    (elsewhere / "staging-mine").mkdir()
    (elsewhere / "staging-mine/mine.txt").write_text("mine")
    if is_built:
        shutil.copytree(folder, elsewhere, dirs_exist_ok=True)
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(elsewhere)
    theirs = files_of(elsewhere)

    run = site.gazette(*words)

    assert files_of(elsewhere) == theirs
    assert site.files() == before
    assert (run.status, "[memory-foreign]" in run.err) == (1, True)


@pytest.mark.parametrize(
    "name", ["outputs/{}/.state.new", "outputs/{}/.state.new.new", "outputs/{}/state.new", ".links.json.new"]
)
def test_link_where_a_file_is_written_first_is_not_followed(site: MiniSite, elsewhere: Path, name: str) -> None:
    site.article()
    site.built()
    (site.root / ".gazette" / name.format(memory_of(site.root).name)).symlink_to(elsewhere / "keys")
    site.article("b")

    site.built()

    assert texts(elsewhere) == {"keys": KEYS}
    assert site.has("/2023/10/31/b/")


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (os.mkfifo, "snapshot.db"),
        (os.mkfifo, "snapshot.db-journal"),
        (bind, "snapshot.db-wal"),
        (os.mkdir, "outputs/{}/state.new"),
        (os.mkfifo, "outputs/{}/.state.new"),
        (os.mkfifo, "outputs/{}/staging-x"),
    ],
)
def test_what_is_no_file_in_place_of_one_holds_up_no_build(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    monkeypatch.chdir(site.root)
    site.article()
    site.built()
    place = site.root / ".gazette" / name.format(memory_of(site.root).name)
    place.unlink(missing_ok=True)
    make(place)
    site.article("b")

    site.built()

    assert site.has("/2023/10/31/b/")


def test_journal_of_an_edit_that_is_a_pipe_is_named(site: MiniSite) -> None:
    site.article()
    (site.root / ".gazette").mkdir()
    os.mkfifo(site.root / ".gazette/changes.json")

    run = site.build()

    assert (run.status, "changes.json: error: this is a named pipe" in run.err) == (1, True)


@pytest.mark.parametrize("path", [".gazette", ".gazette/preview"])
def test_preview_is_built_behind_no_link(site: MiniSite, elsewhere: Path, path: str) -> None:
    site.article()
    (site.root / path).parent.mkdir(exist_ok=True)
    (site.root / path).symlink_to(elsewhere)
    (elsewhere / "keys").unlink()

    run = site.build("--output", str(site.root / ".gazette/preview"))

    assert files_of(elsewhere) == {}
    assert (run.status, f"{path}: error: this is a link" in run.err) == (1, True)


def committed(site: MiniSite) -> None:
    """Let git have all that is in the collection in its index, as after a checkout."""
    for words in (["init", "-q"], ["add", "-f", "."]):
        git(site, *words)


def git(site: MiniSite, *words: str) -> None:
    subprocess.run(["git", *words], cwd=site.root, check=True)  # noqa: S607 - whichever there is


@pytest.mark.parametrize("folder", ["desk", "desk/deep/down"])
def test_memory_in_the_repository_is_told_and_not_believed(tmp_path: Path, folder: str) -> None:
    top, site = MiniSite(tmp_path / "desk"), MiniSite(tmp_path / folder)
    site.article(body="Honest.")
    site.built()
    with Snapshot(site.root / ".gazette", engine_key()) as snapshot:
        known = snapshot.files()
        snapshot.keep(known.values(), dict.fromkeys(known, "<p>Forged.</p>"))
    committed(top)
    site.write("layouts/_partials/colophon.html", "<p>Two</p>\n")

    run = site.build()

    assert [
        line for line in run.problems if ".gazette: warning: this folder is in the repository" in line
    ] == run.problems
    assert "git rm -r --cached .gazette" in run.err
    assert "Honest." in site.read("/2023/10/31/grid/")
    assert site.build().problems == run.problems
    assert "[memory-tracked]" in site.gazette("check").err
    git(site, "rm", "-r", "-f", "-q", "--cached", ".gazette")
    assert site.build().problems == site.build().problems == []


def test_memory_beside_a_repository_is_the_builds_own(site: MiniSite) -> None:
    """Names that only look alike are no reason to forget it; a damaged index is none either."""
    site.article()
    for path in ("a.gazette/x", "my/.gazette/x", ".gazette-notes", "gazette/x"):
        site.write(path, "x")
    committed(site)
    site.built()

    assert not site.build().problems
    (site.root / ".git/index").write_bytes(b"DIRC.gazette/")
    assert not site.build().problems


@pytest.mark.parametrize("output", [".", "..", "content", "../../elsewhere"])
def test_state_that_names_an_output_where_none_can_be_holds_up_no_build(
    site: MiniSite, elsewhere: Path, output: str
) -> None:
    site.article()
    site.built()
    ground = find_ground(site.root, site.root / output)
    state = State(output=ground.output, folder=1, shadow=0, files={"keys": (1, 2, 3)}, lag=frozenset())
    write_state(ground.state, state)
    os.utime(ground.state, (0, 0))
    site.article("b")

    site.built()
    site.gazette("clean")

    assert texts(elsewhere) == {"keys": KEYS}
    assert (site.root / "content/b.md").exists()
