"""When a text was published, and when happened what it tells, in the forms in which wires write it."""

from datetime import date

import pytest

from gazette.desk.importing.published import guess_event, read_published
from gazette.desk.importing.wire import read_wire
from gazette.errors import InputError, Place

HERE = Place(path="raw.txt")
STORY = "The bridge was opened in the presence of the mayor, and the whole town was there to see it."


@pytest.mark.parametrize(
    ("line", "published"),
    [
        (" date 2023-10-31 31 October 2023 15:29 (UTC+04:00)", "2023-10-31T15:29:00+04:00"),
        ("Friday, July 21, 2017", "2017-07-21"),
        ("21 July 2025 14:01 (UTC+04:00)", "2025-07-21T14:01:00+04:00"),
        ("2025-07-21", "2025-07-21"),
        ("2025-07-21T14:01:22Z", "2025-07-21T14:01:22+00:00"),
        ("2025-07-21T14:01:22.500-0330", "2025-07-21T14:01:22-03:30"),
        ("Published: July 21st, 2025 at 2:01 p.m. EDT", "2025-07-21T14:01:00-04:00"),
        ("Published 12:05 am, 21 July 2025", "2025-07-21 00:05"),
        ("Mon, 21 Jul 2025 14:01:00 +0530", "2025-07-21T14:01:00+05:30"),
        ("Mon 21 July 2025 05.41 GMT", "2025-07-21T05:41:00+00:00"),
        ("21.07.2025 14:01", "2025-07-21 14:01"),
        ("07/21/2025", "2025-07-21"),
        ("04/04/2025", "2025-04-04"),
        ("Updated 21 July 2025, 14:01 GMT+3", "2025-07-21T14:01:00+03:00"),
        ("21 July 2025 14:01 IST", "2025-07-21 14:01"),
        ("BAKU, 21 July 2025", "2025-07-21"),
        ("Dated this 21st day of July, 2025", "2025-07-21"),
        ("21/07/2025 14h01 - Updated 22/07/2025 08h10", "2025-07-21 14:01"),
        ("Gazeta do Rio, 21 July 2025", "2025-07-21"),
        ("Posted 21 July 2025 · 2 min read", "2025-07-21"),
        ("Released by the House of Wells, 21 July 2025", "2025-07-21"),
        ("Brussels, Belgium — Monday, 21 July 2025", "2025-07-21"),
    ],
)
@pytest.mark.parametrize(
    "layout", ["{line}\n\n{story}\n", "{story}\n\n{story}\n\n{line}", "A headline\n{line}\n\n{story}"]
)
def test_date_line_is_read_wherever_it_stands(line: str, published: str, layout: str) -> None:
    wire = read_wire(layout.format(line=line, story=STORY))

    assert read_published(wire, HERE).text == published
    assert wire.paragraphs[0] == STORY


def test_first_of_several_days_around_a_text_is_a_guess() -> None:
    found = read_published(read_wire(f"Published 1 May 2024\nUpdated 3 May 2024\n\n{STORY}"), HERE)

    assert (found.text, found.reason) == ("2024-05-01", "the first of several days that stand around the text")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("21 July 2025 14:01", "no offset is written; the site's is taken"),
        (
            "21 July 2025 14:01 IST",
            'the offset of the zone in "21 July 2025 14:01 IST" is not known; the site\'s is taken',
        ),
        ("21 July 2025", ""),
        ("21 July 2025 14:01 UTC", ""),
    ],
)
def test_time_without_a_known_offset_is_a_guess(line: str, reason: str) -> None:
    assert read_published(read_wire(f"{line}\n\n{STORY}"), HERE).reason == reason


@pytest.mark.parametrize(
    "line", ["31/02/2025", "31 June 2025", "21 July", "", "2025", "In 21 July 2025 there was a fair"]
)
def test_text_without_a_day_of_publication_has_none_invented(line: str) -> None:
    with pytest.raises(InputError, match="no line says when it was published; give it with --date"):
        read_published(read_wire(f"{line}\n\n{STORY}\n\n{STORY}"), HERE)


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("STRASBOURG, 30 October 2023 —", "2023-10-30"),
        ("ISLE OF HARROW, Oct. 30, 2023 (River News) -", "2023-10-30"),
        ("Ulaanbaatar, October 30, 2023 /River News/.", "2023-10-30"),
    ],
)
def test_dateline_with_its_year_is_the_day_of_publication_as_a_guess(dateline: str, published: str) -> None:
    found = read_published(read_wire(f"{dateline} {STORY}"), HERE)

    assert (found.text, found.reason) == (published, "the day of the dateline")


@pytest.mark.parametrize(
    ("lead", "event"),
    [  # published on Tuesday, 31 October 2023
        ("It was opened on October 30.", "2023-10-30"),
        ("It was opened on 30 October 2023.", "2023-10-30"),
        ("It was opened on the 30th of October.", "2023-10-30"),
        ("A fair was held on October 28-30.", "2023-10-28/2023-10-30"),
        ("A fair was held from 28 to 30 October.", "2023-10-28/2023-10-30"),
        ("A fair was held from Saturday, October 28, to Monday, October 30.", "2023-10-28/2023-10-30"),
        ("The mayor today announced that it was opened on October 30.", "2023-10-30"),
        ("The mayor announced today that it is open.", "2023-10-31"),
        ("From Monday it will be open.", None),
        ("It burned down in the early hours of yesterday.", "2023-10-30"),
        ("A fair was held on Saturday and Sunday.", "2023-10-28/2023-10-29"),
        ("It was opened on Monday.", "2023-10-30"),
        ("It was opened on Tuesday.", "2023-10-31"),
        ("It was opened last Tuesday.", "2023-10-24"),
        ("It was opened yesterday.", "2023-10-30"),
        ("It was opened today.", "2023-10-31"),
        ("It opened Sunday, the mayor said.", "2023-10-29"),
        ("STRASBOURG, 30 October — It was opened on Monday.", "2023-10-30"),
        ("STRASBOURG, 30 October — It was opened.", "2023-10-30"),
        ("STRASBOURG, Oct. 27 (River News) — It was opened on Wednesday.", "2023-10-25"),
        ("It will be opened on 30 November. It was shown on Monday.", "2023-10-30"),
        ("Work had gone on since 2 October; it was opened on Monday.", "2023-10-30"),
        ("It will be opened on Friday, the mayor said on Monday.", "2023-10-30"),
        ("It will be opened next Monday.", None),
        ("It is to be opened by Monday.", None),
        ("It was opened on 30 December.", None),
        ("The Convention of 4 November 1950 was signed in Rome.", None),
        ("It was opened on 03/10/2023.", None),
        ("It opens on Mondays.", None),
        ("It was opened.", None),
        (f"{STORY}\n\n{STORY}\n\nIt was opened on October 30.", None),
    ],
)
def test_event_is_read_from_the_lead_against_the_day_of_publication(lead: str, event: str | None) -> None:
    wire = read_wire(f"31 October 2023\n\n{lead}\n\nIt is of stone.")

    found = guess_event(wire, date(2023, 10, 31))

    assert (found.text if found else None) == event


def test_event_at_the_turn_of_the_year_is_in_the_old_one() -> None:
    found = guess_event(read_wire("2 January 2024\n\nIt was opened on December 30."), date(2024, 1, 2))

    assert found
    assert found.text == "2023-12-30"
