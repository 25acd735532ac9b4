"""Watching: is told by the system what is saved in a collection, and waits until it is quiet.

Which files matter is for the build to say, which looks at all of them; here only that is left out
which editors write beside the file that they save.
"""

import asyncio
import contextlib
import errno
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.config import CONFIG_NAME
from gazette.content.files import CONTENT
from gazette.output.theme import ASSETS, LAYOUTS

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver, ObservedWatch

FOLDERS = (CONTENT, LAYOUTS, ASSETS)
_FILES = (CONFIG_NAME, "permalinks.txt")
_ASIDE = re.compile(r"\..*|.*~|#.*#|4913|.*\.(sw[a-z]|tmp|temp|bak|orig|part|crdownload)|.*___jb_(tmp|old)___")
"""Names of swap files, backups and files that are about to be renamed."""
_KINDS = frozenset({"created", "modified", "moved", "deleted"})  # to be opened and read changes nothing
_EXHAUSTED = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENOSYS, errno.EOPNOTSUPP})
_QUIET = 0.02  # seconds: a save is a few events in a row,
_QUIET_AFTER_MANY = 0.3  # and a checkout many, with pauses
_MANY = 10  # files
_LONGEST = 5.0  # seconds, after which it is built though it is not quiet
_REST = 0.05  # seconds
_LONGEST_WAIT = 1.0  # seconds, in which a new folder gets its watch
_COUNTED = Path("/proc/self/fdinfo")  # where Linux tells of the watches of a process
_POLL = 1.0  # seconds between looks, where the system tells nothing


class Changes:
    """What was saved since it was last waited for; noted in any thread, waited for in one loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._some = asyncio.Event()
        self._paths: set[str] = set()
        self._last = 0.0

    def note(self, path: str) -> None:
        """Take note of a file; to be called from the thread of a watch."""
        self._loop.call_soon_threadsafe(self._note, path)

    async def settled(self, seconds: float | None = None) -> None:
        """Wait until something was saved and it is quiet again, or for so many seconds where nothing is."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._some.wait(), seconds)
        until = time.monotonic() + _LONGEST
        while (left := min(until, self._last + self._pause) - time.monotonic()) > 0:  # noqa: ASYNC110 - quiet is no event
            await asyncio.sleep(left)
        self._some.clear()
        self._paths.clear()

    def _note(self, path: str) -> None:
        self._paths.add(path)
        self._last = time.monotonic()
        self._some.set()

    @property
    def _pause(self) -> float:
        return _QUIET if len(self._paths) <= _MANY else _QUIET_AFTER_MANY


class Watch:
    """A watch over the files on which a site depends, those that are yet to come included."""

    def __init__(self, root: Path, note: Callable[[str], None], tell: Callable[[str], None]) -> None:
        from watchdog.observers import Observer

        self._root = root.resolve()
        self._note = note
        self._tell = tell
        self._watches: dict[str, ObservedWatch] = {}
        self._has_new_folders = False
        self._is_polling = False
        try:
            self._begin(Observer())
        except OSError as fault:
            self._poll_instead(fault)

    def end(self) -> None:
        """Watch no more."""
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)  # it calls it an error to be stopped at work
        self._observer.stop()
        self._observer.join()

    def _begin(self, observer: "BaseObserver") -> None:
        self._observer = observer
        self._watches.clear()
        observer.start()
        try:
            observer.schedule(_handler(self._seen_at_top), str(self._root), recursive=False)
            for name in FOLDERS:
                self._watch(name)
            _make_sure_of_room(observer)
        except BaseException:
            observer.stop()
            raise

    def _poll_instead(self, fault: OSError) -> None:
        """Look at all files now and then. Raises the fault where it is not for want of watches."""
        from watchdog.observers.polling import PollingObserver

        if fault.errno not in _EXHAUSTED:
            raise fault
        self._tell(
            f"the system watches no more files for this user ({fault.strerror}), so they are looked at"
            f" every {_POLL:g} s instead; on Linux, raise fs.inotify.max_user_watches to see saves at once"
        )
        self._is_polling = True
        self._begin(PollingObserver(timeout=_POLL))

    def _watch(self, name: str) -> None:
        """Watch a folder that is there, whatever watch there was of another in its place."""
        if old := self._watches.pop(name, None):
            self._observer.unschedule(old)
        folder = self._root / name
        if folder.is_dir():
            self._watches[name] = self._observer.schedule(_handler(self._seen), str(folder), recursive=True)

    def _seen(self, event: "FileSystemEvent") -> None:
        """Note a file in one of the folders."""
        for path in self._paths(event):
            if not any(map(_ASIDE.fullmatch, path.split("/"))):
                self._note(path)
        if event.is_directory and event.event_type in {"created", "moved"}:
            self._has_new_folders = True
        if self._has_new_folders and self._observer.event_queue.empty():
            self._has_new_folders = False
            self._look_for_room()

    def _look_for_room(self) -> None:
        """Make sure that new folders are watched, and look at all files now and then where they cannot be."""
        until = time.monotonic() + _LONGEST_WAIT
        while (missing := self._has_unwatched_folders()) and time.monotonic() < until:
            time.sleep(_REST)  # they may be about to be
        try:
            _make_sure_of_room(self._observer, is_short=missing)
        except OSError as fault:
            self._observer.stop()
            self._poll_instead(fault)
            self._note(CONTENT)  # for what was saved in between

    def _has_unwatched_folders(self) -> bool:
        """Tell whether this process has fewer watches than there are folders, where the system counts them."""
        if self._is_polling or not _COUNTED.is_dir():
            return False
        folders = sum(1 for name in self._watches for _ in os.walk(self._root / name))
        return _count_watches() < 1 + folders

    def _seen_at_top(self, event: "FileSystemEvent") -> None:
        """Note a file beside the folders, or a folder that has come or gone."""
        for path in self._paths(event):
            if path in FOLDERS:
                self._watch(path)
            if path in (*FOLDERS, *_FILES):
                self._note(path)

    def _paths(self, event: "FileSystemEvent") -> Iterator[str]:
        """Yield which paths are other than they were; of what is in a folder it is told apart."""
        if event.event_type in _KINDS and not (event.is_directory and event.event_type == "modified"):
            for path in (event.src_path, event.dest_path):
                with contextlib.suppress(ValueError):  # from or to a place outside; "" where it has not moved
                    yield Path(os.fsdecode(path)).relative_to(self._root).as_posix()


def _make_sure_of_room(observer: "BaseObserver", *, is_short: bool = False) -> None:
    """Raise OSError where the system has no watch left, or some are known to be missing.

    Where the folder itself can be watched and one within it cannot, the library says nothing.
    """
    from watchdog.events import FileSystemEventHandler

    if is_short:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with tempfile.TemporaryDirectory() as folder:
        observer.unschedule(observer.schedule(FileSystemEventHandler(), folder))


def _count_watches() -> int:
    """Return how many watches this process has."""
    found = 0
    for file in _COUNTED.iterdir():
        with contextlib.suppress(OSError):  # closed meanwhile
            found += file.read_text().count("inotify wd:")
    return found


def _handler(seen: "Callable[[FileSystemEvent], None]") -> "FileSystemEventHandler":
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: "FileSystemEvent") -> None:
            seen(event)

    return Handler()
