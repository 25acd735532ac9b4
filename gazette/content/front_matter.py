"""The YAML between two "---" lines at the head of a Markdown file."""

import re

from msgspec import Struct

from gazette.content.files import Source
from gazette.errors import InputError, Place, Report, error, quoted
from gazette.fields import Fields
from gazette.yaml_nodes import read_mapping

_FENCE = "---"
_DASHES = re.compile("[-‐‑‒–—―−]{2,8}|[—―]")  # as they are mistyped, or made of hyphens by a word processor


class Document(Struct, frozen=True, kw_only=True):
    """A file's front matter and body, with the place where the body begins."""

    fields: Fields
    body: str
    body_place: Place


def split_front_matter(source: Source, report: Report) -> Document:
    """Return a file's front matter, read, and its body.

    Raises InputError where the file does not begin with front matter, or where that is not YAML.
    """
    lines, end = lines_of(source)
    mapping = read_mapping("\n".join(lines[1:end]), source.path, report, first_line=2)
    body_place = Place(path=source.path, line=end + 2, column=1)
    return Document(fields=Fields(mapping, report), body="\n".join(lines[end + 1 :]), body_place=body_place)


def lines_of(source: Source) -> tuple[list[str], int]:
    """Return a file's lines, and the number, from 0, of the one that ends the front matter, which begins at line 1.

    Raises InputError where the file does not begin with front matter.
    """
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        cure = _cure_of_opening(lines) or 'begin the file with a line "---", keys such as title: …, and a line "---"'
        raise InputError(error(Place(path=source.path, line=1), f"no front matter; {cure}", "front-matter-missing"))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), 0)
    if not end:
        line, cure = _cure_of_end(lines) or (1, 'write a line "---" under its last key')
        message = f"the front matter does not end; {cure}"
        raise InputError(error(Place(path=source.path, line=line), message, "front-matter-missing"))
    return lines, end


def _cure_of_opening(lines: list[str]) -> str:
    """Return what to do about a file that seems to have front matter in another form, or ""."""
    first = lines[0].strip()
    if first == "+++":
        return 'between lines "+++" it is TOML; write it as YAML, title: … for title = …, between lines "---"'
    if _DASHES.fullmatch(first):
        return f'its first line is {quoted(lines[0].rstrip())}; write three hyphens in the first column: "---"'
    begins = next((line.rstrip() for line in lines if line.strip()), "")
    return 'nothing may stand above its first "---"; delete the empty lines' if begins == _FENCE else ""


def _cure_of_end(lines: list[str]) -> tuple[int, str] | None:
    """Return the line that seems to be meant for the end of front matter, and what to write there."""
    for number, line in enumerate(lines[1:], 2):
        if _DASHES.fullmatch(line.strip()):
            return number, f'this line is {quoted(line.rstrip())}; write three hyphens in the first column: "---"'
    return None
