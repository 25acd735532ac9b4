"""The preview: what is shown now, brought up to date at every save."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

from gazette.errors import Found
from gazette.folders import is_reached_without_links
from gazette.publishing.ground import MEMORY, PREVIEW
from gazette.server.builder import Builder, Built, Plan, folder_of
from gazette.server.news import Newsroom
from gazette.server.watching import Changes, Watch

Hear = Callable[[Built], None]
"""Is told what came of each build."""


class Preview:
    """The last good site, and what is wrong with the collection since. Used in one thread, that of the loop."""

    def __init__(self, plan: Plan, hear: Hear) -> None:
        self._plan = plan
        self._hear = hear
        self.newsroom = Newsroom()
        self.folder: Path = folder_of(plan.root)
        self.base_path = ""
        self.problems = Found()
        self._has_built = False

    @property
    def has_site(self) -> bool:
        """Whether there is a site to show: one that an earlier run left is good once its address is known."""
        return self._has_built and is_reached_without_links(self._plan.root, f"{MEMORY}/{PREVIEW}")

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Build now, after every save and when the clock makes a difference, until the end of the block."""
        with contextlib.ExitStack() as ends:
            builder = Builder(self._plan)
            ends.callback(builder.end)
            changes = Changes()
            ends.callback(Watch(self._plan.root, changes.note, self._plan.tell).end)
            task = asyncio.create_task(self._go_on(builder, changes))
            ends.callback(task.cancel)
            yield

    async def _go_on(self, builder: Builder, changes: Changes) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = self._plan.now()
            built = await loop.run_in_executor(None, builder.build)
            self._take(built)
            await changes.settled(_seconds_until(built.until, self._plan.now(), began))

    def _take(self, built: Built) -> None:
        if built.base_path is not None:
            self.base_path = built.base_path
        self.problems = built.problems
        self._has_built = True
        self.newsroom.publish(built)
        self._hear(built)


def _seconds_until(moment: datetime | None, now: datetime, before: datetime) -> float | None:
    """Return how long it is to a moment; None where it does not come: also a clock may stand, when it is told to."""
    return max(0.0, (moment - now).total_seconds()) if moment and now != before else None
