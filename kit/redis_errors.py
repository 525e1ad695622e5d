"""The errors of a Redis that cannot be used."""

from redis import exceptions

from kit.guard import Failure

REDIS_ERRORS = (OSError, exceptions.RedisError)
"""Raised when Redis cannot be reached, is slow, frozen, loading or misconfigured. TimeoutError is an OSError."""

_OUTAGES = (
    OSError,
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
)


def failure_of(error: BaseException) -> Failure:
    """What an error says about Redis, for its circuit breaker. An answer that rejects a command is no failure."""
    return Failure.PROCESS if isinstance(error, _OUTAGES) else Failure.NONE
