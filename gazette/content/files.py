"""The files under content/: found, contained, sorted by what they are."""

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from gazette.config import Config
from gazette.content.left_out import report_left_out
from gazette.errors import InputError, Place, Report, error, unreadable, warning
from gazette.folders import Folder, WrongKindError, held, open_file
from gazette.texts import unseen_in

CONTENT = "content"
PAGES = "pages"
MEDIA_TYPES = frozenset(
    "avif gif jpeg jpg png webp csv docx epub ods odt pdf pptx txt xlsx zip flac m4a mp3 ogg mp4 webm".split()
)
"""Endings of files that may be published as they are: none that a browser would run."""

_TWICE = (
    "this name is there twice: it looks the same, but its accents are composed in one and put on in the other"
    " (Unicode NFC and NFD); remove or rename one of them"
)

_OUTSIDE = "this link leads out of content/ or nowhere; put the file itself here"

Signature = tuple[int, int, int, int]
"""What the file system says of a file: bytes, times of modification and of change in ns, inode."""


class File(Struct, frozen=True, kw_only=True):
    """A file under content/, as the file system has it."""

    path: str  # relative to the root: content/2023/grid.md; its accents composed, whatever the file system has
    signature: Signature


class Source(Struct, frozen=True, kw_only=True):
    """A Markdown file as its editor saved it; lines end in a line feed."""

    path: str
    text: str


class SourceTree(Struct, frozen=True, kw_only=True):
    """All that content/ holds, by what it is; each in the order of its paths."""

    articles: tuple[File, ...] = ()
    records: tuple[tuple[str, File], ...] = ()  # with the name of their taxonomy
    pages: tuple[File, ...] = ()
    media: tuple[File, ...] = ()


def list_files(root: Path, report: Report) -> tuple[File, ...]:
    """Return every file under content/ in the order of paths.

    Names that begin with "_" or "." are left out; of some, a warning says so. What leads out of content/ by a link,
    or cannot be listed, is reported and left out.
    """
    folder = root / CONTENT
    if not folder.is_dir():
        articles = "the articles of _posts" if (root / "_posts").is_dir() else "articles"
        message = f"there is no such folder; make it and put {articles} in it"
        report(error(Place(path=CONTENT), message, "content-missing"))
        return ()
    try:
        with held(folder) as top:
            return tuple(_walk(top, CONTENT, root, report))
    except OSError as fault:
        report(unreadable(Place(path=CONTENT), fault))
        return ()


def composed(path: str) -> str:
    """Return a path in the one Unicode form (NFC) in which paths are compared and published.

    Some systems and programs name files in another one, which looks the same.
    """
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def file_at(root: Path, path: str) -> Path:
    """Return the file at a path, or where it would be, in the Unicode form that the file system has its name in."""
    if path.isascii() or os.path.lexists(root / path):
        return root / path
    file = root
    for name in path.split("/"):
        file /= _name_in(file, name)
    return file


def _name_in(folder: Path, name: str) -> str:
    """Return the name that a folder has for a composed one; its names are read only where that is in no usual form."""
    for form in (name, unicodedata.normalize("NFD", name)):
        if os.path.lexists(folder / form):
            return form
    with contextlib.suppress(OSError):
        return next(
            (other for other in sorted(each.name for each in folder.iterdir()) if composed(other) == name), name
        )
    return name


def sort_files(files: Iterable[File], config: Config, report: Report) -> SourceTree:
    """Return files by what they are; one that is none of these is reported."""
    taxonomies = {taxonomy.name for taxonomy in config.taxonomies}
    articles: list[File] = []
    records: list[tuple[str, File]] = []
    pages: list[File] = []
    media: list[File] = []
    for file in files:
        kind = file.path.split("/", 2)[1]
        stem, _, suffix = file.path.lower().rpartition(".")
        if suffix == "md" and not stem.endswith("/"):
            if kind in taxonomies:
                records.append((kind, file))
            else:
                (pages if kind == PAGES else articles).append(file)
        elif suffix in MEDIA_TYPES:
            media.append(file)
        else:
            report(warning(Place(path=file.path), f"not published, {_why_ignored(suffix)}", "file-ignored"))
    return SourceTree(articles=tuple(articles), records=tuple(records), pages=tuple(pages), media=tuple(media))


def _why_ignored(suffix: str) -> str:
    """Return why a file of some type is not published, and what to do."""
    if suffix in {"markdown", "mdown", "mkd"}:
        return "for its type; rename it to end in .md"
    if suffix == "svg":
        return "since an SVG picture can carry scripts; save it as PNG or WebP"
    if suffix in {"html", "htm", "xhtml", "js", "mjs"}:
        return "since it would run in readers' browsers as part of the site; write it as Markdown"
    return "for its type; docs/collection.md lists the types that are"


