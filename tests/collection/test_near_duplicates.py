"""Warnings of names that look like one, with the command that makes them one."""

import shlex

import pytest

from gazette.collection.likeness import search
from gazette.collection.names import merge_command
from gazette.collection.near_duplicates import SHOWN, NearDuplicates
from gazette.errors import Problem
from tests.mini_site import MiniSite


def warnings(site: MiniSite) -> list[str]:
    """Return the warnings of a build of near-duplicates."""
    return [line for line in site.build().problems if line.endswith("[near-duplicate]")]


def test_warning_names_both_spellings_their_uses_the_reason_and_the_command(site: MiniSite) -> None:
    site.article("a", people="[Angela Merkel]")
    site.article("b", people="[Angela Merkel]")
    site.article("c", people="[Ada Byron, Angela Merkle]")

    (line,) = warnings(site)

    assert line == (
        'content/c.md:4:21: warning: "Angela Merkle" (1 article) looks like "Angela Merkel" (2 articles): two letters'
        ' change places; if they are one, run gazette merge people "Angela Merkle" "Angela Merkel", else give one\'s'
        " record a distinct_from [near-duplicate]"
    )


def test_warning_stands_at_the_name_without_a_record_however_often_it_is_used(site: MiniSite) -> None:
    site.record("people/merkel", name="Angela Merkel")
    site.article("a", people="[Angela Merkle]")

    (line,) = warnings(site)

    assert line.startswith("content/a.md:4:10: ")
    assert 'run gazette merge people "Angela Merkle" "Angela Merkel",' in line


def test_two_records_are_told_too(site: MiniSite) -> None:
    site.record("people/merkel", name="Angela Merkel")
    site.record("people/merkle", name="Angela Merkle")
    site.article("a", people="[Angela Merkel]")

    (line,) = warnings(site)

    assert line.startswith('content/people/merkle.md:2:7: warning: "Angela Merkle" (0 articles) looks like "Angela M')


