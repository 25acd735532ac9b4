"""Thousands of problems in few lines."""

import json
import time
import tracemalloc

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.commands.terminal import tally
from gazette.errors import Found, Place, Problem, Problems, error, found_of, warning
from gazette.floods import MOST_ALIKE, MOST_OF_A_CODE, MOST_OF_A_FILE, MOST_SAME, summed_up, worst_first
from tests.mini_site import MiniSite


def at(number: int, path: str = "a.md") -> Place:
    return Place(path=path, line=number, column=1)


def lines(*problems: Problem) -> list[str]:
    return [str(told.problem) for told in summed_up(found_of(problems))]


def test_few_places_of_a_mistake_have_a_line_each_exactly_as_it_is() -> None:
    problems = [error(at(number), "wrong", "type") for number in range(1, MOST_SAME + 1)]

    assert lines(*problems) == [str(problem) for problem in problems]


def test_same_mistake_in_many_places_is_one_line_with_a_count_and_three_places() -> None:
    problems = [error(at(number), "wrong", "type") for number in range(1, 1201)]

    assert lines(*problems) == ["a.md:1:1: error: wrong (1,200 times, also at a.md:2:1 and a.md:3:1) [type]"]


def test_mistakes_that_differ_in_names_and_numbers_are_alike_where_there_are_many() -> None:
    few = [error(at(number), f'unknown key "k{number}"', "key-unknown") for number in range(1, MOST_ALIKE + 1)]
    assert lines(*few) == [str(problem) for problem in few]

    hint = '; did you mean "tags"?'
    more = [*few, error(at(50), f'unknown key "k"{hint}', "key-unknown")]
    assert lines(*more) == [
        'a.md:1:1: error: unknown key "k1" (11 like this, also at a.md:2:1 and a.md:3:1) [key-unknown]'
    ]


@pytest.mark.parametrize(
    "other",
    [
        warning(at(9), 'unknown key "a"', "key-unknown"),
        error(at(9), 'unknown key "a"', "type"),
        error(at(9), 'unknown thing "a"', "key-unknown"),
    ],
)
def test_other_severity_code_or_words_are_another_mistake(other: Problem) -> None:
    many = [error(at(number), f'unknown key "k{number}"', "key-unknown") for number in range(1, 100)]

    assert str(other) in lines(*many, other)


def test_names_that_look_like_one_are_never_thrown_together() -> None:
    pairs = [warning(at(1), f'"A{number}" looks like "B"', "near-duplicate", rank=number) for number in range(1, 30)]

    assert lines(*pairs) == [str(pair) for pair in pairs]


def test_errors_come_after_warnings_and_on_a_page_before_them() -> None:
    found = found_of([error(at(1), "wrong", "type"), warning(at(2), "odd", "odd"), warning(at(1), "near", "n", rank=1)])

    assert [problem.message for problem in found] == ["odd", "near", "wrong"]
    assert [told.problem.message for told in worst_first(found)] == ["wrong", "odd", "near"]


def test_tally_counts_kinds_where_there_are_many() -> None:
    warnings = [warning(at(number), f"w{number}", f"c{number % 5}") for number in range(1204)]

    assert tally(found_of([*warnings, *[error(at(n), "e", "type") for n in range(3)]])) == (
        "3 errors, 1,204 warnings of 5 kinds"
    )
    assert tally(Found()) == ""


def test_found_is_the_same_whatever_the_order_of_reports_and_survives_being_kept() -> None:
    problems = [error(at(3, "b.md"), "x", "type"), warning(at(1), "y", "odd"), error(at(3, "b.md"), "x", "type")]
    found = found_of(problems)

    assert found == found_of(reversed(problems))
    assert len(found) == 2
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Found) == found
    assert msgspec.json.decode(msgspec.json.encode(found), type=Found) == found


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from('ab "\\\0/12.,;:')), max_size=5))
@example(["\0"])
@example(['no "a" and 1', 'no "b" and 2'])
def test_words_are_told_as_they_were_reported_in_their_order(messages: list[str]) -> None:
    problems = [error(at(1), message, "type") for message in messages]

    assert list(found_of(problems)) == sorted(set(problems))


def packed(*spot: object) -> bytes:
    return msgspec.msgpack.encode([spot])


@pytest.mark.parametrize(
    ("number", "spots"),
    [
        (1, b"123"),
        (1, b"x123"),
        (1, packed(1, 1, 0, ["a"])[:-1]),
        (2, packed(1, 1, 0, ["a"])),
        (1, packed(1, 1, 1, ["a"])),
        (1, packed(1, 1, 0, ["a", "b"])),
        (1, packed(1, 1, 0, [1])),
    ],
)
def test_found_that_was_tampered_with_is_refused(number: int, spots: bytes) -> None:
    kind = [0, "no \0", "type", "error"]
    whole = msgspec.msgpack.encode([[kind], [["a.md", 1, packed(1, 1, 0, ["a"])]]])
    assert [problem.message for problem in msgspec.msgpack.decode(whole, type=Found)] == ["no a"]

    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode([[kind], [["a.md", number, spots]]]), type=Found)


