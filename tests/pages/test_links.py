"""Links in content must lead somewhere."""

from pathlib import Path

import pytest

from tests.mini_site import MiniSite, hrefs


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("tlak.md", 'there is no file content/tlak.md to publish; did you mean "content/talk.md"?'),
        (
            "talk.md#nope",
            'content/talk.md has no heading or id "nope"; link to one that it has, such as "what-was-said"',
        ),
        (
            "talk.md#what-was-siad",
            'content/talk.md has no heading or id "what-was-siad"; did you mean "what-was-said"?',
        ),
        ("#nope", 'this page has no heading or id "nope"; it has none'),
        ("/people", 'the site has no page "/people"; write "/people/"'),
        ("/nowhere/", 'the site has no page "/nowhere/"; link to a content file, or to one that lies beside this'),
        ("../secret.md", '"secret.md" is outside content/; link to a file inside it'),
        ("../../../etc/passwd", '"../../etc/passwd" is outside content/; link to a file inside it'),
        ("map.png", "there is no file content/map.png to publish; mend the link, or put the file there"),
        ("draft.md", "content/draft.md is not published (draft); take the link out until it is"),
    ],
)
def test_broken_link_is_an_error_at_its_place(site: MiniSite, link: str, why: str) -> None:
    site.article("grid", f"First line.\n\nSee [this]({link}) there.")
    site.article("talk", "## What was said")
    site.article("draft", draft="true")
    site.write("secret.md", "secret")

    assert site.read_collection().problems == [f"content/grid.md:7:12: error: {why} [link-broken]"]


@pytest.mark.parametrize(
    "link",
    [
        "talk.md",
        "talk.md#what-was-said",
        "#here",
        "/people/",
        "/feed.xml",
        "/data/articles.csv",
        "https://example.net/x",
    ],
)
def test_link_that_leads_somewhere_is_no_problem(site: MiniSite, link: str) -> None:
    site.article("grid", f"## Here\n\n[this]({link})")
    site.article("talk", "## What was said")

    assert site.read_collection().problems == []


def test_each_broken_link_of_a_line_has_its_own_place(site: MiniSite) -> None:
    site.article("grid", "[a](no.md) [b](no.md)\n[c](no.md)")

    places = [problem.partition(": ")[0] for problem in site.read_collection().problems]

    assert places == ["content/grid.md:5:5", "content/grid.md:5:16", "content/grid.md:6:5"]


def test_link_in_a_record_and_in_a_page_is_checked_too(site: MiniSite) -> None:
    site.article()
    site.record("people/ada", "[x](no.md)", name="Ada")
    site.write("content/pages/about.md", "---\ntitle: About\n---\n[x](no.md)\n")

    assert [problem.split(": ")[0] for problem in site.read_collection().problems] == [
        "content/pages/about.md:4:5",
        "content/people/ada.md:4:5",
    ]


def test_link_in_a_draft_is_not_checked_until_it_is_shown(site: MiniSite) -> None:
    site.article()
    site.article("draft", "[x](no.md)", draft="true")

    assert site.read_collection().problems == []
    assert len(site.read_collection(has_drafts=True).problems) == 1


def test_link_between_drafts_leads_somewhere_once_both_are_shown(site: MiniSite) -> None:
    site.article("a", "[x](b.md)", draft="true")
    site.article("b", draft="true")

    assert site.read_collection(has_drafts=True).problems == []


def test_image_that_a_record_lacks_is_an_error(site: MiniSite) -> None:
    site.article()
    site.record("people/ada", name="Ada", image="ada.png")

    assert site.read_collection().problems == [
        (
            "content/people/ada.md:3:8: error: image is content/people/ada.png, which is no file to publish;"
            " put it there, or take the image out [link-broken]"
        )
    ]


def test_menu_that_leads_nowhere_is_an_error(site: MiniSite) -> None:
    site.configure("menu:\n  - {name: Out, url: https://example.net/}\n  - {name: No, url: /nowhere/}")
    site.article()

    assert site.read_collection().problems == [
        (
            'config.yaml:5:5: error: the menu leads to "/nowhere/", where there is no page; mend the address,'
            " or take the item out [link-broken]"
        )
    ]


