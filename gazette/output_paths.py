"""Output paths: which names a file of the site can have, the same on every system and in every step."""

from collections.abc import Collection

_LEADS_OUT = ("//", "/./", "/../", "\0")
_WHY = (
    ("\\", "holds a backslash, which Windows and browsers take for a slash"),
    ("\0", "holds a character that no file system can hold"),
    (":", "begins as a drive of Windows does"),
)


def are_output_paths(paths: Collection[str]) -> bool:
    """Tell whether all paths lead to files in the output folder, wherever that is.

    A page is claimed, and what is published is remembered and believed, only under such a path: any other would be
    published once and never be known again, or would reach a file elsewhere.
    """
    every = "\n".join(f"/{path}/" for path in paths)  # one text, which is searched in no time
    if any(part in every for part in (*_LEADS_OUT, "\\")) or not _is_utf8(every):
        return False
    return ":" not in every or not any(":" in path[:2] for path in paths)


def wrong_with_output_path(path: str) -> str:
    """Return what is wrong with a path, or "" where it can be that of a file of the site."""
    if are_output_paths((path,)):
        return ""
    found = (why for sign, why in _WHY if sign in (path[:2] if sign == ":" else path))
    return next(found, "leads out of the output folder" if _is_utf8(path) else "is not UTF-8")


def _is_utf8(text: str) -> bool:
    """Tell whether a text has an encoding; names of files that are not UTF-8 come from Python with surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
