"""The documents say what is true."""

import ast
import re
from pathlib import Path

import pytest

from tests.desk.importing.test_importer import prepare
from tests.mini_site import MiniSite

ROOT = Path(__file__).resolve().parents[1]


def test_every_problem_code_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z-]+)` \| (?:error|warning) \|", read("docs/problems.md"), re.MULTILINE)
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "gazette").rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) == 3]
    used = {
        node.args[2].value
        for node in calls
        if isinstance(node.func, ast.Name)
        and node.func.id in ("error", "warning")
        and isinstance(node.args[2], ast.Constant)
    }

    keywords = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.keyword))
    used |= {node.value.value for node in keywords if node.arg == "code" and isinstance(node.value, ast.Constant)}

    assert sorted(explained) == sorted(map(str, used))


def test_article_in_readme_builds_as_readme_says(site: MiniSite) -> None:
    example = re.search(r"```markdown\n(.*?)```", read("README.md"), re.DOTALL)
    assert example
    site.write("content/2023/grid.md", example[1])
    site.write("content/2024/rome-statute-1998.md", "---\ntitle: Rome\ndate: 2024-07-17\n---\nText.\n")

    built = site.built()

    assert built.has("/2023/10/31/grid/")
    assert built.has("/2023/10/30/")


def test_record_in_the_guide_is_read_without_a_problem(site: MiniSite) -> None:
    examples = re.findall(r"```markdown\n(.*?)```", read("docs/collection.md"), re.DOTALL)
    site.write("content/people/marija-pejcinovic-buric.md", examples[0])

    assert site.built().has("/people/marija-pejcinovic-buric/")


def test_records_in_the_guide_to_names_do_what_it_says(site: MiniSite) -> None:
    article, person, topic = re.findall(r"```markdown\n(.*?)```", read("docs/names.md"), re.DOTALL)
    site.write("content/signed.md", article)
    site.write("content/people/p.md", person)
    site.write("content/topics/ozone.md", topic)
    site.record("topics/environment", name="Environment")
    site.record("topics/climate", name="Climate")
    site.article("a", people="[Marija Pejcinovic Buric]", date="2021-01-01", topics="[Ozone layer, Environment]")
    site.article("b", people="[M. P. BURIĆ]", date="2021-01-02", event_date="2018-05-18")
    views = site.read_collection().views

    assert [views[url].people[0].role for url in ("/2021/01/01/a/", "/2021/01/02/b/")] == [
        "Secretary General, Council of Europe",
        "Minister of Foreign and European Affairs, Croatia",
    ]
    assert views["/people/marija-pejcinovic-buric/"].count == 3
    assert views["/topics/environment/"].count == 1
    assert [link.name for link in views["/topics/climate/"].related] == ["Ozone layer"]
    assert site.build("--strict").status == 0


def test_list_in_the_guide_is_what_the_program_prints(site: MiniSite) -> None:
    site.article("2023/grid", title="The grid, a year on", date="2023-11-02", draft="true")
    site.article("2023/tides", title="Tables of the tides", draft="true", publish_date="2024-03-01")

    run = site.gazette("list", "drafts", "--now", "2023-12-01")

    assert all(f"    {line}\n" in read("docs/collection.md") for line in run.out.splitlines())
    assert len(run.out.splitlines()) == 2


def test_taxonomies_in_the_guide_are_read_without_a_problem(site: MiniSite) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", read("docs/collection.md"), re.DOTALL)
    site.configure(next(example for example in examples if example.startswith("taxonomies:")))

    assert site.built().has("/organisations/")


def test_warning_of_names_in_the_guide_is_what_the_program_says_and_the_record_below_it_cures(site: MiniSite) -> None:
    for number in range(12):
        site.article(f"{number}", people="[Angela Merkel]")
    site.write(
        "content/2023/grid.md", "---\ntitle: Grid\ndate: 2023-10-31\nsummary: S\npeople:\n  - Angela Merkle\n---\n"
    )

    assert f"    {site.build().problems[0]}\n" in read("docs/collection.md")

    examples = re.findall(r"```markdown\n(.*?)```", read("docs/collection.md"), re.DOTALL)
    site.write("content/people/merkel.md", examples[1])

    assert site.build().problems == []


def test_merge_in_the_guide_is_what_the_program_shows(site: MiniSite) -> None:
    site.record("people/angela-merkel", name="Angela Merkel")
    site.write(
        "content/2023/grid.md",
        "---\ntitle: Grid\ndate: 2023-10-31\npeople:\n  - {name: Angela Merkle, role: Chancellor}  # as cabled\n---\n",
    )

    run = site.gazette("merge", "people", "Angela Merkle", "Angela Merkel", "--rewrite")

    assert f'"Angela Merkel" --rewrite\n{run.out}```\n' in read("docs/collection.md")


def test_import_in_the_guide_is_what_the_program_makes(site: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(site)
    (site.root / "wire/raw.txt").rename(site.root / "wire/barges.txt")
    monkeypatch.chdir(site.root)

    run = site.gazette("import", "wire/barges.txt")

    guide = read("docs/importing.md")
    assert f"$ gazette import wire/barges.txt\n{run.out}```\n" in guide
    assert f"```markdown\n{(site.root / run.out.partition(': ')[0]).read_text(encoding='utf-8')}```\n" in guide


@pytest.mark.parametrize("key", ["date: 3/5/2023", "date: 2023-03-05\ntgas: [Energy]"])
def test_problem_in_readme_is_what_the_program_says(site: MiniSite, key: str) -> None:
    site.write("content/2023/grid.md", f"---\ntitle: Grid\nsummary: S\n{key}\n---\nText.\n")

    message = re.sub(r"^[^ ]+ ", "", site.build().problems[0])

    assert message in read("README.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
