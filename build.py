"""Build this collection: `python build.py` is `gazette build`, `python build.py serve` is `gazette serve`."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - an interrupt must find little that is imported


def run() -> None:
    """Run the command line on this folder, or say what is missing."""
    words = sys.argv[1:]
    has_root = any(word == "--root" or word.startswith("--root=") for word in words)
    try:
        from gazette.__main__ import main

        main(words if has_root else ["--root", HERE, *words], default_verb="build")
    except KeyboardInterrupt:
        os._exit(130)
    except ModuleNotFoundError as fault:
        is_made = os.path.exists(os.path.join(HERE, ".venv", "bin", "python"))  # noqa: PTH110, PTH118
        cure = 'run ".venv/bin/python build.py" or "make site"' if is_made else 'run "make site", or "pip install ."'
        sys.exit(f'The package "{fault.name}" is not installed here; {cure}.')


if __name__ == "__main__":
    run()
