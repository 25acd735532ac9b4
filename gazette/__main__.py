"""`python -m gazette` is `gazette`."""

from gazette.cli import main

main()
