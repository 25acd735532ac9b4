"""Problems of bodies stand where they are: places come from the parse."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.bodies.rendering import START, render


def places(text: str) -> list[tuple[int, int]]:
    """Return the line and column, counted within the text, of each address in it that may not stand on a page."""
    found = re.findall(r"^(\d+):(\d+): .*html-removed", "\n".join(render(text)[1]), re.MULTILINE)
    return [(int(line) - START.line + 1, int(column)) for line, column in found]


BEFORE = [
    *(
        "",
        "word ",
        "**bold** ",
        "`data:x` ",
        "\\* ",
        "&amp; ",
        "<b>x</b> ",
        "[a](b.md) ",
        "![a](b.png) ",
        "<https://a.b> ",
    ),
    *(
        "*x* ",
        "[data:x] ",
        "data:x ",
        "[^1] ",
        "\\\\ ",
        "~~x~~ ",
        "a[0] ",
        "é ",
        "[a [b] c](d.md) ",
        "[r] ",
        "{% x %} ",
    ),
    *("line\n", "  \n", "\\\n", "text.  \n"),
]
CONTAINERS = [
    *(
        "",
        "> ",
        "- ",
        "1. ",
        "> - ",
        "- > ",
        "- - ",
        "10. ",
        "## ",
        "| ",
        "[^1]: ",
        "Term\n: ",
        "\n\n- item\n\n  ",
        "- a\n  - ",
    ),
    *("> > ", "-\t", "\t- ", "```\ndata:x\n```\n\n", "<div>data:x</div>\n\n", "    data:x\n\n", "[r]: /u\n", "- [x] "),
]
LINKS = [
    "[{}](data:x)",
    "![{}](data:x)",
    "[{}](<data:x>)",
    "[{}](data:x 'title')",
    '<a href="data:x">{}</a>',
    "<data:x>",
]
INSIDE = ["a", "*a*", "`a`", "a [b] c", "\\]", "<i>a</i>"]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(
    st.sampled_from(CONTAINERS),
    st.lists(st.sampled_from(BEFORE), max_size=5).map("".join),
    st.sampled_from(LINKS),
    st.sampled_from(INSIDE),
)
def test_an_address_is_told_where_it_is_written(container: str, before: str, link: str, inside: str) -> None:
    written = link.replace("{}", inside)
    text = f"{container}{before}{written} after.\n\n[^1]: note\n"
    start = len(container + before) + written.rindex("data:x")

    found = places(text)

    assert found in ([(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A [grid](data:x).\n\nB [grid](data:x).", [(1, 10), (3, 10)]),
        ("`[a](data:x)` and [a](data:x)", [(1, 23)]),
        ("```\n[a](data:x)\n```\n\n[a](data:x)", [(5, 5)]),
        ("[a][r] and [a][r]\n\n[r]: data:x", [(1, 1), (1, 12)]),
        ("- one\n\n  [a](data:x)\n- two\n  - [a](data:x)", [(3, 7), (5, 9)]),
        ("> one\n> [a](data:x)", [(2, 7)]),
        ("\t- [a](data:x)", []),
        ("-\t[a](data:x)", [(1, 7)]),
        ("| [a](data:x) | [b](data:x) |\n|---|---|\n| c | [d](data:x) |", [(1, 7), (1, 21), (3, 11)]),
        ("<div>\n<a href='data:x'>a</a>\n</div>", [(2, 10)]),
        ("A[^1]\n\n[^1]: One\n    [a](data:x)", [(4, 9)]),
        ("Term\n: [a](data:x)", [(2, 7)]),
        ("Heading [a](data:x)\n===", [(1, 13)]),
        ("## [a](data:x) ##", [(1, 8)]),
        ("*[a](data:x)* **_[b](data:x)_**", [(1, 6), (1, 22)]),
        ("[![a](data:x)](data:y)", [(1, 7), (1, 16)]),
        ("a  \nb\\\n[c](data:x)", [(3, 5)]),
        ("a\n{: onclick=x .b style=y }", [(2, 4), (2, 17)]),
        ("Use `<iframe>` in code.\n\nA real one: <iframe></iframe>", [(3, 13)]),
    ],
)
def test_places_of_what_is_left_out(text: str, wanted: list[tuple[int, int]]) -> None:
    assert places(text) == wanted