def test_link_in_another_letter_case_is_broken(site: MiniSite) -> None:
    site.article(body="[x](/People/)")

    assert len(site.read_collection().problems) == 1


def test_anchor_on_a_page_of_the_site_is_checked(site: MiniSite) -> None:
    site.article("a", "[x](/2023/10/31/b/#nope)")
    site.article("b")

    assert len(site.read_collection().problems) == 1


def test_menu_may_lead_to_a_part_of_a_page(site: MiniSite) -> None:
    site.configure("menu: [{name: X, url: '/people/#g-main'}]")
    site.article()

    reading = site.read_collection()

    assert reading.problems == []
    assert reading.plan.site.menu[0].url == "/people/#g-main"


def test_address_of_an_element_that_is_left_out_is_no_broken_link(site: MiniSite) -> None:
    site.article(body='<iframe src="x"></iframe>')

    assert not [problem for problem in site.read_collection().problems if "link-broken" in problem]


def test_link_to_what_has_expired_is_a_warning(site: MiniSite) -> None:
    site.article("a", "[b](b.md)")
    site.article("b", expires="2024-01-01")

    assert [line.split(": ")[1] for line in site.read_collection().problems] == ["warning"]


LOST = "A [gone](gone.md) one, [in text](talk.md#nope), [old](/2014/05/old.html) and ![a <map>](map.png)."


def test_broken_links_are_warnings_where_the_settings_or_the_command_say_so(site: MiniSite) -> None:
    site.article("grid", LOST)
    site.article("talk")
    site.record("people/ada", name="Ada", image="no.png")
    assert site.build().status == 1

    told = site.build("--links", "warn")
    assert told.status == 0
    assert [line.split(": ")[1] for line in told.problems] == ["warning"] * 5
    assert all(line.endswith("[link-broken]") for line in told.problems)

    site.configure("links: warn")
    assert site.build().status == 0
    assert site.build("--links", "error").status == 1
    assert site.build("--strict").status == 1


def test_what_a_broken_link_says_stays_and_leads_nowhere(site: MiniSite) -> None:
    site.configure("links: warn")
    site.article("grid", LOST)
    site.article("talk")
    site.record("people/ada", "Of [nobody](no.md).", name="Ada", image="no.png")
    site.built()

    page = site.read("/2023/10/31/grid/")

    assert "A <a>gone</a> one" in page
    assert '<a href="/2023/10/31/talk/#nope">in text</a>' in page
    assert '<a href="/2014/05/old.html">old</a> and a &lt;map&gt;.' in page
    assert "no.png" not in site.read("/people/ada/")
    assert "link:" not in page + site.read("/feed.xml") + site.read("/people/ada/")


def test_thousands_of_broken_links_are_one_line(site: MiniSite) -> None:
    """To look for a file of a like name takes as long as there are files; it is done for the first hundred."""
    for number in range(60):
        site.article(f"a{number}", "\n\n".join(f"[x](missing-{number}-{each}.md)" for each in range(50)))

    run = site.build()

    assert len(run.problems) == 1
    assert "(3,000 like this, also at content/a0.md:7:5 and content/a0.md:9:5) [link-broken]" in run.problems[0]


@pytest.mark.parametrize("what", ["cafe\u0301.md", "caf\u00e9\u200b.md", "Caf\u00e9.md"])
def test_link_that_looks_right_says_what_differs(site: MiniSite, what: str) -> None:
    site.article("grid", f"[x]({what})")
    site.article("caf\u00e9")

    problems = [line for line in site.read_collection().problems if "link-broken" in line]

    assert all('did you mean "content/caf\u00e9.md"' not in line or what == "Caf\u00e9.md" for line in problems)
    assert all("; " in line for line in problems)


NFC, NFD = "\u00e9", "e\u0301"


