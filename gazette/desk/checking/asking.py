"""Asking other sites whether an address is there: politely, and never anything in a private network."""

import asyncio
import contextlib
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import httpx
from msgspec import Struct

from gazette import __version__

_HOSTS_AT_ONCE = 16
_PAUSE = 0.3  # seconds between two questions to a host
_TIMEOUT = 20.0  # seconds, in which a host must say something
_LONGEST = 60.0  # seconds for a link with its redirects and tries, however busily its host talks
_SILENCES = 3  # links to a host, one after another, that have no answer; then it is left alone
_DEADLINE = 1800.0  # seconds for all links together
_TRIES = 3
_FIRST_WAIT = 1.0  # seconds before the second of them; then twice as long
_MOST_HOPS = 8
_LONGEST_WAIT = 30.0  # seconds, whatever a host asks for
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


_NO_ANSWER = f"no answer in {_LONGEST:.0f} seconds"
_LEFT_ALONE = Answer(verdict=Verdict.UNSURE, why=f"its host did not answer {_SILENCES} times, and was left alone")

Find = Callable[[str], Sequence[str]]
"""Returns at which addresses of the network a host may be asked, perhaps none. Raises OSError where it is not there."""


def ask_all(urls: Iterable[str], done: Callable[[], None], find: Find) -> dict[str, Answer]:
    """Return the answers to addresses; `done` is called for each. A host is asked one question at a time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    return asyncio.run(_ask_hosts(by_host.values(), done, find))


async def _ask_hosts(hosts: Iterable[list[str]], done: Callable[[], None], find: Find) -> dict[str, Answer]:
    """Return the answers to the addresses of many hosts, as many as there are when time is up."""
    late = Answer(verdict=Verdict.UNSURE, why=f"it took more than {_DEADLINE / 60:.0f} minutes to ask all before it")
    answers = {url: late for urls in hosts for url in urls}
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_HOSTS_AT_ONCE))  # for `find`
    headers = {"User-Agent": f"gazette/{__version__} (link check)", "Accept": "*/*"}
    fleeting = httpx.Limits(max_keepalive_connections=0)  # several hosts may be at one address
    async with httpx.AsyncClient(headers=headers, timeout=_TIMEOUT, limits=fleeting) as client:
        asker = _Asker(client, find)
        turn = asyncio.Semaphore(_HOSTS_AT_ONCE)

        async def ask(urls: list[str]) -> None:
            async with turn:
                async for url, answer in asker.ask_host(urls):
                    answers[url] = answer
                    done()

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DEADLINE), asyncio.TaskGroup() as tasks:
                for urls in hosts:
                    tasks.create_task(ask(urls))
    return answers


class _Asker:
    """Asks a host at the address that was found to be public: were it looked up again, it might be another."""

    def __init__(self, client: httpx.AsyncClient, find: Find) -> None:
        self._client = client
        self._find = find

    async def ask_host(self, urls: Iterable[str]) -> AsyncIterator[tuple[str, Answer]]:
        """Yield the answers to addresses of one host, in their order."""
        silences = 0
        for url in urls:
            if silences == _SILENCES:
                yield url, _LEFT_ALONE
                continue
            answer = await self._answer(url)
            silences = silences + 1 if answer.why == _NO_ANSWER else 0
            yield url, answer
            await asyncio.sleep(_PAUSE)

    async def _answer(self, url: str) -> Answer:
        """Return what became of the question about an address, whatever its host does."""
        try:
            async with asyncio.timeout(_LONGEST):
                return await self._follow(url)
        except socket.gaierror as fault:
            is_sure = fault.errno == socket.EAI_NONAME
            return Answer(verdict=Verdict.GONE if is_sure else Verdict.UNSURE, why=NO_HOST)
        except (TimeoutError, httpx.TimeoutException):
            return Answer(verdict=Verdict.UNSURE, why=_NO_ANSWER)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as fault:
            return Answer(verdict=Verdict.UNSURE, why=str(fault) or type(fault).__name__)

    async def _follow(self, url: str) -> Answer:
        """Return the answer at the end of redirects, each of which must lead to a public host."""
        for _ in range(_MOST_HOPS):
            host = _host(url)
            is_web = urlsplit(url).scheme in ("http", "https")
            addresses = await asyncio.to_thread(self._find, host) if is_web else ()
            if not addresses:
                return Answer(verdict=Verdict.UNSURE, why=f"{host} is in no public network, and is not asked")
            response = await self._response(url, addresses)
            if not response.has_redirect_location:
                return _verdict(response)
            url = urljoin(url, response.headers["location"])
        return Answer(verdict=Verdict.GONE, why="it redirects without end")

    async def _response(self, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Return what a host answers; one that is busy, or breaks off, is asked again.

        Raises httpx.HTTPError where it does so to the last.
        """
        for number in range(_TRIES - 1):
            wait = _FIRST_WAIT * 2.0**number
            try:
                response = await self._ask(url, addresses)
            except httpx.TransportError:
                pass
            else:
                if response.status_code not in _LATER:
                    return response
                wait = _wait(response, wait)
            await asyncio.sleep(wait)
        return await self._ask(url, addresses)

    async def _ask(self, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Return the answer to HEAD, or to GET where that may say better: some hosts know no HEAD."""
        with contextlib.suppress(httpx.RemoteProtocolError):
            response = await self._send("HEAD", url, addresses)
            if response.is_success or response.has_redirect_location:
                return response
        return await self._send("GET", url, addresses)

    async def _send(self, method: str, url: str, addresses: Sequence[str]) -> httpx.Response:
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
                response = await self._client.send(request, stream=True)
            except httpx.ConnectError:
                if number == len(addresses):
                    raise
            else:
                await response.aclose()
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


def _verdict(response: httpx.Response) -> Answer:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.is_success:
        return Answer(verdict=Verdict.THERE)
    is_gone = response.status_code in _GONE
    return Answer(verdict=Verdict.GONE if is_gone else Verdict.UNSURE, why=f"the host answers {status}")
