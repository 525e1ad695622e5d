"""A connection to Redis that is cut."""

import asyncio

import pytest
import uvloop
from redis.exceptions import ConnectionError  # noqa: A004 - Redis's own

from app.redis_pool import redis_pool
from tests.support.installation import Servers


async def test_a_connection_that_was_cut_is_lost_and_the_next_one_works(servers: Servers) -> None:
    """On the loop of our processes, whose sockets say it in a way of their own."""
    await asyncio.to_thread(uvloop.run, _cut(servers.redis_url))


async def _cut(url: str) -> None:
    pool = redis_pool(url)
    connection = await pool.get_connection()
    connection._writer.transport.abort()
    with pytest.raises(ConnectionError):
        await connection.send_command("PING")
    await pool.release(connection)
    again = await pool.get_connection()
    await again.send_command("PING")
    assert await again.read_response() == b"PONG"
    await pool.disconnect()
