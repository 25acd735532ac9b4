"""Several names in one text are told, with the list to write; names that hold a comma are not."""

import pytest

from gazette.collection.several_names import several_names
from gazette.config import DEFAULT_TAXONOMIES, Taxonomy
from tests.mini_site import MiniSite

PEOPLE, TOPICS, SOURCES = DEFAULT_TAXONOMIES
PLACES = Taxonomy(name="places", singular="place", title="Places", key="places")


def parts(text: str, taxonomy: Taxonomy, known: str = "") -> list[str]:
    names = known.split(", ")
    return list(several_names(text, taxonomy, lambda part: part in names))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Josa Aster, Dan McCarn, and Rolanda Shoe", ["Josa Aster", "Dan McCarn", "Rolanda Shoe"]),
        ("Josa Aster, Dan McCarn and Rolanda Shoe", ["Josa Aster", "Dan McCarn", "Rolanda Shoe"]),
        ("Josa Aster, Dan McCarn", ["Josa Aster", "Dan McCarn"]),
        ("Josa Aster and Dan McCarn", ["Josa Aster", "Dan McCarn"]),
        ("Josa Aster & Dan McCarn", ["Josa Aster", "Dan McCarn"]),
        ("Josa Aster; Dan McCarn;", ["Josa Aster", "Dan McCarn"]),
        ("Aster, Josa; McCarn, Dan", ["Aster, Josa", "McCarn, Dan"]),
        ("Josa Aster | Dan McCarn", ["Josa Aster", "Dan McCarn"]),
        ("Jane Doe, M.P., and John Roe, QC", ["Jane Doe, M.P.", "John Roe, QC"]),
        ("Jane Doe, Prime Minister, John Roe, Mayor", ["Jane Doe, Prime Minister", "John Roe, Mayor"]),
        ("Plato, Socrates, and Aristotle", ["Plato", "Socrates", "Aristotle"]),
        ("Ludwig van Beethoven, Vincent van Gogh", ["Ludwig van Beethoven", "Vincent van Gogh"]),
        ("Иван Петров, Анна Смирнова", ["Иван Петров", "Анна Смирнова"]),
        ("山田太郎、佐藤花子", ["山田太郎", "佐藤花子"]),
    ],
)  # fmt: skip
def test_text_of_several_people_is_taken_apart(text: str, names: list[str]) -> None:
    assert parts(text, PEOPLE) == names


@pytest.mark.parametrize(
    "text",
    [
        *("Josa Aster", "Aster, Josa", "Cassin, René", "Pejčinović Burić, Marija", "King, Martin Luther, Jr."),
        *("Martin Luther King, Jr.", "Jane Doe, MP", "Jane Doe, PhD, MP", "Jane Doe, DOJ", "Dr. Jane Doe, Ph.D."),
        *("Jane Doe, Prime Minister", "Jane Doe, Minister of Energy", "Jane Doe, Acme Corp", "Louis XVI, III"),
        *("Bill and Melinda Gates", "Marks and Spencer", "Simon & Garfunkel", ";", "Josa Aster;", ", and ", "and"),
    ],
)
def test_name_of_one_person_or_firm_is_left_alone(text: str) -> None:
    assert parts(text, PEOPLE) == []


def test_part_that_is_a_known_name_settles_what_a_single_comma_is() -> None:
    assert parts("Ada, Bea", PEOPLE) == []
    assert parts("Ada, Bea", PEOPLE, known="Ada") == ["Ada", "Bea"]
    assert parts("García Márquez, Gabriel José", PEOPLE, known="Gabriel José García Márquez") == []


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("water, law, peace", "", ["water", "law", "peace"]),
        ("water, law", "", ["water", "law"]),
        ("water, law, and peace", "", ["water", "law", "peace"]),
        ("water; law", "", ["water", "law"]),
        ("Water rights, Law", "Law", ["Water rights", "Law"]),
        ("water, law and peace", "water, law", ["water", "law", "peace"]),
        *(
            (text, "", [])
            for text in ("Foods, fats and oils", "Crime, law and justice", "Art, Modern", "Law and order")
        ),
        *((text, "", []) for text in ("Housing, affordable rent", "Arts, culture, entertainment and media")),
        ("Crime, law and justice", "Crime", []),
        ("Law and order", "Law", []),
    ],
)
def test_text_of_several_topics_is_taken_apart_and_a_heading_with_commas_is_not(
    text: str, known: str, names: list[str]
) -> None:
    assert parts(text, TOPICS, known) == names


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("Department of Health, Education and Welfare", "Department of Health", []),
        ("Springfield, Illinois, USA", "USA", []),
        ("Paris, Oslo", "Paris, Oslo", ["Paris", "Oslo"]),
        ("Paris; Oslo", "", ["Paris", "Oslo"]),
    ],
)
def test_in_other_taxonomies_all_parts_must_be_known(text: str, known: str, names: list[str]) -> None:
    assert parts(text, PLACES, known) == names


def test_source_is_one_and_a_very_long_text_is_not_looked_into() -> None:
    assert parts("Reuters; AP", SOURCES) == []
    assert parts("a; " * 1_000, TOPICS) == []


def test_several_names_in_one_text_are_told_with_the_list_to_write(site: MiniSite) -> None:
    site.write(
        "content/a.md",
        "---\ntitle: A\ndate: 2024-01-02\nsummary: s\n"
        "people: Josa Aster, Dan McCarn, and Rolanda Shoe\ntags: water, law, peace\n---\nx\n",
    )
    site.write(
        "content/b.md",
        "---\ntitle: B\ndate: 2024-01-02\nsummary: s\npeople: [Josa Aster, Dan McCarn]\ntopics: [water, law]\n---\nx\n",
    )

    assert site.read_collection().problems == [
        (
            'content/a.md:5:9: warning: "Josa Aster, Dan McCarn, and Rolanda Shoe" is one name here; if they are'
            " several, write a list: [Josa Aster, Dan McCarn, Rolanda Shoe];"
            " if it is one, make a record of it [name-list]"
        ),
        (
            'content/a.md:6:7: warning: "water, law, peace" is one name here; if they are several,'
            " write a list: [water, law, peace]; if it is one, make a record of it [name-list]"
        ),
    ]


def test_item_of_a_list_is_told_where_it_stands_and_written_as_items(site: MiniSite) -> None:
    site.article("a", people='[Eva Fox, "Jane Doe, MP; John Roe"]')

    assert site.read_collection().problems == [
        (
            'content/a.md:4:19: warning: "Jane Doe, MP; John Roe" is one name here; if they are several,'
            ' write items of their own: "Jane Doe, MP", John Roe; if it is one, make a record of it [name-list]'
        )
    ]


@pytest.mark.parametrize(
    "keys", [{"name": "'Ada Byron, Bea Cole'"}, {"name": "The two", "aliases": "['Ada Byron, Bea Cole']"}]
)
def test_name_that_a_record_has_is_one(site: MiniSite, keys: dict[str, str]) -> None:
    site.article("a", people="Ada Byron, Bea Cole")
    site.record("people/two", **keys)

    assert site.read_collection().problems == []
