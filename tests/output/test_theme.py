"""Where layouts and assets come from."""

from pathlib import Path

from gazette.output.theme import theme_folders
from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[2]


def test_collection_without_layouts_uses_the_packaged_ones(site: MiniSite) -> None:
    assert theme_folders(site.root, "layouts") == (ROOT / "layouts",)


def test_own_folder_goes_before_the_packaged_one(site: MiniSite) -> None:
    site.write("assets/x.css", "")

    assert theme_folders(site.root, "assets") == (site.root / "assets", ROOT / "assets")


def test_repository_itself_has_each_folder_once() -> None:
    assert theme_folders(ROOT, "layouts") == (ROOT / "layouts",)
