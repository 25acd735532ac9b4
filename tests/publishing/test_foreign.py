"""What somebody else has put in the site: it outlives every build, or is in the way of a page."""

import os
from pathlib import Path

import pytest

from gazette.errors import InputError, Problem
from gazette.publishing.outputs import clean
from gazette.publishing.publication import Output, Publication, Published
from tests.mini_site import MiniSite, files_of
from tests.publishing.publishing import (
    assert_consistent,
    leftovers,
    memory_of,
    publish,
    state_of,
    stop,
    texts,
)


def test_foreign_file_beside_the_builds_own_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/a/mine.txt").write_text("mine")

    publish(tmp_path, {"b/index.html": "2"})

    assert texts(tmp_path / "site") == {"a/mine.txt": "mine", "b/index.html": "2"}


def test_foreign_file_where_a_page_must_go_stops_the_publication(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    (tmp_path / "site/b.html").write_text("mine")

    with pytest.raises(InputError, match=r"b\.html: error: this was not written by a build"):
        publish(tmp_path, {"a.html": "2", "b.html": "3"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "mine"}


def test_output_with_foreign_files_is_refused_and_they_stay(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")

    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"thesis.doc": "mine"}


def test_build_never_writes_through_a_link_in_the_site(site: MiniSite, tmp_path: Path) -> None:
    site.article()
    site.built()
    (site.output / "people/index.html").unlink()
    (site.output / "people").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (site.output / "people").symlink_to(tmp_path / "elsewhere")
    site.article("b", people="Ada")

    site.build()

    assert files_of(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("remove", ["publish", "clean"])
def test_removal_stops_at_a_link_in_the_site(tmp_path: Path, remove: str) -> None:
    publish(tmp_path, {"a.html": "1", "people/ada/index.html": "2"})
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "site/people").rename(elsewhere)
    (tmp_path / "site/people").symlink_to(elsewhere)

    if remove == "clean":
        clean(tmp_path, tmp_path / "site", print)
    else:
        publish(tmp_path, {"a.html": "1"})

    assert texts(elsewhere) == {"ada/index.html": "2"}


def test_folder_where_a_stale_page_was_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/b.html").unlink()
    (tmp_path / "site/b.html").mkdir()
    (tmp_path / "site/b.html/mine.txt").write_text("mine")

    publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html/mine.txt": "mine"}


def test_foreign_files_and_folders_move_to_every_new_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "1"})
    (site / ".git/objects").mkdir(parents=True)
    (site / ".git/objects/x").write_text("mine")
    (site / "a/empty").mkdir()
    (site / "b/link").symlink_to("/nowhere")
    inodes = (site / ".git").stat().st_ino, (site / ".git/objects/x").stat().st_ino

    for number in range(5):
        publish(tmp_path, {"a/index.html": str(number)} | ({"b/index.html": "1"} if number % 2 else {}))

        assert ((site / ".git").stat().st_ino, (site / ".git/objects/x").stat().st_ino) == inodes
        assert (site / ".git/objects/x").stat().st_nlink == 1
        assert (site / "a/empty").is_dir()
        assert (site / "b/link").is_symlink()
        assert texts(site)["a/index.html"] == str(number)
        assert not (memory_of(tmp_path) / "shadow/.git").exists()
        assert_consistent(tmp_path)


