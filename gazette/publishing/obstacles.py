"""What is not the build's own but stands where a page must go."""

import os
from collections.abc import Container
from pathlib import Path

from gazette.errors import Place, Problem, error
from gazette.publishing.survey import Survey
from gazette.publishing.trees import is_file, is_folder


class Obstacles:
    """A site, asked for each file that must go there. A link counts as an obstacle: what lies behind it is foreign."""

    def __init__(self, folder: Path, owned: Container[str], found: Survey) -> None:
        self._folder = folder
        self._owned = owned
        self.found = found
        self._clear = {""}  # folders in which nothing is in the way

    def at(self, path: str) -> Path | None:
        """Return what stands in the way of a file, if anything does."""
        if path in self.found.standing or not self.found.foreign:
            return None
        if (obstacle := self._above(path.rpartition("/")[0])) is not None:
            return obstacle
        target = self._folder / path
        if is_folder(target):
            inside = (other for other in self.found.foreign if f"{other}/".startswith(f"{path}/"))
            return next((self._folder / other for other in inside), None)
        return target if os.path.lexists(target) and not (path in self._owned and is_file(target)) else None

    def has_come(self, path: str) -> bool:
        """Tell whether something stands where a new file must go, since the survey."""
        target = self._folder / path
        return path not in self.found.foreign and os.path.lexists(target) and not is_folder(target)

    def _above(self, path: str) -> Path | None:
        if path in self._clear:
            return None
        if (obstacle := self._above(path.rpartition("/")[0])) is not None:
            return obstacle
        folder = self._folder / path
        if os.path.lexists(folder) and not is_folder(folder) and not (path in self._owned and is_file(folder)):
            return folder
        self._clear.add(path)
        return None


def in_the_way(obstacle: Path) -> Problem:
    """Return the error that an obstacle is."""
    message = "this was not written by a build but stands where a page must go; move it away"
    return error(Place(path=str(obstacle)), message, "output-foreign")
