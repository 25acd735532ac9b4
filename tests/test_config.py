"""config.yaml read into one value."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.config import DEFAULT_PERMALINK, DEFAULT_TAXONOMIES, Config, Limits, Taxonomy, read_config
from gazette.errors import InputError, Problems

BASICS = "title: The Desk\nbase_url: https://example.org\n"


@pytest.fixture(autouse=True)
def _no_base_url_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GAZETTE_BASE_URL", raising=False)


def read(root: Path, text: str | bytes, *, base_url: str = "") -> tuple[Config, list[str]]:
    (root / "config.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = Problems()
    config = read_config(root, problems.report, base_url=base_url)
    return config, [str(problem) for problem in problems.in_order()]


def refusal(root: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_config(root, Problems().report)
    return str(caught.value)


def test_title_and_address_are_enough(tmp_path: Path) -> None:
    assert read(tmp_path, BASICS) == (Config(title="The Desk", base_url="https://example.org"), [])


def test_every_setting_is_read(tmp_path: Path) -> None:
    config, problems = read(
        tmp_path,
        BASICS + "description: What happened\nlanguage: pt-BR\ntimezone: Europe/Paris\nauthor: Ada\npaginate_by: 7\n"
        "permalinks: {article: '/{year}/{slug}/'}\nfeeds: {limit: 3}\nmarkdown: {smart_quotes: no}\nsearch: off\n"
        "limits: {file_bytes: 10, event_days: 2, nesting: 5}\ndeploy: {cname: www.example.org}\n"
        "menu:\n  - {name: People, url: /people/}\n  - {name: Press, url: 'https://press.example.org/'}\n"
        "extra: {motto: [no, 010]}\n",
    )

    assert problems == []
    assert (config.description, config.language, config.timezone, config.author, config.paginate_by) == (
        "What happened",
        "pt-BR",
        "Europe/Paris",
        "Ada",
        7,
    )
    assert config.article_permalink == "/{year}/{slug}/"
    assert (config.feeds.limit, config.has_smart_quotes, config.has_search) == (3, False, False)
    assert config.limits == Limits(file_bytes=10, event_days=2, nesting=5)
    assert config.cname == "www.example.org"
    assert [(item.name, item.url, str(item.place)) for item in config.menu] == [
        ("People", "/people/", "config.yaml:15:5"),
        ("Press", "https://press.example.org/", "config.yaml:16:5"),
    ]
    assert config.extra == {"motto": ("no", "010")}


def test_missing_file_says_where_to_run(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        "config.yaml: error: not found here; run inside a collection, or say where it is with --root [config-missing]"
    )


@pytest.mark.parametrize("name", ["config.yml", "CONFIG.yml", "config.yaml.txt"])
def test_file_that_is_called_otherwise_is_to_be_renamed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("title: T\n")

    assert refusal(tmp_path) == (
        f'config.yaml: error: not found here, but "{name}" is; rename that to config.yaml [config-missing]'
    )


def test_file_that_stands_beside_the_settings_and_is_not_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("title: Other\n")
    config, problems = read(tmp_path, "title: T\nbase_url: https://example.org\n")

    assert config.title == "T"
    assert problems == [
        (
            "config.yml: error: config.yaml is here too, and only that is read; move into it what it lacks, and remove"
            " this file [config-twice]"
        )
    ]


def test_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"title: caf\xe9\n")

    assert refusal(tmp_path) == "config.yaml:1: error: byte 0xe9 is not UTF-8; save the file as UTF-8 [encoding]"


def test_file_that_is_not_yaml_is_refused_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: a\nmenu: @x\n", encoding="utf-8")

    assert refusal(tmp_path).startswith("config.yaml:2:7: error: a value cannot begin with @; ")


def test_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    config, problems = read(tmp_path, b"\xef\xbb\xbftitle: The Desk\r\nbase_url: https://example.org\r\nsaerch: x\r\n")

    assert config.title == "The Desk"
    assert problems == ['config.yaml:3:1: error: unknown key "saerch"; did you mean "search"? [key-unknown]']


def test_missing_title_is_an_error(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "base_url: https://example.org\n")

    assert problems == ["config.yaml:1:1: error: title is missing; write title: The name of the site [key-missing]"]


def test_missing_address_is_a_warning(tmp_path: Path) -> None:
    config, problems = read(tmp_path, "title: The Desk\n")

    assert config.base_url == "http://localhost:8000"
    assert problems == [
        (
            "config.yaml: warning: base_url is missing; feeds and the sitemap need the site's address, such as"
            " https://example.org [base-url-missing]"
        )
    ]


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [("langauge", "language"), ("taxonomy", "taxonomies"), ("paginate", "paginate_by"), ("time_zone", "timezone")],
)
def test_unknown_key_is_an_error_with_a_suggestion(tmp_path: Path, key: str, suggestion: str) -> None:
    _, problems = read(tmp_path, f"{BASICS}{key}: x\n")

    assert problems == [f'config.yaml:3:1: error: unknown key "{key}"; did you mean "{suggestion}"? [key-unknown]']


@pytest.mark.parametrize(
    "yaml",
    [
        "permalinks: {artcle: '/{slug}/'}",
        "feeds: {limits: 3}",
        "markdown: {smart_quote: no}",
        "limits: {file_byte: 3}",
        "deploy: {cnam: a.b}",
        "menu: [{name: a, url: /a/, title: b}]",
        "taxonomies: {people: {close: true}}",
    ],
)
def test_unknown_key_of_a_section_is_an_error(tmp_path: Path, yaml: str) -> None:
    _, problems = read(tmp_path, f"{BASICS}{yaml}\n")

    (problem,) = problems
    assert problem.startswith("config.yaml:3:")
    assert "error: unknown key" in problem


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (
            "description: [a]",
            "error: description is a list; it must be text: write it in quotes",
        ),
        (
            "author: {a: b}",
            "error: author is a mapping; it must be text: write it in quotes",
        ),
        ("language: english", 'error: language is "english"; it must be a language tag such as "en" or "pt-BR"'),
        ("language: [en]", 'error: language is a list; it must be a language tag such as "en" or "pt-BR"'),
        ("timezone: Mars/Olympus", 'error: timezone is "Mars/Olympus"; it must be a time zone such as "Europe/Paris"'),
        ("timezone: ../../etc/passwd", 'error: timezone is "../../etc/passwd"; it must be a time zone'),
        ("timezone: Europe", 'error: timezone is "Europe"; it must be a time zone'),
        ("timezone: [UTC]", "error: timezone is a list; it must be a time zone"),
        ("paginate_by: ten", 'error: paginate_by is "ten"; it must be a whole number from 1'),
        ("paginate_by: 0", 'error: paginate_by is "0"; it must be a whole number from 1'),
        ("paginate_by: -3", 'error: paginate_by is "-3"; it must be a whole number from 1'),
        ("paginate_by: [1]", "error: paginate_by is a list; it must be a whole number from 1"),
        (
            "taxonomies: [people]",
            "error: taxonomies is a list; it must be a mapping: keys and values, indented below",
        ),
        (
            "taxonomies: {people: x}",
            'error: people is "x"; it must be a mapping: keys and values, indented below',
        ),
        ("taxonomies: {people: {closed: maybe}}", 'error: closed is "maybe"; it must be true or false'),
        (
            "permalinks: /{slug}/",
            'error: permalinks is "/{slug}/"; it must be a mapping: keys and values, indented below',
        ),
        ("feeds: 20", 'error: feeds is "20"; it must be a mapping: keys and values, indented below'),
        ("feeds: {limit: none}", 'error: limit is "none"; it must be a whole number from 1'),
        (
            "menu: x",
            'error: an item of menu is "x"; it must be a mapping: keys and values, indented below',
        ),
        (
            "menu: [[a]]",
            "error: an item of menu is a list; it must be a mapping: keys and values, indented below",
        ),
        ("markdown: no", 'error: markdown is "no"; it must be a mapping: keys and values, indented below'),
        ("markdown: {smart_quotes: 2}", 'error: smart_quotes is "2"; it must be true or false'),
        ("limits: 5", 'error: limits is "5"; it must be a mapping: keys and values, indented below'),
        ("limits: {file_bytes: 1MB}", 'error: file_bytes is "1MB"; it must be a whole number from 1'),
        ("limits: {event_days: 0}", 'error: event_days is "0"; it must be a whole number from 1'),
        ("limits: {nesting: [1]}", "error: nesting is a list; it must be a whole number from 1"),
        ("search: maybe", 'error: search is "maybe"; it must be true or false'),
        ("deploy: [x]", "error: deploy is a list; it must be a mapping: keys and values, indented below"),
        ("deploy: {cname: 'https://a.b'}", 'error: cname is "https://a.b"; it must be a host name'),
        ("deploy: {cname: 'a.b/c'}", 'error: cname is "a.b/c"; it must be a host name'),
        ('deploy: {cname: "a.b\\nc.d"}', 'error: cname is "a.b\\\\nc.d"; it must be a host name'),
        ("extra: 3", 'error: extra is "3"; it must be a mapping: keys and values, indented below'),
    ],
)
def test_value_of_the_wrong_type_is_an_error_at_its_line_and_the_default_holds(
    tmp_path: Path, yaml: str, message: str
) -> None:
    config, problems = read(tmp_path, f"{BASICS}{yaml}\n")

    (problem,) = problems
    assert problem.startswith("config.yaml:3:")
    assert message.replace("\\\\", "\\") in problem
    assert problem.endswith("[type]")
    assert config == Config(title="The Desk", base_url="https://example.org")


@pytest.mark.parametrize(
    ("address", "base_path", "origin"),
    [
        ("https://example.org", "", "https://example.org"),
        ("https://example.org/", "", "https://example.org"),
        ("https://example.org/briefings/", "/briefings", "https://example.org"),
        ("http://localhost:8000/a/b-c_d~e", "/a/b-c_d~e", "http://localhost:8000"),
        ("https://example.org/org", "/org", "https://example.org"),
        ("http://[::1]:8000/a", "/a", "http://[::1]:8000"),
    ],
)
def test_address_has_an_origin_and_a_path_without_a_slash_at_the_end(
    tmp_path: Path, address: str, base_path: str, origin: str
) -> None:
    config, problems = read(tmp_path, f"title: T\nbase_url: {address}\n")

    assert problems == []
    assert (config.base_url, config.base_path, config.origin) == (origin + base_path, base_path, origin)


@pytest.mark.parametrize(
    "address",
    [
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://example.org?q",
        "https://example.org/#a",
        "https://user@example.org",
        "https://example.org/<b>",
        "https://example.org//a",
        "https://ex ample.org",
        "https://exä<mple.org",
    ],
)
def test_what_is_no_address_of_a_site_is_an_error(tmp_path: Path, address: str) -> None:
    config, problems = read(tmp_path, f"title: T\nbase_url: '{address}'\n")

    assert problems == [
        (
            f'config.yaml:2:11: error: base_url is "{address}"; it must be an address such as'
            " https://example.org/briefings [type]"
        )
    ]
    assert config.base_url == "http://localhost:8000"


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://BÜCHER.example:8080/Mai/", "https://xn--bcher-kva.example:8080/Mai/"),
        ("http://bu\u0308cher.example", "http://xn--bcher-kva.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://例え。テスト/道", "https://xn--r8jz45g.xn--zckzah/%E9%81%93"),
        ("https://пример.испытание", "https://xn--e1afmkfd.xn--80akhbyknj4f"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("example.org", "https://example.org"),
    ],
)
def test_address_in_other_letters_is_an_error_that_says_how_to_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, cure: str
) -> None:
    _, problems = read(tmp_path, f"title: T\nbase_url: '{address}'\nfeeds: {{id_base: '{address}'}}\n")
    monkeypatch.setenv("GAZETTE_BASE_URL", address)
    _, of_environment = read(tmp_path, "title: T\n")

    assert problems == [
        f'config.yaml:2:11: error: base_url is "{address}"; write {cure} [type]',
        (
            f'config.yaml:3:18: error: id_base is "{address}"; it must be an address that the site had, such as'
            f" https://example.org; write {cure} [type]"
        ),
    ]
    assert of_environment == [f'GAZETTE_BASE_URL: error: base_url is "{address}"; write {cure} [type]']
    monkeypatch.delenv("GAZETTE_BASE_URL")
    assert read(tmp_path, f"title: T\nbase_url: '{cure}'\n")[1] == []


def test_name_of_a_host_in_other_letters_says_how_to_write_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "title: T\nbase_url: https://example.org\ndeploy: {cname: www.Bücher.example}\n")

    assert problems == [
        (
            'config.yaml:3:17: error: cname is "www.Bücher.example"; it must be a host name such as www.example.org;'
            " write www.xn--bcher-kva.example [type]"
        )
    ]


def test_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAZETTE_BASE_URL", "https://staging.example.org/x/")

    config, problems = read(tmp_path, BASICS)

    assert (config.base_url, problems) == ("https://staging.example.org/x", [])


def test_argument_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAZETTE_BASE_URL", "https://staging.example.org")

    config, problems = read(tmp_path, BASICS, base_url="https://preview.example.org")

    assert (config.base_url, problems) == ("https://preview.example.org", [])


def test_address_from_outside_spares_the_warning_that_the_file_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAZETTE_BASE_URL", "https://example.org")

    assert read(tmp_path, "title: T\n")[1] == []


def test_empty_environment_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAZETTE_BASE_URL", "")

    assert read(tmp_path, BASICS)[0].base_url == "https://example.org"


def test_wrong_address_from_outside_is_reported_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAZETTE_BASE_URL", "nowhere")
    assert read(tmp_path, BASICS)[1][0].startswith('GAZETTE_BASE_URL: error: base_url is "nowhere"; ')

    assert read(tmp_path, BASICS, base_url="no way")[1][0].startswith('--base-url: error: base_url is "no way"; ')


def test_taxonomies_are_people_topics_and_sources_unless_changed(tmp_path: Path) -> None:
    config, _ = read(tmp_path, BASICS)

    assert [(taxonomy.name, taxonomy.key) for taxonomy in config.taxonomies] == [
        ("people", "people"),
        ("topics", "topics"),
        ("sources", "source"),
    ]


def test_taxonomy_is_added_with_names_made_from_its_own(tmp_path: Path) -> None:
    config, problems = read(
        tmp_path, f"{BASICS}taxonomies:\n  organisations:\n  companies: {{}}\n  news-desks: {{closed: yes}}\n"
    )

    assert problems == []
    assert config.taxonomies == (
        *DEFAULT_TAXONOMIES,
        Taxonomy(name="organisations", singular="organisation", title="Organisations", key="organisations"),
        Taxonomy(name="companies", singular="company", title="Companies", key="companies"),
        Taxonomy(name="news-desks", singular="news-desk", title="News desks", key="news-desks", is_closed=True),
    )


def test_taxonomy_is_added_with_names_of_its_own(tmp_path: Path) -> None:
    config, _ = read(tmp_path, f"{BASICS}taxonomies: {{places: {{singular: spot, title: Where, key: where}}}}\n")

    assert config.taxonomy("places") == Taxonomy(name="places", singular="spot", title="Where", key="where")


def test_usual_taxonomy_is_changed_in_its_place_and_keeps_the_rest(tmp_path: Path) -> None:
    config, _ = read(tmp_path, f"{BASICS}taxonomies: {{topics: {{title: Subjects, closed: true}}}}\n")

    people, topics, sources = config.taxonomies
    assert topics == Taxonomy(name="topics", singular="topic", title="Subjects", key="topics", is_closed=True)
    assert (people, sources) == (DEFAULT_TAXONOMIES[0], DEFAULT_TAXONOMIES[2])


@pytest.mark.parametrize(
    "name", ["pages", "dates", "search", "data", "assets", "drafts", "Places", "2023", "a/b", "..", "a b", "é"]
)
def test_taxonomy_whose_name_is_taken_or_cannot_stand_in_a_url_is_an_error(tmp_path: Path, name: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}taxonomies:\n  '{name}': {{}}\n")

    (problem,) = problems
    assert problem.startswith(f'config.yaml:4:3: error: a taxonomy is named "{name}"; use lower-case letters')
    assert config.taxonomies == DEFAULT_TAXONOMIES


@pytest.mark.parametrize("name", ["con", "nul", "com1", "index"])
def test_taxonomy_whose_name_is_reserved_is_an_error(tmp_path: Path, name: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}taxonomies:\n  {name}:\n")

    assert problems == [
        (
            f'config.yaml:4:3: error: a taxonomy is named "{name}", which Windows or hosts keep for themselves;'
            " rename it [type]"
        )
    ]
    assert config.taxonomies == DEFAULT_TAXONOMIES


@pytest.mark.parametrize(
    "pattern", [DEFAULT_PERMALINK, "/{slug}/", "/{folder}/{slug}/", "/news/{year}-{month}/x-{slug}/"]
)
def test_permalink_may_be_any_pattern_that_holds_the_slug(tmp_path: Path, pattern: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}permalinks: {{article: '{pattern}'}}\n")

    assert (config.article_permalink, problems) == (pattern, [])


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("/{year}/", "its parts are {year}, {month}, {day}, {slug} and {folder}"),
        ("/{title}/{slug}/", "its parts are "),
        ("/{slug!r}/{slug}/", "its parts are "),
        ("/{slug.__class__}/{slug}/", "its parts are "),
        ("/{slug:>99}/", "its parts are "),
        ("/{}/{slug}/", "its parts are "),
        ("/{{slug}}/", 'between them "/", lower-case letters, digits and hyphens'),
        ("/{slug", "its parts are "),
        ("{slug}/", 'between them "/"'),
        ("/{slug}", 'between them "/"'),
        ("/../{slug}/", 'between them "/"'),
        ("//{slug}/", 'between them "/"'),
        ("/a b/{slug}/", 'between them "/"'),
        ("/News/{slug}/", 'between them "/"'),
        ("/_x/{slug}/", 'between them "/"'),
    ],
)
def test_permalink_that_makes_no_address_is_an_error_with_its_reason(tmp_path: Path, pattern: str, reason: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}permalinks: {{article: '{pattern}'}}\n")

    (problem,) = problems
    assert problem.startswith(
        f'config.yaml:3:23: error: article is "{pattern}"; it must be a pattern such as {DEFAULT_PERMALINK}; {reason}'
    )
    assert config.article_permalink == DEFAULT_PERMALINK


@pytest.mark.parametrize(
    "item",
    ["{name: a}", "{url: /a/}", "{name: '', url: /a/}", "{name: a, url: a/}", "{name: a, url: //evil.example}",
     "{name: a, url: 'javascript:x'}", "{name: a, url: 'data:x'}"],
)  # fmt: skip
def test_menu_item_without_name_or_safe_address_is_an_error_and_left_out(tmp_path: Path, item: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}menu:\n  - {item}\n  - {{name: b, url: /b/}}\n")

    assert problems == [
        'config.yaml:4:5: error: a menu item needs a name and a url that begins with one "/", or with "https://" [type]'
    ]
    assert [entry.name for entry in config.menu] == ["b"]


def test_zone_is_that_of_dates_without_an_offset(tmp_path: Path) -> None:
    config, _ = read(tmp_path, f"{BASICS}timezone: Asia/Kolkata\n")

    assert datetime(2023, 10, 31, tzinfo=config.zone).utcoffset() == timedelta(hours=5, minutes=30)


def test_all_problems_of_a_file_show_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{BASICS}paginate_by: x\ntimezone: y\nsearch: z\nbla: 1\nextra: 2\n")

    assert [problem.split(": ")[0] for problem in problems] == [
        "config.yaml:3:14",
        "config.yaml:4:11",
        "config.yaml:5:9",
        "config.yaml:6:1",
        "config.yaml:7:8",
    ]


KEYS = (
    "title description base_url language timezone author paginate_by taxonomies permalinks feeds menu markdown limits"
).split()
NODES = st.recursive(
    st.text("ab/{}slug.:-0123456789", max_size=12).map(lambda text: f"'{text}'"),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["name", "url", "article", "people", "closed", "x"]), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {node}" for key, node in pairs.items()) + "}"
        )
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*KEYS, "search", "deploy", "extra"]), NODES, max_size=5))
def test_settings_of_any_type_are_read_or_reported_but_never_a_crash(wanted: dict[str, str]) -> None:
    text = "".join(f"{key}: {node}\n" for key, node in wanted.items())

    with TemporaryDirectory() as folder:
        config, problems = read(Path(folder), text)

    assert config.paginate_by >= 1
    assert config.title or problems


@pytest.mark.parametrize(
    ("taxonomies", "message"),
    [
        ("{places: {key: title}}", 'the key "title" of places belongs to every article; give it another key'),
        ("{places: {key: people}}", 'the key "people" of places belongs to people; give it another key'),
        ("{days: {}}", "day.html is the layout of other pages; give days another singular"),
        ("{places: {singular: page}}", "page.html is the layout of other pages; give places another singular"),
    ],
)
def test_taxonomy_that_takes_what_means_something_else_is_an_error(
    tmp_path: Path, taxonomies: str, message: str
) -> None:
    _, problems = read(tmp_path, f"{BASICS}taxonomies: {taxonomies}\n")

    assert problems == [f"config.yaml:3:13: error: {message} [type]"]


def test_control_character_is_left_out_at_its_place(tmp_path: Path) -> None:
    config, problems = read(tmp_path, f"{BASICS}author: A\x07B\n")

    assert config.author == "A B"
    assert problems[0].startswith("config.yaml:3:10: warning: control character U+0007")


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "right/UTC"])
def test_time_zone_that_is_another_on_each_machine_is_refused(tmp_path: Path, zone: str) -> None:
    config, problems = read(tmp_path, f"{BASICS}timezone: {zone}\n")

    assert config.timezone == "UTC"
    assert len(problems) == 1
