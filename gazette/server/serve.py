"""`gazette serve`: a preview on this machine, until it is stopped."""

import contextlib
import errno
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable

import uvicorn
from msgspec import Struct

from gazette.errors import Found
from gazette.server.app import make_app
from gazette.server.builder import Built, Plan
from gazette.server.connections import AT_A_TIME, Connection
from gazette.server.gate import is_loopback, names_of
from gazette.server.preview import Preview

_GOODBYE = 1  # seconds that open connections have to end


class Words(Struct, frozen=True, kw_only=True):
    """Where a preview says what."""

    say: Callable[[str], None]  # the address, once there is something to see
    tell: Callable[[str], None]  # what befalls it
    show: Callable[[Found], None]  # problems, when they are other than before
    is_chatty: bool  # whether every build is told of


class AddressError(Exception):
    """The server cannot be where it was asked to be; the text says why, and what to do."""


def serve(plan: Plan, host: str, port: int, words: Words, *, is_opening: bool) -> None:
    """Show a preview at an address until this process is interrupted. Raises AddressError."""
    listening = _bound(host, port)
    names = names_of(host, listening.getsockname()[1])
    if not is_loopback(host):
        words.tell(f"{host} can be reached from other machines: whoever can reach it sees drafts and what is planned")
    preview = Preview(plan, _Herald(words, names.address, is_opening=is_opening))
    config = uvicorn.Config(
        make_app(preview, names),
        http=Connection,
        backlog=AT_A_TIME,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GOODBYE,
    )
    with contextlib.closing(listening), contextlib.suppress(KeyboardInterrupt):
        _Server(config, preview).run(sockets=[listening])
    words.tell("stopped")


class _Server(uvicorn.Server):
    """A server that ends the streams, which would not end of themselves, when it is to stop."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._preview.newsroom.close()
        await super().shutdown(sockets)


class _Herald:
    """Says of each build what is new."""

    def __init__(self, words: Words, address: str, *, is_opening: bool) -> None:
        self._words = words
        self._address = address
        self._is_opening = is_opening
        self._problems = Found()
        self._has_begun = False

    def __call__(self, built: Built) -> None:
        if built.problems != self._problems:
            self._words.show(built.problems)
            if not built.problems:
                self._words.tell("mended")
            self._problems = built.problems
        if not self._has_begun:
            self._begin(built)
        elif self._words.is_chatty and built.is_published and built.changed:
            self._words.say(built.summary)

    def _begin(self, built: Built) -> None:
        self._has_begun = True
        address = f"http://{self._address}{built.base_path or ''}/"
        self._words.say(f"Preview: {address} (Ctrl-C stops it)")
        if self._is_opening:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that has the address, before anything long begins. Raises AddressError."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, number)
        try:
            if sys.platform != "win32":  # where it means that two may have the address at once
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen()
        except BaseException:
            listening.close()
            raise
    except OSError as fault:
        raise AddressError(_cure(host, port, fault)) from fault
    return listening


def _cure(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"port {port} is in use, perhaps by another preview; take another: --port {min(port + 1, 65535)}"
    if fault.errno == errno.EACCES:
        return f"this user may not use port {port}; take one from 1024: --port 8000"
    return f'cannot be at "{host}": {fault.strerror}; give an address of this machine: --host 127.0.0.1'
