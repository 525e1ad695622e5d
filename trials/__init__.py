"""What the commands that try an installation out find out and report: no requests are sent and nothing is read here."""
