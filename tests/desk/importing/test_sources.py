"""Whose a text is, and through whom that outlet had it, in the ways in which texts say so."""

import pytest

from gazette.desk.importing.sources import guess_provenance
from gazette.desk.importing.wire import read_wire

STORY = "The bridge was opened in the presence of the mayor, and the whole town was there to see it."


def provenance(text: str) -> tuple[str, str]:
    """Return the source and the `via` of a text, in a collection that knows no outlet."""
    found = guess_provenance(read_wire(text), lambda _: False)
    return found.source.text if found.source else "", found.via.text if found.via else ""


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("© 2023 River House. All rights reserved.", "River House"),
        ("Copyright 2019-2023 by River House | Privacy", "River House"),
        ("\N{EM DASH} River News Agency", "River News Agency"),
        ("\N{EM DASH} Ada Example", ""),
        ("Issued by the Registry of the River Court", "Registry of the River Court"),
        ("Released by the Diocese of Ulm, 31 October 2023", "Diocese of Ulm"),
        ("Gazeta do Rio, 31 October 2023", "Gazeta do Rio"),
        ("Elveposten, 31 October 2023", "Elveposten"),
        ("Source: River News", "River News"),
        ("(31 October 2023)", ""),
        ("[The River Packet, Tuesday, 31 October 2023, p. 4]", "The River Packet"),
        ("© 2023 The River Lamp (Pvt) Ltd", "The River Lamp"),
        ("© 2023 River Tugs Ltd", "River Tugs Ltd"),
    ],
)
def test_line_below_a_text_names_whose_it_is(line: str, source: str) -> None:
    assert provenance(f"31 October 2023\n\n{STORY}\n\n{STORY}\n\n{line}") == (source, "")


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("THE RIVER COURIER\n31 October 2023", "The River Courier"),
        ("RADIO RIVER, ULM - 98.3 FM\n31 October 2023", "Radio River"),
        ("River News | English edition\n\n31 October 2023", "River News"),
        ("Embassy of Norlund in Ulm\nPress release\n\nBridge opened\n\n31 October 2023", "Embassy of Norlund in Ulm"),
        ("river.example - official website of the River Federation\n\n31 October 2023", "River Federation"),
        ("www.river-herald.example\nMenu   Log in\n\n31 October 2023", "river-herald.example"),
        ("REPUBLIC OF NORLUND\nMinistry of Wells\nMedia release\n\n31 October 2023", "Ministry of Wells"),
        ("A bridge is open to all who walk\nNew Academy Square\n31 October 2023", ""),
        ("Bridge opened\n\nBy Ada Example, for River News\n31 October 2023", "River News"),
        ("Bridge opened\n\nBy Ada Example, Staff Writer\n31 October 2023", ""),
    ],
)
def test_line_above_a_text_names_whose_it_is(head: str, source: str) -> None:
    assert provenance(f"{head}\n\n{STORY}\n\n{STORY}") == (source, "")


def test_site_without_a_letter_is_no_name() -> None:
    assert provenance(f"31 October 2023\n\n{STORY}\n\n{STORY}\n\n-.com") == ("-.com", "")


def test_site_has_the_name_that_stands_elsewhere_in_its_page() -> None:
    page = f"www.river-herald.example\n\n31 October 2023\n\n{STORY}\n\nMore from here\nWrite to the River Herald"
    assert provenance(page) == ("River Herald", "")


@pytest.mark.parametrize(
    ("sentence", "source", "via"),
    [
        ("It was full, River News reported on Monday.", "River News", ""),
        ("It was full, the police reported on Monday.", "", ""),
        ("It was full, according to the Al-Nahr newspaper.", "", "Al-Nahr"),
        (f"{STORY}\n\nFirst published in Elveposten (in Norwegian).", "", "Elveposten"),
        (f"{STORY}\n\nThe book was first published in London.", "", ""),
    ],
)
def test_sentence_names_whose_a_text_is(sentence: str, source: str, via: str) -> None:
    assert provenance(f"31 October 2023\n\n{STORY}\n\n{sentence}") == (source, via)


def test_company_announces_in_its_lead() -> None:
    lead = "River Tugs Co., Ltd. today announced that it was full."
    assert provenance(f"31 October 2023\n\n{lead}\n\n{STORY}") == ("River Tugs Co., Ltd.", "")


def test_outlet_that_a_sentence_names_is_whom_another_had_it_from() -> None:
    assert provenance(f"THE RIVER COURIER\n31 October 2023\n\nIt was full, Hill News reports.\n\n{STORY}") == (
        "The River Courier",
        "Hill News",
    )
