"""The snapshot remembers, and forgets whatever is wrong with it."""

import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from gazette.content.documents import Parsed
from gazette.content.record import Record
from gazette.engine.snapshot import Bodies, DamagedError, DecodedRows, Snapshot, forget
from gazette.errors import Place, found_of, warning

PATH = "content/topics/a.md"
FILE = Parsed(
    path=PATH,
    kind="topics",
    key="k",
    document=Record(path=PATH, taxonomy="topics", name="A", place=Place(path=PATH, line=2)),
    problems=found_of([warning(Place(path=PATH), "odd", "odd")]),
)


def remembered(folder: Path, engine: str = "engine") -> dict[str, Parsed]:
    with Snapshot(folder, engine) as snapshot:
        return snapshot.files()


def kept(folder: Path) -> Path:
    """Keep a file in a snapshot and return the database."""
    with Snapshot(folder, "engine") as snapshot:
        snapshot.files()
        snapshot.keep([FILE], {PATH: "<p>a</p>"})
        snapshot.remember({"number": 7})
        return snapshot.path


def test_what_is_kept_is_there_for_the_next_build(tmp_path: Path) -> None:
    database = kept(tmp_path)

    assert remembered(tmp_path) == {PATH: FILE}
    assert Bodies(database)(PATH) == "<p>a</p>"


def test_values_are_recalled_as_the_kind_that_is_asked_for_or_not_at_all(tmp_path: Path) -> None:
    kept(tmp_path)

    with Snapshot(tmp_path, "engine") as snapshot:
        assert snapshot.recall("number", int) == 7
        assert snapshot.recall("number", dict[str, int]) is None
        assert snapshot.recall("other", int) is None


def test_forgotten_file_is_gone_with_its_html(tmp_path: Path) -> None:
    database = kept(tmp_path)

    with Snapshot(tmp_path, "engine") as snapshot:
        snapshot.files()
        snapshot.forget([PATH])

    assert remembered(tmp_path) == {}
    with pytest.raises(DamagedError):
        Bodies(database)(PATH)


def test_file_that_is_kept_leaves_the_others_alone(tmp_path: Path) -> None:
    database = kept(tmp_path)
    others = [replace(FILE, path=f"content/topics/{number}.md", document=None) for number in range(300)]

    with Snapshot(tmp_path, "engine") as snapshot:
        snapshot.files()
        snapshot.keep(others, {})

    assert remembered(tmp_path) == {PATH: FILE} | {other.path: other for other in others}
    assert Bodies(database)(PATH) == "<p>a</p>"


def test_snapshot_of_another_engine_is_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)

    assert remembered(tmp_path, "newer engine") == {}
    assert remembered(tmp_path) == {}


@pytest.mark.parametrize("table", ["shelves", "bodies", "memories"])
def test_row_that_was_changed_is_not_believed(tmp_path: Path, table: str) -> None:
    database = kept(tmp_path)
    column = {"shelves": "files", "bodies": "html", "memories": "value"}[table]
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE {table} SET {column} = 'x' WHERE checksum != 0")  # noqa: S608 - names of our own
    connection.close()

    with Snapshot(tmp_path, "engine") as snapshot:
        is_known = PATH in snapshot.files()
        number = snapshot.recall("number", int)

    assert (is_known, number) == (table != "shelves", None if table == "memories" else 7)
    if table == "bodies":
        with pytest.raises(DamagedError):
            Bodies(database)(PATH)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def plant_pickle(file: Path) -> None:
    file.write_bytes(pickle.dumps({"documents": []}))


def put_folder(file: Path) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


def link_elsewhere(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to(file.with_name("elsewhere"))


def add_trigger(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON memories BEGIN DELETE FROM shelves; END")
    connection.close()


@pytest.mark.parametrize("damage", [cut, plant_pickle, put_folder, link_elsewhere, add_trigger])
def test_damaged_or_planted_snapshot_is_begun_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(kept(tmp_path))

    assert remembered(tmp_path) == {}
    kept(tmp_path)
    assert list(remembered(tmp_path)) == [PATH]


def test_what_a_link_in_its_place_leads_to_is_left_alone(tmp_path: Path) -> None:
    database = kept(tmp_path)
    link_elsewhere(database)
    before = (tmp_path / "elsewhere").read_bytes()

    kept(tmp_path)

    assert (tmp_path / "elsewhere").read_bytes() == before


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    kept(tmp_path)

    forget(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_row_that_is_the_same_is_not_decoded_again_and_another_is(tmp_path: Path) -> None:
    kept(tmp_path)
    decoded = DecodedRows()

    def found() -> Parsed:
        with Snapshot(tmp_path, "engine", decoded) as snapshot:
            return snapshot.files()[PATH]

    first, second = found(), found()
    with Snapshot(tmp_path, "engine") as other_process:
        other_process.files()
        other_process.keep([replace(FILE, key="other")], {})
    third = found()

    assert first is second
    assert third == replace(FILE, key="other")


def test_value_is_recollected_only_as_long_as_its_row_is_there(tmp_path: Path) -> None:
    decoded, value = DecodedRows(), FILE
    with Snapshot(tmp_path, "engine", decoded) as snapshot:
        snapshot.remember({"file": value})
        assert snapshot.recall("file", Parsed) is value
        assert snapshot.recall("file", int) is None
    with Snapshot(tmp_path, "engine") as other_process:
        other_process.remember({"file": replace(FILE, key="other")})
    with Snapshot(tmp_path, "engine", decoded) as snapshot:
        assert snapshot.recall("file", Parsed) == replace(FILE, key="other")
        snapshot.clear()
        assert snapshot.recall("file", Parsed) is None


def test_caller_may_change_what_files_gives(tmp_path: Path) -> None:
    kept(tmp_path)
    decoded = DecodedRows()
    with Snapshot(tmp_path, "engine", decoded) as snapshot:
        snapshot.files().clear()
        snapshot.forget([PATH])
    kept(tmp_path)
    with Snapshot(tmp_path, "engine", decoded) as snapshot:
        assert snapshot.files() == {PATH: FILE}
