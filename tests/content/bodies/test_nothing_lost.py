"""No text of a body is lost, whatever tags are strewn into it."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.content.bodies.vocabulary import KNOWN
from tests.content.bodies.rendering import html_of, render, words_of

NAMES = sorted(KNOWN | {"surname", "my-widget", "o", "T", "YOUR-NAME"})
FORMS = ["<{}>", "</{}>", "<{}/>", '<{} class="x">', "<{} hidden title='y' >", "<{}\n>", "<{}><{}>", "</{}></{}>"]
BETWEEN = [
    " ",
    "\n",
    "\n\n",
    "\n\n- ",
    "\n\n> ",
    "\n\n1. ",
    "\n\n## ",
    " **",
    "** ",
    "\n| a | b |\n|---|---|\n| ",
    "`",
    "\n\n    ",
]
ODD = [
    "<!",
    "<?",
    "<!--",
    "-->",
    "<",
    ">",
    "<!DOCTYPE x>",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "{",
    "}",
    "{% x %}",
    "{: .c }",
    "[",
    "]",
]
tag = st.builds(lambda form, name: form.replace("{}", name), st.sampled_from(FORMS), st.sampled_from(NAMES))
piece = tag | tag | st.sampled_from(BETWEEN) | st.sampled_from(ODD)


def texts(without: tuple[str, ...]) -> st.SearchStrategy[tuple[str, list[str]]]:
    """Return texts of numbered words with pieces strewn in, none of which closes what may be left out with its text."""

    def joined(pieces: list[str]) -> tuple[str, list[str]]:
        kept = [piece for piece in pieces if not any(sign in piece.lower() for sign in without)]
        words = [f"word{number}" for number in range(len(kept) + 1)]
        text = words[0] + "".join(f"{piece}{word}" for piece, word in zip(kept, words[1:], strict=True))
        return text, words

    return st.lists(piece, max_size=14).map(joined)


def found(text: str) -> list[str]:
    """Return the numbered words of a body as it is shown, in their order."""
    return re.findall(r"word\d+", " ".join(words_of(text)))


@settings(max_examples=1500, deadline=None)
@given(texts(without=("</script", "</style", "-->")))
@example(("word0<title>word1", ["word0", "word1"]))
@example(("word0<table>word1<tr><td>word2</td>word3</table>word4", [f"word{number}" for number in range(5)]))
@example(("<table>word0\n\nword1</table>word2", ["word0", "word1", "word2"]))
@example(("word0<svg><title>word1</svg>word2", ["word0", "word1", "word2"]))
@example(("word0\n\n<!-- a --><script>", ["word0"]))
@example(("word0 {% include word1 %}\n\nword2 {4_ word3}", ["word0", "word1", "word2", "word3"]))
def test_every_word_stays_on_the_page_in_its_order(case: tuple[str, list[str]]) -> None:
    text, words = case

    assert found(text) == words


@settings(max_examples=500, deadline=None)
@given(texts(without=()))
def test_what_is_left_is_never_in_another_order(case: tuple[str, list[str]]) -> None:
    shown = [int(word.removeprefix("word")) for word in found(case[0])]

    assert shown == sorted(set(shown))


@pytest.mark.parametrize("name", ["script", "style"])
def test_what_stands_in_a_closed_script_or_style_goes_with_a_warning_and_nothing_after_it(name: str) -> None:
    body, problems = render(f"One <{name}>two</{name}> three.\n\n<{name}>\nfour\n\nfive\n</{name}>\n\nsix **seven**.")

    assert body.html == "<p>One  three.</p>\n<p>six <strong>seven</strong>.</p>"
    assert problems == [
        f"10:5: warning: <{name}> is left out for safety; write it as Markdown or text [html-removed]",
        f"12:1: warning: <{name}> is left out for safety; write it as Markdown or text [html-removed]",
    ]


@pytest.mark.parametrize(
    "name", "title textarea iframe xmp noembed noframes noscript plaintext script style template select option".split()
)
def test_a_tag_that_nothing_closes_is_shown_as_text_and_what_follows_stays_what_it_is(name: str) -> None:
    body, problems = render(f"Dear <{name}> and all.\n\nSecond **paragraph**.\n\n- item")

    assert body.html.startswith(f"<p>Dear &lt;{name}&gt; and all.</p>\n<p>Second <strong>paragraph</strong>.</p>\n<ul>")
    assert problems == [
        (
            f'10:6: warning: "<{name}>" has no end tag, so it is shown as text; if that is meant, write &lt; for its <'
            " [html-as-text]"
        )
    ]


def test_words_between_angles_that_are_no_html_are_shown() -> None:
    body, problems = render("Dear <title> <surname>, x < y and y > z.")

    assert body.html == "<p>Dear &lt;title&gt; &lt;surname&gt;, x &lt; y and y &gt; z.</p>"
    assert len(problems) == 2


def test_tags_of_an_element_that_may_not_stand_go_and_what_is_between_stays() -> None:
    body, problems = render('A <iframe src="https://a.example/v">frame **here**</iframe> B.')

    assert body.html == "<p>A frame <strong>here</strong> B.</p>"
    assert problems == ["10:3: warning: <iframe> is left out for safety; write it as Markdown or text [html-removed]"]


def test_text_between_the_cells_of_a_table_ends_the_table_where_it_stands() -> None:
    body, problems = render("<table><tr><td>a</td></tr>\n\nBetween.\n\n<tr><td>b</td></tr></table>\n\nAfter.")

    assert re.findall(r"\w+", re.sub(r"<[^>]*>", " ", body.html)) == ["a", "Between", "b", "After"]
    assert problems[0] == (
        "10:1: warning: the table ends where something stands between its cells; put all of it into <td>…</td>"
        " [html-unclosed]"
    )


def test_an_element_that_is_not_closed_ends_with_what_it_stands_in() -> None:
    body, problems = render('A <b>bold\n\nplain\n\n<div class="x">\n\nInside **strong**.')

    assert body.html == (
        '<p>A <b>bold</b></p>\n<p>plain</p>\n<div class="x">\n<p>Inside <strong>strong</strong>.</p></div>'
    )
    assert problems == [
        "10:3: warning: <b> is not closed; write </b> where it ends [html-unclosed]",
        "14:1: warning: <div> is not closed; write </div> where it ends [html-unclosed]",
    ]


def test_a_comment_that_is_not_closed_is_shown_and_told_of() -> None:
    body, problems = render("Text.\n\n<!-- a note of the editor\n\nRest **here**.")

    assert "<strong>here</strong>" in body.html
    assert problems == [
        (
            "12:1: warning: the comment that begins here does not end in its paragraph, so it is shown;"
            " write --> where it ends [comment-unclosed]"
        )
    ]


@pytest.mark.parametrize("comment", ["<!-- a -->", "<!-- a\n\nb -->", "<!---->", "<!-- a --> <!-- b -->"])
def test_a_comment_is_left_out_without_a_word(comment: str) -> None:
    body, problems = render(f"{comment}\n\nText.")

    assert body.html == "<p>Text.</p>"
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "{% include refs.md %}",
        "Text\n{% include refs.md %}",
        "## Heading {% include refs.md %}",
        "| a |\n|---|\n| b {% include refs.md %} |",
        "`foo`{4_ 6}",
        "*a*{not one}",
        "Text\n{: %x }",
        "## Set {a, b}",
        "{{ page.title }}",
    ],
)
def test_only_a_well_formed_attribute_list_is_one(text: str) -> None:
    shown = "".join(words_of(text))

    for part in re.findall(r"\{.*\}", text):
        assert part.replace(" ", "") in shown.replace("“", '"')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Réseau.\n{: .lead lang=fr }", '<p class="lead" lang="fr">Réseau.</p>'),
        ("Réseau.\n{.lead #top}", '<p class="lead" id="top">Réseau.</p>'),
        ("## A {#b .c}", '<h2 class="c" id="b">A</h2>'),
        ("## A ## {: #b}", '<h2 id="b">A</h2>'),
        ("A\n- - -\n*a*{: .b}", '<p>A</p>\n<hr>\n<p><em class="b">a</em></p>'),
        (
            "[a](https://b.example){: target=_blank rel=noopener .c}",
            '<p><a class="c" href="https://b.example">a</a></p>',
        ),
        ("- a\n- b\n{: .c}", '<ul>\n<li>a</li>\n<li class="c">b</li>\n</ul>'),
        ("## A\n{: .b}", '<h2 class="b" id="a">A</h2>'),
    ],
)
def test_an_attribute_list_gives_its_attributes(text: str, html: str) -> None:
    body, problems = render(text)

    assert sorted(re.findall(r"[^\s<>]+", body.html)) == sorted(re.findall(r"[^\s<>]+", html))
    assert problems == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<h1>Title</h1>\n\nText.", "<h2>Title</h2>\n<p>Text.</p>"),
        ("<article>\n\nText.\n\n</article>", "<div>\n<p>Text.</p>\n</div>"),
        ("<header>a</header>", "<div>a</div>"),
        ("A <center>b</center>", "<p>A <div>b</div></p>"),
        ('<a name="here"></a>Text', '<p><a id="here"></a>Text</p>'),
        ('<a name="here"/>Text', '<p><a id="here"></a>Text</p>'),
        ("A <strike>b</strike> <tt>c</tt>", "<p>A <s>b</s> <code>c</code></p>"),
        ('<ol type="a"><li value="3">b</li></ol>', '<ol type="a"><li value="3">b</li></ol>'),
        ('<p aria-label="b">a</p>', '<p aria-label="b">a</p>'),
        (
            '<table><tr><td align="right">1</td><td style="text-align: center">2</td></tr></table>',
            '<table><tbody><tr><td class="align-right">1</td><td class="align-center">2</td></tr></tbody></table>',
        ),
    ],
)
def test_old_and_speaking_elements_become_plain_ones(text: str, html: str) -> None:
    body, problems = render(text)

    assert html_of(html) == body.html or body.html == html
    assert problems == []


@pytest.mark.parametrize(
    "attribute", ["rel=noopener", "target=_blank", "loading=lazy", "data-x=y", "border=0", "itemprop=name", "width=9"]
)
def test_harmless_losses_are_not_told(attribute: str) -> None:
    assert render(f"<p {attribute}>a</p>")[1] == []
