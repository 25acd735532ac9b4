"""Links between content files, and from content to the site: each must lead somewhere."""

import re
from collections.abc import Mapping
from heapq import nsmallest

from msgspec.structs import replace

from gazette.collection.library import Documents
from gazette.collection.selection import EXPIRED
from gazette.config import WARN
from gazette.content.body import THEME_ID, Body, BodyLink
from gazette.content.files import CONTENT
from gazette.errors import Problem, Report, Severity, error, listed, quoted, warning
from gazette.pages.linker import Linker
from gazette.pages.media import image_target
from gazette.pages.permalinks import Claims, taxonomy_path
from gazette.suggestions import Suggestions, Tries, are_like_names

_LIKENESS = 0.85  # of paths, most of whose letters are those of their folders
_MOST_ANCHORS = 3
_OF_FOOTNOTES = ("fn:", "fnref:")
_TOP = "top"  # of a page, to every browser


def check_links(documents: Documents, linker: Linker, claims: Claims, report: Report) -> None:
    """Report every link in a body, a record's image and the menu that leads nowhere, as what the settings call it.

    Links from what is held back are not looked at: nobody reads them yet.
    """
    bodies = {article.path: article.body for article in documents.articles}
    bodies |= {record.path: record.body for record in documents.records}
    bodies |= {page.path: page.body for page in documents.pages}
    checker = _Checker(bodies, documents.unread, linker, claims)

    def tell(problem: Problem) -> None:
        is_lenient = linker.config.links == WARN
        report(replace(problem, severity=Severity.WARNING) if is_lenient else problem)

    held_back, media = linker.collection.held_back, linker.collection.media
    for path, body in bodies.items():
        for link in body.links if path not in held_back else ():
            if why := checker.why_broken(link, path):
                is_by_the_clock = held_back.get(link.target) == EXPIRED
                tell((warning if is_by_the_clock else error)(link.place, why, "link-broken"))
            elif why := checker.why_doubtful(link):
                tell(warning(link.place, why, "link-broken"))
    pictures = Suggestions(media, likeness=_LIKENESS)
    for record in documents.records:
        if record.image and (target := image_target(record)) not in media:
            cure = pictures.hint(target) or "; put it there, or take the image out"
            message = f"image is {target}, which is no file to publish{cure}"
            tell(error(record.image.place, message, "link-broken"))
    for item in linker.config.menu:
        if item.url.startswith("/") and re.split("[?#]", item.url)[0] not in claims:
            cure = _cure_of_page(re.split("[?#]", item.url)[0], claims) or "; mend the address, or take the item out"
            message = f"the menu leads to {quoted(item.url)}, where there is no page{cure}"
            tell(error(item.place, message, "link-broken"))


class _Checker:
    """Knows where links may lead."""

    def __init__(self, bodies: Mapping[str, Body], unread: frozenset[str], linker: Linker, claims: Claims) -> None:
        self._bodies = bodies
        self._unread = unread
        self._collection = linker.collection
        self._claims = claims
        self._sources = {path: source for source, path in linker.content_paths.items()}
        self._overviews = frozenset(taxonomy_path(taxonomy) for taxonomy in linker.config.taxonomies)
        files = (*bodies, *linker.collection.media)
        self._files = Suggestions(files, likeness=_LIKENESS)
        self._anchors: dict[str, _Anchors] = {}  # by the paths of content files
        self._tries = Tries()

    def why_broken(self, link: BodyLink, own: str) -> str:
        """Return what is wrong with a link in a content file, or ""."""
        target = link.target
        if target.startswith("/"):
            if target not in self._claims:
                return _why_no_page(target, self._claims)
            target = self._sources.get(target, "/")
        if target == "/" or target in self._unread:
            return ""  # the theme's own page, whose ids are the theme's affair, or a file that has its own problems
        if target and target not in self._bodies:
            return self._why_no_file(target)
        if target in self._collection.held_back:
            return f"{target} is not published ({self._collection.held_back[target]}); take the link out until it is"
        return self._why_no_anchor(link.anchor, target, own)

    def why_doubtful(self, link: BodyLink) -> str:
        """Return what looks wrong with a link to a page that no file of content is, whose layout may be anybody's."""
        is_made = link.target in self._claims and link.target not in self._sources and link.target.endswith("/")
        if not is_made or link.target in self._overviews or not link.anchor or link.anchor.startswith(THEME_ID):
            return ""
        return f"the page {link.target} is likely to have no id {quoted(link.anchor)}; link to the page itself"

    def _why_no_anchor(self, anchor: str, target: str, own: str) -> str:
        path = target or own
        anchors = self._bodies[path].anchors
        if not anchor or anchor in anchors or anchor.startswith(THEME_ID) or anchor.lower() == _TOP:
            return ""
        if path not in self._anchors:
            self._anchors[path] = _Anchors(anchors, self._tries)
        return f"{target or 'this page'} has no heading or id {quoted(anchor)}{self._anchors[path].cure_of(anchor)}"

    def _why_no_file(self, target: str) -> str:
        if target in self._collection.media:
            return ""
        if not target.startswith(f"{CONTENT}/"):
            return f"{quoted(target)} is outside content/; link to a file inside it"
        near = self._files.meant(target)
        hint = self._files.hint(target) if near and are_like_names(target, near) else ""
        cure = hint or "; mend the link, or put the file there"
        return f"there is no file {target} to publish{cure}"


class _Anchors:
    """The ids of a page, and what to write instead of one that it has not."""

    def __init__(self, anchors: frozenset[str], tries: Tries) -> None:
        self._near = Suggestions(anchors, tries=tries)
        own = [anchor for anchor in anchors if not anchor.startswith(_OF_FOOTNOTES)]
        some = listed(map(quoted, nsmallest(_MOST_ANCHORS, own)), "or") if own else ""
        self._usual = f"; link to one that it has, such as {some}" if some else "; it has none"

    def cure_of(self, anchor: str) -> str:
        return self._near.hint(anchor) or self._usual


def _why_no_page(target: str, claims: Claims) -> str:
    cure = _cure_of_page(target, claims) or "; link to a content file, or to one that lies beside this"
    return f"the site has no page {quoted(target)}{cure}"


def _cure_of_page(target: str, claims: Claims) -> str:
    return f'; write "{target}/"' if f"{target}/" in claims else ""
