"""The editors' guide, done as it says: every command in it is run, and must answer what it shows."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette.cli import run

GUIDE = Path(__file__).resolve().parents[1] / "docs/editors.md"
_STEP = re.compile(
    r"^```(?P<language>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^```$"
    r"|^<!-- confirm (?P<confirmed>\S+) -->$"
    r'|^<!-- edit (?P<edited>\S+): "(?P<old>[^\n]*)" => "(?P<new>[^\n]*)" -->$',
    re.MULTILINE | re.DOTALL,
)
_SECONDS = re.compile(r"in \d+\.\d s")


def answer(command: str) -> str:
    """Return what a command prints, errors too."""
    words = shlex.split(command)
    if words[0] == "cat":
        return Path(words[1]).read_text(encoding="utf-8")
    assert words[0] == "gazette"
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        run(words[1:])
    return _SECONDS.sub("in 0.2 s", said.getvalue())


def done(guide: str) -> Iterator[tuple[str, str]]:
    """Do what a guide says, in the current folder; yield each console as it is written and as it really is."""
    for step in _STEP.finditer(guide):
        if step["path"]:
            Path(step["path"]).parent.mkdir(parents=True, exist_ok=True)
            Path(step["path"]).write_text(step["text"], encoding="utf-8")
        elif step["confirmed"]:
            file = Path(step["confirmed"])
            text = re.sub(r" +# guess .*", "", file.read_text(encoding="utf-8"))
            file.write_text(text.replace("draft: true\n", ""), encoding="utf-8")
        elif step["edited"]:
            file = Path(step["edited"])
            text = file.read_text(encoding="utf-8")
            assert step["old"] in text
            file.write_text(text.replace(step["old"], step["new"]), encoding="utf-8")
        elif step["language"] == "console":
            commands = re.findall(r"^\$ (.*)$", step["text"], re.MULTILINE)
            yield step["text"], "".join(f"$ {command}\n{answer(command)}" for command in commands)


def test_guide_shows_what_the_program_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1711900000")  # March 2024
    (tmp_path / "content").mkdir()

    consoles = list(done(GUIDE.read_text(encoding="utf-8")))

    assert len(consoles) > 6
    for written, really in consoles:
        assert written == really
