"""Names as slugs that lose no letter."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.slugs import MAX_BYTES, ascii_fold, is_slug, slugify


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Marija Pejčinović Burić", {"marija-pejcinovic-buric"}),
        ("İlham Əliyev", {"ilham-aliyev", "ilham-eliyev"}),
        ("Đaković", {"dakovic", "djakovic"}),
        ("Øystein Ørsted", {"oystein-orsted"}),
        ("Łukasz Żółw", {"lukasz-zolw"}),
        ("Straße", {"strasse"}),
        ("Þórir Æsir", {"thorir-aesir"}),
        ("Юрий Гагарин", {"yurij-gagarin", "yuriy-gagarin", "iurii-gagarin", "yurii-gagarin"}),
        ("Grid  restored -- at last!", {"grid-restored-at-last"}),
        ("COP28", {"cop28"}),
        ("  spaced  ", {"spaced"}),
    ],
)
def test_name_is_transliterated_without_losing_a_letter(name: str, slugs: set[str]) -> None:
    assert slugify(name) in slugs


@pytest.mark.parametrize("letter", "äčđéəğħıłñøšțþžßæœİ")
def test_latin_letter_with_a_mark_leaves_a_letter_between_its_neighbours(letter: str) -> None:
    assert len(slugify(f"x{letter}x")) >= 3


@pytest.mark.parametrize(
    ("composed", "decomposed"),
    [("Pejčinović", "Pejc\u030cinovic\u0301"), ("Åse", "A\u030ase"), ("Ḿ", "M\u0301"), ("Юрий", "Юрии\u0306")],
)
def test_unicode_forms_of_a_name_have_one_slug(composed: str, decomposed: str) -> None:
    assert slugify(composed) == slugify(decomposed)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("?!", "question-mark-exclamation-mark"),
        ("☭", "hammer-and-sickle"),
        ("…", "horizontal-ellipsis"),
        ("", "unnamed"),
    ],
)
def test_name_of_signs_alone_is_spelt_out(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_names_without_a_latin_form_have_slugs_of_their_own() -> None:
    slugs = [slugify(name) for name in ("日本", "한국", "საქართველო", "ኢትዮጵያ", "مصر")]

    assert all(is_slug(slug) and slug != "unnamed" for slug in slugs)
    assert len(set(slugs)) == len(slugs)


def test_slug_as_long_as_the_limit_is_whole() -> None:
    assert slugify("x" * MAX_BYTES) == "x" * MAX_BYTES


def test_long_names_that_begin_alike_are_told_apart() -> None:
    start = "word " * 40

    first, second = slugify(f"{start}one"), slugify(f"{start}two")

    assert first != second
    assert first.startswith("word-word-")
    assert max(len(first), len(second)) <= MAX_BYTES


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("x" * 70 + " " + "y" * 80)
@example("-")
@example("\u0301")
@example("\x00")
def test_any_name_has_a_slug_that_is_one(name: str) -> None:
    assert is_slug(slugify(name))


@settings(deadline=None)
@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(lambda slug: len(slug) <= MAX_BYTES))
def test_slug_of_a_slug_is_itself(slug: str) -> None:
    assert slugify(slug) == slug


@pytest.mark.parametrize("text", ["a", "0", "a-b", "2023-grid", "x" * MAX_BYTES])
def test_words_of_ascii_joined_by_hyphens_are_a_slug(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "a--b", "A", "a b", "a/b", "..", "a.b", "é", "a\n", "٣", "a_b", "x" * (MAX_BYTES + 1)]
)
def test_what_cannot_stand_in_a_url_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_folded_name_has_neither_marks_nor_case_nor_extra_space() -> None:
    assert ascii_fold("  MARIJA   Pejc\u030cinović ") == "marija pejcinovic"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ольга Горький", "olga-gorkiy"),
        ("سالم", "salm"),
        ("سلم", "slm"),
        ("O'Brien", "o-brien"),
    ],
)
def test_slug_neither_parts_a_word_nor_drops_its_letters(name: str, slug: str) -> None:
    assert slugify(name) == slug
