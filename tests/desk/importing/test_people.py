"""Who is a person in a text, and who or what only looks like one."""

import pytest

from gazette.collection.library import Documents
from gazette.desk.importing.known import KnownNames
from gazette.desk.importing.people import guess_people


def people(*paragraphs: str) -> dict[str, str]:
    """Return the people in paragraphs with their offices, in a collection that knows nobody."""
    found = guess_people(paragraphs, (), KnownNames("people", Documents()))
    return {person.name.text: person.role.text if person.role else "" for person in found}


@pytest.mark.parametrize(
    ("sentence", "name", "office"),
    [
        ("Judge Ottla Vrba read it.", "Ottla Vrba", "Judge"),
        ("The judge, Ottla Vrba, read it.", "Ottla Vrba", "Judge"),
        ("Ottla Vrba, a judge from Brno, read it.", "Ottla Vrba", "Judge from Brno"),
        (
            "It was read by the deputy head of the Board of Wells, Ottla Vrba.",
            "Ottla Vrba",
            "Deputy head of the Board of Wells",
        ),
        ("Minister of Ferries Ottla Vrba read it.", "Ottla Vrba", "Minister of Ferries"),
        ("Ambassador of Chile Ottla de la Vrba read it.", "Ottla de la Vrba", "Ambassador of Chile"),
        (
            "Head of the Board of Norlund Major General Ottla Vrba read it.",
            "Ottla Vrba",
            "Head of the Board of Norlund",
        ),
        ("Rear Admiral Ottla Vrba read it.", "Ottla Vrba", "Rear Admiral"),
        ("An adviser to the Minister of Wells, Ottla Vrba, read it.", "Ottla Vrba", "Adviser to the Minister of Wells"),
        ("They heard Dr. Ottla Vrba.", "Ottla Vrba", ""),
        ("They heard the painter Ottla Vrba.", "Ottla Vrba", "Painter"),
        ("His lawyer, Ottla Vrba, read it.", "Ottla Vrba", "Lawyer"),
        ('"It is so," said Ottla Vrba.', "Ottla Vrba", ""),
        ("They elected Ottla Vrba as chair of the board.", "Ottla Vrba", "Chair of the board"),
        ("President Ottla VRBA read it.", "Ottla Vrba", "President"),
        ("Ranger Ottla Vrba read it. Ranger Vrba laughed.", "Ottla Vrba", "Ranger"),
        ("Ottla Vrba, a retired seine captain aged 94, read it.", "Ottla Vrba", "Retired seine captain"),
        ("Ottla Vrba, fleet director at Fjord AS, read it.", "Ottla Vrba", "Fleet director at Fjord AS"),
        ("The prefect, Ottla ag Vrba, read it.", "Ottla ag Vrba", "Prefect"),
        ("Teacher Otila Yoʻlchi read it.", "Otila Yoʻlchi", "Teacher"),
        ("Hajia Ottla Vrba said so.", "Ottla Vrba", ""),
        ("Teacher Ade\u0301bayo\u0323\u0300 Vrba read it.", "Ade\u0301bayo\u0323\u0300 Vrba", "Teacher"),
        (
            "Deputy Minister of Wells, Roads and Youth Policy Ottla Vrba read it.",
            "Ottla Vrba",
            "Deputy Minister of Wells, Roads and Youth Policy",
        ),
    ],
)
def test_person_is_found_with_the_office_that_is_given(sentence: str, name: str, office: str) -> None:
    assert people(sentence) == {name: office}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Council of Europe met in Strasbourg.",
        "They met at the Oil Makers' Guild in Nelson Street.",
        "The chairman of Olive Oil Makers' Guild said so.",
        "They heard Olive Makers' songs, who sang.",
        "The State Border Service said so.",
        "On Monday October rains began in Port Ellery.",
        "In Buenos Aires nobody was surprised.",
        "THE BRIDGE IS OPEN.",
        "Nobody Asked Them.",
        "The deputy director of the Qingcheng Panda Base said so.",
        "The Department of Traditional Crafts said so.",
        "Fjordslep AS said so.",
        "The European Convention on Human Rights was signed.",
    ],
)
def test_what_only_looks_like_a_name_is_no_person(sentence: str) -> None:
    assert people(sentence) == {}


def test_two_spellings_and_an_initial_are_one_person() -> None:
    assert people("Judge Ottla Vrbá read it.", "Ottla Vrba said so.", "Mr O. Vrba left.") == {"Ottla Vrbá": "Judge"}


def test_those_who_are_named_beside_each_other_are_two() -> None:
    assert people("Judge Ottla Vrba and Ada Example read it.") == {"Ottla Vrba": "Judge", "Ada Example": ""}