@pytest.mark.parametrize(
    ("differing", "lines"), [("rel of <a>, {rest}", 5), ("there is no file content/lost-{number}.md to publish", 1)]
)
def test_memory_and_time_hardly_grow_with_problems(differing: str, lines: int) -> None:
    tracemalloc.start()
    started = time.perf_counter()
    problems = Problems()
    for number in range(50_000):
        message = differing.format(rest=number % 5, number=number)
        problems.report(warning(at(number % 90, f"{number // 90}.md"), message, "html-removed"))
    found = problems.found()
    told = summed_up(found)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (len(found), len(told)) == (50_000, lines)
    assert most < 4_000_000  # bytes: as objects they were some 20 million
    assert time.perf_counter() - started < 60


@pytest.fixture
def flooded(site: MiniSite) -> MiniSite:
    for number in range(20):
        site.article(f"a{number:02}", "<script>x</script>")
    site.article("z", date="3 May")
    return site


HEAD = "content/a00.md:5:1: warning: "
TAIL = " (20 times, also at content/a01.md:5:1 and content/a02.md:5:1) [html-removed]"
HINT = "some lines stand for many places; gazette check --all gives every one"


@pytest.mark.parametrize("verb", ["build", "check"])
def test_flood_is_one_line_before_the_error_and_the_counts(flooded: MiniSite, verb: str) -> None:
    run = flooded.gazette(verb, "--only", "html-removed", "--only", "date-invalid")

    first, second, hint, *_ = run.err.splitlines()
    assert first.startswith(HEAD)
    assert first.endswith(TAIL)
    assert second.startswith("content/z.md:3:7: error: ")
    assert hint == HINT
    assert run.status == 1


@pytest.mark.parametrize("verb", ["build", "check"])
def test_all_gives_every_one(flooded: MiniSite, verb: str) -> None:
    run = flooded.gazette(verb, "--all", "--only", "html-removed")

    assert [line.partition(":")[0] for line in run.problems] == [f"content/a{number:02}.md" for number in range(20)]
    assert HINT not in run.err


def test_counts_are_of_all_problems_whatever_is_shown(flooded: MiniSite) -> None:
    run = flooded.build("--only", "date-invalid")

    assert len(run.problems) == 1
    assert run.err.splitlines()[-1].startswith("1 error, 20 warnings of 1 kind; ")


def test_code_that_nothing_has_is_told(flooded: MiniSite) -> None:
    run = flooded.build("--only", "date-invald")

    assert run.problems == []
    assert run.err.splitlines()[0] == 'no problem has the code "date-invald"; did you mean "date-invalid"?'
    assert run.status == 1


def test_json_gives_every_one_and_github_a_few_lines_and_only_what_is_asked_for(flooded: MiniSite) -> None:
    rows = json.loads(flooded.gazette("check", "--format", "json", "--only", "html-removed").out)["problems"]
    assert [row["path"] for row in rows] == [f"content/a{number:02}.md" for number in range(20)]
    assert all((row["line"], row["column"], row["severity"]) == (5, 1, "warning") for row in rows)

    built = json.loads(flooded.build("--json").out)
    assert [row["severity"] for row in built["problems"]] == ["warning"] * 20 + ["error"]

    github = flooded.gazette("check", "--format", "github", "--only", "html-removed").out.splitlines()
    assert [line.partition(",")[0] for line in github] == ["::warning file=content/a00.md"]


def test_build_without_change_tells_the_same_again(flooded: MiniSite) -> None:
    (flooded.root / "content/z.md").unlink()

    assert flooded.build().err == flooded.build().err != ""
    assert len(json.loads(flooded.build("--json").out)["problems"]) == 20


def test_json_of_no_problem_is_whole(site: MiniSite) -> None:
    site.article()

    assert json.loads(site.build("--json").out)["problems"] == []
    assert json.loads(site.gazette("check", "--format", "json", "--only", "type").out) == {"problems": []}


def test_mistakes_that_are_not_alike_are_told_of_one_file_up_to_a_number() -> None:
    words = [f"{'a' * number} is wrong" for number in range(1, 101)]
    problems = [error(at(number), word, "type") for number, word in enumerate(words, 1)]
    other = error(at(101), "something else", "other")

    told = lines(*problems, other)

    assert told[:MOST_OF_A_FILE] == [str(problem) for problem in problems[:MOST_OF_A_FILE]]
    assert told[MOST_OF_A_FILE:] == [
        f"a.md:21:1: error: {words[20]} (and 79 more of type) [type]",
        str(other),
    ]
    assert sum(each.times for each in summed_up(found_of([*problems, other]))) == 101


def test_mistakes_that_are_not_alike_are_told_of_many_files_up_to_a_number() -> None:
    problems = [error(at(1, f"{'b' * number}.md"), f"{'a' * number} is wrong", "type") for number in range(1, 1001)]

    told = lines(*problems)

    assert len(told) == MOST_OF_A_CODE + 1
    assert told[-1].endswith(f"is wrong (and {999 - MOST_OF_A_CODE} more of type) [type]")


@pytest.mark.parametrize("form", ["text", "github"])
def test_flood_is_a_few_lines_in_every_form_for_readers_and_whole_on_demand(site: MiniSite, form: str) -> None:
    site.article()
    site.write("permalinks.txt", "".join(f"/old/{place}/ content/x{place}.md\n" for place in range(2000)))

    short = site.gazette("check", "--format", form)
    whole = site.gazette("check", "--format", form, "--all")
    data = json.loads(site.gazette("check", "--format", "json").out)["problems"]

    assert (short.out + short.err).count("permalink-lost") == 1
    assert (whole.out + whole.err).count("permalink-lost") == 2000
    assert sum(row["code"] == "permalink-lost" for row in data) == 2000
