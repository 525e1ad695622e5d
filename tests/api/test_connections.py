"""Clients that are slow, silent, or send what is no request: each is cut off in time, and the others are served."""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from structlog.testing import capture_logs

from app.api import Server
from app.http.asgi import Application, Route
from app.http.connections.watch import ConnectionWatch, CutReason
from guards.connection_limits import ConnectionLimits, usual_connections
from tests.support.poll import turns, until, wait_for_async
from tests.support.serving import BRIEF, SOON, RawClient, handshake, has_headers_of_all, listening, until_closed

POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request with its body, and each message of a WebSocket with the same. `/endless` never ends."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"]})
        return
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    gone = asyncio.ensure_future(receive())
    while scope["path"] == "/endless" and not gone.done():
        await send({"type": "http.response.body", "body": b"x" * 10_000, "more_body": True})
        await turns()
    gone.cancel()
    await send({"type": "http.response.body", "body": body})


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        (b"", b"", CutReason.HEAD_TIME),
        (b"GET / HT", b"HTTP/1.1 408 ", CutReason.HEAD_TIME),
        (b"\r\n", b"HTTP/1.1 408 ", CutReason.HEAD_TIME),
        (GET[:-2], b"HTTP/1.1 408 ", CutReason.HEAD_TIME),
        (POST + b"half", b"HTTP/1.1 408 ", CutReason.BODY_TIME),
        (CHUNKED + b"4\r\nhalf\r\n", b"HTTP/1.1 408 ", CutReason.BODY_TIME),
        (GET + GET[:-2], b"HTTP/1.1 200 ", CutReason.HEAD_TIME),
    ],
)
async def test_a_client_that_stops_in_the_middle_is_cut_off(sent: bytes, status: bytes, reason: CutReason) -> None:
    async with listening(echo, BRIEF) as server, RawClient.connected(server) as client:
        client.send(sent)
        answer = await client.rest()
        assert answer.startswith(status)
        assert b" 408 " not in answer or has_headers_of_all(answer[answer.index(b" 408 ") :])  # the last answer
        assert server.watch.refused[reason] == 1


async def test_a_client_that_sends_a_byte_now_and_then_is_cut_off() -> None:
    async with listening(echo, BRIEF) as server, RawClient.connected(server) as client:

        async def drip() -> bool:
            client.send(b"X")
            return client.writer.is_closing() or not server.server_state.connections

        client.send(b"GET / HTTP/1.1\r\nX-Slow: ")
        await wait_for_async(drip, SOON, "the end of the connection")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /" + b"x" * 5000, b"414"),
        (b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nA: 1\r\nX: " + b"x" * 5000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: x\r\n" * 2000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"X: x\r\n" * 2000 + b"\r\n", b"431"),
        (handshake(more=f"X: {'x' * 5000}\r\n"), b"431"),
        (GET.replace(b"\r\n\r\n", b"\r\n") + b"X: " + b"x" * 20_000_000, b"431"),
        (CHUNKED + b"0\r\nX: " + b"x" * 20_000_000, b"400"),
        (CHUNKED + b"1;x=" + b"x" * 20_000_000, b"400"),
        (b"\x16\x03\x01\x02\x00\x01", b"400"),
        (GET + b"GET / HTTP/9.9\r\n\r\n", b""),
        (b"GET /\xff HTTP/1.1\r\n\r\n", b"400"),
        (handshake("/\xff"), b"400"),
        (handshake(more="X y: 1\r\n"), b"400"),
        (handshake(more="X: 1\r\n" * 200), b"431"),
        (handshake().replace(b"GET", b"PUT"), b"405"),
        (handshake(more="Upgrade: websocket\r\n"), b"426"),
        (handshake().replace(b"Sec-WebSocket-Key", b"X"), b"400"),
        (b"CONNECT x:1 HTTP/1.1\r\n\r\n" + GET, b"400"),
    ],
)
async def test_what_is_no_request_is_refused_with_a_status(
    sent: bytes, status: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(echo, BRIEF) as server, RawClient.connected(server) as client:
        client.send(sent)
        answer = await client.rest()
        assert answer[9:12] == status
        assert not answer or has_headers_of_all(answer)
    assert not caplog.records


async def test_blank_lines_between_requests_keep_no_connection_open() -> None:
    async with listening(echo, BRIEF) as server, RawClient.connected(server) as client:
        client.send(GET)
        await client.until(b"0\r\n\r\n")
        client.send(b"\r\n")
        assert (await client.rest()).startswith(b"HTTP/1.1 408 ")


async def test_requests_behind_each_other_are_answered_up_to_a_limit() -> None:
    async with listening(echo, BRIEF) as server:
        async with RawClient.connected(server) as client:
            client.send(GET * 8 + GET.replace(b"Host", b"Connection: close\r\nHost"))
            assert (await client.rest()).count(b"HTTP/1.1 200 ") == 9
        async with RawClient.connected(server) as client:
            client.send(GET * 2000)
            assert (await client.rest()).count(b"HTTP/1.1 200 ") < 9


@pytest.mark.parametrize("packets", [1, 2])
async def test_a_wish_for_another_protocol_makes_no_request_of_the_body(packets: int) -> None:
    upgrade = b"Upgrade: h2c\r\nConnection: close, Upgrade, HTTP2-Settings\r\n"
    head = b"POST / HTTP/1.1\r\nHost: x\r\n%bContent-Length: %d\r\n\r\n" % (upgrade, len(GET))
    async with listening(echo, BRIEF) as server, RawClient.connected(server) as client:
        client.send(head + GET if packets == 1 else head)
        if packets == 2:
            await turns()
            client.send(GET)
        answer = await client.rest()
        assert answer.count(b"HTTP/1.1 200 ") == 1
        assert GET in answer  # which is what the body was


async def test_an_answer_that_is_not_read_is_cut_off_and_takes_no_memory() -> None:
    async with listening(echo, BRIEF) as server, RawClient.connected(server, limit=1) as client:
        client.send(GET.replace(b"/ ", b"/endless "))
        await until_closed(server)
        assert server.watch.refused[CutReason.NOT_READING] == 1


async def read_it(request: Request) -> Response:
    return Response(await request.body())


@pytest.mark.parametrize("head", [b"Content-Length: 3000010\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n2dc6ca\r\n"])
async def test_a_client_whose_body_is_too_large_can_send_it_and_is_told(head: bytes) -> None:
    app = Application([Route("/", read_it, None)], max_body_bytes=1000)
    async with listening(app) as server, RawClient.connected(server) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + head)
        for _ in range(30):
            client.send(b"x" * 100_000)
            await client.writer.drain()
        client.send(b"x" * 10 + (b"\r\n0\r\n\r\n" if b"chunked" in head else b""))
        answer = await client.rest()
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"CONTENT_TOO_LARGE" in answer


