"""What is held back is nowhere on the site: no page, list, count, feed, data file, neighbour or picture tells of it."""

import pytest

from tests.mini_site import MiniSite, Run

HELD_BACK = {
    "draft": {"draft": "true"},
    "future": {"date": "2030-01-01T00:00:01Z"},
    "scheduled": {"publish_date": "2031-01-01"},
    "expired": {"expires": "2030-01-01"},
}
OPTIONS = ("--drafts", "--future", "--expired")


def desk(site: MiniSite, **keys: str) -> MiniSite:
    """Return a collection in which one article has these keys, and shares all it can with two others."""
    site.configure("taxonomies: {places: }")
    shared = {"people": "[Ada, Bea]", "topics": "[Treaties]", "places": "[Bern]", "source": "The Wire"}
    site.record("topics/treaties", name="Treaties", parent="Law")
    site.record("topics/law", name="Law")
    site.article("before", date="2023-10-30", **shared)
    site.article("after", date="2023-11-01", **shared)
    if keys:
        site.write("content/xyzzy.png", b"xyzzy")
        words = dict.fromkeys(("title", "summary"), "Xyzzy")
        own = {"people": "[Ada, Bea, Xyzzy]", "topics": "[Treaties, Xyzzy]", "places": "[Bern, Xyzzy]"}
        more = {"event_date": "2020-02-02", "aliases": "[/old/xyzzy]", "source": "{name: The Wire, via: Xyzzy}"}
        site.article("xyzzy", "Xyzzy ![xyzzy](xyzzy.png)", **words, **own, **more, **keys)
        site.write("content/pages/xyzzy.md", "---\ntitle: Xyzzy\ndraft: true\n---\nXyzzy\n")
    return site


@pytest.mark.parametrize("kind", HELD_BACK)
def test_site_is_what_it_would_be_without_the_files_of_what_is_held_back(
    site: MiniSite, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    bare = desk(MiniSite(tmp_path_factory.mktemp("bare"))).built()
    run: Run = desk(site, **HELD_BACK[kind]).build()

    assert (run.status, run.err) == (0, "")
    assert site.files() == bare.files()


@pytest.mark.parametrize("kind", HELD_BACK)
def test_what_was_published_is_taken_down_by_a_later_build(site: MiniSite, kind: str) -> None:
    desk(site, **HELD_BACK[kind]).built(*OPTIONS)
    told = [path for path, data in site.files().items() if b"xyzzy" in data.lower()]
    run = site.build()

    assert len(told) > 20
    assert run.status == 0, run.err
    assert not [path for path, data in site.files().items() if b"xyzzy" in path.encode().lower() + data.lower()]
    assert not site.has("/2020/02/02/")
