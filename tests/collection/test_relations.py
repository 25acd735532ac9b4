"""What appears together, and which articles are near each other."""

import random
from typing import Any

import pytest

from gazette.collection.library import Collection
from gazette.collection.relations import Relations, companions, most_used
from gazette.config import DEFAULT_TAXONOMIES
from tests.mini_site import MiniSite

TAXONOMIES = {taxonomy.name: taxonomy for taxonomy in DEFAULT_TAXONOMIES}


def test_companions_are_counted_by_articles_most_first_and_ties_a_to_z(site: MiniSite) -> None:
    site.article("a", people="[Ada, Carl, Bea]")
    site.article("b", people="[Ada, Dora]")
    site.article("c", people="[Dora, Ada]")
    site.article("d", people="[Dora]")

    people = site.read_collection().collection.terms["people"]
    ada = people["ada"]

    assert companions(ada, TAXONOMIES["people"], people, 9) == (("dora", 2), ("bea", 1), ("carl", 1))
    assert companions(ada, TAXONOMIES["people"], people, 2) == (("dora", 2), ("bea", 1))


def test_companions_of_another_taxonomy_are_found(site: MiniSite) -> None:
    site.article("a", people="[Ada]", topics="[Law]", source="Reuters")

    terms = site.read_collection().collection.terms
    law = terms["topics"]["law"]

    assert companions(law, TAXONOMIES["people"], terms["people"], 9) == (("ada", 1),)
    assert companions(law, TAXONOMIES["sources"], terms["sources"], 9) == (("reuters", 1),)
    assert companions(law, TAXONOMIES["topics"], terms["topics"], 9) == ()


def test_parent_and_child_are_no_companions(site: MiniSite) -> None:
    site.record("topics/law", name="Law")
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.article("a", topics="[Law, Treaties, Trade]")

    topics = site.read_collection().collection.terms["topics"]

    assert companions(topics["law"], TAXONOMIES["topics"], topics, 9) == (("trade", 1),)
    assert companions(topics["treaties"], TAXONOMIES["topics"], topics, 9) == (("trade", 1),)


def test_most_used_terms_come_by_count_and_those_without_an_article_not_at_all(site: MiniSite) -> None:
    site.record("people/none", name="Nemo")
    site.article("a", people="[Zoe, Bea, Ada]")
    site.article("b", people="[Zoe]")

    people = site.read_collection().collection.terms["people"]

    assert [term.name for term in most_used(people, 9)] == ["Zoe", "Ada", "Bea"]
    assert [term.name for term in most_used(people, 1)] == ["Zoe"]


def related(site: MiniSite, path: str, most: int = 9) -> list[str]:
    """Return the titles of the articles that are near one."""
    collection = site.read_collection().collection
    entry = next(entry for entry in collection.entries if entry.article.path == path)
    return [other.article.title for other in Relations(collection, most=most).related(entry)]


def test_shared_rare_person_is_nearer_than_shared_common_topic(site: MiniSite) -> None:
    here = site.article("here", people="[Ada]", topics="[Law]", date="2020-01-01")
    site.article("person", people="[Ada]", date="2020-01-02")
    for number in range(5):
        site.article(f"topic{number}", topics="[Law]", date=f"2020-02-0{number + 1}")

    assert related(site, here) == ["Person", "Topic4", "Topic3", "Topic2", "Topic1", "Topic0"]


def test_article_is_not_related_to_itself_nor_to_one_that_shares_only_its_source(site: MiniSite) -> None:
    here = site.article("here", source="Reuters", topics="[Law]")
    site.article("same-source", source="Reuters")

    assert related(site, here) == []


def test_only_as_many_are_related_as_are_asked_for(site: MiniSite) -> None:
    here = site.article("here", topics="[Law]")
    for number in range(3):
        site.article(f"other{number}", topics="[Law]")

    assert related(site, here, most=2) == ["Other0", "Other1"]


def test_grandchild_is_no_companion(site: MiniSite) -> None:
    site.record("topics/a", name="Aa")
    site.record("topics/b", name="Bb", parent="Aa")
    site.record("topics/c", name="Cc", parent="Bb")
    site.article(topics="[Cc]")

    assert site.read_collection().views["/topics/aa/"].companions == ()


def test_more_articles_of_a_topic_tell_as_much_until_they_double(site: MiniSite) -> None:
    here = site.article("here", people="[Ada]", topics="[Law]", date="2020-01-01")
    site.article("person", people="[Ada]", date="2020-01-02")
    for number in range(2):
        site.article(f"topic{number}", topics="[Law]", date=f"2020-02-0{number + 1}")
    assert related(site, here) == ["Topic1", "Topic0", "Person"]
    site.article("topic2", topics="[Law]", date="2020-02-03")
    assert related(site, here)[0] == "Person"


NAMES = ("Ada", "Bea", "Carl", "Law")


def written_at_random(site: MiniSite, chance: random.Random, number: int) -> None:
    """Write an article that most terms have, at some moment, in place of what had its name."""
    people = [name for name in NAMES if chance.random() < 0.8]
    site.article(f"item-{number}", date=f"2020-01-{chance.randint(1, 28):02}", people=f"[{', '.join(people)}]")


@pytest.mark.parametrize("seed", range(12))
def test_what_was_found_before_and_what_has_changed_tell_what_is_related_now(site: MiniSite, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    for number in range(45):
        written_at_random(site, chance, number)
    remembered = last = relations(site.read_collection().collection)
    for edit in range(8):
        for number in chance.sample(range(50), chance.choice((1, 1, 2))):
            written_at_random(site, chance, number)
        if edit % 2:
            chance.choice(sorted((site.root / "content").glob("item-*.md"))).unlink()
        collection = site.read_collection().collection
        last, fresh = relations(collection, remembered.all, last.terms), relations(collection)
        assert last.all == fresh.all
        remembered = last if edit % 4 else remembered  # nothing is remembered of a build that failed


def relations(collection: Collection, *known: Any) -> Relations:
    """Return what is related, having been asked of every article."""
    found = Relations(collection, *known, most=40)
    for entry in collection.entries:
        found.related(entry)
    return found
