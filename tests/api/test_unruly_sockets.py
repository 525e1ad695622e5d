"""WebSockets whose client does not read, floods, or sends what is no WebSocket: each is closed, and no error logged."""

import asyncio
import json
import logging
import socket
import struct
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from random import Random
from uuid import uuid4

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from app.api import Server
from app.http.application import build_application
from app.http.auth.authenticator import Authenticates, Authenticator, secret_verifier
from app.http.auth.token_claims import TokenRules
from app.http.connections.ceilings import Ceilings
from app.http.connections.handled_messages import TAKE_OVER, HandledMessages
from app.http.connections.watch import CutReason
from app.http.connections.websocket_protocol import WebSocketProtocol
from commands.graphql_client import tls_context
from enrollment.task import TaskState
from events.hub import Hub
from guards.connection_limits import CallerLimits, ConnectionLimits
from resolvers.caller import Caller, Role
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.application import make_parts
from tests.support.graphql import WATCH_TASK, WHOLE
from tests.support.memory import ADMIN, MemoryServices, MemoryTasks
from tests.support.poll import turns, until, wait_for_async
from tests.support.serving import (
    BINARY,
    BRIEF,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    SOON,
    TEXT,
    RawClient,
    frame,
    handshake,
    has_headers_of_all,
    listening,
    until_closed,
)
from tests.support.states import make_state
from tests.support.tokens import SECRET, authorization


