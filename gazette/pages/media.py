"""Files that are published as they are: each at one address, beside a page that shows it."""

import posixpath
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath

from msgspec import Struct

from gazette.collection.library import Collection
from gazette.content.files import composed
from gazette.content.record import Record


class Medium(Struct, frozen=True, kw_only=True):
    """Where a file is published, and which page's file it is by."""

    path: str  # on the site
    beside: str  # path of a file under content/


def place_media(collection: Collection, content_paths: Mapping[str, str]) -> dict[str, Medium]:
    """Return where each file is published that any page shows or links to, by its path.

    That is beside one page, however many show it: one whose own file lies in the same folder goes before others, and
    then the first in the order of paths. `content_paths` has the pages of files under content/.
    """
    chosen: dict[str, tuple[bool, str]] = {}
    for source, target in _uses(collection) if collection.media else ():
        rank = (posixpath.dirname(source) != posixpath.dirname(target), source)
        chosen[target] = min(rank, chosen.get(target, rank))
    return {
        target: Medium(path=content_paths[source] + media_name(target, source), beside=source)
        for target, (_, source) in chosen.items()
    }


def _uses(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield each file to be published as it is, after the path of a file whose page shows it or links to it."""
    records = [term.record for terms in collection.terms.values() for term in terms.values() if term.record]
    articles = [entry.article for entry in collection.entries]
    bodies = chain(*([(each.path, each.body) for each in group] for group in (articles, records, collection.pages)))
    for path, body in bodies:
        if body.links:
            yield from ((path, link.target) for link in body.links if link.target in collection.media)
    yield from ((record.path, target) for record in records if (target := image_target(record)) in collection.media)


def image_target(record: Record) -> str:
    """Return the path of a record's image, relative to the root, or "" where it has none."""
    if record.image is None:
        return ""
    return composed(posixpath.normpath(posixpath.join(posixpath.dirname(record.path), record.image.text)))


def media_name(target: str, source_path: str) -> str:
    """Return the name under which a file is published beside the page that shows it."""
    folder = PurePosixPath(source_path).parent
    path = PurePosixPath(target)
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return path.name
