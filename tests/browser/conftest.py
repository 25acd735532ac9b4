"""A real Chromium on the built sample, served from this machine; skipped with a word where there is none."""

import contextlib
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]


def need(what: str, where: str | Path | None) -> str:
    """Return where a tool is; without it, fail in CI and skip elsewhere."""
    if where and Path(where).exists():
        return str(where)
    message = f"{what} is not installed: see CONTRIBUTING.md"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built sample."""
    folder = tmp_path_factory.mktemp("sample") / "site"
    command = [sys.executable, str(ROOT / "build.py"), "build", "--output", str(folder), "--strict"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(sample: Path) -> Iterator[str]:
    """Return the address at which the sample is served."""
    with served(sample) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium."""
    path = need("Chromium", shutil.which("chromium") or shutil.which("google-chrome"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the path of axe-core's script."""
    return need("axe-core (npm ci)", ROOT / "node_modules" / "axe-core" / "axe.min.js")


@pytest.fixture(scope="session")
def checker() -> tuple[str, str]:
    """Return the paths of Java and of the Nu HTML checker."""
    java = need("Java", shutil.which("java"))
    return java, need("vnu-jar (npm ci)", ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")
