"""The snapshot: what builds remember in .gazette/. It is data, and where anything is wrong with it, it is forgotten."""

import contextlib
import os
import sqlite3
import stat
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from gazette.content.documents import Parsed, frozen, is_sound
from gazette.errors import InputError, Place, error
from gazette.folders import held

T = TypeVar("T")

_NAME = "snapshot.db"
_ENGINE = "engine"
_OF = " of "  # in names of what is remembered of one output, and in no other
_TABLES = (
    "CREATE TABLE shelves (number INTEGER PRIMARY KEY, files BLOB, checksum INTEGER)",
    "CREATE TABLE bodies (path TEXT PRIMARY KEY, html TEXT, checksum INTEGER) WITHOUT ROWID",
    "CREATE TABLE memories (name TEXT PRIMARY KEY, value BLOB, checksum INTEGER) WITHOUT ROWID",
)
_DAMAGE = (sqlite3.Error, OverflowError, UnicodeDecodeError)
"""What reading a row that is damaged may raise."""
_SHELVES = 256  # as many as make loading all quick, and writing the one that an edit changes


class DamagedError(Exception):
    """The snapshot cannot be written, or does not hold what it said it held; it must be begun anew."""


class DecodedRows:
    """What a process that builds again and again has decoded before, each value with the very bytes that it is of.

    So a value that comes from here is the one that its row would give. Nobody must change it.
    """

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[bytes, Any]] = {}

    def value(self, name: Hashable, data: bytes, decode: Callable[[bytes], T]) -> T:
        """Return what the bytes decode to, which is done only where they are not those of the last time."""
        known = self._values.get(name)
        if known is None or known[0] != data:
            known = self._values[name] = (data, decode(data))
        value: T = known[1]
        return value

    def keep(self, name: Hashable, data: bytes, value: object) -> None:
        """Take note of a value that was encoded just now, and that would decode to its equal."""
        self._values[name] = (data, value)


