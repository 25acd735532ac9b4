"""What has become of the addresses in the ledger: redirects to what moved, pages of what is gone, and what is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, count
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from gazette.collection.library import Documents
from gazette.content.addresses import page_path
from gazette.content.ledger import Ledger, Line, ledger_of, name_of_owner, written
from gazette.errors import Report, quoted
from gazette.pages.fates import Fate, State, tell_of
from gazette.pages.linker import Linker
from gazette.pages.owners import Owners, address_key
from gazette.pages.page import GONE, REDIRECT, Page, as_given
from gazette.pages.permalinks import Claims, feed_path, file_key, further_path
from gazette.pages.redirects import redirect_page
from gazette.pages.views import View
from gazette.spellings import fold

_BY_THE_CLOCK = ("future", "expired")


class Settled(Struct, frozen=True, kw_only=True):
    """The fates of all lines, in their order, and the addresses of articles and terms that are not among them."""

    ledger: Ledger = Ledger()
    fates: tuple[Fate, ...] = ()
    further: tuple[Page, ...] = ()  # what leads on from the second and later pages of terms that have moved
    recordable: Callable[[], Mapping[str, str]] = dict  # tells the owners of all addresses; no build asks
    firsts: Callable[[], Mapping[str, str]] = dict  # tells the first address of each owner; likewise

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages that recorded addresses need, none of which is in the way of another."""
        return (*(fate.page for fate in self.fates if fate.page), *self.further)

    @property
    def new(self) -> dict[str, str]:
        """The owners of the addresses that no line has."""
        known = {address_key(line.address) for line in self.ledger.lines}
        return {address: owner for address, owner in self.recordable().items() if address_key(address) not in known}

    @property
    def recorded(self) -> Ledger:
        """The ledger with what is new, and with what its addresses belong to now, the first of each before others."""
        firsts = self.firsts()
        lines = (replace(fate.line, owner=fate.owner) for fate in self.fates)
        added = (Line(address=address, owner=owner) for address, owner in sorted(self.new.items()))
        first_ones_first = sorted(chain(lines, added), key=lambda line: firsts.get(line.owner) != line.address)
        return ledger_of(first_ones_first, self.ledger)


def settle(
    ledger: Ledger, pages: Iterable[Page], claims: Claims, documents: Documents, owners: Owners, report: Report
) -> Settled:
    """Return what becomes of every address in a ledger, beside the other pages, which have claimed theirs.

    Reports what is lost, and what is declared gone and is not.
    """
    settler = _Settler(ledger, pages, claims, documents, owners)
    fates = settler.fates(ledger.lines)
    if fates:
        tell_of(fates, owners.titles, owners.linker, report)
    return Settled(
        ledger=ledger,
        fates=fates,
        further=tuple(settler.further_pages(fates)),
        recordable=lambda: {**owners.of_aliases, **owners.of_addresses},
        firsts=lambda: owners.first_addresses(ledger),
    )


