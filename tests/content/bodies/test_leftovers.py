"""What other tools have left in a text is told, and what only looks like it is not."""

import re

import pytest

from tests.content.bodies.rendering import html_of, render


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{{< figure\n  src="a.png"\n>}}', "10:1", "template-left"),
        ("{% include\n a.html %}", "10:1", "template-left"),
        ("A <%= x %>", "10:3", "template-left"),
        ('[caption id="x"]a', "10:1", "template-left"),
        ("::: warning\nA", "10:1", "template-left"),
        ('A\n\n!!! note "B"\n    C', "12:1", "template-left"),
        ("> [!NOTE]\n> A", "10:3", "template-left"),
        ("A %%b c%%", "10:3", "template-left"),
        ("[[_TOC_]]", "10:1", "template-left"),
        ("A\n[b]: https://c.example", "11:1", "reference-unread"),
        ("[^a b]: C", "10:1", "reference-unread"),
        ("(a)[https://b.example]", "10:1", "link-unread"),
        ("[a](b c.md 't')", "10:5", "link-unread"),
        ("[a](https://b.example/c_(d)", "10:5", "link-unread"),
        ("[](a.md)", "10:1", "link-empty"),
        ("![a]()", "10:1", "link-empty"),
        ('A <a href="">b</a>', "10:6", "link-empty"),
        ('<img src="a.png">', "10:1", "alt-missing"),
        ('A <img src="a.png"\n\nalt="b">', "10:3", "html-as-text"),
        ("[a](https://)", "10:5", "link-malformed"),
        ("<<<<<<<\nA", "10:1", "merge-conflict"),
        ("|a|\n|-|\n|b \\| \\| [c](data:x)|", "12:14", "html-removed"),
    ],
)
def test_it_is_told_once_at_its_place(text: str, place: str, code: str) -> None:
    problems = render(text)[1]

    assert [(":".join(line.split(":")[:2]), line.rpartition("[")[2][:-1]) for line in problems] == [(place, code)]


@pytest.mark.parametrize(
    "text",
    ["[[1]](a.md)", "[[1]]\n\n[1]: a.md", "x[[0]]", "a ::: b", "(a)[b]", '<img src="a.png" alt="">', "50% a 20%"],
)
def test_what_looks_like_it_is_not_told(text: str) -> None:
    assert render(text)[1] == []


def test_nothing_in_a_shortcode_is_a_tag() -> None:
    assert html_of('{{<figure src="a.png">}}') == '<p>{{&lt;figure src="a.png"&gt;}}</p>'


def test_end_tags_within_a_drawing_are_not_told() -> None:
    assert len(render("<svg><text>a</text></svg>")[1]) == 1


def test_attributes_below_a_table_are_the_tables() -> None:
    assert html_of("|a|\n|-|\n|b|\n{: .c}").startswith('<table class="c">')


def test_a_second_table_of_contents_stays_as_it_is_written() -> None:
    html = html_of("# A\n\n[TOC]\n\n[TOC]")

    assert len(re.findall('class="toc"', html)) == 1
    assert "<p>[TOC]</p>" in html
