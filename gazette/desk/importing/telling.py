"""What is said of an import: a line for each raw text, or the same as data."""

from collections.abc import Iterator

from gazette.desk.importing.importer import Imported, Imports
from gazette.errors import count, printable


def lines_of(imports: Imports, *, is_dry: bool) -> Iterator[str]:
    """Yield a line for each raw text that is an article now, or was; under --dry-run the articles' own lines too."""
    for imported in imports.imported:
        yield printable(_line(imported, is_dry=is_dry))
        if is_dry and imported.is_new:
            yield ""
            yield from map(printable, imported.text.split("\n"))


def rows_of(imports: Imports) -> list[dict[str, object]]:
    """Return what came of each raw text, as --json prints it."""
    return [
        {
            "raw": imported.raw,
            "path": imported.path,
            "is_new": imported.is_new,
            "guesses": imported.guesses,
            "text": imported.text,
        }
        for imported in imports.imported
    ]


def _line(imported: Imported, *, is_dry: bool) -> str:
    if not imported.is_new:
        return f"{imported.path}: made from the same text as {imported.raw} before; left as it is"
    would = "would be made" if is_dry else "made"
    return f"{imported.path}: {would} from {imported.raw}; {count(imported.guesses, 'guess', 'guesses')} to check"
