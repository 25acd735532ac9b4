"""Two names become one by a command, on whole collections."""

import os
import signal
from pathlib import Path

import pytest

from tests.mini_site import MiniSite, Run, files_of
from tests.publishing.killing import count_changes


def merge(site: MiniSite, wrong: str, right: str, *options: str, taxonomy: str = "people") -> Run:
    return site.gazette("merge", taxonomy, wrong, right, *options)


def content(site: MiniSite) -> dict[str, bytes]:
    return files_of(site.root / "content")


def text(site: MiniSite, path: str) -> str:
    return (site.root / path).read_bytes().decode()


def refused(site: MiniSite, wrong: str, right: str, *options: str, taxonomy: str = "people") -> list[str]:
    """Return the problems that keep two names from being merged; nothing may be changed."""
    before = content(site)
    run = merge(site, wrong, right, "--rewrite", "--yes", *options, taxonomy=taxonomy)
    assert (run.status, run.out) == (1, "")
    assert run.err.splitlines()[-1].endswith("; nothing was changed")
    assert content(site) == before
    return run.problems


def test_preview_shows_what_would_change_and_changes_nothing(site: MiniSite) -> None:
    site.article("grid", people="[Bea, Angela Merkle] # c")
    site.article("storm", people="Angela Merkle")
    site.record("people/merkel", name="Angela Merkel")
    before = content(site)

    run = merge(site, "Angela Merkle", "Angela Merkel", "--rewrite")

    assert (run.status, run.err) == (0, "")
    assert run.out.splitlines() == [
        "--- content/grid.md",
        "+++ content/grid.md",
        "@@ -4 +4 @@",
        "-people: [Bea, Angela Merkle] # c",
        "+people: [Bea, Angela Merkel] # c",
        "--- content/people/merkel.md",
        "+++ content/people/merkel.md",
        "@@ -2,0 +3 @@",
        "+aliases: [Angela Merkle]",
        "--- content/storm.md",
        "+++ content/storm.md",
        "@@ -4 +4 @@",
        "-people: Angela Merkle",
        "+people: Angela Merkel",
        "/people/angela-merkle/ leads to /people/angela-merkel/",
        "3 files changed, if you run it again with --yes; nothing is changed yet",
    ]
    assert content(site) == before


def test_record_gains_an_alias_articles_are_rewritten_and_the_old_address_redirects(site: MiniSite) -> None:
    site.write(
        "content/grid.md", b"---\r\ntitle: Grid\r\ndate: 2023-10-31\r\npeople:\r\n- Angela Merkle # c\r\n---\r\nX "
    )
    site.record("people/merkel", name="Angela Merkel", aliases="Angie")
    site.article("draft", people="[{name: ANGELA MERKLE, role: x}]", draft="true")

    run = merge(site, "Angela Merkle", "Angela Merkel", "--rewrite", "--yes")

    assert (run.status, run.out.splitlines()[-1], run.err) == (0, "3 files changed", "")
    assert text(site, "content/grid.md") == (
        "---\r\ntitle: Grid\r\ndate: 2023-10-31\r\npeople:\r\n- Angela Merkel # c\r\n---\r\nX "
    )
    assert "people: [{name: Angela Merkel, role: x}]" in text(site, "content/draft.md")
    assert "aliases: [Angie, Angela Merkle]\n" in text(site, "content/people/merkel.md")
    assert site.build("--strict").status == 0
    assert "url=/people/angela-merkel/" in site.read("/people/angela-merkle/")
    assert merge(site, "Angela Merkle", "Angela Merkel", "--rewrite", "--yes").out.endswith("nothing to do\n")


