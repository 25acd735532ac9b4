"""New files: where they lie, what they hold, and what they are never written over."""

import io

import pytest

from tests.mini_site import MiniSite, Run, files_of


def new(site: MiniSite, *words: str) -> Run:
    return site.gazette("new", *words, "--now", "2024-02-29T23:30:00Z")


def made(site: MiniSite, *words: str) -> str:
    """Make a file, which must succeed, and return its text."""
    run = new(site, *words)
    assert (run.status, run.err) == (0, "")
    return (site.root / run.out.strip()).read_text(encoding="utf-8")


def test_article_lies_in_the_folder_of_its_year_by_day_and_title(site: MiniSite) -> None:
    run = new(site, "article", "Grid restored: “at last”", "--date", "31 October 2023 15:29 (UTC+04:00)")

    assert (run.status, run.out) == (0, "content/2023/2023-10-31-grid-restored-at-last.md\n")


def test_article_lies_where_the_collection_keeps_others_of_its_month(site: MiniSite) -> None:
    site.article("2023/09/one", date="2023-09-01")
    site.article("2023/10/two", date="2023-10-02")

    run = new(site, "article", "The grid", "--date", "2024-02-03")

    assert run.out == "content/2024/02/2024-02-03-grid.md\n"


def test_article_has_the_keys_that_editors_fill_in(site: MiniSite) -> None:
    site.configure("taxonomies: {people: {}, topics: {}, sources: {}, places: {}}")

    text = made(
        site,
        *("article", "Grid: restored", "--date", "31 October 2023 15:29 (UTC+04:00)", "--source", "The Wire"),
        *("--person", "Ada Byron", "--person", "Zoë, Countess", "--topic", "Energy", "--term", "places", "Oslo"),
    )

    assert text == (
        "---\n"
        'title: "Grid: restored"\n'
        "date: 31 October 2023 15:29 (UTC+04:00)\n"
        "event_date:  # When it happened, where that differs: a day, 2023-10-28/2023-10-30, a month or a year.\n"
        "source: The Wire\n"
        'people: [Ada Byron, "Zoë, Countess"]\n'
        "topics: [Energy]\n"
        "places: [Oslo]\n"
        "summary:  # One or two sentences for lists and feeds.\n"
        "draft: true\n"
        "---\n\n"
    )


def test_article_without_a_date_has_the_day_of_the_sites_zone(site: MiniSite) -> None:
    site.configure("timezone: Asia/Tokyo")

    assert "date: 2024-03-01\n" in made(site, "article", "Grid")


def test_every_new_file_is_sound(site: MiniSite) -> None:
    site.configure("taxonomies: {people: {}, topics: {}, sources: {}, places: {singular: place}}")
    for words in (("article", "no"), ("person", "@Ada"), ("topic", "C++"), ("source", "12"), ("place", "O'Hare #1")):
        made(site, *words)

    run = site.gazette("build", "--drafts", "--strict", "--now", "2030-01-01")

    assert (run.status, run.problems) == (0, [])
    assert site.has("/people/ada/")
    assert site.has("/2024/02/29/no/")


def test_known_name_is_written_as_it_is_shown(site: MiniSite) -> None:
    site.record("people/milos", name="Miloš Đaković", aliases="[M. Djakovic]")

    text = made(site, "article", "Grid", "--person", "m. djakovic", "--person", "MILOS DAKOVIC")

    assert "people: [Miloš Đaković]\n" in text


def test_name_that_is_new_and_near_a_known_one_is_told(site: MiniSite) -> None:
    site.record("people/angela", name="Angela Merkel")

    run = new(site, "article", "Grid", "--person", "Angela Merkle")

    assert (run.status, run.err) == (0, '"Angela Merkle" is new in people; did you mean "Angela Merkel"?\n')
    assert "people: [Angela Merkle]\n" in (site.root / run.out.strip()).read_text()


def test_new_record_near_a_known_name_is_told(site: MiniSite) -> None:
    site.article("grid", people="Angela Merkel")

    run = new(site, "person", "Angela Merkle")

    assert (run.status, run.out) == (0, "content/people/angela-merkle.md\n")
    assert run.err == '"Angela Merkle" is new in people; did you mean "Angela Merkel"?\n'


def test_names_of_one_taxonomy_by_several_words_are_all_written(site: MiniSite) -> None:
    text = made(site, "article", "Grid", "--person", "Ada", "--term", "people", "Bea", "--term", "person", "Ada")

    assert "people: [Ada, Bea]\n" in text


def test_record_of_a_name_that_articles_have_is_made_for_their_spelling(site: MiniSite) -> None:
    site.article("grid", people="[Ada Byron]")

    run = new(site, "person", "ada BYRON")

    assert (run.status, run.out) == (0, "content/people/ada-byron.md\n")
    assert run.err == '"Ada Byron" is how articles have it; the record is made for that\n'
    assert "name: Ada Byron\n" in (site.root / "content/people/ada-byron.md").read_text()


