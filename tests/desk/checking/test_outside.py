"""Links to other sites, asked of a host on this machine."""

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from gazette.collection.selection import Selection
from gazette.desk.checking import asking
from gazette.desk.checking.asking import Verdict, ask_all
from gazette.desk.checking.networks import public_addresses
from gazette.desk.checking.outside import try_links
from gazette.errors import Problems
from gazette.operations import examine
from gazette.pipeline import Order
from tests.mini_site import MiniSite

HERE = ("127.0.0.1",)


class Host:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.names: set[str] = set()  # by which it was asked
        self.answers: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self.url = ""

    def say(self, path: str, *statuses: int, **headers: str) -> str:
        """Answer with these statuses in turn, the last of them from then on. Return the address."""
        self.answers[path] = [(status, headers) for status in statuses]
        return self.url + path

    def answer(self, method: str, path: str) -> tuple[int, dict[str, str]]:
        self.asked.append((method, path))
        answers = self.answers.get(path, [(404, {})])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def listening(host: Host) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            host.names.add(self.headers["Host"])
            status, headers = host.answer(self.command, self.path)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        do_HEAD = do_GET = _answer  # noqa: N815 - named by http.server

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    host.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser() -> Iterator[None]:
    """Hide the loop that the tests of pages leave running in a process which they share with these."""
    loop = asyncio._get_running_loop()  # noqa: SLF001 - nothing public hides one
    asyncio._set_running_loop(None)  # noqa: SLF001
    yield
    asyncio._set_running_loop(loop)  # noqa: SLF001


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(asking, "_PAUSE", 0.0)
    monkeypatch.setattr(asking, "_FIRST_WAIT", 0.0)
    found = Host()
    with listening(found):
        yield found


def ask(*urls: str) -> list[tuple[Verdict, str]]:
    answers = ask_all(urls, lambda: None, lambda _: HERE)
    return [(answers[url].verdict, answers[url].why) for url in urls]


def test_address_that_is_there_is_asked_for_once_without_its_body(host: Host) -> None:
    assert ask(host.say("/a", 200)) == [(Verdict.THERE, "")]
    assert host.asked == [("HEAD", "/a")]


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_get_has_the_last_word_where_head_is_refused(host: Host, status: int) -> None:
    assert ask(host.say("/a", status, 200)) == [(Verdict.THERE, "")]
    assert host.asked == [("HEAD", "/a"), ("GET", "/a")]


@pytest.mark.parametrize(
    ("status", "why"), [(404, "the host answers 404 Not Found"), (410, "the host answers 410 Gone")]
)
def test_address_that_is_gone_is_so_for_certain(host: Host, status: int, why: str) -> None:
    assert ask(host.say("/a", status)) == [(Verdict.GONE, why)]


def test_head_that_says_gone_does_not_have_the_last_word(host: Host) -> None:
    assert ask(host.say("/a", 410, 200)) == [(Verdict.THERE, "")]


@pytest.mark.parametrize("url", ["http://[foo/", "http://a\u2100b/", "http://:80/", "http://exa mple/"])
def test_address_that_is_none_is_unsure_and_stops_nothing(host: Host, url: str) -> None:
    (odd, there) = ask(url, host.say("/a", 200))

    assert odd[0] is Verdict.UNSURE
    assert there == (Verdict.THERE, "")


def test_answers_of_a_busy_host_may_be_odd(host: Host) -> None:
    assert ask(host.say("/a", 503, 503, 200, Retry_After="\u00b2")) == [(Verdict.THERE, "")]


def test_host_that_refuses_leaves_it_open(host: Host) -> None:
    assert ask(host.say("/a", 403)) == [(Verdict.UNSURE, "the host answers 403 Forbidden")]


def test_host_that_is_busy_is_asked_again(host: Host) -> None:
    url = host.say("/a", 503, 503, 200, Retry_After="0")

    assert ask(url) == [(Verdict.THERE, "")]
    assert host.asked == [("HEAD", "/a"), ("GET", "/a"), ("HEAD", "/a")]


