"""Asking other sites whether an address is there: politely, and never anything in a private network."""

import ipaddress
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
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


MayAsk = Callable[[str], bool]
"""Tells whether a host is one that strangers may be asked of. Raises OSError where there is no such host."""


def ask_all(urls: Iterable[str], done: Callable[[], None], may_ask: MayAsk) -> dict[str, Answer]:
    """Return the answers to addresses; `done` is called for each. A host is asked one question at a time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    headers = {"User-Agent": f"gazette/{__version__} (link check)", "Accept": "*/*"}
    with httpx.Client(headers=headers, timeout=_TIMEOUT) as client, ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads:
        asker = _Asker(client, may_ask)
        answers: dict[str, Answer] = {}
        for url, answer in chain.from_iterable(threads.map(asker.ask_host, by_host.values())):
            answers[url] = answer
            done()
        return answers


def is_public(host: str) -> bool:
    """Tell whether every address of a host is one of the public network. Raises OSError where it has none."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    return all(_is_public(ipaddress.ip_address(address.partition("%")[0])) for address in found)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_global and not any(address in network for network in _HIDDEN)


class _Asker:
    def __init__(self, client: httpx.Client, may_ask: MayAsk) -> None:
        self._client = client
        self._may_ask = may_ask

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
                if urlsplit(url).scheme not in ("http", "https") or not self._may_ask(host):
                    return Answer(verdict=Verdict.UNSURE, why=f"{host} is in no public network, and is not asked")
                response = self._response(url)
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

    def _response(self, url: str) -> httpx.Response:
        """Return what a host answers; one that is busy, or breaks off, is asked again.

        Raises httpx.HTTPError where it does so to the last.
        """
        for number in range(_TRIES - 1):
            wait = 2.0**number
            try:
                response = self._ask(url)
            except httpx.TransportError:
                pass
            else:
                if response.status_code not in _LATER:
                    return response
                wait = _wait(response, wait)
            time.sleep(wait)
        return self._ask(url)

    def _ask(self, url: str) -> httpx.Response:
        """Return the answer to HEAD, or to GET where that may say better: some hosts know no HEAD."""
        try:
            response = self._client.head(url)
        except httpx.RemoteProtocolError:
            pass
        else:
            if response.is_success or response.has_redirect_location:
                return response
        with self._client.stream("GET", url) as response:  # the body stays where it is
            return response


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
