"""Build this collection: `python build.py` is `gazette build`, `python build.py serve` is `gazette serve`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run() -> None:
    """Run the command line on this folder, or say what is missing."""
    try:
        from gazette.cli import main
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as fault:
        is_made = (HERE / ".venv" / "bin" / "python").exists()
        cure = 'run ".venv/bin/python build.py" or "make site"' if is_made else 'run "make site", or "pip install ."'
        sys.exit(f'The package "{fault.name}" is not installed here; {cure}.')
    words = sys.argv[1:]
    has_root = any(word == "--root" or word.startswith("--root=") for word in words)
    main(words if has_root else ["--root", str(HERE), *words], default_verb="build")


if __name__ == "__main__":
    run()
