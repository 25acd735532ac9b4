"""One person, many spellings."""

import re
import shlex

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
        ' if they are one, make a record with an alias or run gazette merge people "Grlic" "Grlić";'
        " if two, give one's record a slug [url-clash]"
    )


def test_go_and_go_with_a_sign_that_is_not_read_aloud_clash_and_both_files_are_named(site: MiniSite) -> None:
    site.article("a", topics="[Go]")
    site.article("b", topics="[Go!]")

    assert site.read_collection().problems[0] == (
        'content/b.md:4:10: error: /topics/go/ is claimed by "Go!" here and "Go" in content/a.md:4:10;'
        " if they are one, make a record with an alias or run gazette merge topics 'Go!' \"Go\";"
        " if two, give one's record a slug [url-clash]"
    )


def test_clash_within_one_article_is_not_told_as_a_name_that_is_repeated_too(site: MiniSite) -> None:
    site.article("a", topics="[Go, Go!, go]")
    site.record("topics/chess", name="Chess", related="[Go, Go!]")

    problems = site.read_collection().problems

    assert [line for line in problems if "[url-clash]" in line] != []
    assert [line.partition(": ")[0] for line in problems if "[name-repeated]" in line] == ["content/a.md:4:19"]


def test_clash_is_told_alike_whatever_order_the_files_are_found_in(site: MiniSite) -> None:
    for number, name in enumerate("hgfedcba"):
        site.article(name, topics=f"['C{'!' * number}']")

    problems = site.read_collection().problems

    assert [problem.partition(":")[0] for problem in problems] == [f"content/{name}.md" for name in "bcdefgh"]
    assert all(' and "C!!!!!!!" in content/a.md:4:10;' in problem for problem in problems)


def test_record_with_a_slug_cures_the_clash(site: MiniSite) -> None:
    site.article("a", topics="[Go]")
    site.article("b", topics="[Go!]")
    site.record("topics/language", name="Go!", slug="go-language")

    reading = site.read_collection()

    assert reading.problems == []
    assert {"/topics/go/", "/topics/go-language/"} <= set(reading.views)


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
        ' leave it in one of them; if they are one, run gazette merge people "Ada Jones" "Ada Byron" [alias-clash]'
    )


def test_spelling_that_two_records_would_answer_without_diacritics_belongs_to_neither(site: MiniSite) -> None:
    site.record("people/a", name="Jón Sen", slug="jon-a")
    site.record("people/b", name="Jôn Sen", slug="jon-b")
    site.article(people="[Jon Sen]")

    reading = site.read_collection()

    assert names(reading) == {"Jón Sen": 0, "Jôn Sen": 0, "Jon Sen": 1}
    assert reading.problems == [
        (
            'content/grid.md:4:10: error: "Jon Sen" may be "Jón Sen" in content/people/a.md or "Jôn Sen" in'
            " content/people/b.md; write the one that is meant as its record does, or make a record of this name"
            " [name-ambiguous]"
        )
    ]


@pytest.mark.parametrize("spelling", ["Jón Sen", "JÓN SEN", "Jo\u0301n Sen"])
def test_spelling_that_one_record_has_with_its_diacritics_is_not_ambiguous(site: MiniSite, spelling: str) -> None:
    site.record("people/a", name="Jón Sen", slug="jon-a")
    site.record("people/b", name="Jôn Sen", slug="jon-b")
    site.article(people=f"[{spelling}]")

    reading = site.read_collection()

    assert names(reading) == {"Jón Sen": 1, "Jôn Sen": 0}
    assert reading.problems == []


def test_record_of_the_bare_name_cures_the_ambiguity(site: MiniSite) -> None:
    site.record("people/a", name="Jón Sen", slug="jon-a")
    site.record("people/b", name="Jôn Sen", slug="jon-b")
    site.record("people/c", name="Jon Sen")
    site.article(people="[JON SEN]")

    reading = site.read_collection()

    assert names(reading) == {"Jón Sen": 0, "Jôn Sen": 0, "Jon Sen": 1}
    assert reading.problems == []


