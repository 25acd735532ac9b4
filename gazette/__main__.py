"""The way in: `python -m gazette` is `gazette`. An interrupt may come at any moment of it."""

import os  # Python itself has imported these two: an interrupt before `begin` would show a traceback
import sys


def main(arguments: list[str] | None = None, *, default_verb: str = "") -> None:
    """Be the program: read the command line, and end this process. Raises ModuleNotFoundError where a library lacks."""
    try:
        from gazette.interrupts import begin

        begin()
        from gazette import cli
    except KeyboardInterrupt:
        os._exit(130)
    cli.main(sys.argv[1:] if arguments is None else arguments, default_verb=default_verb)


if __name__ == "__main__":
    main()
