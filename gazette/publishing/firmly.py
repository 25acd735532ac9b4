"""What must not be cut short: a call to stop waits until it is done."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator

from gazette.publishing.trees import FOLDER_MODE


@contextlib.contextmanager
def firmly() -> Iterator[None]:
    """Let a call to stop wait, and make folders of one mode.

    Only the main thread may say what signals do; others are never interrupted.
    """
    is_main = threading.current_thread() is threading.main_thread()
    signals = (signal.SIGINT, signal.SIGTERM) if is_main else ()
    before = [(number, signal.signal(number, signal.SIG_IGN)) for number in signals]
    mask = os.umask(0o777 & ~FOLDER_MODE)
    try:
        yield
    finally:
        os.umask(mask)
        for number, handler in before:
            signal.signal(number, handler)
