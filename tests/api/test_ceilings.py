"""WebSockets and subscriptions that end in every way: none counts as open afterwards."""

import asyncio
import gc
import json
from contextlib import AsyncExitStack
from random import Random
from uuid import uuid4

import pytest

from app.api import Server
from app.http.connections.ceilings import Ceilings
from app.http.connections.websocket_protocol import WebSocketProtocol
from app.http.websocket import SocketSession
from enrollment.task import TaskState
from events.hub import TaskSubscriber
from guards.connection_limits import CallerLimits, ConnectionLimits
from resolvers.caller import Role
from schema.event_execution import EventExecutor
from tests.api.test_unruly_sockets import api, errors, init, said, watching
from tests.support.poll import turns, until, wait_for_async
from tests.support.serving import CLOSE, SOON, RawClient, frame, handshake
from tests.support.states import make_state
from tests.support.tokens import authorization

ONE, FEW = CallerLimits(student=1, staff=1, address=1), CallerLimits(student=2, staff=2, address=2)
OTHERS = ["{ __typename }", "{ nothing }", "{"]


def some_init(random: Random) -> bytes:
    return random.choice(
        [
            init(),
            init(Role.STUDENT, "EST001"),
            said({"type": "connection_init"}),
            said({"type": "connection_init", "payload": {"authorization": "Bearer x"}}),
            b"",
        ]
    )


def some_operation(random: Random, state: TaskState) -> bytes:
    return operation(str(random.randrange(4)), some_document(random, state))


def some_document(random: Random, state: TaskState) -> dict[str, object]:
    others: list[dict[str, object]] = [{"query": text} for text in OTHERS]
    return random.choice([watching(state), watching(state), *others])


def operation(name: str, asked: dict[str, object]) -> bytes:
    return said({"id": name, "type": "subscribe", "payload": asked})


def some_end(random: Random) -> bytes:
    return random.choice(
        [
            b"",
            frame(CLOSE, b"\x03\xe8"),
            said({"type": "connection_init"}),
            said({"type": "what"}),
            said({"type": "complete", "id": "0"}) + said({"type": "complete", "id": "1"}),
            b"\xff\xff\xff",
        ]
    )


async def use_socket(server: Server, state: TaskState, random: Random) -> None:
    async with RawClient.connected(server) as client:
        sent = [handshake(), some_init(random), *(some_operation(random, state) for _ in range(random.randrange(5)))]
        if random.random() < 0.9:
            client.send(sent.pop(0))
            await client.until(b"\r\n\r\n")
        client.send(b"".join([*sent, some_end(random)]))
        await turns(random.randrange(40))
        if random.random() < 0.3:
            client.writer.write_eof()
            await turns(random.randrange(10))


async def use_stream(server: Server, state: TaskState, random: Random) -> None:
    accept = random.choice(["text/event-stream", "multipart/mixed;subscriptionSpec=1.0", "application/json"])
    caller = random.choice([{}, authorization(), authorization(Role.STUDENT, "EST001")])
    async with RawClient.connected(server) as client:
        client.send(request(json.dumps(some_document(random, state)), {"Accept": accept, **caller}))
        if random.random() < 0.5:
            await client.until(b"\r\n\r\n")
        await turns(random.randrange(40))


def request(body: str, headers: dict[str, str]) -> bytes:
    sent = {"Host": "x", "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"POST /graphql HTTP/1.1\r\n{head}\r\n{body}".encode()


async def test_however_sockets_and_streams_end_none_counts_as_open(caplog: pytest.LogCaptureFixture) -> None:
    random, state, ceilings = Random(12), make_state(uuid4(), 1), Ceilings(ONE, FEW)
    async with api(ConnectionLimits(), ceilings, state) as server:
        before = len(asyncio.all_tasks())
        for _ in range(10):
            uses = [random.choice([use_socket, use_stream]) for _ in range(10)]
            await asyncio.gather(*(use(server, state, random) for use in uses))
        await until(lambda: len(asyncio.all_tasks()) <= before, SOON, "the end of all tasks")
        for ceiling in (ceilings.sockets, ceilings.subscriptions):
            assert ceiling.refused > 0  # so as many were open as allowed
            assert not ceiling.open
    assert not errors(caplog)


async def test_what_is_open_when_the_process_stops_is_given_back() -> None:
    state, ceilings = make_state(uuid4(), 1), Ceilings()
    async with AsyncExitStack() as stack, api(ConnectionLimits(), ceilings, state) as server:
        socket, stream = [await stack.enter_async_context(RawClient.connected(server)) for _ in range(2)]
        await socket.upgrade()
        socket.send(init() + operation("1", watching(state)))
        stream.send(request(json.dumps(watching(state)), {"Accept": "text/event-stream", **authorization()}))
        await until(lambda: ceilings.subscriptions.open.total() == 2, SOON, "the beginning of both")
        assert ceilings.sockets.open.total() == 1
    assert not ceilings.sockets.open
    assert not ceilings.subscriptions.open


async def test_a_socket_that_has_closed_leaves_nothing_to_the_garbage_collector() -> None:
    """Thousands may leave together, and a collection of what they held would stop the process for long."""
    state = make_state(uuid4(), 1)
    async with api(ConnectionLimits(), state=state) as server:

        async def come_and_go() -> None:
            async with RawClient.connected(server) as client:
                await client.upgrade()
                client.send(init() + operation("1", watching(state)))
                assert [await client.frame() for _ in range(2)]

        async def none_is_open() -> bool:
            return not server.server_state.connections

        await come_and_go()  # what is loaded and remembered with the first one stays
        await wait_for_async(none_is_open, SOON, "the end of the connection")
        gc.collect()
        gc.disable()
        try:
            for _ in range(3):
                await come_and_go()
            await wait_for_async(none_is_open, SOON, "the end of the connections")
            kept = (WebSocketProtocol, SocketSession, EventExecutor, TaskSubscriber)
            assert [type(each) for each in gc.get_objects() if isinstance(each, kept)] == []
        finally:
            gc.enable()