def test_without_rewriting_the_articles_stay_and_lead_to_the_right_name_all_the_same(site: MiniSite) -> None:
    path = site.article("grid", people="Angela Merkle")
    before = text(site, path)
    site.record("people/merkel", name="Angela Merkel")

    run = merge(site, "Angela Merkle", "Angela Merkel", "--yes")

    assert '1 article goes on to say "Angela Merkle"; --rewrite changes that too\n' in run.out
    assert text(site, path) == before
    assert site.built().json("/data/people.json")[0]["name"] == "Angela Merkel"
    assert merge(site, "Angela Merkle", "Angela Merkel", "--rewrite", "--yes").status == 0
    assert "people: Angela Merkel\n" in text(site, path)


def test_record_is_made_for_a_name_that_has_none(site: MiniSite) -> None:
    site.article("a", topics="[Power cut]")
    site.article("b", topics="['Black-out: the big one']")

    run = merge(site, "Power cut", "Black-out: the big one", "--rewrite", "--yes", taxonomy="topics")

    assert run.status == 0
    path = "content/topics/black-out-the-big-one.md"
    assert text(site, path) == '---\nname: "Black-out: the big one"\naliases: [Power cut]\n---\n'
    assert 'topics: ["Black-out: the big one"]' in text(site, "content/a.md")
    assert "url=/topics/black-out-the-big-one/" in site.built().read("/topics/power-cut/")


def test_right_name_may_be_new_and_that_is_said(site: MiniSite) -> None:
    site.article("a", people="Angela Merkle")

    run = merge(site, "Angela Merkle", "Angela Merkel", "--yes")

    assert run.status == 0
    assert '"Angela Merkel" is new here: no article or record has it\n' in run.out
    assert site.built().has("/people/angela-merkel/")


def test_record_of_the_wrong_name_takes_the_right_one_where_that_has_no_record(site: MiniSite) -> None:
    path = site.record("people/x", "A life.", name='"Angela Merkle" # c', sort_name="Merkle")
    site.article("a", people="Angela Merkel")

    assert merge(site, "Angela Merkle", "Angela Merkel", "--yes").status == 0

    assert text(site, path) == (
        '---\nname: "Angela Merkel" # c\naliases: [Angela Merkle]\nsort_name: Merkle\n---\nA life.\n'
    )
    assert "url=/people/angela-merkel/" in site.built().read("/people/angela-merkle/")


def test_record_of_the_wrong_name_gives_what_the_right_one_lacks_and_goes(site: MiniSite) -> None:
    site.record(
        "people/a",
        "A life.",
        name="Ada King",
        aliases="[Countess, Ada]",
        sort_name="King",
        summary="Same",
        image="a.png",
    )
    site.record("people/b", name="Ada Byron", aliases="[Ada]", description="Same")
    site.write("content/people/a.png", b"png")
    site.article("x", people="[Ada King]")

    run = merge(site, "Ada King", "Ada Byron", "--rewrite", "--yes")

    assert run.out.splitlines()[-1] == "2 files changed and 1 file removed"
    assert not (site.root / "content/people/a.md").exists()
    assert text(site, "content/people/b.md") == (
        "---\nname: Ada Byron\naliases: [Ada, Ada King, Countess]\ndescription: Same\nimage: a.png\n---\nA life.\n"
    )
    assert site.build("--strict").status == 0
    assert site.has("/people/ada-king/")


def test_two_records_that_differ_are_refused_with_all_in_which_they_do(site: MiniSite) -> None:
    site.record("people/a", "A life.", name="Ada King", summary="One", same_as="[https://a.example]", slug="king")
    site.record("people/b", "Her life.", name="Ada Byron", description="Other", same_as="https://a.example")
    site.article("x", "See [her](people/a.md).")

    assert refused(site, "Ada King", "Ada Byron") == [
        "content/people/a.md:2:7: error: nothing would lead on from the slug king; take it out [merge-refused]",
        (
            "content/people/a.md:2:7: error: same_as stands here and in content/people/b.md, and differs;"
            " keep one of them [merge-refused]"
        ),
        (
            "content/people/a.md:2:7: error: summary stands here and in content/people/b.md, and differs;"
            " keep one of them [merge-refused]"
        ),
        (
            "content/people/a.md:2:7: error: there is a text here and in content/people/b.md; keep one of them"
            " [merge-refused]"
        ),
        (
            "content/x.md:5:11: error: this leads to content/people/a.md, which would go; let it lead to"
            " content/people/b.md [merge-refused]"
        ),
    ]


