"""Limits the size of request bodies."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.responses import error_response


class _TooLarge(Exception):
    """More bytes have arrived than are allowed."""


class BodyLimit:
    """Answers 413 to a body of more than `max_bytes`, whether or not the request has a Content-Length."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request. WebSocket messages are limited by the server instead."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            await self._refuse(scope, receive, send)
            return
        received, started = 0, False

        async def count(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise _TooLarge
            return message

        try:
            await self._app(scope, receive_limited, count)
        except _TooLarge:
            if started:
                raise
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = f"The body may have at most {self._max_bytes} bytes."
        await error_response(scope, 413, "CONTENT_TOO_LARGE", message)(scope, receive, send)
