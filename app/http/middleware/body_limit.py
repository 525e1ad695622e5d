"""A limit on the size of request bodies, answered in the shape of every other error."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.responses import error_answer


class _TooLarge(Exception):
    """More was sent than is allowed."""


class BodyLimit:
    """Answers 413 to a body of more than `most` bytes, whether it says its length or not."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; WebSockets have a limit of their own, in the server."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self._most:
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
            if received > self._most:
                raise _TooLarge
            return message

        try:
            await self._app(scope, receive_limited, count)
        except _TooLarge:
            if started:
                raise
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = f"The body may have at most {self._most} bytes."
        await error_answer(scope, 413, "CONTENT_TOO_LARGE", message)(scope, receive, send)