def read_file(root: Path, path: str, most_bytes: int) -> bytes:
    """Return a file's bytes. Raises InputError where it cannot be read or is larger than a file may be."""
    place = Place(path=path)
    try:
        with os.fdopen(open_content(root, path), "rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > most_bytes:
                message = f"{size:,} bytes; the limit is {most_bytes:,} (limits.file_bytes in config.yaml): split it"
                raise InputError(error(place, message, "file-size"))
            return stream.readall()
    except OSError as fault:
        raise InputError(unreadable(place, fault)) from fault


def open_content(root: Path, path: str) -> int:
    """Return the descriptor of a file under content/, whatever has been put in its place since it was listed.

    A link is followed only to a file inside, as when files are listed. Raises InputError where one leads out, and
    OSError where there is no file.
    """
    folder, inner = root / CONTENT, path.removeprefix(f"{CONTENT}/")
    if not path.isascii():
        inner = file_at(root, path).relative_to(folder).as_posix()
    try:
        return open_file(folder, inner)
    except WrongKindError as fault:
        if fault.errno != errno.ELOOP:
            raise
    target, content = (Path(os.path.realpath(place)) for place in (folder / inner, folder))
    if not target.is_relative_to(content):
        raise InputError(error(Place(path=path), _OUTSIDE, "path-outside"))
    return open_file(content, target.relative_to(content).as_posix())


def create_file(root: Path, path: str, data: bytes) -> None:
    """Write a new file under content/, whole or not at all.

    Raises FileExistsError where there is one already, OSError where the disk refuses, and InputError where a link
    leads out of content/.
    """
    content, folder = (Path(os.path.realpath(place)) for place in (root / CONTENT, (root / path).parent))
    if not folder.is_relative_to(content):
        message = "a link leads from this folder out of content/; put a folder in its place"
        raise InputError(error(Place(path=path), message, "path-outside"))
    try:
        with held(content.parent, folder.relative_to(content.parent).as_posix(), is_made=True) as inside:
            inside.create(path.rpartition("/")[2], data)
    except WrongKindError as fault:
        raise NotADirectoryError(fault.errno, f"{fault.strerror}, and a folder is wanted", fault.filename) from fault


def _walk(folder: Folder, path: str, root: Path, report: Report) -> Iterator[File]:
    """Yield the files under a folder whose path relative to the root is given, sorted."""
    try:
        entries = sorted(folder.entries(), key=lambda entry: (composed(entry.name), entry.name != composed(entry.name)))
    except OSError as fault:
        report(unreadable(Place(path=path), fault))
        return
    seen = set[str]()
    for entry in entries:
        inner, place = f"{path}/{composed(entry.name)}", f"{folder.path}/{entry.name}"
        if entry.name.startswith(("_", ".")):
            report_left_out(entry.name, place, inner, report, is_folder=entry.is_dir(follow_symlinks=False))
            continue
        if inner in seen:
            report(error(Place(path=inner), _TWICE, "file-twice"))
            continue
        seen.add(inner)
        if not _is_utf8(entry.name):
            report(error(Place(path=inner), "the name of this file is not UTF-8; rename it", "encoding"))
        elif unseen := unseen_in(entry.name):
            report(error(Place(path=inner), f"this name has {unseen}, which nobody sees; rename it", "file-name"))
        elif entry.is_symlink() and not _is_contained(Path(place), root / CONTENT):
            report(error(Place(path=inner), _OUTSIDE, "path-outside"))
        elif entry.is_dir():
            yield from _walk_into(folder, entry.name, inner, root, report)
        elif (file := _file(entry, inner, report)) is not None:
            yield file


def _walk_into(folder: Folder, name: str, path: str, root: Path, report: Report) -> Iterator[File]:
    try:
        inner = folder.folder(name)
    except OSError as fault:  # such as a link that has come in its place
        report(unreadable(Place(path=path), fault))
        return
    with inner:
        yield from _walk(inner, path, root, report)


def _file(entry: os.DirEntry[str], path: str, report: Report) -> File | None:
    """Return a file with its signature; None where it has gone since its folder was read, or is none: that is told."""
    try:
        status = entry.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        report(unreadable(Place(path=path), WrongKindError(status.st_mode, path)))
        return None
    return File(path=path, signature=signature_of(status))


def signature_of(status: os.stat_result) -> Signature:
    """Return what tells a file apart from what it was."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _is_contained(link: Path, folder: Path) -> bool:
    """Tell whether a link ends at a file inside the folder; folders are refused, since they may form a circle."""
    try:
        target = link.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return False
    return target.is_file() and target.is_relative_to(folder.resolve())


def _is_utf8(name: str) -> bool:
    """Tell whether a name came from the file system whole; Python keeps other bytes as surrogates."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)
