"""What looks wrong in a collection and is no mistake that a build could be sure of."""

from collections.abc import Iterator
from pathlib import Path

from gazette.collection.library import Term
from gazette.content.article import Article
from gazette.content.files import Source, read_file
from gazette.content.front_matter import lines_of
from gazette.content.guesses import guesses
from gazette.desk.checking.unlisted import Unlisted
from gazette.desk.collection import ignore
from gazette.engine.gathering import Planned
from gazette.engine.snapshot import DamagedError
from gazette.errors import InputError, Place, Problem, Report, quoted, warning
from gazette.spellings import without_marks
from gazette.texts import decode

_LONGEST_TITLE = 120  # characters: more than lists, tabs and search engines show


def look(root: Path, planned: Planned, report: Report) -> None:
    """Warn of what an editor will want to look at again."""
    for entry in planned.collection.entries:
        for problem in _of_article(entry.article):
            report(problem)
    for term in _unused(planned):
        message = f"no article has {quoted(term.name)}; name it in one, or remove this record"
        report(warning(term.place, message, "record-unused"))
    for problem in _of_texts(root, planned):
        report(problem)


def _of_article(article: Article) -> Iterator[Problem]:
    if not article.summary:
        message = (
            "there is no summary, so lists and feeds show how the text begins; write summary: and a sentence or two"
        )
        yield warning(article.place, message, "summary-missing")
    if len(article.title) > _LONGEST_TITLE:
        message = (
            f"the title has {len(article.title)} characters; shorten it: one of at most {_LONGEST_TITLE} is seen whole"
        )
        yield warning(article.place, message, "title-long")


def _unused(planned: Planned) -> Iterator[Term]:
    """Yield the terms whose records no article makes use of, not even one that is held back."""
    for taxonomy, terms in planned.collection.terms.items():
        mentions = (mention for article in planned.documents.articles for mention in article.mentions[taxonomy])
        used = {without_marks(mention.name) for mention in mentions}
        for term in terms.values():
            if term.record and not (term.entries or term.children):
                spellings = (term.name, *(alias.text for alias in term.record.aliases))
                if used.isdisjoint(map(without_marks, spellings)):
                    yield term


def _of_texts(root: Path, planned: Planned) -> Iterator[Problem]:
    """Yield the guesses in files that nobody has confirmed, and the people in bodies who are in no `people`."""
    unlisted = Unlisted(planned.documents)
    for article in planned.documents.articles:
        try:
            data = read_file(root, article.path, planned.config.limits.file_bytes)
            text = decode(data, article.path, ignore)
            lines, end = lines_of(Source(path=article.path, text=text))
            body = planned.bodies(article.path)
        except (InputError, DamagedError):  # changed just now, or remembered wrongly, which the next build will see
            continue
        yield from _of_guesses(article.path, text)
        yield from unlisted.problems(article, body, lines[end + 1 :], end + 2)


def _of_guesses(path: str, text: str) -> Iterator[Problem]:
    for guess in guesses(text):
        message = f'guessed ({guess.confidence:.0%} sure: {guess.reason}): check it, then delete "# guess…"'
        yield warning(Place(path=path, line=guess.line, column=guess.column), message, "guess-unconfirmed")
