"""A connection of the driver: HTTP/1.1 with keep-alive, one request at a time.

It costs a fraction of an HTTP library's processor time: the driver shares the machine with what it measures.
"""

import asyncio
from typing import cast


class HttpConnection(asyncio.Protocol):
    """Connect it with `open_connection`. Answers need a Content-Length."""

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed by the server"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or self._answer is None:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) >= int(length):
            self._received = b""
            self._answer.set_result((int(head[9:12]), body))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send a whole request; returns the status and the body of the answer. Raises ConnectionError."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()


async def open_connection(host: str, port: int) -> HttpConnection:
    """A new connection. Raises OSError."""
    _, connection = await asyncio.get_running_loop().create_connection(HttpConnection, host, port)
    return connection
