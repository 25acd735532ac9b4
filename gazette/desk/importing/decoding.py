"""The bytes of a raw text as text, in whichever of the usual encodings they are."""

import codecs

from msgspec import Struct

from gazette.errors import InputError, Place, Report, error
from gazette.texts import decode

_MOST_UNUSUAL = 0.2
"""A Western text has fewer letters outside ASCII than this; Cyrillic or Greek in some older encoding has more."""
_BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Decoded(Struct, frozen=True, kw_only=True):
    """A raw text whose lines end in a line feed; the encoding is named only where it was guessed."""

    text: str
    guessed_encoding: str = ""


def decode_raw(data: bytes, name: str, report: Report) -> Decoded:
    """Return bytes in UTF-8, in UTF-16 with or without a byte order mark, or else in Windows-1252, as text.

    Raises InputError where they are no text, or in an encoding that nothing tells.
    """
    encoding = _utf_16(data)
    if encoding:
        try:
            return Decoded(text=_clean(data.decode(encoding).removeprefix("\ufeff"), name, report))
        except UnicodeDecodeError as fault:
            message = f"not whole UTF-16: {fault.reason}; get the file anew, or save it as UTF-8"
            raise InputError(error(Place(path=name), message, "encoding")) from fault
    if b"\0" in data:
        raise InputError(error(Place(path=name), "this is no text but binary data; give a text file", "encoding"))
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Decoded(text=_clean(_western(data, name), name, report), guessed_encoding="windows-1252")
    return Decoded(text=decode(data, name, report))


def _utf_16(data: bytes) -> str:
    """Return which UTF-16 the bytes are, or ""; without a mark, Western text has a NUL in every other byte."""
    if marked := _BYTE_ORDER_MARKS.get(data[:2]):
        return marked
    even, odd = data[0:4000:2], data[1:4000:2]
    if odd and odd.count(0) > 0.6 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > 0.6 * len(even) and not odd.count(0):
        return "utf-16-be"
    return ""


def _western(data: bytes, name: str) -> str:
    """Return bytes as Windows-1252. Raises InputError where it gives no text or an unlikely one."""
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as fault:
        raise _unknown_encoding(data, fault.start, name) from fault
    letters = [char for char in text if char.isalpha()]
    if sum(not char.isascii() for char in letters) > _MOST_UNUSUAL * len(letters):
        first = next(place for place, byte in enumerate(data) if byte > 0x7F)
        raise _unknown_encoding(data, first, name)
    return text


def _unknown_encoding(data: bytes, offset: int, name: str) -> InputError:
    line = data.count(b"\n", 0, offset) + 1
    message = f"byte {data[offset]:#04x} is neither UTF-8 nor likely Windows-1252; save the file as UTF-8"
    return InputError(error(Place(path=name, line=line), message, "encoding"))


def _clean(text: str, name: str, report: Report) -> str:
    return decode(text.encode("utf-8", "replace"), name, report)