async def chatter(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers each message of a WebSocket with the same; at `/talkative` it also talks without being asked."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    while scope["path"] == "/talkative":
        await send({"type": "websocket.send", "text": "x" * 10_000})
        await turns()
    scope["extensions"][TAKE_OVER](Echo)


class Echo:
    """Handles messages by sending them back."""

    def __init__(self, connection: HandledMessages) -> None:
        self._connection = connection

    async def received(self, text: str | None) -> None:
        await self._connection.writable.wait()
        self._connection.send_text((text or "").encode())

    def not_in_time(self) -> None:
        self._connection.close(4408, "")

    def disconnected(self) -> None:
        pass


@asynccontextmanager
async def api(
    limits: ConnectionLimits = BRIEF,
    ceilings: Ceilings | None = None,
    state: TaskState | None = None,
    authentication: Authenticates | None = None,
) -> AsyncIterator[Server]:
    """An API in which there is one task."""
    hub, tasks = Hub(), MemoryTasks(*([state] if state else []))
    parts = make_parts(
        services=MemoryServices(tasks=tasks, task_feed=hub).context().services,
        authentication=authentication or Authenticator(secret_verifier(SECRET, TokenRules())),
        connections=limits,
        ceilings=ceilings or Ceilings(),
    )
    async with listening(build_application(parts), limits, parts.stopping) as server:
        yield server


def said(message: object) -> bytes:
    """The frame of a message."""
    return frame(TEXT, json.dumps(message).encode())


def init(role: Role = Role.ADMIN, student: str | None = None) -> bytes:
    """The frame that signs in."""
    return said({"type": "connection_init", "payload": authorization(role, student)})


def unsent(server: Server) -> int:
    """Bytes that wait in the server's buffers for clients to read."""
    return sum(
        connection.transport.get_write_buffer_size()
        for connection in server.server_state.connections
        if not connection.transport.is_closing()
    )


async def test_a_client_that_does_not_read_is_cut_off_and_takes_no_memory() -> None:
    async with listening(chatter, BRIEF) as server, RawClient.connected(server, limit=1) as client:
        client.send(handshake("/talkative"))
        most = 0

        async def gone() -> bool:
            nonlocal most
            most = max(most, unsent(server))
            return server.watch.refused[CutReason.NOT_READING] == 1

        await wait_for_async(gone, SOON, "the end of the connection")
        assert most < 200_000
        await until_closed(server)


@pytest.mark.parametrize("data", [frame(PING, b"x" * 125), frame(PONG), frame(CONTINUATION, fin=False)])
async def test_a_flood_of_control_frames_closes_the_connection(data: bytes) -> None:
    async with listening(chatter, BRIEF) as server, RawClient.connected(server) as client:
        await client.upgrade()
        client.send(frame(TEXT, b"begun", fin=False) + data * 50_000)
        assert await client.close_frame() == (1008, "too many control frames")
        assert server.watch.refused[CutReason.CONTROL_FRAMES] == 1
        await until_closed(server)


async def test_control_frames_within_the_limit_are_answered() -> None:
    async with listening(chatter) as server, RawClient.connected(server) as client:
        await client.upgrade()
        client.send(frame(PING, b"1") + frame(TEXT, b"a", fin=False) + frame(PING, b"2") + frame(CONTINUATION, b"b"))
        assert [await client.frame() for _ in range(3)] == [(PONG, b"1"), (PONG, b"2"), (TEXT, b"ab")]


async def test_a_flood_of_messages_is_read_one_by_one() -> None:
    async with listening(chatter) as server, RawClient.connected(server) as client:
        await client.upgrade()
        client.send(frame(TEXT, b"x") * 20_000)
        assert await client.frame() == (TEXT, b"x")
        [connection] = server.server_state.connections
        assert isinstance(connection, WebSocketProtocol)
        assert len(connection.not_handled) < 700


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "z" * 200}, 4400),
        ({"type": "ñ" * 200}, 4400),
        ({"type": ["z"] * 2000}, 4400),
        ({"type": {"a": None}}, 4400),
        ({"type": "connection_init", "payload": ["x"]}, 4400),
        ({"type": "connection_init", "payload": {"authorization": "Bearer " + "ñ" * 300}}, 4403),
    ],
)
async def test_no_text_of_a_client_is_too_long_for_the_close_frame(
    message: object, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with api() as server, RawClient.connected(server) as client:
        await client.upgrade()
        client.send(said(message))
        assert (await client.close_frame())[0] == code
    assert not errors(caplog)


async def test_an_id_that_is_used_twice_closes_whatever_its_length() -> None:
    state = make_state(uuid4(), 1)
    subscribe = said({"id": "ñ" * 200, "type": "subscribe", "payload": watching(state)})
    async with api(state=state) as server, RawClient.connected(server) as client:
        await client.upgrade()
        client.send(init() + subscribe * 2)
        code, reason = await client.close_frame()
        assert code == 4409
        assert len(reason.encode()) in {122, 123}


def watching(state: TaskState) -> dict[str, object]:
    """The operation that watches a task."""
    return {"query": WATCH_TASK + WHOLE, "variables": {"id": encode(NodeKind.TASK, state.id)}}


async def test_a_client_that_never_signs_in_is_cut_off_even_if_it_ignores_the_close_frame() -> None:
    async with api() as server, RawClient.connected(server) as client:
        await client.upgrade()
        assert await client.close_frame() == (4408, "Connection initialisation timeout")
        await until_closed(server)


class Brief(Authenticates):
    """Every caller has a token for a moment only."""

    async def caller(self, authorization: str | None) -> Caller:  # noqa: ARG002 - as declared
        return replace(ADMIN, expires_at=time.time() + 2.5)


async def test_a_token_that_expires_ends_a_connection_whose_client_does_not_read() -> None:
    patient = replace(BRIEF, stalled_seconds=600)
    async with api(patient, authentication=Brief()) as server, RawClient.connected(server) as client:
        await client.upgrade()
        narrow(server, client)
        client.send(init() + b"".join(said({"id": f"{n}", "type": "subscribe", "payload": SCHEMA}) for n in range(3)))
        await until(lambda: unsent(server) > 16 * 1024, SOON, "a full buffer")
        await until_closed(server)
        assert server.watch.refused[CutReason.NOT_READING] == 1


SCHEMA = {"query": "{ __schema { types { name description fields { name description args { name description } } } } }"}
"""An operation with a long answer."""


def narrow(server: Server, client: RawClient) -> None:
    """Let the client read nothing, and the system keep little of what the server sends."""
    [connection] = server.server_state.connections
    connection.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    client.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    transport = client.writer.transport
    assert isinstance(transport, asyncio.Transport)
    transport.pause_reading()


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as an error."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def broken(random: Random) -> bytes:
    """Frames, some of which are none."""
    messages: list[object] = [
        {"type": "ping"},
        {"type": "pong"},
        {"type": "complete", "id": random.choice(["1", 7, "x" * 300])},
        {
            "type": "subscribe",
            "id": "1",
            "payload": {"query": random.choice(["{ terms { code } }", "{", "", "\u2028"])},
        },
        {"type": "subscribe", "id": "1", "payload": {"query": "subscription { seats(termCode: 3) { code } }"}},
        {"type": random.choice(["x" * 200, "ñ" * 100, [], {}, None, True])},
        {
            "type": "connection_init",
            "payload": random.choice([None, [], {"authorization": [1]}, {"AUTHORIZATION": "x"}]),
        },
        random.choice([None, 1, "x", [], [[]], {}]),
    ]
    data = random.choice(
        [
            json.dumps(random.choice(messages)).encode(),
            b"\xff\xfe",
            random.randbytes(random.randrange(200)),
            b'{"type": "\\ud800"}',
            b"[" * 2000,
            b"",
        ]
    )
    kind = random.choice([TEXT, TEXT, TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG, 3, 11])
    made = bytearray(frame(kind, data, fin=random.random() < 0.9))
    match random.randrange(12):
        case 0:
            made[0] |= random.choice([64, 32, 16])
        case 1:
            made[1] &= 127  # not masked
        case 2:
            del made[random.randrange(len(made)) :]
        case 3:
            made = bytearray(frame(CLOSE, struct.pack("!H", random.choice([0, 999, 1005, 1006, 1015, 2999, 5000]))))
        case 4:
            made = bytearray(frame(CLOSE, struct.pack("!H", 1000) + b"\xff" * random.randrange(130)))
        case 5:
            made[1:2] = b"\xff" + struct.pack("!Q", random.choice([1 << 63, 1 << 40, 70_000]))
    return bytes(made)


async def test_whatever_frames_a_client_sends_no_error_is_logged_and_the_next_is_served(
    caplog: pytest.LogCaptureFixture,
) -> None:
    random = Random(7)
    async with api() as server:
        for _ in range(150):
            async with RawClient.connected(server) as client:
                client.send(handshake())
                if random.random() < 0.7:
                    client.send(init())
                client.send(b"".join(broken(random) for _ in range(random.randrange(1, 6))))
                if random.random() < 0.5:
                    await client.until(b"\r\n\r\n")
                    await turns(random.randrange(5))
                if random.random() < 0.3:
                    client.writer.write_eof()
        await until_closed(server)
        async with RawClient.connected(server) as client:
            await client.upgrade()
            client.send(init())
            assert await client.frame() == (TEXT, b'{"type":"connection_ack"}')
        assert not errors(caplog)


async def test_a_caller_has_as_many_sockets_as_allowed_and_another_has_their_own() -> None:
    ceilings = Ceilings(sockets=CallerLimits(student=2, staff=3, address=1))
    async with api(ceilings=ceilings) as server, AsyncExitStack() as stack:

        async def answer(signs_in: bytes) -> object:
            client = await stack.enter_async_context(RawClient.connected(server))
            await client.upgrade()
            client.send(signs_in)
            kind, data = await client.frame()
            clients.append(client)
            return json.loads(data)["type"] if kind == TEXT else struct.unpack("!H", data[:2])[0]

        clients: list[RawClient] = []
        student, anonymous = init(Role.STUDENT, "EST001"), said({"type": "connection_init"})
        assert [await answer(student) for _ in range(3)] == ["connection_ack", "connection_ack", 4429]
        assert [await answer(init(Role.STUDENT, "EST002")) for _ in range(1)] == ["connection_ack"]
        assert [await answer(anonymous) for _ in range(2)] == ["connection_ack", 4429]
        clients[0].writer.transport.abort()

        async def let_in() -> bool:
            return await answer(student) == "connection_ack"

        await wait_for_async(let_in, SOON, "a place")


async def test_subscriptions_of_sockets_and_streams_count_together() -> None:
    state = make_state(uuid4(), 1)
    ceilings = Ceilings(subscriptions=CallerLimits(student=2, staff=2, address=1))
    subscribe = {"type": "subscribe", "payload": watching(state)}
    async with (
        api(replace(BRIEF, stalled_seconds=60), ceilings, state) as server,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.config.port}", timeout=60, verify=tls_context()) as http,
        RawClient.connected(server) as client,
    ):
        await client.upgrade()
        client.send(init() + said({"id": "1", **subscribe}) + said({"id": "2", **subscribe}))
        while ceilings.subscriptions.open.total() < 2:
            await client.frame()
        client.send(said({"id": "3", **subscribe}))
        while (message := json.loads((await client.frame())[1]))["type"] != "error":
            pass
        assert message["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
        headers = {**authorization(), "accept": "text/event-stream"}
        refused = await http.post("/graphql", json=watching(state), headers=headers)
        assert refused.status_code == 429
        assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
        client.send(said({"id": "1", "type": "complete"}))

        async def let_in() -> bool:
            async with http.stream("POST", "/graphql", json=watching(state), headers=headers) as stream:
                return stream.status_code == 200

        await wait_for_async(let_in, SOON, "a place")
        await wait_for_async(let_in, SOON, "the place again, which the first stream gave back")


async def test_a_handshake_that_ends_in_an_error_of_ours_is_answered_as_all_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def crash(_: Scope, __: Receive, ___: Send) -> None:
        raise RuntimeError

    async with listening(crash, BRIEF) as server, RawClient.connected(server) as client:
        client.send(handshake())
        answer = await client.rest()
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert has_headers_of_all(answer)
    assert errors(caplog) == ["Exception in ASGI application\n"]