def test_record_that_leads_to_files_of_its_own_folder_does_not_move_to_another(site: MiniSite) -> None:
    site.record("people/old/a", "![x](x.png)", name="Ada King")
    site.write("content/people/old/x.png", b"png")
    site.record("people/b", name="Ada Byron")

    (problem,) = refused(site, "Ada King", "Ada Byron")

    assert "this leads to files from another folder than content/people/b.md" in problem


def test_slug_that_would_leave_the_right_names_address_empty_is_refused(site: MiniSite) -> None:
    site.record("people/a", name="Ada King", slug="king")
    site.article("x", people="Ada Byron")

    (problem,) = refused(site, "Ada King", "Ada Byron")

    assert "nothing would be left at /people/ada-byron/; take its slug out" in problem


@pytest.mark.parametrize("key", ["distinct_from", "related", "parent"])
@pytest.mark.parametrize("names", [("Solar", "Solar power"), ("Solar power", "Solar")])
def test_names_that_a_record_tells_apart_are_refused(site: MiniSite, key: str, names: tuple[str, str]) -> None:
    site.record("topics/solar", name="Solar", **{key: "Solar Power"})
    site.article("x", topics="[Solar power]")

    assert refused(site, *names, taxonomy="topics") == [
        (
            f'content/topics/solar.md:3:{len(key) + 3}: error: {key} says that "Solar Power" is not "Solar"; if they'
            " are one, take it out [merge-refused]"
        )
    ]


def test_names_that_are_one_already_are_left_so(site: MiniSite) -> None:
    site.record("people/a", name="Ada King", aliases="[Ada Byron]")
    before = content(site)

    run = merge(site, "ada byron", "Ada King", "--yes")

    assert (run.status, run.out, run.err) == (
        0,
        '"ada byron" and "Ada King" are one already in content/people/a.md\nnothing to do\n',
        "",
    )
    assert content(site) == before


def test_spellings_of_a_name_without_a_record_become_the_one_that_is_meant(site: MiniSite) -> None:
    site.article("a", topics="[ENERGY, 'energy']")

    assert merge(site, "energy", "Energy", "--rewrite", "--yes", taxonomy="topics").status == 0

    assert "topics: [Energy, 'Energy']" in text(site, "content/a.md")


def test_names_that_clash_become_one(site: MiniSite) -> None:
    site.article("a", people="Grlic")
    site.article("b", people="Grlić")
    assert "[url-clash]" in site.build().err

    assert merge(site, "Grlic", "Grlić", "--yes").status == 0

    assert text(site, "content/people/grlic.md") == "---\nname: Grlić\naliases: [Grlic]\n---\n"
    assert site.build("--strict").status == 0


def test_records_that_claim_one_alias_become_one_by_the_command_that_the_build_tells(site: MiniSite) -> None:
    site.record("people/a", name="Ada Byron", aliases="[Ada King]")
    site.record("people/b", name="Ada King", description="x")
    assert 'run gazette merge people "Ada King" "Ada Byron"' in site.build().err

    assert merge(site, "Ada King", "Ada Byron", "--yes").status == 0

    assert text(site, "content/people/a.md") == "---\nname: Ada Byron\naliases: [Ada King]\ndescription: x\n---\n\n"
    assert site.build("--strict").status == 0


def test_two_records_of_one_name_are_refused(site: MiniSite) -> None:
    site.record("people/a", name="Ada King")
    site.record("people/b", name="ada king")
    site.record("people/c", name="Ada Byron")

    (problem,) = refused(site, "Ada King", "Ada Byron")

    assert "is the name of two records, in content/people/a.md:2:7 and content/people/b.md:2:7; keep one" in problem


