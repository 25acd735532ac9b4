"""Bounds: how long the texts and lists of front matter may be, since lists, feeds and other pages repeat them."""

from collections.abc import Iterator

from gazette.config import Limits
from gazette.errors import Problem, error
from gazette.fields import Fields
from gazette.yaml_nodes import Mapping, Node, Scalar, Sequence

_LONG = frozenset("summary description text url archive_url same_as".split())
"""Keys of texts that may be longer than a title, and of addresses."""
_OWN = "extra"  # only layouts of the site's own show it
_ALIASES = "aliases"  # which may be as long as addresses are, and of a name stand on its own page only


def are_within_bounds(fields: Fields, limits: Limits) -> bool:
    """Tell whether no text and no list of a file's front matter is longer than the limits say; report each that is.

    Nothing must be made of a file that goes beyond: it may cost a thousand times what it holds.
    """
    problems = [problem for key, node in fields.items() if key != _OWN for problem in _too_long(key, node, limits)]
    for problem in problems:
        fields.report(problem)
    return not problems


def _too_long(key: str, node: Node, limits: Limits) -> Iterator[Problem]:
    if isinstance(node, Scalar):
        most, name = (limits.summary, "summary") if key in _LONG else (limits.letters, "letters")
        if len(node.text) > most and key != _ALIASES:
            message = f"{key} has {len(node.text):,} characters; the limit is {_limit(most, name)}: shorten it"
            yield error(node.place, message, "text-limit")
    elif isinstance(node, Mapping):
        for inner, value in node.items:
            yield from _too_long(inner.text, value, limits)
    else:
        yield from _of_list(key, node, limits)


def _of_list(key: str, node: Sequence, limits: Limits) -> Iterator[Problem]:
    most, name = (limits.aliases, "aliases") if key == _ALIASES else (limits.names, "names")
    if len(node.items) > most:
        message = f"{key} has {len(node.items):,} items; the limit is {_limit(most, name)}: leave out the least of them"
        yield error(node.items[most].place, message, "list-limit")
    for item in node.items[:most]:
        yield from _too_long(key, item, limits)


def _limit(most: int, name: str) -> str:
    return f"{most:,} (limits.{name} in config.yaml)"
