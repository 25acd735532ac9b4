"""Reading: every Markdown file as a document, parsed anew only where it has changed."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from gazette.collection.library import Documents
from gazette.config import Config
from gazette.content.article import Article
from gazette.content.documents import ARTICLE, PAGE, Parsed, failed, frozen, parse_file, parse_key
from gazette.content.files import File, Signature, SourceTree, open_content, read_file, signature_of
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_of
from gazette.engine.snapshot import Snapshot, shelf_of
from gazette.engine.workers import WorkerError, each_in_workers
from gazette.errors import InputError, Place, Report, error, unreadable

Progress = Callable[[str, int], Callable[[], None]]
"""Is told the name of a step and the number of its things; returns what to call for each that is done."""

Sure = Callable[[Signature], Signature | None]
"""Returns a signature, or None where the file may have changed since without showing it."""

Seen = tuple[str, str, Signature | None]
"""Of a file: its kind, its key, and its signature when it was last read; None where that may lie."""

_SETTINGS, _SEEN, _MEDIA = "settings for reading", "files read", "media"
_WORTH_MORE_WORKERS = 48  # files
_SMALLEST_BATCH = 1000  # files that are written to the snapshot at once
_MOST_BATCHES = 8


class Reader(Struct, frozen=True, kw_only=True):
    """Reads the files of a collection, with what is remembered of them."""

    root: Path
    config: Config
    snapshot: Snapshot
    sure: Sure
    jobs: int
    progress: Progress
    report: Report

    def documents(self, tree: SourceTree) -> Documents:
        """Return what the files say.

        A file that looks as it did when it was read last is not opened; one whose bytes are
        the same is not parsed. One of which nothing can be made is reported and left out.
        """
        files = dict(_with_kinds(tree))
        seen = self._seen()
        doubtful = [path for path, (kind, file) in files.items() if not _is_sure(seen.get(path), kind, file)]
        doubtful.sort(key=shelf_of)
        results = self._opened(doubtful, files, seen)  # workers begin while the rest is loaded
        remembered = self.snapshot.files()
        known = {path: remembered[path] for path in files if _is_known(seen.get(path), remembered.get(path))}
        fresh = self._kept(doubtful, results, files, seen)
        broken = [path for path in files if path not in known and path not in fresh]
        fresh |= self._kept(broken, self._opened(broken, files, {}), files, seen)
        gone = (seen.keys() | remembered.keys()) - files.keys()
        self.snapshot.forget(gone)
        if fresh or gone or doubtful:
            self._remember({path: seen[path] for path in files})
        known |= fresh
        parsed = [known[path] for path in files]
        for problem in chain.from_iterable(each.problems for each in parsed):
            self.report(problem)
        documents = [each.document for each in parsed]
        return Documents(
            articles=tuple([document for document in documents if isinstance(document, Article)]),
            records=tuple([document for document in documents if isinstance(document, Record)]),
            pages=tuple([document for document in documents if isinstance(document, StandingPage)]),
            media=self._media(tree.media),
            unread=frozenset([each.path for each in parsed if each.document is None]),
        )

    def _seen(self) -> dict[str, Seen]:
        """Return what is known of files by their paths, if they were read under the present settings."""
        is_same = self.snapshot.recall(_SETTINGS, str) == digest_of(self.config.for_reading)
        return dict((self.snapshot.recall(_SEEN, dict[str, Seen]) if is_same else None) or {})

    def _remember(self, seen: Mapping[str, Seen]) -> None:
        self.snapshot.remember({_SETTINGS: digest_of(self.config.for_reading), _SEEN: seen})

    def _opened(
        self, paths: Sequence[str], files: Mapping[str, tuple[str, File]], seen: Mapping[str, Seen]
    ) -> Iterator[tuple[bytes, str] | WorkerError | None]:
        """Let workers open files; one that turns out to be as it was gives None."""
        tasks = [(path, files[path][0], seen[path][1] if path in seen else "") for path in paths]
        jobs = self.jobs if len(tasks) >= _WORTH_MORE_WORKERS else 1
        parse = partial(_parse_one, self.root, self.config)
        return each_in_workers(parse, tasks, jobs=jobs, seconds=self.config.limits.seconds)

    def _kept(
        self,
        paths: Sequence[str],
        results: Iterable[tuple[bytes, str] | WorkerError | None],
        files: Mapping[str, tuple[str, File]],
        seen: dict[str, Seen],
    ) -> dict[str, Parsed]:
        """Remember what was made of files, and return those that are not as they were; bring `seen` up to date."""
        fresh: dict[str, Parsed] = {}
        batch: list[Parsed] = []
        bodies: dict[str, str] = {}
        size = max(_SMALLEST_BATCH, len(paths) // _MOST_BATCHES)
        done = self.progress("reading", len(paths)) if paths else None
        for path, result in zip(paths, results, strict=True):
            kind, file = files[path]
            if result is not None:
                parsed, bodies[path] = self._received(file, kind, result)
                fresh[path] = parsed
                batch.append(parsed)
            key = seen[path][1] if result is None else parsed.key
            seen[path] = (kind, key, self.sure(file.signature) if key else None)
            if len(batch) == size:
                self.snapshot.keep(batch, bodies)
                self._remember(seen)
                batch, bodies = [], {}
            if done:
                done()
        self.snapshot.keep(batch, bodies)
        return fresh

    def _received(self, file: File, kind: str, result: tuple[bytes, str] | WorkerError) -> tuple[Parsed, str]:
        if not isinstance(result, WorkerError):
            data, html = result
            return frozen(msgspec.json.decode(data, type=Parsed)), html
        seconds = " (limits.seconds in config.yaml)" if result.is_final else ""
        cure = "mend those first" if result.is_owed_to_others else "make it smaller or simpler"
        problem = error(Place(path=file.path), f"reading this file {result}{seconds}; {cure}", "file-limit")
        key = self._key_of(file, kind) if result.is_final else ""
        return failed(file.path, kind, key, problem), ""

    def _key_of(self, file: File, kind: str) -> str:
        """Return the key of a file that takes too long, so that it is not tried again; "" where it has changed."""
        with contextlib.suppress(InputError, OSError):
            data = read_file(self.root, file.path, self.config.limits.file_bytes)
            with os.fdopen(open_content(self.root, file.path)) as now:
                is_same = signature_of(os.fstat(now.fileno())) == file.signature
            if is_same:
                return parse_key(file.path, kind, data, self.config)
        return ""

    def _media(self, files: Iterable[File]) -> dict[str, str]:
        """Return the digest of every media file by its path."""
        known = self.snapshot.recall(_MEDIA, dict[str, tuple[Signature | None, str]]) or {}
        found = {file.path: self._medium(file, *known.get(file.path, (None, ""))) for file in files}
        if found != known:
            self.snapshot.remember({_MEDIA: found})
        return {path: digest for path, (_, digest) in found.items() if digest}

    def _medium(self, file: File, signature: Signature | None, digest: str) -> tuple[Signature | None, str]:
        size, most = file.signature[0], self.config.limits.media_bytes
        if size > most:
            message = f"{size:,} bytes; the limit is {most:,} (limits.media_bytes in config.yaml): make it smaller"
            self.report(error(Place(path=file.path), f"{message}, or keep it elsewhere and link to it", "file-size"))
            return None, ""
        if signature == file.signature:
            return signature, digest
        try:
            with os.fdopen(open_content(self.root, file.path), "rb") as data:
                return self.sure(file.signature), hashlib.file_digest(data, "sha256").hexdigest()
        except InputError as fault:
            fault.tell(self.report)
        except OSError as fault:
            self.report(unreadable(Place(path=file.path), fault))
        return None, ""


def _with_kinds(tree: SourceTree) -> Iterator[tuple[str, tuple[str, File]]]:
    """Yield the path of every Markdown file with its kind."""
    yield from ((file.path, (ARTICLE, file)) for file in tree.articles)
    yield from ((file.path, (taxonomy, file)) for taxonomy, file in tree.records)
    yield from ((file.path, (PAGE, file)) for file in tree.pages)


def _is_sure(seen: Seen | None, kind: str, file: File) -> bool:
    """Tell whether a file is known to be as it was, without opening it."""
    return seen is not None and seen[2] == file.signature and seen[0] == kind


def _is_known(seen: Seen | None, parsed: Parsed | None) -> bool:
    """Tell whether what is remembered was made of a file as it was seen last."""
    return seen is not None and parsed is not None and (parsed.kind, parsed.key) == seen[:2]


def _parse_one(root: Path, config: Config, task: tuple[str, str, str]) -> tuple[bytes, str] | None:
    path, kind, known_key = task
    result = parse_file(root, path, kind, known_key, config)
    return result and (msgspec.json.encode(result[0]), result[1])
