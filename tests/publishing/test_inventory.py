"""What is remembered of a site, and what is not believed."""

import zlib
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from gazette.errors import InputError, Problem
from gazette.publishing import inventory
from gazette.publishing.inventory import State, inode_of, read_state, stamp_of, write_next_state, write_state
from gazette.publishing.outputs import clean
from tests.publishing.publishing import memory_of, publish, state_of, texts

STATE = State(output="site", folder=7, shadow=8, files={"a/b.html": (1, 2, 3)}, lag=frozenset({"a/b.html"}))


def test_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_state(tmp_path / "x/state", STATE)

    assert read_state(tmp_path / "x/state", "site") == STATE
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["state"]


def test_missing_state_is_none(tmp_path: Path) -> None:
    assert read_state(tmp_path / "state", "site") is None


def test_state_of_another_output_is_not_believed(tmp_path: Path) -> None:
    write_state(tmp_path / "state", STATE)

    assert read_state(tmp_path / "state", "other") is None


def test_state_of_another_format_is_not_believed(tmp_path: Path) -> None:
    write_state(tmp_path / "state", replace(STATE, format=2))

    assert read_state(tmp_path / "state", "site") is None


@pytest.mark.parametrize("length", range(0, len(msgspec.msgpack.encode(STATE)), 3))
def test_state_that_breaks_off_is_not_believed(tmp_path: Path, length: int) -> None:
    (tmp_path / "state").write_bytes(msgspec.msgpack.encode(STATE)[:length])

    assert read_state(tmp_path / "state", "site") is None


def plant_state(file: Path, state: State) -> None:
    """Write what no build would write, with all that makes a state look right."""
    data = msgspec.msgpack.encode(state)
    file.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)


@pytest.mark.parametrize("path", ["a\\b.png", "../x", "C:/x", "x\udcff.png"])
def test_file_that_would_not_be_known_again_is_not_published(tmp_path: Path, path: str) -> None:
    publish(tmp_path, {"a.html": "1"})

    with pytest.raises(InputError, match=r"path-unfit"):
        write_next_state(memory_of(tmp_path) / "state.new", replace(STATE, files={path: (1, 2, 3)}))

    assert {file.name for file in memory_of(tmp_path).iterdir()} == {"state", "shadow"}


def test_state_that_cannot_be_read_again_keeps_the_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1"})
    state = state_of(tmp_path)
    monkeypatch.setattr(inventory, "read_state", lambda file, _: None if file.name == "state.new" else state)

    with pytest.raises(InputError, match="could not be read again, so nothing was published"):
        publish(tmp_path, {"a.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1"}


PLANTED = ["../content/grid.md", "/etc/passwd", "x/../../y", "", ".", "..", "a//b", "a/", "./a", "a\0b", "C:/x", "a\\b"]


@pytest.mark.parametrize("path", PLANTED)
def test_state_that_names_a_file_outside_is_not_believed(tmp_path: Path, path: str) -> None:
    for planted in (replace(STATE, files={path: (1, 2, 3)}), replace(STATE, lag=frozenset({path}))):
        plant_state(tmp_path / "state", planted)
        assert read_state(tmp_path / "state", "site") is None


@pytest.mark.parametrize("staging", ["../x", "..", ".", "a/b", "/x"])
def test_state_that_names_a_folder_elsewhere_is_not_believed(tmp_path: Path, staging: str) -> None:
    plant_state(tmp_path / "state", replace(STATE, staging=staging))

    assert read_state(tmp_path / "state", "site") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"\x80", b"\xc1" * 99, b"\xdf\xff\xff\xff\xff", b"\x91" * 5000, b"null"])
@pytest.mark.parametrize("name", ["state", "state.new"])
def test_damaged_state_owns_nothing(tmp_path: Path, name: str, damage: bytes) -> None:
    publish(tmp_path, {"a.html": "1"})
    (memory_of(tmp_path) / "state").unlink()
    (memory_of(tmp_path) / name).write_bytes(damage)

    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"b.html": "2"})

    assert clean(tmp_path, tmp_path / "site", print) == 0
    assert texts(tmp_path / "site") == {"a.html": "1"}


