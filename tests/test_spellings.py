"""What is the same in two ways to write a name."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette.spellings import fold, without_marks

MATCH_JS = Path(__file__).resolve().parents[1] / "assets" / "js" / "match.js"
names = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ada Byron", "  ADA\u00a0\u2003byron "),
        ("René", "Rene\u0301"),
        ("Straße", "STRASSE"),
        ("WEIẞ", "weiß"),
        ("Νίκος", "ΝΊΚΟΣ"),
        ("İlham Əliyev", "ilham əliyev"),
        ("İLHAM", "ilham"),
        ("Ilıca", "ILICA"),
        ("Ａｄａ", "Ada"),
        ("ﬁn", "fin"),
        ("Ada", "A\u00add\u200ba\ufeff"),
        ("Ada", "\u202aA\u200dda\u202c"),
        ("❤", "❤\ufe0f"),
        ("محمد", "مـحـمـد"),
        ("محمد", "ﻣﺤﻤﺪ"),
        ("김", "\u1100\u1175\u11b7"),
        ("Երևան", "ԵՐԵՒԱՆ"),
        ("ᾷ", "Α\u0342Ι"),
    ],
)
def test_case_white_space_form_and_what_nobody_sees_make_no_difference(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Grlić", "Grlic"),
        ("Серге́й", "Сергей"),
        ("مُحَمَّد", "محمد"),
        ("C", "C++"),
        ("O'Brien", "O’Brien"),
        ("北京", "背景"),
    ],
)
def test_marks_signs_and_other_letters_make_one(first: str, second: str) -> None:
    assert fold(first) != fold(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Grlić", "GRLIC"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("İlham Əliyev", "Ilham Eliyev"),
        ("Ağca", "Agca"),
        ("Nguyễn Phú Trọng", "nguyen phu trong"),
        ("Hòa", "Hoà"),
        ("Серге́й", "сергей"),
        ("Пётр", "Петр"),
        ("Νίκος", "ΝΙΚΟΣ"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("שָׁלוֹם", "שלום"),
        ("O'Brien", "O’Brien"),
        ("Jean-Luc", "Jean‑Luc"),
        ("Kɔfi", "Kofi"),
    ],
)
def test_diacritics_can_be_put_aside(first: str, second: str) -> None:
    assert without_marks(first) == without_marks(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("かき", "がき"), ("กุ", "กู"), ("नरेंद्र", "नरेंदर"), ("བོད", "བད"), ("北京", "背景"), ("C", "C++")],
)
def test_marks_that_spell_another_word_are_not_put_aside(first: str, second: str) -> None:
    assert without_marks(first) != without_marks(second)


@given(names)
@example("İ\u0307")
@example("ı\u0307")
@example("ᾷ")
@example("´")
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert without_marks(fold(name)) == without_marks(name)


@given(names)
def test_unicode_forms_fold_alike(name: str) -> None:
    assert {fold(unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")} == {fold(name)}


@given(st.text())
def test_upper_and_lower_case_fold_alike_in_ascii(name: str) -> None:
    ascii_name = name.encode("ascii", "ignore").decode()

    assert fold(ascii_name.upper()) == fold(ascii_name.lower())


@pytest.mark.parametrize("name", ["\u200d", "\u0301", "\u00ad"])
def test_name_of_nothing_that_is_seen_is_still_something(name: str) -> None:
    assert fold(name)
    assert without_marks(name)


def test_search_in_the_browser_knows_the_same_letters() -> None:
    letters = dict(re.findall(r'"(.)": "([a-z]+)"', MATCH_JS.read_text(encoding="utf-8")))

    assert len(letters) > 20
    assert {letter: without_marks(letter) for letter in letters} == letters
