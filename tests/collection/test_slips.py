"""Words as transliterations and slips make them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.collection.likeness.slips import Least, neighbours, plain, slip, sound, without_numbers, words_of

LEAST = Least(swapped=4, lost=5, vowel=6, consonant=8, two=9)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kim Jong-un", ("Kim", "Jong", "un")),
        ("J.R. O’Brien", ("J.", "R.", "OBrien")),
        ("Rene\u0301 Cassin", ("René", "Cassin")),
        ("Владимир Зорин", ("Владимир", "Зорин")),
        ("北京", ()),
        ("محمد", ()),
        ("?!", ()),
        ("x" * 121, ()),
    ],
)
def test_words_of_a_name(name: str, expected: tuple[str, ...]) -> None:
    assert words_of(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Зеленский"),
        ("Aliyev", "Əliyev"),
        ("Yekaterina", "Ekaterina"),
        ("Schröder", "Schroeder"),
        ("Khrushchev", "Khruschev"),
        ("Rachmaninoff", "Rachmaninov"),
        ("Sarah", "Sara"),
        ("Hussain", "Husain"),
    ],
)
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert sound(plain(one)) == sound(plain(other))


@pytest.mark.parametrize(
    ("words", "rest", "numbers"),
    [
        (("COP28",), ("COP28",), ("28",)),
        (("Resolution", "1325"), ("Resolution",), ("1325",)),
        (("Pius", "XII"), ("Pius",), ("XII",)),
        (("Vi", "Ivanova"), ("Vi", "Ivanova"), ()),
        (("X",), ("X",), ()),
    ],
)
def test_numbers_are_kept_apart(words: tuple[str, ...], rest: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    assert without_numbers(words) == (rest, numbers)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("merkel", "merkle", "two letters change places"),
        ("lagarde", "lagard", "one letter differs"),
        ("gromyko", "gromiko", "one letter differs"),
        ("kowalczyk", "kowalczuh", "two letters differ"),
    ],
)
def test_slip_in_a_long_word_is_seen(one: str, other: str, why: str) -> None:
    found = slip(one, other, LEAST)

    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("one", "other"),
    [("iran", "iraq"), ("bell", "bull"), ("keller", "heller"), ("hansen", "hanzen"), ("gromyko", "gramika")],
)
def test_words_that_are_too_short_for_their_difference_are_two(one: str, other: str) -> None:
    assert slip(one, other, LEAST) is None


def test_slip_in_a_longer_word_is_likelier() -> None:
    short, long = slip("lagarde", "lagard", LEAST), slip("saakashvili", "saakashvil", LEAST)

    assert short is not None
    assert long is not None
    assert short.degree < long.degree


@given(st.text("abcde", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("abcde"))
def test_words_one_slip_apart_have_a_neighbour_in_common(word: str, place: int, letter: str) -> None:
    place %= len(word)
    slips = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }

    assert all(set(neighbours(word)) & set(neighbours(slipped)) for slipped in slips)
