"""Law 1: an incremental build equals a first one, byte for byte, after any sequence of edits, accidents and builds.

In CI the sequences are few and always the same. GAZETTE_SEQUENCES=5000 tries so many of each kind at random; TMPDIR
then chooses the file system.
"""

import gc
import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.incremental.edits import (
    ARTICLES,
    ASSETS,
    BODIES,
    BROKEN,
    DOCUMENTS,
    FOREIGN,
    KINDS,
    LAYOUTS,
    LEDGERS,
    LINKS,
    MEDIA,
    SAME_SIZE,
    SETTINGS,
    Oracle,
    digests_of,
    folder_for_tests,
    inputs_of,
    keys_of,
    new_document,
    with_body,
    with_key,
    with_line,
)
from tests.mini_site import NOW, LiveSite, Run, files_of
from tests.mini_site import MiniSite as Site
from tests.publishing.killing import count_changes

A_WHILE = 0.12  # seconds, after which builds trust that a file has not changed that looks as it did
WANTED = int(os.environ.get("GAZETTE_SEQUENCES", "0"))
OPTIONS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("--jobs", "1"),
    ("--jobs", "2"),
    ("--drafts",),
    ("--future",),
    ("--expired",),
    ("--now", "2023-11-01"),
    ("--now", "2024-07-01"),
    ("--no-search",),
    ("--strict",),
    ("--clean",),
    ("--base-url", "https://example.net/desk"),
)
CONFIG = "title: The Desk\nbase_url: https://example.org\ntaxonomies: {places: }\npaginate_by: 2\n"
SHOWN = "{{ page }}\n{{ site }}\n"


def changes(pool: dict[str, tuple[str, ...]]) -> st.SearchStrategy[tuple[str, str]]:
    """Return a strategy for a key and one of its values."""
    return st.sampled_from([(key, value) for key, values in pool.items() for value in values])


Step = Callable[..., None]


def step(**drawn: Any) -> Callable[[Step], Step]:
    """Make a rule of a method; after every third of such steps, whatever they are, the site is built and compared."""

    def decorate(method: Step) -> Step:
        @wraps(method)
        def do(self: "Editors", **values: object) -> None:
            method(self, **values)
            self.steps += 1
            if self.steps % 3 == 0:
                self.compare(self.site, ())

        as_rule: Callable[[Step], Step] = rule(**drawn)
        return as_rule(do)

    return decorate


