"""What a shell offers for the words of a verb, by the settings of the collection."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path

import click

from gazette.config import Taxonomy, read_config
from gazette.desk.collection import ignore
from gazette.errors import InputError

NAME: Callable[[Taxonomy], str] = attrgetter("name")
"""What the taxonomy is called: people."""
SINGULAR: Callable[[Taxonomy], str] = attrgetter("singular")
"""What one of it is called: person."""

Offer = Callable[[click.Context, click.Parameter, str], list[str]]


def offer(*words: str, of: Callable[[Taxonomy], str]) -> Offer:
    """Return what offers some words, and one of each taxonomy."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
        found = (*words, *(of(taxonomy) for taxonomy in _taxonomies(context)))
        return [word for word in found if word.startswith(begun)]

    return complete


def _taxonomies(context: click.Context) -> Iterable[Taxonomy]:
    root = context.find_root().params.get("root") or Path()
    try:
        return read_config(root, ignore).taxonomies
    except (InputError, OSError):  # no collection here: the verb will say so
        return ()
