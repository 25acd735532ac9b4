"""The verb new: a file for an article or a record, its front matter filled in so far as the words of the call go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.collection.names import Names
from gazette.collection.selection import Selection
from gazette.config import Config, Taxonomy
from gazette.content.article import Article
from gazette.content.dates import Moment, parse_moment
from gazette.content.days import DateError
from gazette.content.files import CONTENT, create_file
from gazette.content.rewriting import as_yaml
from gazette.desk.collection import ignore, names_of, reporting, sound_config
from gazette.desk.filing import folder_of, folder_pattern, slugs_for
from gazette.desk.templates import ARTICLE_KIND, article_lines, record_lines
from gazette.engine.reading import Progress
from gazette.errors import InputError, Place, Problem, Problems, error, listed, quoted, suggestion
from gazette.operations import Tell, gather
from gazette.pages.permalinks import article_path
from gazette.slugs import slugify

_CODE = "edit-refused"


class UnknownKindError(Exception):
    """Nothing can be made of such words; says of which it can."""


class NewOrder(Struct, frozen=True, kw_only=True):
    """What a new file is to be."""

    root: Path
    kind: str  # "article", or what one of a taxonomy is: "person"
    name: str  # the title of an article
    now: datetime
    date: str = ""  # of an article, in any form that front matter takes; "" for today
    names: Mapping[str, Sequence[str]] = {}  # of an article, by taxonomy or by what one of it is


class Made(Struct, frozen=True, kw_only=True):
    """What came of it."""

    path: str = ""  # of the new file; "" where none was made
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Draft(Struct, frozen=True, kw_only=True):
    path: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


def make(order: NewOrder, progress: Progress, tell: Tell) -> Made:
    """Write a new file; none is ever written over. Raises UnknownKindError."""
    problems = Problems()
    draft = None
    with reporting(problems.report, "nothing was written", order.root):
        config = sound_config(order.root)
        kind = None if order.kind == ARTICLE_KIND else _taxonomy(order.kind, config)
        if kind and (extra := next(iter(order.names), order.date and "date")):
            raise UnknownKindError(f"a {kind.singular} has no --{extra}; leave it out")
        wanted = _wanted(order, config)
        # What else is wrong with the collection is a build's to tell.
        documents = gather(order.root, config, Selection(now=order.now), ignore, progress, tell).documents
        draft = _record(order, kind, documents) if kind else _article(order, wanted, config, documents)
        _create(order.root, draft)
    if draft is None or problems.have_errors:
        return Made(problems=problems.in_order())
    return Made(path=draft.path, notes=draft.notes)


def _create(root: Path, draft: _Draft) -> None:
    try:
        create_file(root, draft.path, "".join(f"{line}\n" for line in draft.lines).encode())
    except FileExistsError as fault:
        place = Place(path=draft.path)
        raise InputError(error(place, "is there already; edit it, or choose another name", _CODE)) from fault


def _wanted(order: NewOrder, config: Config) -> dict[Taxonomy, tuple[str, ...]]:
    """Return the names that an article is to have, each once."""
    wanted: dict[Taxonomy, list[str]] = {}
    for word, spellings in order.names.items():
        wanted.setdefault(_taxonomy(word, config), []).extend(spellings)
    return {taxonomy: tuple(dict.fromkeys(spellings)) for taxonomy, spellings in wanted.items()}


def _taxonomy(kind: str, config: Config) -> Taxonomy:
    """Return the taxonomy that a word means: by its name, its key, or what one of it is."""
    words = {
        word: taxonomy for taxonomy in config.taxonomies for word in (taxonomy.name, taxonomy.key, taxonomy.singular)
    }
    if kind not in words:
        kinds = (ARTICLE_KIND, *(taxonomy.singular for taxonomy in config.taxonomies))
        hint = suggestion(kind, kinds) or f"; there are {listed(kinds)}"
        raise UnknownKindError(f"nothing new is called {quoted(kind)}{hint}")
    return words[kind]


def _article(order: NewOrder, wanted: Mapping[Taxonomy, Sequence[str]], config: Config, documents: Documents) -> _Draft:
    date = order.date or order.now.astimezone(config.zone).date().isoformat()
    published, slug = _moment(date, config), next(slugs_for(order.name))
    path = f"{folder_of(published.day, folder_pattern(documents.articles))}/{published.day}-{slug}.md"
    draft = Article(path=path, place=Place(path=path), title=order.name, slug=slug, published=published, mentions={})
    if twin := _twin(draft, config, documents):
        message = f"would have the address of {twin.path}; edit that, or choose another title or day"
        raise InputError(error(Place(path=path), message, _CODE))
    notes: list[str] = []
    values = {"title": as_yaml(order.name), "date": date}
    for taxonomy, spellings in wanted.items():
        names = names_of(taxonomy, documents)
        found = dict.fromkeys(_known(spelling, taxonomy, names, notes) for spelling in spellings)
        written = [as_yaml(name, is_in_flow=True) for name in found]
        if taxonomy.name == "sources" and len(written) > 1:
            raise UnknownKindError(f"an article has one source, and not {listed(map(quoted, found))}; give one of them")
        if written:
            values[taxonomy.key] = written[0] if taxonomy.name == "sources" else f"[{', '.join(written)}]"
    return _Draft(path=path, lines=article_lines(config, values), notes=tuple(notes))


def _moment(date: str, config: Config) -> Moment:
    try:
        return parse_moment(date, config.zone)
    except DateError as why:
        raise UnknownKindError(f"--date is {quoted(date)}; {why}") from why


def _twin(article: Article, config: Config, documents: Documents) -> Article | None:
    """Return the article that has the address of another already."""
    path = article_path(article, config)
    return next((each for each in documents.articles if article_path(each, config) == path), None)


def _known(spelling: str, taxonomy: Taxonomy, names: Names, notes: list[str]) -> str:
    """Return the name that a spelling is of; of one that nobody has yet a note says what it may be.

    Raises InputError where a closed taxonomy does not have it.
    """
    if known := names.find(spelling):
        return known.name
    hint = names.near().hint(spelling)
    if taxonomy.is_closed:
        cure = hint or f"; make a record of it first: gazette new {taxonomy.singular} {quoted(spelling)}"
        message = f"unknown {taxonomy.singular} {quoted(spelling)}{cure}"
        raise InputError(error(Place(path=f"{CONTENT}/{taxonomy.name}"), message, "term-unknown"))
    if hint:
        notes.append(f"{quoted(spelling)} is new in {taxonomy.name}{hint}")
    return spelling


def _record(order: NewOrder, taxonomy: Taxonomy, documents: Documents) -> _Draft:
    names = names_of(taxonomy, documents)
    known = names.find(order.name)
    if known and known.record:
        message = f"is the record that has {quoted(order.name)}; edit that"
        raise InputError(error(Place(path=known.record.path), message, _CODE))
    name = known.name if known else order.name
    note = f"{quoted(name)} is how articles have it; the record is made for that" if name != order.name else ""
    if known is None and (hint := names.near().hint(name)):
        note = f"{quoted(name)} is new in {taxonomy.name}{hint}"
    return _Draft(
        path=f"{CONTENT}/{taxonomy.name}/{slugify(name)}.md",
        lines=record_lines(taxonomy, {"name": as_yaml(name)}),
        notes=(note,) if note else (),
    )
