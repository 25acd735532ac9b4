"""Publishing: rendered files become the site, and nothing foreign is touched."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gazette.errors import InputError, Problem
from gazette.output.inventory import write_state
from gazette.output.publish import HalfPublishedError, Output, Publication, Published, clean, stage
from gazette.output.survey import survey
from tests.mini_site import MiniSite, files_of
from tests.output.publishing import (
    assert_consistent,
    folder_elsewhere,
    leftovers,
    memory_of,
    publish,
    state_of,
    stop,
    texts,
)


def test_site_is_what_was_published_last(tmp_path: Path) -> None:
    first = publish(tmp_path, {"a.html": "1", "b/index.html": "2", "c/d/e.xml": "3"})
    second = publish(tmp_path, {"a.html": "1", "b/index.html": "new", "f.txt": "4"})

    assert first == Published(written=3, unchanged=0, removed=0)
    assert second == Published(written=2, unchanged=1, removed=1)
    assert texts(tmp_path / "site") == {"a.html": "1", "b/index.html": "new", "f.txt": "4"}
    assert not (tmp_path / "site/c").exists()


def test_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    before = (tmp_path / "site/a.html").stat()

    publish(tmp_path, {"a.html": "1", "b.html": "3"})
    after = (tmp_path / "site/a.html").stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_clean_publication_writes_every_file_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})

    assert publish(tmp_path, {"a.html": "1"}, is_clean=True) == Published(written=1, unchanged=0, removed=0)


def test_file_that_someone_changed_or_removed_is_put_right(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/a.html").write_text("tampered")
    (tmp_path / "site/b.html").unlink()

    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}


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


def test_publication_that_is_left_without_publishing_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.add(Output(path="a.html", data=b"new"))

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)


def test_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path) -> None:
    publish(tmp_path, {"old.html": "1", "b/index.html": "2"})

    publish(tmp_path, {"old.html/index.html": "3", "b": "4"})

    assert texts(tmp_path / "site") == {"old.html/index.html": "3", "b": "4"}


def test_files_and_folders_have_one_mode_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path, {"a/b/c.html": "1"})
    finally:
        os.umask(before)

    modes = {
        path.relative_to(tmp_path / "site").as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "site").rglob("*")
    }

    assert modes == {"a": 0o755, "a/b": 0o755, "a/b/c.html": 0o644}


@pytest.mark.parametrize(
    "name",
    [
        ".",
        "..",
        "content",
        "content/site",
        "layouts",
        "assets/x",
        "gazette",
        "tests/x",
        ".gazette",
        ".gazette/outputs/x",
    ],
)
def test_output_over_the_collection_is_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "desk"
    (root / "content").mkdir(parents=True)

    with pytest.raises(InputError, match="output-refused"):
        Publication(root, root / name, stop)


def test_output_over_a_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "desk").mkdir()

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path / "desk", tmp_path / "home", stop)


def test_output_over_what_holds_a_home_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "homes/ada"))
    (tmp_path / "homes/ada").mkdir(parents=True)

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path / "desk", tmp_path / "homes", stop)
    Publication(tmp_path / "desk", tmp_path / "homes/ada/site", stop)


def test_output_in_a_folder_that_a_link_leads_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, tmp_path / "elsewhere/site", stop)


def test_output_at_the_root_of_the_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, Path("/"), stop)


def test_output_that_is_a_link_to_the_collection_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "content")

    with pytest.raises(InputError, match="output-refused"):
        Publication(tmp_path, tmp_path / "site", stop)


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")

    with pytest.raises(InputError, match=r"this is a file; the site needs a folder \[output-refused\]"):
        Publication(tmp_path, tmp_path / "site", stop)


def test_output_with_foreign_files_is_refused_and_they_stay(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/thesis.doc").write_text("mine")

    with pytest.raises(InputError, match="output-foreign"):
        publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"thesis.doc": "mine"}


def test_empty_output_folder_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()

    publish(tmp_path, {"a.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1"}


def test_clean_removes_what_was_built_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b/index.html": "2"})
    (tmp_path / "site/a/mine.txt").write_text("mine")

    removed = clean(tmp_path, tmp_path / "site")

    assert removed == 2
    assert texts(tmp_path / "site") == {"a/mine.txt": "mine"}
    assert not (tmp_path / "site/b").exists()


def test_clean_of_a_folder_that_was_never_built_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine")

    assert clean(tmp_path, tmp_path / "site") == 0
    assert texts(tmp_path / "site") == {"index.html": "mine"}


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


def test_clean_of_a_folder_that_was_never_built_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")

    assert clean(tmp_path, tmp_path / "mine") == 0
    assert texts(tmp_path) == {"mine/notes.txt": "mine"}


@pytest.mark.parametrize("remove", ["publish", "clean"])
def test_removal_stops_at_a_link_in_the_site(tmp_path: Path, remove: str) -> None:
    publish(tmp_path, {"a.html": "1", "people/ada/index.html": "2"})
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "site/people").rename(elsewhere)
    (tmp_path / "site/people").symlink_to(elsewhere)

    if remove == "clean":
        clean(tmp_path, tmp_path / "site")
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


def test_files_that_stand_are_those_nobody_has_touched(tmp_path: Path) -> None:
    publish(tmp_path, dict.fromkeys(("as-it-was", "edited", "touched", "gone", "replaced", "linked"), "1"))
    site = tmp_path / "site"
    (site / "edited").write_text("2")
    os.utime(site / "touched", ns=(1, 1))
    (site / "gone").unlink()
    shutil.copy2(site / "replaced", site / "x")
    (site / "x").rename(site / "replaced")
    (site / "linked").rename(tmp_path / "elsewhere")
    (site / "linked").symlink_to(tmp_path / "elsewhere")

    with Publication(tmp_path, site, stop) as publication:
        assert publication.stands() == {"as-it-was"}
    with Publication(tmp_path, site, stop, is_clean=True) as publication:
        assert publication.stands() == set()


def test_survey_may_be_made_elsewhere_meanwhile(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    (tmp_path / "site/CNAME").write_text("mine")

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        found = survey(tmp_path / "site", publication.inventory)
        assert publication.stands(found) == {"a.html", "b.html"}
        publication.note("a.html", is_staged=False)
        assert publication.publish() == Published(written=0, unchanged=1, removed=1)

    assert texts(tmp_path / "site") == {"a.html": "1", "CNAME": "mine"}


def test_workers_stage_what_differs_and_the_publication_is_told(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "2"})
    before = os.umask(0o077)
    try:
        with Publication(tmp_path, tmp_path / "site", stop) as publication:
            for path, data in {"a.html": b"1", "b.html": b"new", "c/d/e.html": b"3"}.items():
                is_staged = stage(publication.staging, tmp_path / "site", Output(path=path, data=data))
                assert is_staged == (path != "a.html")
                publication.note(path, is_staged=is_staged)
            assert publication.publish() == Published(written=2, unchanged=1, removed=0)
    finally:
        os.umask(before)

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "new", "c/d/e.html": "3"}
    assert stat.S_IMODE((tmp_path / "site/c/d/e.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "site/c/d").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o755


def test_add_tells_what_it_staged(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1"})

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert not publication.add(Output(path="a.html", data=b"1"))
        assert publication.add(Output(path="b.html", data=b"1"))


def everything(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return how every file and folder under a root stands."""
    found = ((path, path.stat()) for path in root.rglob("*"))
    return {str(path): (stat.st_ino, stat.st_mtime_ns, stat.st_size) for path, stat in found}