class _Settler:
    """Knows what there is."""

    def __init__(
        self, ledger: Ledger, pages: Iterable[Page], claims: Claims, documents: Documents, owners: Owners
    ) -> None:
        self._recorded = {line.address for line in ledger.lines}
        self._all_pages = pages
        self._claims = claims
        self._documents = documents
        self._owners = owners
        self._linker = owners.linker

    @cached_property
    def _pages(self) -> dict[str, Page]:
        """The pages by the keys of their files."""
        return {file_key(page.path): page for page in self._all_pages}

    def fates(self, lines: Iterable[Line]) -> tuple[Fate, ...]:
        """Return what becomes of every address, and claim them; those that one file serves have one fate."""
        groups: dict[str, list[Line]] = {}
        for line in lines:
            groups.setdefault(address_key(line.address), []).append(line)
        found = {fate.line.address: fate for group in groups.values() for fate in self._shared_fate(group)}
        return tuple(found[line.address] for line in lines)

    def further_pages(self, fates: Iterable[Fate]) -> Iterator[Page]:
        """Yield what leads on from the further pages of old addresses, as many as there are at the present ones."""
        for fate in fates:
            old = page_path(fate.line.address)
            has_page = fate.page is not None or self._page_at(fate.line.address) is not None
            if fate.state is not State.MOVED or not has_page or not _is_first_page(old):
                continue
            for number in count(2):
                path, target = further_path(old, number), further_path(fate.target, number)
                if file_key(target) not in self._pages:
                    break
                if self._claims.is_free(path) and (found := self._owners.find(fate.owner)):
                    self._claims.claim(path, fate.line.place, "")
                    yield redirect_page(path, target, found[1], fate.line.place)

    def _shared_fate(self, group: list[Line]) -> list[Fate]:
        """Return the fates of addresses that one file would serve; to lead on goes before to be gone.

        Where they would lead to different things, the first line has its way.
        """
        fates = [self._fate(line) for line in group]
        with_page = sorted((fate for fate in fates if fate.page), key=lambda fate: fate.state is State.GONE)
        if not with_page:
            return fates
        first = with_page[0]
        self._claims.claim(page_path(first.line.address), first.line.place, "")
        return [fate if fate is first else _like(first, fate) for fate in fates]

    def _fate(self, line: Line) -> Fate:
        fate = Fate(line=line, state=State.LOST, owner=line.owner)
        if page := self._page_at(line.address):
            return self._fate_of_page(fate, page)
        if not self._claims.is_free(page_path(line.address)):
            why = "a file or folder of the site stands in its way"
            return replace(fate, state=State.GONE if line.is_gone else State.LOST, why=why, is_blocked=True)
        if line.is_gone:
            return replace(fate, state=State.GONE, page=_gone_page(line))
        found = self._owners.find(line.owner)
        if found is None:
            return self._fate_of_missing(fate)
        target, title = found
        owner = self._owners.of_addresses.get(target, line.owner)
        has_feed = self._has_feed(line.address, target)
        redirect = redirect_page(line.address, target, title, line.place, has_feed=has_feed)
        return replace(fate, state=State.MOVED, owner=owner, target=target, page=redirect)

    def _page_at(self, address: str) -> Page | None:
        """Return the page that hosts send at an address: a file of that name, such as /CNAME, else one in a folder."""
        return self._pages.get(file_key(address)) or self._pages.get(address_key(address))

    def _fate_of_page(self, fate: Fate, page: Page) -> Fate:
        """Return the fate of an address where the site has a page, or a redirect that content asks for."""
        if page.layout == REDIRECT:
            target = self._linker.content_paths.get(page.owner.path, "")
            owner = self._owners.of_addresses.get(target, fate.owner)
            recorded = None if fate.line.is_gone else self._owners.find(fate.line.owner)
            taken_by = page.owner if recorded and recorded[0] != target else None
            return replace(fate, state=State.MOVED, owner=owner, target=target, taken_by=taken_by)
        owner = self._owners.of_addresses.get(page.path, fate.owner)
        return replace(fate, state=State.PAGE, owner=fate.owner if _is_same(owner, fate.owner) else owner)

    def _fate_of_missing(self, fate: Fate) -> Fate:
        owner, documents = fate.line.owner, self._documents
        if name := name_of_owner(owner):
            return self._fate_of_name(fate, *name)
        if owner in documents.unread:
            return replace(fate, state=State.UNREAD)
        if why := self._linker.collection.held_back.get(owner):
            state = State.WAITING if why in _BY_THE_CLOCK else State.LOST
            return replace(fate, state=state, why=f"{owner} is not published ({why})")
        return replace(fate, why=f"{owner} is not there any more")

    def _fate_of_name(self, fate: Fate, taxonomy: str, name: str) -> Fate:
        if self._documents.unread:
            return replace(fate, state=State.UNREAD)
        if path := self._waiting.get((taxonomy, fold(name))):
            why = f"{quoted(name)} is only in what is not published now, such as {path}"
            return replace(fate, state=State.WAITING, why=why)
        return replace(fate, why=f"no article or record has {quoted(name)} in {taxonomy} any more")

    @cached_property
    def _waiting(self) -> dict[tuple[str, str], str]:
        """The first article that waits of those that have a name, by the taxonomy and the folded name."""
        held_back = self._linker.collection.held_back
        waiting = [article for article in self._documents.articles if held_back.get(article.path) in _BY_THE_CLOCK]
        return {
            (taxonomy, fold(mention.name)): article.path
            for article in reversed(waiting)
            for taxonomy, mentions in article.mentions.items()
            for mention in mentions
        }

    def _has_feed(self, address: str, target: str) -> bool:
        """Tell whether what has moved had a feed, and has one, so that hosts can lead from the one to the other."""
        old, is_folder = feed_path(address), not PurePosixPath(address).suffix
        has_feed = is_folder and file_key(feed_path(target)) in self._pages
        return has_feed and old not in self._recorded and self._claims.is_free(old)


def _is_first_page(path: str) -> bool:
    """Tell whether a path may be that of a list's first page: neither of a file nor of a further page."""
    parts = PurePosixPath(path).parts
    return path.endswith("/") and not PurePosixPath(path).suffix and parts[-2:-1] != ("page",)


def _like(first: Fate, other: Fate) -> Fate:
    """Return the fate of an address that the page made for another serves too."""
    is_elsewhere = other.state in (State.MOVED, State.WAITING) and first.target != other.target
    if first.state is not State.MOVED or not is_elsewhere:
        return replace(first, line=other.line, page=None)
    return replace(first, line=other.line, page=None, owner=other.owner, taken_by=first.line.place)


def _is_same(owner: str, other: str) -> bool:
    """Tell whether two owners are one file, or one name in two spellings."""
    one, two = name_of_owner(owner), name_of_owner(other)
    return owner == other or bool(one and two and one[0] == two[0] and fold(one[1]) == fold(two[1]))


def _gone_page(line: Line) -> Page:
    given = (page_path(line.address), line.title or written(line.address))
    return Page(path=given[0], layout=GONE, make=_gone_view, parts=as_given, given=given, owner=line.place)


def _gone_view(linker: Linker, path: str, title: str) -> View:
    return View(**linker.head(title, path))
