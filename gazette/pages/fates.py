"""The fates of recorded addresses: what readers find at each, and what there is to tell of those who find nothing."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from msgspec import Struct

from gazette.content.files import CONTENT
from gazette.content.ledger import LEDGER, Line, name_of_owner, written
from gazette.errors import Place, Report, error, warning
from gazette.pages.linker import Linker
from gazette.pages.page import Page
from gazette.slugs import slugify

LOST = "permalink-lost"
"""The code of the error that an address is lost: no reason not to record others."""
_BLOCKED_CURE = "give what is there another address, or take this line out: readers get 404"
_GONE_CURE = 'end this line with "gone: true" and its title'


class State(StrEnum):
    """What readers find at a recorded address."""

    PAGE = "page"
    MOVED = "moved"
    GONE = "gone"
    LOST = "lost"
    WAITING = "waiting"  # lost for no longer than the clock holds back what it belongs to
    UNREAD = "unread"  # what it belongs to has problems of its own


class Fate(Struct, frozen=True, kw_only=True):
    """What has become of a line of the ledger."""

    line: Line
    state: State
    owner: str  # what the address belongs to now
    target: str = ""  # the path to which it leads, where it has moved
    why: str = ""  # what keeps readers from it, of one that is lost or waiting
    is_blocked: bool = False  # something of the site stands where its page would
    taken_by: Place | None = None  # the alias, or other line, that leads elsewhere than to what the line says
    page: Page | None = None  # what is to be put there


def tell_of(fates: Iterable[Fate], titles: Mapping[str, str], linker: Linker, report: Report) -> None:
    """Report the addresses that are lost, those that are not gone as their lines say, and those that aliases take.

    `titles` has those of all content files that are published.
    """
    teller = _Teller(fates, titles, linker)
    for fate in fates:
        teller.tell(fate, report)


class _Teller:
    """Knows what lost addresses may belong to now."""

    def __init__(self, fates: Iterable[Fate], titles: Mapping[str, str], linker: Linker) -> None:
        self._titles = titles
        self._linker = linker
        self._owners = {fate.owner for fate in fates if fate.state not in {State.LOST, State.WAITING}}

    def tell(self, fate: Fate, report: Report) -> None:
        """Report what there is to tell of an address."""
        place, address, why = fate.line.place, written(fate.line.address), fate.why
        if fate.state is State.WAITING:
            message = f"{address} leads nowhere for now: {why}; if it stays so, {_GONE_CURE}"
            report(warning(place, message, "permalink-waiting"))
        elif fate.state is State.LOST:
            message = f"{address} leads nowhere any more: {why}; {self._cure(fate)}"
            report(error(place, message, "permalink-lost"))
        elif fate.is_blocked:
            message = f"no page can say that {address} is gone: {why}; {_BLOCKED_CURE}"
            report(warning(place, message, "permalink-blocked"))
        elif fate.taken_by and fate.taken_by.path == LEDGER:
            message = (
                f"{address} has one file with the address in line {fate.taken_by.line}, and so leads to {fate.target},"
                " not to what this line says; write the same in both, or take one out"
            )
            report(warning(place, message, "permalink-taken"))
        elif fate.taken_by:
            message = (
                f"this alias takes {address}, which {LEDGER} has for {fate.line.owner}, still published: its readers"
                " come here now; take the alias out, or record that it is so by gazette permalinks --record"
            )
            report(warning(fate.taken_by, message, "permalink-taken"))
        elif fate.line.is_gone and fate.state is not State.GONE:
            message = f'{address} is there, though this line says that it is gone; take "gone: true" out of it'
            report(warning(place, message, "permalink-gone"))

    def _cure(self, fate: Fate) -> str:
        """Return what to do about an address that is lost."""
        if fate.is_blocked:
            return _BLOCKED_CURE
        likeliest = self._likeliest(fate)
        folder = fate.owner.removeprefix(f"{CONTENT}/").partition("/")[0]
        if name_of_owner(fate.owner) or folder in self._linker.collection.terms:
            if likeliest:
                return f"if it is {likeliest} now, write that in this line, else {_GONE_CURE}"
            return f"write in this line what it belongs to now, or {_GONE_CURE}"
        alias = f"aliases: [{written(fate.line.address)}]"
        if likeliest:
            return f"if it is {likeliest} now, write {alias} there, else {_GONE_CURE}"
        return f"write {alias} in the article that it is now, or {_GONE_CURE}"

    def _likeliest(self, fate: Fate) -> str:
        """Return the one content file, new to the ledger, that may be what a lost address belonged to, or ""."""
        if name_of_owner(fate.owner):
            return ""
        slugs = {PurePosixPath(fate.line.address).stem, _stem(fate.owner)}
        found = {path for slug in slugs for path in self._by_slug.get(slug, ())} - {fate.owner}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _by_slug(self) -> dict[str, set[str]]:
        """The content files by what their addresses, their names or their titles say."""
        found: dict[str, set[str]] = {}
        for path, title in self._titles.items():
            address = PurePosixPath(self._linker.content_paths[path]).name
            for slug in (address, _stem(path), slugify(title)) if path not in self._owners else ():
                if len(paths := found.setdefault(slug, set())) <= 2:  # of more none is the one
                    paths.add(path)
        return found


def _stem(path: str) -> str:
    """Return what a content file is called, as a slug."""
    file = PurePosixPath(path)
    return slugify(file.parent.name if file.stem == "index" else file.stem)
