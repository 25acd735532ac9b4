"""Structured data for search engines: schema.org as JSON-LD."""

import msgspec

from gazette.collection.entries import Entry
from gazette.collection.library import Term
from gazette.content.article import Correction
from gazette.pages.linker import Linker
from gazette.pages.permalinks import term_path

Json = str | int | dict[str, "Json"] | list["Json"]

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def news_article(entry: Entry, path: str, linker: Linker) -> str:
    """Return an article as a NewsArticle: people and others are mentioned, topics are what it is about."""
    article = entry.article
    graph: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "url": linker.absolute(path),
        "mainEntityOfPage": linker.absolute(path),
        "datePublished": article.published.iso,
        "dateModified": article.changed.iso,
        "inLanguage": article.language or linker.config.language,
        "wordCount": article.body.words,
        "isPartOf": {"@type": "Collection", "name": linker.config.title, "url": linker.absolute("/")},
        "about": [_thing("Thing", ref.name, ref.taxonomy, ref.slug, linker) for ref in entry.terms["topics"]],
        "mentions": [
            _thing("Person" if ref.taxonomy == "people" else "Thing", ref.name, ref.taxonomy, ref.slug, linker)
            for ref in entry.all_terms
            if ref.taxonomy not in ("topics", "sources")
        ],
    }
    if article.event:
        graph["temporalCoverage"] = article.event.iso
    if article.corrections:
        graph["correction"] = [_correction(correction) for correction in article.corrections]
    if summary := article.summary or article.body.opening:
        graph["description"] = summary
    if article.citation.url:
        graph["isBasedOn"] = article.citation.url
    for ref in entry.terms["sources"]:
        graph["sourceOrganization"] = _thing("Organization", ref.name, ref.taxonomy, ref.slug, linker)
    if linker.config.author:
        graph["author"] = {"@type": "Organization", "name": linker.config.author}
    return _dump(graph)


def _correction(correction: Correction) -> Json:
    made = correction.made
    published = made.iso if made.has_time else made.day.isoformat()
    return {"@type": "CorrectionComment", "text": correction.text, "datePublished": published}


def term_subject(term: Term, linker: Linker) -> str:
    """Return what a term's page is about: a Person, an Organization or a DefinedTerm."""
    kind = {"people": "Person", "sources": "Organization"}.get(term.taxonomy.name, "DefinedTerm")
    graph: dict[str, Json] = {"@context": "https://schema.org"}
    graph.update(_thing(kind, term.name, term.taxonomy.name, term.slug, linker))
    record = term.record
    if record is None:
        return _dump(graph)
    if record.aliases:
        graph["alternateName"] = [alias.text for alias in record.aliases]
    if record.description:
        graph["description"] = record.description
    if same_as := [*record.same_as, *([record.url] if record.url else [])]:
        graph["sameAs"] = list[Json](same_as)
    return _dump(graph)


def _thing(kind: str, name: str, taxonomy: str, slug: str, linker: Linker) -> dict[str, Json]:
    return {"@type": kind, "name": name, "url": linker.absolute(term_path(taxonomy, slug))}


def _dump(graph: dict[str, Json]) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = msgspec.json.encode(graph).decode()
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
