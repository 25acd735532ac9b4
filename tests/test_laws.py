"""Laws of every build: same input, same bytes; nothing half done; nothing foreign touched; content is harmless."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mini_site import MiniSite, addresses, files_of, with_class, words

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "sites" / "small"

MACHINES = {
    "eastern": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "western": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    "bare": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "3"},
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the small collection as this process builds them."""
    root = tmp_path_factory.mktemp("reference") / "desk"
    shutil.copytree(SMALL, root)
    return MiniSite(root).built().files()


@pytest.mark.parametrize("machine", MACHINES)
def test_time_zone_locale_and_hash_seed_change_no_byte(
    tmp_path: Path, reference: dict[str, bytes], machine: str
) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")

    subprocess.run(
        [sys.executable, "-m", "gazette", "--root", str(tmp_path / "desk"), "build", "--now", "2030-01-01"],
        cwd=ROOT,
        env={"PATH": os.defpath, **MACHINES[machine]},
        check=True,
        capture_output=True,
    )

    assert files_of(tmp_path / "desk/site") == reference


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_umask_changes_neither_bytes_nor_modes(tmp_path: Path, reference: dict[str, bytes], mask: int) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    before = os.umask(mask)
    try:
        site = MiniSite(tmp_path / "desk").built()
    finally:
        os.umask(before)

    modes = {path.is_dir(): oct(path.stat().st_mode & 0o777) for path in site.output.rglob("*")}

    assert site.files() == reference
    assert modes == {True: "0o755", False: "0o644"}


def test_order_in_which_files_were_made_changes_no_byte(tmp_path: Path, reference: dict[str, bytes]) -> None:
    for path, data in reversed(files_of(SMALL).items()):
        MiniSite.write(MiniSite(tmp_path / "desk"), path, data)

    assert MiniSite(tmp_path / "desk").built().files() == reference


def test_path_with_spaces_and_foreign_letters_changes_no_byte(tmp_path: Path, reference: dict[str, bytes]) -> None:
    root = tmp_path / "Мої файли & more" / "desk 100%"
    shutil.copytree(SMALL, root)

    assert MiniSite(root).built().files() == reference


def test_age_of_the_files_and_the_clock_change_no_byte(tmp_path: Path, reference: dict[str, bytes]) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    for path in (tmp_path / "desk").rglob("*"):
        os.utime(path, (1, 1))

    assert MiniSite(tmp_path / "desk").built("--now", "2999-01-01").files() == reference


def test_what_an_earlier_build_left_changes_no_byte(tmp_path: Path, reference: dict[str, bytes]) -> None:
    site = MiniSite(tmp_path / "desk")
    site.article("other", people="[Nemo]", topics="Sea", date="1999-01-01")
    site.built()
    shutil.rmtree(site.root / "content")
    shutil.copytree(SMALL, site.root, dirs_exist_ok=True)

    assert site.built().files() == reference


