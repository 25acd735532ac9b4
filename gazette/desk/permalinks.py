"""The verb permalinks: what has become of every recorded address, and the record of new ones."""

from collections.abc import Iterator

from msgspec import Struct

from gazette.content.ledger import LEDGER, ledger_bytes
from gazette.content.saving import Change
from gazette.engine.reading import Progress
from gazette.errors import Found, InputError, Place, Problems, count, error, printable
from gazette.operations import Tell, edit, plan
from gazette.pages.fates import LOST, State
from gazette.pages.moves import Settled
from gazette.pipeline import Order


class Permalinks(Struct, frozen=True, kw_only=True):
    """What came of a look at the ledger."""

    settled: Settled | None  # None where it could not be read what there is
    problems: Found
    is_recording: bool
    is_written: bool  # whether the ledger was changed
    is_whole: bool  # whether no error kept anything from it


def permalinks(order: Order, progress: Progress, tell: Tell, *, is_recording: bool = False) -> Permalinks:
    """Tell what has become of every recorded address; where it is asked for, record those that are new.

    To record is what `gazette permalinks --record` does, and what a deployment does once the site is up. Nothing is
    recorded where anything but a lost address is an error: the site as it is could not be published.
    """
    problems = Problems(is_strict=order.is_strict)
    settled: Settled | None = None
    is_written = False
    try:
        before = ledger_bytes(order.root)
        settled = plan(order, problems.report, progress, tell).plan.settled
        if is_recording and problems.are_only(LOST):
            is_written = _record(order, str(settled.recorded).encode(), before, tell)
    except InputError as fault:
        fault.tell(problems.report)
    except OSError as fault:
        message = f"{fault.strerror}; nothing was recorded"
        problems.report(error(Place(path=str(fault.filename or LEDGER)), message, "disk"))
    return Permalinks(
        settled=settled,
        problems=problems.found(),
        is_recording=is_recording,
        is_written=is_written,
        is_whole=not problems.have_errors,
    )


def _record(order: Order, after: bytes, before: bytes | None, tell: Tell) -> bool:
    """Write the ledger if it is not as it should be, and tell whether it was written.

    Raises InputError where it is not as it was `before`, when it was read: an editor has just saved it.
    """
    if before == after:
        return False
    edit(order.root, [Change(path=LEDGER, before=before, after=after)], tell)
    return True


def lines(outcome: Permalinks) -> Iterator[str]:
    """Yield a line for each address that is not simply there, and one that sums up."""
    settled = outcome.settled
    if settled is None:
        return
    found = [("new", address, owner) for address, owner in settled.new.items()]
    for fate in settled.fates:
        if fate.state is State.MOVED:
            found.append(("moved", fate.line.address, f"to {fate.target}"))
        elif fate.state is not State.PAGE:
            found.append((fate.state, fate.line.address, fate.why or fate.line.title))
        if fate.owner != fate.line.owner:
            found.append(("owner", fate.line.address, f"{fate.owner}, not {fate.line.owner}"))
    yield from (printable(f"{kind:6} {address} {what}".rstrip()) for kind, address, what in sorted(found))
    if outcome.is_recording:
        yield f"{LEDGER} {'has what is new' if outcome.is_written else 'is as it was'}"
    else:
        yield f"{count(len(settled.fates), 'address', 'addresses')} in {LEDGER}, {len(settled.new):,} new"


def rows(outcome: Permalinks) -> dict[str, object]:
    """Return the same as data, problems apart; null stands for lists that could not be made."""
    settled = outcome.settled
    if settled is None:
        return {"new": None, "recorded": None, "is_written": False}
    recorded = [
        {
            "address": fate.line.address,
            "state": fate.state,
            "owner": fate.owner,
            "recorded_owner": fate.line.owner,
            "target": fate.target,
            "title": fate.line.title,
            "why": fate.why,
        }
        for fate in settled.fates
    ]
    new = [{"address": address, "owner": owner} for address, owner in sorted(settled.new.items())]
    return {"new": new, "recorded": recorded, "is_written": outcome.is_written}
