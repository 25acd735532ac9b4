"""Which names a file of the site can have."""

from pathlib import Path

import pytest

from gazette.output_paths import are_output_paths, wrong_with_output_path
from tests.mini_site import MiniSite

UNFIT = ["a\\b.png", "../x", "x/../y", "/x", "x//y", "./x", "C:/x", "a\0b", "x\udcff", "", ".."]


@pytest.mark.parametrize("path", UNFIT)
def test_what_is_wrong_with_a_path_is_told_where_it_is_no_output_path(path: str) -> None:
    assert not are_output_paths(("index.html", path, "a/b.html"))
    assert wrong_with_output_path(path)


@pytest.mark.parametrize("path", ["index.html", "a/b c.png", "2023/Žižek.png", ".well-known/x", "12:30.png", "a..b"])
def test_nothing_is_wrong_with_other_paths(path: str) -> None:
    assert wrong_with_output_path(path) == ""


@pytest.mark.parametrize("path", ["content/2023/a\\b.png", "assets/img/a\\b.png", "assets/a\\b.css"])
def test_file_with_a_backslash_is_named_by_every_build_and_the_site_stays(site: MiniSite, path: str) -> None:
    site.article("2023/grid", "![A picture](<a%5Cb.png>)" if path.startswith("content") else "Text.")
    site.write(path, "x")

    for _ in range(2):
        run = site.build()
        assert [line for line in run.problems if "error" in line] == [
            line for line in run.problems if line.startswith(f"{path}: error: ") and "[path-unfit]" in line
        ]
        assert (run.status, "holds a backslash" in run.err, site.files()) == (1, True, {})
    Path(site.root / path).unlink()
    site.article("2023/grid", "Text.")
    assert site.built().build().status == 0
    assert site.gazette("clean").status == 0
    assert site.files() == {}


def test_site_goes_on_as_it_was_when_a_file_with_a_backslash_comes(site: MiniSite) -> None:
    site.article()
    before = site.built().files()
    site.article("b", "![A picture](<a%5Cb.png>)")
    site.write("content/a\\b.png", "x")

    assert site.build().status == site.build().status == 1
    assert site.files() == before
    (site.root / "content/a\\b.png").unlink()
    site.article("b")
    assert site.built().has("/2023/10/31/b/")
