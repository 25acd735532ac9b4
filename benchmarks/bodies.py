"""How bodies are read beside CommonMark: examples of a specification, and a folder of posts, compared by structure.

python -m benchmarks.bodies --spec node_modules/commonmark-spec/spec.txt
python -m benchmarks.bodies --posts FOLDER     # against markdown-it-py with the same features
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import nh3
from markdown_it import MarkdownIt
from msgspec.structs import replace

from gazette.config import Config
from gazette.content.bodies.vocabulary import ATTRIBUTES, INSTEAD, TAGS
from gazette.content.markup import render_markdown
from gazette.errors import Place, Problem
from gazette.security import Security

_EXAMPLE = re.compile(r"^`{32} example(?: \w+)*\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^#+ (.*)$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)\n.*?^(?:---|\+\+\+)[ \t]*\n", re.MULTILINE | re.DOTALL)
_KEPT = {"a": "href", "img": "src", "ol": "start"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SAME = {"s": "del"}  # for what is struck out
_CONFIG = Config(title="Benchmark", has_smart_quotes=False)
_HOST = re.compile(r"https?://([\w.-]+(?::\d+)?)")
_START = Place(path="content/a.md", line=1, column=1)
_TREE = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)

Structure = tuple[str, ...]
"""The elements and the words of HTML in their order, without white space, ids and classes."""


def main() -> None:
    """Compare, and print the share of texts that are read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--spec", type=Path, help="a specification with examples, as CommonMark and GitHub write theirs"
    )
    parser.add_argument("--posts", type=Path, help="a folder of Markdown files")
    parser.add_argument("--show", type=int, default=0, help="print so many of the differences")
    options = parser.parse_args()
    if options.spec:
        compare_examples(options.spec, options.show)
    if options.posts:
        compare_posts(options.posts, options.show)


def compare_examples(spec: Path, shown: int) -> None:
    """Compare the examples of a specification with the HTML that it gives for them."""
    text = spec.read_text(encoding="utf-8").replace("→", "\t")
    sections = [(match.start(), match[1]) for match in _SECTION.finditer(text)]
    same: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for number, match in enumerate(_EXAMPLE.finditer(text), 1):
        section = [name for start, name in sections if start < match.start()][-1]
        ours, problems = _ours(match[1])
        wanted = structure_of(match[2])
        if ours == wanted:
            same[section] += 1
            continue
        other[section] += 1
        if sum(other.values()) <= shown:
            _show(f"example {number}: {section}", match[1], ours, wanted, problems)
    for section in dict.fromkeys(name for _, name in sections):
        if same[section] + other[section]:
            _write(f"{same[section]:4} of {same[section] + other[section]:4}  {section}")
    total = sum(same.values()) + sum(other.values())
    _write(f"{sum(same.values()):4} of {total:4}  in all: {sum(other.values()) / total:.1%} differ")


def compare_posts(folder: Path, shown: int) -> None:
    """Compare posts with what markdown-it-py makes of them."""
    peer = _peer()
    total = different = told = 0
    for file in sorted(folder.rglob("*.md")):
        text = _FRONT_MATTER.sub("", file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n"), count=1)
        ours, problems = _ours(text)
        wanted = structure_of(_clean(peer.render(text)))
        total += 1
        if ours != wanted:
            different += 1
            told += bool(problems)
            if different <= shown:
                _show(str(file.relative_to(folder)), "", ours, wanted, problems)
    _write(f"{different} of {total} posts differ ({different / max(total, 1):.1%}), {told} of these with a warning")


def _peer() -> MarkdownIt:
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    peer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return peer.use(footnote_plugin).use(deflist_plugin)


def _ours(text: str) -> tuple[Structure, list[Problem]]:
    problems: list[Problem] = []
    hosts = Security(img_src=tuple(f"https://{host}" for host in set(_HOST.findall(text))))  # pictures stay pictures
    body = render_markdown(text, _START, replace(_CONFIG, security=hosts), problems.append)
    return structure_of(body.html), problems


def _clean(html: str) -> str:
    for name, instead in INSTEAD.items():
        html = re.sub(rf"<(/?){name}(?=[\s>/])", rf"<\1{instead}", html)
    return nh3.clean(
        html, tags=set(TAGS), attributes={name: set(kept) for name, kept in ATTRIBUTES.items()}, link_rel=None
    )


def structure_of(html: str) -> Structure:
    """Return the structure of HTML: elements, words, and where links lead."""
    root = _TREE.parseFragment(html)
    pieces = list(_pieces(root))
    return tuple(piece for piece in _joined(pieces) if piece)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _element(child)
        yield child.tail or ""


def _element(child: Element) -> Iterator[str]:
    if child.tag == "span" and set(child.attrib) <= {"id", "class"}:
        yield from _pieces(child)
        return
    words = child.get("class", "").split()
    if child.tag == "sup" and ("footnote-ref" in words or child.get("id", "").startswith("fnref")):
        yield "\0[^]"  # which each shows in its own way
        return
    if "footnote-backref" in words or "footnotes-sep" in words:
        return
    if "footnote" in words or "footnotes" in words:
        yield from _pieces(next(child.iter("ol")))
        return
    name = "h" if child.tag in _HEADINGS else _SAME.get(child.tag, child.tag)
    yield f"\0<{name}{_kept(child)}>"
    if child.tag == "img":
        yield f"\0{child.get('alt', '')}"
    yield from _pieces(child)
    yield f"\0</{name}>"


def _kept(child: Element) -> str:
    value = child.get(_KEPT.get(str(child.tag), ""), "")
    return f" {value}" if value and child.tag == "ol" else ""


def _joined(pieces: list[str]) -> Iterator[str]:
    text = ""
    for piece in pieces:
        if not piece.startswith("\0"):
            text += piece
            continue
        yield " ".join(text.split())
        text = ""
        yield piece[1:]
    yield " ".join(text.split())


def _show(name: str, text: str, ours: Structure, wanted: Structure, problems: list[Problem]) -> None:
    pairs = enumerate(zip(ours, wanted, strict=False))
    at = next((index for index, (one, other) in pairs if one != other), min(len(ours), len(wanted)))
    around = slice(max(0, at - 4), at + 8)
    _write(f"=== {name}\n{text}--- ours\n{' '.join(ours[around])}\n--- wanted\n{' '.join(wanted[around])}")
    _write("\n".join(map(str, problems[:3])))


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
