"""Reading: every Markdown file as a document, parsed anew only where it has changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gazette.collection.library import Documents
from gazette.config import Config
from gazette.content.article import Article
from gazette.content.documents import ARTICLE, PAGE, Document, Parsed, failed, load_document, load_problems, parse_file
from gazette.content.files import File, Signature, SourceTree
from gazette.content.record import Record
from gazette.content.standing_page import StandingPage
from gazette.digests import digest_of
from gazette.engine.snapshot import Snapshot
from gazette.engine.workers import WorkerError, each_in_workers
from gazette.errors import Place, Report, error

Progress = Callable[[str, int], Callable[[], None]]
"""Is told the name of a step and the number of its things; returns what to call for each that is done."""

Sure = Callable[[Signature], Signature | None]
"""Returns a signature, or None where the file may have changed since without showing it."""

Keys = Mapping[str, tuple[str, str, Signature | None]]
"""Of files by their paths: kind, key and signature when they were read last."""

_SETTINGS, _MEDIA = "settings for reading", "media"
_WORTH_MORE_WORKERS = 48  # files
_BATCH = 1000  # files that are written to the snapshot at once


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
        keys = self.snapshot.keys()
        doubtful = self._doubtful(files, keys)
        results = self._opened(doubtful, files, keys)  # workers begin while the rest is loaded
        remembered = self.snapshot.documents().items()
        kept = {path: known for path, known in remembered if path in files and known.kind == files[path][0]}
        documents = dict(_loaded(kept.values()))
        fresh = self._kept(doubtful, results, files, kept)
        broken = [path for path in files if path not in documents and path not in fresh]
        fresh |= self._kept(broken, self._opened(broken, files, {}), files, {})
        documents |= dict(_loaded(fresh.values()))
        self.snapshot.forget(keys.keys() - files.keys())
        self.snapshot.remember({_SETTINGS: digest_of(self.config.for_reading)})
        for path in files:
            for problem in load_problems((fresh.get(path) or kept[path]).problems):
                self.report(problem)
        in_order = [documents[path] for path in files]
        return Documents(
            articles=tuple(document for document in in_order if isinstance(document, Article)),
            records=tuple(document for document in in_order if isinstance(document, Record)),
            pages=tuple(document for document in in_order if isinstance(document, StandingPage)),
            media=self._media(tree.media),
            unread=frozenset(path for path in files if documents[path] is None),
        )

    def _doubtful(self, files: Mapping[str, tuple[str, File]], keys: Keys) -> list[str]:
        """Return the paths of the files that must be opened: they look new, or could not be read the last time."""
        if self.snapshot.recall(_SETTINGS, str) != digest_of(self.config.for_reading):
            return list(files)
        sure = {path: (kind, signature) for path, (kind, key, signature) in keys.items() if key}
        return [path for path, (kind, file) in files.items() if sure.get(path) != (kind, file.signature)]

    def _opened(
        self, paths: Sequence[str], files: Mapping[str, tuple[str, File]], keys: Keys
    ) -> Iterator[Parsed | WorkerError | None]:
        """Let workers open files; one that turns out to be as it was gives None."""
        tasks = [(path, files[path][0], keys[path][1] if path in keys else "") for path in paths]
        jobs = self.jobs if len(tasks) >= _WORTH_MORE_WORKERS else 1
        parse = partial(_parse_one, self.root, self.config)
        return each_in_workers(parse, tasks, jobs=jobs, seconds=self.config.limits.seconds)

    def _kept(
        self,
        paths: Sequence[str],
        results: Iterable[Parsed | WorkerError | None],
        files: Mapping[str, tuple[str, File]],
        kept: Mapping[str, Parsed],
    ) -> dict[str, Parsed]:
        """Remember what was made of files, and return those that are not as they were, without HTML."""
        fresh: dict[str, Parsed] = {}
        same, batch = [], []
        done = self.progress("reading", len(paths)) if paths else None
        for path, result in zip(paths, results, strict=True):
            kind, file = files[path]
            signature = self.sure(file.signature)
            if result is None:
                same += [replace(kept[path], signature=signature)] if path in kept else []
            else:
                parsed = _too_much(path, kind, result) if isinstance(result, WorkerError) else result
                batch.append(replace(parsed, signature=signature))
                fresh[path] = replace(parsed, html="")
            if len(batch) == _BATCH:
                self.snapshot.keep(batch)
                batch.clear()
            if done:
                done()
        self.snapshot.keep(batch)
        self.snapshot.keep(same, with_html=False)
        return fresh

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


def _loaded(kept: Iterable[Parsed]) -> Iterator[tuple[str, Document | None]]:
    """Yield what is remembered of files; what cannot be understood is left out."""
    for known in kept:
        try:
            load_problems(known.problems)
            document = load_document(known.kind, known.document)
        except ValueError:
            continue
        if document is None or document.path == known.path:
            yield known.path, document


def _too_much(path: str, kind: str, why: WorkerError) -> Parsed:
    message = f"reading this file {why}; make it smaller or simpler"
    return failed(path, kind, error(Place(path=path), message, "file-limit"))


def _parse_one(root: Path, config: Config, task: tuple[str, str, str]) -> Parsed | None:
    path, kind, known_key = task
    return parse_file(root, path, kind, known_key, config)
