"""One person, many spellings."""

import pytest

from tests.mini_site import MiniSite, Reading


def names(reading: Reading, taxonomy: str = "people") -> dict[str, int]:
    """Return the terms of a taxonomy with their numbers of articles."""
    return {term.name: len(term.entries) for term in reading.collection.terms[taxonomy].values()}


@pytest.mark.parametrize(
    "spelling",
    [
        "Marija Pejčinović Burić",
        "MARIJA PEJČINOVIĆ BURIĆ",
        "marija pejcinovic buric",
        "Marija Pejc\u030cinovic\u0301 Buric\u0301",
        "  Marija   Pejčinović  Burić ",
        "M. Pejčinović",
        "m. pejcinovic",
        "Pejčinović-Burić",
    ],
)
def test_name_or_alias_in_any_case_and_without_diacritics_is_the_one_term(site: MiniSite, spelling: str) -> None:
    site.record(
        "people/marija", name="Marija Pejčinović Burić", aliases="[M. Pejčinović, Pejčinović-Burić]", slug="marija"
    )
    site.article(people=f'["{spelling}"]')

    reading = site.read_collection()

    assert names(reading) == {"Marija Pejčinović Burić": 1}
    assert reading.problems == []
    assert [mention.url for mention in reading.views["/2023/10/31/grid/"].people] == ["/people/marija/"]


def test_record_without_an_article_is_a_term(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron")
    site.article()

    assert names(site.read_collection()) == {"Ada Byron": 0}


def test_name_without_a_record_is_a_term(site: MiniSite) -> None:
    site.article(people="Ada Byron")

    assert names(site.read_collection()) == {"Ada Byron": 1}


def test_name_that_comes_twice_in_an_article_counts_once(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", aliases="[Ada Lovelace]")
    site.article(people="[Ada Byron, Ada Lovelace, ADA BYRON]")

    reading = site.read_collection()

    assert names(reading) == {"Ada Byron": 1}
    assert [mention.name for mention in reading.views["/2023/10/31/grid/"].people] == ["Ada Byron"]


def test_spellings_by_case_are_one_term_in_the_commonest_spelling_with_a_warning(site: MiniSite) -> None:
    site.article("a", topics="[energy policy]")
    site.article("b", topics="[Energy policy]")
    site.article("c", topics="[Energy policy]")

    reading = site.read_collection()

    assert names(reading, "topics") == {"Energy policy": 3}
    assert reading.problems == [
        (
            'content/a.md:4:10: warning: "energy policy" is "Energy policy" in content/b.md:4:10;'
            " spell it the same way [name-spelling]"
        )
    ]


def test_commonest_spelling_does_not_depend_on_which_file_comes_first(site: MiniSite) -> None:
    site.article("a", topics="[energy]")
    site.article("z", topics="[Energy]")
    first = names(site.read_collection(), "topics")
    site.article("a", topics="[Energy]")
    site.article("z", topics="[energy]")

    assert names(site.read_collection(), "topics") == first == {"Energy": 2}


def test_spellings_by_unicode_form_are_one_term(site: MiniSite) -> None:
    site.article("a", people="[René Cassin]")
    site.article("b", people="[Rene\u0301 Cassin]")

    reading = site.read_collection()

    assert list(names(reading).values()) == [2]
    assert [problem.rpartition(" ")[2] for problem in reading.problems] == ["[name-spelling]"]


def test_names_that_differ_in_diacritics_clash_and_both_files_are_named(site: MiniSite) -> None:
    site.article("a", people="[Grlić]")
    site.article("b", people="[Grlic]")

    assert site.read_collection().problems[0] == (
        'content/b.md:4:10: error: /people/grlic/ is claimed by "Grlic" here and "Grlić" in content/a.md:4:10;'
        " if they are one, make a record with an alias, else give one's record a slug [url-clash]"
    )


def test_c_and_c_plus_plus_clash_and_both_files_are_named(site: MiniSite) -> None:
    site.article("a", topics="[C]")
    site.article("b", topics="[C++]")

    assert site.read_collection().problems[0] == (
        'content/b.md:4:10: error: /topics/c/ is claimed by "C++" here and "C" in content/a.md:4:10;'
        " if they are one, make a record with an alias, else give one's record a slug [url-clash]"
    )


def test_clash_is_told_alike_whatever_order_the_files_are_found_in(site: MiniSite) -> None:
    for number, name in enumerate("hgfedcba"):
        site.article(name, topics=f"['C{'+' * number}']")

    problems = site.read_collection().problems

    assert [problem.partition(":")[0] for problem in problems] == [f"content/{name}.md" for name in "bcdefgh"]
    assert all(' and "C+++++++" in content/a.md:4:10;' in problem for problem in problems)


def test_record_with_a_slug_cures_the_clash(site: MiniSite) -> None:
    site.article("a", topics="[C]")
    site.article("b", topics="[C++]")
    site.record("topics/cpp", name="C++", slug="c-plus-plus")

    reading = site.read_collection()

    assert reading.problems == []
    assert {"/topics/c/", "/topics/c-plus-plus/"} <= set(reading.views)


def test_record_with_an_alias_cures_the_clash(site: MiniSite) -> None:
    site.article("a", people="[Grlić]")
    site.article("b", people="[Grlic]")
    site.record("people/grlic", name="Grlić")

    reading = site.read_collection()

    assert reading.problems == []
    assert names(reading) == {"Grlić": 2}


def test_two_records_that_claim_one_alias_are_an_error_that_names_both(site: MiniSite) -> None:
    site.record("people/a", name="Ada Byron", aliases="[Ada]")
    site.record("people/b", name="Ada Jones", aliases="[ADA]")
    site.article()

    assert site.read_collection().problems[0] == (
        'content/people/b.md:3:11: error: "ADA" is claimed here and in content/people/a.md;'
        " leave it in one of them [alias-clash]"
    )


def test_spelling_that_two_records_would_answer_without_diacritics_belongs_to_neither(site: MiniSite) -> None:
    site.record("people/a", name="Jón Sen", slug="jon-a")
    site.record("people/b", name="Jôn Sen", slug="jon-b")
    site.article(people="[Jon Sen]")

    assert names(site.read_collection()) == {"Jón Sen": 0, "Jôn Sen": 0, "Jon Sen": 1}


def test_closed_taxonomy_takes_only_names_that_have_a_record(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/energy", name="Energy")
    site.article(topics="[Energy, Enregy, Zebras]")

    assert site.read_collection().problems == [
        'content/grid.md:4:18: error: unknown topic "Enregy"; did you mean "Energy"? [term-unknown]',
        'content/grid.md:4:26: error: unknown topic "Zebras"; add a record in content/topics/ [term-unknown]',
    ]


def test_closed_taxonomy_takes_aliases(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/energy", name="Energy", aliases="[Power]")
    site.article(topics="[power]")

    assert site.read_collection().problems == []


def test_closing_one_taxonomy_leaves_the_others_open(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.article(people="[Ada Byron]")

    assert site.read_collection().problems == []


def test_names_in_a_draft_clash_with_nothing(site: MiniSite) -> None:
    site.article("a", people="[Grlić]")
    site.article("b", people="[Grlic]", draft="true")

    reading = site.read_collection()

    assert reading.problems == []
    assert names(reading) == {"Grlić": 1}


def test_names_that_only_romanise_alike_stay_apart(site: MiniSite) -> None:
    site.record("people/city", name="北京")
    site.article(people="['背景']")

    reading = site.read_collection()

    assert [mention.name for mention in reading.views["/2023/10/31/grid/"].people] == ["背景"]
