"""Digests: short texts that differ where values differ."""

import hashlib
from collections.abc import Iterable

import msgspec

_LENGTH = 32  # hexadecimal digits; 128 bits


def digest_of(value: object) -> str:
    """Return the digest of a value that is made of text, numbers, booleans, dates, tuples, mappings and structs.

    Raises TypeError for anything else.
    """
    return digest_bytes(_encoder.encode(value))


def digest_bytes(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(data).hexdigest()[:_LENGTH]


def digest_texts(texts: Iterable[str]) -> str:
    """Return the digest of several texts, none of which holds a NUL."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:_LENGTH]


def _refuse(value: object) -> object:
    raise TypeError(f"a {type(value).__name__} has no digest")


_encoder = msgspec.msgpack.Encoder(enc_hook=_refuse, order="deterministic")
