"""Small inputs that would make large sites: what each may cost, and what is said where it would cost more."""

from collections.abc import Callable

import pytest

from gazette.config import Config, Limits
from gazette.content.files import File
from gazette.engine import budget
from tests.hostile.growing import listed
from tests.mini_site import MiniSite

Write = Callable[[MiniSite], object]


def _chain(site: MiniSite) -> None:
    for number in range(60):
        parent = {"parent": f"T{number + 1}"} if number < 59 else {}
        site.record(f"topics/{number}", name=f"T{number}", **parent)
    site.article(topics="[T0]")


def _gone(site: MiniSite) -> None:
    site.article()
    site.write("permalinks.txt", "".join(f"/o/{place}/ content/x{place}.md gone: true T\n" for place in range(400)))


REFUSED: tuple[tuple[str, Write, str], ...] = (
    (
        "topics",
        lambda site: site.article(topics=listed("t{}", 1000)),
        (
            "content/grid.md:4:1100: error: topics has 1,000 items; the limit is 200"
            " (limits.names in config.yaml): leave out the least of them [list-limit]"
        ),
    ),
    (
        "people",
        lambda site: site.article(people=listed("{{name: P{} Q, role: R}}", 201)),
        (
            "content/grid.md:4:4900: error: people has 201 items; the limit is 200"
            " (limits.names in config.yaml): leave out the least of them [list-limit]"
        ),
    ),
    (
        "roles",
        lambda site: site.record("people/a", name="A", roles=listed("{{title: T{}}}", 201)),
        (
            "content/people/a.md:3:2899: error: roles has 201 items; the limit is 200"
            " (limits.names in config.yaml): leave out the least of them [list-limit]"
        ),
    ),
    (
        "aliases",
        lambda site: site.article(aliases=listed("/o/{}/", 10_000)),
        (
            "content/grid.md:4:1701: error: aliases has 10,000 items; the limit is 200"
            " (limits.aliases in config.yaml): leave out the least of them [list-limit]"
        ),
    ),
    (
        "title",
        lambda site: site.article(title="A" * 200_000),
        (
            "content/grid.md:2:8: error: title has 200,000 characters; the limit is 1,000"
            " (limits.letters in config.yaml): shorten it [text-limit]"
        ),
    ),
    (
        "name",
        lambda site: site.article(topics=f"[{'A' * 1001}]"),
        (
            "content/grid.md:4:10: error: topics has 1,001 characters; the limit is 1,000"
            " (limits.letters in config.yaml): shorten it [text-limit]"
        ),
    ),
    (
        "summary",
        lambda site: site.article(summary="A" * 5001),
        (
            "content/grid.md:4:10: error: summary has 5,001 characters; the limit is 5,000"
            " (limits.summary in config.yaml): shorten it [text-limit]"
        ),
    ),
    (
        "role",
        lambda site: site.record("people/a", name="A", roles=f"[{{title: {'T' * 1001}}}]"),
        (
            "content/people/a.md:3:17: error: title has 1,001 characters; the limit is 1,000 (limits.letters in"
            " config.yaml): shorten it [text-limit]"
        ),
    ),
    (
        "page",
        lambda site: site.write("content/pages/a.md", f"---\ntitle: {'A' * 1001}\n---\n"),
        (
            "content/pages/a.md:2:8: error: title has 1,001 characters; the limit is 1,000"
            " (limits.letters in config.yaml): shorten it [text-limit]"
        ),
    ),
    (
        "parents",
        _chain,
        (
            'content/topics/38.md:3:9: error: "T38" has more than 20 above it, parents of parents; the limit is 20'
            " (limits.depth in config.yaml): give it a parent further up [parent-depth]"
        ),
    ),
)


