"""Fixtures that all tests share."""

from pathlib import Path

import pytest

from tests.mini_site import MiniSite


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the caller's environment says of builds away from the tests."""
    for name in ("SOURCE_DATE_EPOCH", "GAZETTE_BASE_URL", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path: Path) -> MiniSite:
    """Return an empty collection."""
    return MiniSite(tmp_path / "desk")
