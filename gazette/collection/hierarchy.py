"""The hierarchy: which term stands above which, and which are related, as the records of a taxonomy say."""

from collections.abc import Container

from msgspec import Struct

from gazette.collection.names import Name, Names
from gazette.collection.near_names import NearNames
from gazette.errors import Report, error, quoted, warning
from gazette.spellings import fold
from gazette.yaml_nodes import Scalar


class Pointers(Struct, frozen=True, kw_only=True):
    """Finds the names that records of a taxonomy point to, and reports those that nothing has."""

    names: Names
    near: NearNames
    expired: Container[str]  # folded spellings in articles that have expired
    report: Report

    def find(self, spelling: Scalar, key: str) -> Name | None:
        """Return the name that a record points to under a key, or report that there is none."""
        name = self.names.find(spelling.text)
        if name is None and fold(spelling.text) in self.expired:
            message = f"{key} is {quoted(spelling.text)}, which only what has expired names; make a record of it"
            self.report(warning(spelling.place, message, "term-unknown"))
        elif name is None:
            near = self.near.hint(spelling.text)
            message = f"{key} is {quoted(spelling.text)}, which no record or article has{near}"
            self.report(error(spelling.place, message, "term-unknown"))
        return name


def ancestors(pointers: Pointers, deepest: int) -> dict[str, tuple[str, ...]]:
    """Return the slugs above each name, the nearest last; none for what stands in or under a circle, or too deep.

    Reports parents that nothing has, each member of a circle, and each name that has one more above it than `deepest`.
    """
    parents = {
        name.slug: pointers.find(name.record.parent, "parent")
        for name in pointers.names
        if name.record and name.record.parent
    }
    found: dict[str, tuple[str, ...]] = {}
    lost = set[str]()  # what stands in or under a circle, or too deep
    for name in pointers.names:
        steps: dict[str, Name] = {}  # upwards, in order
        step: Name | None = name
        while step and step.slug not in steps and step.slug not in found:
            steps[step.slug] = step
            step = parents.get(step.slug)
        if step and (step.slug in steps or step.slug in lost):
            _report_circle(steps, step, pointers.report)
            lost.update(steps)
            found.update(dict.fromkeys(steps, ()))
            continue
        above = (*found[step.slug], step.slug) if step else ()
        for slug in reversed(steps):
            if len(above) > deepest:
                _report_depth(steps[slug], deepest, pointers.report)
                deeper = steps.keys() - found.keys()
                lost.update(deeper)
                found.update(dict.fromkeys(deeper, ()))
                break
            found[slug] = above
            above = (*above, slug)
    return found


def _report_depth(name: Name, deepest: int, report: Report) -> None:
    if name.record and name.record.parent:
        message = (
            f"{quoted(name.name)} has more than {deepest} above it, parents of parents; the limit is {deepest}"
            " (limits.depth in config.yaml): give it a parent further up"
        )
        report(error(name.record.parent.place, message, "parent-depth"))


def _report_circle(steps: dict[str, Name], again: Name, report: Report) -> None:
    """Report the last of some steps upwards, from the one to which they lead again."""
    names, slugs = list(steps.values()), list(steps)
    for name in names[slugs.index(again.slug) :] if again.slug in steps else ():
        if name.record and name.record.parent:
            message = f"{quoted(name.name)} stands above itself by way of its parent; take one parent out"
            report(error(name.record.parent.place, message, "parent-circle"))


def related(pointers: Pointers) -> dict[str, tuple[str, ...]]:
    """Return the slugs to which each name is related: its record's in their order, then whoever names it, A to Z.

    Reports names that nothing has, a name that is related to itself, and one that stands twice.
    """
    own = {
        name.slug: _own_related(name, pointers)
        for name in sorted(pointers.names, key=lambda name: name.sort_key)
        if name.record
    }
    found = {name.slug: dict.fromkeys(own.get(name.slug, ())) for name in pointers.names}
    for slug, others in own.items():
        for other in others:
            found[other].setdefault(slug)
    return {slug: tuple(others) for slug, others in found.items()}


def _own_related(name: Name, pointers: Pointers) -> tuple[str, ...]:
    found: dict[str, Name] = {}
    for spelling in name.record.related if name.record else ():
        other = pointers.find(spelling, "related")
        known = other and (name if other.slug == name.slug else found.get(other.slug))
        if other and known is other:  # else they clash, which is told elsewhere
            what = "this itself" if other is name else f"{quoted(other.name)} already"
            pointers.report(warning(spelling.place, f"related has {what}; take this out", "name-repeated"))
        elif other and not known:
            found[other.slug] = other
    return tuple(found)