def test_two_spellings_of_one_record_that_differ_in_diacritics_are_not_ambiguous(site: MiniSite) -> None:
    site.record("people/a", name="Jón Sen", aliases="[Jôn Sen, Jón Sen]")
    site.article(people="[Jon Sen]")

    reading = site.read_collection()

    assert names(reading) == {"Jón Sen": 1}
    assert reading.problems == []


def test_ambiguous_name_in_a_closed_taxonomy_is_called_ambiguous_and_not_unknown(site: MiniSite) -> None:
    site.configure("taxonomies:\n  people: {closed: true}")
    site.record("people/a", name="Jón Sen", slug="jon-a")
    site.record("people/b", name="Jôn Sen", slug="jon-b")
    site.article(people="[Jon Sen]")

    assert [problem.rpartition(" ")[2] for problem in site.read_collection().problems] == ["[name-ambiguous]"]


@pytest.mark.parametrize(
    ("name", "alias", "spelling"),
    [
        ("İlham Əliyev", "Ilham Aliyev", "İLHAM ƏLİYEV"),
        ("İlham Əliyev", "Ilham Aliyev", "ILHAM ELIYEV"),
        ("İlham Əliyev", "Ilham Aliyev", "ilham\u00a0aliyev"),
        ("Mehmet Ilıca", "Ilıca", "MEHMET ILICA"),
        ("Max Weiß", "Weiß", "WEISS"),
        ("Νίκος", "Nikos", "ΝΊΚΟΣ"),
        ("Νίκος", "Nikos", "Νικος"),
        ("Сергей Лавров", "Sergey Lavrov", "Серге\u0301й Лавров"),
        ("Сергей Лавров", "Sergey Lavrov", "Сергеи\u0306 Лавров"),
        ("Сергей Лавров", "Sergey Lavrov", "\u200eSergey\u200d Lav\u00adrov\u200f"),
        ("Сергей Лавров", "Sergey\u200b Lavrov", "sergey lavrov"),
        ("محمد", "Mohamed", "مُحَمَّد"),
        ("محمد", "Mohamed", "مـحـمـد"),
        ("محمد", "Ｍｏｈａｍｅｄ", "mohamed"),
        ("Nguyễn Phú Trọng", "Nguyễn", "NGUYEN PHU TRONG"),
        ("김정은", "Kim", "\u1100\u1175\u11b7\u110c\u1165\u11bc\u110b\u1173\u11ab"),
        ("習近平", "Xi", "xi"),
        ("Đaković", "Fin", "ﬁn"),
        ("Đaković", "Fin", "Dakovic"),
        ("Seán O'Brien", "O'Brien", "O’Brien"),
    ],
)
def test_any_spelling_of_name_or_alias_is_shown_by_the_name(
    site: MiniSite, name: str, alias: str, spelling: str
) -> None:
    site.record("people/one", name=f'"{name}"', aliases=f'["{alias}"]')
    site.article(people=f'["{spelling}"]')

    reading = site.read_collection()

    assert names(reading) == {name: 1}
    assert reading.problems == []


@pytest.mark.parametrize(("name", "other"), [("かき", "がき"), ("กุ", "กู")])
def test_name_that_differs_in_marks_that_spell_is_not_the_record(site: MiniSite, name: str, other: str) -> None:
    site.record("people/one", name=name, slug="one")
    site.article(people=f"[{other}]")

    assert names(site.read_collection()) == {name: 0, other: 1}


def test_accents_of_stress_are_another_name_until_a_record_has_it(site: MiniSite) -> None:
    site.article("a", people="[Сергей Лавров]")
    site.article("b", people='["Серге\u0301й Лавров"]')

    (problem,) = site.read_collection().problems

    assert "/people/sergey-lavrov/ is claimed" in problem
    assert "content/b.md:4:10" in problem
    assert "content/a.md:4:10" in problem


