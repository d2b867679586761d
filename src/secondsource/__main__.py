"""`python -m secondsource`: the command line."""

from secondsource.cli import main

main()
