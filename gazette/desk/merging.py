"""Merging: two names become one, for good. Which files that changes, and how, or why it must not be done."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.collection.names import Name, Names
from gazette.config import Taxonomy
from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.content.record import Record
from gazette.content.rewriting import (
    RewriteError,
    body_of,
    fields_of,
    new_record,
    with_aliases,
    with_body,
    with_fields,
    with_names,
)
from gazette.errors import InputError, Place, Problem, count, error, listed, quoted
from gazette.pages.permalinks import term_path
from gazette.slugs import slugify
from gazette.spellings import fold, without_marks
from gazette.yaml_nodes import Scalar

ReadText = Callable[[str], str]
"""Returns the text of a file, whose path relative to the root it is given, with its own line ends."""

_OF_THE_NAME = frozenset({"name", "aliases", "sort_name", "slug"})
"""Keys of a record that go with its name, and are not moved to another."""
_SAME_KEYS = {"summary": "description", "description": "summary"}


class Wish(Struct, frozen=True, kw_only=True):
    """Which name of a taxonomy is wrong, which is right, and whether articles are to be rewritten."""

    taxonomy: Taxonomy
    wrong: str
    right: str
    is_rewriting: bool = False


class Merger(Struct, frozen=True, kw_only=True):
    """What a merge makes of files: their new texts by their paths, None of a file that goes."""

    texts: Mapping[str, str | None] = {}
    moved: tuple[tuple[str, str], ...] = ()  # old addresses on the site with the new ones
    notes: tuple[str, ...] = ()  # what else there is to know, as sentences


def plan_merge(wish: Wish, documents: Documents, read: ReadText) -> Merger:
    """Return what makes two names one. Raises InputError, with all that stands in the way, where nothing should."""
    return _Merge(wish, documents, read).plan()


class _Merge:
    """One merge, with what its steps share."""

    def __init__(self, wish: Wish, documents: Documents, read: ReadText) -> None:
        self.wish = wish
        self.taxonomy = wish.taxonomy.name
        self.documents = documents
        self.read = read
        self.records = [record for record in documents.records if record.taxonomy == self.taxonomy]
        self.names = Names(wish.taxonomy, self.records, documents.articles, _ignore)

    def plan(self) -> Merger:
        wish = self.wish
        wrong, right = self._find(wish.wrong), self._find(wish.right)
        if wrong is None:
            message = f"no article or record has {quoted(wish.wrong)}{self.names.near(wish.wrong)}"
            raise InputError(error(self._folder, message, "term-unknown"))
        if right is wrong:
            return self._already_one(wrong)
        problems = [*_told_apart(wrong, right, wish.right), *_told_apart(right, wrong, wish.wrong)]
        if problems:
            raise InputError(*problems)
        if wrong.record and right and right.record:
            done = self._combined(wrong.record, right.record)
        elif wrong.record:
            done = self._renamed(wrong.record, right)
        elif right and right.record:
            done = self._with_alias(wrong, right.record)
        else:
            done = self._with_record(wrong, right)
        kept = right.record.name if right and right.record else wish.right
        texts, notes = self._rewritten(kept)
        return Merger(texts={**done.texts, **texts}, moved=done.moved, notes=(*done.notes, *notes))

    @property
    def _folder(self) -> Place:
        return Place(path=f"{CONTENT}/{self.taxonomy}")

    def _find(self, spelling: str) -> Name | None:
        """Return whose a spelling is: first of all of the record that is called so."""
        called = [name for name in self.names if name.record and fold(name.name) == fold(spelling)]
        if len(called) > 1:
            files = listed(str(name.place) for name in called)
            message = f"{quoted(spelling)} is the name of two records, in {files}; keep one of them"
            raise InputError(error(called[0].place, message, "merge-refused"))
        return called[0] if called else self.names.find(spelling)

    def _already_one(self, name: Name) -> Merger:
        """Return what is left to do about two names that are one: nothing, or to rewrite articles."""
        where = f" in {name.record.path}" if name.record else ""
        note = f"{quoted(self.wish.wrong)} and {quoted(self.wish.right)} are one already{where}"
        kept = name.record.name if name.record else self.wish.right
        texts, notes = self._rewritten(kept)
        return Merger(texts=texts, notes=(note, *notes))

    def _with_alias(self, wrong: Name, record: Record) -> Merger:
        """Give a record another alias."""
        text = self._edited(record.path, with_aliases, [self._alias(wrong)])
        return Merger(texts={record.path: text}, moved=self._moved(wrong.slug, _slug(record)))

    def _with_record(self, wrong: Name, right: Name | None) -> Merger:
        """Make a record of a name that has none."""
        name, slug = self.wish.right, slugify(self.wish.right)
        path = f"{CONTENT}/{self.taxonomy}/{slug}.md"
        note = f"{quoted(name)} is new here: no article or record has it" if right is None else ""
        text = new_record(name, [self._alias(wrong)])
        return Merger(texts={path: text}, moved=self._moved(wrong.slug, slug), notes=tuple(filter(None, [note])))

    def _renamed(self, record: Record, right: Name | None) -> Merger:
        """Let the record of the wrong name have the right one, and the wrong one as an alias."""
        name, slug = self.wish.right, slugify(self.wish.right)
        if record.slug and right and record.slug != slug:
            message = (
                f"the record of {quoted(record.name)} has the slug {record.slug}, so that nothing would be left at"
                f" {term_path(self.taxonomy, slug)}; take its slug out"
            )
            raise InputError(error(record.place, message, "merge-refused"))
        spot = (record.place.line, record.place.column)
        text = self._edited(record.path, with_names, [spot], name)
        text = self._made(record.path, lambda: with_aliases(text, [record.name]))
        moved = () if record.slug else self._moved(_slug(record), slug)
        return Merger(texts={record.path: text}, moved=moved)

    def _combined(self, wrong: Record, right: Record) -> Merger:
        """Move to one record what it lacks of another, which goes."""
        one, other = self.read(wrong.path), self.read(right.path)
        problems = [*self._conflicts(wrong, right, one, other), *self._links_to(wrong, right)]
        if problems:
            raise InputError(*problems)
        keys = [key for key, value in fields_of(one).items() if value and key not in {*_OF_THE_NAME, *fields_of(other)}]
        known = {fold(spelling) for spelling in _spellings(right)}
        aliases = [spelling for spelling in _spellings(wrong) if fold(spelling) not in known]
        text = self._made(right.path, lambda: with_aliases(other, aliases)) if aliases else other
        text = self._made(right.path, lambda: with_fields(text, one, keys)) if keys else text
        if body_of(one).strip():
            text = with_body(text, one)
        texts = {right.path: text, wrong.path: None}
        return Merger(texts=texts, moved=self._moved(_slug(wrong), _slug(right)))

    def _conflicts(self, wrong: Record, right: Record, one: str, other: str) -> Iterator[Problem]:
        """Yield what both records say, each in its own way; `one` and `other` are their texts."""
        theirs = fields_of(other)
        for key, value in fields_of(one).items():
            twin = key if key in theirs else _SAME_KEYS.get(key, key)
            if value and key not in _OF_THE_NAME and twin in theirs and theirs[twin] != value:
                yield self._refusal(wrong, f"{key} stands here and in {right.path}, and differs; keep one of them")
        if body_of(one).strip() and body_of(other).strip():
            yield self._refusal(wrong, f"there is a text here and in {right.path}; keep one of them")
        if wrong.slug and wrong.slug != slugify(wrong.name):
            yield self._refusal(wrong, f"nothing would lead on from the slug {wrong.slug}; take it out")
        is_elsewhere = posixpath.dirname(wrong.path) != posixpath.dirname(right.path)
        if is_elsewhere and (wrong.image or any(link.target for link in wrong.body.links)):
            yield self._refusal(wrong, f"this leads to files from another folder than {right.path}; put the two in one")

    def _refusal(self, record: Record, message: str) -> Problem:
        return error(record.place, message, "merge-refused")

    def _links_to(self, wrong: Record, right: Record) -> Iterator[Problem]:
        """Yield links that lead to the file of a record that goes."""
        documents = self.documents
        bodies = [article.body for article in documents.articles]
        bodies += [record.body for record in documents.records if record is not wrong]
        bodies += [page.body for page in documents.pages]
        for link in (link for body in bodies for link in body.links if link.target == wrong.path):
            message = f"this leads to {wrong.path}, which would go; let it lead to {right.path}"
            yield error(link.place, message, "merge-refused")

    def _rewritten(self, kept: str) -> tuple[dict[str, str | None], tuple[str, ...]]:
        """Return the articles that say the wrong name with the one that is kept in its place, if that is asked for."""
        found = {article.path: spots for article in self.documents.articles if (spots := self._spots(article, kept))}
        if not self.wish.is_rewriting:
            articles = count(len(found), "article goes on to say", "articles go on to say")
            note = f"{articles} {quoted(self.wish.wrong)}; --rewrite changes that too"
            return {}, (note,) if found else ()
        texts: dict[str, str | None] = {}
        problems: list[Problem] = []
        for path, spots in found.items():
            try:
                texts[path] = self._edited(path, with_names, spots, kept)
            except InputError as fault:
                problems += fault.problems
        if problems:
            raise InputError(*problems)
        return texts, ()

    def _spots(self, article: Article, kept: str) -> list[tuple[int, int]]:
        wrong = fold(self.wish.wrong)
        return [
            (mention.line, mention.column)
            for mention in article.mentions[self.taxonomy]
            if mention.name != kept and fold(mention.name) == wrong
        ]

    def _alias(self, wrong: Name) -> str:
        """Return how a name without a record is to be written as an alias: as asked, if anything has it so."""
        mentions = (mention for article in self.documents.articles for mention in article.mentions[self.taxonomy])
        return self.wish.wrong if any(mention.name == self.wish.wrong for mention in mentions) else wrong.name

    def _edited(self, path: str, edit: Callable[..., str], *given: object) -> str:
        text = self.read(path)
        return self._made(path, lambda: edit(text, *given))

    def _made(self, path: str, make: Callable[[], str]) -> str:
        try:
            return make()
        except RewriteError as fault:
            raise InputError(error(Place(path=path), str(fault), "merge-refused")) from fault

    def _moved(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        return ((term_path(self.taxonomy, old), term_path(self.taxonomy, new)),) if old != new else ()


def _slug(record: Record) -> str:
    return record.slug or slugify(record.name)


def _spellings(record: Record) -> Iterator[str]:
    yield record.name
    yield from (alias.text for alias in record.aliases)


def _told_apart(name: Name | None, other: Name | None, spelling: str) -> Iterator[Problem]:
    """Yield where the record of one name says that another is not it; of the other, its spelling is known at least."""
    if name is None or name.record is None:
        return
    record = name.record
    spellings = [spelling, *(_spellings(other.record) if other and other.record else ())]
    others = set(map(without_marks, spellings))
    named: dict[str, Sequence[Scalar]] = {
        "distinct_from": record.distinct_from,
        "related": record.related,
        "parent": (record.parent,) if record.parent else (),
    }
    for key, scalars in named.items():
        for scalar in scalars:
            if without_marks(scalar.text) in others:
                message = (
                    f"{key} says that {quoted(scalar.text)} is not {quoted(record.name)}; if they are one, take it out"
                )
                yield error(scalar.place, message, "merge-refused")


def _ignore(_: Problem) -> None:
    """Stand in for a report: what is wrong with names is what a merge may cure, and a build tells it."""
