"""The way in: `python -m gazette` is `gazette`. An interrupt may come at any moment of it."""

import os  # Python itself has imported these two: an interrupt before `begin` would show a traceback
import sys


def main(arguments: list[str] | None = None, *, default_verb: str = "") -> None:
    """Be the program: read the command line, and end this process. Raises ModuleNotFoundError where a library lacks."""
    try:
        from gazette.interrupts import begin

        begin()
        _require_utf8()
        from gazette import cli
    except KeyboardInterrupt:
        os._exit(130)
    cli.main(sys.argv[1:] if arguments is None else arguments, default_verb=default_verb)


def _require_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where it would read the names of files in another encoding, such as ASCII.

    So `LC_ALL=C PYTHONUTF8=0` makes no other site. Windows always has UTF-8 there.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and sys.executable and os.name == "posix":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - itself, by no shell


if __name__ == "__main__":
    main()
