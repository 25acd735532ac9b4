"""Findings: values read from a raw text, or guessed from it with a confidence and a reason."""

from msgspec import Struct

from gazette.content.guesses import guess_comment
from gazette.content.record import Record


class Finding(Struct, frozen=True, kw_only=True):
    """A value for the front matter; without a reason it was read as it stands, and is no guess."""

    text: str
    confidence: float = 1.0
    reason: str = ""

    @property
    def comment(self) -> str:
        """The comment that marks a guess, or ""."""
        return guess_comment(self.confidence, self.reason) if self.reason else ""


class Person(Struct, frozen=True, kw_only=True):
    """Somebody whom a text names, and the office that it gives, or ""."""

    name: Finding
    role: Finding | None = None
    record: Record | None = None  # which the collection has of them
    is_known: bool = False  # whether the collection names them already
