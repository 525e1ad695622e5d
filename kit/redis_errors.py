"""The errors of a Redis that cannot be used."""

from redis.exceptions import ConnectionError, OutOfMemoryError, ReadOnlyError, RedisError  # noqa: A004 - Redis's own
from redis.exceptions import TimeoutError as RedisTimeoutError

REDIS_ERRORS = (OSError, RedisError)
"""Raised when Redis cannot be reached, is slow, frozen, loading or misconfigured. TimeoutError is an OSError."""

_OUTAGES = (OSError, ConnectionError, RedisTimeoutError, ReadOnlyError, OutOfMemoryError)


def counts_as_outage(error: BaseException) -> bool:
    """Whether Redis itself has failed, which its circuit breaker counts. An answer that rejects a command is none."""
    return isinstance(error, _OUTAGES)
