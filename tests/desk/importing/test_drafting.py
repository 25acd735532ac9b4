"""Whatever a raw text holds, its draft is an article that is read without a problem and loses no word."""

from collections.abc import Iterator
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.collection.library import Documents
from gazette.config import DEFAULT_TAXONOMIES, Config
from gazette.content.article import parse_article
from gazette.content.files import Source
from gazette.content.guesses import guesses
from gazette.content.opening import plain_text
from gazette.desk.importing.decoding import decode_raw
from gazette.desk.importing.draft import Draft, draft_text
from gazette.desk.importing.drafting import Drafter, Given
from gazette.desk.importing.findings import Finding
from gazette.errors import InputError, Problem

CONFIG = Config(title="Desk", has_smart_quotes=False)
KEYS = {taxonomy.name: taxonomy.key for taxonomy in DEFAULT_TAXONOMIES}
PIECES = [
    *("31 October 2023", "date 2023-10-31 15:29 (UTC+04:00)", "03/04/2023", "on Monday", "yesterday", "30 October"),
    *("STRASBOURG, Oct. 30 (River News) —", "By Ada Example, River News", "Source: River: News # x", "(River News)"),
    *("MINISTRY OF BRIDGES", "Bridge opened: yes", "- no", "# yes", "'a' # guess 0.9: b", '"', "'", "---", "...", "~"),
    *(
        "Judge Ottla Vrba said",
        "President of Chile Ada Example",
        "the press service of the Board of Wells",
        "Null",
        "yes",
    ),
    *(
        "[Ada Example]",
        "{a: b}",
        "&a *a",
        "!tag",
        "%",
        "@",
        "`",
        "|",
        ">",
        "?",
        "a: b",
        "a:",
        ": b",
        "\\",
        "\t",
        "\u00a0",
    ),
    *(
        "River News reports, citing the Board: of Wells",
        "https://example.org/a?b#c",
        "Mr O'Neil's \"Ada\" Example",
        "é",
        "語",
    ),
]
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=12).filter(lambda text: text.isprintable()), min_size=1, max_size=14
).flatmap(lambda pieces: st.sampled_from([" ", "\n", "\n\n", ". "]).map(lambda gap: gap.join(pieces)))


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(str.strip))
def test_draft_of_any_text_is_read_without_a_problem_and_has_all_its_words(text: str) -> None:
    problems: list[Problem] = []
    draft = drafted(text, problems)
    written = draft_text(draft, KEYS)

    article = parse_article(Source(path="content/2023/a.md", text=written), CONFIG, problems.append)

    assert problems == []
    assert article
    assert article.is_draft
    assert article.title == " ".join(draft.title.text.split())
    assert [mention.name for mention in article.mentions["people"]] == [person.name.text for person in draft.people]
    assert sorted(words(" ".join((*draft.frame, plain_text(article.body.html))))) == sorted(words(text))
    assert len(guesses(written)) == sum(finding.comment != "" for finding in findings(draft))


def drafted(text: str, problems: list[Problem]) -> Draft:
    """Return the draft of a text; where that does not say when it was published, of one day."""
    drafter = Drafter(CONFIG, Documents())
    decoded = decode_raw(text.encode(), "raw.txt", problems.append)
    try:
        return drafter.draft(decoded, Given(name="raw.txt", digest="d"))
    except InputError:
        return drafter.draft(decoded, Given(name="raw.txt", digest="d", date="2023-10-31"))


def findings(draft: Draft) -> Iterator[Finding]:
    """Yield all that was found."""
    people = ((person.name, person.role) for person in draft.people)
    single = (draft.title, draft.date, draft.event, draft.source, draft.via, draft.summary)
    yield from filter(None, (*single, *draft.topics, *chain.from_iterable(people)))


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()