@pytest.mark.parametrize("spelling", ["Countess", "Ádá King"])
def test_spelling_of_a_record_does_not_take_the_record_with_it(site: MiniSite, spelling: str) -> None:
    site.record("people/a", name="Ada King", aliases="[Countess]")
    site.record("people/b", name="Ada Byron")

    assert refused(site, spelling, "Ada Byron") == [
        (
            f'content/people/a.md:2:7: error: "{spelling}" is another spelling of "Ada King" here; merge that name,'
            " or take the alias out [merge-refused]"
        )
    ]
    assert merge(site, "Ada Byron", spelling).status == 0


@pytest.mark.parametrize("names", [("Sun", "Light"), ("Light", "Sun")])
def test_topic_is_not_merged_with_one_above_its_parent(site: MiniSite, names: tuple[str, str]) -> None:
    site.record("topics/a", name="Sun", parent="Sky")
    site.record("topics/b", name="Sky", parent="Light")
    site.article("x", topics="[Sun, Light]")

    assert refused(site, *names, taxonomy="topics") == [
        (
            'content/topics/a.md:3:9: error: by way of this parent "Light" stands above it; take one parent out'
            " [merge-refused]"
        )
    ]


def test_parents_in_a_circle_stop_nothing(site: MiniSite) -> None:
    site.record("topics/a", name="Sun", parent="Sky")
    site.record("topics/b", name="Sky", parent="Air")
    site.record("topics/c", name="Air", parent="Sky")
    site.article("x", topics="[Light]")

    assert merge(site, "Light", "Sun", taxonomy="topics").status == 0


def test_names_that_go_the_same_way_are_told(site: MiniSite) -> None:
    site.article("x", people="[Béa, Bea, Ada]")

    run = merge(site, "Béa", "Ada", "--yes")

    assert '"Bea" becomes one with "Ada" too: only marks tell them apart\n' in run.out
    assert [person["name"] for person in site.built().json("/data/people.json")] == ["Ada"]


def test_preview_leaves_the_next_build_nothing_to_do(site: MiniSite) -> None:
    site.article("x", people="[Ada]")
    site.built()

    merge(site, "Ada", "Ada King", "--rewrite")

    assert '"rendered": 0' in site.build("--json").out


def test_source_is_rewritten_in_both_its_forms(site: MiniSite) -> None:
    site.article("a", source="The Wyre")
    site.article("b", source="{url: https://x.example, name: 'The Wyre', via: The Wyre}")

    assert merge(site, "The Wyre", "The Wire", "--rewrite", "--yes", taxonomy="sources").status == 0

    assert "source: The Wire\n" in text(site, "content/a.md")
    assert "source: {url: https://x.example, name: 'The Wire', via: The Wyre}" in text(site, "content/b.md")


@pytest.mark.parametrize("right", ["Angela Merkel", "Nobody"])
def test_wrong_name_that_nobody_has_is_a_problem_that_tells_the_nearest(site: MiniSite, right: str) -> None:
    site.article("a", people="Angela Merkel")

    assert refused(site, "Angela Merkell", right) == [
        'content/people: error: no article or record has "Angela Merkell"; did you mean "Angela Merkel"? [term-unknown]'
    ]


def test_unknown_taxonomy_is_wrong_usage_with_a_suggestion(site: MiniSite) -> None:
    run = merge(site, "a", "b", taxonomy="poeple")

    assert run.status == 2
    assert 'Error: there is no taxonomy "poeple"; did you mean "people"?\n' in run.err
    assert 'did you mean "people"?' in merge(site, "a", "b", taxonomy="person").err
    assert "; there are people, topics and sources\n" in merge(site, "a", "b", taxonomy="x").err


@pytest.mark.parametrize("name", ["", "  ", "a\x07b", "\ud800"])
def test_name_that_can_be_none_is_wrong_usage(site: MiniSite, name: str) -> None:
    run = merge(site, "Ada", name)

    assert run.status == 2
    assert "it must be a name" in run.err


