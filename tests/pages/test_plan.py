"""The plan: every page of the site, and no address twice."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette.spellings import fold
from tests.mini_site import MiniSite

NAMES = st.lists(
    st.text(alphabet="aAbBćČ +.'/-ßŁ中🎉", min_size=1, max_size=6).filter(str.strip),
    min_size=1,
    max_size=5,
    unique=True,
)


def test_held_back_articles_leave_no_trace_in_any_file(site: MiniSite) -> None:
    site.article("shown", people="Ada")
    for kind, key, value in (
        ("Draft", "draft", "yes"),
        ("Future", "date", "2031-01-01"),
        ("Scheduled", "publish_date", "2031-01-01"),
        ("Expired", "expires", "2024-01-01"),
    ):
        site.article(
            kind.lower(),
            f"Xyzzy {kind} body",
            **{
                "title": f"Xyzzy {kind}",
                "people": f"[Xyzzy {kind}, Ada]",
                "topics": f"[Xyzzy {kind}]",
                "aliases": f"[/xyzzy-{kind}/]",
                "event_date": "1999-09-09",
                key: value,
            },
        )
    site.built()

    files = site.files()

    assert [path for path, data in files.items() if b"xyzzy" in data.lower() or "xyzzy" in path] == []
    assert [path for path in files if path.startswith(("1999", "2031"))] == []
    assert site.json("/data/people.json")[0]["count"] == 1


def test_what_was_held_back_is_everywhere_once_it_is_shown(site: MiniSite) -> None:
    site.article(
        "secret", title="Xyzzy", people="Nemo", topics="Deep", draft="true", date="2031-01-01", expires="2020-01-01"
    )

    site.built("--drafts", "--future", "--expired")

    assert {path for path, data in site.files().items() if b"Xyzzy" in data} >= {
        "index.html",
        "feed.xml",
        "feed.json",
        "data/articles.jsonl",
        "people/nemo/index.html",
        "people/nemo/feed.xml",
        "topics/deep/index.html",
        "2031/01/01/index.html",
        "2031/01/index.html",
        "2031/01/01/secret/index.html",
    }


def test_held_back_article_is_no_neighbour_and_no_relation(site: MiniSite) -> None:
    site.article("a", date="2023-01-01", topics="Law")
    site.article("b", date="2023-01-02", topics="Law", draft="true")
    site.article("c", date="2023-01-03", topics="Law")

    view = site.read_collection().views["/2023/01/01/a/"]

    assert (view.newer.name, [card.title for card in view.related]) == ("C", ["C"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_no_name_vanishes_without_an_error(site: MiniSite, names: list[str]) -> None:
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    site.article("grid", topics=f"[{listed}]")

    reading = site.read_collection()
    paths = [page.path.casefold() for page in reading.plan.pages]
    has_clash = any("url-clash" in problem for problem in reading.problems)

    assert has_clash == (len(reading.collection.terms["topics"]) < len({fold(name) for name in names}))
    assert len(paths) == len(set(paths))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_every_name_of_an_article_leads_to_a_page(site: MiniSite, names: list[str]) -> None:
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    site.article("grid", topics=f"[{listed}]")

    views = site.read_collection().views

    assert all(link.url in views for link in views["/2023/10/31/grid/"].topics)
    assert len(views["/2023/10/31/grid/"].topics) >= 1
