"""Near names: which of the known ones may be meant by one that is not known."""

from collections.abc import Callable, Iterable
from functools import cached_property

from gazette.errors import listed, quoted
from gazette.slugs import ascii_fold
from gazette.suggestions import Nearest

_MOST = 3


class NearNames:
    """The names of a taxonomy by what they sound like. They are asked for when the first name is looked for."""

    def __init__(self, names: Callable[[], Iterable[tuple[str, str]]]) -> None:
        """`names` returns spellings, each with the name that it is of."""
        self._names = names

    def hint(self, spelling: str) -> str:
        """Return `; did you mean "…" or "…"?` for the names whose sound is nearest, or "" where none is near.

        It is "" for all but the first spellings: each look takes as long as there are names.
        """
        near = self._nearest.of(_sound(spelling), _MOST)
        names = dict.fromkeys(self._sounds[sound] for sound in near)
        return f"; did you mean {listed(map(quoted, names), 'or')}?" if names else ""

    @cached_property
    def _sounds(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for spelling, name in self._names():
            found.setdefault(_sound(spelling), name)
        return found

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._sounds)


def _sound(spelling: str) -> str:
    """Return a name in ASCII, its words in an order that does not depend on how they were put."""
    return " ".join(sorted(ascii_fold(spelling).split()))