@pytest.mark.parametrize("on_disk", [NFC, NFD])
@pytest.mark.parametrize("written", [NFC, NFD, "%C3%A9", "e%CC%81"])
def test_names_of_files_are_one_in_any_unicode_form(site: MiniSite, on_disk: str, written: str) -> None:
    site.article(f"caf{on_disk}", title="Talk", slug="talk")
    site.article(f"sal{on_disk}/index")
    site.write(f"content/fot{on_disk}.png", "picture")
    site.write(f"content/people/fac{on_disk}.png", "face")
    image = written if "%" not in written else NFC
    site.record(f"people/ad{on_disk}", f"Of [it](../caf{written}.md).", name="Ada", image=f"fac{image}.png")
    site.article(
        "a", f"[it](caf{written}.md), [her](people/ad{written}.md) and ![one](fot{written}.png)", people="[Ada]"
    )

    run = site.build("--strict")

    assert (run.status, run.problems) == (0, [])
    assert "/2023/10/31/talk/" in hrefs(site.page("/2023/10/31/a/"))
    assert site.read(f"/2023/10/31/a/fot{NFC}.png") == "picture"
    assert site.read(f"/people/ada/fac{NFC}.png") == "face"
    assert site.has("/2023/10/31/sale/")
    assert f"content/caf{NFC}.md" in {row["path"] for row in site.rows()}


def test_site_is_the_same_whatever_unicode_form_the_files_have(site: MiniSite, tmp_path: Path) -> None:
    other = MiniSite(tmp_path / "other")
    for each, form in ((site, NFC), (other, NFD)):
        each.article(f"caf{form}", f"![one](fot{NFC}.png)", title="Talk")
        each.write(f"content/fot{form}.png", "picture")

    assert site.built().files() == other.built().files()


def test_line_of_the_ledger_knows_its_file_in_any_unicode_form(site: MiniSite) -> None:
    site.article(f"caf{NFD}")
    site.write("permalinks.txt", f"/old/ content/caf{NFD}.md\n/older/ content/caf{NFC}.md\n")

    site.built("--strict")

    assert hrefs(site.page("/old/")) == hrefs(site.page("/older/")) == ["/2023/10/31/cafe/"]
    site.gazette("permalinks", "--record")
    assert f"/2023/10/31/cafe/ content/caf{NFC}.md\n" in (site.root / "permalinks.txt").read_text(encoding="utf-8")


def test_merge_rewrites_files_whose_names_are_decomposed(site: MiniSite) -> None:
    path = site.article(f"caf{NFD}", people="[Ada Byrn]")
    site.article("b", people="[Ada Byron]")

    run = site.gazette("merge", "people", "Ada Byrn", "Ada Byron", "--rewrite", "--yes")

    assert run.status == 0, run.err
    assert "people: [Ada Byron]" in (site.root / path).read_text(encoding="utf-8")
    assert not (site.root / f"content/caf{NFC}.md").exists()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://example.org/2023/10/31/talk/", ""),
        ("http://example.org/2023/10/31/talk/#end", 'content/talk.md has no heading or id "end"'),
        ("http://example.org/2023/10/31/talk/#top", ""),
        ("https://example.org/about/", 'the site has no page "/about/"'),
        ("https://example.org", ""),
        ("https://example.org.evil.example/about/", ""),
        ("https://example.organic/about/", ""),
        ("https://www.example.org/about/", ""),
    ],
)
def test_whole_address_under_that_of_the_site_is_checked_like_a_path(
    site: MiniSite, address: str, problem: str
) -> None:
    site.article("grid", f"[a]({address})")
    site.article("talk")

    problems = site.read_collection().problems

    assert [problem in line for line in problems] == ([True] if problem else [])


def test_whole_address_under_that_of_the_site_follows_it_to_another(site: MiniSite) -> None:
    site.article("grid", "[a](https://example.org/2023/10/31/talk/)")
    site.article("talk")
    site.built("--base-url", "https://staging.example/desk")

    assert "https://example.org/2023/10/31/talk/" in site.read("/2023/10/31/grid/")

    site.built()

    assert '<a href="/2023/10/31/talk/">a</a>' in site.read("/2023/10/31/grid/")


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("/#members", True),
        ("/people/ann-poe/#x", True),
        ("/2023/10/31/#x", True),
        ("https://example.org/#members", True),
        ("/people/#p", False),
        ("/#g-main", False),
        ("/people/ann-poe/", False),
        ("/feed.xml#x", False),
    ],
)
def test_part_of_a_page_that_the_site_makes_is_told_of_as_a_doubt(site: MiniSite, address: str, is_told: bool) -> None:
    site.article("grid", f"[a]({address})", people="[Ann Poe]")

    run = site.build()

    assert run.status == 0
    assert [": warning: the page /" in line for line in run.problems] == [True] * is_told
