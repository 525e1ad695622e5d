"""An API that is to stop answers what it was asked, sends its subscribers elsewhere, and ends within a deadline."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

from app.api import Server
from app.gc_tuning import Collections
from app.http.connections.bounded import ServerConfig
from app.http.connections.http_protocol import HttpProtocol
from app.http.connections.watch import ConnectionWatch
from app.http.connections.websocket_protocol import WebSocketProtocol
from commands.processes import STOP_TIMEOUT_SECONDS, Child, Processes, free_port
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.forked import forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, sound_history
from tests.support.poll import until, wait_for_async, within
from tests.support.processes import GROUPS, Follower, TryAgain, attempt, beats, enroll, frozen, hand_in_surely
from tests.support.tokens import signed_in

SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
SLOW = "slow"
"""The correlation id of a request whose commit takes as long as the test says."""


@dataclass(slots=True)
class Site:
    """An installation with one API that stays, and one that each test starts and stops."""

    installation: Installation
    stays: Processes
    stops: Processes

    async def api(self) -> Child:
        """The API that is to stop, ready."""
        child = await self.stops.start_api()
        await self.stops.wait_until_ready()
        return child

    async def ended(self, child: Child, processes: Processes) -> int:
        """Its exit code, once it has ended."""
        async with within(SOON):
            code = await child.wait()
        processes.children.remove(child)
        return code

    async def slow_request(self, student: str, key: str, seconds: float) -> asyncio.Task[UUID]:
        """A request to the API that is to stop, whose commit takes so long and is under way."""
        await self.installation.sql(  # sleeps: a commit that takes long is what these tests are about
            f"""CREATE OR REPLACE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  PERFORM pg_sleep({seconds}); RETURN NEW; END $$"""
        )
        client = signed_in(self.stops.base_url, {"X-Correlation-ID": SLOW})
        request = asyncio.create_task(attempt(client, student, GROUPS, key))

        async def lingers() -> bool:
            sql = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
            return bool(await self.installation.sql(sql))

        await wait_for_async(lingers, SOON, "the commit is under way")
        return request


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation:
        await call_witness(installation)
        await installation.sql(
            "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )
        await installation.sql(
            f"""CREATE TRIGGER linger BEFORE INSERT ON sagas FOR EACH ROW WHEN (NEW.correlation_id = '{SLOW}')
                EXECUTE FUNCTION linger()"""
        )
        [stays] = await installation.start(workers=1)
        await beats(installation, stays.children[-1])
        stops = Processes(stays.environment, port=free_port(), spawn=forked)
        installation.processes.append(stops)
        yield Site(installation, stays, stops)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice"])
async def test_open_requests_are_answered_and_subscribers_are_sent_elsewhere(site: Site, times: int) -> None:
    child = await site.api()
    worker = site.stays.children[-1]
    with frozen(worker):
        watched = await enroll(site.stays.base_url, f"EST{times:03}")
        follower = Follower(site.stops.base_url, watched)
        await follower.begun()
        request = await site.slow_request(f"EST{10 + times:03}", uuid4().hex, 2)
        for _ in range(times):
            child.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            await follower.ended(SOON)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
        assert not request.done(), "subscribers do not wait for open requests"
        accepted = await request
        assert await site.ended(child, site.stops) == 0
    for saga_id in (watched, accepted):
        assert (await Follower(site.stays.base_url, saga_id).ended(SOON))["status"] == "SUCCEEDED"
        await sound_history(site.installation, saga_id)


async def test_a_request_longer_than_the_grace_is_refused_as_restarting(site: Site) -> None:
    child, key = await site.api(), uuid4().hex
    request = await site.slow_request("EST020", key, 60)
    child.send_signal(signal.SIGTERM)
    async with within(STOP_TIMEOUT_SECONDS):  # then it would be killed
        with pytest.raises(TryAgain, match="RESTARTING"):
            await request
        assert await site.ended(child, site.stops) == 0
    async with signed_in(site.stays.base_url) as client:
        saga_id = await hand_in_surely([client], "EST020", GROUPS, key)
    assert (await Follower(site.stays.base_url, saga_id).ended(SOON))["status"] == "SUCCEEDED"
    assert len(await site.installation.sql("SELECT FROM sagas WHERE idempotency_key = $1", key)) == 1


async def test_a_stream_over_http_ends_without_the_word_that_it_is_complete(site: Site) -> None:
    child = await site.api()
    with frozen(site.stays.children[-1]):
        saga_id = await enroll(site.stays.base_url, "EST030")
        async with (
            signed_in(site.stops.base_url, {"Accept": "text/event-stream"}) as client,
            client.http.stream("POST", "/graphql", json=watching(saga_id)) as stream,
        ):
            text = ""
            async for piece in stream.aiter_text():
                text += piece
                if "snapshot" in text and child.alive:
                    child.send_signal(signal.SIGTERM)
    assert "event: next" in text
    assert "event: complete" not in text
    assert await site.ended(child, site.stops) == 0


async def test_a_worker_whose_database_has_stopped_answering_ends_all_the_same(site: Site) -> None:
    others = await backends(site.installation)
    worker = await site.stops.start_worker()
    await beats(site.installation, worker)
    its = [pid for pid in await backends(site.installation) if pid not in others]
    try:
        for pid in its:
            os.kill(pid, signal.SIGSTOP)
        worker.send_signal(signal.SIGTERM)
        assert await site.ended(worker, site.stops) == 1
    finally:
        for pid in its:
            os.kill(pid, signal.SIGCONT)


async def test_a_handshake_that_a_stop_cuts_short_is_no_failure_of_the_server() -> None:
    arrived = asyncio.Event()

    async def hesitate(_: Scope, receive: Receive, __: Send) -> None:
        arrived.set()
        await receive()
        await receive()

    watch = ConnectionWatch()
    config = ServerConfig(
        hesitate, watch, port=free_port(), http=HttpProtocol, ws=WebSocketProtocol, lifespan="off", log_config=None
    )
    server = Server(config, asyncio.Event(), Collections(), told=lambda: False)
    serving = asyncio.create_task(server._serve())  # without its signal handlers

    async def stop_then() -> None:
        await arrived.wait()
        server.should_exit = True

    await until(lambda: server.started, SOON, "the server listens")
    stopping = asyncio.create_task(stop_then())
    with pytest.raises(InvalidMessage):  # no answer, instead of one that says 500
        await connect(f"ws://127.0.0.1:{config.port}/", proxy=None)
    await asyncio.gather(stopping, serving)


async def backends(installation: Installation) -> list[int]:
    """The database's processes that serve the installation's."""
    sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'registro'"
    return [row["pid"] for row in await installation.sql(sql)]


def watching(saga_id: UUID) -> dict[str, object]:
    """The body of a request that watches a task."""
    query = "subscription ($id: ID!) { task(id: $id) { version snapshot final } }"
    return {"query": query, "variables": {"id": encode(NodeKind.TASK, saga_id)}}
