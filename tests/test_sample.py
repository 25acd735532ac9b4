"""The repository's own collection, built as it is published: every link leads somewhere, every file is sound."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.mini_site import NOW, SITEMAP, MiniSite, Run, addresses, entry_titles, structured_data, with_class, words

ROOT = Path(__file__).resolve().parents[1]
WITHDRAWN = "2025/12/19/winter-pause/index.html"  # by the ledger
BASE = "https://example.org/briefings"


def copy_of_sample(folder: Path) -> MiniSite:
    """Return the repository's collection in a folder of its own; the theme is the packaged one."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "config.yaml", folder)
    shutil.copy(ROOT / "permalinks.txt", folder)
    return MiniSite(folder)


class Sample:
    """The built sample, with its pages parsed once."""

    def __init__(self, base_url: str, folder: Path) -> None:
        self.site = copy_of_sample(folder)
        self.run: Run = self.site.build("--base-url", base_url, "--strict")
        self.base_url = base_url
        self.base_path = urlsplit(base_url).path
        self.files = self.site.files()
        self.pages = {path: self.site.page(f"/{path}") for path in self.files if path.endswith(".html")}

    def file_of(self, url: str) -> str:
        """Return the file that a root-relative URL leads to; "" where it is outside the site."""
        path = unquote(urlsplit(url).path)
        if not path.startswith(f"{self.base_path}/"):
            return ""
        bare = path.removeprefix(f"{self.base_path}/")
        return f"{bare}index.html" if not bare or bare.endswith("/") else bare

    def ids(self, path: str) -> set[str]:
        """Return the ids in a page."""
        return {element.get("id") or "" for element in self.pages[path].iter()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Return the sample as it is built for an address with a path."""
    return Sample(BASE, tmp_path_factory.mktemp("sample"))


def test_sample_has_no_problem(sample: Sample) -> None:
    assert (sample.run.status, sample.run.err) == (0, "")


def test_sample_uses_every_key_of_articles_and_records() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "content").rglob("*.md")]
    used = {
        key for text in texts for key in re.findall(r"^(?:  - )?([a-z_]+):", text.split("\n---\n")[0], re.MULTILINE)
    }

    assert used >= set(
        "title date event_date updated source people topics summary draft publish_date expires corrections"
        " name sort_name aliases slug extra description roles same_as parent related distinct_from url kind".split()
    )


def test_what_the_sample_holds_back_is_listed_and_not_shown(sample: Sample) -> None:
    listed = [sample.site.gazette("list", name, "--now", NOW) for name in ("drafts", "expired")]

    assert [run.status for run in listed] == [0, 0]
    assert [run.out.split("  ")[-1].strip() for run in listed] == [
        "How to leave a treaty, and who has",
        "No new briefings until Epiphany",
    ]
    assert "2026/11/18/leaving-a-treaty/index.html" not in sample.files
    assert b"pauses over the turn of the year" not in sample.files[WITHDRAWN]


def broken_links(sample: Sample) -> list[tuple[str, str, str]]:
    """Return every address in the pages that leads to no file or anchor of the site."""
    ids: dict[str, set[str]] = {}
    broken = []
    for path, page in sample.pages.items():
        for tag, address in addresses(page):
            url, anchor = urldefrag(address.removeprefix(origin(sample)))
            if urlsplit(url).scheme:
                continue
            target = sample.file_of(url) if url else path
            if anchor and target in sample.pages:
                ids.setdefault(target, sample.ids(target))
            if target not in sample.files or (anchor and anchor not in ids.get(target, ())):
                broken.append((path, tag, address))
    return broken


def test_every_internal_link_anchor_and_asset_resolves_under_a_path(sample: Sample) -> None:
    assert broken_links(sample) == []


def test_every_address_in_a_style_or_script_resolves(sample: Sample) -> None:
    found = {
        (path, address)
        for path, data in sample.files.items()
        if path.endswith((".css", ".js"))
        for address in re.findall(r"""(?:url\(|from |import\()["']([^"'#]+)["']""", data.decode())
    }

    assert len(found) > 5
    assert [pair for pair in found if sample.file_of(pair[1]) not in sample.files] == []


def test_every_internal_link_anchor_and_asset_resolves_at_the_root_of_a_host(tmp_path: Path) -> None:
    assert broken_links(Sample("https://gazette.example", tmp_path / "root")) == []


def test_every_address_of_the_sample_is_recorded(tmp_path: Path) -> None:
    ledger = json.loads(copy_of_sample(tmp_path / "desk").gazette("permalinks", "--now", NOW, "--json").out)

    assert ledger["new"] == []
    assert {row["state"] for row in ledger["recorded"]} <= {"page", "moved", "gone"}


def test_every_page_can_be_reached_from_the_home_page(sample: Sample) -> None:
    reached, waiting = set(), {"index.html"}
    while waiting:
        path = waiting.pop()
        reached.add(path)
        links = {sample.file_of(address) for tag, address in addresses(sample.pages[path]) if tag == "a"}
        waiting |= {link for link in links if link in sample.pages} - reached

    redirects = {path for path, page in sample.pages.items() if refresh(page)}
    standing = {f"{page.stem}/index.html" for page in (ROOT / "content/pages").glob("*.md")}
    assert set(sample.pages) - reached - redirects - standing == {"404.html", WITHDRAWN}


def refresh(page: ET.Element) -> list[str]:
    """Return where a page sends its readers on."""
    return [meta.get("content", "") for meta in page.iter("meta") if meta.get("http-equiv") == "refresh"]


def test_every_page_is_sound_html_with_one_heading_a_language_and_a_title_of_its_own(sample: Sample) -> None:
    titles: dict[str, str] = {}
    for path, page in sample.pages.items():
        assert sample.files[path].startswith(b"<!DOCTYPE html>"), path
        assert len(list(page.iter("h1"))) == 1, path
        assert page.get("lang") == "en", path
        (title,) = page.iter("title")
        assert words(title), path
        assert not refresh(page) or path, path
        assert refresh(page) or titles.setdefault(words(title), path) == path, path
        found = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(found) == len(set(found)), path


def test_no_page_holds_an_inline_script_style_or_handler(sample: Sample) -> None:
    for path, page in sample.pages.items():
        for element in page.iter():
            assert element.tag != "style", path
            assert not [key for key in element.attrib if key.startswith("on") or key == "style"], path
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert element.get("src"), path
                assert not element.text, path


def test_nothing_is_loaded_from_another_host(sample: Sample) -> None:
    loaded = {"script", "img", "iframe", "audio", "video", "source", "object", "embed", "form"}
    for path, page in sample.pages.items():
        for element in page.iter():
            rel = set((element.get("rel") or "").split())
            if element.tag in loaded or (element.tag == "link" and rel & {"stylesheet", "preload", "icon", "manifest"}):
                for key in ("src", "href", "srcset", "action", "poster", "data"):
                    address = element.get(key)
                    assert address is None or address.startswith(f"{sample.base_path}/"), (path, address)
    for path, data in sample.files.items():
        if path.endswith(".css"):
            assert b"http:" not in data, path
            assert b"https:" not in data, path


def test_every_feed_parses_and_agrees_with_its_page(sample: Sample) -> None:
    feeds = [path for path in sample.files if path.endswith("feed.xml")]
    assert len(feeds) > 100

    for path in feeds:
        feed = feedparser.parse(sample.files[path])
        assert not feed.bozo, path
        assert all(sample.file_of(entry.link.removeprefix(origin(sample))) in sample.files for entry in feed.entries)
        page = sample.pages[path.replace("feed.xml", "index.html")]
        titles = entry_titles(with_class(page, "h-feed")[0]) if with_class(page, "h-feed") else []
        assert [words(entry_title(entry.title)) for entry in feed.entries][: len(titles)] == titles[:20], path


def origin(sample: Sample) -> str:
    """Return the scheme and host of the sample."""
    parts = urlsplit(sample.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def entry_title(text: str) -> ET.Element:
    """Return a title as an element, so that white space is collapsed as in a page."""
    element = ET.Element("title")
    element.text = text
    return element


def test_every_xml_file_is_well_formed(sample: Sample) -> None:
    paths = [path for path in sample.files if path.endswith(".xml")]

    assert {"feed.xml", "sitemap.xml", "opensearch.xml"} <= set(paths)
    for path in paths:
        assert sample.site.xml(f"/{path}").tag, path


def test_sitemap_lists_each_page_once_and_each_exists(sample: Sample) -> None:
    urls = [url.findtext(f"{SITEMAP}loc") or "" for url in sample.site.xml("/sitemap.xml")]
    files = [sample.file_of(url.removeprefix(origin(sample))) for url in urls]
    unlisted = {"404.html", "search/index.html", WITHDRAWN} | {
        path for path, page in sample.pages.items() if refresh(page)
    }

    assert all(url.startswith(f"{sample.base_url}/") for url in urls)
    assert sorted(files) == sorted(set(sample.pages) - unlisted)


def test_canonical_address_of_every_page_is_its_own(sample: Sample) -> None:
    for path, page in sample.pages.items():
        (canonical,) = [link.get("href", "") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert refresh(page) or sample.file_of(canonical.removeprefix(origin(sample))) == path


def test_data_files_agree_with_the_pages(sample: Sample) -> None:
    rows = sample.site.rows()
    articles = sorted(path for path, page in sample.pages.items() if with_class(page, "e-content"))

    assert sorted(sample.file_of(row["url"]) for row in rows) == articles
    assert len(rows) == len(articles) > 50
    assert rows == sorted(rows, key=lambda row: datetime.fromisoformat(row["date"]), reverse=True)
    for row in rows:
        page = sample.pages[sample.file_of(row["url"])]
        assert words(next(page.iter("h1"))) == row["title"]
        assert (ROOT / row["path"]).is_file()
        assert [item["name"] for item in structured_data(page)[0]["about"]] == row["topics"]


@pytest.mark.parametrize("taxonomy", ["people", "topics", "sources"])
def test_data_of_a_taxonomy_agree_with_its_pages(sample: Sample, taxonomy: str) -> None:
    terms = sample.site.json(f"/data/{taxonomy}.json")
    pages = {path for path, page in sample.pages.items() if path.startswith(f"{taxonomy}/") and not refresh(page)}
    folders = {path.split("/")[1] for path in pages if path.count("/") > 1}

    assert {term["slug"] for term in terms} == folders
    assert [term["count"] for term in terms] == sorted((term["count"] for term in terms), reverse=True)
    for term in terms:
        page = sample.pages[sample.file_of(term["url"])]
        shown = len(entry_titles(with_class(page, "h-feed")[0])) if with_class(page, "h-feed") else 0
        assert shown == min(term["count"], 12), term
        assert words(next(page.iter("h1"))) == term["name"]


def test_counts_of_people_and_sources_agree_with_the_rows(sample: Sample) -> None:
    rows = sample.site.rows()
    for taxonomy, key in (("people", "people"), ("sources", "source")):
        counts: dict[str, int] = {}
        for row in rows:
            for name in [row[key]] if isinstance(row[key], str) else row[key]:
                counts[name] = counts.get(name, 0) + 1
        told = {term["name"]: term["count"] for term in sample.site.json(f"/data/{taxonomy}.json") if term["count"]}
        assert told == {name: count for name, count in counts.items() if name}


def test_structured_data_parse_and_name_the_page(sample: Sample) -> None:
    for path, page in sample.pages.items():
        for data in structured_data(page):
            assert data["@context"] == "https://schema.org", path
            assert data["url"].startswith(f"{sample.base_url}/"), path
        if with_class(page, "e-content"):
            (data,) = structured_data(page)
            assert data["@type"] == "NewsArticle"
            assert sample.file_of(data["url"].removeprefix(origin(sample))) == path


def test_json_feed_parses_and_leads_to_the_newest_articles(sample: Sample) -> None:
    items = json.loads(sample.files["feed.json"])["items"]

    assert [item["url"].removeprefix(origin(sample)) for item in items] == [row["url"] for row in sample.site.rows()][
        :20
    ]


def test_building_the_sample_again_writes_nothing(sample: Sample) -> None:
    again = sample.site.build("--base-url", sample.base_url, "--json")

    assert json.loads(again.out)["written"] == 0
