"""Names as slugs that lose no letter."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from gazette.slugs import MAX_BYTES, MAX_CHOSEN, RESERVED, anchor_of, ascii_fold, is_old_slug, is_slug, slugify
from gazette.spellings import fold

CORPUS = json.loads((Path(__file__).parent / "slugs.json").read_text(encoding="utf-8"))
CASES = [(name, slug) for slugs in CORPUS.values() for name, slug in slugs.items()]
ON_WINDOWS_A_DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
INVISIBLE = "\u00ad\u034f\u0640\u200b\u200d\u200e\u202e\u2067\ufe0f\ufeff"
NO_LETTER_OF_THEIR_OWN = re.compile(
    "HARD SIGN|SOFT SIGN|SEMISOFT|NEUTRAL YER|GLOTTAL STOP|PHARYNGEAL VOICED|SALTILLO"
    "|EGYPTOLOGICAL|IEUNG|FILLER|THAANA LETTER A[LI]|FORM$|TATWEEL"
)
"""Signs of softness, stops, carriers of vowels and of marks, which nothing need be left of beside other letters."""
names = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(("name", "slug"), CASES)
def test_address_once_published_is_that_of_the_corpus(name: str, slug: str) -> None:
    assert slugify(name) == slug


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
        ("…", "full-stop-full-stop-full-stop"),
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
@given(names | st.sampled_from(sorted(RESERVED)))
@example("x" * 70 + " " + "y" * 80)
@example("-")
@example("\u0301")
@example("\x00")
@example("con")
def test_any_name_has_a_slug_that_is_one(name: str) -> None:
    slug = slugify(name)

    assert is_slug(slug)
    assert len(slug.encode()) <= MAX_BYTES
    assert not ON_WINDOWS_A_DEVICE.fullmatch(slug)


@settings(deadline=None)
@given(names)
@example("C")
@example("..")
@example("\u200d")
@example("\u00ad \u00ad")
def test_only_a_name_of_nothing_is_unnamed(name: str) -> None:
    assume(name.split() and "unnamed" not in ascii_fold(name).lower())

    assert slugify(name) != "unnamed"


@settings(deadline=None)
@given(names, st.sampled_from(INVISIBLE))
@example("x" * 100 + "Grlić", "\u200d")
@example("İ", "\u200d")
@example("ΟΔΟΣ", "\u200d")
@example("µ™…", "\u200d")
def test_spellings_that_are_one_have_one_slug(name: str, invisible: str) -> None:
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    variants = [*forms, name.upper(), name.lower(), f"  {name}\u00a0", invisible.join(name)]

    slugs = {slugify(variant) for variant in variants if fold(variant) == fold(name)}

    assert slugs == {slugify(name)}


@settings(deadline=None)
@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(is_slug))
def test_slug_of_a_slug_is_itself(slug: str) -> None:
    assert slugify(slug) == slug


@pytest.mark.parametrize("script", range(0, sys.maxunicode, 0x10000))
def test_letter_or_digit_of_any_script_leaves_something_between_its_neighbours(script: int) -> None:
    known = (chr(code) for code in range(script, script + 0x10000) if unicodedata.name(chr(code), ""))
    letters = [char for char in known if unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No")]

    lost = [char for char in letters if slugify(f"x{char}x") in ("xx", "x-x")]

    assert [name for char in lost if not NO_LETTER_OF_THEIR_OWN.search(name := unicodedata.name(char))] == []


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_name_is_escaped(name: str) -> None:
    slugs = {slugify(name), slugify(name.upper()), slugify(f"{name}. ")}

    assert slugs == {f"{name}-name"}
    assert not is_slug(name)


def test_reserved_names_are_those_of_windows_hosts_and_lists() -> None:
    ports = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}

    assert ports | {"con", "prn", "aux", "nul", "page", "index", "cdn-cgi"} == RESERVED


@pytest.mark.parametrize("name", ["COM10", "console", "pages", "Con artist", "CON.txt"])
def test_name_that_only_begins_like_a_reserved_one_is_left_alone(name: str) -> None:
    assert not slugify(name).endswith("-name")


def test_heading_is_not_escaped_since_it_names_no_file() -> None:
    assert [anchor_of(heading) for heading in ("Index", "Con", "Grüße")] == ["index", "con", "grusse"]


def test_long_names_that_would_share_an_address_if_whole_share_it_cut() -> None:
    start = "word " * 40

    assert slugify(f"{start}Grlić") == slugify(f"{start}GRLIC")


@pytest.mark.parametrize("text", ["a", "0", "a-b", "2023-grid", "x" * MAX_BYTES])
def test_words_of_ascii_joined_by_hyphens_are_a_slug(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "a--b", "A", "a b", "a/b", "..", "a.b", "é", "a\n", "٣", "a_b", "x" * (MAX_BYTES + 1)]
)
def test_what_cannot_stand_in_a_url_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_anchor_of_a_heading_has_no_words_for_signs() -> None:
    assert [anchor_of(heading) for heading in ("Q&A", "C++", ".NET")] == ["q-a", "c", "net"]


@pytest.mark.parametrize("text", ["a", "My_Old.Slug", "-a", "a-", "a--b", "a~", "x" * MAX_CHOSEN])
def test_slug_that_an_article_had_elsewhere_may_have_more_than_words(text: str) -> None:
    assert is_old_slug(text)


@pytest.mark.parametrize(
    "text",
    ["", ".a", "a.", "..", "_a", "~a", "a b", "a/b", "é", "a\n", "con", "Con.txt", "PAGE", "a.html", "a.HTM",
     "x" * (MAX_CHOSEN + 1)],
)  # fmt: skip
def test_what_a_host_or_file_system_would_change_is_no_slug_of_an_article(text: str) -> None:
    assert not is_old_slug(text)


@settings(deadline=None)
@given(names)
def test_slug_of_any_names_slug_is_itself(name: str) -> None:
    assert slugify(slugify(name)) == slugify(name)


def test_name_is_sorted_under_the_letter_with_which_its_address_begins() -> None:
    assert [ascii_fold(name)[0] for name in ("عباس", "אברהם", "Əliyev", "Ольга")] == ["a", "a", "e", "o"]


def test_folded_name_has_neither_marks_nor_case_nor_extra_space() -> None:
    assert ascii_fold("  MARIJA   Pejc\u030cinović ") == "marija pejcinovic"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ольга Горький", "olga-gorkiy"),
        ("سالم", "salm"),
        ("سلم", "slm"),
        ("ଓଡ଼ିଆ", "odia"),
        ("O'Brien", "o-brien"),
    ],
)
def test_slug_neither_parts_a_word_nor_drops_its_letters(name: str, slug: str) -> None:
    assert slugify(name) == slug