def test_alias_that_is_like_another_name_is_named_with_its_record(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", aliases="[Countess Lovelace]")
    site.article("a", people="[Countess Lovelance]")

    (line,) = warnings(site)

    assert 'looks like "Countess Lovelace" (0 articles, an alias of "Ada Byron"): one letter differs' in line
    assert 'merge people "Countess Lovelance" "Ada Byron",' in line


def test_alias_that_is_like_another_is_passed_over_where_both_have_records(site: MiniSite) -> None:
    site.record("people/ada", name="Ada Byron", aliases="[Countess Lovelace]")
    site.article("a", people="[Countess Lovelance]")
    before = warnings(site)
    site.record("people/bea", name="Countess Lovelance")

    assert len(before) == 1
    assert warnings(site) == []


def test_nickname_in_marks_can_be_pasted_into_a_shell(site: MiniSite) -> None:
    site.article("a", people="['William \"Bill\" Kralik', Bill Kralik]")

    (line,) = warnings(site)

    assert "one has the nickname or the maiden name that the other goes by" in line
    assert 'run gazette merge people "Bill Kralik" \'William "Bill" Kralik\',' in line


@pytest.mark.parametrize("name", ["Angela Merkle", "angela merkle", "Ängela Merkle", "A. M. of Bern"])
def test_distinct_from_in_a_record_silences_a_pair_by_any_spelling(site: MiniSite, name: str) -> None:
    site.record("people/one", name="Angela Merkel", distinct_from=f"[{name}]")
    site.record("people/two", name="Angela Merkle", aliases="[A. M. of Bern]")
    site.article()

    assert warnings(site) == []


@pytest.mark.parametrize("names", [("Angela Merkel", "Angela Merkle"), ("Angela Merkle", "Angela Merkel")])
def test_distinct_from_in_either_record_silences_a_pair(site: MiniSite, names: tuple[str, str]) -> None:
    site.record("people/one", name=names[0], distinct_from=names[1])
    site.record("people/two", name=names[1])
    site.article()

    assert warnings(site) == []


def test_distinct_from_silences_a_name_without_a_record(site: MiniSite) -> None:
    site.record("people/one", name="Angela Merkel", distinct_from="[Angela Merkle]")
    site.article(people="[Angela Merkle]")

    assert warnings(site) == []


def test_distinct_from_names_one_and_leaves_others(site: MiniSite) -> None:
    site.record("people/one", name="Angela Merkel", distinct_from="[Angela Merkle, Nobody Else]")
    site.article(people="[Angela Merkle, Angela Mekrel]")

    run = site.build()

    assert [line.partition(" looks")[0].partition("warning: ")[2] for line in run.problems] == [
        '"Angela Mekrel" (1 article)'
    ]


def test_topics_that_are_related_or_one_above_the_other_are_told_apart_already(site: MiniSite) -> None:
    site.record("topics/sanction", name="Sanction", parent="Sanctions")
    site.record("topics/tax", name="Tax", related="[Taxes]")
    site.article(topics="[Sanctions, Taxes]")

    assert warnings(site) == []


def test_name_that_a_closed_taxonomy_lacks_is_told_once(site: MiniSite) -> None:
    site.configure("taxonomies:\n  topics: {closed: true}")
    site.record("topics/sanctions", name="Sanctions")
    site.record("topics/treaty", name="Treaty")
    site.record("topics/treaties", name="Treaties")
    site.article(topics="[Sanctoins]")

    codes = [line.rpartition(" ")[2] for line in site.build().problems]

    assert codes == ["[near-duplicate]", "[term-unknown]"]


def test_alias_that_two_records_claim_is_told_once(site: MiniSite) -> None:
    site.record("people/one", name="Carl One", aliases="[Carl]")
    site.record("people/two", name="Carl Two", aliases="[CARL]")
    site.article()

    assert [line.rpartition(" ")[2] for line in site.build().problems] == ["[alias-clash]"]


def test_topics_and_sources_are_told_with_their_taxonomy(site: MiniSite) -> None:
    site.configure("taxonomies: {organisations: {}}")
    site.article("a", topics="[Sanctions]", source="The Guardian", organisations="[Council of Europe]")
    site.article("c", organisations="[Council of Europe]")
    site.article("b", topics="[Sanction]", source="Guardian", organisations="[Councils of Europe, Council of Eurpoe]")

    commands = sorted(line.partition("gazette merge ")[2].partition(",")[0] for line in warnings(site))

    assert commands == [
        'organisations "Council of Eurpoe" "Council of Europe"',
        'sources "Guardian" "The Guardian"',
        'topics "Sanction" "Sanctions"',
    ]


def test_articles_of_a_topic_below_do_not_count(site: MiniSite) -> None:
    site.record("topics/below", name="Embargoes", parent="Sanctions")
    site.article("a", topics="[Embargoes]")
    site.article("b", topics="[Sanctions]")
    site.article("c", topics="[Sanction]")
    site.article("d", topics="[Sanction]")

    (line,) = warnings(site)

    assert '"Sanctions" (1 article) looks like "Sanction" (2 articles)' in line


def test_warnings_come_after_all_others_the_likeliest_first_and_the_rest_are_counted(site: MiniSite) -> None:
    given = "Bruno Dieter Emma Frida Gunnar Hilda Igor Jonas Klara Ludwig Moritz Nora".split()
    pairs = [(f"{name} {name}ski", f"{name} {name}sky") for name in given]
    pairs += [(f"{name} Lund{name}er", f"{name} Lund{name}re") for name in given]
    site.article("z", people=f"[{', '.join(name for pair in pairs for name in pair)}]")
    site.article("zz", topics="[energy]")
    site.article("zzz", topics="[Energy, Energy]")

    problems = site.build().problems

    assert [line.rpartition(" ")[2] for line in problems][:2] == ["[name-spelling]", "[name-repeated]"]
    assert len(problems) == 2 + SHOWN + 1
    reasons = [line.partition("): ")[2].partition(";")[0] for line in problems[2:-1]]
    assert reasons == ["they are two ways to write the same sounds"] * 12 + ["two letters change places"] * 8
    assert problems[-1] == (
        "content: warning: 4 more pairs of names look like one, if less than those above; they are told once those"
        " are merged or told apart [near-duplicate]"
    )


def test_likeliest_pair_comes_first_whatever_its_taxonomy(site: MiniSite) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]", topics="[Cyber security, Cybersecurity]")

    assert ["merge topics" in line for line in warnings(site)] == [True, False]