@pytest.mark.parametrize(("write", "problem"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_input_beyond_a_limit_is_named_with_the_limit_and_its_key(site: MiniSite, write: Write, problem: str) -> None:
    write(site)

    assert site.build().problems == [problem]
    assert not site.output.exists()


def test_limits_can_be_raised(site: MiniSite) -> None:
    site.configure("limits: {names: 300, aliases: 300, letters: 2000, summary: 6000, depth: 60}")
    site.article(
        "other", topics=listed("t{}", 300), aliases=listed("/o/{}/", 300), title="A" * 2000, summary="A" * 6000
    )
    _chain(site)

    assert 300 in [len(row["topics"]) for row in site.built().rows()]


BOUNDED: tuple[tuple[str, Write, int], ...] = (
    ("as many topics as may be", lambda site: site.article(topics=listed("t{}", 200)), 2_400_000),
    ("as many people as may be", lambda site: site.article(people=listed("P{} Q", 200)), 2_400_000),
    ("addresses that are gone", _gone, 900 * 400 + 60_000),
)
"""Inputs with the bytes that their pages have at most."""


@pytest.mark.parametrize(("write", "most"), [row[1:] for row in BOUNDED], ids=[row[0] for row in BOUNDED])
def test_what_is_within_the_limits_makes_a_bounded_site(site: MiniSite, write: Write, most: int) -> None:
    write(site)
    site.built()

    size = sum(len(data) for path, data in site.files().items() if not path.startswith("assets/"))
    assert size <= most


def test_lists_and_feeds_show_the_first_of_many_terms_and_lead_to_the_article_for_the_others(site: MiniSite) -> None:
    site.article(topics=listed("t{}", 30), people=listed("P{} Q", 30))
    site.built()

    page, feed = site.read("/topics/t3/"), site.read("/topics/t3/feed.xml")
    assert page.count('class="p-category"') == 8
    assert '<a href="/2023/10/31/grid/">and 22 more</a>' in page
    assert '<a href="/2023/10/31/grid/">and 26 more</a>' in page  # four people are shown
    assert feed.count("<category") == 40
    assert site.read("/2023/10/31/grid/").count('class="p-category"') == 30


def test_site_beyond_its_budget_is_not_published_and_the_largest_contributors_are_named(
    site: MiniSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.article("small")
    site.built()
    before = site.files()
    monkeypatch.setattr(budget, "FREE", 300_000)
    site.configure("limits: {output_ratio: 10}")
    site.article("large", topics=listed("t{}", 150))
    site.article("largest", topics=listed("u{}", 180))

    run = site.build()

    (problem,) = run.problems
    assert problem.startswith("config.yaml: error: the site would have more than 0.3 MB, 10 times what it is made of;")
    assert problem.index("content/large") < problem.index(" MB)")
    assert problem.endswith("or raise limits.output_ratio [output-limit]")
    assert site.files() == before

    site.configure("limits: {output_ratio: 1000}")
    site.built()


def test_budget_counts_what_stays_as_it_is(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("large", topics=listed("t{}", 40))
    site.built()
    monkeypatch.setattr(budget, "FREE", 300_000)
    site.configure("limits: {output_ratio: 10}")

    after_others, at_first = site.build(), site.build("--clean")

    assert [line.partition(";")[0] for line in after_others.problems] == [
        line.partition(";")[0] for line in at_first.problems
    ]
    assert "[output-limit]" in after_others.err


def test_number_of_the_others_is_brought_up_to_date_as_a_first_build_has_it(site: MiniSite) -> None:
    site.article(topics=listed("t{}", 30))
    site.built()
    site.article(topics=listed("t{}", 31))
    site.built()
    after_others = site.files()

    assert "and 23 more" in site.read("/topics/t3/")
    assert site.built("--clean").files() == after_others


def test_a_text_that_is_published_as_it_is_lets_no_site_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "FREE", 0)
    sizes = {"content/a.md": 5000, "/desk/permalinks.txt": 6000, "content/b.txt": 10**9, "content/c.markdown": 10**9}
    files = [File(path=path, signature=(size, 0, 0, 0)) for path, size in sizes.items()]

    assert budget.allowance(files, Config(title="T", limits=Limits(output_ratio=10))) == 110_000
