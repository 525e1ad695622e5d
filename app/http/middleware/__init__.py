"""Middleware around every request: correlation id, headers of its answer, size limit of the body."""