class Editors(RuleBasedStateMachine):
    """Editors at work on content and settings, with a build now and then."""

    oracle: ClassVar = Oracle()
    layouts: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=folder_for_tests())
        self.site = Site(Path(self.folder.name) / "desk")
        self.foreign: dict[str, bytes] = {}
        self.mended: dict[str, bytes] = {}  # what broken files held before
        self.pasts: list[dict[str, tuple[bytes, int]]] = []  # inputs with their modification times
        self.is_known = True  # whether the engine can know what it published
        self.steps = 0

    @initialize(names=st.sets(st.sampled_from(DOCUMENTS)))
    def begin(self, names: set[str]) -> None:
        for path, text in self.layouts.items():
            self.site.write(path, text)
        self.site.write("config.yaml", CONFIG)
        for name in sorted(names):
            self._write(name, new_document(name))

    def teardown(self) -> None:
        self.folder.cleanup()
        gc.collect()  # a build stops what would collect

    # Editing

    @step(name=st.sampled_from(DOCUMENTS), data=st.data())
    def change_a_key(self, name: str, data: st.DataObject) -> None:
        key, value = data.draw(changes(keys_of(name)))
        self._write(name, with_key(self._text(name), key, value))

    @step(name=st.sampled_from(DOCUMENTS), body=st.sampled_from(BODIES))
    def change_a_body(self, name: str, body: str) -> None:
        self._write(name, with_body(self._text(name), body))

    @step(name=st.sampled_from(sorted(LINKS)))
    def link_to_other_files(self, name: str) -> None:
        self._write(name, with_body(self._text(name), LINKS[name]))

    @step(path=st.sampled_from(MEDIA), content=st.sampled_from([b"one", b"two", b"three"]))
    def put_a_file_beside(self, path: str, content: bytes) -> None:
        self.site.write(f"content/{path}", content)

    @step(data=st.data())
    def change_a_word_and_put_the_time_back(self, data: st.DataObject) -> None:
        """Leave no trace of an edit in the size or the modification time."""
        if path := self._any(data, "config.yaml", "content", "layouts", "assets"):
            file = self.site.root / path
            content, status = file.read_bytes(), file.stat()
            pairs = [pair for pair in SAME_SIZE if pair[0] in content]
            if pairs:
                file.write_bytes(content.replace(*data.draw(st.sampled_from(pairs))))
                os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    @step(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        if path := self._any(data, "config.yaml", "content", "layouts", "assets"):
            (self.site.root / path).touch()

    @step(data=st.data(), name=st.sampled_from(ARTICLES))
    def rename(self, data: st.DataObject, name: str) -> None:
        """Give a file the name of an article, which may be in another folder and may be taken."""
        if path := self._any(data, "content"):
            target = self.site.root / "content" / f"{name}{Path(path).suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.site.root / path).replace(target)

    @step(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if path := self._any(data, "content"):
            (self.site.root / path).unlink()

    @step(data=st.data(), content=st.sampled_from(BROKEN))
    def break_a_file(self, data: st.DataObject, content: bytes) -> None:
        if path := self._any(data, "content"):
            self.mended.setdefault(path, (self.site.root / path).read_bytes())
            self.site.write(path, content)

    @precondition(lambda self: self.mended)
    @step()
    def mend_what_is_broken(self) -> None:
        for path, content in self.mended.items():
            self.site.write(path, content)
        self.mended.clear()

    @step()
    def record_addresses(self) -> None:
        assert "Traceback" not in self.site.gazette("permalinks", "--now", NOW, "--record").err

    @step(text=st.sampled_from(LEDGERS), is_added=st.booleans())
    def edit_the_ledger(self, text: str, *, is_added: bool) -> None:
        ledger = self.site.root / "permalinks.txt"
        known = ledger.read_text(encoding="utf-8", errors="replace") if is_added and ledger.is_file() else ""
        self.site.write("permalinks.txt", known + text)

    @step(change=changes(SETTINGS))
    def change_a_setting(self, change: tuple[str, str]) -> None:
        config = (self.site.root / "config.yaml").read_text(encoding="utf-8", errors="replace")
        self.site.write("config.yaml", with_line(config, *change) + "\n")

    @precondition(lambda self: self.pasts)
    @step(number=st.integers(0, 9), with_times=st.booleans())
    def check_out_what_was_built_before(self, number: int, *, with_times: bool) -> None:
        """Put the whole collection back as it was, as a version control does, or as a backup does."""
        past = self.pasts[-1 - number % len(self.pasts)]
        now = inputs_of(self.site)
        for path in now.keys() - past.keys():
            (self.site.root / path).unlink()
        for path, (content, modified) in past.items():
            if now.get(path) != content or with_times:
                self.site.write(path, content)
            if with_times:
                os.utime(self.site.root / path, ns=(modified, modified))
        self.mended.clear()

    @step()
    def wait(self) -> None:
        time.sleep(A_WHILE)

    # Building

    @rule(options=st.sampled_from(OPTIONS))
    def build(self, options: tuple[str, ...]) -> None:
        self.compare(self.site, options)

    @rule()
    def build_until_there_is_nothing_to_do(self) -> None:
        if self.compare(self.site, ()).status == 0:
            again = self.compare(self.site, ("--json",), like=())
            report = json.loads(again.out)
            assert (report["rendered"], report["written"], report["removed"]) == (0, 0, 0)

    @rule()
    def mend_everything_and_build(self) -> None:
        """Take out whatever the build complains of, so that later steps do not all end with errors."""
        while paths := {line.split(":")[0] for line in self.compare(self.site, ()).problems if ": error: " in line}:
            for path in paths:
                self._mend(path)

    def compare(self, site: Site, options: tuple[str, ...], *, like: tuple[str, ...] | None = None) -> Run:
        """Build, and compare with a first build of the same inputs, by which `like` are the options if others."""
        before, inputs = site.files(), inputs_of(site)
        run = site.build(*options)
        found = site.files()
        if not self.is_known:
            self._accept_a_refusal(run, before, found)
            return run
        clean = self.oracle.clean(inputs, options if like is None else like)
        event("a build that fails" if run.status else "a build")

        assert (run.status, run.problems) == (clean.status, clean.problems), run.err
        if run.status:
            assert found == before
            return run
        own = {path: data for path, data in found.items() if path not in self.foreign}
        assert own.keys() == clean.files.keys(), sorted(own.keys() ^ clean.files.keys())
        different = [path for path, digest in digests_of(own).items() if digest != clean.files[path]]
        assert not different, self._difference(inputs, options, different, found)
        if site is self.site:
            assert {path: data for path, data in found.items() if path in self.foreign} == self.foreign
        assert not list((site.root / ".gazette").glob("**/staging-*"))
        self._remember()
        return run

    def _accept_a_refusal(self, run: Run, before: dict[str, bytes], found: dict[str, bytes]) -> None:
        """Let a build that cannot know what is its own refuse to touch the site; its owner then moves that away."""
        if run.status:
            assert found == before
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Take away all that was ever built and remembered."""
        for name in ("site", "other", ".gazette"):
            shutil.rmtree(self.site.root / name, ignore_errors=True)
        self.foreign.clear()
        self.is_known = True

    def _difference(
        self, inputs: dict[str, bytes], options: tuple[str, ...], paths: list[str], found: dict[str, bytes]
    ) -> str:
        return f"{paths}\n{self.oracle.difference(inputs, options, paths[0], found[paths[0]])}"

    def _remember(self) -> None:
        root = self.site.root
        past = {path: (data, (root / path).stat().st_mtime_ns) for path, data in inputs_of(self.site).items()}
        if not self.pasts or past != self.pasts[-1]:
            self.pasts.append(past)

    def _mend(self, path: str) -> None:
        if path == "config.yaml":
            self.site.write(path, CONFIG)
        elif path in self.mended:
            self.site.write(path, self.mended.pop(path))
        else:
            (self.site.root / path).unlink()

    def _write(self, name: str, text: str) -> None:
        self.site.write(f"content/{name}.md", text)
        self.mended.pop(f"content/{name}.md", None)

    def _text(self, name: str) -> str:
        """Return the text of a document, a new one where there is none that can be read."""
        path = f"content/{name}.md"
        if path in self.mended or not (self.site.root / path).is_file():
            return new_document(name)
        return (self.site.root / path).read_text(encoding="utf-8", errors="replace")

    def _any(self, data: st.DataObject, *folders: str) -> str | None:
        """Draw the path of any file in these folders."""
        found = files_of(self.site.root)
        paths = sorted(path for path in found if path.split("/")[0] in folders and not path.endswith(".lock"))
        return data.draw(st.sampled_from(paths)) if paths else None


class Views(Editors):
    """The same with layouts that show the whole of every view, in which nothing stale can hide."""

    layouts: ClassVar = {
        **{f"layouts/{kind}.html": SHOWN for kind in KINDS},
        **{f"layouts/{name}": SHOWN for name in ("feed.xml", "sitemap.xml", "robots.txt", "opensearch.xml")},
    }


class Theme(Editors):
    """The same, with a theme author at work too."""

    @step(data=st.data(), path=st.sampled_from(sorted(LAYOUTS)))
    def write_a_layout(self, data: st.DataObject, path: str) -> None:
        self.site.write(f"layouts/{path}", data.draw(st.sampled_from(LAYOUTS[path])))

    @step(data=st.data(), path=st.sampled_from(sorted(ASSETS)))
    def write_an_asset(self, data: st.DataObject, path: str) -> None:
        self.site.write(f"assets/{path}", data.draw(st.sampled_from(ASSETS[path])))

    @step(data=st.data())
    def delete_from_the_theme(self, data: st.DataObject) -> None:
        if path := self._any(data, "layouts", "assets"):
            (self.site.root / path).unlink()

    @step()
    def delete_the_theme(self) -> None:
        shutil.rmtree(self.site.root / "layouts", ignore_errors=True)


class Previews(Theme):
    """The same, built as a preview is."""

    layouts: ClassVar = Views.layouts

    def __init__(self) -> None:
        super().__init__()
        self.site = LiveSite(self.site.root)


class Accidents(Editors):
    """The same, where builds are killed, the memory is damaged, folders move and strangers work in the site."""

    @step(change=st.integers(1, 60), options=st.sampled_from([(), ("--jobs", "2"), ("--clean",)]))
    def kill_a_build_before_it_changes_the_disk(self, change: int, options: tuple[str, ...]) -> None:
        self._kill(options, lambda: count_changes(change))

    @step(milliseconds=st.integers(1, 150), options=st.sampled_from([(), ("--jobs", "2")]))
    def kill_a_build_after_a_while(self, milliseconds: int, options: tuple[str, ...]) -> None:
        self._kill(options, milliseconds=milliseconds)

    @step(
        data=st.data(),
        how=st.sampled_from(["remove", "cut", "empty", "garble", "random", "folder", "link"]),
        seed=st.integers(0, 999),
    )
    def damage_a_file_of_the_memory(self, data: st.DataObject, how: str, seed: int) -> None:
        path = self._any(data, ".gazette")
        if path is None or "/shadow/" in path:
            return
        file, chance = self.site.root / path, random.Random(seed)  # noqa: S311 - no secret
        content = bytearray(file.read_bytes())
        if how == "cut":
            content = content[: len(content) // 2]
        elif how == "empty":
            content.clear()
        elif how == "random":
            content = bytearray(chance.randbytes(len(content)))
        elif how == "garble":
            for place in chance.sample(range(len(content)), min(3, len(content))):
                content[place] ^= chance.randrange(1, 256)
        file.unlink()
        if how == "folder":
            file.mkdir()
        elif how == "link":
            file.symlink_to(self.site.root / "config.yaml")
        elif how != "remove":
            file.write_bytes(content)
        self.is_known = self.is_known and not file.name.startswith("state")

    @step()
    def lose_the_shadow(self) -> None:
        for folder in (self.site.root / ".gazette").glob("outputs/*/shadow"):
            shutil.rmtree(folder)

    @step()
    def lose_the_memory_and_the_site(self) -> None:
        self._begin_anew()

    @step()
    def lose_the_site(self) -> None:
        shutil.rmtree(self.site.output, ignore_errors=True)
        self.foreign.clear()

    @step()
    def keep_a_copy_of_the_snapshot(self) -> None:
        self._copy(self.site.root / ".gazette/snapshot.db", self.site.root.parent / "snapshot.db")

    @step()
    def put_the_copy_of_the_snapshot_back(self) -> None:
        if (self.site.root / ".gazette").is_dir():
            self._copy(self.site.root.parent / "snapshot.db", self.site.root / ".gazette/snapshot.db")

    @step(how=st.sampled_from(["move", "copy"]))
    def move_house(self, how: str) -> None:
        """Go on in another folder: the same one under a new name, or a copy with all times kept."""
        old = self.site.root
        new = Path(tempfile.mkdtemp(dir=self.folder.name)) / "a desk"
        if how == "move":
            old.rename(new)
        else:
            shutil.copytree(old, new, symlinks=True)
        self.site = Site(new)

    @step(data=st.data(), how=st.sampled_from(["remove", "change", "keep its size and time"]))
    def tamper_with_the_site(self, data: st.DataObject, how: str) -> None:
        path = self._any(data, "site")
        if path is None or path.removeprefix("site/") in self.foreign:
            return
        file = self.site.root / path
        content, status = file.read_bytes(), file.stat()
        file.unlink()
        if how == "change":
            file.write_bytes(b"tampered")
        elif how == "keep its size and time":
            file.write_bytes(b"x" * len(content))
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    @step(path=st.sampled_from(FOREIGN))
    def put_a_file_into_the_site(self, path: str) -> None:
        if self.site.output.is_dir() and self.is_known:
            self.site.write(f"site/{path}", "mine")
            self.foreign[path] = b"mine"

    @step(path=st.sampled_from(FOREIGN))
    def take_a_file_out_of_the_site(self, path: str) -> None:
        if self.foreign.pop(path, None) is not None:
            (self.site.output / path).unlink()

    @rule(options=st.sampled_from(OPTIONS))
    def build_elsewhere(self, options: tuple[str, ...]) -> None:
        """Build the same collection into another folder, with the memory of both."""
        other = Site(self.site.root)
        other.output = self.site.root / "other"
        if self.is_known:
            self.compare(other, (*options, "--output", str(other.output)), like=options)

    def _kill(
        self, options: tuple[str, ...], begin: Callable[[], object] = lambda: None, *, milliseconds: int = 0
    ) -> None:
        """Build in a process that kills itself as it has begun to, or is killed after a while."""
        before = self.site.files()
        child = os.fork()
        if not child:
            try:
                begin()
                self.site.build(*options)
            finally:
                os._exit(0)
        if milliseconds:
            time.sleep(milliseconds / 1000)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if not self.is_known:
            return
        clean = self.oracle.clean(inputs_of(self.site), options)
        own = {path: data for path, data in self.site.files().items() if path not in self.foreign}
        old = {path: data for path, data in before.items() if path not in self.foreign}
        event("a killed build")
        assert own == old or (clean.status == 0 and digests_of(own) == clean.files), sorted(own.keys() ^ old.keys())

    def _copy(self, source: Path, target: Path) -> None:
        if source.is_file() and not source.is_symlink():
            if target.is_dir():
                target.rmdir()
            target.unlink(missing_ok=True)
            shutil.copy2(source, target)


def sequences(machine: type[RuleBasedStateMachine], few: int, steps: int) -> type:
    """Return the test case that runs a machine."""
    case = machine.TestCase
    case.settings = settings(
        max_examples=WANTED or few,
        stateful_step_count=steps,
        derandomize=not WANTED,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    return case


TestViews = sequences(Views, 12, 24)
TestTheme = sequences(Theme, 9, 24)
TestPreviews = sequences(Previews, 10, 24)
TestAccidents = sequences(Accidents, 13, 24)
