"""The budget: how large a site may become beside what it is made of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gazette.collection.entries import Entry
from gazette.collection.library import Day
from gazette.config import CONFIG_NAME, Config
from gazette.content.files import File
from gazette.content.ledger import LEDGER
from gazette.errors import Place, Problem, error, listed
from gazette.pages.page import Page

FREE = 100_000_000
"""So many bytes any site may have."""
_LEAST = 4096  # bytes that a file counts for, as it does on a disk: the shortest article has a page like any other
_MOST_NAMED = 5


def allowance(files: Iterable[File], config: Config) -> int:
    """Return how many bytes the pages of a site may have that is made of these files; media are apart."""
    made_of = (file for file in files if file.path.lower().endswith(".md") or Path(file.path).name == LEDGER)
    sizes = (file.signature[0] for file in made_of)
    return max(FREE, config.limits.output_ratio * sum(max(_LEAST, size) for size in sizes))


def over_budget(pages: Sequence[Page], sizes: Sequence[int], allowed: int, config: Config) -> Problem:
    """Return the problem of a site that is larger than it may be; `sizes` has the bytes of each page made so far."""
    costs = Counter[str]()
    for page, size in zip(pages, sizes, strict=True):
        sources = list(_sources(page)) if size else []
        for path in sources:
            costs[path] += size // len(sources)
    named = listed(f"{path} ({_megabytes(size)})" for path, size in costs.most_common(_MOST_NAMED))
    message = (
        f"the site would have more than {_megabytes(allowed)}, {config.limits.output_ratio:,} times what it is made of;"
        f" most of that comes from {named}; shorten the lists of names in there, or raise limits.output_ratio"
    )
    return error(Place(path=CONFIG_NAME), message, "output-limit")


def _sources(page: Page) -> Iterator[str]:
    """Yield the files to which a page is owed: that of its owner, or those of what happened or appeared on its day."""
    if page.owner.line:
        yield page.owner.path
        return
    for given in page.given:
        if isinstance(given, Day):
            yield from (entry.article.path for entry in (*given.published, *given.happened))
        elif isinstance(given, Entry):
            yield given.article.path


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
