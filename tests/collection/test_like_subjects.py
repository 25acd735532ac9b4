"""Two spellings of one topic or source, and two topics with like names."""

import pytest

from gazette.collection.likeness.subjects import Subject, read_source, read_topic, subject_likeness


def topics_alike(one: str, other: str, *common: str) -> str:
    return why(read_topic(one), read_topic(other), *common)


def sources_alike(one: str, other: str) -> str:
    return why(read_source(one), read_source(other))


def why(ones: tuple[Subject, ...], others: tuple[Subject, ...], *common: str) -> str:
    """Return why two names are alike, or ""."""
    (one,), (other,) = ones, others
    found = subject_likeness(one, other, common)
    assert found == subject_likeness(other, one, common)
    return found.why if found else ""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Cyber security", "Cybersecurity", "only signs"),
        ("Law of the sea", "Law of sea", "only signs"),
        ("Peace & arbitration", "Peace and arbitration", "only signs"),
        ("Treaty", "Treaties", "only the plural"),
        ("Tax", "Taxes", "only the plural"),
        ("Law", "Laws", "only the plural"),
        ("Organised crime", "Organized crime", "only the plural or American"),
        ("Defence", "Defense", "only the plural or American"),
        ("Labour law", "Labor laws", "only the plural or American"),
        ("Refugees and migration", "Migration and refugees", "the words stand in another order"),
        ("Enviroment", "Environment", "one letter differs"),
        ("Sanctoins", "Sanctions", "two letters change places"),
        ("Oligarch", "Oligarchs", "only the plural"),
        ("Capitalsim", "Capitalism", "two letters change places"),
        ("Journalsm", "Journalism", "one letter differs"),
        ("Biodiversty", "Biodiversity", "one letter differs"),
        ("Immigratiom", "Immigration", "one letter differs"),
    ],
)
def test_one_topic_spelt_twice(one: str, other: str, expected: str) -> None:
    assert topics_alike(one, other).startswith(expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("COP28", "COP29"),
        ("Resolution 1325", "Resolution 1352"),
        ("World War I", "World War II"),
        ("Ireland", "Iceland"),
        ("Mediation", "Meditation"),
        ("Disarmament", "Armament"),
        ("Custom", "Customs"),
        ("New", "News"),
        ("Economic", "Economics"),
        ("Border accord", "Accord border"),
        ("Legal migration", "Illegal migration"),
        ("capitalism", "Capitalist"),
        ("oligarchs", "Oligarchy"),
        ("Terrorism", "Terrorists"),
        ("Employers", "Employees"),
        ("Prosecution", "Prosecutions of"),
        ("Environment", "Environmental"),
        ("Palestine", "Palestinian"),
        ("Monarchy", "Monarchs"),
    ],
)
def test_two_topics_with_like_names(one: str, other: str) -> None:
    assert topics_alike(one, other) == ""


def test_words_that_are_both_common_are_two_topics() -> None:
    assert topics_alike("Taxation", "Taxatiom") == ""
    assert topics_alike("Governance", "Gouvernance") == "one letter differs"
    assert topics_alike("Governance", "Gouvernance", "governance", "gouvernance") == ""


def test_one_source_spelt_twice() -> None:
    assert sources_alike("The Guardian", "Guardian").startswith("only signs")
    assert sources_alike("Reuters", "www.Reuters.com").startswith("only signs")


def test_sources_have_no_plural() -> None:
    assert sources_alike("The Times", "Time") == ""
