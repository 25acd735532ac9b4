"""Edits: what editors, theme authors and accidents do to a collection between two builds, and what a first build says.

The values are small and few, so that what one step does meets what another did.
"""

import difflib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.mini_site import MiniSite, files_of
from tests.publishing.publishing import ELSEWHERE

INPUTS = ("config.yaml", "permalinks.txt", "content", "layouts", "assets")

ARTICLES = ("2023/grid", "2023/storm", "2024/vote", "2024/notes/talks", "2024/2024-02-29-leap", "flood/index")
RECORDS = (
    "people/ada",
    "people/milos",
    "topics/energy",
    "topics/power",
    "sources/wire",
    "places/oslo",
    "people/nobody",
)
PAGES = ("pages/about", "pages/desk/index")
DOCUMENTS = (*ARTICLES, *RECORDS, *PAGES)
MEDIA = ("2023/map.png", "2024/map.png", "people/face.png", "2023/table.csv")

ARTICLE_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("Grid", "Storm & “stress”", "<b>Vote</b>", "Girds"),
    "date": (
        "2023-10-31",
        "2023-10-31 15:29 +04:00",
        "2023-10-30",
        "2023-02-01",
        "2024-02-29T00:30:00+14:00",
        "2031-01-01",
    ),
    "event_date": (
        "",
        "2023-10-31",
        "2023-10-29/2023-11-02",
        "2024-02-28",
        "2019-01-01",
        "2023-10",
        "2019",
        "2019/2023",
    ),
    "people": (
        "",
        "Ada Byron",
        "[Ada Byron, Miloš Đaković]",
        "[milos đaković, Countess Lovelace]",
        "[{name: Ada Byron, role: Witness}]",
        "[Zoë, Ada Byron, zoë]",
    ),
    "topics": ("", "Energy", "[Energy, Votes]", "[Power, Votes]"),
    "places": ("", "Oslo", "[Oslo, Rome]"),
    "source": ("", "The Wire", "{name: The Wire, url: https://wire.example/1, via: A desk, retrieved: 2024-01-01}"),
    "summary": ("", "Short.", "Shorn."),
    "updated": ("", "2023-11-01", "2024-03-01T10:00:00Z"),
    "publish_date": ("", "2024-06-01"),
    "expires": ("", "2025-01-01", "2033-01-01"),
    "draft": ("", "true"),
    "slug": ("", "same", "own"),
    "aliases": ("", "[/old/]", "[/old]", "[/2019/grid.html, /older/]", "[/people/]"),
    "corrections": ("", "[{date: 2023-11-02, text: A figure was wrong}]"),
    "lang": ("", "fr"),
    "extra": ("", "{mood: [good, better]}"),
    "tgas": ("", "x"),
}
"""The values that each key may get; "" takes the key out."""

RECORD_KEYS: dict[str, tuple[str, ...]] = {
    "name": ("Ada Byron", "Ada King", "Miloš Đaković", "Energy", "Power", "The Wire", "Oslo"),
    "aliases": ("", "[Countess Lovelace]", "[Milos Dakovic, Zoë]", "[Votes]", "[Rome]"),
    "slug": ("", "same"),
    "description": ("", "A word on it"),
    "sort_name": ("", "Byron, Ada"),
    "roles": (
        "",
        "[{title: Clerk, organisation: The Mill, from: 2019, to: 2023-10-30}, {title: Mayor, from: 2023-10-31}]",
        "[{title: Mayor, to: 2024}]",
    ),
    "same_as": ("", "[https://www.wikidata.org/wiki/Q7259]"),
    "image": ("", "face.png"),
    "parent": ("", "Power", "Energy"),
    "related": ("", "[Votes]", "[Energy]"),
    "kind": ("", "agency"),
    "url": ("", "https://wire.example"),
    "extra": ("", "{motto: Slowly}"),
}
_KEYS_OF = {
    "people": {"name", "aliases", "slug", "description", "sort_name", "roles", "same_as", "image", "extra"},
    "topics": {"name", "aliases", "slug", "description", "parent", "related", "extra"},
    "sources": {"name", "aliases", "slug", "description", "kind", "url", "extra"},
}
PAGE_KEYS: dict[str, tuple[str, ...]] = {
    "title": ("About", "About us"),
    "draft": ("", "true"),
    "summary": ("", "Who we are."),
    "extra": ("", "{mood: good}"),
}
BODIES = (
    "Text.",
    "Next.",
    "An opening of some words.\n\nA second paragraph.",
    "An opening of some words.\n\nA second paragraph of more words.\n\n## Part\n\nMore.",
    "See [the grid](/2023/10/31/grid/) and [all people](/people/).",
    "![A map](map.png) beside a text.",
    "A <b onclick=x>bold</b> claim[^1].\n\n[^1]: With a note.",
)
LINKS = {
    "2023/storm": "See [the grid](grid.md) and [its part](../2023/grid.md#part).",
    "2024/vote": "See [Ada](../people/ada.md), [energy](../topics/energy.md) and [us](../pages/about.md).",
    "people/ada": "She wrote of [the vote](../2024/vote.md), ![her](face.png).",
    "pages/about": "Read [the storm](../2023/storm.md) or [the table](../2023/table.csv).",
}
"""Bodies with links to other files, which stand where the paths are right."""

