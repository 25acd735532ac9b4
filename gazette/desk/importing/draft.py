"""A draft: the text of an article that is made of a raw text, every guess in it marked by a comment."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gazette.content.guesses import guess_comment
from gazette.content.rewriting import as_yaml
from gazette.desk.importing.escaping import as_markdown
from gazette.desk.importing.findings import Finding, Person

DIGEST = "sha256"
"""The key under extra.import by which a raw text is known again."""


class Draft(Struct, frozen=True, kw_only=True):
    """What was found in a raw text."""

    title: Finding
    date: Finding
    event: Finding | None = None
    source: Finding | None = None
    via: Finding | None = None
    address: str = ""
    people: tuple[Person, ...] = ()
    topics: tuple[Finding, ...] = ()
    summary: Finding | None = None
    raw_name: str
    digest: str
    guessed_encoding: str = ""
    frame: tuple[str, ...] = ()  # lines of the raw text that are not in the body
    paragraphs: tuple[str, ...] = ()


def draft_text(draft: Draft, keys: Mapping[str, str]) -> str:
    """Return the article's text; `keys` are those of people, topics and sources in front matter."""
    lines = "\n".join(_front_matter(draft, keys))
    return f"---\n{lines}\n---\n\n{as_markdown(draft.paragraphs)}\n"


def _front_matter(draft: Draft, keys: Mapping[str, str]) -> Iterator[str]:
    yield _line("title: ", draft.title)
    yield _line("date: ", draft.date)
    if draft.event:
        yield _line("event_date: ", draft.event)
    yield "draft: true"
    if draft.source:
        yield f"{keys['sources']}:"
        yield _line("  name: ", draft.source)
        if draft.address:
            yield f"  url: {_text(draft.address)}"
        if draft.via:
            yield _line("  via: ", draft.via)
    if draft.people:
        yield f"{keys['people']}:"
    for person in draft.people:
        yield _line("  - name: ", person.name)
        if person.role:
            yield _line("    role: ", person.role)
    if draft.topics:
        yield f"{keys['topics']}:"
    yield from (_line("  - ", topic) for topic in draft.topics)
    if draft.summary:
        yield _line("summary: ", draft.summary)
    yield from _origin(draft)


def _origin(draft: Draft) -> Iterator[str]:
    """Yield where the draft is from, which also keeps what of the raw text is in no other place."""
    yield "extra:"
    yield "  import:"
    yield f"    from: {_text(draft.raw_name)}"
    yield f"    {DIGEST}: {_text(draft.digest)}"
    if draft.guessed_encoding:
        reason = "the file is not UTF-8; look at the letters with marks in the text"
        yield f"    encoding: {draft.guessed_encoding}  {guess_comment(0.8, reason)}"
    if draft.via and not draft.source:
        yield _line("    via: ", draft.via)
    if draft.frame:
        yield "    frame:"
    yield from (f"      - {_text(line)}" for line in draft.frame)


def _line(start: str, finding: Finding) -> str:
    comment = f"  {finding.comment}" if finding.comment else ""
    return f"{start}{_text(finding.text)}{comment}"


def _text(text: str) -> str:
    return text if _is_date(text) else as_yaml(" ".join(text.split()))


def _is_date(text: str) -> bool:
    """Tell whether a text is a day or a time in ISO 8601, which needs no quotation marks in front matter."""
    return text[:4].isdigit() and text[4:5] == "-" and set(text) <= set("0123456789-+:/TZ ") and " #" not in text
