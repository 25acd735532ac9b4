"""Connections to the preview: so many, and no more, whatever those who call leave half open."""

import asyncio
from itertools import count

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 100  # connections at once: a process may have as few as 256 files
AT_A_TIME = 50  # that are let in before those that are one too many are ended

_numbers = count()


class Connection(H11Protocol):
    """One of not too many connections.

    Where one more comes than there may be, the oldest ends that is not being answered, or else the oldest: a browser
    asks again, and a request that is never sent to its end holds nobody up.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Let one in, and another go where there are too many."""
        super().connection_made(transport)
        self._number = next(_numbers)
        if len(self.connections) > MOST:
            others = (other for other in self.connections if isinstance(other, Connection) and other is not self)
            least = min(others, key=Connection._worth)
            self.connections.discard(least)
            least.transport.abort()

    def _worth(self) -> tuple[bool, int]:
        is_answered = self.cycle is not None and not self.cycle.response_complete
        return is_answered, self._number
