"""The layouts of raw texts, and that no line of one is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.desk.importing.wire import read_wire

STORY = "The bridge was opened in the presence of the mayor."


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge opened\n\n31 October 2023\n\n{STORY}",
        f"31 October 2023\n\nBridge opened\n\n{STORY}",
        f"Bridge opened\nBy Ada Example\n31 October 2023\n\n{STORY}",
        f"Press release\n31 October 2023\n\nBridge opened\n\n{STORY}",
        f"\n\n  Bridge opened  \n\nBy Ada Example, River News\n\n{STORY}\n\n31 October 2023\n",
        f"MINISTRY OF BRIDGES\nPress service\n\nBridge opened\n\n31 October 2023\n\n{STORY}",
    ],
)
def test_headline_is_found_before_or_behind_the_date(text: str) -> None:
    wire = read_wire(text)

    assert wire.title == "Bridge opened"
    assert wire.paragraphs == (STORY,)
    assert [line.text for line in wire.dates] == ["31 October 2023"]


def test_line_under_the_headline_is_not_the_headline() -> None:
    head = "Bridge reopens to walkers after years\nThe bridge had been closed since the flood of that year"

    assert read_wire(f"{head}\n31 October 2023\n\n{STORY}").title == "Bridge reopens to walkers after years"


def test_headline_over_two_lines_is_one() -> None:
    first, second = "A bridge between the two banks of the Danube was opened", "after nine years of work"

    assert read_wire(f"{first}\n{second}\n\n31 October 2023\n\n{STORY}").title == f"{first} {second}"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One sentence\nover lines.\n\nAnother.", ("One sentence\nover lines.", "Another.")),
        ("  An indented one\ngoes on.\n  Another.", ("An indented one\ngoes on.", "Another.")),
        (
            f"{'Long words. ' * 20}\n{'More words. ' * 20}",
            (("Long words. " * 20).strip(), ("More words. " * 20).strip()),
        ),
        ("Just a line", ("Just a line",)),
        ("31 October 2023", ("31 October 2023",)),
        ("", ()),
    ],
)
def test_paragraphs_are_told_apart(text: str, paragraphs: tuple[str, ...]) -> None:
    assert read_wire(text).paragraphs == paragraphs


@pytest.mark.parametrize(
    ("lead", "place", "agency"),
    [
        ("STRASBOURG, Oct. 30 (River News) — It was.", "STRASBOURG", "River News"),
        ("STRASBOURG, 30 October — It was.", "STRASBOURG", ""),
        ("Baku, Azerbaijan, October 30 /River News/. It was.", "Baku, Azerbaijan", "River News"),
        ("GYUMRI, MAY 16, RIVER PRESS. It was.", "GYUMRI", "RIVER PRESS"),
        ("(River News) KINSHASA, 2 May 2024 – It was.", "KINSHASA", "River News"),
        ("   CAPE AGNES, South Africa (River News) _ It was.", "CAPE AGNES, South Africa", "River News"),
        ("Bogotá — It was.", "Bogotá", ""),
        ("RIVER PRESS/OSLO, 2 May 2024 – It was.", "OSLO", "RIVER PRESS"),
        ("OSLO (River News) It was.", "OSLO", "River News"),
        ("OSLO, May 2. River News. It was.", "OSLO", "River News"),
    ],
)
def test_dateline_is_read(lead: str, place: str, agency: str) -> None:
    wire = read_wire(f"31 October 2023\n\n{lead}")

    assert wire.dateline
    assert (wire.dateline.place, wire.dateline.agency) == (place, agency)
    assert wire.lead == ("It was.",)


@pytest.mark.parametrize(
    "lead",
    [
        "Welfare: the agency said so.",
        "The bridge (of stone) was opened.",
        "On 30 October 2023 the bridge was opened.",
        "A well-known bridge was opened.",
        "Mr. Example opened it.",
        "GUO (Guild of Ulm Organists) It was.",
        "The mayor/OSLO, 2 May 2024 – It was.",
    ],
)
def test_sentence_is_no_dateline(lead: str) -> None:
    assert read_wire(f"31 October 2023\n\n{lead}").dateline is None


PAGE = f"""River News | English edition
Skip to main content
Home    News    Contact

Home › News › 2023

Bridge opened

31 October 2023 · 2 min read

Share this article   Facebook   E-mail

{STORY} {STORY}

Read also: Ferry sold

{STORY} {STORY}

More from rivers
Ferry sold
Quiz: which bank is left?

