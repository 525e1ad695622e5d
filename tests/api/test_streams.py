"""Subscriptions over plain HTTP: what is sent, who is answered with a stream, and what is left when a client goes."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from msgspec.structs import replace
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from app.api import Server
from app.http.application import build_application
from commands.graphql_client import GraphQLClient, tls_context
from enrollment.task import TaskState
from events.hub import Hub
from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import encode
from services.token_revocations import TokenRevocations
from tests.support.application import make_parts
from tests.support.graphql import WATCH_TASK, WHOLE, accepted
from tests.support.memory import (
    MemoryRevocationStore,
    MemoryServices,
    MemoryTasks,
    SlowTasks,
    WaitingCatalogue,
    memory_revocations,
)
from tests.support.poll import in_time, until, wait_for_async, within
from tests.support.serving import listening
from tests.support.states import make_state
from tests.support.tokens import authorization

EVENTS = "text/event-stream"
PARTS = "multipart/mixed;subscriptionSpec=1.0, application/json"
URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
)
VIEWER = {"query": "{ viewer { subject } }"}
ANSWER = {"data": {"viewer": {"subject": "admin"}}, "extensions": {"cost": 2}}
WATCH = WATCH_TASK + WHOLE


def events_in(text: str) -> list[tuple[str, Any]]:
    """Server-sent events: names, and data read as JSON."""
    assert "\r" not in text
    found = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        if not block.startswith(":"):
            fields = dict(line.split(": ", 1) for line in block.split("\n"))
            found.append((fields["event"], json.loads(fields["data"] or "null")))
    return found


def parts_in(text: str) -> list[Any]:
    """What the parts of a multipart answer hold, without heartbeats."""
    assert text.endswith("\r\n--graphql--\r\n")
    bodies = [part.partition("\r\n\r\n")[2].strip() for part in text.split("--graphql")[1:]]
    return [json.loads(body)["payload"] for body in bodies if body not in {"", "{}"}]


async def test_a_task_comes_as_server_sent_events_until_it_is_final(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E")
    asked = {"query": WATCH, "variables": {"id": task["id"]}}
    answer = await api.http.post("/graphql", json=asked, headers={"accept": EVENTS})
    assert answer.headers["content-type"].startswith(EVENTS)
    assert answer.headers["cache-control"] == "no-store, no-transform"
    *events, end = events_in(answer.text)
    assert end == ("complete", None)
    assert {name for name, _ in events} == {"next"}
    seen = [payload["data"]["task"] for _, payload in events]
    assert [event["final"] for event in seen] == [False] * (len(seen) - 1) + [True]


async def test_a_task_comes_in_parts_until_it_is_final(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E")
    asked = {"query": WATCH, "variables": {"id": task["id"]}}
    answer = await api.http.post("/graphql", json=asked, headers={"accept": PARTS})
    assert answer.headers["content-type"].startswith("multipart/mixed;boundary=graphql;subscriptionSpec=1.0")
    assert answer.headers["x-accel-buffering"] == "no"
    seen = [payload["data"]["task"] for payload in parts_in(answer.text)]
    assert [event["final"] for event in seen] == [False] * (len(seen) - 1) + [True]


async def test_a_browsers_event_source_subscribes_by_get(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E")
    asked = {"query": WATCH, "variables": json.dumps({"id": task["id"]})}
    answer = await api.http.get("/graphql", params=asked, headers={"accept": EVENTS})
    assert events_in(answer.text)[-2][1]["data"]["task"]["final"]


async def test_a_client_that_accepts_json_is_answered_in_json(api: GraphQLClient) -> None:
    for accept in (URQL, f"{EVENTS}, application/json", "multipart/mixed, application/json"):
        answer = await api.http.post("/graphql", json=VIEWER, headers={"accept": accept})
        assert answer.json() == ANSWER


async def test_a_query_for_events_alone_is_one_event(api: GraphQLClient) -> None:
    answer = await api.http.post("/graphql", json=VIEWER, headers={"accept": EVENTS})
    assert events_in(answer.text) == [("next", ANSWER), ("complete", None)]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription($id: ID!) { task(id: $id) { version } }", "BAD_USER_INPUT"),
        ('subscription { task(id: "x") { version } }', "NOT_FOUND"),
    ],
)
async def test_what_cannot_run_is_said_in_the_stream(api: GraphQLClient, query: str, code: str) -> None:
    as_events = await api.http.post("/graphql", json={"query": query}, headers={"accept": EVENTS})
    as_parts = await api.http.post("/graphql", json={"query": query}, headers={"accept": PARTS})
    (_, payload), end = events_in(as_events.text)
    assert end == ("complete", None)
    for answer in (payload, *parts_in(as_parts.text)):
        (error,) = answer["errors"]
        assert "data" not in answer
        assert error["extensions"]["code"] == code


async def test_nothing_is_changed_by_get_nor_in_parts(api: GraphQLClient) -> None:
    mutation = 'mutation { enroll(input: {studentCode: "x", termCode: "x", groupCodes: []}) { __typename } }'
    by_get = await api.http.get("/graphql", params={"query": mutation}, headers={"accept": EVENTS})
    in_parts = await api.http.post("/graphql", json={"query": mutation}, headers={"accept": PARTS})
    for payload in (events_in(by_get.text)[0][1], *parts_in(in_parts.text)):
        assert payload["errors"][0]["message"] == "mutations are not allowed"


async def test_a_malformed_request_is_no_stream(api: GraphQLClient) -> None:
    for accept in (EVENTS, PARTS):
        answer = await api.http.post("/graphql", json=[VIEWER], headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")


@asynccontextmanager
async def serving(
    hub: Hub, tasks: MemoryTasks, catalogue: object = None, revocations: TokenRevocations | None = None
) -> AsyncIterator[Server]:
    """A server within the test, so that the test sees its hub and its connections."""
    services = MemoryServices(
        tasks=tasks, task_feed=hub, catalogue=catalogue, revocations=revocations or memory_revocations()
    )
    context = services.context()
    parts = make_parts(services=context.services)
    async with listening(build_application(parts), stopping=parts.stopping) as server:
        yield server


async def first_part(stream: AsyncIterator[str]) -> None:
    """Read a stream until it has sent the first version."""
    async with within(10):
        while '"version":1' not in await anext(stream):
            pass


@asynccontextmanager
async def socket_of(server: Server, role: Role) -> AsyncIterator[ClientConnection]:
    """A socket that was signed in."""
    url = f"ws://127.0.0.1:{server.config.port}/graphql"
    async with connect(url, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": authorization(role)}))
        assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        yield socket


async def test_what_was_opened_with_a_revoked_token_is_closed_and_nothing_else() -> None:
    store, state = MemoryRevocationStore(), make_state(uuid4(), 1)
    revocations = memory_revocations(store)
    async with (
        serving(Hub(), MemoryTasks(state), revocations=revocations) as server,
        httpx.AsyncClient(timeout=60, verify=tls_context()) as http,
        socket_of(server, Role.ADMIN) as socket,
        socket_of(server, Role.OPERATOR) as another,
    ):
        answers = [await http.send(watching(server, state, accept), stream=True) for accept in (EVENTS, PARTS)]
        streams = [answer.aiter_text() for answer in answers]
        for stream in streams:
            await first_part(stream)
        payload = {"query": WATCH, "variables": {"id": encode(NodeKind.TASK, state.id)}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "next"

        store.now = datetime.now(UTC)
        await revocations.revoke("admin", None, actor="root", reason="lost", correlation_id="c-1")
        async with within(10):
            ended = ["".join([part async for part in stream]) for stream in streams]
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
        for text, end in zip(ended, ("event: complete", "--graphql--"), strict=True):
            (last,) = [line for line in text.splitlines() if "UNAUTHENTICATED" in line]
            assert "The token was revoked." in last
            assert end in text
        assert closed.value.rcvd
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4403, "Forbidden: The token was revoked.")
        await another.send(json.dumps({"type": "ping"}))
        assert json.loads(await another.recv()) == {"type": "pong"}


def watching(server: Server, state: TaskState, accept: str) -> httpx.Request:
    """The request that watches a task."""
    asked = {"query": WATCH, "variables": {"id": encode(NodeKind.TASK, state.id)}}
    return httpx.Request(
        "POST",
        f"http://127.0.0.1:{server.config.port}/graphql",
        json=asked,
        headers={"accept": accept, "host": "testserver", **authorization()},
    )


async def until_nothing_is_watched(hub: Hub) -> None:
    await until(lambda: not hub.watched_versions(), 10, "the end of all watchers")


@pytest.mark.parametrize("accept", [EVENTS, PARTS])
async def test_streams_that_are_cut_leave_no_watcher(accept: str) -> None:
    states = [make_state(uuid4(), 1) for _ in range(50)]
    hub, streams = Hub(), []
    async with serving(hub, MemoryTasks(*states)) as server:
        async with httpx.AsyncClient(timeout=60, verify=tls_context()) as http:
            for state in states:
                answer = await http.send(watching(server, state, accept), stream=True)
                streams.append(answer.aiter_text())
            for stream in streams:
                await first_part(stream)
            assert len(hub.watched_versions()) == 50
        await until_nothing_is_watched(hub)


@pytest.mark.parametrize("accept", [EVENTS, PARTS])
async def test_a_stream_that_is_cut_while_it_is_not_read_leaves_no_watcher(accept: str) -> None:
    state = make_state(uuid4(), 1)
    large = replace(state, groups=state.groups * 1000)
    hub = Hub()
    async with serving(hub, MemoryTasks(state)) as server:
        request = watching(server, state, accept)
        with socket.create_connection(("127.0.0.1", request.url.port)) as client:
            head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
            client.sendall(f"POST /graphql HTTP/1.1\r\n{head}\r\n".encode() + request.content)

            async def stuck() -> bool:
                """It was given more than the sockets hold, and the server writes no more."""
                hub.offer(replace(large, version=hub.watched_versions().get(state.id, 1) + 1))
                connections = [c for c in server.server_state.connections if isinstance(c, HttpToolsProtocol)]
                return any(connection.flow.write_paused for connection in connections)

            await wait_for_async(stuck, 30, "the stream is stuck")
        await until_nothing_is_watched(hub)


@pytest.mark.parametrize("accept", [EVENTS, PARTS])
async def test_a_stream_ends_unfinished_when_the_process_stops(accept: str) -> None:
    state = make_state(uuid4(), 1)
    hub = Hub()
    async with httpx.AsyncClient(timeout=60, verify=tls_context()) as http:
        async with serving(hub, MemoryTasks(state)) as server:
            answer = await http.send(watching(server, state, accept), stream=True)
        text = (await answer.aread()).decode()
    assert '"version":1' in text
    assert "event: complete" not in text
    assert "--graphql--" not in text
    assert not hub.watched_versions()


CANCEL_TWO = f"""mutation {{
  a: cancelTask(input: {{id: "{encode(NodeKind.TASK, UUID(int=1))}"}}) {{ __typename }}
  b: cancelTask(input: {{id: "{encode(NodeKind.TASK, UUID(int=2))}"}}) {{ __typename }}
}}"""


async def test_a_query_ends_when_its_client_leaves() -> None:
    catalogue = WaitingCatalogue()
    async with serving(Hub(), MemoryTasks(), catalogue) as server:
        url = f"http://127.0.0.1:{server.config.port}/graphql"
        async with httpx.AsyncClient(timeout=60, verify=tls_context()) as http:
            asking = asyncio.create_task(http.post(url, json={"query": "{ terms { code } }"}, headers=authorization()))
            await in_time(catalogue.asked.wait(), 10)
            asking.cancel()
        await until(lambda: catalogue.given_up, 10, "the query is given up")


async def over_http(url: str, headers: Mapping[str, str]) -> None:
    async with httpx.AsyncClient(timeout=60, verify=tls_context()) as http:
        await http.post(url, json={"query": CANCEL_TWO}, headers={**authorization(), **headers})


async def over_a_socket(url: str, _: Mapping[str, str]) -> None:
    async with connect(url.replace("http", "ws"), subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": authorization()}))
        await socket.recv()
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": CANCEL_TWO}}))
        await socket.recv()


@pytest.mark.parametrize(
    ("send", "headers"),
    [(over_http, {"accept": "application/json"}), (over_http, {"accept": EVENTS}), (over_a_socket, {})],
)
async def test_a_mutation_goes_on_when_its_client_leaves(
    send: Callable[[str, Mapping[str, str]], Coroutine[Any, Any, None]], headers: Mapping[str, str]
) -> None:
    tasks = SlowTasks()
    async with serving(Hub(), tasks) as server:
        sending = asyncio.create_task(send(f"http://127.0.0.1:{server.config.port}/graphql", headers))
        await in_time(tasks.asked.wait(), 10)
        sending.cancel()
        await asyncio.wait({sending})
        await until(
            lambda: not server.server_state.connections or "application/json" in headers.values(),
            10,
            "the connection is closed",
        )
        tasks.go_on.set()
        await until(lambda: len(tasks.cancelled) == 2, 10, "the end of the mutation")
