"""The verb import: raw texts are read, taken apart, and written as drafts; what the collection has already is left."""

import hashlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.collection.selection import Selection
from gazette.config import Config
from gazette.content.dates import parse_moment
from gazette.content.files import create_file, file_at
from gazette.content.guesses import guesses
from gazette.desk.collection import ignore, reporting, sound_config
from gazette.desk.filing import MOST_SLUGS, folder_of, folder_pattern, slugs_for
from gazette.desk.importing.decoding import decode_raw
from gazette.desk.importing.draft import DIGEST, draft_text
from gazette.desk.importing.drafting import STANDARD_INPUT, Drafter, Given
from gazette.engine.reading import Progress
from gazette.errors import InputError, Place, Problem, Problems, Report, error, unreadable
from gazette.folders import plain_bytes
from gazette.operations import Tell, finish_edits, gather_under_lock
from gazette.publishing.ground import MEMORY
from gazette.publishing.lock import locked


class ImportOrder(Struct, frozen=True, kw_only=True):
    """What an import is asked to do."""

    root: Path
    files: tuple[str, ...]  # paths of raw texts; "-" for standard input
    source: str = ""  # instead of the outlet that the texts name
    date: str = ""  # instead of the date that they have
    is_dry: bool = False  # nothing is written


class Imported(Struct, frozen=True, kw_only=True):
    """What came of a raw text: the article that was made of it, or that the collection had before."""

    raw: str
    path: str
    text: str = ""
    guesses: int = 0
    is_new: bool


class Imports(Struct, frozen=True, kw_only=True):
    """What came of all, in the order in which they were given."""

    imported: tuple[Imported, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = False  # whether no raw text was left out


def import_texts(order: ImportOrder, progress: Progress, tell: Tell) -> Imports:
    """Make a draft of each raw text that the collection does not have.

    A text of which none can be made is told of, and the others go on. What else is wrong with the collection is for a
    build to say.
    """
    problems = Problems()
    found: list[Imported] = []
    with reporting(problems.report, f"let this user read the collection and write to {MEMORY}/", order.root):
        config = sound_config(order.root)
        typed = _typed(order, config.limits.file_bytes)  # builds need not wait for whoever types
        with locked(order.root, tell):  # two imports at once would each make a draft of one text
            importer = _importer(order, config, typed, progress, tell)
            for raw in order.files:
                found.extend(importer.imported(raw, problems.report))
    return Imports(imported=tuple(found), problems=problems.in_order(), is_whole=not problems.have_errors)


def _importer(order: ImportOrder, config: Config, typed: bytes, progress: Progress, tell: Tell) -> "_Importer":
    """Return who imports into a collection, which is read; the lock must be held."""
    finish_edits(order.root, tell)
    gathered = gather_under_lock(order.root, config, Selection(now=datetime.now(UTC)), ignore, progress)
    return _Importer(order, config, typed, gathered.documents)


class _Importer:
    """Imports one raw text after another, and knows what it has made."""

    def __init__(self, order: ImportOrder, config: Config, typed: bytes, documents: Documents) -> None:
        self._order = order
        self._typed = typed
        self._config = config
        self._drafter = Drafter(config, documents)
        self._pattern = folder_pattern(documents.articles)
        self._known = dict(_digests(order.root, documents))
        self._taken = {(article.published.day, article.slug) for article in documents.articles}
        self._paths: set[str] = set()

    def imported(self, raw: str, report: Report) -> Iterator[Imported]:
        """Yield what comes of a raw text, or nothing where that is a problem, which is reported."""
        try:
            yield self._import(raw, report)
        except InputError as fault:
            fault.tell(report)
        except OSError as fault:
            message = f"{fault.strerror}; nothing was made of {raw}"
            report(error(Place(path=str(fault.filename or raw)), message, "disk"))

    def _import(self, raw: str, report: Report) -> Imported:
        decoded = decode_raw(self._read(raw), raw, report)
        digest = digest_of_text(decoded.text)
        if digest in self._known:
            return Imported(raw=raw, path=self._known[digest], is_new=False)
        given = Given(name=raw, digest=digest, source=self._order.source, date=self._order.date)
        draft = self._drafter.draft(decoded, given)
        text = draft_text(draft, {taxonomy.name: taxonomy.key for taxonomy in self._config.taxonomies})
        if len(text.encode()) > self._config.limits.file_bytes:
            raise _too_large(raw, self._config.limits.file_bytes)
        day = parse_moment(draft.date.text, self._config.zone).day
        path = self._written(day, draft.title.text, text)
        self._known[digest] = path
        return Imported(raw=raw, path=path, text=text, guesses=len(guesses(text)), is_new=True)

    def _read(self, raw: str) -> bytes:
        """Return a raw text's bytes. Raises InputError where it cannot be read, or is larger than an article may be."""
        most_bytes = self._config.limits.file_bytes
        data = self._typed if raw == STANDARD_INPUT else _bytes_of(raw, most_bytes + 1)
        if len(data) > most_bytes:
            raise _too_large(raw, most_bytes)
        return data

    def _written(self, day: date, title: str, text: str) -> str:
        """Write an article under a name that is free, and return its path."""
        folder = folder_of(day, self._pattern)
        for slug in slugs_for(title):
            path = f"{folder}/{day}-{slug}.md"
            is_free = (day, slug) not in self._taken and path not in self._paths
            if not is_free or (self._order.root / path).exists():
                continue
            try:
                if not self._order.is_dry:
                    create_file(self._order.root, path, text.encode())
            except FileExistsError:
                continue
            self._paths.add(path)
            self._taken.add((day, slug))
            return path
        message = f"there are {MOST_SLUGS:,} articles of this day and title; give this one another"
        raise InputError(error(Place(path=folder), message, "import-name"))


def digest_of_text(text: str) -> str:
    """Return what tells raw texts apart: the digest of their words, whatever their encoding and white space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _digests(root: Path, documents: Documents) -> Iterator[tuple[str, str]]:
    """Yield the digests of the raw texts that articles were made of, with the articles' paths."""
    for article in documents.articles:
        origin = article.extra.get("import")
        digest = origin.get(DIGEST) if isinstance(origin, dict) else None
        if isinstance(digest, str):
            yield digest, article.path
    for path in sorted(documents.unread):  # nothing could be made of these; they are drafts all the same
        yield from ((digest, path) for digest in _written_digests(file_at(root, path)))


def _written_digests(file: Path) -> Iterator[str]:
    try:
        lines = plain_bytes(file).decode("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        key, _, value = line.strip().partition(": ")
        if key == DIGEST:
            yield value.strip().strip('"')


def _typed(order: ImportOrder, most_bytes: int) -> bytes:
    """Return what stands in for the file "-", and one byte more than may be where it is too large."""
    return sys.stdin.buffer.read(most_bytes + 1) if STANDARD_INPUT in order.files else b""


def _bytes_of(raw: str, most: int) -> bytes:
    try:
        with Path(raw).open("rb") as file:
            return file.read(most)
    except OSError as fault:
        raise InputError(unreadable(Place(path=raw), fault)) from fault


def _too_large(raw: str, most_bytes: int) -> InputError:
    message = f"more than {most_bytes:,} bytes (limits.file_bytes in config.yaml); split it"
    return InputError(error(Place(path=raw), message, "file-size"))
