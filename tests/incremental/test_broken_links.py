"""Under `links: warn` a page shows whether its links lead anywhere: an incremental build equals a clean one."""

from collections.abc import Callable

import pytest

from tests.mini_site import MiniSite


def mend(site: MiniSite) -> str:
    """Let no link be broken any more, and say so."""
    site.configure()
    site.article("grid")
    site.record("people/ada", name="Ada")
    return site.record("topics/law", name="Law")


EDITS: dict[str, Callable[[MiniSite], object]] = {
    "the file comes": lambda site: site.article("gone", "## Nope"),
    "the file is a draft": lambda site: site.article("gone", draft="true"),
    "the picture comes": lambda site: site.write("content/map.png", "map"),
    "the record's picture comes": lambda site: site.write("content/people/ada.png", "ada"),
    "what was there goes": lambda site: (site.root / "content/there.md").unlink(),
    "what was there is a draft": lambda site: site.article("there", draft="true"),
    "what was there has another address": lambda site: site.article("there", slug="here"),
    "links are errors, and mended": mend,
}


@pytest.mark.parametrize("edit", EDITS)
def test_site_after_an_edit_is_that_of_a_clean_build(site: MiniSite, edit: str) -> None:
    site.configure("links: warn")
    site.article("grid", "[a](gone.md) [b](there.md) [c](gone.md#nope) ![a map](map.png)", people="[Ada]")
    site.article("there", topics="[Law]")
    site.record("people/ada", "Of [a](../gone.md).", name="Ada", image="ada.png")
    site.record("topics/law", "See [b](../there.md).", name="Law")
    site.built()

    EDITS[edit](site)
    site.built()
    files = site.files()

    assert site.built("--clean").files() == files


def test_problems_follow_the_setting_without_another_change(site: MiniSite) -> None:
    site.article("grid", "[a](gone.md)")

    assert [site.build(*words).status for words in ([], ["--links", "warn"], [], ["--links", "warn"])] == [1, 0, 1, 0]
    assert ": warning: " in site.build("--links", "warn").problems[0]
