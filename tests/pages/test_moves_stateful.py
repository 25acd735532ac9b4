"""A published address never dies: whatever editors rename, it is a page, leads to one, is gone, or is told of."""

import gc
import json
import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.incremental.edits import folder_for_tests, new_document, with_key
from tests.mini_site import NOW, MiniSite

NAMES = ("2023/grid", "2023/storm", "2024/vote", "2024/grid", "people/ada", "people/milos", "topics/energy")
ARTICLE_KEYS = {
    "slug": ("", "grid", "storm", "own"),
    "date": ("2023-10-31", "2023-10-30", "2031-01-01"),
    "title": ("Grid", "Storm"),
    "people": ("", "[Ada Byron]", "[Miloš Đaković, Countess Lovelace]", "[Ada King, Zoë]", "[zoë]"),
    "topics": ("", "[Energy]", "[Power, Votes]"),
    "draft": ("", "true"),
    "expires": ("", "2025-01-01"),
    "aliases": ("", "[/old/]", "[/2023/10/31/grid/, /2023/10/30/own]", "[/people/zoe/]"),
}
RECORD_KEYS = {
    "name": ("Ada Byron", "Ada King", "Miloš Đaković", "Energy", "Power"),
    "aliases": ("", "[Countess Lovelace]", "[Zoë]", "[Votes, Ada Byron]"),
    "slug": ("", "same"),
}
PATTERNS = ("", 'permalinks: {article: "/{folder}/{slug}/"}')


class Desk(RuleBasedStateMachine):
    """Editors at work, with a publication now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=folder_for_tests())
        self.site = MiniSite(Path(self.folder.name) / "desk")
        self.published: set[str] = set()

    def teardown(self) -> None:
        self.folder.cleanup()
        gc.collect()  # a build stops what would collect

    @initialize()
    def begin(self) -> None:
        for name in ("2023/grid", "2023/storm", "people/ada"):
            self.site.write(f"content/{name}.md", new_document(name))
        self.publish()

    @rule(name=st.sampled_from(NAMES), data=st.data())
    def change_a_key(self, name: str, data: st.DataObject) -> None:
        file = self.site.root / f"content/{name}.md"
        keys = ARTICLE_KEYS if name[0] == "2" else RECORD_KEYS
        key = data.draw(st.sampled_from(sorted(keys)))
        text = file.read_text(encoding="utf-8") if file.exists() else new_document(name)
        self.site.write(f"content/{name}.md", with_key(text, key, data.draw(st.sampled_from(keys[key]))))

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename(self, name: str, other: str) -> None:
        file = self.site.root / f"content/{name}.md"
        if file.exists() and (name[0] == "2") == (other[0] == "2"):
            (self.site.root / f"content/{other}.md").parent.mkdir(parents=True, exist_ok=True)
            file.replace(self.site.root / f"content/{other}.md")

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        (self.site.root / f"content/{name}.md").unlink(missing_ok=True)

    @rule(pattern=st.sampled_from(PATTERNS))
    def change_the_pattern_of_addresses(self, pattern: str) -> None:
        self.site.configure(pattern)

    @rule()
    def withdraw_what_is_lost(self) -> None:
        ledger = self.site.root / "permalinks.txt"
        lines = ledger.read_text(encoding="utf-8").split("\n")
        for problem in self.site.build().problems:
            if match := re.match(r"permalinks\.txt:(\d+): error: .* \[permalink-lost\]", problem):
                lines[int(match[1]) - 1] += " gone: true Withdrawn"
        self.site.write("permalinks.txt", "\n".join(lines))

    @rule()
    def publish(self) -> None:
        """Build, hold what was published before against it, and record."""
        run = self.site.build()
        told = {
            match[1]
            for problem in run.problems
            if (match := re.match(r"permalinks\.txt:\d+: \w+: (\S+) .* \[permalink-(lost|waiting)\]", problem))
        }
        self._is_told_rightly(run.problems)
        if run.status == 0:
            for address in self.published - told:
                self._is_alive(address)
            self._agrees_with_the_hosts_file()
            ids = [item["id"] for item in self.site.json("/feed.json")["items"]]
            assert len(set(ids)) == len(ids)
        elif all("[permalink-" in problem for problem in run.problems if ": error: " in problem):
            assert told
        before = self._recorded()
        self.site.gazette("permalinks", "--now", NOW, "--record")
        assert before <= self._recorded()
        if run.status == 0:
            self.published |= self._addresses()
            assert self.published <= self._recorded()
            assert not json.loads(self.site.gazette("permalinks", "--now", NOW, "--json").out)["new"]

    def _is_told_rightly(self, problems: list[str]) -> None:
        """Nothing is lost that a file is there for, or a record that has its name."""
        for problem in problems:
            if match := re.search(r": (content/\S+\.md) is not there any more", problem):
                assert not (self.site.root / match[1]).exists(), problem
            if match := re.search(r'no article or record has "(.+)" in (\w+) any more', problem):
                records = (self.site.root / "content" / match[2]).glob("*.md")
                assert not any(match[1] in record.read_text(encoding="utf-8") for record in records), problem

    def _is_alive(self, address: str) -> None:
        assert self.site.has(address), address
        step = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', self.site.read(address))
        if step:
            assert self.site.has(step[1]), (address, step[1])
            assert 'http-equiv="refresh"' not in self.site.read(step[1]), (address, step[1])

    def _agrees_with_the_hosts_file(self) -> None:
        rules = [line.split(" ") for line in self.site.read("/_redirects").splitlines()]
        olds = [old.rstrip("/") for old, _, _ in rules]
        assert len(set(olds)) == len(olds)
        for old, target, status in rules:
            assert self.site.has(target), (old, target)
            assert status == "410!" or target.rstrip("/") not in olds, (old, target)
            if not old.endswith(".xml"):
                assert self.site.has(old if old.endswith("/") else f"{old}/"), old

    def _addresses(self) -> set[str]:
        """Return the addresses of articles and terms, as the data files have them."""
        terms = (row["url"] for name in ("people", "topics", "sources") for row in self.site.json(f"/data/{name}.json"))
        return {url.removeprefix("https://example.org") for url in (*(row["url"] for row in self.site.rows()), *terms)}

    def _recorded(self) -> set[str]:
        ledger = self.site.root / "permalinks.txt"
        lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
        return {line.split(" ")[0] for line in lines if line.startswith("/")}


TestMoves = Desk.TestCase
TestMoves.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
