"""Links between content files, and from content to the site: each must lead somewhere."""

from collections.abc import Mapping

from gazette.collection.library import Collection, Documents
from gazette.config import Config
from gazette.content.files import CONTENT
from gazette.content.markup import Body, BodyLink
from gazette.errors import Report, error, quoted, suggestion
from gazette.pages.permalinks import Claims
from gazette.pages.terms import image_target


def check_links(documents: Documents, collection: Collection, claims: Claims, config: Config, report: Report) -> None:
    """Report every link in a body, a record's image and the menu that leads nowhere.

    Links from what is held back are not looked at: nobody reads them yet.
    """
    bodies = {article.path: article.body for article in documents.articles}
    bodies |= {record.path: record.body for record in documents.records}
    bodies |= {page.path: page.body for page in documents.pages}
    for path, body in bodies.items():
        for link in body.links if path not in collection.held_back else ():
            if why := _why_broken(link, body, bodies, collection, claims):
                report(error(link.place, why, "link-broken"))
    for record in documents.records:
        if record.image and (target := image_target(record)) not in collection.media:
            message = (
                f"image is {target}, which is no file to publish{suggestion(target, collection.media, likeness=0.85)}"
            )
            report(error(record.image.place, message, "link-broken"))
    for item in config.menu:
        if item.url.startswith("/") and item.url not in claims:
            report(error(item.place, f"the menu leads to {quoted(item.url)}, where there is no page", "link-broken"))


def _why_broken(link: BodyLink, own: Body, bodies: Mapping[str, Body], collection: Collection, claims: Claims) -> str:
    """Return what is wrong with a link, or ""."""
    if link.target.startswith("/"):
        return _why_no_page(link.target, claims)
    if link.target and link.target not in bodies:
        return _why_no_file(link.target, bodies, collection)
    if link.target in collection.held_back:
        return f"{link.target} is not published ({collection.held_back[link.target]}); take the link out until it is"
    anchors = bodies.get(link.target, own).anchors
    if link.anchor and link.anchor not in anchors:
        where = link.target or "this page"
        return f"{where} has no heading or id {quoted(link.anchor)}{suggestion(link.anchor, anchors)}"
    return ""


def _why_no_page(target: str, claims: Claims) -> str:
    if target in claims:
        return ""
    cure = (
        f'; write "{target}/"'
        if f"{target}/" in claims
        else "; link to a content file, or to one that lies beside this"
    )
    return f"the site has no page {quoted(target)}{cure}"


def _why_no_file(target: str, bodies: Mapping[str, Body], collection: Collection) -> str:
    if target in collection.media:
        return ""
    if not target.startswith(f"{CONTENT}/"):
        return f"{quoted(target)} is outside content/; link to a file inside it"
    return f"there is no file {target} to publish{suggestion(target, (*bodies, *collection.media), likeness=0.85)}"