def test_file_that_cannot_be_read_stops_a_merge(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.write("content/b.md", "---\ntitle: [\n---\n")

    assert refused(site, "Ada", "Ada Byron")[0].startswith("content/b.md:")


def test_other_problems_do_not(site: MiniSite) -> None:
    site.article("a", "[x](no.md)", people="Ada", tgas="x")

    assert merge(site, "Ada", "Ada Byron", "--rewrite", "--yes").status == 0


def test_file_in_the_way_of_a_new_record_is_never_overwritten(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.record("people/ada-byron", name="Somebody else")

    assert refused(site, "Ada", "Ada Byron") == [
        (
            "content/people/ada-byron.md: error: there is such a file already, which is no record of that name; rename"
            " it [merge-refused]"
        )
    ]


def test_article_that_cannot_be_changed_in_place_stops_all(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.record("people/x", name="{name: x}")
    site.write("content/people/x.md", "---\n? name\n: Ada Byron\n---\n")

    assert refused(site, "Ada", "Ada Byron") == [
        (
            "content/people/x.md: error: its YAML is written in a way that cannot be changed in place; change it by"
            " hand [merge-refused]"
        )
    ]


def test_file_that_may_only_be_read_stops_all(site: MiniSite) -> None:
    site.article("a", people="Ada")
    (site.root / site.article("b", people="Ada")).chmod(0o444)

    assert refused(site, "Ada", "Ada Byron")[0].startswith("content/b.md: error: this file may only be read;")


def test_link_stays_a_link_to_the_file_that_is_changed(site: MiniSite) -> None:
    site.write("content/_kept/a.md", "---\ntitle: A\ndate: 2023-10-31\npeople: Ada\n---\n")
    (site.root / "content/link.md").symlink_to("_kept/a.md")

    assert merge(site, "Ada", "Ada Byron", "--rewrite", "--yes").status == 0

    assert (site.root / "content/link.md").is_symlink()
    assert "people: Ada Byron" in text(site, "content/_kept/a.md")


def test_link_out_of_the_collection_stops_a_merge(site: MiniSite, tmp_path: Path) -> None:
    site.article("a", people="Ada")
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: A\ndate: 2023-10-31\npeople: Ada\n---\n")
    (site.root / "content/link.md").symlink_to(outside)

    assert refused(site, "Ada", "Ada Byron")[0].endswith("[path-outside]")


def test_merge_that_was_killed_is_completed_by_the_next_build(site: MiniSite) -> None:
    site.article("a", people="Ada")
    site.article("b", people="Ada")
    before = content(site)
    outcomes = set()
    for step in range(1, 200):
        for path, data in before.items():
            site.write(f"content/{path}", data)
        (site.root / "content/people/ada-byron.md").unlink(missing_ok=True)
        child = os.fork()
        if not child:
            count_changes(step)
            os._exit(merge(site, "Ada", "Ada Byron", "--rewrite", "--yes").status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        run = site.build()
        assert run.status == 0, run.err
        told = "an edit had been cut short; it is finished now, in 3 files" in run.err
        names = {name: "people: Ada Byron" in text(site, f"content/{name}.md") for name in "ab"}
        is_done = (site.root / "content/people/ada-byron.md").exists()
        assert set(names.values()) == {is_done}
        assert is_done or content(site) == before
        outcomes.add((status == -signal.SIGKILL, told, is_done))
        if status == 0:
            break
    assert outcomes >= {(True, False, False), (True, True, True), (False, False, True)}


def test_file_edited_after_a_kill_is_named_by_the_next_command(site: MiniSite) -> None:
    site.article("a", people="Ada")
    journal = '[{"path": "content/a.md", "before": "eA==", "after": "eQ=="}]'
    site.write(".gazette/changes.json", journal)

    run = merge(site, "Ada", "Ada Byron")

    assert run.status == 0
    assert "content/a.md had been edited since, and was left as it is; do it again" in run.err
    assert "people: Ada\n" in text(site, "content/a.md")
