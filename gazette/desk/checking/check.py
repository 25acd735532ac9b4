"""The verb check: every problem of a build, without its site, and what only looks wrong to an editor."""

from msgspec import Struct
from msgspec.structs import replace

from gazette.desk.checking.looks import look
from gazette.desk.collection import reporting
from gazette.engine.reading import Progress
from gazette.errors import Found, Problems
from gazette.operations import Tell, examine
from gazette.pipeline import Order


class Checked(Struct, frozen=True, kw_only=True):
    """What a check found."""

    problems: Found
    is_sound: bool  # whether a build would publish the site


def check(order: Order, progress: Progress, tell: Tell, *, is_external: bool) -> Checked:
    """Find everything that is wrong, or looks so. Nothing is published; only `is_external` uses the network."""
    problems = Problems(is_strict=order.is_strict)
    with reporting(problems.report, "the check could not be finished", order.root):
        # Whose the files in the output folder are matters to no check: it leaves them alone.
        planned = examine(replace(order, is_adopting=True), problems, progress, tell)
        look(order.root, planned, problems.report)
        if is_external:
            from gazette.desk.checking.outside import try_links

            try_links(order.root, planned, problems.report, progress)
    return Checked(problems=problems.found(), is_sound=not problems.have_errors)
