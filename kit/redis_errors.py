"""The errors of a Redis that cannot be used."""

from redis.exceptions import RedisError

REDIS_ERRORS = (OSError, RedisError)
"""Raised when Redis cannot be reached, is slow, frozen, loading or misconfigured. TimeoutError is an OSError."""
