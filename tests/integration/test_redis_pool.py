"""Connections to Redis that are cut, and those by TLS."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import uvloop
from redis.asyncio import Redis
from redis.asyncio.connection import parse_url
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from app.redis_pool import redis_pool, refusal, usable_redis_url
from tests.support.installation import Servers
from tests.support.poll import wait_for_async, within, without_waiting
from tests.support.redis_server import RedisServer
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


async def test_a_command_starts_no_task_and_looks_at_its_connection_without_waiting(servers: Servers) -> None:
    pool = redis_pool(servers.redis_url)
    async with Redis.from_pool(pool) as redis:
        await redis.ping()
        started: list[str] = []

        def task(loop: asyncio.AbstractEventLoop, coroutine: Any, **named: Any) -> asyncio.Task[Any]:
            started.append(coroutine.__qualname__)
            return asyncio.Task(coroutine, loop=loop, **named)

        loop = asyncio.get_running_loop()
        loop.set_task_factory(task)
        try:
            await redis.ping()
        finally:
            loop.set_task_factory(None)
        assert started == []
        connection = await pool.get_connection()
        assert without_waiting(connection.can_read_destructive()) is False
        await connection.send_command("PING")
        await wait_for_async(connection.can_read_destructive, 5, "there is an answer")
        await pool.release(connection)
        assert await redis.ping(), "by another connection: the answer was to something else"


async def test_a_connection_that_the_server_ended_is_made_again(servers: Servers) -> None:
    async with Redis.from_pool(redis_pool(servers.redis_url)) as redis, Redis.from_url(servers.redis_url) as other:
        for _ in range(20):
            own = await redis.client_id()
            await other.client_kill_filter(_id=str(own))
            await until_gone(other, own)
            assert await redis.client_id() != own


async def until_gone(redis: Redis, client_id: int) -> None:
    async def gone() -> bool:
        return all(int(each["id"]) != client_id for each in await redis.client_list())

    await wait_for_async(gone, 5, "the server has ended the connection")


async def test_a_frozen_server_ends_writing_and_reading_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.redis_pool._COMMAND_SECONDS", 0.2)
    async with RedisServer.running(tmp_path) as server:
        pool = redis_pool(f"unix://{server.socket}")
        writing, reading = [await pool.get_connection() for _ in range(2)]
        server.freeze()
        async with within(5):
            with pytest.raises(RedisTimeoutError, match="writing"):
                await writing.send_command("SET", "k", "x" * 100_000_000)
            await reading.send_command("PING")
            with pytest.raises(RedisTimeoutError, match="reading"):
                await reading.read_response()
        server.thaw()
        async with Redis.from_pool(pool) as redis:
            for connection in (writing, reading):
                assert not connection.is_connected
                await pool.release(connection)
            assert await redis.ping()


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