SAME_SIZE = [
    pair
    for one, other in (
        (b"Text.", b"Next."),
        (b"Short.", b"Shorn."),
        (b"words", b"sword"),
        (b"Grid", b"Girt"),
        (b"Desk", b"Disk"),
        (b"10-31", b"10-30"),
        (b"Byron", b"Byrne"),
        (b"Slowly", b"Slower"),
        (b"red", b"tan"),
        (b"one", b"two"),
        (b"One", b"Two"),
    )
    for pair in ((one, other), (other, one))
]
"""What may be put in the place of what, so that a file keeps its size and its sense."""

BROKEN = (b"---\ntitle: [\n---\n", b"\xff\xfe", b"no front matter\n", b"---\ntitle: x\ndate: 3 May\n---\n")

LEDGERS = (
    "",
    "/gone/ gone: true Gone\n/old/ content/2023/grid.md\n",
    "/2023/10/31/grid/ content/2023/storm.md\n/people/ada-byron/ people: Lovelace\n/people/x/ people: Ada King\n",
    "/a/ content/2024/vote.md gone: true Vote\n/a/b/ content/people/ada.md\n/people/ada-king/ content/people/ada.md\n",
    "/older/ nobody\n=======\n/older/ content/2023/grid.md\n/older content/2023/grid.md\n",
)
"""Ledgers written by hand, the last of them with mistakes."""

KINDS = (
    "404 article base dates day gone home month page person place redirect search source taxonomy term topic year"
).split()
"""The layouts of pages, and one of the own taxonomy."""

LAYOUTS: dict[str, tuple[str, ...]] = {
    "_partials/colophon.html": (
        "<p>One</p>\n",
        "<p>Two</p>\n",
        "<p>{{ page.url }}</p>\n",
        "{{ asset('css/own.css') }}",
    ),
    "_macros/terms.html": (
        "{% macro anchor(x) %}g-{{ x | length }}{% endmacro %}{% macro term(x) %}<li>{{ x }}</li>{% endmacro %}",
        "{% macro broken( %}\n",
    ),
    "_macros/own.html": ("{% macro own(x) %}({{ x }}){% endmacro %}", "{% macro own(x) %}[{{ x }}]{% endmacro %}"),
    "base.html": ('{% extends "packaged/base.html" %}{% block head %}<!-- own -->{% endblock %}\n',),
    "person.html": (
        '{% extends "packaged/person.html" %}\n',
        "{% from '_macros/own.html' import own %}{{ own(page.title) }}{{ page.cards }}\n",
    ),
    "topic.html": ('{% extends "packaged/topic.html" %}{% block card %}own{% endblock %}\n', "{{ page.nothing }}\n"),
    "place.html": ("{{ page }}\n",),
    "day.html": ("{% set sheet = asset %}{{ sheet('css/own.css') }}{{ page }}\n", "{# Nothing but this #}{{ page }}\n"),
    "article.html": (
        "{{ page }}\n{{ site }}\n",
        '{% extends "own.html" if page.words > 1 else "packaged/article.html" %}\n',
    ),
    "own.html": ('{% extends "packaged/article.html" %}{% block main %}{{ page.words }}{% endblock %}\n',),
    "redirect.html": ("{{ page }}\n",),
    "feed.xml": ("<own>{{ page.updated }}{% include 'own.txt' ignore missing %}</own>\n",),
    "own.txt": ("own", "new"),
}
ASSETS: dict[str, tuple[str | bytes, ...]] = {
    "css/own.css": ("a { color: red }\n", "a { color: tan }\n", '@import "more.css";\n', "a { b: url(own.png) }\n"),
    "css/more.css": ("b { color: red }\n", "b { color: tan }\n"),
    "css/own.png": (b"png", b"gnp"),
    "css/utilities.css": ("i { color: red }\n",),
    "js/own.js": ('import "./more.js";\n',),
    "js/more.js": ("export const one = 1\n", "export const two = 2\n"),
}
SETTINGS: dict[str, tuple[str, ...]] = {
    "title": ("The Desk", "The Disk"),
    "description": ("", "Of news"),
    "author": ("", "The editors"),
    "base_url": ("https://example.org", "https://example.org/a path", "https://example.org/desk", "http://example.net"),
    "timezone": ("", "Asia/Baku", "America/New_York"),
    "language": ("", "fr"),
    "paginate_by": ("2", "1", ""),
    "taxonomies": (
        "{places: }",
        "{places: {title: Sites}}",
        "{places: {singular: spot}, people: {closed: true}}",
        "{places: , topics: {title: Themes}}",
    ),
    "permalinks": ("", '{article: "/{folder}/{slug}/"}'),
    "feeds": ("", "{limit: 1}"),
    "menu": ("", "[{name: About, url: /about/}]", "[{name: Out, url: https://example.net}]"),
    "markdown": ("", "{smart_quotes: false}"),
    "search": ("", "false"),
    "limits": ("", "{event_days: 2}"),
    "deploy": ("", "{cname: www.example.org}"),
    "extra": ("", "{motto: Slowly}", "{motto: Quickly}"),
    "# a remark": ("", "1", "2"),
}
"""The values that each setting may get; "" takes it out."""