@pytest.mark.parametrize(
    ("shown", "other"),
    [("Ada Byron", "Ada \u00adByron"), ("Ilıca", "ILICA"), ("Ada", "Ａｄａ"), ("Straße", "STRASSE"), ("…", "...")],
)
def test_spellings_without_a_record_are_one_term_at_one_address(site: MiniSite, shown: str, other: str) -> None:
    for number, spelling in enumerate((shown, shown, other)):
        site.article(f"a{number}", people=f'["{spelling}"]')
    first = site.read_collection()
    for number, spelling in enumerate((other, shown, other)):
        site.article(f"a{number}", people=f'["{spelling}"]')
    second = site.read_collection()

    assert names(first) == {shown: 3}
    assert names(second) == {other: 3}
    assert set(first.collection.terms["people"]) == set(second.collection.terms["people"])
    assert [problem.rpartition(" ")[2] for problem in first.problems] == ["[name-spelling]"]


def test_spelling_with_what_nobody_sees_is_shown_in_the_warning(site: MiniSite) -> None:
    site.article("a", people='["Ada \u200bByron", Ada Byron]')

    problems = site.read_collection().problems

    assert any('"Ada \\u200bByron" is "Ada Byron"' in problem for problem in problems)


def test_tie_of_spellings_is_won_by_the_first_in_byte_order(site: MiniSite) -> None:
    for number, spelling in enumerate(["straße", "STRASSE", "Straße"]):
        site.article(f"a{number}", topics=f"[{spelling}]")

    assert names(site.read_collection(), "topics") == {"STRASSE": 3}


def test_name_of_one_record_that_is_the_alias_of_another_is_an_error(site: MiniSite) -> None:
    site.record("people/a", name="Ada Byron")
    site.record("people/b", name="Ada Jones", aliases="[ada byron]")

    assert site.read_collection().problems == [
        (
            'content/people/b.md:3:11: error: "ada byron" is claimed here and in content/people/a.md;'
            ' leave it in one of them; if they are one, run gazette merge people "Ada Jones" "Ada Byron" [alias-clash]'
        )
    ]


def test_two_records_of_one_name_are_told_of_once(site: MiniSite) -> None:
    site.record("people/a", name="Ada Byron")
    site.record("people/b", name="ADA BYRON")

    assert site.read_collection().problems == [
        (
            'content/people/b.md:2:7: error: "ADA BYRON" is claimed here and in content/people/a.md; if they are one,'
            " keep one record; if two, name them so that they can be told apart [alias-clash]"
        )
    ]


def test_two_records_that_would_share_an_address_are_an_error_that_names_both(site: MiniSite) -> None:
    site.record("people/a", name="Grlić")
    site.record("people/b", name="Grlic")

    assert site.read_collection().problems == [
        (
            'content/people/b.md:2:7: error: /people/grlic/ is claimed by "Grlic" here and "Grlić" in'
            ' content/people/a.md:2:7; if they are one, run gazette merge people "Grlic" "Grlić"; if two, give one a'
            " slug [url-clash]"
        )
    ]


def test_merge_is_into_the_name_that_has_a_record(site: MiniSite) -> None:
    site.record("people/a", name="Aleksey")
    site.article(people="[Алексей]")

    assert 'run gazette merge people "Алексей" "Aleksey"' in site.read_collection().problems[0]


def test_merge_without_a_record_is_into_the_name_that_has_marks(site: MiniSite) -> None:
    site.article("a", people="[Grlic]")
    site.article("b", people="[Grlić]")

    assert 'run gazette merge people "Grlic" "Grlić"' in site.read_collection().problems[0]


@pytest.mark.parametrize("name", ["$(reboot)", "`reboot`", "reboot!", "reboot\\"])
def test_command_in_a_message_is_safe_to_paste(site: MiniSite, name: str) -> None:
    site.article("a", people="[Reboot.]")
    site.article("b", people=f"['{name}']")

    (problem,) = site.read_collection().problems

    command = re.search(r"gazette merge people .*?(?=; if two)", problem)
    assert command
    assert shlex.split(command[0])[3:] == [name, "Reboot."]
    assert f'"{name}"' not in command[0]


