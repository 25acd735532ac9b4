"""The preview in a real browser: reload, style sheets, the panel over the last good page, many tabs."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.mini_site import MiniSite
from tests.server.previewing import Served, eventually, previewed

pytestmark = pytest.mark.browser

LONG = "\n\n".join(f"Paragraph {number}." for number in range(200))
ARTICLE = "2023/10/31/grid/"
PANEL = "gazette-preview [role=dialog]"
SLOWLY = 20_000  # ms, since machines that test may be busy


@pytest.fixture
def served(site: MiniSite) -> Iterator[Served]:
    """Return the preview of a collection with a long article and a style sheet of its own."""
    site.article("grid", LONG)
    site.write("assets/css/main.css", "p { color: rgb(1, 2, 3) }")
    with previewed(site) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Return a tab that shows the article, scrolled down, and in which nothing is complained of."""
    context = browser.new_context(viewport={"width": 900, "height": 600})
    page = context.new_page()
    page.set_default_timeout(SLOWLY)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(served.address + ARTICLE)
    page.evaluate("scrollTo(0, 2000)")
    page.evaluate("window.isSame = true")
    yield page
    context.close()
    assert complaints == []


def is_same(page: Page) -> bool:
    """Tell whether the page has not been loaded again."""
    return bool(page.evaluate("window.isSame === true"))


def test_saved_text_appears_where_the_reader_is(site: MiniSite, page: Page) -> None:
    site.article("grid", LONG.replace("Paragraph 150.", "Edited."))

    expect(page.get_by_text("Edited.")).to_be_visible(timeout=SLOWLY)
    eventually(lambda: page.evaluate("scrollY") == 2000)
    assert not is_same(page)


def test_save_that_changes_another_page_leaves_this_one_alone(site: MiniSite, page: Page, served: Served) -> None:
    edition = served.news()["edition"]
    site.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    served.news_after(edition)
    page.wait_for_timeout(500)

    assert is_same(page)


def test_style_sheet_is_swapped_without_a_reload(site: MiniSite, page: Page) -> None:
    text = page.locator(".e-content p").first
    site.write("assets/css/main.css", "p { color: rgb(4, 5, 6) }")
    expect(text).to_have_css("color", "rgb(4, 5, 6)", timeout=SLOWLY)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    site.write("assets/css/main.css", "p { color: rgb(7, 8, 9) }")
    expect(text).to_have_css("color", "rgb(7, 8, 9)", timeout=SLOWLY)

    assert is_same(page)
    assert page.evaluate("scrollY") == 2000


def test_problem_lies_over_the_last_good_page_until_it_is_mended(site: MiniSite, page: Page) -> None:
    site.article("grid", LONG, date="3/5/2023", title="'<img src=x onerror=alert(1)>'")
    panel = page.locator(PANEL)
    expect(panel).to_be_visible(timeout=SLOWLY)
    expect(panel).to_contain_text("content/grid.md:3:7")
    expect(panel).to_contain_text("date-invalid")
    expect(panel).to_contain_text("1 error")
    assert is_same(page)
    assert page.get_by_text("Paragraph 150.").count() == 1
    assert page.evaluate("document.activeElement === document.body")
    site.article("grid", LONG)

    expect(panel).to_have_count(0, timeout=SLOWLY)
    assert is_same(page)


def test_escape_makes_the_panel_a_badge_that_opens_it_again(site: MiniSite, page: Page) -> None:
    site.article("grid", LONG, date="3/5/2023")
    panel, badge = page.locator(PANEL), page.locator("gazette-preview .badge")
    expect(panel).to_be_visible(timeout=SLOWLY)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(badge).to_have_text("1 error")
    page.reload()
    expect(badge).to_be_visible(timeout=SLOWLY)
    badge.click()
    expect(panel).to_be_visible()
    site.article("grid", LONG, date="3/5/2023", people="[x, x]", titel="x")

    expect(panel).to_contain_text("2 errors", timeout=SLOWLY)


def test_text_of_a_problem_is_never_markup(site: MiniSite, page: Page) -> None:
    site.article("grid", LONG, date='"<img src=x onerror=alert(1)>"')
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("<img src=x", timeout=SLOWLY)

    assert panel.locator("img").count() == 0


