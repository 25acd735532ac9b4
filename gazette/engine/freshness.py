"""Freshness: whether anything at all has changed since the last build, told without reading a file of content."""

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gazette.config import CONFIG_NAME, OTHER_CONFIG_NAME
from gazette.content.files import File, Signature, signature_of
from gazette.content.ledger import LEDGER
from gazette.digests import digest_of
from gazette.errors import Found
from gazette.output.theme import ASSETS, LAYOUTS, theme_folders

_TICK = 100_000_000  # ns; the clocks of file systems tick every 10 ms or sooner,
_COARSE_TICK = 2_000_000_000  # but some keep whole seconds or two, which shows in their times


class LastBuild(Struct, frozen=True, kw_only=True):
    """What the last build came to, and the state of all that it depended on."""

    inputs: str
    since: datetime | None  # the moments between which "now" may lie without a difference; None where there is no bound
    until: datetime | None
    site: str  # digest of the state of every published file
    articles: int
    pages: int
    files: int
    problems: Found
    held_back: tuple[str, ...] = ()  # why each article or page is not shown that is not

    def holds(self, inputs: str, now: datetime) -> bool:
        """Tell whether a build would come to the same, if its site still stands."""
        is_later = self.since is None or self.since <= now
        is_sooner = self.until is None or now < self.until
        return self.inputs == inputs and is_later and is_sooner


class Clock:
    """The file system's own time, at which files were looked at."""

    def __init__(self, folder: Path) -> None:
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            self._now = os.fstat(file.fileno()).st_mtime_ns

    def sure(self, signature: Signature) -> Signature | None:
        """Return a signature, or None where the file may yet change without it: within a tick of the clock."""
        newest = max(signature[1], signature[2])
        tick = _TICK if newest % 1_000_000 else _COARSE_TICK
        return signature if newest < self._now - tick else None


def inputs_digest(files: Iterable[File], settings: object) -> str:
    """Return the digest of all that a build depends on, as the file system has it; "now" apart."""
    return digest_of((settings, [(file.path, file.signature) for file in files]))


def other_files(root: Path) -> Iterator[File]:
    """Yield the files besides content that a build depends on."""
    if os.path.lexists(ledger := root / LEDGER):  # whatever it is: the build has a word on links and folders
        yield File(path=str(ledger), signature=signature_of(ledger.lstat()))
    folders = (folder for name in (LAYOUTS, ASSETS) for folder in theme_folders(root, name))
    settings = (root / CONFIG_NAME, root / OTHER_CONFIG_NAME)
    for path in (*settings, *(path for folder in folders for path in sorted(folder.rglob("*")))):
        if os.path.lexists(path) and not path.is_dir():  # a pipe or a dead link, too: the build has a word on these
            yield File(path=str(path), signature=signature_of(path.stat() if path.exists() else path.lstat()))


def bounds(moments: Collection[datetime], now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return the last of some moments up to now, and the first after it; None where there is none."""
    before = max((moment for moment in moments if moment <= now), default=None)
    after = min((moment for moment in moments if moment > now), default=None)
    return before, after