def test_name_that_is_the_path_of_a_record_is_a_name(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron")
    site.article(people="[content/people/ada.md]")

    assert names(site.read_collection()) == {"Ada Byron": 0, "content/people/ada.md": 1}


def test_adding_a_second_name_leaves_the_address_of_the_first(site: MiniSite) -> None:
    long = "A very long name of an institution " * 4
    firsts = ["Ağca", "习近平", "Con", long]
    site.article("a", people=f"{firsts}")
    before = set(site.read_collection().collection.terms["people"])
    site.article("b", people=f"{['Con man', 'Ağca Jr', '习', 'Index', f'{long} too']}")

    assert before < set(site.read_collection().collection.terms["people"])


def test_long_names_that_differ_in_diacritics_clash_like_short_ones(site: MiniSite) -> None:
    start = "A very long name of an institution " * 4
    site.article("a", people=f"[{start}Grlić]")
    site.article("b", people=f"[{start}Grlic]")

    assert [problem.rpartition(" ")[2] for problem in site.read_collection().problems] == ["[url-clash]"]


@pytest.mark.parametrize("other", ["Con -", "Con name"])
def test_name_that_an_escaped_one_would_share_its_address_with_is_an_error(site: MiniSite, other: str) -> None:
    site.article("a", people="[Con]")
    site.article("b", people=f"[{other}]")

    (problem,) = site.read_collection().problems

    assert problem.startswith(f'content/b.md:4:10: error: /people/con-name/ is claimed by "{other}" here and "Con" in')


def test_closed_taxonomy_takes_only_names_that_have_a_record(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/energy", name="Energy")
    site.article(topics="[Energy, Enregy, Zebras]")

    assert site.read_collection().problems == [
        'content/grid.md:4:18: error: unknown topic "Enregy"; did you mean "Energy"? [term-unknown]',
        'content/grid.md:4:26: error: unknown topic "Zebras"; add a record in content/topics/ [term-unknown]',
    ]


@pytest.mark.parametrize(
    ("spelling", "hint"),
    [
        ("Sergei Lavrov", 'did you mean "Sergey Lavrov"?'),
        ("Lavrov Sergey", 'did you mean "Sergey Lavrov"?'),
        ("Лавров", 'did you mean "Sergey Lavrov"?'),
        ("Grilc", 'did you mean "Grlić" or "Grlica"?'),
        ("Zebra", "add a record in content/people/"),
    ],
)
def test_unknown_name_is_an_error_with_the_nearest_known_names(site: MiniSite, spelling: str, hint: str) -> None:
    site.configure("taxonomies:\n  people: {closed: true}")
    site.record("people/a", name="Sergey Lavrov", aliases="[Lavrov]")
    site.record("people/b", name="Grlić")
    site.record("people/c", name="Grlica")
    site.article(people=f"[{spelling}]")

    assert site.read_collection().problems == [
        f'content/grid.md:4:10: error: unknown person "{spelling}"; {hint} [term-unknown]'
    ]


def test_very_many_unknown_names_are_all_told_of_but_not_all_with_a_hint(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/energy", name="Energy")
    site.article(topics=f"[{', '.join(f'Energy{number}' for number in range(120))}]")

    problems = site.read_collection().problems

    assert len(problems) == 120
    assert sum("did you mean" in problem for problem in problems) == 20


def test_every_mention_of_an_unknown_name_is_told_of(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/energy", name="Energy")
    for name in "abc":
        site.article(name, topics="[Enregy]")

    problems = site.read_collection().problems

    assert [problem.partition(":")[0] for problem in problems] == ["content/a.md", "content/b.md", "content/c.md"]
    assert all('did you mean "Energy"?' in problem for problem in problems)


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
