"""The snapshot remembers, and forgets whatever is wrong with it."""

import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette.content.documents import Parsed
from gazette.engine.snapshot import Bodies, DamagedError, Snapshot, forget

FILE = Parsed(path="content/a.md", kind="article", key="k", document=b"{}", problems=b"[]", html="<p>a</p>",
              signature=(1, 2, 3, 4))  # fmt: skip


def remembered(folder: Path, engine: str = "engine") -> dict[str, Parsed]:
    with Snapshot(folder, engine) as snapshot:
        return snapshot.documents()


def kept(folder: Path) -> Path:
    """Keep a file in a snapshot and return the database."""
    with Snapshot(folder, "engine") as snapshot:
        snapshot.keep([FILE])
        snapshot.remember({"number": 7})
        return snapshot.path


def test_what_is_kept_is_there_for_the_next_build(tmp_path: Path) -> None:
    database = kept(tmp_path)

    known = remembered(tmp_path)["content/a.md"]

    assert (known.kind, known.key, known.document, known.problems, known.signature) == (
        "article", "k", b"{}", b"[]", (1, 2, 3, 4),
    )  # fmt: skip
    assert Bodies(database)("content/a.md") == "<p>a</p>"


def test_values_are_recalled_as_the_kind_that_is_asked_for_or_not_at_all(tmp_path: Path) -> None:
    kept(tmp_path)

    with Snapshot(tmp_path, "engine") as snapshot:
        assert snapshot.recall("number", int) == 7
        assert snapshot.recall("number", dict[str, int]) is None
        assert snapshot.recall("other", int) is None


def test_forgotten_file_is_gone_with_its_html(tmp_path: Path) -> None:
    database = kept(tmp_path)

    with Snapshot(tmp_path, "engine") as snapshot:
        snapshot.forget(["content/a.md"])

    assert remembered(tmp_path) == {}
    with pytest.raises(DamagedError):
        Bodies(database)("content/a.md")


def test_new_signature_leaves_the_html_alone(tmp_path: Path) -> None:
    database = kept(tmp_path)

    with Snapshot(tmp_path, "engine") as snapshot:
        snapshot.keep([snapshot.documents()["content/a.md"]], with_html=False)

    assert Bodies(database)("content/a.md") == "<p>a</p>"


def test_snapshot_of_another_engine_is_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)

    assert remembered(tmp_path, "newer engine") == {}
    assert remembered(tmp_path) == {}


@pytest.mark.parametrize("table", ["documents", "bodies", "memories"])
def test_row_that_was_changed_is_not_believed(tmp_path: Path, table: str) -> None:
    database = kept(tmp_path)
    column = {"documents": "document", "bodies": "html", "memories": "value"}[table]
    with sqlite3.connect(database) as connection:
        connection.execute(f"UPDATE {table} SET {column} = 'x' WHERE checksum != 0")  # noqa: S608 - names of our own
    connection.close()

    with Snapshot(tmp_path, "engine") as snapshot:
        is_known = "content/a.md" in snapshot.documents()
        number = snapshot.recall("number", int)

    assert (is_known, number) == (table != "documents", None if table == "memories" else 7)
    if table == "bodies":
        with pytest.raises(DamagedError):
            Bodies(database)("content/a.md")


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
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON memories BEGIN DELETE FROM documents; END")
    connection.close()


@pytest.mark.parametrize("damage", [cut, plant_pickle, put_folder, link_elsewhere, add_trigger])
def test_damaged_or_planted_snapshot_is_begun_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(kept(tmp_path))

    assert remembered(tmp_path) == {}
    kept(tmp_path)
    assert list(remembered(tmp_path)) == ["content/a.md"]


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
