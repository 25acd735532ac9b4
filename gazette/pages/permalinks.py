"""Addresses: which URL each thing has, where its file lies, and who else claims it."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from gazette.config import DEFAULT_PERMALINK, Config, Taxonomy
from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.errors import Place, Report, error
from gazette.output_paths import are_output_paths, wrong_with_output_path
from gazette.slugs import slugify

_ASSETS = "assets"
SITE = Place(path="the site itself")


def article_path(article: Article, config: Config) -> str:
    """Return an article's path on the site, such as /2023/10/31/slug/."""
    if config.article_permalink == DEFAULT_PERMALINK:
        return f"{day_path(article.published.day)}{article.slug}/"
    year, month, day = article.published.day.isoformat().split("-")
    folders = PurePosixPath(article.path).relative_to(CONTENT).parent.parts
    folder = "/".join(slugify(folder) for folder in folders)
    path = config.article_permalink.format(year=year, month=month, day=day, slug=article.slug, folder=folder)
    return path.replace("//", "/")


def taxonomy_path(taxonomy: Taxonomy) -> str:
    """Return the path of a taxonomy's overview, such as /people/."""
    return f"/{taxonomy.name}/"


def term_path(taxonomy: str, slug: str, page: int = 1) -> str:
    """Return the path of a page of a term: /people/rene-cassin/ or /people/rene-cassin/page/2/."""
    first = f"/{taxonomy}/{slug}/"
    return first if page == 1 else further_path(first, page)


def further_path(first: str, page: int) -> str:
    """Return the path of the second or a later page of a list whose first one is at a path."""
    return f"{first}page/{page}/"


def feed_path(path: str) -> str:
    """Return the path of the feed of the term that has, or had, its page at a path."""
    return f"{path.removesuffix('/')}/feed.xml"


def day_path(day: date) -> str:
    """Return /2023/10/31/."""
    return f"/{day.isoformat().replace('-', '/')}/"


def month_path(year: int, month: int) -> str:
    """Return /2023/10/."""
    return f"/{year:04}/{month:02}/"


def year_path(year: int) -> str:
    """Return /2023/."""
    return f"/{year:04}/"


def period_path(iso: str) -> str:
    """Return the path of a day, a month or a year that is written as 2023-10-31, 2023-10 or 2023."""
    return f"/{iso.replace('-', '/')}/"


def file_of(path: str) -> str:
    """Return the file, relative to the output folder, that serves a path."""
    bare = path.removeprefix("/")
    return f"{bare}index.html" if not bare or bare.endswith("/") else bare


def url_of(path: str, config: Config) -> str:
    """Return the URL of a path for use in a page: with the base path, percent-encoded."""
    return config.base_path + quote(path, safe="/~!$&'()*+,;=:@")


def file_key(path: str) -> str:
    """Return the file that serves a path, as those file systems tell files apart that fold letter case and accents."""
    file = file_of(path).casefold()
    return file if file.isascii() else unicodedata.normalize("NFC", file)


def _above(file: str) -> list[str]:
    """Return the folders that hold a file."""
    return [file[:end] for end, char in enumerate(file) if char == "/"]


def _folders_of(files: Iterable[str]) -> set[str]:
    """Return the folders that hold any of many files, nearly all of which share theirs with others."""
    found: set[str] = set()
    for folder in {file.rpartition("/")[0] for file in files}:
        above = folder
        while above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


class Taken(Struct, frozen=True, kw_only=True):
    """The files of many paths, none of which is in the way of another."""

    exact: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()  # their keys
    folders: frozenset[str] = frozenset()  # those that hold any of them


def take_all(paths: Collection[str]) -> Taken | None:
    """Return the files of many paths at once, or None where one of them is in the way of another, or no file can be."""
    if not are_output_paths(tuple(map(file_of, paths))):
        return None
    files = set(map(file_key, paths))
    folders = _folders_of(files)
    if len(files) < len(paths) or files & folders or _ASSETS in files | folders:
        return None
    return Taken(exact=frozenset(map(file_of, paths)), files=frozenset(files), folders=frozenset(folders))


class Claims:
    """Who owns each file of the site, those that are taken already and more; two owners of one are reported.

    Files are compared by their keys: `file_key`.
    """

    def __init__(self, report: Report, taken: Taken | None = None) -> None:
        self._taken = taken or Taken()
        self._exact: set[str] = set()
        self._files = {_ASSETS: Place(path=_ASSETS)}  # so that nothing goes into that folder
        self._folders: dict[str, Place] = {}
        self._report = report

    def __contains__(self, path: str) -> bool:
        file = file_of(path)
        return file in self._taken.exact or file in self._exact

    def is_free(self, path: str) -> bool:
        """Tell whether the file of a path could still be claimed."""
        return self._in_the_way(file_key(path)) is None

    def claim(self, path: str, owner: Place, cure: str) -> bool:
        """Claim the file of a path and tell whether it was free; `cure` says what the owner can do."""
        if wrong := wrong_with_output_path(file_of(path)):
            self._report(error(owner, f"{path} {wrong}; give it another name", "path-unfit"))
            return False
        file = file_key(path)
        other = self._in_the_way(file)
        if other is not None:
            self._report(error(owner, f"{path} is claimed here and by {other}; {cure}", "url-clash"))
            return False
        self._exact.add(file_of(path))
        self._files[file] = owner
        for folder in _above(file):
            self._folders.setdefault(folder, owner)
        return True

    def _in_the_way(self, file: str) -> Place | None:
        """Return the owner of a file, or of one that would have to be its folder or lie in it, if there is one."""
        above = _above(file)
        if file in self._taken.files or file in self._taken.folders or not self._taken.files.isdisjoint(above):
            return SITE
        in_the_way = [self._files.get(file), self._folders.get(file), *map(self._files.get, above)]
        return next((place for place in in_the_way if place is not None), None)
