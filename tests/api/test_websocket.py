"""graphql-transport-ws, message by message."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from commands.graphql_client import GraphQLClient
from tests.support.metrics import scraped, value
from tests.support.tokens import authorization

VIEWER = {"query": "{ viewer { subject } }"}


@asynccontextmanager
async def opened(
    api: GraphQLClient,
    protocol: str = "graphql-transport-ws",
    headers: Mapping[str, str] | None = None,
    *,
    init: bool = True,
) -> AsyncIterator[ClientConnection]:
    url = f"{api.http.base_url}".replace("http", "ws", 1).rstrip("/") + "/graphql"
    async with connect(url, subprotocols=[Subprotocol(protocol)], additional_headers=dict(headers or {})) as socket:
        if init:
            await say(socket, {"type": "connection_init", "payload": authorization()})
            assert await heard(socket) == {"type": "connection_ack"}
        yield socket


async def say(socket: ClientConnection, message: object) -> None:
    await socket.send(orjson.dumps(message), text=True)


async def heard(socket: ClientConnection) -> Any:
    """The next message; it has to be text."""
    frame = await socket.recv()
    assert isinstance(frame, str)
    return orjson.loads(frame)


async def closed(socket: ClientConnection) -> int | None:
    """The code with which the server closes."""
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    return socket.close_code


async def test_queries_run_over_the_socket_and_answers_are_text(api: GraphQLClient) -> None:
    async with opened(api) as socket:
        for id_ in ("1", "2"):
            await say(socket, {"id": id_, "type": "subscribe", "payload": VIEWER})
            answer = {"data": {"viewer": {"subject": "admin"}}, "extensions": {"cost": 2}}
            assert await heard(socket) == {"id": id_, "type": "next", "payload": answer}
            assert await heard(socket) == {"id": id_, "type": "complete"}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{ viewer {"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": ""}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "subscription { task(id: 1) { nothing } }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "subscription($id: ID!) { task(id: $id) { version } }"}, "BAD_USER_INPUT"),
        ({"query": "{ viewer { subject } }", "operationName": "Unknown"}, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_what_cannot_run_is_an_error_and_the_socket_goes_on(
    api: GraphQLClient, payload: object, code: str
) -> None:
    async with opened(api) as socket:
        await say(socket, {"id": "1", "type": "subscribe", "payload": payload})
        message = await heard(socket)
        assert (message["id"], message["type"]) == ("1", "error")
        (error,) = message["payload"]
        assert error["extensions"]["code"] == code
        await say(socket, {"type": "ping"})
        assert await heard(socket) == {"type": "pong"}


@pytest.mark.parametrize(
    "message",
    [
        b"{",
        b"42",
        b'"x"',
        b"null",
        b"[]",
        b"{}",
        b'{"type":3}',
        b'{"type":"nothing"}',
        b'{"type":"subscribe"}',
        b'{"type":"subscribe","id":1,"payload":{"query":"{ viewer { subject } }"}}',
        b'{"type":"subscribe","id":"1","payload":"x"}',
        b'{"type":"subscribe","id":"1","payload":{"query":3}}',
        b'{"type":"subscribe","id":"1","payload":{"query":"{ viewer { subject } }","variables":[]}}',
        b'{"type":"complete"}',
    ],
)
async def test_a_malformed_message_closes_with_4400(api: GraphQLClient, message: bytes) -> None:
    async with opened(api) as socket:
        await socket.send(message, text=True)
        assert await closed(socket) == 4400


async def test_a_client_that_violates_the_protocol_is_disconnected(api: GraphQLClient) -> None:
    async with opened(api, init=False) as socket:
        await say(socket, {"id": "1", "type": "subscribe", "payload": VIEWER})
        assert await closed(socket) == 4401
    async with opened(api) as socket:
        await say(socket, {"type": "connection_init"})
        assert await closed(socket) == 4429
    async with opened(api) as socket:
        await socket.send(b"binary")
        assert await closed(socket) == 4400


async def test_the_legacy_protocol_is_not_spoken(api: GraphQLClient) -> None:
    async with opened(api, "graphql-ws", init=False) as socket:
        assert await closed(socket) == 4406


async def test_pages_of_other_origins_may_not_open_a_socket(api: GraphQLClient) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        async with opened(api, headers={"Origin": "https://elsewhere.example"}):
            pass
    assert refusal.value.response.status_code == 403
    assert value(await scraped(str(api.http.base_url)), "registro_refused_callers_total", reason="origin") >= 1


async def test_the_correlation_id_comes_back_with_the_handshake(api: GraphQLClient) -> None:
    async with opened(api, headers={"X-Correlation-ID": "c-42"}) as socket:
        assert socket.response is not None
        assert socket.response.headers["X-Correlation-ID"] == "c-42"


async def test_each_operation_has_a_correlation_id_of_its_own(api: GraphQLClient, student: str) -> None:
    mutation = """mutation($i: EnrollInput!) {
      enroll(input: $i) { ... on TaskAccepted { task { correlationId } } } }"""
    async with opened(api, headers={"X-Correlation-ID": f"socket-{student}"}) as socket:
        for number, group in enumerate(("G-ELC102-E", "G-ELC106-E"), start=1):
            asked = {"studentCode": student, "termCode": "2024-2", "groupCodes": [group]}
            payload = {"query": mutation, "variables": {"i": asked}}
            await say(socket, {"id": "again", "type": "subscribe", "payload": payload})
            answer = await heard(socket)
            correlation_id = answer["payload"]["data"]["enroll"]["task"]["correlationId"]
            assert correlation_id == f"socket-{student}.{number}"
            assert await heard(socket) == {"id": "again", "type": "complete"}


async def test_an_idempotency_key_in_the_handshake_is_ignored(api: GraphQLClient, student: str) -> None:
    mutation = "mutation($i: EnrollInput!) { enroll(input: $i) { __typename ... on TaskAccepted { replayed } } }"
    async with opened(api, headers={"Idempotency-Key": f"socket-{student}"}) as socket:
        for group in ("G-ELC102-E", "G-ELC106-E"):
            asked = {"studentCode": student, "termCode": "2024-2", "groupCodes": [group]}
            await say(
                socket, {"id": group, "type": "subscribe", "payload": {"query": mutation, "variables": {"i": asked}}}
            )
            answer = await heard(socket)
            assert answer["payload"]["data"]["enroll"] == {"__typename": "TaskAccepted", "replayed": False}
            assert (await heard(socket))["type"] == "complete"
