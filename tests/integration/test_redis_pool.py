"""Connections to Redis that are cut, and those by TLS."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvloop
from redis.asyncio import Redis
from redis.asyncio.connection import parse_url
from redis.exceptions import ConnectionError as RedisConnectionError

from app.redis_pool import redis_pool, refusal, usable_redis_url
from tests.support.installation import Servers
from tests.support.tls import Certificate, certificate, tls_port


async def test_a_connection_that_was_cut_is_lost_and_the_next_one_works(servers: Servers) -> None:
    """On the loop of our processes, whose sockets say it in a way of their own."""
    await asyncio.to_thread(uvloop.run, _cut(servers.redis_url))


async def _cut(url: str) -> None:
    pool = redis_pool(url)
    connection = await pool.get_connection()
    connection._writer.transport.abort()
    with pytest.raises(RedisConnectionError):
        await connection.send_command("PING")
    await pool.release(connection)
    again = await pool.get_connection()
    await again.send_command("PING")
    assert await again.read_response() == b"PONG"
    await pool.disconnect()


@pytest.fixture
async def secure(servers: Servers, tmp_path: Path) -> AsyncIterator[tuple[int, Certificate]]:
    """Where Redis is reached by TLS, and the server's certificate."""
    there = parse_url(servers.redis_url)

    async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if "path" in there:
            return await asyncio.open_unix_connection(there["path"])
        return await asyncio.open_connection(there["host"], there["port"])

    own = certificate(tmp_path)
    async with tls_port(own, connect, postgres=False) as port:
        yield port, own


@pytest.mark.parametrize("query", ["ssl_ca_certs={}&ssl_check_hostname=true", "ssl_cert_reqs=none"])
async def test_a_redis_with_tls_is_used(secure: tuple[int, Certificate], query: str) -> None:
    port, own = secure
    url = usable_redis_url(f"rediss://localhost:{port}/0?{query.format(own.certificate)}")
    async with Redis.from_pool(redis_pool(url)) as redis:
        await redis.ping()


async def test_a_certificate_of_redis_that_is_not_accepted_is_a_final_refusal(secure: tuple[int, Certificate]) -> None:
    port, _ = secure
    async with Redis.from_pool(redis_pool(f"rediss://localhost:{port}/0")) as redis:
        with pytest.raises(RedisConnectionError) as caught:
            await redis.ping()
    assert refusal(caught.value) == "the server's certificate is not accepted: self-signed certificate"
