"""What happens around every request: a correlation id, and a limit on its body."""
