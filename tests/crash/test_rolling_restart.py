"""Every process is stopped and started again while requests keep coming: none of them is lost, none done twice."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from uuid import UUID, uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from commands.graphql_client import GraphQLClient
from commands.processes import Child, Processes
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, sound_histories
from tests.support.poll import within
from tests.support.processes import CUT, DROP, ENROLL, beats, hand_in_surely, watch_surely
from tests.support.tokens import signed_in

CLIENTS = 12
SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
ONE = ("G-LIN100-A",)
RESTARTS = 1012
"""How a WebSocket is closed by a server that others stand in for."""


@dataclass(slots=True)
class Load:
    """Clients that enroll and drop by turns, each a student of its own, and watch each task to its end.

    A client sends the same again with the same key, to the other API, where it was refused a connection, cut off or
    asked to come again; anything else that goes wrong fails the test.

    Attributes:
        ids: the task of each request, by its key.
        codes: how WebSockets were closed.
    """

    clients: Sequence[GraphQLClient]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    ids: dict[str, UUID] = field(default_factory=dict)
    codes: set[int] = field(default_factory=set)

    async def student(self, number: int) -> None:
        """One client, until it is over."""
        here = self.clients if number % 2 else self.clients[::-1]
        for document in cycle((ENROLL, DROP)):
            if self.over.is_set():
                return
            key = uuid4().hex
            self.ids[key] = await hand_in_surely(here, f"EST{number:03}", ONE, key, document)
            self.codes.update(await watch_surely(here, self.ids[key]))


@pytest.fixture
async def apis(servers: Servers) -> AsyncIterator[tuple[Installation, list[Processes]]]:
    async with servers.installation(QUICK) as installation:
        await call_witness(installation)
        started = await installation.start(apis=2, workers=2)
        for worker in started[0].children[1:]:
            await beats(installation, worker)
        yield installation, started


async def test_a_rolling_restart_under_load_loses_no_request(apis: tuple[Installation, list[Processes]]) -> None:
    installation, started = apis
    first_api, *workers = started[0].children
    [second_api] = started[1].children
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(signed_in(api.base_url)) for api in started]
        load = Load(clients)
        async with asyncio.TaskGroup() as group:
            for number in range(1, CLIENTS + 1):
                group.create_task(load.student(number))
            for client, processes, api in zip(clients, started, (first_api, second_api), strict=True):
                async with asyncio.TaskGroup() as page:
                    heard = asyncio.Event()
                    closed = page.create_task(_closed_with(client, heard))
                    async with within(SOON):
                        await heard.wait()
                    await _ended(api, processes)
                assert closed.result() == RESTARTS
                await processes.start_api()
                await processes.wait_until_ready()
            for worker in workers:
                await _ended(worker, started[0])
                await beats(installation, await started[0].start_worker())
            load.over.set()

    assert load.codes <= {RESTARTS, CUT}
    kept = await installation.sql(
        "SELECT idempotency_key, id, status FROM sagas WHERE idempotency_key NOT LIKE 'demo:%'"
    )
    assert {row["idempotency_key"]: row["id"] for row in kept} == load.ids
    assert len(kept) == len(load.ids)
    assert {row["status"] for row in kept} == {"COMPLETED"}
    await sound_histories(installation, list(load.ids.values()), ONE)


async def _closed_with(client: GraphQLClient, heard: asyncio.Event) -> int:
    """What is said to a client whose subscription has no end of its own."""
    try:
        async for _ in client.subscribe("subscription { stats { queue { running } } }"):
            heard.set()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else CUT
    raise AssertionError("unreachable")


async def _ended(child: Child, processes: Processes) -> None:
    child.send_signal(signal.SIGTERM)
    async with within(SOON):
        assert await child.wait() == 0
    processes.children.remove(child)
