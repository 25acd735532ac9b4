"""Old addresses: which of them a page can be put at."""

import unicodedata
from urllib.parse import quote

import pytest

from gazette.content.addresses import check_old_address


@pytest.mark.parametrize(
    "address",
    [
        "/हिन्दी/",
        "/2019/نمی\u200cدانم/",
        unicodedata.normalize("NFD", "/café/"),
        "/2019/_x/",
        "/2019/it's-a=b&c;d!@$/",
        "/people/ada/page/2/",
        "/2019/index.html",
        "/2019/com10/",
        "/a" * 32,
        f"/{'a' * 240}/{'b' * 235}.html",
    ],
)
def test_address_that_every_host_can_serve_may_be_an_old_one(address: str) -> None:
    assert check_old_address(address) == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/2019/con/", "Windows"),
        ("/2019/CON.en.html", "Windows"),
        ("/2019/com¹/", "Windows"),
        ("/2019/index/", "hosts"),
        ("/cdn-cgi/trace", "hosts"),
        ("/2019/foo./", "a dot or a space"),
        ("/2019/a /", "a dot or a space"),
        ("/2019/...", "a dot or a space"),
        ("/a/b:c", "COLON"),
        ("/a/\u2028", "LINE SEPARATOR"),
        ("/a/\u202eb", "RIGHT-TO-LEFT OVERRIDE"),
        ("/a/\ud800", "U+D800"),
        ("/_worker.js", "begins with _"),
        ("/a" * 33, "32 parts"),
        (f"/{'x' * 190}" * 6, "1,000"),
        (f"/{'ह' * 60}" * 2, "1,000"),
        (f"/{'é' * 121}", "240 bytes"),
    ],
)
def test_address_that_some_host_could_not_serve_is_named_with_the_reason(address: str, why: str) -> None:
    assert why in check_old_address(address)


def test_bound_on_length_is_that_of_the_address_as_hosts_read_it() -> None:
    address = f"/{'é' * 99}/{'é' * 67}"
    assert len(quote(address)) == 998

    assert check_old_address(address) == ""
    assert check_old_address(f"{address}é") != ""
