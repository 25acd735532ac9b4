"""Inputs that grow: a table of what a collection may hold many of, each written so many times as is asked for."""

from collections.abc import Callable, Iterator

from gazette.keys import ARTICLE, NAMES, RECORD, SOURCE, Key, Kind
from tests.mini_site import MiniSite

Write = Callable[[MiniSite, int], object]
"""Writes a collection with so many of something."""

NO_LIMITS = "limits: {names: 1000000, aliases: 1000000}\n"
_VALUES = {
    Kind.TEXT: "text {0}",
    Kind.ADDRESS: "https://example.org/{0}",
    Kind.DAY: "2023-11-01",
    Kind.MOMENT: "2023-11-01",
    Kind.PARTIAL: "1999",
}
_ITEMS = {
    Kind.TEXTS: "Text {0}",
    Kind.ADDRESSES: "https://example.org/{0}",
    Kind.OLD_URLS: "/old/{0}/",
    Kind.NAMES: "Name {0}",
}
"""An item of the lists that are the values of keys, by the kind of the key."""


def listed(item: str, number: int) -> str:
    """Return a list in YAML of so many items."""
    return f"[{', '.join(item.format(place) for place in range(number))}]"


def _is_list(key: Key) -> bool:
    return key.kind in _ITEMS or key.kind is Kind.MAPPINGS


def _item(key: Key) -> str:
    if key.kind is not Kind.MAPPINGS:
        return _ITEMS[key.kind]
    return "{{" + ", ".join(f"{inner.name}: {_VALUES[inner.kind]}" for inner in key.keys) + "}}"


def lists_of_keys() -> Iterator[tuple[str, Write]]:
    """Yield each key of front matter whose value may be a list, with what writes a list for it."""
    for key in (*ARTICLE, *NAMES.keys, *SOURCE.keys):
        if _is_list(key):
            yield f"{key.name} of an article", _in_article(key.name, _item(key))
    for key in RECORD:
        if _is_list(key):
            taxonomy = key.only_of[0] if key.only_of else "people"
            yield f"{key.name} of a record", _in_record(taxonomy, key.name, _item(key))
    for name in ("people", "topics", "tags"):
        yield f"{name} of an article", _in_article(name, _ITEMS[Kind.NAMES])
    yield "people with roles", _in_article("people", "{{name: Name {0}, role: Role {0}}}")


def _in_article(key: str, item: str) -> Write:
    return lambda site, number: site.article(**{key: listed(item, number)})


def _in_record(taxonomy: str, key: str, item: str) -> Write:
    def write(site: MiniSite, number: int) -> None:
        site.record(f"{taxonomy}/one", name="One", **{key: listed(item, number)})
        site.article(**{taxonomy: "One"})

    return write


def _mistakes(key: str) -> Write:
    return lambda site, number: site.article(extra="{" + listed(f"{key}{{}}: v", number)[1:-1] + "}")


BODIES = {
    "headings": "## Heading {}",
    "equal headings": "## Heading",
    "headings in another script": "## Заголовок",
    "links to headings that are not there": "## H{0}\n\n[x](#g{0})",
    "links to files that are not there": "[x](other-{}.md)",
    "links to pages that are not there": "[x](/other/{}/)",
    "links to other sites": "[x](https://example.org/{})",
    "addresses that are left out": "[x](javascript:{})",
    "pictures that are not there": "![a](i{}.png)",
    "footnotes": "a[^{0}]\n\n[^{0}]: text",
    "footnotes that are missing": "a[^{0}]",
    "footnotes to which nothing refers": "[^{0}]: text",
    "equal footnotes": "[^a]: text",
    "references": "a [x{0}]\n\n[x{0}]: https://example.org/{0}",
    "references that are missing": "a [x][{0}]",
    "references to which nothing refers": "[x{0}]: https://example.org/{0}",
    "equal references": "[x]: https://example.org/{0}",
    "abbreviations": "AB{0} is\n\n*[AB{0}]: Abbr {0}",
    "links of wikis": "[[page {}]]",
    "tags that are left out": "<foo>{}</foo>",
    "open tags": "<div>{}",
    "equal ids": "## H {{#same}}",
    "items": "- item {}",
    "terms and what they mean": "term {}\n: definition",
}
"""What a body may hold many of."""


def bodies() -> Iterator[tuple[str, Write]]:
    """Yield each thing in a body, with what writes many of it."""
    for name, text in BODIES.items():
        yield name, _in_body(text)


def _in_body(text: str) -> Write:
    return lambda site, number: site.article(body="\n\n".join(text.format(place) for place in range(number)))


def _ledger(line: str) -> Write:
    def write(site: MiniSite, number: int) -> None:
        site.article()
        site.write("permalinks.txt", "".join(f"{line.format(place)}\n" for place in range(number)))

    return write


def _two_records(one: str, other: str, mentioned: str) -> Write:
    def write(site: MiniSite, number: int) -> None:
        site.record("topics/one", name="One", aliases=listed(one, number))
        site.record("topics/two", name="Two", aliases=listed(other, number))
        site.article(topics=listed(mentioned, number))

    return write


def _unknown_names(site: MiniSite, number: int) -> None:
    site.configure(f"taxonomies:\n  topics: {{closed: true}}\n{NO_LIMITS}")
    site.record("topics/one", name="One", aliases=listed("topic {}", number))
    site.article(topics=listed("topik {}", number))


def _unknown_related(site: MiniSite, number: int) -> None:
    site.record("topics/one", name="One", related=listed("topik {}", number))
    site.article(topics=listed("topic {}", number))


def _unknown_parents(site: MiniSite, number: int) -> None:
    for place in range(number):
        site.record(f"topics/{place}", name=f"Topic {place}", parent=f"Topik {place}")


def _waiting_names(site: MiniSite, number: int) -> None:
    site.article()
    site.article("waiting", date="2040-01-01", topics=listed("topic {}", number))
    site.write("permalinks.txt", "".join(f"/topics/t{place}/ topics: T{place}\n" for place in range(number)))


def _equal_slugs(site: MiniSite, number: int) -> None:
    for place in range(number):
        site.article(f"{place}/grid")


def _years(site: MiniSite, number: int) -> None:
    for place in range(number):
        site.article(f"a{place}", event_date=str(1000 + place))


def _broken_links(site: MiniSite, number: int) -> None:
    for place in range(number):
        site.article(f"a{place}", f"[x](b{place}.md) [y](a{(place + 1) % number}.md#no)")


WHOLES: tuple[tuple[str, Write], ...] = (
    ("names that no record has", _unknown_names),
    ("related names that are unknown", _unknown_related),
    ("names that may mean either of two records", _two_records("tópic {}", "tòpic {}", "topic {}")),
    ("aliases that two records have", _two_records("topic {}", "topic {}", "One")),
    ("own keys", _mistakes("key")),
    ("addresses in the ledger that are lost", _ledger("/old/{0}/ content/x{0}.md")),
    ("addresses in the ledger that are gone", _ledger("/old/{0}/ content/x{0}.md gone: true T")),
    ("addresses in the ledger that have moved", _ledger("/old/{0}/ content/grid.md")),
    ("lines of the ledger for one address", _ledger("/old/ content/x{0}.md")),
    ("names in the ledger that only wait", _waiting_names),
    ("records with an unknown parent", _unknown_parents),
    ("articles of one address", _equal_slugs),
    ("articles of as many years", _years),
    ("articles with broken links", _broken_links),
)


def inputs() -> tuple[tuple[str, Write], ...]:
    """Return everything that may grow."""
    return (*lists_of_keys(), *bodies(), *WHOLES)
