"""Two records made one: what the right one lacks moves to it, and the wrong one goes, if nothing in them differs."""

import posixpath
from collections.abc import Callable, Iterator

from gazette.collection.library import Documents
from gazette.content.record import Record
from gazette.content.rewriting import RewriteError, body_of, fields_of, with_aliases, with_body, with_fields
from gazette.errors import InputError, Place, Problem, error
from gazette.fields import Value
from gazette.slugs import slugify
from gazette.spellings import fold

ReadText = Callable[[str], str]
"""Returns the text of a file, whose path relative to the root it is given, with its own line ends."""

_OF_THE_NAME = frozenset({"name", "aliases", "sort_name", "slug"})
"""Keys of a record that go with its name, and are not moved to another."""
_TWINS = {"summary": "description", "description": "summary"}


def combined(wrong: Record, right: Record, documents: Documents, read: ReadText) -> dict[str, str | None]:
    """Return the new texts of two records by their paths, None of the one that goes.

    Raises InputError with all in which they differ, and all that leads to the file that would go.
    """
    one, other = read(wrong.path), read(right.path)
    problems = [*_conflicts(wrong, right, one, other), *_links_to(wrong, right, documents)]
    if problems:
        raise InputError(*problems)
    theirs = fields_of(other)
    keys = [
        key for key, value in fields_of(one).items() if value and key not in _OF_THE_NAME and not _twin(key, theirs)
    ]
    known = {fold(spelling) for spelling in spellings_of(right)}
    aliases = [spelling for spelling in spellings_of(wrong) if fold(spelling) not in known]
    text = made(right.path, lambda: with_aliases(other, aliases)) if aliases else other
    text = made(right.path, lambda: with_fields(text, one, keys)) if keys else text
    if body_of(one).strip():
        text = with_body(text, one)
    return {right.path: text, wrong.path: None}


def spellings_of(record: Record) -> Iterator[str]:
    """Yield a record's name and its aliases."""
    yield record.name
    yield from (alias.text for alias in record.aliases)


def made(path: str, make: Callable[[], str]) -> str:
    """Return what is made of a file's text. Raises InputError where it cannot be changed in place."""
    try:
        return make()
    except RewriteError as fault:
        raise InputError(error(Place(path=path), str(fault), "merge-refused")) from fault


def _conflicts(wrong: Record, right: Record, one: str, other: str) -> Iterator[Problem]:
    """Yield what both records say, each in its own way; `one` and `other` are their texts."""
    theirs = fields_of(other)
    for key, value in fields_of(one).items():
        twin = _twin(key, theirs)
        if value and key not in _OF_THE_NAME and twin and theirs[twin] != value:
            yield _refusal(wrong, f"{key} stands here and in {right.path}, and differs; keep one of them")
    if body_of(one).strip() and body_of(other).strip():
        yield _refusal(wrong, f"there is a text here and in {right.path}; keep one of them")
    if wrong.slug and wrong.slug != slugify(wrong.name):
        yield _refusal(wrong, f"nothing would lead on from the slug {wrong.slug}; take it out")
    is_elsewhere = posixpath.dirname(wrong.path) != posixpath.dirname(right.path)
    if is_elsewhere and (wrong.image or any(link.target for link in wrong.body.links)):
        yield _refusal(wrong, f"this leads to files from another folder than {right.path}; put the two in one")


def _twin(key: str, fields: dict[str, Value]) -> str:
    """Return the key under which fields have what is meant by a key, or ""."""
    return next((name for name in (key, _TWINS.get(key, key)) if name in fields), "")


def _refusal(record: Record, message: str) -> Problem:
    return error(record.place, message, "merge-refused")


def _links_to(wrong: Record, right: Record, documents: Documents) -> Iterator[Problem]:
    """Yield links that lead to the file of a record that goes."""
    bodies = [article.body for article in documents.articles]
    bodies += [record.body for record in documents.records if record is not wrong]
    bodies += [page.body for page in documents.pages]
    for link in (link for body in bodies for link in body.links if link.target == wrong.path):
        message = f"this leads to {wrong.path}, which would go; let it lead to {right.path}"
        yield error(link.place, message, "merge-refused")
