"""Text files as editors saved them, made one kind of text, with a word on what cannot be kept."""

import re

from gazette.errors import InputError, Place, Report, error, warning

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, that nobody sees, or that some programs take for the end of a line."""
_MOST_WARNINGS = 10  # about one file


def decode(data: bytes, path: str, report: Report) -> str:
    """Return a file's bytes as text whose lines end in a line feed; control characters become spaces.

    Raises InputError, with the line, where the bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        message = f"byte {fault.object[fault.start]:#04x} is not UTF-8; save the file as UTF-8"
        raise InputError(error(Place(path=path, line=line), message, "encoding")) from fault
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _CONTROL.search(text):
        return text
    _warn(text, path, report)
    return _CONTROL.sub(" ", text)


def without_controls(text: str, place: Place, report: Report) -> str:
    """Return a value without control characters, such as a quoted YAML scalar can spell."""
    if not _CONTROL.search(text):
        return text
    message = "an escaped control character is left out, since no page or feed can hold it; delete it"
    report(warning(place, message, "control-character"))
    return _CONTROL.sub("", text)


def _warn(text: str, path: str, report: Report) -> None:
    found = list(_CONTROL.finditer(text))
    for match in found[:_MOST_WARNINGS]:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        message = f"control character U+{ord(match[0]):04X} is left out, since no page or feed can hold it; delete it"
        report(warning(Place(path=path, line=line, column=column), message, "control-character"))
    if len(found) > _MOST_WARNINGS:
        message = f"{len(found) - _MOST_WARNINGS:,} more control characters are left out; delete them"
        report(warning(Place(path=path), message, "control-character"))
