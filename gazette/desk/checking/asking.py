"""Asking other sites whether an address is there: politely, and never anything in a private network."""

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import httpx
from msgspec import Struct

from gazette import __version__

_AT_ONCE = 16
_AT_ONCE_OF_A_HOST = 2
_PAUSE = 0.5  # seconds between two questions to a host
_TIMEOUT = 20.0  # seconds
_TRIES = 3
_MOST_HOPS = 8
_LONGEST_WAIT = 30.0  # seconds, whatever a host asks for
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 429, 500, 501, 502, 503})
"""What hosts answer to HEAD that do not mean it: GET has the last word."""
_LATER = frozenset({429, 502, 503, 504})
_GONE = frozenset({404, 410})
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
"""Tells whether a host is one that strangers may be asked of."""


def ask_all(urls: Iterable[str], done: Callable[[], None], may_ask: MayAsk | None = None) -> dict[str, Answer]:
    """Return the answers to addresses; `done` is called for each. `may_ask` is `is_public` unless it is given."""
    return asyncio.run(_Asker(may_ask or is_public, done).ask_all(tuple(urls)))


def is_public(host: str) -> bool:
    """Tell whether every address of a host is one of the public network. Raises OSError where it has none."""
    found = {info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    return all(ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)


class _Asker:
    def __init__(self, may_ask: MayAsk, done: Callable[[], None]) -> None:
        self._may_ask = may_ask
        self._done = done
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONCE_OF_A_HOST))

    async def ask_all(self, urls: tuple[str, ...]) -> dict[str, Answer]:
        headers = {"User-Agent": f"gazette/{__version__} (link check)", "Accept": "*/*"}
        async with httpx.AsyncClient(headers=headers, timeout=_TIMEOUT, trust_env=True) as client:
            answers = await asyncio.gather(*(self._ask(url, client) for url in urls))
        return dict(zip(urls, answers, strict=True))

    async def _ask(self, url: str, client: httpx.AsyncClient) -> Answer:
        async with self._hosts[urlsplit(url).hostname or ""], self._room:
            answer = await self._follow(url, client)
            await asyncio.sleep(_PAUSE)  # the host's turn lasts so long
        self._done()
        return answer

    async def _follow(self, url: str, client: httpx.AsyncClient) -> Answer:
        """Return the answer at the end of redirects, each of which must lead to a public host."""
        try:
            for _ in range(_MOST_HOPS):
                host = urlsplit(url).hostname or ""
                if urlsplit(url).scheme not in ("http", "https") or not await asyncio.to_thread(self._may_ask, host):
                    return Answer(
                        verdict=Verdict.UNSURE, why=f"{host or url} is in no public network, and is not asked"
                    )
                response = await _response(url, client)
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


async def _response(url: str, client: httpx.AsyncClient) -> httpx.Response:
    """Return what a host answers to HEAD, or to GET where that may say more; a host that is busy is asked again."""
    for number in range(_TRIES):
        response = await client.head(url)
        if response.status_code in _NO_HEAD:
            async with client.stream("GET", url) as response:  # the body stays where it is
                pass
        if response.status_code not in _LATER or number == _TRIES - 1:
            break
        await asyncio.sleep(_wait(response, number))
    return response


def _wait(response: httpx.Response, number: int) -> float:
    """Return how many seconds to wait: as many as the host asks for, or more each time."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked) if asked.isdigit() else 2.0**number, _LONGEST_WAIT)


def _answer(response: httpx.Response) -> Answer:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.is_success:
        return Answer(verdict=Verdict.THERE)
    is_gone = response.status_code in _GONE
    return Answer(verdict=Verdict.GONE if is_gone else Verdict.UNSURE, why=f"the host answers {status}")
