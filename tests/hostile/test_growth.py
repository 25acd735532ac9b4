"""Cost grows with the input: ten times as many of anything is at most some ten times the work, counted in calls."""

from pathlib import Path

import pytest

from gazette.keys import ARTICLE, RECORD, Kind
from tests.hostile.growing import NO_LIMITS, Write, inputs, lists_of_keys
from tests.hostile.inline import work_of_build
from tests.mini_site import MiniSite

FEW, MANY = 50, 500
MOST = 1.5
"""So many times as much work as in proportion may be done. What grows with a square is done ten times as often."""
STEPS = 50_000
"""Calls that come about once there are many: 64 pages and more are made in another way than few."""
CASES = inputs()


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Return the work of a build with next to nothing in it, once everything is imported."""
    return [_work(tmp_path_factory.mktemp("desk"), lambda site, _: site.article(), 1) for _ in range(2)][1]


@pytest.mark.parametrize("write", [write for _, write in CASES], ids=[name for name, _ in CASES])
def test_ten_times_as_many_take_ten_times_the_work(tmp_path: Path, nothing: int, write: Write) -> None:
    few, many = (_work(tmp_path / str(number), write, number) - nothing for number in (FEW, MANY))

    assert many <= MOST * max(0, few) * MANY / FEW + STEPS


def test_every_key_that_may_hold_a_list_is_among_what_grows() -> None:
    kinds = {Kind.TEXTS, Kind.ADDRESSES, Kind.OLD_URLS, Kind.NAMES, Kind.MAPPINGS}
    keys = {key.name for key in (*ARTICLE, *RECORD) if key.kind in kinds}

    assert {name.split()[0] for name, _ in lists_of_keys()} >= keys


def _work(root: Path, write: Write, number: int) -> int:
    site = MiniSite(root)
    site.configure(NO_LIMITS)
    write(site, number)
    return work_of_build(site)