def test_foreign_file_that_comes_while_the_site_is_built_is_kept(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.stands()
        publication.add(Output(path="a/index.html", data=b"2"))
        (tmp_path / "site/CNAME").write_text("mine")
        (tmp_path / "site/b/mine.txt").write_text("mine")
        publication.publish()

    assert texts(tmp_path / "site") == {"a/index.html": "2", "CNAME": "mine", "b/mine.txt": "mine"}
    assert_consistent(tmp_path)


def test_foreign_file_that_comes_where_a_page_must_go_stops_the_publication(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.add(Output(path="a.html", data=b"2"))
        publication.add(Output(path="b.html", data=b"2"))
        (tmp_path / "site/b.html").write_text("mine")
        with pytest.raises(InputError, match=r"b\.html: error: this was not written by a build"):
            publication.publish()

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "mine"}
    assert leftovers(tmp_path) == set()


def test_file_put_by_a_shell_that_stayed_in_the_old_site_is_set_aside_and_not_published(tmp_path: Path) -> None:
    told = list[Problem]()
    old, new = {"a/index.html": "1", "b/index.html": "1"}, {"a/index.html": "2"}
    publish(tmp_path, old)
    publish(tmp_path, new | {"b/index.html": "1"})
    shadow = memory_of(tmp_path) / "shadow"  # where the site was that the shell began in
    (shadow / "a/mine.txt").write_text("mine")
    (shadow / "b/mine.txt").write_text("mine")

    for number in range(3, 7):
        publish(tmp_path, {"a/index.html": str(number)}, report=told.append)
        assert texts(tmp_path / "site") == {"a/index.html": str(number)}
    assert [Path(problem.place.path).read_text() for problem in told] == ["mine", "mine"]
    assert {problem.code for problem in told} == {"output-foreign"}


@pytest.mark.parametrize(
    ("obstacle", "page"),
    [
        ("a/mine.txt", "a"),
        ("a", "a/b.html"),
        ("a/b", "a/b/c/d.html"),
        ("a.html", "a.html"),
        ("people/ada/mine.txt", "people"),
    ],
)
def test_foreign_thing_in_the_way_is_named_before_anything_changes(tmp_path: Path, obstacle: str, page: str) -> None:
    publish(tmp_path, {"people/index.html": "1"})
    (tmp_path / "site" / obstacle).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site" / obstacle).write_text("mine")
    problems: list[Problem] = []

    with Publication(tmp_path, tmp_path / "site", problems.append) as publication:
        publication.add(Output(path=page, data=b"mine"))

    assert len(problems) == 1
    assert (tmp_path / "site" / obstacle).is_relative_to(problems[0].place.path)
    assert texts(tmp_path / "site") == {"people/index.html": "1", obstacle: "mine"}


def test_link_in_the_way_is_an_obstacle_though_the_bytes_behind_it_are_right(tmp_path: Path) -> None:
    publish(tmp_path, {"people/ada.html": "1", "b.html": "1"})
    for name in ("people", "b.html"):
        (tmp_path / "site" / name).rename(tmp_path / name)
        (tmp_path / "site" / name).symlink_to(tmp_path / name)
    problems: list[Problem] = []

    with Publication(tmp_path, tmp_path / "site", problems.append) as publication:
        assert publication.stands() == set()
        publication.add(Output(path="people/ada.html", data=b"1"))
        publication.note("b.html", is_staged=False)

    assert [Path(problem.place.path).name for problem in problems] == ["people", "b.html"]


def test_adopted_folder_keeps_every_file_that_was_there(tmp_path: Path) -> None:
    theirs = {"thesis.doc": "mine", "a/notes.txt": "mine", "same.html": "1"}
    for path, text in theirs.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text)

    published = publish(tmp_path, {"a/index.html": "1", "same.html": "1"}, is_adopting=True)

    assert published == Published(written=1, unchanged=1, removed=0)
    assert texts(tmp_path / "site") == theirs | {"a/index.html": "1"}
    assert_consistent(tmp_path)

    publish(tmp_path, {"b.html": "1"})

    assert texts(tmp_path / "site") == {"thesis.doc": "mine", "a/notes.txt": "mine", "b.html": "1"}
    assert_consistent(tmp_path)


@pytest.mark.parametrize("is_clean", [False, True])
def test_adopted_folder_gives_up_a_file_only_for_the_same_bytes(tmp_path: Path, is_clean: bool) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine")
    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"index.html": "1", "b.html": "1"}, is_adopting=True, is_clean=is_clean)
    assert texts(tmp_path / "site") == {"index.html": "mine"}

    publish(tmp_path, {"index.html": "mine", "b.html": "1"}, is_adopting=True, is_clean=is_clean)

    assert texts(tmp_path / "site") == {"index.html": "mine", "b.html": "1"}
    assert state_of(tmp_path).files.keys() == {"index.html", "b.html"}


def test_refusal_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")

    with pytest.raises(
        InputError,
        match=r"written; empty it, choose another, or give --adopt to publish beside them \[output-foreign\]",
    ):
        publish(tmp_path, {"a.html": "1"})

    assert not (tmp_path / ".gazette").exists()


def test_foreign_file_outlives_clean_and_the_builds_after_it(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1"})
    (tmp_path / "site/a/mine.txt").write_text("mine")
    clean(tmp_path, tmp_path / "site", print)

    for number in "1234":
        publish(tmp_path, {"b.html": number, "c.html": "1", "d.html": "1"})
        assert texts(tmp_path / "site") == {"a/mine.txt": "mine", "b.html": number, "c.html": "1", "d.html": "1"}


def test_foreign_file_that_comes_at_the_last_moment_is_set_aside_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a/index.html": "1", "b.html": "1", "c.html": "1"})
    told = list[Problem]()

    def write_meanwhile(source: str, target: str, **folders: int | None) -> None:
        for path in ("new.html", "d") if "/staging-" in str(source) else ():
            (tmp_path / "site" / path).write_text("mine")
        os.rename(source, target, **folders)  # noqa: PTH104

    monkeypatch.setattr(os, "replace", write_meanwhile)
    files = {"a/index.html": "1", "b.html": "1", "c.html": "1", "d/index.html": "2", "new.html": "2"}
    with Publication(tmp_path, tmp_path / "site", told.append) as publication:
        for path, text in files.items():
            publication.add(Output(path=path, data=text.encode()))
        publication.publish()
    monkeypatch.undo()

    assert texts(tmp_path / "site") == files
    assert [Path(problem.place.path).read_text() for problem in told] == ["mine", "mine"]
    assert {Path(problem.place.path).name for problem in told} == {"new.html", "d"}
    assert {problem.severity for problem in told} == {"warning"}
    for number in "345":
        publish(tmp_path, files | {"b.html": number})
    assert all(Path(problem.place.path).exists() for problem in told)
