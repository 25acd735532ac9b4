"""What is escaped renders as the plain text that it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.config import Config
from gazette.content.markup import render_markdown
from gazette.content.opening import plain_text
from gazette.desk.importing.escaping import as_markdown
from gazette.errors import Place, Problem

LINES = [
    *(
        "1. one",
        "12. twelve",
        "1986. A year.",
        "# heading",
        "###### six",
        "#hash",
        "* star",
        "+ plus",
        "- minus",
        "-5 C",
    ),
    *(
        "    indented",
        "\tindented",
        "> quoted",
        "[x]: y",
        "[x]: http://example.org 'T'",
        "<b>bold</b>",
        "<script>",
        "</p>",
    ),
    *("&amp;", "&#42;", "AT&T", "a & b", "*a*", "**a**", "_a_", "a_b_c", "`code`", "``` python", "~~~", ":::"),
    *(
        "| a | b",
        "a | b",
        "--- | ---",
        "|---|---|",
        "Term",
        ": def",
        ":   def",
        "***",
        "* * *",
        "___",
        "===",
        "---",
        "- - -",
    ),
    *(
        "[^1]",
        "[^1]: note",
        "{: .x}",
        "text {: #id}",
        "*[X]: y",
        "X",
        "[TOC]",
        "![a](b.png)",
        "[a](b)",
        "<http://example.org>",
    ),
    *(
        "<me@example.org>",
        "\\*",
        "\\",
        "a\\",
        "a  ",
        "http://example.org/a_b?c=*d*",
        "{{ x }}",
        "{% x %}",
        "<!-- c -->",
    ),
    *(
        '"quoted"',
        "it's",
        "a -- b",
        "wait...",
        "'80s",
        "$x$",
        "~~a~~",
        "^a^",
        "!",
        "(a)",
        "a. b",
        "---\nx",
        "<",
        ">",
        "&",
    ),
    *(
        "İstanbul",
        "ə",
        "日本",
        "«a»",
        "“a”",
        "a\u00a0b",
        "1)",
        "(1) a",
        "•a",
        "– a",
        "— a",
        "...",
        "'",
        '"',
        "\\[",
        "]",
    ),
]
_DASHES = str.maketrans("“”‘’–—…\u00a0", "\"\"''--. ")


def rendered(paragraphs: list[str]) -> str:
    """Return the words that readers see of paragraphs of plain text."""
    problems: list[Problem] = []
    body = render_markdown(as_markdown(paragraphs), Place(path="content/a.md"), Config(title="Desk"), problems.append)
    assert problems == []
    assert "<" not in re.sub(r"</?p>|<br>", "", body.html)
    return plain_text(body.html)


def words(text: str) -> list[str]:
    """Return the words of a text, with typographic signs and runs of dots and hyphens as one."""
    plain = text.translate(_DASHES)
    return re.sub(r"-+", "-", re.sub(r"\.+", ".", plain)).split()


@pytest.mark.parametrize("line", LINES)
def test_what_markdown_would_misread_comes_out_as_text(line: str) -> None:
    assert words(rendered([line])) == words(line)
    assert words(rendered([f"Before\n{line}\nafter"])) == words(f"Before {line} after")
    assert words(rendered(["Before", line, line, "after"])) == words(f"Before {line} {line} after")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(LINES) | st.text("ab1 .*_-#>+`[]{}|&<:=~\\\"'!()\n", min_size=1), min_size=1).map(
            "\n".join
        ),
        max_size=5,
    )
)
def test_any_paragraphs_render_as_the_words_that_they_are(paragraphs: list[str]) -> None:
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip()]
    lines = ["\n".join(line for line in paragraph.split("\n") if line.strip()) for paragraph in paragraphs]

    assert words(rendered(lines)) == words(" ".join(lines))


def test_plain_prose_is_left_to_the_letter() -> None:
    text = 'The "Grid" cost €5 - or 3.5 % more; see page 12. It\'s (nearly) done!'

    assert as_markdown([text]) == text
