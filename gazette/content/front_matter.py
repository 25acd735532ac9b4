"""The YAML between two "---" lines at the head of a Markdown file."""

from msgspec import Struct

from gazette.content.files import Source
from gazette.errors import InputError, Place, Report, error
from gazette.fields import Fields
from gazette.yaml_nodes import read_mapping

_FENCE = "---"


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
        message = 'no front matter; begin the file with a line "---", keys such as title: …, and a line "---"'
        raise InputError(error(Place(path=source.path, line=1), message, "front-matter-missing"))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), 0)
    if not end:
        message = 'the front matter does not end; write a line "---" under its last key'
        raise InputError(error(Place(path=source.path, line=1), message, "front-matter-missing"))
    return lines, end
