"""Names that may be longer ones shortened, and names that are not."""

import pytest

from gazette.collection.likeness.people import read_person
from gazette.collection.likeness.shortened import abbreviation, short_key, whole_keys


def shortened(short: str, whole: str, *common: str) -> str:
    """Return how a name is shortened from another, or ""."""
    first, second = read_person(short)[0], read_person(whole)[0]
    found = abbreviation(first, second, common)
    assert not found or short_key(first) in whole_keys(second)
    return found.why if found else ""


@pytest.mark.parametrize(
    ("short", "whole", "expected"),
    [
        ("J. Bergström", "Johanna Bergstrom", "initials may stand for names"),
        ("J Bergström", "Johanna Bergström", "initials may stand for names"),
        ("Bergström, J.", "Johanna Bergström", "initials may stand for names"),
        ("P. J. Hargreaves", "Peter John Hargreaves", "initials may stand for names"),
        ("P.J. Hargreaves", "Peter John Hargreaves", "initials may stand for names"),
        ("Yu. Andreeva", "Yulia Andreeva", "initials may stand for names"),
        ("J. Andreeva", "Yulia Andreeva", "initials may stand for names"),
        ("J. Andreeva", "Jenny Andreeva", "initials may stand for names"),
        ("E. Andreeva", "Yekaterina Andreeva", "initials may stand for names"),
        ("G. Andreev", "Gamal Andreev", "initials may stand for names"),
        ("Leonid Brezhnev", "Leonid Ilyich Brezhnev", "one has a middle name"),
        ("Leonid Karpov", "Leonid Ivanovich Karpov", "one has a patronymic"),
        ("John Kennedy", "John F. Kennedy", "one has a middle initial"),
        ("J.D. Kralik", "James David Kralik", "initials may stand for names"),
        ("JD Kralik", "James David Kralik", "initials may stand for names"),
        ("Robert Kenway", "Robert Kenway Jr.", "one is a junior or senior, or has a numeral"),
        ("Robert Kenway", "Robert Kenway, III", "one is a junior or senior, or has a numeral"),
        ("Robert Kenway", "Robert A. Kenway Jr.", "one has a middle initial"),
        ("William Pitt", "William Pitt the Elder", "one is a junior or senior, or has a numeral"),
        ("C.T. Kralik", "Curtis Kralik", "initials may stand for names"),
        ("Ana Maria Lopez", "Ana Maria Lopez Kralik", "one has a further family name"),
        ("Ana Maria Lopez", "Isabel Ana Maria Lopez", "one has a first name more"),
        ("AB Kralik", "Abel Benjamin Kralik", "initials may stand for names"),
        ("Bill Kralik", "William Kralik", "one has a short form of the given name"),
        ("William Kralik", "Bill Kralik", "one has a short form of the given name"),
        ("Jim Kralik", "James A. Kralik", "one has a middle initial"),
        ("Scott Franklin", "C. Scott Franklin", "one has an initial before it"),
        ("Danforth Kralik", "James Danforth Kralik", "one has a first name more"),
        ("Rana Qureshova", "Rana Qureshova Ismail", "one has a further family name"),
        ("Mariano Rajoy", "Mariano Rajoy Brey", "one has a further family name"),
        ("Anna Kralik", "Anna Kralik-Oakes", "one has a further family name"),
        ("Anna Oakes", "Anna Kralik-Oakes", "one has a middle name"),
        ("Anna Maria Kralik", "Anna Maria Luz Kralik", "one has a middle name"),
    ],
)
def test_name_that_may_be_a_longer_one_shortened(short: str, whole: str, expected: str) -> None:
    assert shortened(short, whole) == expected


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("J. Bergström", "Karin Bergström"),
        ("J. Bergström Jr.", "Johanna Bergström"),
        ("P. J. Hargreaves", "Peter Mark Hargreaves"),
        ("George W. Bush", "George H. W. Bush"),
        ("Li Wei", "Li Xiao Wei"),
        ("Johanna Bergström", "J. Bergström"),
        ("George W. Bush", "George Herbert Walker Bush"),
        ("John Kralik Jr.", "John A. Kralik Sr."),
        ("John Kralik II", "John A. Kralik III"),
        ("Bill Kralik", "Will Kralik"),
        ("Bob Kralik", "William Kralik"),
        ("Kralik Bill", "Kralik William"),
        ("J. Smith", "Judge Smith"),
        ("Senator Smith", "Senator John Smith"),
        ("Nguyen Van", "Nguyen Van Thieu"),
        ("Kim Jong", "Kim Jong Il"),
        ("Ahmed Ali", "Ahmed Ali Hassan"),
        ("Mohammed Hassan", "Ali Mohammed Hassan"),
        ("Ashwini Kumar", "Ashwini Kumar Choubey"),
        ("Juan García", "Juan García Kralik"),
        ("Anna Kralik", "Anna Kralik Foundation"),
        ("C.T. Kralik", "Thomas Kralik"),
        ("Curtis T. Kralik", "Curtis Kralik"),  # the other way round
        ("C. T. R. Kralik", "Curtis Kralik"),
        ("Tony Wright", "Anthony D. Wright"),
        ("William Pitt the Elder", "William Pitt the Younger"),
        ("Ann Kralik", "Ann One Two Three Kralik"),
    ],
)
def test_name_that_is_not_the_longer_one_shortened(short: str, whole: str) -> None:
    assert shortened(short, whole) == ""


def test_common_name_with_one_more_is_another_persons() -> None:
    assert shortened("Rana Qureshova", "Rana Qureshova Ismail", "qureshova")
    assert not shortened("Rana Qureshova", "Rana Qureshova Ismail", "rana", "qureshova")