def test_publication_without_a_change_changes_nothing_on_the_disk(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b.html": "1"})
    publish(tmp_path, {"a/b.html": "2"})
    before = everything(tmp_path / "site")
    state = memory_of(tmp_path) / "state"
    stamp = state.stat()

    assert publish(tmp_path, {"a/b.html": "2"}) == Published(written=0, unchanged=1, removed=0)

    assert everything(tmp_path / "site") == before
    assert (state.stat().st_ino, state.stat().st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)
    assert_consistent(tmp_path)


def test_site_and_shadow_share_what_is_unchanged(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    publish(tmp_path, {"a.html": "1", "b.html": "2"})

    links = {path: (tmp_path / "site" / path).stat().st_nlink for path in ("a.html", "b.html")}

    assert links == {"a.html": 2, "b.html": 1}
    assert state_of(tmp_path).lag == {"b.html"}
    assert_consistent(tmp_path)


def test_first_site_has_its_shadow_at_once(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1"})

    assert texts(memory_of(tmp_path) / "shadow") == texts(tmp_path / "site")
    assert (state_of(tmp_path).lag, state_of(tmp_path).shadow > 0) == (frozenset(), True)
    assert_consistent(tmp_path)


def test_reader_in_a_folder_keeps_the_whole_site_it_came_for(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "old", "b.html": "old", "same.html": "1"})
    folder = os.open(tmp_path / "site", os.O_RDONLY)
    publish(tmp_path, {"a.html": "new", "b.html": "new", "same.html": "1"})

    names = sorted(os.listdir(folder))  # noqa: PTH208 - of an open folder
    os.close(folder)

    assert names == ["a.html", "b.html", "same.html"]
    assert texts(tmp_path / "site")["a.html"] == "new"


def test_lost_shadow_is_made_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1"})
    shutil.rmtree(memory_of(tmp_path) / "shadow")

    publish(tmp_path, {"a.html": "2", "b/c.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "2", "b/c.html": "1"}
    assert_consistent(tmp_path)


def test_copied_collection_is_published_in_its_new_place(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    publish(tmp_path / "one", {"a.html": "1", "b.html": "1", "c.html": "1"})
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two/site/CNAME").write_text("mine")

    published = publish(tmp_path / "two", {"a.html": "2", "b.html": "1"})

    assert published == Published(written=1, unchanged=1, removed=1)
    assert texts(tmp_path / "two/site") == {"a.html": "2", "b.html": "1", "CNAME": "mine"}
    assert_consistent(tmp_path / "two")
    assert texts(tmp_path / "one/site") == {"a.html": "1", "b.html": "1", "c.html": "1"}


def test_exchange_that_loss_of_power_undid_is_repeated(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    publish(tmp_path, {"a.html": "2", "b.html": "1", "c.html": "1"})
    shadow = memory_of(tmp_path) / "shadow"
    (tmp_path / "site").rename(tmp_path / "x")
    shadow.rename(tmp_path / "site")
    (tmp_path / "x").rename(shadow)

    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert publication.stands() == {"a.html", "b.html", "c.html"}

    assert texts(tmp_path / "site")["a.html"] == "2"


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


def test_file_put_by_a_shell_that_stayed_in_the_old_site_is_not_lost(tmp_path: Path) -> None:
    old, new = {"a/index.html": "1", "b/index.html": "1"}, {"a/index.html": "2"}
    publish(tmp_path, old)
    publish(tmp_path, new | {"b/index.html": "1"})
    shadow = memory_of(tmp_path) / "shadow"  # where the site was that the shell began in
    (shadow / "a/mine.txt").write_text("mine")
    (shadow / "b/mine.txt").write_text("mine")

    publish(tmp_path, {"a/index.html": "3"})
    mine = {"a/mine.txt": "mine", "b/mine.txt": "mine"}

    assert texts(tmp_path / "site") == {"a/index.html": "3"} | mine
    for number in range(4, 7):
        publish(tmp_path, {"a/index.html": str(number)})
        assert texts(tmp_path / "site") == {"a/index.html": str(number)} | mine


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_call_to_stop_waits_until_the_site_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    real = os.replace

    def interrupted(source: str, target: str) -> None:
        os.kill(os.getpid(), number)
        real(source, target)

    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    before = signal.getsignal(number)
    monkeypatch.setattr(os, "replace", interrupted)
    publish(tmp_path, {"a.html": "2", "b.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "2"}
    assert signal.getsignal(number) == before


def test_disk_that_refuses_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    refuse_to_move(monkeypatch, "b.html")

    with pytest.raises(InputError, match=r"No space left on device; the site is as it was: mend this and build again"):
        publish(tmp_path, {"a.html": "2", "b.html": "2"})
    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "1", "c.html": "1"}
    assert leftovers(tmp_path) == set()

    monkeypatch.undo()
    publish(tmp_path, {"a.html": "3", "c.html": "1"})
    publish(tmp_path, {"a.html": "4", "c.html": "1"})
    assert texts(tmp_path / "site") == {"a.html": "4", "c.html": "1"}
    assert_consistent(tmp_path)


def refuse_to_move(monkeypatch: pytest.MonkeyPatch, name: str, code: int = errno.ENOSPC) -> None:
    """Let the system refuse to move a file of this name into place."""
    real = os.replace

    def replace(source: str, target: str) -> None:
        if os.fspath(target).endswith(f"/{name}"):
            raise OSError(code, os.strerror(code), target)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def in_place_from_now_on(root: Path) -> None:
    """Remember of a site that the system refused to exchange it."""
    shutil.rmtree(memory_of(root) / "shadow")
    write_state(memory_of(root) / "state", replace(state_of(root), shadow=0, was_refused=True))


def test_publication_in_place_leaves_no_trace_beside_its_state(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b/c.html": "1", "d": "1", "same.html": "1"})
    in_place_from_now_on(tmp_path)
    (tmp_path / "site/CNAME").write_text("mine")
    inode = (tmp_path / "site").stat().st_ino

    published = publish(tmp_path, {"a.html": "2", "b": "2", "d/e.html": "2", "same.html": "1"})

    assert published == Published(written=3, unchanged=1, removed=2)
    assert texts(tmp_path / "site") == {"a.html": "2", "b": "2", "d/e.html": "2", "same.html": "1", "CNAME": "mine"}
    assert (tmp_path / "site").stat().st_ino == inode
    assert leftovers(tmp_path) == set()
    assert_consistent(tmp_path)


def test_disk_that_refuses_midway_in_place_is_told_and_the_next_start_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    in_place_from_now_on(tmp_path)
    refuse_to_move(monkeypatch, "b.html")

    with pytest.raises(HalfPublishedError, match="the site is half new: mend this and build again"):
        publish(tmp_path, {"a.html": "2", "b.html": "2"})
    assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "1", "c.html": "1"}

    monkeypatch.undo()
    with Publication(tmp_path, tmp_path / "site", stop):
        assert texts(tmp_path / "site") == {"a.html": "2", "b.html": "2"}
    assert leftovers(tmp_path) == set()


def test_disk_that_refuses_at_once_in_place_leaves_the_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "c.html": "1"})
    in_place_from_now_on(tmp_path)
    refuse_to_move(monkeypatch, "a.html")

    with pytest.raises(InputError, match="the site is as it was"):
        publish(tmp_path, {"a.html": "2"})

    assert texts(tmp_path / "site") == {"a.html": "1", "c.html": "1"}
    assert leftovers(tmp_path) == set()


def test_order_in_place_is_assets_new_pages_changed_pages_removals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a.html": "1", "old.html": "1"})
    in_place_from_now_on(tmp_path)
    seen, real = list[dict[str, str]](), os.replace

    def watched(source: str, target: str) -> None:
        real(source, target)
        if str(target).startswith(f"{tmp_path}/site/"):
            seen.append(texts(tmp_path / "site"))

    monkeypatch.setattr(os, "replace", watched)
    publish(tmp_path, {"a.html": "2", "b.html": "2", "assets/x.css": "2"})
    before = {"a.html": "1", "old.html": "1"}

    assert seen == [
        before | {"assets/x.css": "2"},
        before | {"assets/x.css": "2", "b.html": "2"},
        before | {"assets/x.css": "2", "b.html": "2", "a.html": "2"},
    ]


def test_system_that_links_no_files_gets_its_site_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), "x")

    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    assert_consistent(tmp_path)
    for number in "23":
        publish(tmp_path, {"a.html": number, "b.html": "1"})

        assert texts(tmp_path / "site") == {"a.html": number, "b.html": "1"}
        assert leftovers(tmp_path) == set()
    assert state_of(tmp_path).was_refused


def test_output_on_another_disk_has_its_shadow_beside_it(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as folder:
        for number in "123":
            publish(tmp_path, {"a/index.html": number, "b.html": "1"}, site=folder / "site")
            assert texts(folder / "site") == {"a/index.html": number, "b.html": "1"}
            assert_consistent(tmp_path, folder / "site")
        assert {path.name for path in folder.iterdir()} == {"site", ".site.gazette"}
        assert state_of(tmp_path, folder / "site").shadow

        clean(tmp_path, folder / "site")

        assert list(folder.iterdir()) == []
    assert not (tmp_path / ".gazette").exists()


def test_failed_build_keeps_an_empty_folder_on_another_disk(tmp_path: Path) -> None:
    with folder_elsewhere(tmp_path) as folder:
        (folder / "site").mkdir()
        with Publication(tmp_path, folder / "site", stop):
            pass

        assert [path.name for path in folder.iterdir()] == ["site"]
        assert list((folder / "site").iterdir()) == []


def test_output_behind_a_link_is_exchanged_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")

    for number in "12":
        publish(tmp_path, {"a.html": number, "b.html": "1", "c.html": "1"})

    assert (tmp_path / "site").is_symlink()
    assert texts(tmp_path / "elsewhere") == {"a.html": "2", "b.html": "1", "c.html": "1"}


def test_clean_removes_the_shadow_and_what_was_killed(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    publish(tmp_path, {"a.html": "2", "b.html": "1", "c.html": "1"})
    (memory_of(tmp_path) / "staging-x").mkdir()

    assert clean(tmp_path, tmp_path / "site") == 3
    assert list(tmp_path.iterdir()) == []


def test_foreign_file_outlives_clean_and_the_builds_after_it(tmp_path: Path) -> None:
    publish(tmp_path, {"a/index.html": "1", "b.html": "1"})
    (tmp_path / "site/a/mine.txt").write_text("mine")
    clean(tmp_path, tmp_path / "site")

    for number in "1234":
        publish(tmp_path, {"b.html": number, "c.html": "1", "d.html": "1"})
        assert texts(tmp_path / "site") == {"a/mine.txt": "mine", "b.html": number, "c.html": "1", "d.html": "1"}


def test_cost_of_one_changed_file_does_not_grow_with_the_site(tmp_path: Path) -> None:
    costs = [cost_of_one_change(tmp_path / str(size), size) for size in (30, 300)]

    assert costs[0] == costs[1] < 60


def cost_of_one_change(root: Path, size: int) -> int:
    """Count what is asked of the system for one changed file, but for the survey."""
    script = (
        "import sys; from pathlib import Path; from tests.output.killing import count_changes;"
        "from tests.output.publishing import publish;"
        f"root = Path({str(root)!r}); root.mkdir();"
        f"files = {{f'{{n}}/index.html': 'x' for n in range({size})}};"
        "publish(root, files); publish(root, files | {'0/index.html': 'y'});"
        "seen = count_changes(-1); publish(root, files | {'1/index.html': 'y'}); print(seen[0])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True
    )
    return int(run.stdout)


def test_inventory_is_of_the_new_site_once_it_is_published(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        publication.note("a.html", is_staged=False)
        publication.add(Output(path="c.html", data=b"2"))
        publication.publish()

        assert publication.inventory.keys() == {"a.html", "c.html"}
        assert survey(tmp_path / "site", publication.inventory).standing == {"a.html", "c.html"}


def test_file_noted_twice_counts_as_it_was_noted_last(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        for path in ("a.html", "b.html"):
            stage(publication.staging, tmp_path / "site", Output(path=path, data=b"2"))
        publication.note("a.html", is_staged=True)
        publication.note("b.html", is_staged=False)
        publication.note("a.html", is_staged=False)
        publication.note("b.html", is_staged=True)

        assert publication.publish() == Published(written=1, unchanged=1, removed=0)

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "2"}


def test_right_files_with_new_times_are_recognised_the_next_time(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})
    for name in ("a.html", "b.html"):
        shutil.copy(tmp_path / "site" / name, tmp_path / "copy")
        (tmp_path / "copy").rename(tmp_path / "site" / name)
    before = everything(tmp_path / "site")

    publish(tmp_path, {"a.html": "1", "b.html": "1", "c.html": "1"})

    assert everything(tmp_path / "site") == before
    with Publication(tmp_path, tmp_path / "site", stop) as publication:
        assert publication.stands() == {"a.html", "b.html", "c.html"}
    assert_consistent(tmp_path)
    publish(tmp_path, {"a.html": "1", "b.html": "2", "c.html": "1"})
    assert_consistent(tmp_path)


def test_foreign_file_that_comes_at_the_last_moment_is_set_aside_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a/index.html": "1", "b.html": "1", "c.html": "1"})
    told = list[Problem]()

    def write_meanwhile(source: str, target: str) -> None:
        for path in ("new.html", "d"):
            (tmp_path / "site" / path).write_text("mine")
        os.rename(source, target)  # noqa: PTH104

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


READER = """
import os, sys, time
from pathlib import Path
site, stop, seen, mixed = sys.argv[1], Path(sys.argv[2]), set(), 0
def read(folder, name):
    handle = os.open(name, os.O_RDONLY, dir_fd=folder)
    try: return os.read(handle, 100)
    finally: os.close(handle)
while not stop.exists():
    folder = os.open(site, os.O_RDONLY)
    one, other = read(folder, "a/index.html"), read(folder, "z.html")
    os.close(folder)
    mixed += one != other
    seen.add(one)
print(mixed, len(seen))
"""


def test_reader_never_sees_parts_of_two_sites(tmp_path: Path) -> None:
    files = {f"{number}.html": "same" for number in range(10)}
    publish(tmp_path, files | {"a/index.html": "0", "z.html": "0"})
    command = [sys.executable, "-c", READER, str(tmp_path / "site"), str(tmp_path / "stop")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        for number in range(300):
            publish(tmp_path, files | {"a/index.html": f"{number}", "z.html": f"{number}"})
        (tmp_path / "stop").touch()
        out, _ = reader.communicate(timeout=60)
    mixed, seen = map(int, out.split())

    assert (reader.returncode, mixed) == (0, 0)
    assert seen > 20
