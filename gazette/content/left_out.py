"""What is left out of content/ for its name, though an editor who comes from another tool expects it to be read."""

import os
from collections.abc import Iterator

from gazette.errors import Place, Report, count, warning

_FOLDERS = {
    "_posts": "rename it to posts, or move them up",
    "_drafts": 'rename it to drafts, and write "draft: true" in each',
    "_pages": "move them to content/pages",
    **{
        f"_{name}": f"rename it to {name}"
        for name in ("articles", "authors", "collections", "events", "news", "people", "sources", "topics")
    },
}
"""Folders of articles and records as Jekyll names them, with the cure. Other names that begin with _ are left alone:
that is how editors put something aside."""
_SECTION_PAGE = "_index.md"  # of Hugo
_WHY = 'since names that begin with "_" are left out'
_MARKDOWN = (".md", ".markdown")


def report_left_out(name: str, folder: str, path: str, report: Report, *, is_folder: bool) -> None:
    """Warn of a file or folder whose name begins with "_" where other tools would read it; `path` is its name here."""
    if is_folder and name in _FOLDERS and (number := sum(1 for _ in _markdown_in(folder))):
        files = count(number, "Markdown file in it is", "Markdown files in it are")
        message = f"{files} not read, {_WHY}; {_FOLDERS[name]}, or call it _aside to keep it out"
        report(warning(Place(path=path), message, "left-out"))
    elif not is_folder and name == _SECTION_PAGE:
        message = f"not read, {_WHY}; folders have no pages: make it a page in content/pages, or remove it"
        report(warning(Place(path=path), message, "left-out"))


def _markdown_in(folder: str) -> Iterator[str]:
    """Yield the names of Markdown files under a folder; links are not followed."""
    for _, _, names in os.walk(folder):
        yield from (name for name in names if name.lower().endswith(_MARKDOWN) and not name.startswith("."))
