"""Connections to Redis, for every part of the product."""

from collections.abc import Iterable

from redis.asyncio import BlockingConnectionPool
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError  # noqa: A004 - Redis's own

_CONNECT_SECONDS = 2.0
_COMMAND_SECONDS = 2.0
"""A frozen Redis delays a call no longer than this."""


def redis_pool(url: str, *, without_timeout: bool = False, connections: int = 16) -> BlockingConnectionPool:
    """Connections to the Redis at `url`; those `without_timeout` may wait for a message as long as it takes."""
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=_COMMAND_SECONDS,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=None if without_timeout else _COMMAND_SECONDS,
    )
    pool.connection_class = type("Connection", (_LostConnection, pool.connection_class), {})
    return pool


class _LostConnection(AbstractConnection):
    """Raises ConnectionError where uvloop raises RuntimeError: for a write to a connection that was cut a moment ago.

    redis-py retries and reconnects after a ConnectionError only.
    """

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:
        try:
            await super().send_packed_command(command, check_health)
        except RuntimeError as error:
            raise ConnectionError(f"Error while writing to socket. {error}.") from error
