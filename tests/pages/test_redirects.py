"""Aliases of records lead to their terms."""

from tests.mini_site import MiniSite


def test_alias_leads_to_its_term_under_any_base_path_and_so_does_its_feed(site: MiniSite) -> None:
    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")
    site.built("--base-url", "https://example.org/desk")

    assert "url=/desk/people/ada-king/" in site.read("/people/ada-byron/")
    assert site.read("/_redirects").splitlines() == [
        "/desk/people/ada-byron/ /desk/people/ada-king/ 301",
        "/desk/people/ada-byron/feed.xml /desk/people/ada-king/feed.xml 301",
    ]
    assert not site.has("/people/ada-byron/feed.xml")
    assert "ada-byron" not in site.read("/sitemap.xml")


def test_alias_with_the_address_of_its_own_term_needs_no_redirect(site: MiniSite) -> None:
    site.record("people/ada", name="Grlić", aliases="[Grlic, grlić]")

    assert site.built().read("/_redirects") == ""


def test_two_aliases_of_one_address_make_one_redirect(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", aliases="[Grlic, Grlić]")

    assert "url=/people/ada/" in site.built().read("/people/grlic/")


def test_address_that_aliases_of_two_records_would_have_leads_to_neither(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", aliases="[C!]")
    site.record("people/bea", name="Bea", aliases="[C]")

    assert not site.built().has("/people/c/")


def test_alias_never_takes_the_address_of_a_page_or_of_what_an_article_asks_for(site: MiniSite) -> None:
    site.record("people/ada", name="Ada", aliases="[C++, About us, Old one, Own]")
    site.article("a", people="[C]", aliases="[/people/old-one]")
    site.record("pages/people/about-us", title="About us")
    site.record("people/own", name="Somebody", slug="own")

    site.built()

    assert "url=/people/ada/" not in "".join(
        site.read(f"/people/{slug}/") for slug in ("c", "about-us", "old-one", "own")
    )
    assert "url=/2023/10/31/a/" in site.read("/people/old-one/")


def test_body_may_link_to_an_address_that_an_alias_keeps(site: MiniSite) -> None:
    site.record("people/ada", name="Ada King", aliases="[Ada Byron]")
    site.article("a", "[Ada](/people/ada-byron/)")

    assert site.build("--strict").status == 0