@pytest.mark.parametrize("damage", [b"", b"{", b"\x80"])
def test_damaged_plan_beside_a_good_state_is_dropped(tmp_path: Path, damage: bytes) -> None:
    publish(tmp_path, {"a.html": "1"})
    (memory_of(tmp_path) / "state.new").write_bytes(damage)

    publish(tmp_path, {"a.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "2"}
    assert not (memory_of(tmp_path) / "state.new").exists()


def test_planted_state_reaches_no_file_outside_the_site(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    (tmp_path / "content").mkdir()
    (tmp_path / "content/grid.md").write_text("mine")
    state = state_of(tmp_path)
    for path in ("../content/grid.md", str(tmp_path / "content/grid.md"), "x/../../content/grid.md"):
        plant_state(memory_of(tmp_path) / "state", replace(state, files={**state.files, path: (4, 1, 1)}))

        assert clean(tmp_path, tmp_path / "site", print) == 0

    assert texts(tmp_path / "content") == {"grid.md": "mine"}


def test_planted_shadow_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    shadow, elsewhere = memory_of(tmp_path) / "shadow", tmp_path / "elsewhere"
    shadow.rename(elsewhere)
    shadow.symlink_to(elsewhere)
    told = list[Problem]()

    publish(tmp_path, {"a.html": "2"}, report=told.append)
    publish(tmp_path, {"b.html": "3"})

    assert texts(elsewhere) == {"a.html": "1"}
    assert texts(tmp_path / "site") == {"b.html": "3"}
    assert [Path(problem.place.path).is_symlink() for problem in told] == [True]


def test_link_in_the_shadow_is_not_followed(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b.html": "1", "c.html": "1", "d.html": "1"})
    shadow, elsewhere = memory_of(tmp_path) / "shadow", tmp_path / "elsewhere"
    (shadow / "a").rename(elsewhere)
    (shadow / "a").symlink_to(elsewhere)

    told = list[Problem]()

    publish(tmp_path, {"a/b.html": "2", "c.html": "1", "d.html": "1"}, report=told.append)

    assert texts(elsewhere) == {"b.html": "1"}
    assert texts(tmp_path / "site") == {"a/b.html": "2", "c.html": "1", "d.html": "1"}
    assert [Path(problem.place.path).is_symlink() for problem in told] == [True]


def test_two_outputs_have_states_of_their_own(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    publish(tmp_path, {"a.html": "2"}, site=tmp_path / "other")
    publish(tmp_path, {"b.html": "3"}, site=tmp_path / "x/../other")

    assert texts(tmp_path / "site") == {"a.html": "1"}
    assert texts(tmp_path / "other") == {"b.html": "3"}


def test_stamp_is_of_the_file_and_not_of_what_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("12345")
    (tmp_path / "b").symlink_to("a")
    os_stat = (tmp_path / "a").stat()

    assert stamp_of(tmp_path / "a") == (5, os_stat.st_mtime_ns, os_stat.st_ino)
    assert stamp_of(tmp_path / "b")[2] != os_stat.st_ino


def test_inode_of_what_is_not_there_or_a_link_is_0(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)

    assert [inode_of(tmp_path / name) for name in ("nowhere", "link")] == [0, 0]
    assert inode_of(tmp_path) == tmp_path.stat().st_ino


def test_state_in_which_a_text_is_no_text_is_none(tmp_path: Path) -> None:
    state = State(output="site", folder=1, shadow=0, files={"a.html": (1, 2, 3)}, lag=frozenset())
    write_state(tmp_path / "state", state)
    (tmp_path / "state").write_bytes((tmp_path / "state").read_bytes().replace(b"a.html", b"a.\xe6tml"))

    assert read_state(tmp_path / "state", "site") is None


def test_state_in_which_a_letter_changed_is_not_believed(tmp_path: Path) -> None:
    write_state(tmp_path / "state", STATE)
    (tmp_path / "state").write_bytes((tmp_path / "state").read_bytes().replace(b"a/b.html", b"a/c.html"))

    assert read_state(tmp_path / "state", "site") is None
