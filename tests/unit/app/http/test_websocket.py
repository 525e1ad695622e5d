"""A session over WebSocket, without the connection."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from app.http.connections.waiting import Gate
from app.http.websocket import SocketSession
from guards.rate_limits.bucket import Limit
from guards.rate_limits.buckets import Buckets
from guards.rate_limits.rates import Allowance, CallerBucket
from tests.support.memory import MemoryServices
from tests.support.poll import turns


class RecordedConnection:
    """Remembers what is sent and why it was closed."""

    def __init__(self) -> None:
        self.writable = Gate()
        self.sent: list[bytes] = []
        self.closed: list[int] = []

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.create_task(work)

    def came_in_time(self) -> None: ...

    def send_text(self, text: bytes) -> None:
        self.sent.append(text)

    def close(self, code: int, reason: str) -> None:  # noqa: ARG002 - as declared
        self.closed.append(code)


def session(connection: RecordedConnection, tokens: float) -> SocketSession:
    """A session of a caller who has `tokens` left, one for each message."""
    bucket = CallerBucket(Buckets("few", Limit(0.001, 10)), "ana")
    bucket.draw(10 - tokens)
    context = replace(MemoryServices().context(), allowance=Allowance(bucket, bucket, b""))
    return SocketSession(cast("Any", SimpleNamespace()), connection, context, None)


async def test_a_message_is_answered_in_the_same_turn() -> None:
    connection = RecordedConnection()
    assert session(connection, 10).received('{"type":"ping"}') is None
    assert connection.sent == [b'{"type":"pong"}']


async def test_a_message_without_a_token_waits_no_longer_than_its_connection() -> None:
    connection = RecordedConnection()
    waits, several = session(connection, 1), list[Coroutine[Any, Any, None]]()
    while not several:
        several += [work for work in [waits.received('{"type":"ping"}')] if work is not None]
    answered = len(connection.sent)
    waiting = asyncio.create_task(several[0])
    await turns()
    waiting.cancel()  # as the connection does when it ends
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    assert len(connection.sent) == answered


async def test_what_is_no_message_closes_the_connection() -> None:
    for text in (None, "{", "[]", '{"type":3}', '{"type":"what"}', '{"type":"complete"}'):
        connection = RecordedConnection()
        session(connection, 10).received(text)
        assert connection.closed == [4400]
