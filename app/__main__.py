"""`python -m app` is the `registro` command."""

from app.cli import main

main()