© 2023 River House. All rights reserved.
Comments (3)"""


def test_menus_and_buttons_of_a_page_are_in_the_frame() -> None:
    wire = read_wire(PAGE)

    assert wire.paragraphs == (f"{STORY} {STORY}", f"{STORY} {STORY}")
    assert wire.title == "Bridge opened"
    assert [line.text for line in wire.dates] == ["31 October 2023 · 2 min read"]
    assert (wire.owner, wire.credit) == ("River House", "River News")
    assert list(wire.frame) == [line for line in PAGE.splitlines() if line and STORY not in line]


@pytest.mark.parametrize("mark", ["-30-", "ENDS", "- Ends -", "###", "(end)"])
def test_text_ends_at_its_mark(mark: str) -> None:
    wire = read_wire(f"31 October 2023\n\n{STORY} {STORY}\n\n{mark}\n\n{STORY} {STORY}")

    assert wire.paragraphs == (f"{STORY} {STORY}",)
    assert wire.frame == ("31 October 2023", mark, f"{STORY} {STORY}")


TOLD = f"{STORY} {STORY}"


@pytest.mark.parametrize(
    "body",
    [
        f"{TOLD[:70]}\nand all went\nhome.\n\n{TOLD}",
        f"{TOLD[:70]}\npopular support since the spring, and\nmore on the matter than the council can.\n\n{TOLD}",
        f"{TOLD}\n\nThe old have told us,\nyou may decide as you wish,\nthe bridge is built.",
        f"Who wants to object may write to the mayor at bridge@ulm.example until Friday, the council said.\n\n{TOLD}",
        f"{TOLD}\n\nAnyone who saw it may call +44 131 555 0199, and the police will listen, a spokesman said.",
        f"Copyright will last for fifty years only. {TOLD}\n\n{TOLD}",
        f"{TOLD}\n\nPublished by Example in 1999, the book sold a million copies.",
        f"{TOLD}\n\nPhone lines were restored by the evening.",
        f"{TOLD}\n\n“We shall go on.”\n\n— The River Council",
        f"{TOLD}\n\nAuthor Ada Example was among those who came to see it.",
        f"{TOLD}\n\nPhotos of the fire were shown to the jury.",
        f"{TOLD}\n\n###\n\n{TOLD}\n\n###\n\n{TOLD}",
        f"{TOLD}\n\nMeans\n\n{TOLD}\n\nEnds\n\n{TOLD}",
        f"{TOLD}\n\nPopular demand has grown, he said.\n\nThe end.",
        f"{TOLD}\n\nRecommended doses vary by age.\n\nAdults take two.",
        f"{TOLD}\n\nThe demands are:\n\n- Jobs\n- Housing\n- Health\n- Weather / Climate\n\n{TOLD}",
        f"{TOLD}\n\nThese were merged:\n\nCulture\nSport\nMedia\nResearch\n\n{TOLD}",
        f"{TOLD}\n\nResults\n\n{TOLD}",
        f"{TOLD}\n\n- Sport / Culture\n\n{TOLD}",
        "Where do they go?\nHome\nand where from?\nhome\n\nAnd so they went.",
        f"{TOLD}\n\nWrite to bridge@ulm.example today.",
        f"{TOLD}\n\nPublished by Example Books, it sold a million copies.",
        f"{TOLD}\n\nWhere do they go?\nHome\nand where from?\nhome\n\n{TOLD}",
    ],
)
def test_what_only_looks_like_furniture_stays_in_the_text(body: str) -> None:
    wire = read_wire(f"Bridge opened\n\n31 October 2023\n\n{body}")

    assert " ".join(wire.paragraphs).split() == body.split()
    assert (wire.owner, wire.credit) == ("", "")


@pytest.mark.parametrize(
    "title",
    [
        "Popular mayor dies",
        "More in common than not",
        "Read more, pupils told",
        "You may be wrong, judge says",
        "Recommended speed falls",
        "Norway wins gold",
        "No deal in sight",
        "Nobody hurt in fire",
        "Case closed after 1999",
        "Website goes dark for a day",
        "E-mail scam hits pensioners",
        "POST OFFICE, UNION AGREE PAY DEAL",
        "MAYOR OPENS NEW LIBRARY",
        "COUNCIL SACKS POLICE",
        "Copyright Reform Passed",
        "Editor Sacked",
        "Contact lost with ferry",
        "Photo competition opens",
        "Sport and culture merge",
    ],
)
def test_headline_that_has_a_word_of_frames_is_the_headline(title: str) -> None:
    wire = read_wire(f"{title}\n\n31 October 2023\n\n{TOLD}\n\n{TOLD}")

    assert wire.title == title
    assert (wire.owner, wire.credit, wire.institution) == ("", "", "")


@pytest.mark.parametrize(
    "line", ["Contact was lost.", "Home is where they were.", "Nothing more.", "Ends well", "Comments were few."]
)
def test_line_of_a_text_that_has_a_word_of_menus_is_no_menu(line: str) -> None:
    assert read_wire(f"31 October 2023\n\n{STORY} {STORY}\n\n{line}\n\n{STORY} {STORY}").paragraphs[1] == line


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Bridge opened",
                STORY,
                "31 October 2023",
                "By Ada Example",
                "",
                "(River News)",
                "  Indented.",
                "Menu",
                "ENDS",
                "Read also:",
                STORY * 2,
            ]
        )
        | st.text("aA1 .,:()-/—", max_size=40),
        max_size=12,
    ).map("\n".join)
)
def test_every_word_is_in_the_frame_or_in_a_paragraph(text: str) -> None:
    wire = read_wire(text)

    assert sorted(" ".join((*wire.frame, *wire.paragraphs)).split()) == sorted(text.split())
    assert bool(wire.paragraphs) == bool(text.strip())