def test_pairs_that_were_counted_only_are_counted_among_the_others(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    site.article("a", people="[Angela Merkel, Angela Merkle]", topics="[Sanction, Sanctions, Treaty, Treaties]")

    lines = warnings(site)

    assert len(lines) == 3
    assert lines[-1].startswith("content: warning: 1 more pair of names looks like one")


def test_strict_makes_errors_of_them(site: MiniSite) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]")

    run = site.build("--strict")

    assert run.status == 1
    assert ": error: " in run.problems[0]


def test_build_with_nothing_to_do_tells_them_again(site: MiniSite) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]")
    first = warnings(site)

    assert warnings(site) == first
    assert len(first) == 1


def test_names_are_compared_anew_only_where_one_has_changed(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]")
    first = warnings(site)
    monkeypatch.delattr(search, "near_duplicates")
    site.article(body="Other.", people="[Angela Merkel, Angela Merkle]")

    assert warnings(site) == first


def test_name_that_changes_is_compared(site: MiniSite) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]")
    first = warnings(site)
    site.article(people="[Angela Merkel, Angela Mekrel]")

    assert len(first) == 1
    assert '"Angela Mekrel"' in warnings(site)[0]


def test_remembered_pair_of_names_that_are_not_there_is_passed_over(site: MiniSite) -> None:
    site.article(people="[Angela Merkel, Angela Merkle]")
    collection = site.read_collection().collection
    told: list[Problem] = []
    first = NearDuplicates()
    first.report(collection, told.append)
    key, pairs = first.found["people"]
    (pair,) = pairs.likeliest
    forged = {
        "people": (
            key,
            type(pairs)(likeliest=(type(pair)(one="x", other="y", spellings=("X", "Y"), degree=1.0, why="-"),)),
        )
    }
    told.clear()

    NearDuplicates(forged).report(collection, told.append)

    assert told == []


@pytest.mark.parametrize(
    ("wrong", "right", "command"),
    [
        ("Wrong Name", "Right Name", 'gazette merge people "Wrong Name" "Right Name"'),
        ("O'Brien", "O’Brien", 'gazette merge people "O\'Brien" "O’Brien"'),
        ("-rf", "x", 'gazette merge people -- "-rf" "x"'),
        ('Ann "A" Berg', "$(reboot) `x` \\ !1", None),
        ("a\u200cb'\\c", "d", "gazette merge people $'a\\U0000200cb\\U00000027\\U0000005cc' \"d\""),
    ],
)
def test_command_is_safe_to_paste_into_a_shell(wrong: str, right: str, command: str | None) -> None:
    printed = merge_command("people", wrong, right)

    assert command is None or printed == command
    if wrong.isprintable():
        assert [word for word in shlex.split(printed) if word != "--"] == ["gazette", "merge", "people", wrong, right]


def test_several_names_in_one_text_are_not_told_to_be_like_each_of_them(site: MiniSite) -> None:
    site.article("a", people="Josa Aster, Dan McCarn, and Rolanda Shoe")
    site.article("b", people="[Josa Aster, Dan McCarn]")

    codes = [line.rpartition("[")[2] for line in site.read_collection().problems]

    assert codes == ["name-list]"]
