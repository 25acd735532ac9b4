"""What views are made of: values whose digest is the same wherever and whenever they are the same."""

import inspect
import types
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from msgspec import Struct

from gazette.digests import digest_of
from gazette.pages import views

PLAIN = {str, int, bool, type(None), date}
VIEWS = [view for _, view in inspect.getmembers(views, inspect.isclass) if issubclass(view, Struct) and view != Struct]


def leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types of which a type is made."""
    if get_origin(annotation) in (tuple, Mapping, types.UnionType):
        for argument in get_args(annotation):
            yield from leaves(argument)
    elif annotation not in (Ellipsis, Any):  # what `extra` holds is Any, and read by `Fields.extra`
        yield annotation


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_view_holds_only_values_that_have_a_digest(view: type[Struct]) -> None:
    odd = {
        f"{name}: {leaf}"
        for name, annotation in get_type_hints(view).items()
        for leaf in leaves(annotation)
        if leaf not in PLAIN and leaf not in VIEWS
    }

    assert odd == set()


def test_there_are_views() -> None:
    assert len(VIEWS) > 30


@pytest.mark.parametrize("value", [object(), ("a", object()), {"a": len}])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no digest"):
        digest_of(value)


def test_digest_differs_where_a_value_does() -> None:
    cards = [views.Link(name="A", url="/a/"), views.Link(name="A", url="/b/"), views.Link(name="/a/", url="A")]

    assert len({digest_of(card) for card in cards}) == 3
    assert digest_of(cards[0]) == digest_of(views.Link(name="A", url="/a/"))
