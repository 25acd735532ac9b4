"""Text files as editors saved them, made one kind of text, with a word on what cannot be kept."""

import re
import unicodedata

from gazette.errors import InputError, Place, Report, error, warning

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold, that nobody sees, or that some programs take for the end of a line."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the letters around them about, so that a reader does not see what is written."""
UNSEEN = re.compile(f"{_CONTROL.pattern}|{_TURNING.pattern}")
"""What no value, name of a file or address may hold."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that no XML can hold, and one that no HTML can."""
_UNFIT_BYTES = bytes(sorted({*range(32), 0x7F} - set(b"\t\n\r")))
_UNFIT_OTHERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
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
    """Return a value without control characters, such as a quoted YAML scalar can spell, nor any that turn letters."""
    if text.isprintable():  # as nothing is that would be left out; far faster than to search
        return text
    if _CONTROL.search(text):
        message = "an escaped control character is left out, since no page or feed can hold it; delete it"
        report(warning(place, message, "control-character"))
    if match := _TURNING.search(text):
        message = f"{named(match[0])} is left out, since it makes readers see other words than are written; delete it"
        report(warning(place, message, "control-character"))
    return UNSEEN.sub("", text)


def unseen_in(name: str) -> str:
    """Return in words the first character of a file's name that programs obey and people do not see; "" for none."""
    if name.isprintable():
        return ""
    match = re.search(rf"[\t\n\r]|{UNSEEN.pattern}", name)
    return named(match[0]) if match else ""


def named(char: str) -> str:
    """Return a character that cannot be shown in words: `U+202E (right-to-left override)`."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def unfit_in(data: bytes) -> str:
    """Return in words the first character of a page, feed or data file that it cannot hold; "" where there is none.

    There are many pages, and none has one: bytes are looked at first, since that is ten times as fast.
    """
    if len(data.translate(None, _UNFIT_BYTES)) == len(data) and not any(other in data for other in _UNFIT_OTHERS):
        return ""
    match = _UNFIT.search(data.decode("utf-8", "replace"))
    return named(match[0]) if match else ""


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
