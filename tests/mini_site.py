"""A small collection in a folder of its own, built by the real program."""

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree as ET

import html5lib

from gazette.cli import run
from gazette.collection.collector import Collector
from gazette.collection.library import Collection
from gazette.collection.relations import Relations
from gazette.collection.selection import Selection, select
from gazette.config import Config, read_config
from gazette.content.files import list_files, sort_files
from gazette.content.ledger import read_ledger
from gazette.engine.gathering import Recollection
from gazette.engine.reading import Reader
from gazette.engine.snapshot import Bodies, Snapshot
from gazette.errors import Problems
from gazette.operations import build as build_site
from gazette.pages.linker import Linker
from gazette.pages.plan import Plan, Planner

NOW = "2030-01-01"
CONFIG = "title: The Desk\nbase_url: https://example.org\n"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one call of the program did."""

    status: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The problem lines, without the words that follow them."""
        return [line for line in self.err.splitlines() if line.endswith("]")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A collection read and planned, with nothing rendered or written."""

    config: Config
    collection: Collection
    linker: Linker
    plan: Plan
    problems: list[str]

    @property
    def views(self) -> dict[str, Any]:
        """Every page's view by its path."""
        return {page.path: page.media or page.view(self.linker) for page in self.plan.pages}


class MiniSite:
    """Files of a collection, and the site that is built from them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "site"
        (root / "content").mkdir(parents=True, exist_ok=True)
        if not (root / "config.yaml").exists():
            self.configure()

    def configure(self, more: str = "") -> None:
        """Write config.yaml: a title, an address and these lines."""
        self.write("config.yaml", f"{CONFIG}{more}\n")

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, its folders too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def article(self, name: str = "grid", body: str = "Text.", **keys: str) -> str:
        """Write content/<name>.md; the keys are YAML as it stands. Return its path."""
        keys = {"title": name.rpartition("/")[2].capitalize(), "date": "2023-10-31"} | keys
        return self._document(f"content/{name}.md", body, keys)

    def record(self, path: str, body: str = "", **keys: str) -> str:
        """Write a record such as content/people/<name>.md. Return its path."""
        return self._document(f"content/{path}.md", body, keys)

    def _document(self, path: str, body: str, keys: dict[str, str]) -> str:
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        self.write(path, f"---\n{lines}---\n{body}\n")
        return path

    def gazette(self, *words: str) -> Run:
        """Run the program on this collection."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = run(["--root", str(self.root), *words])
        return Run(status=status, out=out.getvalue(), err=err.getvalue())

    def build(self, *options: str) -> Run:
        """Build the site as it stands at NOW, unless the options say otherwise."""
        return self.gazette("build", "--now", NOW, *options)

    def built(self, *options: str) -> "MiniSite":
        """Build the site, which must succeed, and return self."""
        run = self.build(*options)
        assert run.status == 0, run.err
        return self

    @staticmethod
    def explained(run: Run) -> dict[str, str]:
        """Return the pages that a build with --explain --json rendered, with the reasons."""
        explained: dict[str, str] = json.loads(run.out)["explain"]
        return explained

    def read_collection(self, **also: bool) -> Reading:
        """Read and plan the collection without rendering it."""
        problems = Problems()
        config = read_config(self.root, problems.report)
        with Snapshot(self.root / ".gazette", "tests") as snapshot:
            snapshot.clear()
            reader = Reader(
                root=self.root,
                config=config,
                snapshot=snapshot,
                sure=lambda signature: signature,
                jobs=1,
                progress=lambda *_: lambda: None,
                report=problems.report,
            )
            documents = reader.documents(sort_files(list_files(self.root, problems.report), config, problems.report))
        selection = Selection(now=datetime.fromisoformat(f"{NOW}T00:00:00+00:00"), **also)
        shown = select(documents.articles, documents.pages, selection)
        collection = Collector().collect(documents, config, shown, problems.report)
        linker = Linker(collection, config, Bodies(snapshot.path))
        ledger = read_ledger(self.root, problems.report)
        plan = Planner().plan(documents, linker, Relations(collection), problems.report, ledger)
        return Reading(
            config=config,
            collection=collection,
            linker=linker,
            plan=plan,
            problems=[str(problem) for problem in problems.in_order()],
        )

    def file(self, url: str) -> Path:
        """Return the file that a static host sends for an address without base path."""
        path = self.output / url.removeprefix("/")
        return path / "index.html" if url.endswith("/") else path

    def read(self, url: str) -> str:
        """Return the text at an address."""
        return self.file(url).read_text(encoding="utf-8")

    def has(self, url: str) -> bool:
        """Tell whether there is a file at an address."""
        return self.file(url).is_file()

    def page(self, url: str) -> ET.Element:
        """Return the HTML at an address, parsed as browsers do."""
        return parse_html(self.read(url))

    def main(self, url: str) -> str:
        """Return the words in the main part of a page."""
        main = self.page(url).find(".//main")
        assert main is not None
        return words(main)

    def json(self, url: str) -> Any:
        """Return the JSON at an address."""
        return json.loads(self.read(url))

    def rows(self) -> list[dict[str, Any]]:
        """Return the articles of /data/articles.jsonl."""
        return [json.loads(line) for line in self.read("/data/articles.jsonl").splitlines()]

    def xml(self, url: str) -> ET.Element:
        """Return the XML at an address."""
        return parse_xml(self.file(url).read_bytes())

    def files(self) -> dict[str, bytes]:
        """Return every file of the site by its path."""
        return files_of(self.output)


class LiveSite(MiniSite):
    """The same, built as a preview is: by one process, with what it keeps from build to build."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._recollection = Recollection()

    def build(self, *options: str) -> Run:
        """Build the site with all that this site's builds before have kept."""
        with mock.patch("gazette.commands.build.build_site", partial(build_site, recollection=self._recollection)):
            return super().build(*options)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its relative path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def parse_html(text: str) -> ET.Element:
    """Return HTML as a tree, parsed as browsers do. Raises ParseError where they would have to guess."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert isinstance(tree, ET.Element)
    return tree


def parse_xml(data: bytes) -> ET.Element:
    """Return XML as a tree. Raises ParseError where it is not well-formed."""
    return ET.fromstring(data)  # noqa: S314 - our own output


def words(element: ET.Element) -> str:
    """Return an element's text, white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def with_class(element: ET.Element, name: str) -> list[ET.Element]:
    """Return the elements in another that have a class."""
    return [found for found in element.iter() if name in (found.get("class") or "").split()]


def hrefs(element: ET.Element) -> list[str]:
    """Return where the links in an element lead, in their order."""
    return [link.get("href", "") for link in element.iter("a")]


def addresses(element: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield every address in a page with the name of the element that holds it."""
    for found in element.iter():
        for key in ("href", "src", "action", "poster", "data"):
            if (value := found.get(key)) is not None:
                yield str(found.tag), value


def entry_titles(element: ET.Element) -> list[str]:
    """Return the titles of the h-entries in an element."""
    return [words(with_class(entry, "p-name")[0]) for entry in with_class(element, "h-entry")]


def structured_data(element: ET.Element) -> list[Any]:
    """Return the JSON-LD of a page."""
    scripts = (script for script in element.iter("script") if script.get("type") == "application/ld+json")
    return [json.loads(script.text or "") for script in scripts]
