"""Authentication over HTTP and WebSockets: good tokens, bad ones, and tokens that expire during an operation."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from app.http.auth.token_claims import LEEWAY_SECONDS
from commands.graphql_client import GraphQLClient
from commands.processes import free_port
from resolvers.caller import Role
from tests.api.test_websocket import heard, opened, say
from tests.support.graphql import WATCH_TASK, WHOLE, accepted
from tests.support.installation import Installation, Servers
from tests.support.poll import within
from tests.support.tokens import authorization, signed_in, token

VIEWER = {"query": "{ viewer { subject } }"}
TERMS = {"query": "{ terms { code } }"}
EXPIRED = -2.0
"""Hours."""


def shortly(seconds: float) -> float:
    """The hours of a token that is valid for this many seconds, or one less."""
    return (seconds - LEEWAY_SECONDS) / 3600


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (f"Bearer {token(hours=EXPIRED)}", "The token has expired."),
        (f"Bearer {token()[:-5]}AAAAA", "The token is not signed by us."),
        ("Bearer nonsense", "The token is malformed."),
        ("Basic eDp5", "`Authorization` must be `Bearer` and a token."),
        ("Bearer " + "x" * 9000, "The token is longer than 8192 characters."),
    ],
)
async def test_a_bad_token_is_answered_with_401_and_why(api: GraphQLClient, sent: str, why: str) -> None:
    for accept, media in (("*/*", "application/json"), ("application/graphql-response+json",) * 2):
        answer = await api.http.post("/graphql", json=VIEWER, headers={"Authorization": sent, "Accept": accept})
        assert answer.status_code == 401
        assert answer.headers["content-type"] == media
        assert answer.headers["www-authenticate"].startswith('Bearer realm="registro", error="invalid_token"')
        (error,) = answer.json()["errors"]
        assert (error["message"], error["extensions"]["code"]) == (why, "UNAUTHENTICATED")
        assert error["extensions"]["correlationId"] == answer.headers["x-correlation-id"]
        assert sent.split(" ")[1] not in answer.text + str(answer.headers)


async def test_a_token_is_asked_for_at_each_request(api: GraphQLClient) -> None:
    for headers, refused in ((authorization(), False), ({"Authorization": ""}, True), (authorization(), False)):
        answer = await api.execute(TERMS["query"], headers=headers)
        codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
        assert codes == ["UNAUTHENTICATED"] * refused


async def who(socket: ClientConnection) -> Any:
    await say(socket, {"id": "1", "type": "subscribe", "payload": VIEWER})
    return (await heard(socket))["payload"]["data"]["viewer"]["subject"]


async def closing(socket: ClientConnection) -> tuple[int | None, str | None]:
    """The code and the reason with which the server closes; messages before that are ignored."""
    with suppress(ConnectionClosed):
        async for _ in socket:
            pass
    return socket.close_code, socket.close_reason


STUDENT = authorization(Role.STUDENT, "EST001")


@pytest.mark.parametrize(
    ("handshake", "payload", "subject"),
    [
        ({}, STUDENT, "student-EST001"),
        ({}, {"authorization": STUDENT["Authorization"]}, "student-EST001"),
        ({}, {"AUTHORIZATION": STUDENT["Authorization"], "other": 3}, "student-EST001"),
        (STUDENT, {}, "student-EST001"),
        (STUDENT, authorization(), "admin"),
        ({}, {}, "anonymous"),
        ({}, {"Authorization": None}, "anonymous"),
    ],
)
async def test_a_socket_is_signed_in_by_its_first_message_or_its_handshake(
    api: GraphQLClient, handshake: dict[str, str], payload: dict[str, object], subject: str
) -> None:
    async with opened(api, headers=handshake, init=False) as socket:
        await say(socket, {"type": "connection_init", "payload": payload})
        assert await heard(socket) == {"type": "connection_ack"}
        assert await who(socket) == subject


@pytest.mark.parametrize(
    ("handshake", "payload", "why"),
    [
        ({}, authorization(hours=EXPIRED), "The token has expired."),
        ({}, {"Authorization": "Bearer nonsense"}, "The token is malformed."),
        ({}, {"authorization": 3}, "`Authorization` must be a string, and given once."),
        ({}, {"authorization": "x", "Authorization": "y"}, "`Authorization` must be a string, and given once."),
        (authorization(hours=EXPIRED), {}, "The token has expired."),
        (authorization(), authorization(hours=EXPIRED), "The token has expired."),
    ],
)
async def test_a_bad_token_closes_the_socket_with_4403(
    api: GraphQLClient, handshake: dict[str, str], payload: dict[str, object], why: str
) -> None:
    async with opened(api, headers=handshake, init=False) as socket:
        await say(socket, {"type": "connection_init", "payload": payload})
        await say(socket, {"id": "1", "type": "subscribe", "payload": VIEWER})
        assert await closing(socket) == (4403, f"Forbidden: {why}")


@pytest.fixture(scope="module")
async def waiting(servers: Servers) -> Any:
    """An API without a worker, and a task that waits for one for ever."""
    async with servers.installation() as made:
        (processes,) = await made.start(workers=0)
        async with signed_in(processes.base_url) as api:
            yield api, (await accepted(api, "EST001", "G-ELC102-E"))["id"]


async def test_a_socket_closes_with_4403_when_its_token_expires(waiting: tuple[GraphQLClient, str]) -> None:
    api, task = waiting
    watch = {"query": WATCH_TASK + WHOLE, "variables": {"id": task}}
    async with opened(api, init=False) as socket, within(20):
        await say(socket, {"type": "connection_init", "payload": authorization(hours=shortly(3))})
        assert await heard(socket) == {"type": "connection_ack"}
        for id_ in ("1", "2"):
            await say(socket, {"id": id_, "type": "subscribe", "payload": watch})
            assert (await heard(socket))["type"] == "next"
        assert await closing(socket) == (4403, "Forbidden: The token has expired.")


@pytest.mark.parametrize("accept", ["text/event-stream", "multipart/mixed;subscriptionSpec=1.0, application/json"])
async def test_a_stream_ends_with_an_error_when_its_token_expires(
    waiting: tuple[GraphQLClient, str], accept: str
) -> None:
    api, task = waiting
    expires = time.time() + 2
    answer = await api.http.post(
        "/graphql",
        json={"query": WATCH_TASK + WHOLE, "variables": {"id": task}},
        headers={"Accept": accept, **authorization(hours=shortly(3))},
        timeout=120,
    )
    assert time.time() > expires
    assert '"status":"QUEUED"' in answer.text
    (last,) = [line for line in answer.text.splitlines() if "UNAUTHENTICATED" in line]
    assert "The token has expired." in last
    assert ("event: complete" if "event-stream" in accept else "--graphql--") in answer.text


@contextmanager
def publishing(key: rsa.RSAPrivateKey, port: int) -> Iterator[None]:
    """An issuer that publishes the public key under the id `k`."""
    jwk = {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "k"}

    class Keys(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(orjson.dumps({"keys": [jwk]}))

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Keys)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


async def test_keys_are_downloaded_and_until_then_no_token_is_verified(servers: Servers) -> None:
    key, port = rsa.generate_private_key(public_exponent=65537, key_size=2048), free_port()
    said = {"sub": "reg", "roles": ["registrar"], "exp": int(time.time()) + 600}
    signed = {"Authorization": f"Bearer {jwt.encode(said, key, 'RS256', {'kid': 'k'})}"}
    environment = {"REGISTRO_JWT_SECRET": "", "REGISTRO_JWKS_URL": f"http://127.0.0.1:{port}/keys"}
    async with servers.installation() as made:
        # An API that was asked before there were keys asks again after a pause; the second API was not asked.
        first, second = await made.start(apis=2, workers=0, environment=environment)
        async with GraphQLClient(first.base_url, signed) as api:
            answer = await api.http.post("/graphql", json=VIEWER)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
            async with opened(api, init=False) as socket:
                await say(socket, {"type": "connection_init", "payload": signed})
                assert (await closing(socket))[0] == 1013
        with publishing(key, port):
            async with GraphQLClient(second.base_url, signed) as api:
                assert (await api.execute(VIEWER["query"]))["data"] == {"viewer": {"subject": "reg"}}
                shared = await api.http.post("/graphql", json=VIEWER, headers=authorization())
                assert shared.status_code == 401


async def test_no_token_is_in_the_logs(servers: Servers) -> None:
    said: list[str] = []
    async with servers.installation({"LOG_LEVEL": "DEBUG"}) as made:
        await look(made, said)
    assert said
    assert not [line for line in said if "Bearer" in line or "eyJ" in line]


async def look(made: Installation, said: list[str]) -> None:
    """A good token and bad ones, over HTTP and a socket, with the output of the processes."""
    (processes,) = await made.start(workers=0, say=lambda _, line: said.append(line))
    async with signed_in(processes.base_url) as api:
        await api.execute(TERMS["query"])
        await api.execute(TERMS["query"], headers=authorization(hours=EXPIRED))
        async with opened(api, init=False) as socket:
            await say(socket, {"type": "connection_init", "payload": authorization(hours=EXPIRED)})
            assert (await closing(socket))[0] == 4403