FOREIGN = ("notes.txt", "mine/notes.txt", "2023/10/31/notes.txt", "people/notes/notes.txt", ".well-known/mine")


@dataclass(frozen=True, slots=True)
class Clean:
    """What a first build of some inputs gives, the files as digests."""

    status: int
    problems: list[str]
    files: dict[str, str]

    def differences(self, files: Mapping[str, bytes]) -> list[str]:
        """Return the paths in which a site differs from that of the first build."""
        found = digests_of(files)
        return sorted(path for path in self.files | found if self.files.get(path) != found.get(path))


class Oracle:
    """First builds of inputs in a folder of their own, each made once."""

    _MOST = 2000  # that are remembered

    def __init__(self) -> None:
        self._known: dict[str, Clean] = {}

    def clean(self, inputs: Mapping[str, bytes], options: tuple[str, ...]) -> Clean:
        """Return what a first build gives."""
        key = digest_of(inputs, options)
        if key not in self._known:
            if len(self._known) == self._MOST:
                self._known.clear()
            self._known[key] = self._build(inputs, options)[0]
        return self._known[key]

    def difference(self, inputs: Mapping[str, bytes], options: tuple[str, ...], path: str, found: bytes) -> str:
        """Return how a file differs from what a first build makes."""
        right = self._build(inputs, options)[1].get(path, b"").decode(errors="replace").splitlines()
        return "\n".join(difflib.unified_diff(right, found.decode(errors="replace").splitlines(), n=0))

    def _build(self, inputs: Mapping[str, bytes], options: tuple[str, ...]) -> tuple[Clean, dict[str, bytes]]:
        with tempfile.TemporaryDirectory(dir=folder_for_tests()) as folder:
            twin = MiniSite(Path(folder) / "twin")
            for path, data in inputs.items():
                twin.write(path, data)
            run, files = twin.build(*options), twin.files()
            assert run.status == 0 or run.problems, run.err
            return Clean(run.status, run.problems, digests_of(files)), files


def folder_for_tests() -> Path | None:
    """Return a folder in memory, where there is one and no other was asked for: disks are slow to sync."""
    return ELSEWHERE if ELSEWHERE.is_dir() and "TMPDIR" not in os.environ else None


def digest_of(inputs: Mapping[str, bytes], options: tuple[str, ...] = ()) -> str:
    """Return what tells inputs and options apart from others."""
    digest = hashlib.sha256(repr(options).encode())
    for path, data in sorted(inputs.items()):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of each file."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def inputs_of(site: MiniSite) -> dict[str, bytes]:
    """Return every file on which a site depends, by its path."""
    return {path: data for path, data in files_of(site.root).items() if path.split("/")[0] in INPUTS}


def with_key(text: str, key: str, value: str) -> str:
    """Return a document with a key of its front matter changed; "" takes the key out."""
    head, mark, body = text.partition("\n---\n")
    return with_line(head, key, value) + mark + body


def with_body(text: str, body: str) -> str:
    """Return a document with another body."""
    head, mark, _ = text.partition("\n---\n")
    return f"{head}{mark}{body}\n"


def with_line(text: str, key: str, value: str) -> str:
    """Return lines of YAML with one of them changed; "" takes the line out."""
    lines = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    return "\n".join([*lines, f"{key}: {value}"] if value else lines)


def new_document(name: str) -> str:
    """Return the text of a document that has what it must have."""
    kind, _, stem = name.partition("/")
    if kind in ("people", "topics", "sources", "places"):
        title = {"ada": "Ada Byron", "milos": "Miloš Đaković", "wire": "The Wire"}.get(stem, stem.capitalize())
        return f"---\nname: {title}\n---\n\n"
    date = "" if kind == "pages" else "\ndate: 2023-10-31"
    return f"---\ntitle: {stem}{date}\n---\nText.\n"


def keys_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return the keys, with values, that a document may get."""
    kind = name.partition("/")[0]
    if kind == "pages":
        return PAGE_KEYS
    if kind not in (*_KEYS_OF, "places"):
        return ARTICLE_KEYS
    return {key: values for key, values in RECORD_KEYS.items() if key in _KEYS_OF.get(kind, RECORD_KEYS)}
