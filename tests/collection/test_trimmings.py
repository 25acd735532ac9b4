"""What stands around a personal name, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.collection.likeness.trimmings import trim


def name_of(text: str) -> str:
    """Return a name without what stands around it."""
    trimmed = trim(text)
    assert trimmed is not None
    return " ".join(trimmed.readings[0])


def called(text: str) -> list[str]:
    """Return the other ways in which a person is called."""
    trimmed = trim(text)
    assert trimmed is not None
    return [" ".join(reading) for reading in trimmed.readings[1:]]


@pytest.mark.parametrize(
    "text",
    [
        *("Ann Kralik SC", "Ann Kralik S.C.", "Ann Kralik, S.C.", "Ann Kralik KC MP", "Ann Kralik, PhD, MP"),
        *("Ann Kralik Ph.D.", "Ann Kralik PhD", "Ann Kralik, Esq.", "Ann Kralik OBE", "Ann Kralik M.D."),
        *(
            "Ann Kralik (MP)",
            "Ann Kralik [KC]",
            "Ann Kralik, DOJ",
            "Ann Kralik (D-CA)",
            "Ann Kralik, Department of War",
        ),
        *("Ann Kralik, Attorney General", "Kralik, Ann, PhD", "Kralik, Dr. Ann", "Kralik, Ann"),
        *("Sir Ann Kralik", "Dame Ann Kralik", "Sen. Ann Kralik", "Senator Ann Kralik", "Judge Ann Kralik"),
        *(
            "The Hon. Ann Kralik",
            "Rt Hon Dame Ann Kralik DBE KC MP",
            "The Right Honourable Ann Kralik",
            "Lt. Gen. Ann Kralik",
        ),
        *(
            "Prof. Dr. Ann Kralik",
            "Chief Justice Ann Kralik",
            "Assistant Majority Leader Ann Kralik",
            "Sheikh Ann Kralik",
            "Ann Kralik Jr.",
            "Ann Kralik, III",
        ),
        *(
            "Ann Kralik III MD",
            "Ann Kralik née Oakes",
            "Ann Kralik (born Oakes)",
            "Ann Kralik, MP, of Bern",
            "Ann (Dr.) Kralik",
        ),
    ],
)
def test_name_is_found_in_what_stands_around_it(text: str) -> None:
    assert name_of(text) == "Ann Kralik"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Yo Yo Ma",
            "Jack Ma",
            "Senator Smith",
            "Earl Kralik",
            "Max Born",
            "Karl Heinz Born",
            "Ann Judge",
            "Ann Kralik King",
        ),
        *("Ali Rafi Khan", "Ann Obrien", "ANN KRALIK MP"),
    ],
)
def test_word_that_only_looks_like_a_title_or_letters_stays(text: str) -> None:
    assert name_of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *('William "Bill" Kralik', "William “Bill” Kralik", "William „Bill“ Kralik", "William «Bill» Kralik"),
        *("William ‘Bill’ Kralik", "William 'Bill' Kralik", "William `Bill` Kralik", "William ``Bill'' Kralik"),
        *("William (Bill) Kralik", "William [Bill] Kralik", 'William ("Bill") Kralik', "William 「Bill」 Kralik"),
        *(
            'Kralik, William "Bill"',
            "William Kralik (Bill)",
            'William "Bill" Kralik, Jr.',
            'William A. "Bill" Kralik MP',
        ),
    ],
)
def test_nickname_is_another_way_to_call_a_person(text: str) -> None:
    assert called(text) == ["Bill Kralik"]
    assert name_of(text).split()[0] == "William"
    assert name_of(text).split()[-1] == "Kralik"


@pytest.mark.parametrize("text", ["Ann Kralik née Oakes", "Ann Kralik (née Oakes)", "Ann Kralik (geb. Oakes)"])
def test_maiden_name_is_another_way_to_call_a_person(text: str) -> None:
    assert called(text) == ["Ann Oakes"]


@pytest.mark.parametrize(
    "text", ["‘Abd al-Rafi‘ Khan", "Ann O’Brien", '"Bill" Kralik', "Ann Kralik (painter)", "Rock 'n' Roll'"]
)
def test_what_is_no_nickname(text: str) -> None:
    assert called(text)[:1] in ([], ["n Roll"])


def test_namesakes_are_marked_and_others_hinted_at() -> None:
    painter, member = trim("Ann Kralik (painter)"), trim("Mrs Ann Kralik (D-CA)")

    assert painter is not None
    assert member is not None
    assert painter.marks == ("painter",)
    assert (member.marks, member.hints) == ((), ("w", "", "dca"))


@given(st.text(max_size=130))
def test_any_text_has_words_or_is_no_name(text: str) -> None:
    trimmed = trim(text)

    assert trimmed is None or all(trimmed.readings)


@pytest.mark.parametrize("text", ["(" * 120, "'a " * 40, "(a" * 60, "A. " * 40, "," * 120, "Jr " * 40])
def test_heap_of_signs_is_read_at_once(text: str) -> None:
    assert trim(text) is None or trim(text)
