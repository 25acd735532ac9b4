"""Pictures on other hosts: links, unless the settings allow their host."""

from html import unescape

import pytest

from gazette.config import Config
from gazette.content.body import Body
from gazette.content.markup import render_markdown
from gazette.errors import Place, Problems
from gazette.security import Security
from tests.mini_site import ATOM, MiniSite, hrefs

SECURITY = Security(img_src=("https://img.example", "https://*.cdn.example", "https://p.example:8443"))


def render(text: str, security: Security = SECURITY) -> tuple[Body, list[str]]:
    problems = Problems()
    config = Config(title="The Desk", security=security)
    body = render_markdown(text, Place(path="content/a.md", line=1, column=1), config, problems.report)
    return body, [str(problem) for problem in problems.in_order()]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![a *b*](https://o.example/p.png)", '<p><a href="https://o.example/p.png">a b</a></p>'),
        ("![](//o.example/p.png?q#r)", '<p><a href="//o.example/p.png?q#r">o.example/p.png</a></p>'),
        ('![a](http://o.example/p?x=1&y=2 "t")', '<p><a href="http://o.example/p?x=1&amp;y=2">a</a></p>'),
        ("[![a](https://o.example/p)](https://q.example)", '<p><a href="https://q.example">a</a></p>'),
        ("[![](https://o.example/p)](https://q.example)", '<p><a href="https://q.example">o.example/p</a></p>'),
        ("[x](https://q.example) ![a](https://o.example/p)", "…"),
        ('<img src="https://o.example/p" alt="<a>&quot;">', '<a href="https://o.example/p">&lt;a&gt;&quot;</a>'),
        ('<img src="https://o.example/p" alt=" src=picture:7">', '<a href="https://o.example/p">src=picture:7</a>'),
        ('<img src="picture:0" alt="a"> ![b](https://o.example/p)', "…"),
    ],
)
def test_picture_on_another_host_is_a_link(text: str, html: str) -> None:
    body, problems = render(text)

    assert 'src="https' not in body.html
    assert "picture:" not in body.html.replace("src=picture:7", "")
    assert body.html.count("<a") == body.html.count("</a>")
    assert html in ("…", body.html)
    assert [problem for problem in problems if "image-remote" in problem]


@pytest.mark.parametrize(
    "address",
    [
        "https://img.example/p.png",
        "HTTPS://IMG.example/p.png",
        "//img.example/p.png",
        "https://img.example:443/p.png",
        "https://a.cdn.example/p",
        "https://a.b.cdn.example/p",
        "https://p.example:8443/p",
    ],
)
def test_picture_on_a_host_that_is_allowed_stays(address: str) -> None:
    body, problems = render(f"![a]({address})")

    assert body.html == f'<p><img alt="a" src="{address}"></p>'
    assert problems == []


@pytest.mark.parametrize(
    "address",
    [
        "http://img.example/p",
        "https://img.example.org/p",
        "https://img.example:8443/p",
        "https://cdn.example/p",
        "https://evilcdn.example/p",
        "https://p.example/p",
        "https://img.example@o.example/p",
        "https://o.example/https://img.example/",
        "https://img.example:x/p",
        "https://[img.example/p",
        "https:img.example/p",
    ],
)
def test_no_other_host_passes_for_one(address: str) -> None:
    assert "<img" not in render(f"![a]({address})")[0].html


def test_message_says_what_allows_it() -> None:
    _, problems = render("![a](https://o.example/p.png) ![b](http://o.example/p.png)")

    told = "this picture is a link, so that no other host learns who reads; save it beside the file"
    allow = ", or allow its host: security: {img_src: [https://o.example]}"
    assert problems == [
        f"content/a.md:1:6: warning: {told}{allow} [image-remote]",
        f"content/a.md:1:36: warning: {told} [image-remote]",
    ]


def test_opening_skips_the_link_as_it_skips_the_picture() -> None:
    assert render("![a](https://o.example/p)\n\nWords.")[0].opening == "Words."


def test_neither_page_nor_feed_asks_another_host_but_the_one_that_is_allowed(site: MiniSite) -> None:
    site.configure("security: {img_src: [img.example, https://*.cdn.example/], connect_src: https://count.example}")
    site.article("grid", "![a](https://o.example/p) ![b](https://img.example/q)")
    site.built()

    page = site.page("/2023/10/31/grid/")
    assert [image.get("src") for image in page.iter("img")] == ["https://img.example/q"]
    assert "https://o.example/p" in hrefs(page)
    content = site.xml("/feed.xml").findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "<img" not in content.replace('<img alt="b" src="https://img.example/q">', "")
    policy = "img-src 'self' https://img.example https://*.cdn.example; "
    assert policy in site.read("/_headers")
    assert policy in unescape(site.read("/"))
    assert "connect-src 'self' https://count.example; " in site.read("/_headers")


@pytest.mark.parametrize(
    "source", ["http://a.example", "'unsafe-inline'", "'*'", "data:", "https://a.example/x; script-src *", "https:"]
)
def test_source_that_is_none_is_an_error_with_a_cure(site: MiniSite, source: str) -> None:
    site.configure(f'security: {{img_src: ["{source}"]}}')
    site.article()

    (problem,) = site.build().problems

    assert problem.startswith("config.yaml:3:22: error: img_src has ")
    assert "write a host with https, such as https://images.example.org [type]" in problem


def test_setting_that_changes_makes_bodies_anew(site: MiniSite) -> None:
    site.article("grid", "![b](https://img.example/q)")
    site.built()
    site.configure("security: {img_src: [img.example]}")
    site.built()
    warm = site.files()

    assert warm == site.built("--clean").files()
    assert '<img alt="b"' in site.read("/2023/10/31/grid/")
