"""What is wrong in a body is told, in words that an editor can follow."""

import html

import pytest

from tests.content.bodies.rendering import html_of, render


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "A.[^1] B.[^1]\n\n[^1]: Ministry.\n\n[^1]: Court.",
            (
                '14:1: warning: the footnote "1" stands here again, first on line 12; give one another name'
                " [footnote-duplicate]"
            ),
        ),
        (
            "A.[^9]",
            '10:3: warning: the footnote "9" is not there; write its text in a line [^9]: … [footnote-missing]',
        ),
        (
            "A.\n\n[^a]: Unused.",
            '12:1: warning: nothing refers to the footnote "a"; write [^a] where it belongs [footnote-unused]',
        ),
        (
            "See [the report][rep].",
            (
                '10:5: warning: the reference "rep" has no address; write a line [rep]: https://… below the text'
                " [reference-missing]"
            ),
        ),
        (
            "[a][b]\n\n[b]: https://c.example\n[b]: https://d.example",
            (
                '13:1: warning: the reference "b" is defined here again, first on line 12, which holds; keep one'
                " [reference-duplicate]"
            ),
        ),
        (
            "A.\n\n[b]: https://c.example",
            '12:1: warning: nothing refers to "b"; write [text][b], or delete it [reference-unused]',
        ),
        (
            "See [nothing]().",
            '10:5: warning: the link "nothing" leads nowhere; write an address between ( and ) [link-empty]',
        ),
        (
            "See [a map](my map.pdf).",
            (
                '10:13: warning: "my map.pdf" is read as text, since an address holds no space; write %20 for each'
                " space [link-unread]"
            ),
        ),
        *(
            (
                f"See [a desk]({address}).",
                (
                    f'10:14: warning: "{address}" is read as text, since an address holds no space; write %20 for each'
                    " space [link-unread]"
                ),
            )
            for address in ("tel:+994 12 000", "tel:+44 (0)20 7946", "mailto:a b@c.example")
        ),
        (
            "![](a.png)",
            (
                "10:1: warning: the picture has no text for readers who do not see it; write ![what it shows](…)"
                " [alt-missing]"
            ),
        ),
        (
            "[call](tel:unknown)",
            ('10:8: warning: "tel:unknown" is no telephone number; write it as tel:+994120000000 [link-malformed]'),
        ),
        (
            "[write](mailto:ada)",
            '10:9: warning: "mailto:ada" is no address of mail; write it as mailto:name@example.org [link-malformed]',
        ),
        (
            "```\ncode",
            (
                "10:1: warning: the code that begins here does not end; write ``` on a line of its own below it"
                " [fence-unclosed]"
            ),
        ),
        (
            "|a|b|\n|-|-|\n|1|2|3|",
            (
                "12:1: warning: this row has 3 cells where its table has 2 columns; what is too much stays in the last"
                " one; write \\| for a pipe that parts no cells [table-cells]"
            ),
        ),
        (
            "Two.\n\n<<<<<<< HEAD\nFive.",
            (
                "12:1: error: this was left there by a merge; keep one version, and delete the lines of <<<<<<<,"
                " ======= and >>>>>>> [merge-conflict]"
            ),
        ),
        (
            'A <a href=b">c.',
            (
                '10:3: warning: "<a href=b\\">" is no tag, so it is shown as text; look at its quotation marks and'
                " signs [html-as-text]"
            ),
        ),
        (
            "A <?php 1 ?>",
            (
                "10:3: warning: <? begins no element, so it is shown as text; if that is meant, write &lt; for its <"
                " [html-as-text]"
            ),
        ),
        (
            "a &#1; b",
            (
                "10:3: warning: &#1; names a control character, which no page or feed can hold; delete it"
                " [control-character]"
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, problem: str) -> None:
    assert render(text)[1] == [problem]


@pytest.mark.parametrize(
    "left",
    [
        *('{{< figure src="a.jpg" alt="A quay" >}}', "{{% note %}}", "{% include note.html %}", "{{ page.title }}"),
        *("[[Grid]]", "![[map.png]]", "[[Grid|the grid]]", "[a]({filename}/a.md)", "[a]({static}/b.png)", "{{page}}"),
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Text {} text.", "- {}", "> {}", "## {}", "<div>\n{}\n</div>", "|a|\n|-|\n|{}|"]
)
def test_what_another_tool_has_left_is_told(left: str, around: str) -> None:
    if "|" in left and "|" in around:
        return
    problems = render(around.replace("{}", left))[1]

    assert [problem.rpartition("[")[2] for problem in problems if "template-left" in problem] == ["template-left]"]


@pytest.mark.parametrize(
    "text", ["`{{ x }}`", "```\n{% x %}\n```", "a [b] c", "f[0][1]", "{a}", "[[1, 2], [3]]", "{}", "$\\{x\\}$"]
)
def test_code_and_plain_brackets_are_no_calls_of_another_tool(text: str) -> None:
    assert [problem for problem in render(text)[1] if "template-left" in problem] == []


@pytest.mark.parametrize(
    "address",
    [
        "tel:+994120000000",
        "tel:(012)-345-67",
        "mailto:a@b.example",
        "mailto:a@b.example?subject=Hi",
        "mailto:?subject=x",
        "mailto:a@b.example,c@d.example",
        "mailto:a@b.example,%20c@d.example?subject=Hi",
        "mailto:a@b.example?cc=c@d.example&body=x%20y",
    ],
)
def test_links_that_call_and_write_stay(address: str) -> None:
    body, problems = render(f"[a]({address})")

    assert body.html == f'<p><a href="{html.escape(address)}">a</a></p>'
    assert problems == []


def test_a_footnote_that_is_defined_twice_keeps_the_text_of_both() -> None:
    html = html_of("A.[^1]\n\n[^1]: Ministry.\n\n[^1]: Court.")

    assert html.index("Ministry") < html.index("Court")


def test_footnotes_are_numbered_as_the_text_refers_to_them() -> None:
    html = html_of("One[^b] two[^a] three[^b].\n\n[^a]: A.\n[^b]: B.\n\n    B two.")

    assert html.index('<a class="footnote-ref" href="link:0">1</a>') < html.index('href="link:1">2</a>')
    assert html.index('<li id="fn:b">') < html.index("B two.") < html.index('<li id="fn:a">')
    assert html.count("↩") == 3


def test_both_versions_that_a_merge_has_left_are_told() -> None:
    problems = render("<<<<<<< HEAD\nFive.\n=======\nSix.\n>>>>>>> desk")[1]

    assert [problem.split(":")[0] for problem in problems] == ["10", "14"]


def test_conflict_markers_in_code_are_code() -> None:
    assert render("```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n```")[1] == []
