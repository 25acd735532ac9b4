"""Where layouts and assets come from: the site's own folder first, then the packaged theme."""

from pathlib import Path

LAYOUTS, ASSETS = "layouts", "assets"
_PACKAGE = Path(__file__).resolve().parent.parent


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders that hold a site's `layouts` or `assets`, the one that goes first at the front."""
    default, own = packaged_folder(name), root / name
    return (own, default) if own.is_dir() and own.resolve() != default.resolve() else (default,)


def packaged_folder(name: str) -> Path:
    """Return the default theme's `layouts` or `assets`.

    An installed package carries the theme inside; in the repository it lies beside the package.
    """
    inside = _PACKAGE / "theme" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
