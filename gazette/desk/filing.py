"""Where a new article goes: the folder in which the collection keeps articles of its day, and a name for its file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.desk.importing.rules import is_a
from gazette.slugs import slugify

MOST_SLUGS = 1000
"""So many articles of one day may have one title."""
_LONGEST_SLUG = 60
_ARTICLES = ("a", "an", "the")


def folder_pattern(articles: Sequence[Article]) -> str:
    """Return where the collection keeps most articles, if that goes by their dates: `content/{year}/{month}`."""
    patterns = Counter(pattern for article in articles if (pattern := _pattern(article)))
    return max(sorted(patterns), key=patterns.__getitem__, default=f"{CONTENT}/{{year}}")


def folder_of(day: date, pattern: str) -> str:
    """Return the folder for an article of a day."""
    return pattern.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")


def _pattern(article: Article) -> str:
    """Return the folder of an article by its day, that of all articles, or "" for one that goes by something else."""
    day, parts = article.published.day, PurePosixPath(article.path).parent.parts
    if parts == (CONTENT,):
        return CONTENT
    if f"{day:%Y}" not in parts or any(brace in article.path for brace in "{}"):
        return ""
    at = parts.index(f"{day:%Y}")
    signs = {f"{day:%d}": "{day}", f"{day:%m}": "{month}"}  # where they are one, the month
    return "/".join((*parts[:at], "{year}", *(signs.get(part, part) for part in parts[at + 1 :])))


def slugs_for(title: str) -> Iterator[str]:
    """Yield slugs for a title, short ones, from the second on with a number."""
    slug = slugify(_short(title))
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, MOST_SLUGS))


def _short(title: str) -> str:
    """Return the words of a title that a file's name has room for, without an article before or a small word behind."""
    words = title.split()
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    if len(" ".join(words)) <= _LONGEST_SLUG:
        return " ".join(words)
    while len(words) > 1 and (len(" ".join(words)) > _LONGEST_SLUG or is_a("openers", words[-1])):
        words = words[:-1]
    return " ".join(words)[:_LONGEST_SLUG]
