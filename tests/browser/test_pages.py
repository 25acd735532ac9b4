"""Every kind of page in a real browser: accessible, valid, under its own policy, and whole without scripts."""

import json
import subprocess
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from gazette.slugs import slugify
from tests.browser.conftest import served
from tests.mini_site import MiniSite

pytestmark = pytest.mark.browser

KINDS = {
    "home": "/",
    "article": "/2023/10/31/strasbourg-organ-trafficking-signature/",
    "person": "/people/eleanor-roosevelt/",
    "topic": "/topics/human-rights/",
    "second page": "/topics/human-rights/page/2/",
    "source": "/sources/united-nations-treaty-collection/",
    "people": "/people/",
    "topics": "/topics/",
    "day": "/2023/10/31/",
    "month": "/2023/10/",
    "year": "/2024/",
    "dates": "/dates/",
    "search": "/search/",
    "standing page": "/about/",
    "not found": "/404.html",
}
WIDTHS = (375, 1280)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_no_violation(
    browser: Browser, address: str, axe: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    for width in WIDTHS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.goto(address + path)
        page.add_script_tag(path=axe)
        found = page.evaluate("axe.run().then(result => result.violations)")
        context.close()
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == [], width


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_page_keeps_its_own_policy_and_asks_no_other_host(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("request", lambda request: complaints.append(request.url) if address not in request.url else None)
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    page.goto(address + path, wait_until="networkidle")
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_page_is_no_wider_than_a_phone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360


def test_names_without_a_space_do_not_widen_a_phone(browser: Browser, site: MiniSite) -> None:
    name = "Extraordinarily" * 12
    site.article(
        "a", f"## {name}\n\n{name}", title=name, people=name, topics=name, source=name, event_date="2023-10-30"
    )
    site.built()
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    widths = {}
    with served(site.output) as address:
        for path in (
            "/",
            "/people/",
            "/topics/",
            "/sources/",
            "/2023/10/31/",
            "/2023/10/31/a/",
            f"/people/{slugify(name)}/",
        ):
            page.goto(address + path)
            widths[path] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert max(widths.values()) <= 360, widths


def test_all_html_is_valid(sample: Path, checker: tuple[str, str]) -> None:
    java, jar = checker
    command = [java, "-jar", jar, "--errors-only", "--format", "json", "--skip-non-html", str(sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout or done.stderr)["messages"]
    assert [f"{message.get('url')}: {message['message']}" for message in messages] == []


def test_search_finds_a_name_without_its_diacritics(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/search/?q=pejcinovic+strasbourg")
    page.wait_for_selector("main a[href$='/strasbourg-organ-trafficking-signature/']")
    assert "q=pejcinovic" in page.url
    context.close()


def test_search_shows_markup_in_a_title_as_text(browser: Browser, site: MiniSite) -> None:
    title = "<img src=x onerror=alert(1)>"
    site.article("hostile", title=f"'{title}'", people=f"['{title}']")
    site.built()
    context = browser.new_context()
    page = context.new_page()
    with served(site.output) as address:
        page.goto(f"{address}/search/?q=onerror")
        found = page.wait_for_selector("main .entry a")
        assert found
        assert found.inner_text() == title
        assert page.query_selector("main img") is None
    context.close()


def test_reader_without_scripts_reaches_an_article_from_the_home_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    open_first(page, "main .h-entry a.u-url")
    assert page.locator("article.h-entry .e-content p").count() > 0
    context.close()


def test_keyboard_reaches_the_skip_link_first(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert target.startswith("#g-")
    assert page.locator(target).count() == 1
    context.close()


def open_first(page: Page, selector: str) -> None:
    """Follow the first link that a selector finds."""
    page.locator(selector).first.click()
    page.wait_for_load_state()
