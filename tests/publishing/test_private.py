"""A folder that is the build's alone is not looked at, as long as it is the very folder that was published."""

import shutil
from pathlib import Path

import pytest

from gazette.errors import InputError
from gazette.publishing.ground import check_output
from gazette.publishing.publication import Output, Publication
from tests.publishing.publishing import publish, stop, texts


def publish_privately(root: Path, files: dict[str, str]) -> frozenset[str]:
    """Publish what is new in these files as a build does that trusts the folder, and return what changed."""
    with Publication(root, root / "site", stop, is_private=True) as publication:
        standing = publication.stands()
        publication.keep(standing & files.keys())
        for path in files.keys() - standing:
            publication.add(Output(path=path, data=files[path].encode()))
        publication.publish()
        return publication.changed


def test_folder_is_taken_to_be_as_it_was_published(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    (tmp_path / "site/a.html").write_text("somebody's")

    assert publish_privately(tmp_path, {"a.html": "1", "c.html": "1"}) == {"b.html", "c.html"}
    assert texts(tmp_path / "site").keys() == {"a.html", "c.html"}


def test_folder_that_is_gone_is_made_anew(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "1", "b.html": "1"})
    shutil.rmtree(tmp_path / "site")
    publish_privately(tmp_path, {"a.html": "1", "b.html": "1"})

    assert texts(tmp_path / "site") == {"a.html": "1", "b.html": "1"}


def test_preview_is_the_one_folder_of_the_memory_that_takes_a_site(tmp_path: Path) -> None:
    check_output(tmp_path, tmp_path / ".gazette/preview")
    for refused in (".gazette", ".gazette/preview/inner", ".gazette/outputs"):
        with pytest.raises(InputError):
            check_output(tmp_path, tmp_path / refused)
