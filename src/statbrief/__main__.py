"""`python -m statbrief`."""

from statbrief.cli import main

main(prog_name="statbrief")