def test_address_of_the_folder_is_in_no_file(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    site = MiniSite(tmp_path / "desk").built()

    assert [path for path, data in site.files().items() if bytes(tmp_path) in data] == []


BREAKAGES: dict[str, tuple[str, str | bytes]] = {
    "front matter": ("content/2024/tides.md", "---\ntgas: x\n---\n"),
    "encoding": ("content/2024/tides.md", b"\xff\xfe"),
    "link": ("content/pages/about.md", "---\ntitle: About\n---\n[x](no.md)\n"),
    "clash": ("content/2024/b/pilot.md", "---\ntitle: Twin\ndate: 2024-02-29\n---\n"),
    "settings": ("config.yaml", "title: [\n"),
    "unknown setting": ("config.yaml", "title: Harbour\nbase_ulr: https://example.org\n"),
    "layout": ("layouts/article.html", "{{ page.nope }}"),
    "asset": ("assets/css/main.css", "@import 'nope.css';"),
}


@pytest.mark.parametrize("what", BREAKAGES)
def test_build_that_fails_leaves_the_site_as_it_was_to_the_byte(
    tmp_path: Path, reference: dict[str, bytes], what: str
) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    site = MiniSite(tmp_path / "desk").built()
    stamps = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
    site.write(*BREAKAGES[what])

    run = site.build()

    assert run.status == 1
    assert site.files() == reference
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == stamps


def test_build_after_a_failed_one_is_whole_again(tmp_path: Path, reference: dict[str, bytes]) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    site = MiniSite(tmp_path / "desk").built()
    site.article("new", tgas="x")
    site.build()
    (site.root / "content/new.md").unlink()

    assert site.built().files() == reference


def test_nothing_of_the_collection_is_changed_by_a_build(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "desk")
    site = MiniSite(tmp_path / "desk").built()
    site.gazette("clean")

    assert files_of(site.root) == files_of(SMALL)


def test_foreign_files_in_the_site_outlive_every_build(tmp_path: Path) -> None:
    site = MiniSite(tmp_path / "desk")
    site.article("a", people="Ada")
    site.built()
    site.write("site/people/ada/portrait.jpg", "mine")
    site.write("site/CNAME.bak", "mine")
    (site.root / "content/a.md").unlink()
    site.article("b")

    site.built("--clean")

    assert {path for path, data in site.files().items() if data == b"mine"} == {
        "people/ada/portrait.jpg",
        "CNAME.bak",
    }


MARKUP = "</title></script><script>alert(1)</script><img src=x.png onerror=alert(1)>\"' onmouseover=alert(1) x=&#39;"
BODY = f"""
<script>alert(1)</script> <svg onload=alert(1)> <math><mi xlink:href="javascript:alert(1)"></mi></math>

<iframe srcdoc="<script>alert(1)</script>"></iframe> <object data="javascript:alert(1)"></object>

[a](javascript:alert(1)) [b](JaVaScRiPt&#58;alert(1)) [c](data:text/html,<script>alert(1)</script>)

<javascript:alert(1)>

![d](x.png "\\" onerror=alert(1)") <a href="&#x6A;avascript:alert(1)">e</a> <a href="java&#9;scr&#10;ipt:alert(1)">f</a>

<p style="background:url(javascript:alert(1))" onclick="alert(1)">g</p> <form action="//evil.example"><input></form>

<base href="https://evil.example/"> <meta http-equiv="refresh" content="0;url=https://evil.example/">

<link rel="stylesheet" href="https://evil.example/x.css"> <style>body {{ display: none }}</style> <h1>Second title</h1>

{MARKUP} {{{{ site }}}} {{% raw %}}

```html
<script>alert(1)</script>
```

## Head {{: #g-main onclick=alert(1) style=color:red }}
"""


def test_hostile_content_reaches_no_page(site: MiniSite) -> None:
    quoted = "'" + MARKUP.replace("'", "''") + "'"
    for folder in ("", "people/", "pages/"):
        site.write(f"content/{folder}x.png", b"png")
    site.article(
        "grid",
        BODY,
        title=quoted,
        summary=quoted,
        people=f"[{{name: {quoted}, role: {quoted}}}]",
        topics=f"[{quoted}]",
        source=f"{{name: {quoted}, via: {quoted}}}",
        corrections=f"[{{date: 2023-11-01, text: {quoted}}}]",
        extra=f"{{x: {quoted}}}",
    )
    site.record("people/ada", BODY, name=quoted, description=quoted, aliases=f"[{quoted}]")
    site.write("content/pages/about.md", f"---\ntitle: {quoted}\n---\n{BODY}")
    site.built()

    pages = {path: site.page(f"/{path}") for path in site.files() if path.endswith(".html")}

    assert len(pages) > 10
    for path, page in pages.items():
        for element in page.iter():
            assert not [key for key in element.attrib if key.startswith("on") or key in ("style", "srcdoc")], path
            assert element.tag not in ("iframe", "object", "embed", "svg", "math", "base", "style"), path
        assert all(script.get("src") or script.get("type") == "application/ld+json" for script in page.iter("script"))
        assert not [value for _, value in addresses(page) if "script:" in value.lower() or "evil" in value], path
        assert not [value for _, value in addresses(page) if value.startswith(("data:", "//"))], path
        assert len(list(page.iter("h1"))) == 1, path
        assert len([element for element in page.iter() if element.get("id") == "g-main"]) <= 1, path
        assert all(meta.get("http-equiv") in (None, "Content-Security-Policy") for meta in page.iter("meta")), path
    heading = next(pages["2023/10/31/grid/index.html"].iter("h1"))
    assert words(heading) == MARKUP
    assert with_class(heading, "p-name") == [heading]


def test_content_reads_no_file_outside_its_folder(site: MiniSite, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/s.md").write_text("---\ntitle: Secret\ndate: 2023-01-01\n---\nsecret")
    site.article("grid", "Text.")
    site.write("content/x/y.md", "---\ntitle: Y\ndate: 2023-01-01\n---\n")
    (site.root / "content/link.txt").symlink_to(tmp_path / "secret.txt")
    (site.root / "content/folder").symlink_to(tmp_path / "secrets")
    (site.root / "content/dead.md").symlink_to(tmp_path / "nothing.md")
    (site.root / "content/circle").symlink_to(site.root / "content")

    run = site.build()

    assert run.status == 1
    assert run.problems == [
        f"content/{name}: error: this link leads out of content/ or nowhere; put the file itself here [path-outside]"
        for name in ("circle", "dead.md", "folder", "link.txt")
    ]


def test_foreign_file_where_a_folder_must_go_leaves_the_site_as_it_was(site: MiniSite) -> None:
    site.article()
    site.built()
    site.write("site/2024", "mine")
    before = site.files()
    site.article("new", date="2024-01-01")

    run = site.build()

    assert (run.status, [line.rpartition(" ")[2] for line in run.problems]) == (1, ["[output-foreign]"])
    assert site.files() == before


def test_foreign_folder_where_a_file_must_go_leaves_the_site_as_it_was(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.built()
    (site.output / "people/ada/feed.xml").unlink()
    site.write("site/people/ada/feed.xml/mine.txt", "mine")
    before = site.files()
    site.article("b")

    assert site.build().status == 1
    assert site.files() == before