def test_file_where_a_folder_is_wanted_is_named(site: MiniSite) -> None:
    site.write("content/2023", "mine")

    run = new(site, "article", "Grid", "--date", "2023-10-31")

    assert run.status == 1
    assert run.problems[0].endswith(
        "content/2023: error: this is a file, and a folder is wanted; nothing was written [disk]"
    )


def test_address_that_another_article_has_by_the_sites_own_pattern_is_refused(site: MiniSite) -> None:
    site.configure("permalinks: {article: '/{slug}/'}")
    site.article("grid", date="2020-01-01")

    assert "would have the address of content/grid.md" in new(site, "article", "Grid").err


def test_name_that_a_closed_taxonomy_lacks_is_a_problem_and_nothing_is_written(site: MiniSite) -> None:
    site.configure("taxonomies: {people: {}, topics: {closed: true}, sources: {}}")
    before = files_of(site.root / "content")

    run = new(site, "article", "Grid", "--topic", "Energy")

    assert (run.status, run.problems) == (
        1,
        [
            (
                'content/topics: error: unknown topic "Energy"; make a record of it first: gazette new topic "Energy"'
                " [term-unknown]"
            )
        ],
    )
    assert files_of(site.root / "content") == before


def test_record_has_the_keys_of_its_taxonomy(site: MiniSite) -> None:
    text = made(site, "person", "Ada Byron")

    assert [line.partition(":")[0] for line in text.splitlines()[1:-2]] == [
        *("name", "sort_name", "aliases", "description", "roles", "same_as", "image")
    ]
    assert "parent:" in made(site, "topic", "Energy")
    assert "kind:" in made(site, "source", "The Wire")


@pytest.mark.parametrize("spelling", ["Ada Byron", "ada byron", "Countess Lovelace"])
def test_record_of_a_name_that_has_one_is_refused(site: MiniSite, spelling: str) -> None:
    site.record("people/ada", name="Ada Byron", aliases="[Countess Lovelace]")
    before = files_of(site.root / "content")

    run = new(site, "person", spelling)

    assert (run.status, run.problems) == (
        1,
        [f'content/people/ada.md: error: is the record that has "{spelling}"; edit that [edit-refused]'],
    )
    assert files_of(site.root / "content") == before


def test_file_is_never_written_over_be_it_broken(site: MiniSite) -> None:
    site.write("content/2023/2023-10-31-grid.md", "my words")
    site.write("content/people/ada.md", "my words too")

    article = new(site, "article", "Grid", "--date", "2023-10-31")
    person = new(site, "person", "Ada")

    assert (article.status, article.problems) == (
        1,
        [
            "content/2023/2023-10-31-grid.md: error: is there already; edit it, or choose another name [edit-refused]",
        ],
    )
    assert person.status == 1
    assert (site.root / "content/2023/2023-10-31-grid.md").read_text() == "my words"
    assert (site.root / "content/people/ada.md").read_text() == "my words too"


def test_article_whose_address_another_has_is_refused(site: MiniSite) -> None:
    path = site.article("notes/grid", date="2023-10-31")

    run = new(site, "article", "Grid", "--date", "2023-10-31 10:00")

    assert (run.status, run.problems) == (
        1,
        [
            (
                f"content/2023/2023-10-31-grid.md: error: would have the address of {path}; edit that, or choose"
                " another title or day [edit-refused]"
            )
        ],
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("persn", "Ada"), 'nothing new is called "persn"; did you mean "person"?'),
        (("article", "Grid", "--date", "3 May"), '--date is "3 May"; its year is missing'),
        (("article", "Grid", "--term", "places", "Oslo"), 'nothing new is called "places"'),
        (("article", " "), 'NAME is " "; it must be a name'),
        (("person", "Ada", "--topic", "Energy"), "a person has no --topic; leave it out"),
        (("person", "Ada", "--date", "2023-10-31"), "a person has no --date; leave it out"),
        (
            ("article", "Grid", "--source", "A", "--term", "sources", "B"),
            'an article has one source, and not "A" and "B"',
        ),
    ],
)
def test_words_of_which_nothing_can_be_made_are_wrong_usage(site: MiniSite, words: tuple[str, ...], told: str) -> None:
    run = new(site, *words)

    assert run.status == 2
    assert told in run.err
    assert files_of(site.root / "content") == {}


def test_editor_is_opened_on_the_new_file(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sh -c 'printf edited >> \"$0\"'")

    text = made(site, "topic", "Energy", "--edit")

    assert text.endswith("---\n\nedited")


def test_editor_is_not_guessed_where_nobody_could_use_it(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    assert new(site, "topic", "Energy", "--edit").status == 2
    assert files_of(site.root / "content") == {}


def test_editor_that_cannot_be_started_leaves_the_new_file(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor")

    run = new(site, "topic", "Energy", "--edit")

    assert run.status == 1
    assert "content/topics/energy.md is there, but cannot be edited: no-such-editor: Editing failed" in run.err
    assert (site.root / "content/topics/energy.md").is_file()
