"""The command line, and all that only it runs."""
