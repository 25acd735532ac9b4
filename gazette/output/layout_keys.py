"""Layout keys: what a page depends on besides its view, which is its layout and all that this uses."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.digests import digest_bytes, digest_of, digest_texts
from gazette.output.assets import AssetError, Assets
from gazette.output.theme import LAYOUTS, theme_folders

if TYPE_CHECKING:
    import jinja2

Uses = tuple[tuple[str, ...], tuple[str, ...]]
"""The layouts and the assets that a layout names; "*" stands for all of them."""

EVERYTHING = "*"


class LayoutKeys:
    """The key of every layout: it differs where the layout does, or anything that it extends, includes or imports.

    To know what layouts use they must be parsed, which is done only where one has changed;
    `uses` is what to remember of it.
    """

    def __init__(self, root: Path, assets: Assets, remembered: tuple[str, Mapping[str, Uses]] | None = None) -> None:
        self._assets = assets
        self._digests = dict(_digests(root))
        whole = digest_of(self._digests)
        is_same = remembered is not None and remembered[0] == whole
        self.uses = remembered if remembered and is_same else (whole, _uses(root, self._digests))
        self._keys: dict[str, str] = {}

    def key(self, layout: str, fallback: str = "") -> str:
        """Return the key of a layout, or of the fallback where there is no such layout."""
        name = fallback if fallback and layout not in self._digests else layout
        if name not in self._keys:
            layouts, assets = self._closure(name)
            used = (f"{used} {self._digests.get(used)}" for used in layouts)
            self._keys[name] = digest_texts((name, *used, *map(self._address, assets)))
        return self._keys[name]

    def _closure(self, name: str) -> tuple[list[str], list[str]]:
        """Return all layouts and assets that a layout leads to, sorted."""
        layouts, assets, waiting = {name}, set[str](), [name]
        while waiting:
            more_layouts, more_assets = self.uses[1].get(waiting.pop(), ((), ()))
            found = set(self._digests) if EVERYTHING in more_layouts else set(more_layouts)
            assets |= set(self._assets.names) if EVERYTHING in more_assets else set(more_assets)
            waiting.extend(found - layouts)
            layouts |= found
        return sorted(layouts), sorted(assets)

    def _address(self, asset: str) -> str:
        try:
            return self._assets.url(asset)
        except AssetError:
            return ""


def _digests(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the names by which layouts use each other, with digests; of two files of a name the last one counts."""
    *own, packaged = theme_folders(root, LAYOUTS)
    for folder, prefix in ((packaged, "packaged/"), (packaged, ""), *((folder, "") for folder in own)):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield prefix + path.relative_to(folder).as_posix(), digest_bytes(path.read_bytes())


def _uses(root: Path, names: Mapping[str, str]) -> dict[str, Uses]:
    """Return what each layout names."""
    from gazette.output.layouts import make_environment

    environment = make_environment(theme_folders(root, LAYOUTS))
    return {name: _uses_of(environment, name) for name in names}


def _uses_of(environment: "jinja2.Environment", name: str) -> Uses:
    """Return what a layout names; one that cannot be parsed may use anything."""
    import jinja2
    from jinja2 import meta, nodes

    try:
        tree = environment.parse(environment.loader.get_source(environment, name)[0])  # type: ignore[union-attr]
    except (jinja2.TemplateError, UnicodeDecodeError):
        return (EVERYTHING,), (EVERYTHING,)
    layouts = {found or EVERYTHING for found in meta.find_referenced_templates(tree)}
    calls = [
        call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "asset"
    ]
    named = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], nodes.Const)}
    mentions = [found for found in tree.find_all(nodes.Name) if found.name == "asset"]
    if len(mentions) > len(calls) or any(not call.args or not isinstance(call.args[0], nodes.Const) for call in calls):
        named.add(EVERYTHING)
    return tuple(sorted(layouts)), tuple(sorted(map(str, named)))
