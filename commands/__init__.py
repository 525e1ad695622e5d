"""The command line and everything that only it runs."""
