"""Front matter changed in place: what was meant, and not a byte of anything else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.config import Config
from gazette.content.article import parse_article
from gazette.content.files import Source
from gazette.content.record import parse_record
from gazette.content.rewriting import (
    RewriteError,
    body_of,
    fields_of,
    new_record,
    with_aliases,
    with_body,
    with_fields,
    with_names,
)
from gazette.errors import Problems
from gazette.spellings import fold
from gazette.texts import decode

CONFIG = Config(title="The Desk")
WRONG, RIGHT = "Åsa 𝒳 Berg", "Åse Berg"


def rewritten(text: str, name: str = RIGHT, wrong: str = WRONG) -> str:
    """Return a file's text with a name in the place of another, wherever the article has it under `people`."""
    problems = Problems()
    article = parse_article(
        Source(path="content/a.md", text=decode(text.encode(), "", problems.report)), CONFIG, problems.report
    )
    assert article is not None, problems.in_order()
    spots = [
        (mention.line, mention.column) for mention in article.mentions["people"] if fold(mention.name) == fold(wrong)
    ]
    return with_names(text, spots, name)


def article(people: str) -> str:
    return f"---\ntitle: Grid\ndate: 2023-10-31\npeople:{people}\n---\nBody\n"


def aliases_of(text: str) -> tuple[str, ...]:
    """Return what the program reads as the aliases of a record, which must have no problem."""
    problems = Problems()
    source = Source(path="content/people/a.md", text=decode(text.encode(), "", problems.report))
    record = parse_record("people", source, CONFIG, problems.report)
    assert record is not None
    assert problems.in_order() == ()
    return tuple(alias.text for alias in record.aliases)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" Åsa 𝒳 Berg", " Åse Berg"),
        (" åsa  𝒳 BERG  # a remark", " Åse Berg  # a remark"),
        (' "Åsa \\U0001D4B3 Berg"  ', ' "Åse Berg"  '),
        (" 'Åsa 𝒳 Berg' # 'c'", " 'Åse Berg' # 'c'"),
        (" [Åsa 𝒳 Berg]", " [Åse Berg]"),
        (" [ 'Åsa 𝒳 Berg' ,Bea,  # c\n  Carl ]", " [ 'Åse Berg' ,Bea,  # c\n  Carl ]"),
        (" [Bea, Åsa\n    𝒳\n   Berg, ]", " [Bea, Åse Berg, ]"),
        ("\n- Åsa 𝒳 Berg\n-   Bea", "\n- Åse Berg\n-   Bea"),
        ("\n  - Bea\n  - Åsa 𝒳 Berg\t# tabs", "\n  - Bea\n  - Åse Berg\t# tabs"),
        ("\n  - {role: x, name: Åsa 𝒳 Berg}", "\n  - {role: x, name: Åse Berg}"),
        ("\n  - name: Åsa 𝒳\n      Berg\n    role: x", "\n  - name: Åse Berg\n    role: x"),
        (" >-\n  Åsa 𝒳\n  Berg\n\n# after", ' "Åse Berg"\n\n# after'),
        (" |+2 # kept\n  Åsa 𝒳 Berg\n\n\nsummary: x", ' "Åse Berg" # kept\n\n\nsummary: x'),
        (" ! 'Åsa 𝒳 Berg'", " ! 'Åse Berg'"),
        (" [Åsa 𝒳 Berg, {name: ÅSA 𝒳 BERG}, Åsa 𝒳 Bergs]", " [Åse Berg, {name: Åse Berg}, Åsa 𝒳 Bergs]"),
        ("\n  ? - Åsa 𝒳 Berg", None),
    ],
)
def test_name_is_replaced_where_it_stands_in_the_quotes_that_it_had(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(AssertionError):
            rewritten(article(before))
    else:
        assert rewritten(article(before)) == article(after)


@pytest.mark.parametrize(
    ("name", "alone", "in_a_list"),
    [
        ("Åse Berg", "Åse Berg", "Åse Berg"),
        ("Berg, Åse", "Berg, Åse", '"Berg, Åse"'),
        ("O'Neil-Jørgensen Jr.", "O'Neil-Jørgensen Jr.", "O'Neil-Jørgensen Jr."),
        ("C#", "C#", "C#"),
        ("No", '"No"', '"No"'),
        ("1984", '"1984"', '"1984"'),
        ("A: B", '"A: B"', '"A: B"'),
        ("A #1", '"A #1"', '"A #1"'),
        ('"Q"', '"\\"Q\\""', '"\\"Q\\""'),
        ("@home", '"@home"', '"@home"'),
        ("~", '"~"', '"~"'),
        ("- x", '"- x"', '"- x"'),
        ("a [b] {c}", '"a [b] {c}"', '"a [b] {c}"'),
        ("x\\y", "x\\y", "x\\y"),
        ("习近平", "习近平", "习近平"),
        ("a\u200db", '"a\u200db"', '"a\u200db"'),
    ],
)
def test_name_is_quoted_only_where_yaml_or_another_reader_of_it_would_take_it_for_something_else(
    name: str, alone: str, in_a_list: str
) -> None:
    assert rewritten(article(f" {WRONG}"), name) == article(f" {alone}")
    assert rewritten(article(f" [{WRONG}]"), name) == article(f" [{in_a_list}]")
    assert fields_of(rewritten(article(f" '{WRONG}'"), name))["people"] == name


HEADS = {
    "plain": WRONG,
    "single": f"'{WRONG}'",
    "double": '"\\u00c5sa \\\n       𝒳   Berg"',
    "lines": "Åsa\n      𝒳\n       Berg",
    "case": "ÅSA 𝒳  berg",
}
BLOCKS = {
    "folded": ">-\n     Åsa\n     𝒳 Berg",
    "literal": "| # note\n     Åsa 𝒳 Berg",
    "kept": ">+\n     Åsa 𝒳 Berg",
}
LIST_ITEMS = ("Bea", "'C, D'", "{name: Eve, role: 'x # y'}", '"F \\u00e9"', "Åsa 𝒳 Bergman")
OTHER_KEYS = (
    "topics: [Åsa 𝒳 Berg, b] # not here\n",
    "# Åsa 𝒳 Berg\n",
    "summary: >-\n  Åsa 𝒳 Berg: a\n  - life\n",
    "source: {name: Åsa 𝒳 Berg, via: 'x'}   \n",
    "\n",
    "extra:\n    mood: [a, 'b',\n      c]\t\n",
)
BODIES = ("", "Text", "\n---\npeople: Åsa 𝒳 Berg\n---\n", "Åsa 𝒳 Berg  \n\n\tÅsa\n")


@st.composite
def front_matter(draw: st.DrawFn) -> list[str]:
    """Return a file in parts: those at odd places are the names to replace."""
    raws = HEADS | BLOCKS
    style = draw(st.sampled_from(["scalar", "flow", "block", "indentless", "items"]))
    chosen = [draw(st.sampled_from(sorted(HEADS if style == "flow" else raws))) for _ in range(draw(st.integers(1, 3)))]
    names = [raws[key] for key in chosen]
    between = [draw(st.sampled_from(LIST_ITEMS)) for _ in names]
    parts = ["people: "]
    if style == "scalar":
        parts += [names[0], "\n"]
    elif style == "flow":
        parts[0] += draw(st.sampled_from(["[", "[ ", "[\n  "]))
        for name, item in zip(names, between, strict=True):
            lead, role = draw(st.sampled_from([("", ""), ("{name: ", "}"), ("{role: 'a, b', name: ", " }")]))
            parts[-1] += lead
            parts += [name, f"{role}, # {WRONG}\n  {item} ,"]
        parts[-1] += "]\n"
    else:
        indent = "" if style == "indentless" else "  "
        parts[0] = "people:\n"
        for name, item in zip(names, between, strict=True):
            lead, role = ("name: ", f"\n{indent}  role: x") if style == "items" else ("", "")
            parts[-1] += f"{indent}- {item}\n{indent}- {lead}"
            parts += [name, f"{role}\n"]
    keys = draw(st.lists(st.sampled_from(OTHER_KEYS), max_size=4, unique=True))
    at = draw(st.integers(0, len(keys)))
    parts[0] = f"---\ntitle: Grid\ndate: 2023-10-31\n{''.join(keys[:at])}{parts[0]}"
    parts[-1] += f"{''.join(keys[at:])}---\n{draw(st.sampled_from(BODIES))}"
    if draw(st.booleans()):
        parts = [part.replace("\n", "\r\n") for part in parts]
    if draw(st.booleans()):
        parts[0] = f"\ufeff{parts[0]}"
    return parts


@settings(max_examples=400, deadline=None)
@given(front_matter(), st.sampled_from(["Åse Berg", "Berg, Åse", "Åse: 'the' \"Berg\" #1", "no", "𝒳"]))
def test_nothing_but_the_name_is_changed_in_any_front_matter(parts: list[str], name: str) -> None:
    text = rewritten("".join(parts), name)

    gap = r"""(?:[^"'\r\n][^\r\n,]*|[^"'\r\n][^\r\n]*|'[^\r\n]*'|"[^\r\n]*")(?: # note)?"""
    pattern = "".join(gap if number % 2 else re.escape(part) for number, part in enumerate(parts))
    assert re.fullmatch(pattern, text)
    problems = Problems()
    found = parse_article(
        Source(path="content/a.md", text=decode(text.encode(), "", problems.report)), CONFIG, problems.report
    )
    assert found is not None
    assert problems.in_order() == ()
    named = [mention.name for mention in found.mentions["people"]]
    assert named.count(name) == len(parts) // 2
    assert all(fold(other) != fold(WRONG) for other in named)
    assert [mention.name for mention in found.mentions["topics"]] in ([], [WRONG, "b"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A", "name: A\naliases: [B]"),
        ("# first\nname: A # c\nkind: x", "# first\nname: A # c\naliases: [B]\nkind: x"),
        ("  name: >-\n    A\n\n  kind: x", "  name: >-\n    A\n  aliases: [B]\n\n  kind: x"),
        ("{name: A, kind: x}", "{name: A, aliases: [B], kind: x}"),
        ("name: A\naliases:\nkind: x", "name: A\naliases: [B]\nkind: x"),
        ("name: A\naliases:   # none yet", "name: A\naliases: [B]   # none yet"),
        ("name: A\naliases: ~ # none", "name: A\naliases: [B] # none"),
        ("name: A\naliases: []", "name: A\naliases: [B]"),
        ("name: A\naliases: C # c", "name: A\naliases: [C, B] # c"),
        ("name: A\naliases: C, D", 'name: A\naliases: ["C, D", B]'),
        ("name: A\naliases: 'C, D'", "name: A\naliases: ['C, D', B]"),
        ("name: A\naliases: C\n  D\nkind: x", "name: A\naliases: [C D, B]\nkind: x"),
        ("name: A\naliases: >-\n  C\n  D\n# c", 'name: A\naliases: ["C D", B]\n# c'),
        ("aliases: [C, 'D']\nname: A", "aliases: [C, 'D', B]\nname: A"),
        ("name: A\naliases: [ C , ] # c", "name: A\naliases: [ C, B , ] # c"),
        ("name: A\naliases: [\n  C, # c\n  D # d\n  ]", "name: A\naliases: [\n  C, # c\n  D, B # d\n  ]"),
        ("name: A\naliases:\n- C\n- D # d\n# e", "name: A\naliases:\n- C\n- D # d\n- B\n# e"),
        ("name: A\naliases:\n    -   C\nkind: x", "name: A\naliases:\n    -   C\n    - B\nkind: x"),
        ("name: A\naliases:\n  - |\n    C\n\nkind: x", "name: A\naliases:\n  - |\n    C\n  - B\n\nkind: x"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_alias_is_added_where_the_others_stand_or_below_the_name(before: str, after: str, line_end: str) -> None:
    before, after = (f"\ufeff---\n{keys}\n---\nBody\n".replace("\n", line_end) for keys in (before, after))
    before, after = (text.replace("kind: x", "description: x") for text in (before, after))

    text = with_aliases(before, ["B"])

    assert text == after
    assert aliases_of(text) == (*aliases_of(before), "B")


def test_aliases_that_need_quotes_get_them_in_each_kind_of_list() -> None:
    names = ["B, C", "D: E", "no", "F"]

    for keys in ("name: A", "name: A\naliases: [X]", "name: A\naliases:\n  - X"):
        assert aliases_of(with_aliases(f"---\n{keys}\n---\n", names))[-4:] == tuple(names)


@pytest.mark.parametrize(
    "keys", ["name: A\naliases: {a: b}", "name: A\naliases: [[x]]", "name: A\naliases:\n- - x", "? name\n: A"]
)
def test_record_to_which_no_alias_can_be_added_in_place_is_refused(keys: str) -> None:
    with pytest.raises(RewriteError, match="change it by hand"):
        with_aliases(f"---\n{keys}\n---\n", ["B"])


@pytest.mark.parametrize("spot", [(4, 9), (4, 8), (3, 1), (9, 1)])
def test_spot_at_which_no_text_stands_is_refused(spot: tuple[int, int]) -> None:
    with pytest.raises(RewriteError):
        with_names("---\ntitle: Grid\npeople:\n  - [ A ]\n---\n", [(4, 7), spot], "B")


def test_fields_come_with_their_lines_at_the_end_and_in_the_line_ends_of_the_file() -> None:
    donor = "---\nname: B\nroles: # all\n  - {title: x}\n\nextra: {a: [b,\n c]}\n---\nLife\n"

    text = with_fields("---\r\nname: A\r\n---\r\n", donor, ["extra", "roles"])

    assert text == "---\r\nname: A\r\nroles: # all\r\n  - {title: x}\r\n\r\nextra: {a: [b,\r\n c]}\r\n---\r\n"


@pytest.mark.parametrize("other", ["---\n  name: A\n---\n", "---\n{name: A}\n---\n", "---\nname: A\nextra: {}\n---\n"])
def test_fields_are_not_added_where_their_lines_would_mean_something_else(other: str) -> None:
    with pytest.raises(RewriteError):
        with_fields(other, "---\nname: B\nextra: {a: b}\n---\n", ["extra"])


def test_body_takes_the_place_of_an_empty_one() -> None:
    assert with_body("---\r\nname: A\r\n---", "---\nname: B\n---\n\nLife\n") == "---\r\nname: A\r\n---\r\n\r\nLife\r\n"
    assert body_of("---\nname: B\n---\nLife") == "Life"


def test_new_record_is_read_as_it_was_meant() -> None:
    text = new_record("A: B", ["C, D", "no"])

    assert fields_of(text) == {"name": "A: B", "aliases": ("C, D", "no")}