def test_warnings_are_a_badge(site: MiniSite, page: Page) -> None:
    site.write("content/notes.markdown", "x")

    expect(page.locator("gazette-preview .badge")).to_have_text("1 warning", timeout=SLOWLY)
    assert page.locator(PANEL).count() == 0


def test_page_that_is_opened_while_the_site_is_broken_says_so(site: MiniSite, page: Page, served: Served) -> None:
    edition = served.news()["edition"]
    site.article("grid", LONG, date="3/5/2023")
    served.news_after(edition)
    page.goto(served.address)

    expect(page.locator(PANEL)).to_be_visible(timeout=SLOWLY)


def test_page_that_was_missing_comes_when_it_is_written(browser: Browser, site: MiniSite, served: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    assert page.goto(f"{served.address}2023/10/31/later/")
    site.article("later", "Here it is.")

    expect(page.get_by_text("Here it is.")).to_be_visible(timeout=SLOWLY)
    context.close()


def test_page_that_waits_becomes_the_site(browser: Browser, site: MiniSite) -> None:
    site.article("grid", date="none")
    context = browser.new_context()
    page = context.new_page()
    with previewed(site) as served:
        page.goto(served.address + ARTICLE)
        expect(page.get_by_text("content/grid.md:3:7")).to_be_visible(timeout=SLOWLY)
        site.article("grid", "Mended.")

        expect(page.get_by_text("Mended.")).to_be_visible(timeout=SLOWLY)
        context.close()


def test_base_path_is_honoured_in_the_browser(browser: Browser, site: MiniSite) -> None:
    site.write("config.yaml", "title: The Desk\nbase_url: https://example.org/briefings\n")
    site.article("grid", "Before.")
    site.write("assets/css/main.css", "p { color: rgb(1, 2, 3) }")
    context = browser.new_context()
    page = context.new_page()
    with previewed(site) as served:
        page.goto(served.address + ARTICLE)
        page.evaluate("window.isSame = true")
        text = page.locator(".e-content p").first
        site.write("assets/css/main.css", "p { color: rgb(4, 5, 6) }")
        expect(text).to_have_css("color", "rgb(4, 5, 6)", timeout=SLOWLY)
        assert is_same(page)
        site.article("grid", "After.")

        expect(page.get_by_text("After.")).to_be_visible(timeout=SLOWLY)
        context.close()


def test_all_of_ten_tabs_get_what_is_saved(browser: Browser, site: MiniSite, served: Served) -> None:
    context = browser.new_context()
    tabs = [context.new_page() for _ in range(10)]
    for tab in tabs:
        tab.goto(served.address + ARTICLE)
    site.article("grid", "Edited once.")
    for tab in tabs:
        expect(tab.get_by_text("Edited once.")).to_be_visible(timeout=SLOWLY)
    tabs[0].close()
    site.article("grid", "Edited twice.")
    for tab in tabs[1:]:
        expect(tab.get_by_text("Edited twice.")).to_be_visible(timeout=SLOWLY)
    context.close()


def test_tab_finds_the_preview_again_after_it_was_stopped(browser: Browser, site: MiniSite) -> None:
    site.article("grid", "Before.")
    context = browser.new_context()
    page = context.new_page()
    with previewed(site) as served:
        page.goto(served.address + ARTICLE)
        port = str(served.port)
    site.article("grid", "After.")
    with previewed(site, "--port", port):
        expect(page.get_by_text("After.")).to_be_visible(timeout=SLOWLY)
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_panel_and_the_badge(
    browser: Browser, site: MiniSite, served: Served, axe: str, scheme: Literal["light", "dark"]
) -> None:
    edition = served.news()["edition"]
    site.article("grid", LONG, date="3/5/2023")
    site.write("content/notes.markdown", "x")
    served.news_after(edition)
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(served.address)
    expect(page.locator(PANEL)).to_be_visible(timeout=SLOWLY)
    page.add_script_tag(path=axe)
    check = "axe.run('gazette-preview').then(result => result.violations.map(rule => [rule.id, rule.nodes[0].html]))"
    in_panel = page.evaluate(check)
    page.keyboard.press("Escape")
    in_badge = page.evaluate(check)
    context.close()

    assert in_panel == in_badge == []
