"""Where layouts and assets come from: the site's own folder first, then the packaged theme."""

import os
import stat
from pathlib import Path

from gazette.errors import Place, Report, error, unreadable
from gazette.folders import WrongKindError

LAYOUTS, ASSETS = "layouts", "assets"
_PACKAGE = Path(__file__).resolve().parent.parent


def theme_folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders that hold a site's `layouts` or `assets`, the one that goes first at the front."""
    default, own = packaged_folder(name), root / name
    return (own, default) if own.is_dir() and own.resolve() != default.resolve() else (default,)


def report_no_files(root: Path, report: Report) -> None:
    """Report what is neither file nor folder in a site's own layouts/ and assets/, such as a pipe or a dead link."""
    for name in (LAYOUTS, ASSETS):
        top = root / name
        if os.path.lexists(top) and not top.is_dir():
            message = "this is no folder, and the packaged one would be used instead; put a folder in its place"
            report(error(Place(path=name), message, "file-unreadable"))
        for path in sorted(top.rglob("*")):
            _report_no_file(path, Place(path=f"{name}/{path.relative_to(top).as_posix()}"), report)


def _report_no_file(path: Path, place: Place, report: Report) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as fault:
        if not path.name.startswith("."):  # editors lock files by dead links of such names
            report(unreadable(place, fault))
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        report(unreadable(place, WrongKindError(mode, place.path)))


def packaged_folder(name: str) -> Path:
    """Return the default theme's `layouts` or `assets`.

    An installed package carries the theme inside; in the repository it lies beside the package.
    """
    inside = _PACKAGE / "theme" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
