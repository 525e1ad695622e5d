"""`python -m commands` is the `registro` command."""

from commands.cli import main

main()
