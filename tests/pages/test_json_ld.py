"""Structured data for search engines."""

from tests.mini_site import MiniSite, structured_data


def test_article_is_a_news_article_about_topics_that_mentions_people(site: MiniSite) -> None:
    site.configure("author: The desk")
    site.article(
        "grid",
        "One two.",
        title="Grid restored",
        date="2023-10-31T15:29:00+04:00",
        updated="2023-11-02",
        people="[Ada]",
        topics="[Energy]",
        source="{name: Azernews, url: https://azernews.example/1}",
        summary="Power.",
        lang="fr",
    )

    (data,) = structured_data(site.built().page("/2023/10/31/grid/"))

    assert data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Grid restored",
        "url": "https://example.org/2023/10/31/grid/",
        "mainEntityOfPage": "https://example.org/2023/10/31/grid/",
        "datePublished": "2023-10-31T15:29:00+04:00",
        "dateModified": "2023-11-02T00:00:00+00:00",
        "inLanguage": "fr",
        "wordCount": 2,
        "isPartOf": {"@type": "Collection", "name": "The Desk", "url": "https://example.org/"},
        "about": [{"@type": "Thing", "name": "Energy", "url": "https://example.org/topics/energy/"}],
        "mentions": [{"@type": "Person", "name": "Ada", "url": "https://example.org/people/ada/"}],
        "description": "Power.",
        "isBasedOn": "https://azernews.example/1",
        "sourceOrganization": {
            "@type": "Organization",
            "name": "Azernews",
            "url": "https://example.org/sources/azernews/",
        },
        "author": {"@type": "Organization", "name": "The desk"},
    }


def test_terms_of_own_taxonomies_are_mentioned(site: MiniSite) -> None:
    site.configure("taxonomies: {places: }")
    site.article(places="Strasbourg")

    (data,) = structured_data(site.built().page("/2023/10/31/grid/"))

    assert [(thing["@type"], thing["name"]) for thing in data["mentions"]] == [("Thing", "Strasbourg")]


def test_each_usual_taxonomy_has_its_type(site: MiniSite) -> None:
    site.record("sources/azernews", name="Azernews", url="https://azernews.example/")
    site.article(people="Ada", topics="Law", source="Azernews")
    site.built()

    kinds = [
        structured_data(site.page(url))[0]["@type"] for url in ("/people/ada/", "/topics/law/", "/sources/azernews/")
    ]

    assert kinds == ["Person", "DefinedTerm", "Organization"]
    assert structured_data(site.page("/sources/azernews/"))[0]["sameAs"] == ["https://azernews.example/"]


def test_title_cannot_end_the_script_that_holds_it(site: MiniSite) -> None:
    title = "</script><script>alert(1)</script><!-- & \u2028"
    site.article(title=f'"{title}"')

    page = site.built().page("/2023/10/31/grid/")

    assert structured_data(page)[0]["headline"] == title.strip()
    assert not [script for script in page.iter("script") if "alert" in (script.text or "") and not script.get("type")]
