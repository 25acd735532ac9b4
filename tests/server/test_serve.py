"""`gazette serve`: what is shown, and how it follows what is saved."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from gazette.server.connections import MOST
from tests.mini_site import MiniSite, files_of
from tests.server.previewing import PATIENCE, ROOT, eventually, previewed

SCRIPT = b'src="/.gazette/preview.js"'


def test_pages_are_served_with_the_script_that_is_in_no_file(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        page = served.get("/2023/10/31/grid/")
        file = (site.root / ".gazette/preview/2023/10/31/grid/index.html").read_bytes()

    assert page.status == 200
    assert page.body.count(SCRIPT) == 1
    assert SCRIPT not in file
    assert not site.output.exists()


def test_saved_text_is_called_and_seen(site: MiniSite) -> None:
    site.article("grid", "Before.")
    with previewed(site) as served, served.calls() as calls:
        lines = iter(calls.readline, b"")
        first = next(line for line in lines if line.startswith(b"data:"))
        site.article("grid", "After.")
        second = next(line for line in lines if line.startswith(b"data:"))
        page = served.get("/2023/10/31/grid/")

    assert first != second
    assert "After." in page.text


def test_news_names_the_files_that_changed_and_no_others(site: MiniSite) -> None:
    site.article("grid", "Before.")
    site.article("other")
    with previewed(site) as served:
        edition = served.news()["edition"]
        site.article("grid", "After.")
        news = served.news_after(edition)
        stranger = served.news("another-run.1")

    assert "2023/10/31/grid/index.html" in news["files"]
    assert "2023/10/31/other/index.html" not in news["files"]
    assert stranger["files"] is None


def test_style_sheet_keeps_its_name_so_that_an_edit_changes_no_page(site: MiniSite) -> None:
    site.article("grid")
    site.write("layouts/home.html", '<link rel="stylesheet" href="{{ asset("css/own.css") }}">')
    site.write("assets/css/own.css", "p { color: red }")
    with previewed(site) as served:
        home, edition = served.get("/").text, served.news()["edition"]
        site.write("assets/css/own.css", "p { color: blue }")
        news = served.news_after(edition)
        sheet = served.get("/assets/css/own.css")

    assert 'href="/assets/css/own.css"' in home
    assert news["files"] == ["assets/css/own.css"]
    assert "blue" in sheet.text


def test_broken_save_keeps_the_last_good_page_and_tells_the_line(site: MiniSite) -> None:
    site.article("grid", "Good.")
    with previewed(site) as served:
        edition = served.news()["edition"]
        site.article("grid", "Bad.", date="2023-13-45")
        broken = served.news_after(edition)
        page = served.get("/2023/10/31/grid/")
        site.article("grid", "Mended.")
        mended = served.news_after(broken["edition"])
        told = served.told

    assert [problem["place"] for problem in broken["problems"]] == ["content/grid.md:3:7"]
    assert (broken["errors"], broken["files"]) == (1, [])
    assert "Good." in page.text
    assert (mended["problems"], mended["errors"]) == ([], 0)
    assert "content/grid.md:3:7: error: " in told


def test_site_that_cannot_be_built_at_first_shows_why_until_it_is_mended(site: MiniSite) -> None:
    site.article("grid", date="<b>")
    with previewed(site) as served:
        waiting = served.get("/anything/")
        edition = served.news()["edition"]
        site.article("grid", "Mended.")
        served.news_after(edition)
        page = served.get("/2023/10/31/grid/")

    assert waiting.status == 503
    assert "content/grid.md:3:7: error: " in waiting.text
    assert "<b>" not in waiting.text
    assert SCRIPT in waiting.body
    assert "Mended." in page.text


def test_site_of_an_earlier_run_is_shown_while_the_collection_is_broken(site: MiniSite) -> None:
    site.article("grid", "Good.")
    with previewed(site):
        pass
    site.article("grid", date="none")
    with previewed(site) as served:
        page, news = served.get("/2023/10/31/grid/"), served.news()

    assert "Good." in page.text
    assert news["errors"] == 1


def test_base_path_is_honoured(site: MiniSite) -> None:
    site.write("config.yaml", "title: The Desk\nbase_url: https://example.org/briefings\n")
    site.article("grid")
    with previewed(site) as served:
        top, page = served.get("/"), served.get("/briefings/2023/10/31/grid/")
        bare, outside = served.get("/briefings/people"), served.get("/2023/10/31/grid/")
        address = served.address

    assert address.endswith("/briefings/")
    assert (top.status, top.headers["location"]) == (307, "/briefings/")
    assert page.status == 200
    assert bare.headers["location"].endswith("/briefings/people/")
    assert outside.status == 404


def test_what_there_is_not_gets_the_sites_own_page(site: MiniSite) -> None:
    site.write("layouts/404.html", "<p>Nothing here.</p>")
    site.article("grid")
    with previewed(site) as served:
        answer = served.get("/2023/10/31/new/")

    assert answer.status == 404
    assert "Nothing here." in answer.text
    assert 'data-file="2023/10/31/new/index.html"' in answer.text


def test_address_without_its_slash_leads_on(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        answer = served.get("/2023/10/31/grid")

    assert answer.status in {301, 307, 308}
    assert answer.headers["location"].endswith("/2023/10/31/grid/")


def test_drafts_and_what_is_planned_are_there_unless_told_otherwise(site: MiniSite) -> None:
    site.article("draft", draft="true")
    site.article("planned", date="2123-05-03")
    site.article("grid")
    paths = ("/2023/10/31/draft/", "/2123/05/03/planned/", "/2023/10/31/grid/")
    with previewed(site) as served:
        shown = [served.get(path).status for path in paths]
    with previewed(site, "--no-drafts") as served:
        published = [served.get(path).status for path in paths]

    assert shown == [200, 200, 200]
    assert published == [404, 404, 200]


def test_preview_leaves_the_published_site_and_its_memory_alone(site: MiniSite) -> None:
    site.article("draft", draft="true")
    site.article("grid")
    before = site.built().files()
    with previewed(site):
        again = json.loads(site.build("--json").out)

    assert site.files() == before
    assert again["rendered"] == 0


def test_preview_is_what_a_clean_build_gives_after_edits(site: MiniSite) -> None:
    for name in "abc":
        site.article(name, people="[Ada, Bea]", topics="[Treaties]")
    with previewed(site) as served:
        for body, people in (("One.", "[Ada]"), ("Two.", "[Bea, Cid]"), ("Three.", "[Ada, Bea]")):
            edition = served.news()["edition"]
            site.article("b", body, people=people, topics="[Treaties]")
            served.news_after(edition)
        (site.root / "content/c.md").unlink()
        eventually(lambda: served.get("/2023/10/31/c/").status == 404)
        previews = {
            path: data for path, data in files_of(site.root / ".gazette/preview").items() if "assets" not in path
        }
    site.built("--clean")

    built = {path: data for path, data in site.files().items() if "assets" not in path}
    assert previews.keys() == built.keys()
    assert previews["data/articles.jsonl"] == built["data/articles.jsonl"]
    assert previews["people/index.html"].split(b"</head>")[1] == built["people/index.html"].split(b"</head>")[1]


def test_burst_of_saves_is_few_builds(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        edition = served.news()["edition"]
        for number in range(300):
            site.article(f"many/item-{number}", "Text.")
        eventually(lambda: served.get("/2023/10/31/item-299/").status == 200)
        first, last = (int(each.partition(".")[2]) for each in (edition, served.news()["edition"]))

    assert last - first <= 4


def test_preview_at_rest_builds_nothing(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        edition = served.news()["edition"]
        site.article("grid", "Edited.")
        served.news_after(edition)
        site.write("content/.grid.md.swp", "swap")
        site.write("content/grid.md~", "backup")
        for path in sorted((site.root / "content").rglob("*.md")):
            path.read_bytes()
        with_swap = served.news()
        (site.root / "content/grid.md~").unlink()
        site.article("marker")
        eventually(lambda: served.get("/2023/10/31/marker/").status == 200)
        after = served.news_after(with_swap["edition"])

    assert int(after["edition"].partition(".")[2]) == int(with_swap["edition"].partition(".")[2]) + 1


def test_every_way_of_saving_is_seen(site: MiniSite) -> None:
    file = site.root / site.article("grid")
    text = file.read_text()

    def truncate(new: str) -> None:
        with file.open("w") as stream:
            stream.write(new)

    def rename_over(new: str) -> None:
        other = file.with_name(".grid.md.tmp")
        other.write_text(new)
        other.replace(file)

    def back_up_first(new: str) -> None:
        file.rename(file.with_name("grid.md~"))
        file.write_text(new)
        file.with_name("grid.md~").unlink()

    def remove_and_write(new: str) -> None:
        file.unlink()
        file.write_text(new)

    def from_elsewhere(new: str) -> None:
        other = site.root.parent / "elsewhere.md"
        other.write_text(new)
        other.rename(file)

    with previewed(site) as served:
        for save in (truncate, rename_over, back_up_first, remove_and_write, from_elsewhere):
            save(text + f"\nSaved by {save.__name__}.\n")
            eventually(lambda: f"Saved by {save.__name__}" in served.get("/2023/10/31/grid/").text.replace("‑", "-"))  # noqa: B023


def test_folders_that_come_and_go_are_seen(site: MiniSite) -> None:
    site.article("grid")
    outside = MiniSite(site.root.parent / "other")
    outside.article("moved/in")
    with previewed(site) as served:
        (outside.root / "content/moved").rename(site.root / "content/moved")
        eventually(lambda: served.get("/2023/10/31/in/").status == 200)
        site.write("layouts/home.html", "<p>Own layout.</p>")
        eventually(lambda: "Own layout." in served.get("/").text)
        site.write("layouts/home.html", "<p>Own layout, edited.</p>")
        eventually(lambda: "edited" in served.get("/").text)
        site.write("content/moved/deep/er/new.md", "---\ntitle: New\ndate: 2023-10-31\n---\n")
        eventually(lambda: served.get("/2023/10/31/new/").status == 200)
        (site.root / "content/moved").rename(outside.root / "content/moved")
        eventually(lambda: served.get("/2023/10/31/in/").status == 404)


def test_whole_content_folder_may_be_replaced(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        (site.root / "content").rename(site.root / "set-aside")
        eventually(lambda: served.news()["errors"] == 1)
        site.article("fresh")
        eventually(lambda: served.get("/2023/10/31/fresh/").status == 200)
        site.article("fresh", "Edited.")
        eventually(lambda: "Edited." in served.get("/2023/10/31/fresh/").text)


def test_preview_outlives_the_process_that_builds(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served:
        children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
        builders = [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
        assert len(builders) == 1
        os.kill(int(builders[0]), signal.SIGKILL)
        site.article("grid", "After.")
        eventually(lambda: "After." in served.get("/2023/10/31/grid/").text)


def test_interrupt_ends_it_with_a_word_and_leaves_no_process(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served, served.calls() as calls:
        calls.readline()
        children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
        served.process.send_signal(signal.SIGINT)
        status = served.process.wait(PATIENCE)
        told = served.told

    assert status == 0
    assert told.splitlines() == ["stopped"]
    assert children
    eventually(lambda: not [child for child in children if Path(f"/proc/{child}").exists()])


def test_interrupt_does_not_wait_for_a_build(site: MiniSite) -> None:
    for number in range(400):
        site.article(f"item-{number}", "Text. " * 500)
    command = [sys.executable, "-m", "gazette", "--root", str(site.root), "serve", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    eventually((site.root / ".gazette/snapshot.db").exists)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert (out, err) == ("", "stopped\n")
    assert not (site.root / ".gazette/preview").exists()
    assert site.build().status == 0


def test_requests_that_are_never_sent_to_their_end_hold_nobody_up(site: MiniSite) -> None:
    site.article("grid")
    few_files = ("sh", "-c", 'ulimit -n 256; exec "$@"', "sh")
    with previewed(site, before=few_files) as served, contextlib.ExitStack() as ends:
        for _ in range(400):
            caller = ends.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE))
            caller.sendall(b"GET / HTTP/1.1\r\nHost: ")
        page = served.get("/2023/10/31/grid/")

    assert page.status == 200
    assert served.told.splitlines()[-1:] == ["stopped"], "and nothing was wrong"


def test_page_is_answered_while_many_wait_for_news(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site) as served, contextlib.ExitStack() as ends:
        for _ in range(MOST + 20):
            ends.enter_context(served.calls())
        page = served.get("/2023/10/31/grid/")

    assert page.status == 200


def test_port_in_use_is_wrong_usage_with_a_cure(site: MiniSite) -> None:
    site.article("grid")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "gazette", "--root", str(site.root), "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)

    assert done.returncode == 2
    assert f"port {port} is in use" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_machines_are_let_in_only_with_a_warning(site: MiniSite) -> None:
    site.article("grid")
    with previewed(site, "--host", "0.0.0.0") as served:  # noqa: S104
        told = served.told

    assert "can be reached from other machines" in told
