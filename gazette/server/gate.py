"""The gate: which requests the preview answers, so that no page of another site can look into it."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_METHODS = ("GET", "HEAD")


class Gate:
    """Lets through what was asked for by one of the server's own names, and not by another site's page.

    A name that somebody lets lead here (DNS rebinding) is none of them. A request of another site
    is let through only where it opens the page; then that site cannot read it.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], *, port: int, is_open: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._port = port
        self._is_open = is_open  # at every address of this machine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a sentence."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, site = headers.get("host", ""), headers.get("sec-fetch-site", "none")
        if not self._is_own(host):
            own = next(iter(sorted(self._hosts)))
            return _refused(421, f"This is the preview server at {own}:{self._port}; it answers to no other name.")
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return _refused(403, "The preview is not for the pages of other sites.")
        if site not in {"none", "same-origin"} and headers.get("sec-fetch-mode") != "navigate":
            return _refused(403, "The preview is not for the pages of other sites.")
        if scope["method"] not in _METHODS:
            return _refused(405, "The preview can only be read.", {"allow": ", ".join(_METHODS)})
        return None

    def _is_own(self, host: str) -> bool:
        """Tell whether a Host header names this server; an address cannot be made to lead elsewhere, a name can."""
        name, _, port = host.lower().rpartition(":") if _has_port(host) else (host.lower(), "", "80")
        return port == str(self._port) and (name in self._hosts or (self._is_open and _is_address(name)))


def own_hosts(host: str) -> tuple[frozenset[str], bool]:
    """Return the names to which a server answers that is bound to a host, and whether to any address too."""
    is_open = _is_address(host) and ip_address(host).is_unspecified
    name = f"[{host}]" if ":" in host else host.lower()
    machine = _machine_names() if is_open else ()
    return frozenset((*_LOOPBACK, name, *machine)), is_open


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
