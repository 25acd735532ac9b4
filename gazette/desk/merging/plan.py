"""Merging: two names become one, for good. Which files that changes, and how, or why it must not be done."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from gazette.collection.library import Documents
from gazette.collection.names import Name
from gazette.config import Taxonomy
from gazette.content.article import Article
from gazette.content.files import CONTENT
from gazette.content.record import Record
from gazette.content.rewriting import new_record, with_aliases, with_names
from gazette.desk.collection import names_of
from gazette.desk.merging.two_records import ReadText, combined, made, spellings_of
from gazette.errors import InputError, Place, Problem, count, error, listed, quoted
from gazette.pages.permalinks import term_path
from gazette.slugs import slugify
from gazette.spellings import fold, without_marks
from gazette.yaml_nodes import Scalar


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
        self.names = names_of(wish.taxonomy, documents)

    def plan(self) -> Merger:
        wish = self.wish
        wrong, right = self._find(wish.wrong), self._find(wish.right)
        if wrong is None:
            message = f"no article or record has {quoted(wish.wrong)}{self.names.near().hint(wish.wrong)}"
            raise InputError(error(self._folder, message, "term-unknown"))
        if right is wrong:
            return self._already_one(wrong)
        problems = [
            *self._only_a_spelling(wrong),
            *_told_apart(wrong, right, wish.right),
            *_told_apart(right, wrong, wish.wrong),
            *self._above(wrong, right),
            *self._above(right, wrong),
        ]
        if problems:
            raise InputError(*problems)
        if wrong.record and right and right.record:
            texts = combined(wrong.record, right.record, self.documents, self.read)
            done = Merger(texts=texts, moved=self._moved(wrong.slug, right.slug))
        elif wrong.record:
            done = self._renamed(wrong.record, right)
        elif right and right.record:
            done = self._with_alias(wrong, right.record)
        else:
            done = self._with_record(wrong, right)
        kept = right.record.name if right and right.record else wish.right
        texts, notes = self._rewritten(kept)
        notes = (*done.notes, *notes, *self._also_one(wrong, right))
        return Merger(texts={**done.texts, **texts}, moved=done.moved, notes=notes)

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

    def _only_a_spelling(self, wrong: Name) -> Iterator[Problem]:
        """Yield a problem if what is to go is but one of the spellings of a record: its whole record would go."""
        if wrong.record and fold(wrong.name) != fold(self.wish.wrong):
            message = (
                f"{quoted(self.wish.wrong)} is another spelling of {quoted(wrong.name)} here; merge that name, or take"
                " the alias out"
            )
            yield error(wrong.place, message, "merge-refused")

    def _above(self, name: Name | None, other: Name | None) -> Iterator[Problem]:
        """Yield a problem if one name stands above the parent of another: the two would stand above themselves."""
        parent = name.record.parent if name and name.record else None
        step = self.names.find(parent.text) if parent else None
        seen = set[str]()
        while step and step.record and step.record.parent and step.record.path not in seen:
            seen.add(step.record.path)
            step = self.names.find(step.record.parent.text)
            if parent and step and step is other:
                message = f"by way of this parent {quoted(step.name)} stands above it; take one parent out"
                yield error(parent.place, message, "merge-refused")
                return

    def _also_one(self, wrong: Name, right: Name | None) -> Iterator[str]:
        """Yield which other names become the right one too, since without marks they are one of the two."""
        bare = {without_marks(self.wish.wrong), without_marks(self.wish.right)}
        for name in self.names:
            if name.record is None and name is not wrong and name is not right and without_marks(name.name) in bare:
                yield f"{quoted(name.name)} becomes one with {quoted(self.wish.right)} too: only marks tell them apart"

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
        return Merger(texts={record.path: text}, moved=self._moved(wrong.slug, record.slug or slugify(record.name)))

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
        text = made(record.path, lambda: with_aliases(text, [record.name]))
        moved = () if record.slug else self._moved(slugify(record.name), slug)
        return Merger(texts={record.path: text}, moved=moved)

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
        return made(path, lambda: edit(text, *given))

    def _moved(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        return ((term_path(self.taxonomy, old), term_path(self.taxonomy, new)),) if old != new else ()


def _told_apart(name: Name | None, other: Name | None, spelling: str) -> Iterator[Problem]:
    """Yield where the record of one name says that another is not it; of the other, its spelling is known at least."""
    if name is None or name.record is None:
        return
    record = name.record
    spellings = [spelling, *(spellings_of(other.record) if other and other.record else ())]
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
