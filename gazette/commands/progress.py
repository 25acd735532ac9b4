"""A bar that shows how far a long step has come."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_PATIENCE = 0.5  # seconds, for which nobody needs a bar
_BETWEEN = 0.1  # seconds


class _Console(Console):
    """Leaves the cursor be: a process that ends in the middle of a step could not bring it back."""

    def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002, FBT002 - rich says how
        return False


class Bar:
    """Counts things done, and shows them once the step has taken a while; it goes when all are done.

    It is drawn when something is done and by no thread of its own: workers are forks of this process.
    """

    def __init__(self, step: str, total: int) -> None:
        self._step = step.capitalize()
        self._total = total
        self._done = 0
        self._next = time.monotonic() + _PATIENCE
        self._bar: Progress | None = None

    def advance(self) -> None:
        """Count one more."""
        self._done += 1
        is_last = self._done >= self._total
        if time.monotonic() < self._next and not is_last:
            return
        self._next = time.monotonic() + _BETWEEN
        if self._bar is None and not is_last:
            self._bar = _started(self._step, self._total)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._done)
            self._bar.refresh()
            if is_last:
                self._bar.stop()


def _started(step: str, total: int) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=_Console(stderr=True), auto_refresh=False, transient=True)
    bar.add_task(step, total=total)
    bar.start()
    return bar
