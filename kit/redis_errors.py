"""What Redis being away looks like."""

from redis.exceptions import RedisError

REDIS_TROUBLE = (OSError, RedisError)
"""What a Redis that is away, slow, frozen, loading or misconfigured raises; a TimeoutError is an OSError."""
