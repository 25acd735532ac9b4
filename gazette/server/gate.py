"""The gate: which requests the preview answers, so that no page of another site can look into it."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_METHODS = ("GET", "HEAD")


class Names(Struct, frozen=True, kw_only=True):
    """The names by which a server may be asked."""

    shown: str  # the one that is told: "127.0.0.1" or "[::1]"
    others: frozenset[str]
    is_open: bool  # it listens at every address of this machine, so that any address names it
    port: int

    @property
    def address(self) -> str:
        """The name that is told, with the port."""
        return f"{self.shown}:{self.port}"

    def include(self, host: str) -> bool:
        """Tell whether a Host header names the server; an address cannot be made to lead elsewhere, a name can."""
        name, _, port = host.lower().rpartition(":") if _has_port(host) else (host.lower(), "", "80")
        is_own = name in {self.shown, *self.others} or (self.is_open and _is_address(name))
        return is_own and port == str(self.port)


class Gate:
    """Lets through what was asked for by one of the server's own names, and not by another site's page.

    A name that somebody lets lead here (DNS rebinding) is none of them. A request of another site
    is let through only where it opens the page; then that site cannot read it.
    """

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a sentence."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, site = headers.get("host", ""), headers.get("sec-fetch-site", "none")
        if not self._names.include(host):
            return _refused(421, f"This is the preview at {self._names.address}; it answers to no other name.")
        is_foreign = site not in {"none", "same-origin"} and headers.get("sec-fetch-mode") != "navigate"
        if is_foreign or headers.get("origin", f"http://{host}") != f"http://{host}":
            return _refused(403, "The preview is not for the pages of other sites.")
        if scope["method"] not in _METHODS:
            return _refused(405, "The preview can only be read.", {"allow": ", ".join(_METHODS)})
        return None


def names_of(host: str, port: int) -> Names:
    """Return the names of a server that is bound to a host and a port."""
    is_open = _is_address(host) and ip_address(host).is_unspecified
    name = f"[{host}]" if ":" in host else host.lower()
    machine = _machine_names() if is_open else ()
    return Names(
        shown="127.0.0.1" if is_open else name, others=frozenset((*_LOOPBACK, *machine)), is_open=is_open, port=port
    )


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a server that is bound to a host."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _machine_names() -> Iterator[str]:
    name = socket.gethostname().lower()
    yield from (name, f"{name}.local")


def _has_port(host: str) -> bool:
    return ":" in host.rpartition("]")[2]


def _is_address(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{sentence}\n", status, {"cache-control": "no-store", **(headers or {})})
