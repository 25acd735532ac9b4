"""Patience: how long workers may take for a thing, and what is said where they take longer."""

_LOST_WHOLE, _LOST_AT_MOST = 2, 4
"""So many times the limit may be lost on things that take too long before others have a tenth of it, or are left."""


class WorkerError(Exception):
    """A worker did not end its work on a thing; the text says why.

    It is final where another try would come to the same: the thing took all the time of a processor that it may have.
    It is owed to others where these had taken so much that this thing had less, or was not tried.
    """

    def __init__(self, why: str, *, is_final: bool = False, is_owed_to_others: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final
        self.is_owed_to_others = is_owed_to_others


class Patience:
    """How long a thing may take, after others have taken too long: many that hang must not add up."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lost = 0.0

    @property
    def seconds(self) -> float:
        """The seconds of a processor that a thing may have; 0 where nothing more is to be tried."""
        if self._lost < _LOST_WHOLE * self._seconds:
            return self._seconds
        return self._seconds / 10 if self._lost < _LOST_AT_MOST * self._seconds else 0

    def lose(self, seconds: float) -> WorkerError:
        """Take note that a thing took all of so many seconds; return what is to be said of it."""
        is_final = seconds == self._seconds
        left = "" if is_final else f", all that was left when others had taken {self._lost:g} s"
        self._lost += seconds
        why = f"takes longer than {seconds:g} s of a processor{left}"
        return WorkerError(why, is_final=is_final, is_owed_to_others=not is_final)

    def give_up(self) -> WorkerError:
        """Return what is to be said of a thing that is not tried."""
        return WorkerError(f"was not tried, since others had taken {self._lost:g} s", is_owed_to_others=True)
