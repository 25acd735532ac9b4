"""The builder answers once, as soon as there is something to see, and what befalls it later is told all the same."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gazette import operations
from gazette.engine.gathering import Planned
from gazette.errors import InputError, Place, error
from gazette.pipeline import Build
from gazette.server.builder import Built, Plan, _Builds
from tests.mini_site import MiniSite


@pytest.fixture
def site(tmp_path: Path) -> Iterator[MiniSite]:
    """Return a collection with an article."""
    site = MiniSite(tmp_path / "desk")
    site.article("grid")
    yield site
    gc.enable()


def builds_of(site: MiniSite, told: list[str]) -> _Builds:
    """Return what builds a preview in this process, and puts what it has to tell into a list."""
    plan = Plan(
        root=site.root,
        has_all=True,
        now=lambda: datetime(2030, 1, 1, tzinfo=UTC),
        progress=lambda *_: lambda: None,
        tell=told.append,
    )
    return _Builds(plan)


def test_answer_comes_before_the_build_is_remembered(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Built] = []
    answered: list[int] = []
    monkeypatch.setattr(Build, "_remember", lambda *_, **__: answered.append(len(answers)))
    builds_of(site, []).next(answers.append)
    assert answered == [1]
    assert len(answers) == 1
    assert answers[0].is_published
    assert "2023/10/31/grid/index.html" in answers[0].changed


def test_what_cannot_be_remembered_is_told_of(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise InputError(error(Place(path="snapshot.db"), "cannot be written; make room", "disk"))

    monkeypatch.setattr(Build, "_remember", fail)
    answers: list[Built] = []
    told: list[str] = []
    builds_of(site, told).next(answers.append)
    assert [answer.is_published for answer in answers] == [True]
    assert told == ["snapshot.db: error: cannot be written; make room [disk]"]


def test_errors_are_answered_once(site: MiniSite) -> None:
    site.article("grid", body="[nowhere](missing.md)")
    answers: list[Built] = []
    builds_of(site, []).next(answers.append)
    assert [[problem.code for problem in answer.problems] for answer in answers] == [["link-broken"]]


def test_site_that_had_not_changed_is_rehearsed_once_and_nothing_published(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsals: list[Planned] = []

    def rehearse(*given: Any) -> Planned:
        rehearsals.append(operations.examine(*given))
        return rehearsals[-1]

    monkeypatch.setattr("gazette.engine.freshness._TICK", 0)
    monkeypatch.setattr("gazette.server.builder.examine", rehearse)
    builds_of(site, []).next(lambda _: None)  # an earlier preview
    builds = builds_of(site, [])
    answers: list[Built] = []
    builds.next(answers.append)
    site.article("grid", body="Other words.")
    for _ in range(3):
        builds.tidy()
        builds.next(answers.append)
    assert len(rehearsals) == 1
    assert ["2023/10/31/grid/index.html" in answer.changed for answer in answers] == [False, True, False, False]