class Snapshot:
    """A database of three tables, in which every row has a checksum.

    What is made of files is kept on shelves of many: to load a few long rows takes a third of the time
    that as many rows as there are files would take. One that another engine made, or that is damaged, is begun anew.
    `decoded` is given by who builds more than once.
    """

    def __init__(self, folder: Path, engine: str, decoded: DecodedRows | None = None) -> None:
        self.path = folder / _NAME
        self._engine = engine
        self._known = decoded
        folder.mkdir(parents=True, exist_ok=True)
        self._shelves: dict[int, dict[str, Parsed]] = {}  # files by their paths
        self._database = _open(self.path, engine) or _begin(self.path, engine)
        self._database.execute("PRAGMA synchronous = OFF")  # what a loss of power damages is only forgotten

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def clear(self) -> None:
        """Forget everything."""
        self._database.close()
        self._database = _begin(self.path, self._engine)
        self._shelves.clear()

    def files(self) -> dict[str, Parsed]:
        """Return what is remembered of every Markdown file by its path, the HTML apart.

        What is damaged, or was made of no file, is left out.
        """
        self._shelves.clear()
        for number, files, checksum in _rows(self._database, "SELECT number, files, checksum FROM shelves"):
            with contextlib.suppress(ValueError):
                self._shelves[number] = dict(
                    self._decoded(number, files, partial(_sound, _files_on_shelf, number, checksum))
                )
        return {path: file for shelf in self._shelves.values() for path, file in shelf.items()}

    def keep(self, files: Iterable[Parsed], bodies: Mapping[str, str]) -> None:
        """Remember what was made of files, and the HTML of their bodies by their paths. `files` was called before."""
        touched = set[int]()
        for file in files:
            touched.add(shelf_of(file.path))
            self._shelves.setdefault(shelf_of(file.path), {})[file.path] = file
        rows = [(path, html, _checksum(path, html)) for path, html in bodies.items()]
        with self._writing():
            self._write_shelves(touched)
            self._database.executemany("REPLACE INTO bodies VALUES (?, ?, ?)", rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files. `files` was called before."""
        doomed = [path for path in paths if self._shelves.get(shelf_of(path), {}).pop(path, None)]
        with self._writing():
            self._write_shelves(set(map(shelf_of, doomed)))
            self._database.executemany("DELETE FROM bodies WHERE path = ?", [(path,) for path in doomed])

    def _write_shelves(self, numbers: Iterable[int]) -> None:
        shelves = {number: msgspec.json.encode(list(self._shelves[number].values())) for number in numbers}
        rows = [(number, files, _checksum(number, files)) for number, files in shelves.items()]
        self._database.executemany("REPLACE INTO shelves VALUES (?, ?, ?)", rows)
        if self._known:
            for number, files in shelves.items():
                self._known.keep(number, files, dict(self._shelves[number]))

    def recall(self, name: str, kind: type[T]) -> T | None:
        """Return a value that was remembered under a name, or None where there is none of that kind."""
        for value, checksum in _rows(self._database, "SELECT value, checksum FROM memories WHERE name = ?", name):
            with contextlib.suppress(ValueError):
                decode = msgspec.msgpack.Decoder(kind).decode
                return self._decoded((name, kind), value, partial(_sound, decode, name, checksum))
        return None

    def remember(self, values: Mapping[str, object]) -> None:
        """Remember values under their names."""
        encoded = [(name, msgspec.msgpack.encode(value)) for name, value in values.items()]
        with self._writing():
            rows = [(name, data, _checksum(name, data)) for name, data in encoded]
            self._database.executemany("REPLACE INTO memories VALUES (?, ?, ?)", rows)
        if self._known:
            for name, data in encoded:
                if isinstance(values[name], msgspec.Struct):  # what is asked for by its type
                    self._known.keep((name, type(values[name])), data, values[name])

    def forget_outputs(self, known: frozenset[str]) -> None:
        """Forget what is remembered of any output but those that are known."""
        names = [name for (name,) in _rows(self._database, "SELECT name FROM memories WHERE name LIKE '% of %'")]
        doomed = [(name,) for name in names if _output_of(name) not in known]
        if doomed:
            with self._writing():
                self._database.executemany("DELETE FROM memories WHERE name = ?", doomed)

    def _decoded(self, name: Hashable, data: bytes, decode: Callable[[bytes], T]) -> T:
        return self._known.value(name, data, decode) if self._known else decode(data)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all or nothing. Raises DamagedError."""
        try:
            with self._database:
                yield
        except sqlite3.Error as fault:
            raise DamagedError(str(fault)) from fault


class Bodies:
    """The HTML of bodies by the paths of their Markdown files, read from a snapshot in any process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections: dict[int, sqlite3.Connection] = {}  # one a process, by its number

    def __call__(self, path: str) -> str:
        """Return the HTML of a body. Raises DamagedError where it is not there."""
        rows = _rows(self._connection(), "SELECT html, checksum FROM bodies WHERE path = ?", path)
        for html, checksum in rows:
            if checksum == _checksum(path, html):
                return str(html)
        raise DamagedError(path)

    def close(self) -> None:
        """Let go of the snapshot, which may be begun anew; who asks again opens it again."""
        if connection := self._connections.pop(os.getpid(), None):
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)
        return self._connections[process]

    def __reduce__(self) -> tuple[type["Bodies"], tuple[Path]]:
        return Bodies, (self._path,)


def shelf_of(path: str) -> int:
    """Return the number of the shelf on which a file is kept."""
    return zlib.crc32(path.encode()) % _SHELVES


def name_of_output(what: str, output: str) -> str:
    """Return the name under which something is remembered of an output folder."""
    return f"{what}{_OF}{output}"


def _output_of(name: str) -> str:
    return name.partition(_OF)[2]


def forget(folder: Path) -> None:
    """Remove the snapshot in a folder."""
    _remove(folder / _NAME)


def _open(path: Path, engine: str) -> sqlite3.Connection | None:
    """Return the database at a path, or None where it is none that this engine made."""
    _remove(path, stat.S_ISREG)
    if not path.is_file():
        return None
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        tables = {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master")}
        rows = database.execute("SELECT value FROM memories WHERE name = ?", (_ENGINE,)).fetchall()
    except _DAMAGE:
        tables, rows = set(), []
    if tables == set(_TABLES) and rows == [(engine.encode(),)]:
        return database
    database.close()
    return None


def _begin(path: Path, engine: str) -> sqlite3.Connection:
    """Make an empty database, whatever is in its place."""
    try:
        _remove(path)
        database = sqlite3.connect(path)
        database.execute("PRAGMA page_size = 16384")  # rows are large
        with database:
            for table in _TABLES:
                database.execute(table)
            database.execute("INSERT INTO memories VALUES (?, ?, 0)", (_ENGINE, engine.encode()))
    except (sqlite3.Error, OSError) as fault:
        message = f"cannot be written: {fault}; let this user write there"
        raise InputError(error(Place(path=str(path)), message, "disk")) from fault
    return database


def _remove(path: Path, unless: Callable[[int], bool] = lambda _: False) -> None:
    """Remove a database and what belongs to it, unless they are of a mode; SQLite would wait for a pipe."""
    with held(path.parent) as folder:
        for name in (path.name, *(f"{path.name}-{kind}" for kind in ("journal", "wal", "shm"))):
            with contextlib.suppress(FileNotFoundError):
                if not unless(folder.lstat(name).st_mode):
                    folder.remove(name)


def _rows(database: sqlite3.Connection, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
    """Yield rows up to the first that is damaged."""
    try:
        yield from database.execute(query, values)
    except _DAMAGE:
        return


def _checksum(*values: object) -> int:
    """Return a number that tells accidental damage; it is no proof against a forger."""
    return zlib.crc32(b"\0".join(value if isinstance(value, bytes) else str(value).encode() for value in values))


def _sound(decode: Callable[[bytes], T], name: str | int, checksum: int, data: bytes) -> T:
    """Return what the bytes of a row decode to. Raises ValueError where they are damaged."""
    if checksum != _checksum(name, data):
        raise ValueError(name)
    return decode(data)


def _files_on_shelf(data: bytes) -> dict[str, Parsed]:
    return {file.path: frozen(file) for file in _shelf_decoder().decode(data) if is_sound(file)}


@cache
def _shelf_decoder() -> msgspec.json.Decoder[list[Parsed]]:
    return msgspec.json.Decoder(list[Parsed])
