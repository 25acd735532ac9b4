"""Known names are found by the words of their spellings, with as much work as the text is long."""

import pytest

from gazette.collection.library import Documents
from gazette.content.record import Record
from gazette.desk.importing.known import MOST_WORDS, KnownNames
from gazette.errors import Place
from tests.work import work_of


def known(*names: str) -> KnownNames:
    records = (Record(path=f"{name}.md", taxonomy="people", place=Place(path=""), name=name) for name in names)
    return KnownNames("people", Documents(records=tuple(records)))


def seen(names: KnownNames, text: str) -> list[str]:
    return [" ".join(word.text for word in sighting.words) for sighting in names.sightings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Byron King came.", ["Ada Byron King"]),  # the longer of two that begin there
        ("Ada Byron and Zoe", ["Ada Byron", "Zoe"]),
        ("Byron King of Ada", ["Byron King"]),
        ("with Ada Byron", ["Ada Byron"]),  # where the longer one would reach over the end
        ("Ada", []),
        ("", []),
    ],
)
def test_longest_spelling_that_begins_first_is_seen(text: str, expected: list[str]) -> None:
    assert seen(known("Ada Byron", "Ada Byron King", "Byron King", "Zoë"), text) == expected


def test_names_are_looked_for_up_to_a_number_of_words() -> None:
    longest, too_long = "a " * MOST_WORDS, "b " * (MOST_WORDS + 1)
    names = known(longest, too_long)

    assert seen(names, longest) == [longest.strip()]
    assert seen(names, too_long) == []
    assert names.find(too_long)  # it is a name all the same


def test_long_name_of_the_words_of_a_text_makes_no_more_work_than_a_short_one() -> None:
    text = "ada byron " * 500
    short, long = known("ada ada"), known("ada byron " * 200 + "king")

    assert work_of(lambda: seen(long, text)) < 1.5 * work_of(lambda: seen(short, text))
