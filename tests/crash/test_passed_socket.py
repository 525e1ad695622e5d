"""APIs that accept the connections of one socket are replaced one after the other, and no client notices."""

import asyncio
import math
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from commands.graphql_client import GraphQLClient
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import rounds, until, within
from tests.support.tokens import KEYS, signed_in

SOON = 30.0
"""Seconds."""
RESTARTS = 1012
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""
QUERY = {"query": "{ viewer { subject } }"}
ANSWER = {"viewer": {"subject": "admin"}}


@dataclass(slots=True)
class Site:
    """A socket, and what is started to accept its connections."""

    installation: Installation
    listener: socket.socket

    @property
    def base_url(self) -> str:
        return "http://{}:{}".format(*self.listener.getsockname())

    @asynccontextmanager
    async def api(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """An API that says that it starts."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", AS_SYSTEMD, str(self.listener.fileno()), "-m", "commands", "api"),
            env={
                **os.environ,
                **KEYS,
                **self.installation.environment,
                "DATABASE_URL": self.installation.database_url,
                "REDIS_URL": self.installation.redis_url,
                "REGISTRO_REDIS_PREFIX": self.installation.prefix,
            },
            pass_fds=(self.listener.fileno(),),
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout
        try:
            async with within(SOON):
                while b"api starts" not in (line := await process.stdout.readline()):
                    assert line, "it has ended"
            reading = asyncio.create_task(process.stdout.read())
            yield process
            reading.cancel()
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


@pytest.fixture
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation:
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
            yield Site(installation, listener)


@dataclass(slots=True)
class Clients:
    """Clients that never try again: whatever fails fails the test."""

    base_url: str
    served: dict[str, int] = field(default_factory=dict)

    async def with_new_connections(self) -> None:
        async with signed_in(self.base_url) as client:
            await self._ask(client)

    async def _ask(self, client: GraphQLClient) -> None:
        answer = await client.http.post("/graphql", json=QUERY)
        assert (answer.status_code, answer.json()["data"]) == (200, ANSWER)

    async def with_handshakes(self) -> None:
        async with signed_in(self.base_url) as client:
            assert await _end(client, QUERY["query"]) in {None, RESTARTS}

    async def keep(self, name: str, act: Callable[[], Awaitable[None]]) -> None:
        """Do the same again and again, and leave the processor to the API in between."""
        async for _ in rounds(math.inf):
            await act()
            self.served[name] = self.served.get(name, 0) + 1

    async def all(self, group: asyncio.TaskGroup, stack: AsyncExitStack) -> list[asyncio.Task[None]]:
        lasting = await stack.enter_async_context(signed_in(self.base_url))
        acts = {
            "new connections": self.with_new_connections,
            "one connection": lambda: self._ask(lasting),
            "handshakes": self.with_handshakes,
        }
        return [group.create_task(self.keep(name, act)) for name, act in acts.items()]

    async def are_served_more(self) -> None:
        """Return when each kind of client was served some more times."""
        before = dict(self.served)
        await until(
            lambda: len(self.served) == 3 and all(self.served[name] > before.get(name, 0) + 5 for name in self.served),
            SOON,
            "all clients are served",
        )


async def test_no_request_and_no_handshake_fails_while_apis_are_replaced(site: Site) -> None:
    clients = Clients(site.base_url)
    async with AsyncExitStack() as apis, AsyncExitStack() as stack:
        old = await apis.enter_async_context(site.api())
        async with asyncio.TaskGroup() as group:
            working = await clients.all(group, stack)
            for _ in range(2):
                await clients.are_served_more()
                new = await apis.enter_async_context(site.api())
                await clients.are_served_more()
                old.send_signal(signal.SIGTERM)
                await clients.are_served_more()
                async with within(SOON):
                    assert await old.wait() == 0
                old = new
            await clients.are_served_more()
            for task in working:
                task.cancel()


async def test_requests_wait_for_the_only_api_while_it_is_restarted(site: Site) -> None:
    async with site.api() as first:
        first.send_signal(signal.SIGTERM)
        await first.wait()
    async with signed_in(site.base_url) as client:
        waiting = asyncio.create_task(client.http.post("/graphql", json=QUERY, timeout=httpx.Timeout(SOON)))
        async with site.api():
            assert (await waiting).json()["data"] == ANSWER


async def test_a_subscriber_of_an_api_that_is_replaced_goes_on_at_the_new_one(site: Site) -> None:
    document = "subscription { stats { queue { running } } }"
    async with site.api() as old, signed_in(site.base_url) as client:
        heard = asyncio.Event()
        subscriber = asyncio.create_task(_end(client, document, heard))
        async with within(SOON):
            await heard.wait()
        async with site.api():
            old.send_signal(signal.SIGTERM)
            async with within(SOON):
                assert await subscriber == RESTARTS
            async with within(SOON):
                assert "data" in await anext(client.subscribe(document))


async def _end(client: GraphQLClient, document: str, heard: asyncio.Event | None = None) -> int | None:
    """How a subscription over a WebSocket ends, after an answer or before: None, or the code of its close."""
    try:
        async for result in client.subscribe(document):
            assert "data" in result
            if heard:
                heard.set()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
    return None
