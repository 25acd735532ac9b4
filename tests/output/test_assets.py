"""Styles, scripts, fonts and images under names that tell their content."""

import hashlib
import re
from pathlib import Path

import pytest

from gazette.config import Config
from gazette.errors import Problem
from gazette.output.assets import AssetError, Assets
from tests.mini_site import MiniSite


def assets_of(site: MiniSite, base_url: str = "https://example.org") -> tuple[Assets, list[str]]:
    """Return a collection's assets and the problems found in them."""
    found: list[Problem] = []
    assets = Assets(site.root, Config(title="x", base_url=base_url), found.append)
    return assets, [str(problem) for problem in found]


def text_of(assets: Assets, name: str) -> str:
    """Return the published text of an asset."""
    return next(asset.data.decode() for asset in assets.all() if assets.url(name).endswith(asset.path))


def test_name_of_an_asset_tells_its_content(site: MiniSite) -> None:
    site.write("assets/own/note.txt", "first")
    first = assets_of(site)[0].url("own/note.txt")
    site.write("assets/own/note.txt", "second")
    second = assets_of(site)[0].url("own/note.txt")

    assert first == f"/assets/own/note.{hashlib.sha256(b'first').hexdigest()[:8]}.txt"
    assert second == f"/assets/own/note.{hashlib.sha256(b'second').hexdigest()[:8]}.txt"


def test_url_of_an_asset_carries_the_base_path(site: MiniSite) -> None:
    site.write("assets/own/note.txt", "x")

    url = assets_of(site, "https://example.org/briefings")[0].url("own/note.txt")

    assert url.startswith("/briefings/assets/own/note.")


def test_imported_style_sheets_are_put_in_with_layer_and_condition(site: MiniSite) -> None:
    site.write(
        "assets/own/a.css",
        '@import url("parts/b.css") layer(parts);\n@import "c.css";\n@import "d.css" print;\np { color: red }\n',
    )
    site.write("assets/own/parts/b.css", "/* a comment */\nb { color: blue }\n")
    site.write("assets/own/c.css", "i { color: green }\n")
    site.write("assets/own/d.css", "u { color: black }\n")

    assets, problems = assets_of(site)

    assert problems == []
    assert re.sub(r"\s+", " ", text_of(assets, "own/a.css")).strip() == (
        "@layer parts { b { color: blue } } i { color: green } @media print { u { color: black } } p { color: red }"
    )
    assert [asset.path for asset in assets.all() if asset.path.startswith("/assets/own/")] == [assets.url("own/a.css")]


def test_change_in_an_imported_style_sheet_changes_the_name_of_the_bundle(site: MiniSite) -> None:
    site.write("assets/own/a.css", '@import "b.css";\n')
    site.write("assets/own/b.css", "b { color: blue }\n")
    first = assets_of(site)[0].url("own/a.css")
    site.write("assets/own/b.css", "b { color: red }\n")

    assert assets_of(site)[0].url("own/a.css") != first


def test_addresses_in_styles_lead_to_published_names_from_the_part_that_holds_them(site: MiniSite) -> None:
    site.write("assets/own/a.css", '@import "parts/b.css";\n')
    site.write("assets/own/parts/b.css", 'b { background: url("../img/x.png"), url(https://e.org/y.png), url(#z) }\n')
    site.write("assets/own/img/x.png", b"png")

    assets, problems = assets_of(site, "https://example.org/briefings")

    assert problems == []
    assert text_of(assets, "own/a.css") == (
        f'b {{ background: url("{assets.url("own/img/x.png")}"), url(https://e.org/y.png), url(#z) }}\n\n'
    )


def test_imports_in_scripts_lead_to_published_names(site: MiniSite) -> None:
    site.write("assets/own/a.js", 'import { b } from "./lib/b.js";\nconst c = await import("./c.mjs");\n')
    site.write("assets/own/lib/b.js", "export const b = 1;\n")
    site.write("assets/own/c.mjs", "export default 2;\n")

    assets, problems = assets_of(site)

    assert problems == []
    assert text_of(assets, "own/a.js") == (
        f'import {{ b }} from "{assets.url("own/lib/b.js")}";\nconst c = await import("{assets.url("own/c.mjs")}");\n'
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\nb { background: url('x.png') }", "assets/own/a.css:2: error: there is no assets/own/x.png"),
        ("b { background: url(../up/y.png) }", "assets/own/a.css:1: error: there is no assets/up/y.png"),
        (
            "@import 'a.css';",
            "assets/own/a.css:1: error: a.css leads back to own/a.css, in a circle; take one of the imports out",
        ),
    ],
)
def test_style_that_refers_to_nothing_or_itself_is_named_with_its_line(site: MiniSite, text: str, problem: str) -> None:
    site.write("assets/own/a.css", text)

    assert assets_of(site)[1] == [f"{problem} [asset-missing]"]


def test_style_that_is_not_utf8_is_an_error(site: MiniSite) -> None:
    site.write("assets/own/a.css", b"/* caf\xe9 */")

    assert assets_of(site)[1] == ["assets/own/a.css: error: not UTF-8; save the file as UTF-8 [encoding]"]


def test_asset_that_is_not_there_raises(site: MiniSite) -> None:
    with pytest.raises(AssetError, match=r"css/mian\.css"):
        assets_of(site)[0].url("css/mian.css")


def test_own_asset_replaces_the_packaged_one_and_the_others_stay(site: MiniSite) -> None:
    packaged = {asset.path.split(".")[0] for asset in assets_of(site)[0].all()}
    site.write("assets/images/favicon.svg", "<svg/>")

    assets, _ = assets_of(site)

    assert text_of(assets, "images/favicon.svg") == "<svg/>"
    assert {asset.path.split(".")[0] for asset in assets.all()} == packaged


@pytest.mark.parametrize("name", ["_draft.css", ".hidden.css", "_parts/x.css", "README.md", "a.js.map"])
def test_notes_and_hidden_files_are_not_published(site: MiniSite, name: str) -> None:
    site.write(f"assets/own/{name}", "secret")

    assert b"secret" not in [asset.data for asset in assets_of(site)[0].all()]


def test_packaged_theme_has_no_problem(site: MiniSite) -> None:
    assets, problems = assets_of(site)

    assert problems == []
    assert "@import" not in text_of(assets, "css/main.css")
    assert not Path(assets.url("css/main.css")).is_relative_to("/assets/css/components")


def test_bundled_part_that_a_layout_asks_for_is_published(site: MiniSite) -> None:
    site.article()
    site.write("layouts/home.html", '{{ asset("css/base.css") }}')
    site.built()

    assert site.has(site.read("/"))


def test_without_fingerprints_names_are_the_files_own(site: MiniSite) -> None:
    site.write("assets/css/own.css", '@import url("part.css"); a { background: url("../images/own.svg") }')
    site.write("assets/css/part.css", "p { color: red }")
    site.write("assets/images/own.svg", "<svg/>")
    assets = Assets(
        site.root, Config(title="x", base_url="https://example.org/at"), lambda _: None, has_fingerprints=False
    )

    assert assets.url("css/own.css") == "/at/assets/css/own.css"
    assert 'url("/at/assets/images/own.svg")' in text_of(assets, "css/own.css")
    assert "p { color: red }" in text_of(assets, "css/own.css")
