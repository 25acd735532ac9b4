"""What is done to a site before a build of it is measured.

Each phase edits another file, and finds the site as the build of the phase before left it; all files
are put back at the end of a round. After each build the harness looks whether the edit can be seen.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.programs import Program

PHASES = ("cold", "nothing", "body", "person", "title", "partial", "remembered")
_TITLES = {
    "cold": "cold",
    "nothing": "nothing changed",
    "body": "one body edited",
    "person": "one person added",
    "title": "one title edited",
    "partial": "a partial of every page edited",
    "remembered": "all anew, parses remembered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What must stand in the output after a build."""

    path: Path
    text: str


def title_of(phase: str) -> str:
    """Return a phase as the table calls it."""
    return _TITLES[phase]


def has_phase(program: Program, phase: str) -> bool:
    """Tell whether a phase is measured: only Gazette remembers parses."""
    return phase != "remembered" or program.name == "gazette"


def edited_numbers(articles: int) -> tuple[int, int, int, int]:
    """Return the numbers of the articles that are edited (body, person, title) and of one with other people."""
    return articles // 4, articles // 2, articles * 3 // 4, articles - 1


def prepare(phase: str, program: Program, articles: Sequence[Article]) -> Seen:
    """Do what a phase asks, and return what its build must show. `articles` are those of `edited_numbers`."""
    return _STEPS[phase](program, articles)


def restore(program: Program, articles: Sequence[Article], partial: str) -> None:
    """Put back every file that a phase edits."""
    for article in articles:
        program.write(article)
    program.partial.write_text(partial, encoding="utf-8")


def _cold(program: Program, articles: Sequence[Article]) -> Seen:
    for path in (program.output, *program.caches):
        _remove(path)
    return _nothing(program, articles)


def _nothing(program: Program, articles: Sequence[Article]) -> Seen:
    return Seen(path=program.page(articles[0]), text=articles[0].title)


def _edit_body(program: Program, articles: Sequence[Article]) -> Seen:
    article = replace(articles[0], body=f"{articles[0].body}\n\nThe minutes were mislaid.")
    program.write(article)
    return Seen(path=program.page(article), text="The minutes were mislaid.")


def _add_person(program: Program, articles: Sequence[Article]) -> Seen:
    article = articles[1]
    others = [name for other in articles for name in other.people if name not in article.people]
    article = replace(article, people=(*article.people, others[-1]))
    program.write(article)
    return Seen(path=program.page(article), text=others[-1])


def _edit_title(program: Program, articles: Sequence[Article]) -> Seen:
    article = replace(articles[2], title=f"{articles[2].title} mislaid")
    program.write(article)
    return Seen(path=program.page(article), text=article.title)


def _edit_partial(program: Program, articles: Sequence[Article], words: str = "Printed on paper.") -> Seen:  # noqa: ARG001 - an edit takes articles
    text = program.partial.read_text(encoding="utf-8")
    program.partial.write_text(text.replace("</footer>", f"<p>{words}</p>\n</footer>"), encoding="utf-8")
    return Seen(path=program.output / "index.html", text=words)


def _remember(program: Program, articles: Sequence[Article]) -> Seen:
    """Leave nothing but remembered parses: no output, and another foot on every page that was rendered."""
    _remove(program.output)
    return _edit_partial(program, articles, "Printed once more.")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


_STEPS: dict[str, Callable[[Program, Sequence[Article]], Seen]] = {
    "cold": _cold,
    "nothing": _nothing,
    "body": _edit_body,
    "person": _add_person,
    "title": _edit_title,
    "partial": _edit_partial,
    "remembered": _remember,
}
