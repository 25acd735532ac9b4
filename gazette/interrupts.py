"""Interrupts from the keyboard: whenever one comes, the program ends with status 130 and without a traceback.

Python's own way is to raise KeyboardInterrupt wherever the program happens to be. That is right while there is
something to tidy up. While modules are imported, it may be swallowed or become another exception there.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
_UNTOUCHED = b"interrupted; the site is as it was\n"


def begin() -> None:
    """Let an interrupt end this process at once: it has only begun. One that was started deaf to them stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end_untouched)
        sys.unraisablehook = _end_or_tell


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt raise KeyboardInterrupt for a while; after that it ends this process, which is ending anyway.

    Nothing is changed where `begin` was not called.
    """
    if signal.getsignal(signal.SIGINT) is not _end_untouched:
        yield
        return
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        signal.signal(signal.SIGINT, _end)


@contextlib.contextmanager
def held_off() -> Iterator[None]:
    """Let an interrupt wait for a moment. Processes that are forked in it never hear one: their parent decides."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def is_interrupt(fault: BaseException) -> bool:
    """Tell whether an exception is what became of KeyboardInterrupt, as in a class that was being made."""
    seen: BaseException | None = fault
    while seen is not None and not isinstance(seen, KeyboardInterrupt):
        seen = seen.__cause__ or seen.__context__
    return seen is not None


def _end_untouched(_: int, __: FrameType | None) -> NoReturn:
    with contextlib.suppress(OSError):
        os.write(2, _UNTOUCHED)
    os._exit(INTERRUPTED)


def _end(_: int, __: FrameType | None) -> NoReturn:
    os._exit(INTERRUPTED)


def _end_or_tell(fault: "sys.UnraisableHookArgs") -> None:
    """Tell of an exception that nothing could catch; an interrupt ends the process, as a kill would."""
    if issubclass(fault.exc_type, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(fault)
