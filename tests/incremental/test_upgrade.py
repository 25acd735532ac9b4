"""Law 1 across upgrades: what an older engine left behind, in the collection or beside its own modules, is not used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mini_site import NOW, files_of
from tests.test_laws import ROOT, SMALL

UPGRADES = {
    "reading": ("gazette/content/opening.py", "_LONGEST = 240", "_LONGEST = 9"),
    "views": ("gazette/collection/relations.py", "most: int = 4", "most: int = 0"),
    "text files": (
        "gazette/pages/host_files.py",
        '"Referrer-Policy": "strict-origin',
        '"Referrer-Policy": "same-origin',
    ),
    "how layouts are compiled": ("gazette/output/layouts.py", "trim_blocks=True", "trim_blocks=False"),
    "assets": ("gazette/output/assets.py", "hexdigest()[:8]", "hexdigest()[:9]"),
    "packaged layouts": ("layouts/base.html", "Skip to the text", "To the text"),
}


def engine(folder: Path) -> Path:
    """Return a copy of the engine, with nothing compiled."""
    for name in ("gazette", "layouts", "assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def build(engine: Path, root: Path) -> dict[str, bytes]:
    """Let an engine build a collection, and return the site."""
    subprocess.run(
        [sys.executable, "-m", "gazette", "--root", str(root), "build", "--now", NOW],
        cwd=engine,
        env={"PATH": os.defpath},
        check=True,
        capture_output=True,
    )
    return files_of(root / "site")


@pytest.mark.parametrize("what", UPGRADES)
def test_build_after_an_upgrade_equals_a_first_build_by_the_new_engine(tmp_path: Path, what: str) -> None:
    path, old_text, new_text = UPGRADES[what]
    old = engine(tmp_path / "engine")
    desk = Path(shutil.copytree(SMALL, tmp_path / "desk"))
    before = build(old, desk)
    text = (old / path).read_text(encoding="utf-8")
    assert old_text in text

    (old / path).write_text(text.replace(old_text, new_text), encoding="utf-8")
    after = build(old, desk)

    new = Path(shutil.copytree(old, tmp_path / "new", ignore=shutil.ignore_patterns("__pycache__")))
    first = build(new, Path(shutil.copytree(SMALL, tmp_path / "first")))
    assert [name for name in first | after if first.get(name) != after.get(name)] == []
    assert after != before
