"""A build in one process, so that all its work can be counted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from unittest import mock

from tests.mini_site import MiniSite
from tests.work import work_of


def _inline(function: Callable[[Any], object], things: Sequence[object], **_: object) -> Iterator[object]:
    return map(function, things)


def work_of_build(site: MiniSite) -> int:
    """Return how many functions are called when a site is built, in a process of its own or in what would be one."""
    with (
        mock.patch("gazette.engine.reading.each_in_workers", _inline),
        mock.patch("gazette.engine.rendering.each_in_workers", _inline),
    ):
        return work_of(site.build)
