"""Connections to Redis, as every part of the house uses them."""

from redis.asyncio import BlockingConnectionPool

_CONNECT_TIMEOUT = 2.0
_COMMAND_TIMEOUT = 2.0
"""Seconds. A frozen Redis holds nobody up for longer."""


def redis_pool(url: str, *, patient: bool = False, connections: int = 16) -> BlockingConnectionPool:
    """Connections to the Redis at `url`; `patient` ones wait for messages without a timeout."""
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=_COMMAND_TIMEOUT,
        socket_connect_timeout=_CONNECT_TIMEOUT,
        socket_timeout=None if patient else _COMMAND_TIMEOUT,
    )
    return pool
