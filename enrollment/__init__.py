"""The domain without I/O: commands, problems, rules, allocation of seats, and the plans of the sagas."""
