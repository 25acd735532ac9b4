"""Who is answered, and what is never served."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.mini_site import MiniSite
from tests.server.previewing import Served, previewed


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a preview with a secret beside it."""
    site = MiniSite(tmp_path_factory.mktemp("gate") / "desk")
    site.article("grid")
    with previewed(site) as served:
        site.write("secret.txt", "for nobody")
        (site.root / ".gazette/preview/leak.txt").symlink_to(site.root / "secret.txt")
        site.write(".gazette/preview/.env", "for nobody")
        site.write(".gazette/preview/.git/config", "for nobody")
        site.write(".gazette/preview/.well-known/security.txt", "for all")
        yield served


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_own_names_are_answered(served: Served, name: str) -> None:
    assert served.get("/", Host=f"{name}:{served.port}").status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "192.0.2.1:{port}", ""]
)
def test_another_name_or_port_is_not(served: Served, host: str) -> None:
    answer = served.get("/", Host=host.format(port=served.port))

    assert answer.status == 421
    assert f"127.0.0.1:{served.port}" in answer.text


@pytest.mark.parametrize("path", ["/", "/.gazette/events", "/.gazette/news", "/.gazette/preview.js"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
    ],
)
def test_page_of_another_site_reads_nothing(served: Served, path: str, headers: dict[str, str]) -> None:
    assert served.get(path, **headers).status == 403


def test_link_on_another_site_opens_a_page(served: Served) -> None:
    assert served.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_it_can_only_be_read(served: Served, method: str) -> None:
    answer = served.get("/", method)

    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_no_answer_shares_itself_with_other_origins(served: Served) -> None:
    for path in ("/", "/.gazette/news", "/.gazette/preview.js", "/assets/css/main.css", "/none/"):
        headers = served.get(path).headers
        assert not [name for name in headers if name.startswith("access-control")]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/assets/../../../secret.txt",
        "/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%00",
        "/index.html%00.txt",
        "/leak.txt",
        "/.env",
        "/%2eenv",
        "/2023/../.env",
        "/.git/config",
        "/.git%2fconfig",
        "/.gazette/app.py",
        "/.gazette/../secret.txt",
        "/.gazette/%2e%2e/%2e%2e/secret.txt",
        "/" + "x" * 5000,
    ],
)
def test_nothing_outside_the_preview_is_served(served: Served, path: str) -> None:
    answer = served.get(path)

    assert answer.status == 404
    assert b"for nobody" not in answer.body
    assert b"root:" not in answer.body


def test_what_is_well_known_is_served(served: Served) -> None:
    assert served.get("/.well-known/security.txt").text == "for all"


@pytest.mark.parametrize("number", ["9" * 5000, "٣", "²", "-1", "1e3", " 1", "%00", ""])
def test_edition_that_is_none_may_have_missed_anything(served: Served, number: str) -> None:
    run = served.news()["edition"].partition(".")[0]

    assert served.news(f"{run}.{quote(number, safe='%')}")["files"] is None


def test_headers_of_the_site_hold_in_the_preview(served: Served) -> None:
    headers = served.get("/").headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


def test_part_of_a_file_can_be_asked_for(served: Served) -> None:
    answer = served.get("/assets/css/main.css", Range="bytes=0-5")

    assert (answer.status, len(answer.body)) == (206, 6)


def test_head_has_no_body(served: Served) -> None:
    answer = served.get("/", "HEAD")

    assert (answer.status, answer.body) == (200, b"")