def test_host_that_stays_busy_leaves_it_open(host: Host) -> None:
    assert ask(host.say("/a", 429, Retry_After="0")) == [(Verdict.UNSURE, "the host answers 429 Too Many Requests")]
    assert len(host.asked) == 6


def test_redirects_are_followed_to_their_end(host: Host) -> None:
    host.say("/b", 302, Location="/c")
    host.say("/c", 404)

    assert ask(host.say("/a", 301, Location="/b")) == [(Verdict.GONE, "the host answers 404 Not Found")]


def test_redirects_without_end_lead_nowhere(host: Host) -> None:
    assert ask(host.say("/a", 301, Location="/a")) == [(Verdict.GONE, "it redirects without end")]


@contextmanager
def talking(say: Callable[[socket.socket], None]) -> Iterator[str]:
    """Yield the address of a host that says something to each who calls, until it is hung up on."""

    def answer(caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.recv(9999)
            say(caller)

    def go_on() -> None:
        with suppress(OSError):
            while True:
                Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        Thread(target=go_on, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def drip(caller: socket.socket) -> None:
    """Say something every now and then, and never come to an end."""
    caller.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        caller.sendall(b"x")
        time.sleep(0.05)


def put_off(caller: socket.socket) -> None:
    """Say without end that an answer is to come."""
    while True:
        caller.sendall(b"HTTP/1.1 102 Processing\r\n\r\n")


def hang_up_late(caller: socket.socket) -> None:
    """Say nothing."""
    caller.recv(1)


@pytest.mark.parametrize("say", [drip, put_off, hang_up_late])
def test_host_that_never_ends_its_answer_is_hung_up_on(
    host: Host, monkeypatch: pytest.MonkeyPatch, say: Callable[[socket.socket], None]
) -> None:
    monkeypatch.setattr(asking, "_LONGEST", 0.3)

    with talking(say) as url:
        assert ask(f"{url}/a", host.say("/b", 200)) == [
            (Verdict.UNSURE, "no answer in 60 seconds"),
            (Verdict.THERE, ""),
        ]


def test_host_that_stays_silent_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PAUSE", 0.0)
    monkeypatch.setattr(asking, "_LONGEST", 0.1)
    calls: list[socket.socket] = []

    with talking(calls.append) as url:
        monkeypatch.setattr(asking, "_FIRST_WAIT", 1.0)  # so that one call is made for each link
        answers = ask(*(f"{url}/{number}" for number in range(9)))

    assert [why for _, why in answers] == [
        *["no answer in 60 seconds"] * 3,
        *["its host did not answer 3 times, and was left alone"] * 6,
    ]
    assert len(calls) == 6, "HEAD and GET for each of three links"


def test_all_links_together_have_a_deadline(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_DEADLINE", 0.5)

    with talking(drip) as url:
        (late, there) = ask(f"{url}/a", host.say("/b", 200).replace("127.0.0.1", "news.example"))

    assert there == (Verdict.THERE, "")
    assert late[0] is Verdict.UNSURE
    assert "to ask all" in late[1]


def test_host_that_is_not_there_leaves_it_open(host: Host) -> None:  # noqa: ARG001 - for its patience
    (answer,) = ask("http://127.0.0.1:1/")

    assert answer[0] is Verdict.UNSURE


def test_nothing_in_a_private_network_is_asked_not_even_by_a_redirect(host: Host) -> None:
    inside = host.say("/secret", 200)
    host.say("/a", 302, Location=inside.replace("127.0.0.1", "127.0.0.2"))

    answers = ask_all([inside.replace("127.0.0.1", "127.0.0.3")], lambda: None, public_addresses)
    assert [answer.verdict for answer in answers.values()] == [Verdict.UNSURE]
    answers = ask_all([f"{host.url}/a"], lambda: None, lambda name: HERE if name == "127.0.0.1" else ())
    assert [answer.why for answer in answers.values()] == ["127.0.0.2 is in no public network, and is not asked"]
    assert host.asked == [("HEAD", "/a")]


def test_host_is_looked_up_once_and_asked_there_by_its_name(host: Host) -> None:
    host.say("/a", 503, 200, Retry_After="0")
    port = host.url.rpartition(":")[2]
    looked_up: list[str] = []

    def find(name: str) -> tuple[str, ...]:
        looked_up.append(name)
        return ("127.0.0.2", *HERE)  # nobody listens at the first

    (answer,) = ask_all([f"http://news.example:{port}/a"], lambda: None, find).values()

    assert answer.verdict is Verdict.THERE
    assert looked_up == ["news.example"]
    assert host.names == {f"news.example:{port}"}


def tried(site: MiniSite) -> list[str]:
    """Return the problems with links to other sites."""
    problems = Problems()
    order = Order(root=site.root, output=site.output, selection=Selection(now=datetime(2030, 1, 1, tzinfo=UTC)))
    planned = examine(order, problems, lambda *_: lambda: None, lambda _: None)
    try_links(site.root, planned, problems.report, lambda *_: lambda: None, lambda _: HERE)
    return [str(problem) for problem in problems.in_order()]


def test_links_of_bodies_citations_and_records_are_tried_and_told_at_their_line(site: MiniSite, host: Host) -> None:
    gone, there = host.say("/gone?a=1&b=2", 404), host.say("/there", 200)
    site.article("grid", f"See\n[it]({gone}) and [it]({there}).", source=f"{{name: A, url: {host.url}/cited}}")
    site.record("people/ada", name="Ada", same_as=f"[{host.url}/ada]")
    site.record("sources/a", name="A", url=f"{host.url}/a")

    problems = tried(site)

    cure = (
        "leads nowhere: the host answers 404 Not Found; mend the link, or let it lead to an archived copy [link-dead]"
    )
    assert problems == [
        f'content/grid.md:4:24: error: "{host.url}/cited" {cure}',
        f'content/grid.md:7:6: error: "{gone}" {cure}',
        f'content/people/ada.md:3:11: error: "{host.url}/ada" {cure}',
        f'content/sources/a.md:3:6: error: "{host.url}/a" {cure}',
    ]


def test_what_was_there_is_not_asked_for_again_and_what_was_not_is(site: MiniSite, host: Host) -> None:
    site.article("grid", f"[a]({host.say('/a', 200)}) [b]({host.say('/b', 403)})")
    first = tried(site)
    host.asked.clear()

    assert tried(site) == first
    assert {path for _, path in host.asked} == {"/b"}


def test_what_is_remembered_of_links_may_be_damaged(site: MiniSite, host: Host) -> None:
    site.article("grid", f"[a]({host.say('/a', 200)})")
    site.write(".gazette/links.json", "{")

    assert tried(site) == []
    assert host.asked


def test_site_itself_is_not_asked(site: MiniSite, host: Host) -> None:
    site.write("config.yaml", f"title: T\nbase_url: {host.url}/own\n")
    site.article("grid", f"[a]({host.url}/own/2023/)")

    tried(site)

    assert host.asked == []


def test_machine_without_a_network_is_told_of_once(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("grid", "[a](https://one.invalid/) [b](https://two.invalid/)", summary="x")
    monkeypatch.setattr(asking, "_PAUSE", 0.0)
    monkeypatch.setattr(asking, "_FIRST_WAIT", 0.0)

    run = site.gazette("check", "--external", "--now", "2030-01-01")

    assert (run.status, run.problems) == (
        0,
        ["content: warning: none of 2 links could be tried; is there a network? [link-unsure]"],
    )


def test_build_and_check_ask_nobody(site: MiniSite, host: Host) -> None:
    site.article("grid", f"[a]({host.say('/a', 404)})", summary="x")

    assert (site.build().status, site.gazette("check", "--now", "2030-01-01").status) == (0, 0)
    assert host.asked == []
