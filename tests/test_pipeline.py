"""The verbs in order: read, parse, collect, plan, render, publish."""

from collections.abc import Callable
from datetime import UTC, datetime

from gazette.collection.selection import Selection
from gazette.operations import build
from gazette.pipeline import Order, Outcome
from gazette.publishing.publication import Published
from tests.mini_site import MiniSite

SHELVES = Selection(now=datetime(2030, 1, 1, tzinfo=UTC))


def built(site: MiniSite, *, is_strict: bool = False, is_clean: bool = False) -> Outcome:
    """Build a collection without the command line."""
    order = Order(root=site.root, output=site.output, selection=SHELVES, is_strict=is_strict, is_clean=is_clean)
    return build(order, lambda *_: lambda: None, lambda _: None)


def test_outcome_counts_articles_pages_and_files(site: MiniSite) -> None:
    site.article("grid")
    site.article("draft", draft="true")
    outcome = built(site)

    files = site.files()
    assets = [path for path in files if path.startswith("assets/")]

    assert (outcome.articles, len(outcome.problems)) == (1, 0)
    assert outcome.pages == len(files) - len(assets)
    assert outcome.published == Published(written=len(files), unchanged=0, removed=0)


def test_second_build_writes_nothing(site: MiniSite) -> None:
    site.article("grid")
    built(site)

    assert built(site).published == Published(written=0, unchanged=len(site.files()), removed=0)


def test_clean_build_writes_everything_and_ends_with_the_same_bytes(site: MiniSite) -> None:
    site.article("grid")
    built(site)
    before = site.files()

    assert built(site, is_clean=True).published == Published(written=len(before), unchanged=0, removed=0)
    assert site.files() == before


def test_edits_end_with_the_same_bytes_as_a_first_build(site: MiniSite) -> None:
    site.article("a", people="[Ada, Bea]", topics="Law", aliases="[/old/]")
    site.article("b", people="[Bea]", date="2022-01-01")
    built(site)
    site.article("a", "New.", title="Other", people="[Carl]", date="2023-11-01")
    (site.root / "content/b.md").rename(site.root / "content/c.md")
    site.configure("paginate_by: 1")
    built(site)
    edited = site.files()

    fresh = MiniSite(site.root.parent / "fresh")
    for path in ("config.yaml", "content/a.md", "content/c.md"):
        fresh.write(path, (site.root / path).read_bytes())
    built(fresh)

    assert edited == fresh.files()


def test_outcome_of_a_failed_build_has_nothing_published(site: MiniSite) -> None:
    site.article("grid", tgas="x")
    outcome = built(site)

    assert not outcome.is_published
    assert [problem.code for problem in outcome.problems] == ["key-unknown"]


def test_settings_that_cannot_be_read_are_the_only_problem(site: MiniSite) -> None:
    site.write("config.yaml", "title: [\n")
    site.article("grid", tgas="x")

    outcome = built(site)

    assert (outcome.is_published, outcome.articles) == (False, 0)
    assert [(problem.place.path, problem.code) for problem in outcome.problems] == [("config.yaml", "yaml-syntax")]


def test_progress_is_told_of_every_document_and_page(site: MiniSite) -> None:
    site.article("grid")
    site.record("people/ada", name="Ada")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n")
    told: dict[str, list[int]] = {}

    def progress(step: str, total: int) -> Callable[[], None]:
        told[step] = [total, 0]

        def done() -> None:
            told[step][1] += 1

        return done

    outcome = build(Order(root=site.root, output=site.output, selection=SHELVES), progress, lambda _: None)

    assert told == {"reading": [3, 3], "rendering": [outcome.pages, outcome.pages]}


def test_collection_without_articles_is_a_site(site: MiniSite) -> None:
    site.article("draft", draft="true")

    outcome = built(site)

    assert (outcome.articles, len(outcome.problems)) == (0, 0)
    assert site.rows() == []
    assert site.has("/dates/")


def test_file_with_problems_of_its_own_makes_no_false_ones(site: MiniSite) -> None:
    site.configure("taxonomies: {people: {closed: true}}")
    site.write("content/b.md", "---\ntitle: B\ndate: 3 May\n---\nText.\n")
    site.write("content/people/quin.md", "---\nname: [\n---\n")
    site.article("a", "[b](b.md)", people="Quin")

    codes = [line.rpartition(" ")[2] for line in site.build().problems]

    assert codes == ["[date-invalid]", "[yaml-syntax]"]


def test_own_keys_reach_the_layouts(site: MiniSite) -> None:
    site.configure("extra: {motto: Slowly}")
    site.article("a", extra="{mood: {today: good}}")
    site.write("layouts/article.html", "{{ site.extra.motto }} {{ page.extra.mood.today }}")

    assert site.built().read("/2023/10/31/a/") == "Slowly good"
