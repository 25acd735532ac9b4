"""Reading: every Markdown file as a document, parsed anew only where it has changed."""

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.config import Config
from gazette.content.article import Article
from gazette.content.documents import ARTICLE, PAGE, Document, Parsed, failed, load_document, load_problems, parse_file
from gazette.content.files import File, Signature, SourceTree
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_of
from gazette.engine.snapshot import Kept, Snapshot
from gazette.engine.workers import WorkerError, each_in_workers
from gazette.errors import Place, Report, error

Progress = Callable[[str, int], Callable[[], None]]
"""Is told the name of a step and the number of its things; returns what to call for each that is done."""

Sure = Callable[[Signature], Signature | None]
"""Returns a signature, or None where the file may have changed since without showing it."""

Task = tuple[str, str, str]
"""A file to be opened: its path, its kind, and the key with which it would be as it was."""

_SETTINGS, _MEDIA = "settings for reading", "media"
_WORTH_MORE_WORKERS = 48  # files


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
        remembered = self.snapshot.documents()
        kept = {path: row for path, row in remembered.items() if path in files and row.kind == files[path][0]}
        doubtful = self._doubtful(files, kept)
        tasks = [(path, files[path][0], kept[path].key if path in kept else "") for path in doubtful]
        results = self._opened(tasks)  # workers begin while the rest is loaded
        documents = dict(_loaded(kept))
        parsed = dict(self._parsed(tasks, results))
        broken = [(path, files[path][0], "") for path in kept if path not in documents and path not in parsed]
        parsed |= self._parsed(broken, self._opened(broken))
        self._remember(remembered.keys() - files.keys(), kept, parsed, {path: files[path][1] for path in doubtful})

        documents |= {path: load_document(new.kind, new.document) for path, new in parsed.items()}
        for path in files:
            for problem in load_problems(parsed[path].problems if path in parsed else kept[path].problems):
                self.report(problem)
        in_order = [documents[path] for path in files]
        return Documents(
            articles=tuple(document for document in in_order if isinstance(document, Article)),
            records=tuple(document for document in in_order if isinstance(document, Record)),
            pages=tuple(document for document in in_order if isinstance(document, StandingPage)),
            media=self._media(tree.media),
            unread=frozenset(path for path in files if documents[path] is None),
        )

    def _doubtful(self, files: Mapping[str, tuple[str, File]], kept: Mapping[str, Kept]) -> list[str]:
        """Return the paths of the files that must be opened: they look new, or could not be read the last time."""
        if self.snapshot.recall(_SETTINGS, str) != digest_of(self.config.for_reading):
            return list(files)
        signatures = {path: row.signature for path, row in kept.items() if row.key}
        return [path for path, (_, file) in files.items() if signatures.get(path) != file.signature]

    def _opened(self, tasks: Sequence[Task]) -> Iterator[Parsed | WorkerError | None]:
        jobs = self.jobs if len(tasks) >= _WORTH_MORE_WORKERS else 1
        parse = partial(_parse_one, self.root, self.config)
        return each_in_workers(parse, tasks, jobs=jobs, seconds=self.config.limits.seconds)

    def _parsed(
        self, tasks: Sequence[Task], results: Iterable[Parsed | WorkerError | None]
    ) -> Iterator[tuple[str, Parsed]]:
        """Yield what was made of the files, those left out that turn out to be as they were."""
        done = self.progress("reading", len(tasks)) if tasks else None
        for (path, kind, _), result in zip(tasks, results, strict=True):
            if done:
                done()
            if isinstance(result, WorkerError):
                message = f"reading this file {result}; make it smaller or simpler"
                yield path, failed(path, kind, error(Place(path=path), message, "file-limit"))
            elif result is not None:
                yield path, result

    def _remember(
        self,
        gone: Collection[str],
        kept: Mapping[str, Kept],
        parsed: Mapping[str, Parsed],
        looked_at: Mapping[str, File],
    ) -> None:
        signatures = {path: self.sure(file.signature) for path, file in looked_at.items()}
        same = {path: kept[path] for path in signatures.keys() - parsed.keys()}
        self.snapshot.update(gone, tuple(parsed.values()), same, signatures)
        self.snapshot.remember({_SETTINGS: digest_of(self.config.for_reading)})

    def _media(self, files: Iterable[File]) -> dict[str, str]:
        """Return the digest of every media file by its path."""
        known = self.snapshot.recall(_MEDIA, dict[str, tuple[Signature | None, str]]) or {}
        found = {file.path: self._medium(file, *known.get(file.path, (None, ""))) for file in files}
        if found != known:
            self.snapshot.remember({_MEDIA: found})
        return {path: digest for path, (_, digest) in found.items() if digest}

    def _medium(self, file: File, signature: Signature | None, digest: str) -> tuple[Signature | None, str]:
        if signature == file.signature:
            return signature, digest
        try:
            with (self.root / file.path).open("rb") as data:
                return self.sure(file.signature), hashlib.file_digest(data, "sha256").hexdigest()
        except OSError as fault:
            self.report(error(Place(path=file.path), f"cannot be read: {fault.strerror}", "file-unreadable"))
            return None, ""


def _with_kinds(tree: SourceTree) -> Iterator[tuple[str, tuple[str, File]]]:
    """Yield the path of every Markdown file with its kind."""
    yield from ((file.path, (ARTICLE, file)) for file in tree.articles)
    yield from ((file.path, (taxonomy, file)) for taxonomy, file in tree.records)
    yield from ((file.path, (PAGE, file)) for file in tree.pages)


def _loaded(kept: Mapping[str, Kept]) -> Iterator[tuple[str, Document | None]]:
    """Yield what is remembered of files; what cannot be understood is left out."""
    for path, row in kept.items():
        with contextlib.suppress(ValueError):
            load_problems(row.problems)
            document = load_document(row.kind, row.document)
            if document is None or document.path == path:
                yield path, document


def _parse_one(root: Path, config: Config, task: Task) -> Parsed | None:
    path, kind, known_key = task
    return parse_file(root, path, kind, known_key, config)
