"""Which names of many look like one spelt twice, and how often that is right."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names import LISTS, OWN_LISTS, measured, rows
from gazette.collection.likeness import search
from gazette.collection.likeness.search import near_duplicates

ROOT = OWN_LISTS.parents[2]
MEASURED = {
    OWN_LISTS / "tuned.txt": (0.98, 1.0),
    OWN_LISTS / "held_out.txt": (0.96, 0.98),
    LISTS / "tuned_congress.txt": (1.0, 1.0),
    LISTS / "tuned_open_states.txt": (0.96, 0.9),
    LISTS / "tuned_wikidata.txt": (1.0, 0.75),
    LISTS / "unseen_open_states.txt": (0.95, 0.84),
    LISTS / "unseen_wikidata.txt": (0.98, 0.77),
}
"""Precision and recall of each list, at least. Nobody is to look at the unseen lists to mend their figures."""


def alike(*names: str, kind: str = "person") -> list[tuple[str, ...]]:
    """Return the pairs among names, the likeliest first."""
    found = near_duplicates({name: (name,) for name in names}, kind)
    return [pair.spellings for pair in found.likeliest]


def test_lists_hold_as_many_pairs_of_two_as_of_one() -> None:
    verdicts = [
        verdict
        for name in ("tuned.txt", "held_out.txt")
        for pairs in rows(OWN_LISTS / name).values()
        for verdict, _ in pairs
    ]

    assert len(verdicts) >= 150
    assert 0.4 < sum(verdicts) / len(verdicts) < 0.6


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_precision_and_recall_are_what_the_guide_says(path: Path) -> None:
    precision, recall = MEASURED[path]

    right, told, wanted = measured(path)

    assert right / told >= precision
    assert right / wanted >= recall
    guide = (ROOT / "docs/collection.md").read_text(encoding="utf-8")
    assert f"| {right / told:.2f} | {right / wanted:.2f} |" in guide


def test_initial_stands_for_the_only_name_that_fits() -> None:
    assert alike("J. Okonkwo", "James Okonkwo", "Peter Okonkwo") == [("J. Okonkwo", "James Okonkwo")]
    assert alike("J. Okonkwo", "James Okonkwo", "Joseph Okonkwo") == []


def test_initial_that_is_an_alias_of_one_stands_for_no_other() -> None:
    names = {"james": ("James Okonkwo", "J. Okonkwo"), "joseph": ("Joseph Okonkwo",)}

    assert near_duplicates(names, "person").likeliest == ()


def test_shorter_name_stands_for_the_only_longer_one() -> None:
    assert alike("George Lang", "George W. Lang") == [("George Lang", "George W. Lang")]
    assert alike("George Lang", "George W. Lang", "George H. W. Lang") == []


def test_likelier_name_goes_before_a_less_likely_one() -> None:
    names = ("J. R. Okonkwo", "James Robert Okonkwo", "Jabari Okonkwo")

    assert alike(*names) == [names[:2]]
    assert alike(names[0], names[2]) == [("J. R. Okonkwo", "Jabari Okonkwo")]


def test_in_a_crowd_of_one_initial_a_name_stands_for_nobody() -> None:
    crowd = [f"J{first}{second}o Okonkwo" for first in "aeiou" for second in "bdfglmnprt"]
    pair = ("J. R. Okonkwo", "James Robert Okonkwo")

    assert pair in alike(*pair, *crowd[:-1])
    assert pair not in alike(*pair, *crowd)


@pytest.mark.parametrize("recorded", [(), ("a",), ("b",)])
def test_aliases_are_not_compared_where_both_have_a_record(recorded: tuple[str, ...]) -> None:
    names = {"a": ("Adele Kralik", "Senator Merkel"), "b": ("Adele Kralick", "Senator Merkle")}

    assert near_duplicates(names, "person", recorded).likeliest[0].spellings == ("Adele Kralik", "Adele Kralick")
    assert near_duplicates({**names, "b": ("Senator Merkle",)}, "person", recorded).likeliest
    assert not near_duplicates({**names, "b": ("Senator Merkle",)}, "person", ("a", "b")).likeliest


@pytest.mark.parametrize("name", ["Ann Kralik SC", "Ann Kralik, DOJ", 'Anastasia "Ann" Kralik', "Sen. Ann Kralik"])
def test_what_stands_around_a_name_is_no_part_of_it(name: str) -> None:
    assert alike("Ann Kralik", name, "Ann Oakes") == [tuple(sorted(("Ann Kralik", name)))]


def test_nickname_in_marks_joins_both_ways_to_call_a_person() -> None:
    found = alike('William "Bill" Kralik', "Bill Kralik", "William Kralik")

    assert {frozenset(pair) for pair in found} >= {
        frozenset(('William "Bill" Kralik', "Bill Kralik")),
        frozenset(('William "Bill" Kralik', "William Kralik")),
    }


def test_junior_is_the_only_one_of_the_name_or_nobody_knows() -> None:
    assert alike("Robert Kralik", "Robert Kralik Jr.") == [("Robert Kralik", "Robert Kralik Jr.")]
    assert alike("Robert Kralik", "Robert Kralik Jr.", "Robert Kralik Sr.") == []


def test_names_of_a_family_are_told_apart() -> None:
    assert alike("George H. W. Bush", "George W. Bush", "Jeb Bush", "Barbara Bush") == []
    assert alike("George H. W. Bush", "George W. Bush", "George Bush") == []


def test_several_words_may_be_transliterated_in_another_way() -> None:
    assert alike("Gholam Heydari", "Ghulam Haidari") == [("Gholam Heydari", "Ghulam Haidari")]
    assert alike("Mariana Petrova", "Mariano Petrovo") == []
    assert alike("Hamed Karimi", "Hamid Karami") == []


def test_alias_is_compared_too_and_the_likest_spellings_are_named() -> None:
    names = {"b": ("Angela Merkel", "Ángela Merkle"), "a": ("Somebody Else", "Angela Merkle")}

    (pair,) = near_duplicates(names, "person").likeliest

    assert (pair.one, pair.other) == ("a", "b")
    assert pair.spellings == ("Angela Merkle", "Ángela Merkle")


def test_spellings_of_one_name_are_no_pair() -> None:
    names = {"a": ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "V. Zelensky")}

    assert near_duplicates(names, "person").likeliest == ()


def test_likeliest_pair_comes_first() -> None:
    found = alike("Angela Merkel", "Angela Merkle", "Kim Jong Un", "Kim Jong-un", "Bashar Assad", "Bashar al-Assad")

    assert found == [
        ("Kim Jong Un", "Kim Jong-un"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Angela Merkel", "Angela Merkle"),
    ]


def test_rules_are_those_of_the_kind() -> None:
    assert alike("The Sanctions", "Sanction", kind="topic") == [("Sanction", "The Sanctions")]
    assert alike("The Sanctions", "Sanction", kind="source") == []
    assert alike("The Sanctions", "Sanction", kind="organisation") == []


def test_more_pairs_than_are_of_use_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 1)

    found = near_duplicates({name: (name,) for name in ("Ann-Lis Berg", "Annlis Berg", "Ann Lis Berg")}, "person")

    assert (len(found.likeliest), found.others) == (1, 2)


def test_names_of_any_length_end_in_bounded_time() -> None:
    words = " ".join("abcdefgh"[n % 8] * 12 for n in range(9))

    assert alike("x" * 900_000, "x" * 900_001, f"{words} a", f"{words} b") == []


def crowd() -> dict[str, tuple[str, ...]]:
    """Return names of which each is like many."""
    names = (f"Marina Konstan{a}{b}{c}{d}" for a in "aeiou" for b in "aeiou" for c in "aeiou" for d in "aeiou")
    return {name: (name,) for name in names}


def test_crowd_gives_the_same_pairs_whatever_the_hash_seed() -> None:
    program = (
        "import json; from gazette.collection.likeness import search;"
        " from tests.collection.test_like_names import crowd;"
        " search._TRIES = 1;"
        " print(json.dumps([pair.spellings for pair in search.near_duplicates(crowd(), 'person').likeliest]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    ]

    assert len(json.loads(runs[0])) > 400
    assert runs[0] == runs[1]


def test_name_of_a_crowd_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_TRIES", 2)

    found = near_duplicates(crowd(), "person")

    assert 0 < len(found.likeliest) + found.others <= 2 * len(crowd())


def test_library_is_not_loaded_before_two_words_are_compared() -> None:
    program = (
        "import sys, gazette.collection.likeness.search as search;"
        " search.near_duplicates({'a': ('Ada Byron',), 'b': ('Bea Quist',)}, 'person');"
        " sys.exit('rapidfuzz' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=6), st.sampled_from(["person", "topic", "source"]))
def test_any_text_is_a_name_and_the_order_of_names_is_of_no_account(names: Iterable[str], kind: str) -> None:
    ordered = sorted(set(names))

    assert alike(*ordered, kind=kind) == alike(*reversed(ordered), kind=kind)
