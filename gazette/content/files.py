"""The files under content/: found, contained, decoded."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gazette.config import Config
from gazette.errors import InputError, Place, Report, error, warning
from gazette.texts import decode

CONTENT = "content"
PAGES = "pages"
MEDIA_TYPES = frozenset(
    "avif gif jpeg jpg png webp csv docx epub ods odt pdf pptx txt xlsx zip flac m4a mp3 ogg mp4 webm".split()
)
"""Endings of files that may be published as they are: none that a browser would run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A Markdown file as its editor saved it; lines end in a line feed."""

    path: str  # relative to the root: content/2023/grid.md
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTree:
    """All that content/ holds, by what it is; each in the order of its paths."""

    articles: tuple[Source, ...] = ()
    records: tuple[tuple[str, Source], ...] = ()  # with the name of their taxonomy
    pages: tuple[Source, ...] = ()
    media: tuple[str, ...] = ()  # paths relative to the root
    unreadable: frozenset[str] = frozenset()  # paths of Markdown files that are no text

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all Markdown files."""
        records = (source for _, source in self.records)
        return self.unreadable.union(source.path for source in (*self.articles, *records, *self.pages))


def read_sources(root: Path, config: Config, report: Report) -> SourceTree:
    """Read every Markdown file under content/, and list the media files.

    Names that begin with "_" or "." are left out. A file that cannot be read, is no UTF-8,
    is too large or leads out of content/ by a link is reported and left out.
    """
    folder = root / CONTENT
    if not folder.is_dir():
        report(error(Place(path=CONTENT), "there is no such folder; make it and put articles in it", "content-missing"))
        return SourceTree()
    taxonomies = {taxonomy.name for taxonomy in config.taxonomies}
    articles: list[Source] = []
    records: list[tuple[str, Source]] = []
    pages: list[Source] = []
    media: list[str] = []
    unreadable: set[str] = set()
    for path in _walk(folder, root, report):
        kind = PurePosixPath(path).parts[1]
        suffix = PurePosixPath(path).suffix.lower().removeprefix(".")
        if suffix == "md":
            source = _read(root, path, config.limits.file_bytes, report)
            if source is None:
                unreadable.add(path)
            elif kind in taxonomies:
                records.append((kind, source))
            else:
                (pages if kind == PAGES else articles).append(source)
        elif suffix in MEDIA_TYPES:
            media.append(path)
        else:
            cure = "rename it to end in .md" if suffix == "markdown" else "docs/collection.md lists the types that are"
            message = f"not published, for its type; {cure}"
            report(warning(Place(path=path), message, "file-ignored"))
    return SourceTree(
        articles=tuple(articles),
        records=tuple(records),
        pages=tuple(pages),
        media=tuple(media),
        unreadable=frozenset(unreadable),
    )


def _walk(folder: Path, root: Path, report: Report) -> Iterator[str]:
    """Yield the paths of the files under a folder, sorted; what leads out of content/ is reported."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as fault:
        place = Place(path=folder.relative_to(root).as_posix())
        report(error(place, f"this folder cannot be read: {fault.strerror}", "file-unreadable"))
        return
    for entry in entries:
        if entry.name.startswith(("_", ".")):
            continue
        path = Path(entry.path).relative_to(root).as_posix()
        if not _is_utf8(entry.name):
            report(error(Place(path=path), "the name of this file is not UTF-8; rename it", "encoding"))
        elif entry.is_symlink() and not _is_contained(Path(entry.path), root / CONTENT):
            message = "this link leads out of content/ or nowhere; put the file itself here"
            report(error(Place(path=path), message, "path-outside"))
        elif entry.is_dir():
            yield from _walk(Path(entry.path), root, report)
        elif entry.is_file():
            yield path


def _is_contained(link: Path, folder: Path) -> bool:
    """Tell whether a link ends at a file inside the folder; folders are refused, since they may form a circle."""
    try:
        target = link.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return False
    return target.is_file() and target.is_relative_to(folder.resolve())


def _is_utf8(name: str) -> bool:
    """Tell whether a name came from the file system whole; Python keeps other bytes as surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _read(root: Path, path: str, most_bytes: int, report: Report) -> Source | None:
    place = Place(path=path)
    try:
        size = (root / path).stat().st_size
        if size > most_bytes:
            message = f"{size:,} bytes; the limit is {most_bytes:,} (limits.file_bytes in config.yaml): split it"
            report(error(place, message, "file-size"))
            return None
        return Source(path=path, text=decode((root / path).read_bytes(), path, report))
    except InputError as fault:
        fault.tell(report)
    except OSError as fault:
        report(error(place, f"cannot be read: {fault.strerror}", "file-unreadable"))
    return None
