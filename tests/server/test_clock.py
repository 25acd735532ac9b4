"""The preview builds again when the clock makes a difference, and only then."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gazette.errors import Found
from gazette.server import preview as module
from gazette.server.builder import Built, Plan
from tests.mini_site import MiniSite
from tests.server.previewing import eventually, previewed

START = datetime(2030, 1, 1, tzinfo=UTC)


class Builder:
    """Counts builds; the first one says that the site will be another in a moment."""

    builds = 0
    moment = START

    def __init__(self, _: Plan) -> None:
        type(self).builds = 0

    def build(self) -> Built:
        type(self).builds += 1
        return Built(is_published=True, problems=Found(), until=self.moment if self.builds == 1 else None)

    def end(self) -> None:
        """Have nothing to end."""


def builds_in_a_while(root: Path, now: Callable[[], datetime]) -> int:
    async def preview() -> None:
        plan = Plan(root=root, has_all=True, now=now, progress=lambda *_: lambda: None, tell=print)
        async with module.Preview(plan, lambda _: None).running():
            await asyncio.sleep(0.6)

    # A browser that other tests drive has its own event loop in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(preview())).result()
    return Builder.builds


def test_moment_that_comes_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Builder", Builder)
    monkeypatch.setattr(Builder, "moment", datetime.now(UTC) + timedelta(seconds=0.2))
    assert builds_in_a_while(tmp_path, lambda: datetime.now(UTC)) == 2


def test_moment_far_ahead_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Builder", Builder)
    monkeypatch.setattr(Builder, "moment", datetime.now(UTC) + timedelta(days=40_000))
    assert builds_in_a_while(tmp_path, lambda: datetime.now(UTC)) == 1


def test_clock_that_stands_builds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Builder", Builder)
    monkeypatch.setattr(Builder, "moment", START + timedelta(seconds=0.1))
    assert builds_in_a_while(tmp_path, lambda: START) == 1


def test_mark_of_what_was_planned_goes_when_its_time_has_come(site: MiniSite) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=4)
    path = f"/{moment:%Y/%m/%d}/storm/"
    site.article("storm", date=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    with previewed(site) as served:
        assert "Planned for" in served.get(path).text
        eventually(lambda: "Planned for" not in served.get(path).text)
