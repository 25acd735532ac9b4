"""Assets: styles, scripts, fonts and images, published under names that tell their content."""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from gazette.config import Config
from gazette.errors import Place, Report, error, suggestion
from gazette.output.theme import ASSETS, theme_folders
from gazette.output_paths import wrong_with_output_path
from gazette.pages.permalinks import url_of

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFERENCE = re.compile(
    r"""@import\s+(?:url\(\s*)?["']?(?P<sheet>[^"')\s]+)["']?\s*\)?\s*(?:layer\((?P<layer>[\w.-]+)\)\s*)?(?P<condition>[^;]*);"""
    r"""|url\(\s*["']?(?P<address>[^"')]+)["']?\s*\)"""
)
_MODULE = re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*)(?P<quote>["'])(?P<path>\.{1,2}/[^"']+)(?P=quote)""")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)
_UNPUBLISHED = frozenset({".md", ".map"})


class Asset(Struct, frozen=True, kw_only=True):
    """A file as it is published."""

    path: str  # "/assets/css/main.0f3a9c12.css"
    data: bytes


class AssetError(LookupError):
    """A layout asks for an asset that there is not."""


class Assets:
    """The assets of a site by their names, such as `css/main.css`.

    Style sheets are bundled: what one imports is put into it, in the layer that the import
    names, and the part is not published by itself. Addresses in style sheets and imports in
    scripts lead to the published names. A name that leads nowhere is reported. Without
    fingerprints the published names are the files' own, so that an edit changes no page.
    """

    def __init__(self, root: Path, config: Config, report: Report, *, has_fingerprints: bool = True) -> None:
        self._config = config
        self._has_fingerprints = has_fingerprints
        self._report = report
        self._files = _find_files(root)
        self._bundled: set[str] = set()
        self._published: dict[str, Asset] = {}
        self._open: list[str] = []  # names that are being read, to find circles
        for name in sorted(self._files):
            if wrong := wrong_with_output_path(name):
                report(error(Place(path=f"{ASSETS}/{name}"), f"this name {wrong}; give it another", "path-unfit"))
            elif PurePosixPath(name).suffix not in _UNPUBLISHED:
                self._publish(name)

    @property
    def names(self) -> frozenset[str]:
        """The names of all assets that layouts may ask for."""
        return frozenset(self._published)

    def url(self, name: str) -> str:
        """Return the URL of an asset. Raises AssetError where there is none of that name."""
        if name not in self._published:
            raise AssetError(f'there is no asset "{name}" in {ASSETS}/')
        self._bundled.discard(name)
        return url_of(self._published[name].path, self._config)

    def all(self) -> tuple[Asset, ...]:
        """Return every asset that is published, by name; to be asked when the keys of all layouts are known."""
        return tuple(self._published[name] for name in sorted(self._published.keys() - self._bundled))

    def _publish(self, name: str) -> Asset:
        if name not in self._published:
            data = self._data(name)
            published = _fingerprinted(name, data) if self._has_fingerprints else name
            self._published[name] = Asset(path=f"/{ASSETS}/{published}", data=data)
        return self._published[name]

    def _data(self, name: str) -> bytes:
        data = self._files[name].read_bytes()
        if not name.endswith((".css", ".js", ".mjs")):
            return data
        try:
            text = data.decode()
        except UnicodeDecodeError:
            self._report(error(Place(path=f"{ASSETS}/{name}"), "not UTF-8; save the file as UTF-8", "encoding"))
            return data
        self._open.append(name)
        text = self._style(name, text) if name.endswith(".css") else self._script(name, text)
        self._open.pop()
        return text.encode()

    def _style(self, name: str, text: str) -> str:
        """Return a style sheet without comments, its imports put in and its addresses rewritten."""

        def put(match: re.Match[str]) -> str:
            target = self._target(name, match["sheet"] or match["address"])
            if target is None:
                return match[0]
            if match["address"]:
                return f'url("{url_of(self._publish(target).path, self._config)}")'
            self._bundled.add(target)
            part = self._publish(target).data.decode()
            if condition := match["condition"].strip():
                part = f"@media {condition} {{\n{part}}}\n"
            return f"@layer {match['layer']} {{\n{part}}}" if match["layer"] else part

        return _REFERENCE.sub(put, _COMMENT.sub("", text))

    def _script(self, name: str, text: str) -> str:
        """Return a script whose imports lead to the published names."""

        def put(match: re.Match[str]) -> str:
            target = self._target(name, match["path"])
            if target is None:
                return match[0]
            return f'{match["before"]}"{url_of(self._publish(target).path, self._config)}"'

        return _MODULE.sub(put, text)

    def _target(self, name: str, address: str) -> str | None:
        """Return the asset that an address in another asset leads to, or None where it is none of the site's."""
        if _OUTSIDE.match(address):
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), re.sub("[?#].*", "", address)))
        if target in self._open:
            why = f"{address} leads back to {target}, in a circle; take one of the imports out"
        elif target not in self._files:
            why = f"there is no {ASSETS}/{target}{suggestion(target, self._files)}"
        else:
            return target
        self._report(error(self._place(name, address), why, "asset-missing"))
        return None

    def _place(self, name: str, address: str) -> Place:
        text = self._files[name].read_text(encoding="utf-8")
        return Place(path=f"{ASSETS}/{name}", line=text.count("\n", 0, text.find(address)) + 1)


def _fingerprinted(name: str, data: bytes) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}"))


def _find_files(root: Path) -> Mapping[str, Path]:
    """Return the files of all assets folders by name; a site's own goes before the packaged one."""
    found: dict[str, Path] = {}
    for folder in reversed(theme_folders(root, ASSETS)):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith((".", "_")) for part in name.parts):
                found[name.as_posix()] = path
    return found
