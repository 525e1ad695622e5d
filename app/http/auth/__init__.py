"""Authentication: verifies bearer tokens and turns their claims into a Caller."""
