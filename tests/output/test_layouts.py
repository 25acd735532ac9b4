"""Layouts: a mistake is named with layout and line, and what a collection has of its own goes first."""

from datetime import date

import pytest

from gazette.content.dates import long_day, month_name, short_day
from gazette.errors import count
from tests.mini_site import MiniSite


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\nb\n{{ page.titel }}", 3, 'a HomeView has no "titel"; it has title, url, '),
        ("{{ stie.title }}", 1, '"stie" is not defined; a layout has site and page'),
        ("\n{% for card in page.cards %}\n{{ card.author }}{% endfor %}", 3, 'a Card has no "author"; it has title, '),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("{% block x %}", 1, "Unexpected end of template"),
        ("\n{{ page.title | nope }}", 2, "No filter named 'nope'"),
        ('\n\n{{ asset("css/mian.css") }}', 3, 'there is no asset "css/mian.css" in assets/'),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("\n{{ page.count + page.title }}", 2, "unsupported operand"),
    ],
)
def test_mistake_in_a_layout_is_named_with_its_line(site: MiniSite, text: str, line: int, message: str) -> None:
    site.article()
    site.write("layouts/home.html", text)

    run = site.build()

    assert run.status == 1
    assert len(run.problems) == 1
    assert run.problems[0].startswith(f"layouts/home.html:{line}: error: {message}")
    assert run.problems[0].endswith(" [layout]")


def test_misspelt_field_is_answered_with_the_nearest_one(site: MiniSite) -> None:
    site.article()
    site.write("layouts/home.html", "{{ page.titel }}")

    assert '; did you mean "title"? [layout]' in site.build().problems[0]


def test_mistake_in_a_macro_or_partial_is_named_there(site: MiniSite) -> None:
    site.article()
    site.write("layouts/home.html", '{% from "_macros/own.html" import show %}\n{{ show(page.cards[0]) }}')
    site.write("layouts/_macros/own.html", "{% macro show(card) %}\n\n{{ card.nope }}\n{% endmacro %}")
    site.write("layouts/search.html", '\n{% include "_partials/own.html" %}')
    site.write("layouts/_partials/own.html", "\n{{ page.nope }}")

    places = [problem.split(": ")[0] for problem in site.build().problems]

    assert places == ["layouts/_macros/own.html:3", "layouts/_partials/own.html:2"]


def test_mistake_of_many_pages_is_told_once(site: MiniSite) -> None:
    for number in range(5):
        site.article(f"n{number}")
    site.write("layouts/article.html", "{{ page.nope }}")

    assert len(site.build().problems) == 1


def test_own_layout_replaces_the_packaged_one_and_the_others_stay(site: MiniSite) -> None:
    site.article("grid", people="Ada")
    packaged = site.built().read("/people/ada/")
    site.write("layouts/home.html", "own {{ page.title }} {{ page.count }}")
    site.built()

    assert site.read("/") == "own The Desk 1"
    assert site.read("/people/ada/") == packaged


def test_own_layout_may_build_on_the_packaged_base(site: MiniSite) -> None:
    site.article()
    site.write("layouts/home.html", '{% extends "base.html" %}{% block main %}<h1>Mine</h1>{% endblock %}')

    assert site.built().main("/") == "Mine"


def test_what_a_layout_shows_is_escaped_unless_it_is_told_to_be_safe(site: MiniSite) -> None:
    site.write("config.yaml", 'title: <i>Desk</i> & "Co"\nbase_url: https://example.org\n')
    site.article("grid", "*x*")
    site.write("layouts/home.html", "{{ page.title }}")
    site.write("layouts/article.html", "{{ page.body_html | safe_html }}")
    site.built()

    assert site.read("/") == "&lt;i&gt;Desk&lt;/i&gt; &amp; &#34;Co&#34;"
    assert site.read("/2023/10/31/grid/").strip() == "<p><em>x</em></p>"


def test_template_syntax_in_content_is_text(site: MiniSite) -> None:
    syntax = "{{ 7 * 7 }} {% include 'base.html' %} {{% note %}} {# c #} {{< x >}}"
    site.article("grid", syntax, title=f'"{syntax}"', people=f'["{syntax}"]')
    site.built("--base-url", "https://example.org")

    assert syntax.replace("'", "’", 2)[:11] in site.main("/2023/10/31/grid/")
    assert site.rows()[0]["title"] == syntax
    assert "49" not in site.main("/2023/10/31/grid/").replace("2023", "")
    assert "{% include" in site.main("/2023/10/31/grid/")


def test_filters_give_what_the_theme_guide_says(site: MiniSite) -> None:
    site.article()
    site.write(
        "layouts/home.html",
        "{% set day = page.cards[0].published.day %}"
        "{{ day | long_day }}|{{ day | short_day }}|{{ day | month_name }}|{{ day | iso }}|{{ site.url | absolute }}|"
        "{{ 1 | count('article', 'articles') }}|{{ 1204 | count('article', 'articles') }}",
    )

    assert site.built("--base-url", "https://example.org/briefings").read("/") == (
        "31 October 2023|31 Oct 2023|October 2023|2023-10-31|https://example.org/briefings/|1 article|1,204 articles"
    )


def test_days_are_written_in_english_whatever_the_locale() -> None:
    day = date(2024, 5, 1)

    assert (long_day(day), short_day(day), month_name(day)) == ("1 May 2024", "1 May 2024", "May 2024")
    assert (count(0, "a", "b"), count(1, "a", "b"), count(1000, "a", "b")) == ("0 b", "1 a", "1,000 b")


@pytest.mark.parametrize("layout", ['{% extends "topic.html" %}', b"caf\xe9"])
def test_layout_that_extends_itself_or_is_not_utf8_is_named(site: MiniSite, layout: str | bytes) -> None:
    site.article(topics="Law")
    site.write("layouts/topic.html", layout)

    assert site.build().problems[0].startswith("layouts/topic.html")
