"""Limits the size of request bodies, and reads on for a moment where an answer comes before the end of a body."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Self

from starlette.types import Message, Receive, Send

_LINGER_SECONDS = 2.0
"""A connection that is closed while its client still sends is reset, and the client does not see the answer."""


class BodyTooLarge(Exception):
    """More bytes are announced, or have arrived, than are allowed."""


class LimitedBody:
    """The body of one request, as far as it has arrived.

    Attributes:
        announced_bytes: its length, if the request says it, else 0.
    """

    def __init__(self, announced_bytes: int, max_bytes: int, receive: Receive, send: Send) -> None:
        self.announced_bytes = announced_bytes
        self._unread = True
        self._max_bytes = max_bytes
        self._received_bytes = 0
        self._receive = receive
        self._send = send

    @classmethod
    def of(cls, headers: Mapping[bytes, bytes], max_bytes: int, receive: Receive, send: Send) -> Self | None:
        """The body that a request with these headers has; None if it has none."""
        length = headers.get(b"content-length", b"")
        announced = int(length) if length.isdigit() else 0
        if not announced and b"transfer-encoding" not in headers:
            return None
        return cls(announced, max_bytes, receive, send)

    async def receive(self) -> Message:
        """The next message. Raises BodyTooLarge if more has arrived than is allowed."""
        message = await self._receive()
        self._unread = self._unread and message.get("more_body", False)
        self._received_bytes += len(message.get("body", b""))
        if self._received_bytes > self._max_bytes:
            raise BodyTooLarge
        return message

    def sender(self) -> Send:
        """What sends the answer."""
        return self._send_and_read if self._unread else self._send

    async def _send_and_read(self, message: Message) -> None:
        """Send a part of the answer. The server may close the connection after the last one, so reading ends first."""
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            with suppress(TimeoutError):
                async with asyncio.timeout(_LINGER_SECONDS):
                    while self._unread:
                        self._unread = (await self._receive()).get("more_body", False)
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)
