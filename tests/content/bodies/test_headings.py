"""Headings have anchors: those of the site, and those that other tools give them."""

import pytest

from tests.content.bodies.rendering import html_of, render


@pytest.mark.parametrize(
    ("heading", "anchors"),
    [
        ("Plain", {"plain"}),
        ("提议的交易", {"tiyidejiaoyi", "提议的交易"}),
        ("Договор: часть 1", {"dogovor-chast-1", "договор-часть-1"}),
        ("Café `a<b>` \\* & [x](y.md)", {"cafe-a-b-x", "café-ab---x"}),
        ("É <b>c</b>", {"e-c", "é-c"}),
    ],
)
def test_heading_can_be_reached_by_its_anchor_and_by_that_of_other_tools(heading: str, anchors: set[str]) -> None:
    assert render(f"## {heading}")[0].anchors == anchors


def test_contents_hold_the_words_of_headings() -> None:
    html = html_of("[TOC]\n\n## A <b>b</b>\n\n## É\n")

    assert '<li><a href="link:0">A b</a></li>' in html
    assert '<li><a href="link:1">É</a></li>' in html
