"""Files that tell a static host what to send."""

from tests.mini_site import MiniSite

NEEDED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
}


def policy(text: str) -> dict[str, str]:
    """Return the directives of a Content-Security-Policy."""
    return dict(directive.strip().split(" ", 1) for directive in text.split(";"))


def test_policy_in_the_headers_allows_nothing_from_elsewhere_and_nothing_inline(site: MiniSite) -> None:
    site.article()
    headers = site.built().read("/_headers")

    (line,) = [line for line in headers.splitlines() if line.startswith("  Content-Security-Policy: ")]
    found = policy(line.removeprefix("  Content-Security-Policy: "))

    assert headers.startswith("/*\n")
    assert found.items() >= (NEEDED | {"frame-ancestors": "'none'"}).items()
    assert set(found.values()) == {"'none'", "'self'"}
    assert "  X-Content-Type-Options: nosniff\n" in headers


def test_policy_stands_in_every_page_too(site: MiniSite) -> None:
    site.article("grid", people="Ada", aliases="[/old/]")
    site.built()

    for path in (path for path in site.files() if path.endswith(".html")):
        (meta,) = [
            meta for meta in site.page(f"/{path}").iter("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        found = policy(meta.get("content") or "")
        assert found["default-src"] == "'none'", path
        assert set(found.values()) <= {"'none'", "'self'"}, path


def test_fingerprinted_assets_are_cached_for_ever_under_the_base_path(site: MiniSite) -> None:
    site.article()
    headers = site.built("--base-url", "https://example.org/briefings").read("/_headers")

    assert "/briefings/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers


def test_cname_is_there_only_where_it_is_set(site: MiniSite) -> None:
    site.article()
    assert not site.built().has("/CNAME")

    site.configure("deploy: {cname: www.example.org}")

    assert site.built().read("/CNAME") == "www.example.org\n"


def test_site_is_marked_as_finished_for_github_pages(site: MiniSite) -> None:
    site.article()

    assert site.built().read("/.nojekyll") == ""


def test_no_redirects_make_an_empty_list(site: MiniSite) -> None:
    site.article()

    assert site.built().read("/_redirects") == ""


def test_content_cannot_write_the_hosts_control_files(site: MiniSite) -> None:
    site.article("grid", aliases="[/_headers, /.nojekyll, /_redirects, /../x, '/old 301\\n/x /y']")

    run = site.build()

    assert run.status == 1
    assert [line.rpartition(" ")[2] for line in run.problems] == ["[type]"] * 5