@asynccontextmanager
async def silent(server: Server, count: int) -> AsyncIterator[None]:
    """Clients that are connected and say nothing."""
    async with AsyncExitStack() as stack:
        for _ in range(count):
            await stack.enter_async_context(RawClient.connected(server))
        yield


async def answer_to(server: Server, path: bytes) -> bytes:
    """The beginning of an answer on a connection of its own."""
    async with RawClient.connected(server) as client:
        client.send(GET.replace(b"/ ", path + b" ").replace(b"Host", b"Connection: close\r\nHost"))
        return (await client.rest())[:12]


async def test_the_limit_of_connections_leaves_health_checks_and_is_logged_once() -> None:
    async with listening(echo, ConnectionLimits(max_connections=3, close_seconds=0.3)) as server:
        with capture_logs() as lines:
            async with silent(server, 3):
                assert await answer_to(server, b"/graphql") == b"HTTP/1.1 503"
                async with silent(server, 40):
                    assert await answer_to(server, b"/healthz") == b"HTTP/1.1 200"
                assert server.watch.refused[CutReason.CONNECTION_LIMIT] > 40
            await until_closed(server)
            assert await answer_to(server, b"/") == b"HTTP/1.1 200"
            await until(lambda: len(lines) > 1, SOON, "the end of the shortage")
        assert [line["event"] for line in lines] == [
            "the limit of connections is reached",
            "connections are below their limit again",
        ]
        assert lines[0]["limit"] == 3


def test_a_shortage_of_descriptors_is_logged_once_and_once_when_it_is_over() -> None:
    watch = ConnectionWatch()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with capture_logs() as lines:
        watch.look([], 0)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
            watch.look([], 10)
            watch.look([], 20)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        watch.look([], 30)
        watch.look([], 40)
    assert [line["event"] for line in lines] == [
        "no descriptors are left for connections",
        "descriptors are left for connections again",
    ]


@pytest.mark.parametrize(("descriptors", "connections"), [(20, 10), (200, 100), (1024, 896), (1 << 20, 10_000)])
def test_descriptors_are_left_for_what_is_no_connection(descriptors: int, connections: int) -> None:
    assert usual_connections(descriptors) == connections
