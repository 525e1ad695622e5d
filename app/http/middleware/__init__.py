"""Middleware around every request: correlation id, size limit of the body."""
