"""Asking other sites whether an address is there: politely, and never anything in a private network."""

import contextlib
import ipaddress
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from itertools import chain
from urllib.parse import urljoin, urlsplit

import httpx
from msgspec import Struct

from gazette import __version__

_HOSTS_AT_ONCE = 16
_PAUSE = 0.3  # seconds between two questions to a host
_TIMEOUT = 20.0  # seconds
_TRIES = 3
_FIRST_WAIT = 1.0  # seconds before the second of them; then twice as long
_MOST_HOPS = 8
_LONGEST_WAIT = 30.0  # seconds, whatever a host asks for
_LATER = frozenset({429, 502, 503, 504})
_GONE = frozenset({404, 410})
_HIDDEN = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"), ipaddress.ip_network("::/96"))
"""Addresses of version 6 in which one of version 4 hides, perhaps of a private network."""
NO_HOST = "there is no such host"


class Verdict(StrEnum):
    """What is known of an address."""

    THERE = "there"
    GONE = "gone"  # for certain
    UNSURE = "unsure"  # refused, or no answer


class Answer(Struct, frozen=True, kw_only=True):
    """What became of the question about an address."""

    verdict: Verdict
    why: str = ""


Find = Callable[[str], Sequence[str]]
"""Returns at which addresses of the network a host may be asked, perhaps none. Raises OSError where it is not there."""


def ask_all(urls: Iterable[str], done: Callable[[], None], find: Find) -> dict[str, Answer]:
    """Return the answers to addresses; `done` is called for each. A host is asked one question at a time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    headers = {"User-Agent": f"gazette/{__version__} (link check)", "Accept": "*/*"}
    fleeting = httpx.Limits(max_keepalive_connections=0)  # several hosts may be at one address
    with (
        httpx.Client(headers=headers, timeout=_TIMEOUT, limits=fleeting) as client,
        ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads,
    ):
        asker = _Asker(client, find)
        answers: dict[str, Answer] = {}
        for url, answer in chain.from_iterable(threads.map(asker.ask_host, by_host.values())):
            answers[url] = answer
            done()
        return answers


def public_addresses(host: str) -> tuple[str, ...]:
    """Return the addresses of a host; none where any of them is not of the public network. Raises OSError."""
    infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    found = tuple(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in infos))
    return found if all(_is_public(ipaddress.ip_address(address)) for address in found) else ()


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not any(address in network for network in _HIDDEN)


class _Asker:
    """Asks a host at the address that was found to be public: were it looked up again, it might be another."""

    def __init__(self, client: httpx.Client, find: Find) -> None:
        self._client = client
        self._find = find

    def ask_host(self, urls: Iterable[str]) -> list[tuple[str, Answer]]:
        """Return the answers to addresses of one host, in their order."""
        answers = []
        for url in urls:
            answers.append((url, self._follow(url)))
            time.sleep(_PAUSE)
        return answers

    def _follow(self, url: str) -> Answer:
        """Return the answer at the end of redirects, each of which must lead to a public host."""
        try:
            for _ in range(_MOST_HOPS):
                host = _host(url)
                addresses = self._find(host) if urlsplit(url).scheme in ("http", "https") else ()
                if not addresses:
                    return Answer(verdict=Verdict.UNSURE, why=f"{host} is in no public network, and is not asked")
                response = self._response(url, addresses)
                if not response.has_redirect_location:
                    return _answer(response)
                url = urljoin(url, response.headers["location"])
        except socket.gaierror as fault:
            is_sure = fault.errno == socket.EAI_NONAME
            return Answer(verdict=Verdict.GONE if is_sure else Verdict.UNSURE, why=NO_HOST)
        except httpx.TimeoutException:
            return Answer(verdict=Verdict.UNSURE, why=f"no answer in {_TIMEOUT:.0f} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as fault:
            return Answer(verdict=Verdict.UNSURE, why=str(fault) or type(fault).__name__)
        return Answer(verdict=Verdict.GONE, why="it redirects without end")

    def _response(self, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Return what a host answers; one that is busy, or breaks off, is asked again.

        Raises httpx.HTTPError where it does so to the last.
        """
        for number in range(_TRIES - 1):
            wait = _FIRST_WAIT * 2.0**number
            try:
                response = self._ask(url, addresses)
            except httpx.TransportError:
                pass
            else:
                if response.status_code not in _LATER:
                    return response
                wait = _wait(response, wait)
            time.sleep(wait)
        return self._ask(url, addresses)

    def _ask(self, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Return the answer to HEAD, or to GET where that may say better: some hosts know no HEAD."""
        with contextlib.suppress(httpx.RemoteProtocolError):
            response = self._send("HEAD", url, addresses)
            if response.is_success or response.has_redirect_location:
                return response
        return self._send("GET", url, addresses)

    def _send(self, method: str, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Return the answer to a request, without its body, from the first of a host's addresses that can be reached.

        Raises httpx.HTTPError, httpx.InvalidURL.
        """
        named = httpx.URL(url)
        headers = {"Host": named.netloc.decode()}
        extensions = {"sni_hostname": named.raw_host.decode()}  # to whom the certificate must belong
        for number, address in enumerate(addresses, 1):
            request = self._client.build_request(
                method, named.copy_with(host=address), headers=headers, extensions=extensions
            )
            try:
                response = self._client.send(request, stream=True)
            except httpx.ConnectError:
                if number == len(addresses):
                    raise
            else:
                response.close()
                return response
        raise httpx.ConnectError(NO_HOST)


def _host(url: str) -> str:
    """Return the host of an address, or the address where nobody could tell."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _wait(response: httpx.Response, otherwise: float) -> float:
    """Return for how many seconds a host asks to be left alone, within reason."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isdecimal() else otherwise


def _answer(response: httpx.Response) -> Answer:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.is_success:
        return Answer(verdict=Verdict.THERE)
    is_gone = response.status_code in _GONE
    return Answer(verdict=Verdict.GONE if is_gone else Verdict.UNSURE, why=f"the host answers {status}")
