"""Files that are published as they are: once each, never through memory, and not larger than the limit."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mini_site import ATOM, MiniSite

SPARSE = 200_000_000  # bytes of a file that takes none on disk
MEMORY = 100_000_000  # bytes that a process may have more than this one's libraries need


def published(site: MiniSite, name: str) -> list[str]:
    return sorted(path for path in site.files() if path.endswith(name))


def test_file_that_many_pages_show_is_published_once(site: MiniSite) -> None:
    site.write("content/map.png", b"map")
    for number in range(30):
        site.article(f"2023/a{number:02}", "![Map](../map.png)")
    site.record("people/ada", "![Map](../map.png)", name="Ada", image="../map.png")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n![Map](../map.png)\n")
    site.built()

    assert published(site, "map.png") == ["2023/10/31/a00/map.png"]
    for url in ("/2023/10/31/a00/", "/2023/10/31/a29/", "/people/ada/", "/about/"):
        assert {image.get("src") for image in site.page(url).iter("img")} == {"/2023/10/31/a00/map.png"}
    entry = site.xml("/feed.xml").findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "https://example.org/2023/10/31/a00/map.png" in entry


def test_page_whose_file_lies_beside_it_goes_before_others(site: MiniSite) -> None:
    site.write("content/z/map.png", b"map")
    site.article("a", "![Map](z/map.png)")
    site.article("z/b", "![Map](map.png)")
    site.article("z/c", "![Map](map.png)")
    site.built()

    assert published(site, "map.png") == ["2023/10/31/b/map.png"]


def test_file_finds_another_page_when_its_own_is_held_back(site: MiniSite) -> None:
    site.write("content/map.png", b"map")
    site.article("a", "![Map](map.png)", date="2022-01-01")
    site.article("b", "![Map](map.png)")
    site.record("people/ada", "![Map](../map.png)", name="Ada", image="../map.png")
    site.built()
    assert published(site, "map.png") == ["2022/01/01/a/map.png"]

    site.article("a", "![Map](map.png)", date="2022-01-01", draft="true")
    site.built()
    warm = site.files()

    assert published(site, "map.png") == ["2023/10/31/b/map.png"]
    assert 'src="/2023/10/31/b/map.png"' in site.read("/people/ada/")
    assert warm == site.built("--clean").files()


def test_content_of_a_file_that_changes_is_published_anew_for_all(site: MiniSite) -> None:
    site.write("content/map.png", b"one")
    site.article("a", "![Map](map.png)")
    site.article("b", "![Map](map.png)")
    site.built()
    site.write("content/map.png", b"other")

    assert site.built().read("/2023/10/31/a/map.png") == "other"
    assert site.files() == site.built("--clean").files()


def test_file_that_is_too_large_is_named_with_the_limit(site: MiniSite) -> None:
    site.configure("limits: {media_bytes: 3}")
    site.write("content/ok.pdf", b"123")
    site.write("content/big.pdf", b"1234")
    site.article("a", "[ok](ok.pdf) [big](big.pdf)")

    problems = site.build().problems

    cure = "make it smaller, or keep it elsewhere and link to it [file-size]"
    assert f"content/big.pdf: error: 4 bytes; the limit is 3 (limits.media_bytes in config.yaml): {cure}" in problems
    assert not site.output.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_file_larger_than_memory_is_published(tmp_path: Path) -> None:
    site = MiniSite(tmp_path / "desk")
    site.configure(f"limits: {{media_bytes: {SPARSE}}}")
    big = site.write("content/big.zip", b"PK")
    with big.open("r+b") as stream:
        stream.truncate(SPARSE)
    site.article("a", "[all](big.zip)")
    code = (
        "import sys, resource; from gazette.cli import run; import gazette.operations, gazette.output.layouts;"
        f"used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024;"
        "status = run(sys.argv[1:]);"
        f"most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        f"sys.exit(status or (9 if most * 1024 - used > {MEMORY} else 0))"
    )
    command = [sys.executable, "-c", code, "--root", str(site.root), "build", "--now", "2030-01-01"]

    first = subprocess.run(command, check=False)
    again = subprocess.run(command, check=False)

    assert (first.returncode, again.returncode) == (0, 0)
    assert (site.output / "2023/10/31/a/big.zip").stat().st_size == SPARSE
