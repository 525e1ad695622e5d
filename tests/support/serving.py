"""A server within a test, so that the test sees its connections, and clients that send any bytes at all."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from starlette.types import ASGIApp

from app.api import Server
from app.gc_tuning import Collections
from app.http.connections.bounded import ServerConfig
from app.http.connections.http_protocol import HttpProtocol
from app.http.connections.watch import ConnectionWatch
from app.http.connections.websocket_protocol import WebSocketProtocol
from commands.processes import free_port
from guards.connection_limits import ConnectionLimits
from tests.support.poll import in_time, until

SOON = 10
"""Seconds in which what should happen does, on a quiet machine."""
BRIEF = ConnectionLimits(
    head_seconds=0.3, max_head_bytes=4096, stalled_seconds=0.3, init_seconds=0.3, close_seconds=0.3
)
"""Limits under which what takes ten seconds by default takes a third of one."""
TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10
"""Kinds of WebSocket frames."""


@asynccontextmanager
async def listening(
    app: ASGIApp, limits: ConnectionLimits | None = None, stopping: asyncio.Event | None = None
) -> AsyncIterator[Server]:
    """A server of `app` as an API has it."""
    config = ServerConfig(
        app,
        ConnectionWatch(limits),
        port=free_port(),
        http=HttpProtocol,
        ws=WebSocketProtocol,
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=60,
    )
    server = Server(config, stopping or asyncio.Event(), Collections(), told=lambda: False)
    running = asyncio.create_task(server._serve())  # without its signal handlers
    await until(lambda: server.started, SOON, "the server listens")
    try:
        yield server
    finally:
        server.should_exit = True
        await in_time(running, 30)  # an open stream does not keep it


async def until_closed(server: Server) -> None:
    """Wait until the server has no connection."""
    await until(lambda: not server.server_state.connections, SOON, "the end of all connections")


class RawClient:
    """A client that sends what a test says, byte by byte, and reads when a test says so."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    @classmethod
    @asynccontextmanager
    async def connected(cls, server: Server, *, limit: int = 1 << 16) -> AsyncIterator[Self]:
        """Connected until the end of the block. `limit`: how many bytes it reads before a test asks for them."""
        reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port, limit=limit)
        try:
            yield cls(reader, writer)
        finally:
            writer.transport.abort()

    def send(self, data: bytes) -> None:
        """Send, some time."""
        self.writer.write(data)

    async def rest(self) -> bytes:
        """All that comes until the server closes; b"" if it resets the connection."""
        try:
            return await in_time(self._reader.read(-1), SOON)
        except ConnectionError:
            return b""

    async def until(self, mark: bytes) -> bytes:
        """What comes until `mark` has."""
        return await in_time(self._reader.readuntil(mark), SOON)

    async def upgrade(self, path: str = "/graphql") -> None:
        """Shake hands for a WebSocket."""
        self.send(handshake(path))
        assert (await self.until(b"\r\n\r\n")).startswith(b"HTTP/1.1 101 ")

    async def frame(self) -> tuple[int, bytes]:
        """The next frame: its kind and what it holds."""
        first, length = await in_time(self._reader.readexactly(2), SOON)
        if length == 126:
            (length,) = struct.unpack("!H", await self._reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", await self._reader.readexactly(8))
        return first & 15, await in_time(self._reader.readexactly(length), SOON)

    async def close_frame(self) -> tuple[int, str]:
        """Code and reason with which the server closes."""
        while (kind_and_data := await self.frame())[0] != CLOSE:
            pass
        data = kind_and_data[1]
        return struct.unpack("!H", data[:2])[0], data[2:].decode()


def has_headers_of_all(answer: bytes) -> bool:
    """Whether no browser guesses the type of the answer, and no cache stores it; each said once."""
    lines = answer.partition(b"\r\n\r\n")[0].lower().split(b"\r\n")
    return [lines.count(b"x-content-type-options: nosniff"), lines.count(b"cache-control: no-store")] == [1, 1]


def handshake(path: str = "/graphql", more: str = "") -> bytes:
    """The request that asks for a WebSocket. `more`: headers, each with its end of line."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n{more}\r\n"
    ).encode()


def frame(kind: int, data: bytes = b"", *, fin: bool = True) -> bytes:
    """A frame as clients send it. The mask is zero, which masks nothing."""
    first = kind | (128 if fin else 0)
    if len(data) < 126:
        return struct.pack("!BBI", first, 128 | len(data), 0) + data
    if len(data) < 1 << 16:
        return struct.pack("!BBHI", first, 128 | 126, len(data), 0) + data
    return struct.pack("!BBQI", first, 128 | 127, len(data), 0) + data
