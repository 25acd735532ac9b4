"""Dates, read as written."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.content.dates import Span, now_from, parse_day, parse_moment, parse_partial, parse_span
from gazette.content.days import DateError
from gazette.content.unsure_dates import SET

PARIS = ZoneInfo("Europe/Paris")
GENERAL = "write a day as 2023-10-31, a time as 2023-10-31 15:29 or 2023-10-31T15:29:00+04:00"
A_SPAN = "write a day as 2023-10-31, a range as 2023-10-30/2023-10-31, a month as 2023-10 or a year as 2023"
A_PARTIAL = "write a year, a month or a day, such as 2019, 2019-09 or 2019-09-18"
NO_MONTH = "there is no such month; they run from 01 to 12"
NO_TIME = "it is a day, a month, a year or a range, without a time of day; write "
UNSURE = "how sure a date is cannot be said here; write {}, and in the text that it is unsure"
BOTH_ENDS = "a range needs both its ends, as 1919/1921 has; write {} or both"


def refusal_of_moment(text: str, zone: tzinfo = UTC) -> str:
    with pytest.raises(DateError) as caught:
        parse_moment(text, zone)
    return str(caught.value)


def refusal_of_span(text: str, longest: int = 366) -> str:
    """Return the advice on what is no span; "" where it is one."""
    try:
        parse_span(text, longest)
    except DateError as why:
        return str(why)
    return ""


def refusal_of_partial(text: str) -> str:
    """Return the advice on what is no year, month or day; "" where it is one."""
    try:
        parse_partial(text)
    except DateError as why:
        return str(why)
    return ""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-10-31 15:29", "2023-10-31T15:29:00+01:00"),
        ("2023-07-31 15:29", "2023-07-31T15:29:00+02:00"),
        ("2023-10-31T15:29", "2023-10-31T15:29:00+01:00"),
        ("2023-10-31   15:29", "2023-10-31T15:29:00+01:00"),
        ("2014-05-29 1:45:14 -0400", "2014-05-29T01:45:14-04:00"),
        ("2023-10-31T15:29:00+04:00", "2023-10-31T15:29:00+04:00"),
        ("2023-10-31T15:29:00Z", "2023-10-31T15:29:00+00:00"),
        ("2023-10-31t15:29:00z", "2023-10-31T15:29:00+00:00"),
        ("2023-10-31t15:29:00+04:00", "2023-10-31T15:29:00+04:00"),
        ("2023-10-31T15:29:00z", "2023-10-31T15:29:00+00:00"),
        ("2023-10-31T15:29:07.123456Z", "2023-10-31T15:29:07+00:00"),
        ("2023-10-31 15:29 UTC", "2023-10-31T15:29:00+00:00"),
        ("2023-10-31 15:29 (GMT)", "2023-10-31T15:29:00+00:00"),
        ("2023-10-31 15:29 +4", "2023-10-31T15:29:00+04:00"),
        ("2023-10-31 15:29 +0545", "2023-10-31T15:29:00+05:45"),
        ("2023-10-31 15:29 +14:00", "2023-10-31T15:29:00+14:00"),
        ("2023-10-31 15:29 -12:00", "2023-10-31T15:29:00-12:00"),
        ("31 October 2023 15:29 (UTC+04:00)", "2023-10-31T15:29:00+04:00"),
        ("31 October 2023 15:29 (UTC−04:00)", "2023-10-31T15:29:00-04:00"),
        ("1 may 2023 00:00 (UTC)", "2023-05-01T00:00:00+00:00"),
        ("9999-12-31 23:59 -12:00", "9999-12-31T23:59:00-12:00"),
        ("1000-01-01 00:00 +14:00", "1000-01-01T00:00:00+14:00"),
    ],
)
def test_time_is_read_in_the_offset_in_which_it_is_written_or_else_the_zones(text: str, iso: str) -> None:
    moment = parse_moment(text, PARIS)

    assert moment.iso == iso
    assert moment.has_time


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-10-31", "2023-10-31T00:00:00+01:00"),
        ("31 October 2023", "2023-10-31T00:00:00+01:00"),
        ("2024-02-29", "2024-02-29T00:00:00+01:00"),
        ("9999-12-31", "9999-12-31T00:00:00+01:00"),
    ],
)
def test_day_without_a_time_begins_at_midnight_of_the_zone(text: str, iso: str) -> None:
    moment = parse_moment(text, PARIS)

    assert moment.iso == iso
    assert not moment.has_time


def test_moment_belongs_to_the_day_as_written_in_its_own_offset() -> None:
    moment = parse_moment("2023-10-31 23:30 -08:00", PARIS)

    assert moment.day == date(2023, 10, 31)
    assert moment.instant.astimezone(UTC).date() == date(2023, 11, 1)


def test_moments_are_compared_by_instant() -> None:
    early, late = parse_moment("2023-10-31 09:00 +14:00", UTC), parse_moment("2023-10-30 20:00 -05:00", UTC)

    assert early.instant < late.instant


def test_offset_of_old_local_mean_time_is_rounded_to_the_minute() -> None:
    assert parse_moment("1850-06-01 12:00", PARIS).iso == "1850-06-01T12:00:00+00:09"


def test_day_that_begins_in_a_skipped_hour_is_still_a_day() -> None:
    assert parse_moment("2018-11-04", ZoneInfo("America/Sao_Paulo")).day == date(2018, 11, 4)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("03/05/2023", "it may be 2023-03-05 or 2023-05-03; write the one that is meant"),
        ("3.5.2023", "it may be 2023-03-05 or 2023-05-03; write the one that is meant"),
        ("03-05-2023", "it may be 2023-03-05 or 2023-05-03; write the one that is meant"),
        ("13/05/2023", "write it as 2023-05-13"),
        ("05/13/2023", "write it as 2023-05-13"),
        ("31-10-2023", "write it as 2023-10-31"),
        ("3/3/2023", "write it as 2023-03-03"),
        ("October 31, 2023", "write it as 2023-10-31"),
        ("Oct. 31 2023", "write it as 2023-10-31"),
        ("February 30, 2023", "there is no such day"),
        ("3 May", "its year is missing; write it as YYYY-05-03"),
        ("3 Sept.", "its year is missing; write it as YYYY-09-03"),
        ("31/31/2023", "there is no such day"),
        ("3 Foo 2023", GENERAL),
        ("yesterday", GENERAL),
        ("", GENERAL),
        ("2023", "its day is missing; write it as 2023-MM-DD"),
        ("2023-10", "its day is missing; write it as 2023-10-DD"),
        ("2023-1-5", "write it as 2023-01-05"),
        ("20231031", "write it as 2023-10-31"),
        ("20231331", GENERAL),
        ("1698766140", GENERAL),
        ("2023-10-31T", "write it as 2023-10-31"),
        ("2023-10-31;", "write it as 2023-10-31"),
        ("October 2023", "its day is missing; write it as 2023-10-DD"),
        ("2023-10-31 15", GENERAL),
        ("2023-10-31\n15:29", GENERAL),
        ("２０２３-10-31", GENERAL),
        ("٣ May 2023", GENERAL),
        ("2023-10-31/2023-11-01", "it is one day and no range; write the first, 2023-10-31"),
        ("30-31 October 2023", "it is one day and no range; write the first, 2023-10-30"),
    ],
)
def test_what_is_no_date_is_refused_with_advice(text: str, advice: str) -> None:
    assert refusal_of_moment(text) == advice


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("31 Oct 2023 15:29", "2023-10-31 15:29"),
        ("Tue, 31 Oct 2023 15:29:00 +0000", "2023-10-31 15:29:00 +0000"),
        ("October 31, 2023 at 3:29 p.m.", "2023-10-31 15:29"),
        ("2023-10-31 3:29 pm", "2023-10-31 15:29"),
        ("2023-10-31 15:29 PM", "2023-10-31 15:29"),
        ("2023-10-31 12:05 am +02:00", "2023-10-31 00:05 +02:00"),
        ("2023-10-31 12 pm", "2023-10-31 12:00"),
        ("2023-10-31 15.29", "2023-10-31 15:29"),
        ("2023-10-31 15h29", "2023-10-31 15:29"),
        ("31.10.2023 15:29", "2023-10-31 15:29"),
        ("20231031T152900Z", "2023-10-31 15:29:00 Z"),
    ],
)
def test_time_in_another_form_has_a_cure_that_holds(text: str, written: str) -> None:
    assert refusal_of_moment(text) == f"write it as {written}"
    assert parse_moment(written, PARIS).has_time


def test_time_on_a_day_that_may_be_two_is_offered_for_both() -> None:
    assert refusal_of_moment("3/5/2023 10:00") == (
        "it may be 2023-03-05 10:00 or 2023-05-03 10:00; write the one that is meant"
    )


@pytest.mark.parametrize("text", ["2023-10-31 13:29 am", "31 Oct 2023 25:00"])
def test_time_that_there_is_not_has_no_such_cure(text: str) -> None:
    assert refusal_of_moment(text) == GENERAL


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2023-02-30", "2023-04-31", "2023-13-01", "2023-00-10", "2023-10-00", "1900-02-29",
             "0 May 2023", "32 May 2023", "31 June 2023", "2023-02-30 12:00"],
)  # fmt: skip
def test_impossible_day_is_refused(text: str) -> None:
    assert refusal_of_moment(text) == "there is no such day"


@pytest.mark.parametrize("text", ["0999-12-31", "0000-01-01", "0023-10-31", "1 May 0999"])
def test_year_before_1000_is_refused(text: str) -> None:
    assert refusal_of_moment(text) == "years run from 1000 to 9999"


@pytest.mark.parametrize("time", ["24:00", "25:10", "15:60", "15:29:60", "99:99:99"])
def test_impossible_time_is_refused(time: str) -> None:
    assert refusal_of_moment(f"2023-10-31 {time}") == (
        "there is no such time; hours run from 0 to 23, minutes and seconds to 59"
    )


@pytest.mark.parametrize("offset", ["+14:01", "+15:00", "-15:00", "+99", "+04:60", "+0499"])
def test_offset_out_of_range_is_refused(offset: str) -> None:
    assert refusal_of_moment(f"2023-10-31 15:29 {offset}") == (
        f'"{offset}" is no offset in use; they run from -12:00 to +14:00'
    )


@pytest.mark.parametrize("offset", ["CET", "+", "+4:5", "4", "Europe/Paris", "+04:00:00", "()", "++04:00", "+٠٤"])
def test_what_is_no_offset_is_refused(offset: str) -> None:
    assert refusal_of_moment(f"2023-10-31 15:29 {offset}") == (
        f'"{offset}" is no offset from UTC; write one such as +04:00, -0400 or Z'
    )


def test_a_time_that_the_clocks_skip_is_an_error_that_names_the_offsets() -> None:
    assert refusal_of_moment("2023-03-26 02:30", PARIS) == (
        "clocks in Europe/Paris skip this time; write the offset that is meant, +01:00 or +02:00"
    )


def test_a_time_that_the_clocks_show_twice_is_an_error_that_names_the_offsets() -> None:
    assert refusal_of_moment("2023-10-29 02:30", PARIS) == (
        "clocks in Europe/Paris show twice this time; write the offset that is meant, +02:00 or +01:00"
    )


@pytest.mark.parametrize("text", ["2023-03-26 02:30 +01:00", "2023-10-29 02:30 +02:00", "2023-10-29 02:30 +01:00"])
def test_offset_settles_a_time_at_which_the_clocks_change(text: str) -> None:
    assert parse_moment(text, PARIS).iso == text.replace(" ", "T", 1).replace(" ", ":00")


@pytest.mark.parametrize("time", ["01:59", "03:00"])
def test_times_beside_the_skipped_hour_are_read(time: str) -> None:
    assert parse_moment(f"2023-03-26 {time}", PARIS).instant.strftime("%H:%M") == time


def outcome(parse: Callable[[], object]) -> str:
    """Return what was parsed, or the advice of a DateError; any other error fails the test."""
    try:
        return repr(parse())
    except DateError as why:
        return str(why)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_moment_or_a_date_error(text: str) -> None:
    assert outcome(lambda: parse_moment(text, PARIS))


PIECES = st.sampled_from([*"2023 10 31 1 0 00 9999 02 30 29 - / . : T Z + ( ) UTC October May 15:29".split(), " ", "−"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_pieces_of_a_date_are_a_moment_or_a_date_error(text: str) -> None:
    for parse in (lambda: parse_moment(text, PARIS), lambda: parse_span(text, 366), lambda: parse_partial(text)):
        assert outcome(parse)


OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=OFFSETS))  # noqa: DTZ001 - the strategy wants it so
def test_what_iso_8601_writes_is_read_back_as_the_same_instant(written: datetime) -> None:
    whole = written.replace(microsecond=0)

    assert parse_moment(whole.isoformat(), PARIS).instant == whole
    assert parse_moment(whole.isoformat(sep=" "), PARIS).day == whole.date()


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_from_the_year_1000_is_read_in_both_forms(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day} {day:%B} {day.year}") == day


def test_day_has_no_time() -> None:
    with pytest.raises(DateError, match=r"^it is a day, without a time of day; write 2023-10-31$"):
        parse_day("2023-10-31 15:29")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-10-30", date(2023, 10, 30), date(2023, 10, 30)),
        ("2023-10-28/2023-10-30", date(2023, 10, 28), date(2023, 10, 30)),
        ("2023-10-28 / 2023-10-30", date(2023, 10, 28), date(2023, 10, 30)),
        ("2023-10-30/2023-10-30", date(2023, 10, 30), date(2023, 10, 30)),
        ("28 October 2023/1 November 2023", date(2023, 10, 28), date(2023, 11, 1)),
        ("9999-12-30/9999-12-31", date(9999, 12, 30), date(9999, 12, 31)),
    ],
)
def test_span_is_a_day_or_a_range(text: str, first: date, last: date) -> None:
    assert parse_span(text, 366) == Span(first=first, last=last)


def test_days_of_a_span_include_the_last_one() -> None:
    assert parse_span("2024-02-28/2024-03-01", 366).days == (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1))
    assert parse_span("9999-12-31", 366).days == (date(9999, 12, 31),)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2023-10-30/2023-10-28", "it ends before it begins; write 2023-10-28/2023-10-30"),
        ("2023-10-30/2023-02-30", "there is no such day"),
        ("2023-10-28/", BOTH_ENDS.format("2023-10-28")),
        ("/2023-10-28", BOTH_ENDS.format("2023-10-28")),
        ("2023-10-28/2023-10-29/2023-10-30", A_SPAN),
        ("03/05/2023", "it may be 2023-03-05 or 2023-05-03; write the one that is meant"),
        ("1921/1919", "it ends before it begins; write 1919/1921"),
        ("1919-13", NO_MONTH),
        ("1919-00", NO_MONTH),
        ("0044", "years run from 1000 to 9999"),
        ("2023-10-31 evening", A_SPAN),
        ("yesterday", A_SPAN),
        ("", A_SPAN),
        ("3 May", "its year is missing; write it as YYYY-05-03"),
        ("2023-10-31 15:29", NO_TIME + "2023-10-31"),
        ("2023-10-31T15:29:00.000Z", NO_TIME + "2023-10-31"),
        ("31 October 2023 15:29 (UTC+04:00)", NO_TIME + "2023-10-31"),
        ("31 October 2023, 3 p.m.", NO_TIME + "2023-10-31"),
        ("2023-10-28 12:00/2023-10-29", NO_TIME + "2023-10-28/2023-10-29"),
        ("2023-10-28 12:00/2023-10-29 13:00", NO_TIME + "2023-10-28/2023-10-29"),
        ("2023-10-28T12:00Z/2023-10-29T13:00Z", NO_TIME + "2023-10-28/2023-10-29"),
    ],
)
def test_what_is_no_span_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_span(text, 366)

    assert str(caught.value) == advice


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2023-10-30 - 2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30 – 2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30—2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30-2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30 to 2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30..2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-30, 2023-10-31", "2023-10-30/2023-10-31"),
        ("2023-10-28/30", "2023-10-28/2023-10-30"),
        ("30-31 October 2023", "2023-10-30/2023-10-31"),
        ("30–31 October 2023", "2023-10-30/2023-10-31"),
        ("30/31 October 2023", "2023-10-30/2023-10-31"),
        ("30 and 31 October 2023", "2023-10-30/2023-10-31"),
        ("30 October - 2 November 2023", "2023-10-30/2023-11-02"),
        ("from 30 October to 2 November 2023", "2023-10-30/2023-11-02"),
        ("October 30-31, 2023", "2023-10-30/2023-10-31"),
        ("October 30 – November 2, 2023", "2023-10-30/2023-11-02"),
        ("31 Oct. 2023", "2023-10-31"),
        ("Tuesday, 31 October 2023", "2023-10-31"),
        ("20231030/20231031", "2023-10-30/2023-10-31"),
        ("June 1919", "1919-06"),
        ("06/1919", "1919-06"),
        ("1919.6", "1919-06"),
        ("June-July 1919", "1919-06/1919-07"),
        ("1919-06/07", "1919-06/1919-07"),
        ("1919-1921", "1919/1921"),
        ("1919–21", "1919/1921"),
        ("1919-20", "1919/1920"),
        ("1919-06-28/07-03", "1919-06-28/1919-07-03"),
        ("191906", "1919-06"),
    ],
)  # fmt: skip
def test_span_in_another_form_is_refused_with_what_to_write(text: str, written: str) -> None:
    assert refusal_of_span(text) == f"write it as {written}"
    assert parse_span(written, 366).iso == written


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1919?", UNSURE.format("1919")),
        ("1919~", UNSURE.format("1919")),
        ("1919%", UNSURE.format("1919")),
        ("1919-06?", UNSURE.format("1919-06")),
        ("?1919-06", UNSURE.format("1919-06")),
        ("1919?/1921~", UNSURE.format("1919/1921")),
        ("c. 1919", UNSURE.format("1919")),
        ("circa 1919", UNSURE.format("1919")),
        ("1919S2", "how sure a date is cannot be said here; write 1919, and in the text that it is unsure"),
        ("191X", "digits cannot be left open; write 1910/1919"),
        ("19XX", "digits cannot be left open; write 1900/1999"),
        ("191u", "digits cannot be left open; write 1910/1919"),
        ("1919-XX", "digits cannot be left open; write 1919"),
        ("1919-XX-XX", "digits cannot be left open; write 1919"),
        ("1919-06-XX", "digits cannot be left open; write 1919-06"),
        ("191x/192x", "digits cannot be left open; write 1910/1929"),
        ("1XXX", "digits cannot be left open; write the years or months that it may be"),
        ("the 1910s", "a decade is a range of years; write 1910/1919"),
        ("19th century", "a century is a range of years; write 1801/1900"),
        ("circa June 1919", UNSURE.format("1919-06")),
        ("late June 1919", "a part of a month is not read; write 1919-06"),
        ("1919 Q1", "a part of a year is not read; write its months, such as 1919-01/1919-03, or 1919"),
        ("summer 1919/autumn 1919", "a part of a year is not read; write 1919-06/1919-11"),
        ("1919-21/1919-22", "a part of a year is not read; write 1919-03/1919-08"),
        ("XXXX", "digits cannot be left open; write the years or months that it may be"),
        ("1910s", "a decade is a range of years; write 1910/1919"),
        ("1919/..", BOTH_ENDS.format("1919")),
        ("../1919", BOTH_ENDS.format("1919")),
        ("1919-06/", BOTH_ENDS.format("1919-06")),
        ("/1919", BOTH_ENDS.format("1919")),
        ("1919/open", BOTH_ENDS.format("1919")),
        ("1919 – present", BOTH_ENDS.format("1919")),
        ("since 1919", BOTH_ENDS.format("1919")),
        ("../..", "a range needs both its ends, as 1919/1921 has; write both"),
        ("1919-21", "a season is not read; write its months, 1919-03/1919-05, or 1919/1921 where years are meant"),
        ("1951-23", "a season is not read; write its months, 1951-09/1951-11"),
        ("1951-24", "a season is not read; write its months or its year, 1951"),
        ("spring 1919", "a part of a year is not read; write its months, such as 1919-03/1919-05, or 1919"),
        ("Y17E7", "years run from 1000 to 9999, with four digits"),
        ("-0044", "years run from 1000 to 9999, with four digits"),
        ("44 BC", "years run from 1000 to 9999, with four digits"),
        ("[1667,1668]", SET),
        ("{1667..1672}", SET),
        ("[..1984]", SET),
    ],
)
def test_forms_of_edtf_for_what_is_not_known_have_an_advice_of_their_own(text: str, advice: str) -> None:
    assert refusal_of_span(text) == advice


WORDS = "2023 1919 10 06 31 0 X ? ~ % - – / .. to and , October June 15:29 Z spring Q1 191X late".split()


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, " "]), max_size=9).map("".join))
def test_what_is_advised_can_be_written(text: str) -> None:
    for advice in (refusal_of_span(text), refusal_of_partial(text)):
        for written in re.findall(r"(?:write|as|be|or|months,|year,|write it as) (\d{4}[\d/-]*)", advice):
            assert written != text
            assert parse_span(written, 100_000).iso == written


def test_advice_on_a_long_text_takes_no_time() -> None:
    assert refusal_of_span("1919 - " * 100_000) == A_SPAN


@pytest.mark.parametrize(
    ("text", "days", "months", "years"),
    [
        ("1919", [], [], ["1919"]),
        ("1919-06", [], ["1919-06"], ["1919"]),
        ("1919/1921", [], [], ["1919", "1920", "1921"]),
        ("1919-11/1920-01", [], ["1919-11", "1919-12", "1920-01"], ["1919", "1920"]),
        ("1919-06/1919-07-02", ["1919-07-02"], ["1919-06", "1919-07"], ["1919"]),
        ("1919-06-28/1919-07", ["1919-06-28"], ["1919-06", "1919-07"], ["1919"]),
        ("1919-06-28/1921", ["1919-06-28"], ["1919-06"], ["1919", "1920", "1921"]),
        ("1919/1921-02", [], ["1921-02"], ["1919", "1920", "1921"]),
        ("1919-06-30/1919-07-01", ["1919-06-30", "1919-07-01"], ["1919-06", "1919-07"], ["1919"]),
    ],
)
def test_span_is_in_no_day_or_month_that_is_not_known(
    text: str, days: list[str], months: list[str], years: list[str]
) -> None:
    span = parse_span(text, 366)

    assert span.iso == text
    assert [day.isoformat() for day in span.days] == days
    assert (list(span.months), list(span.years)) == (months, years)


def test_span_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(parse_span("2023-01-01/2023-01-05", 5).days) == 5

    assert refusal_of_span("2023-01-01/2023-01-06", 5) == (
        "it spans more than 5 days; name its first or most telling day, or write its months: 2023-01"
    )


@pytest.mark.parametrize("text", ["1919", "1919-06", "1919/1921", "1919-06/1919-09", "1919-01-01/1921"])
def test_limit_of_days_does_not_hold_for_months_and_years(text: str) -> None:
    assert parse_span(text, 2).iso == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1900-01/1930-06", ""),
        ("1900-01/1930-07", "366 months; name its first or most telling month, or write its years: 1900/1930"),
        ("1500/1865", ""),
        ("1500/1866", "366 years; name its first or most telling year"),
        ("1000/1919-06-28", "366 years; name its first or most telling year"),
    ],
)
def test_span_has_no_more_months_or_years_than_it_may_have_pages(text: str, advice: str) -> None:
    assert refusal_of_span(text) == (f"it spans more than {advice}" if advice else "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-09", date(2019, 9, 1), date(2019, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2019-09-18", date(2019, 9, 18), date(2019, 9, 18)),
        ("18 September 2019", date(2019, 9, 18), date(2019, 9, 18)),
    ],
)
def test_year_month_or_day_covers_its_days(text: str, first: date, last: date) -> None:
    span = parse_partial(text)

    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2019-13", NO_MONTH),
        ("2019-00", NO_MONTH),
        ("2019-09-18 10:00", "it is a year, a month or a day, without a time of day; write 2019-09-18"),
        ("2019?", UNSURE.format("2019")),
        ("0999", "years run from 1000 to 9999"),
        ("0000-01", "years run from 1000 to 9999"),
        ("19", A_PARTIAL),
        ("September 2019", "write it as 2019-09"),
        ("now", A_PARTIAL),
    ],
)
def test_what_is_no_year_month_or_day_is_refused(text: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_partial(text)

    assert str(caught.value) == advice


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2030-01-01", datetime(2030, 1, 1, tzinfo=UTC)),
        ("2030-01-01T12:00", datetime(2030, 1, 1, 12, tzinfo=UTC)),
        ("2030-01-01T12:00+02:00", datetime(2030, 1, 1, 10, tzinfo=UTC)),
    ],
)
def test_now_is_utc_unless_it_has_an_offset(text: str, instant: datetime) -> None:
    assert now_from(text) == instant
