"""The correlation id of a request: taken from the client where it sends one, told in logs and in the answer."""

import re
from collections.abc import Iterator
from itertools import count
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

HEADER = "X-Correlation-ID"

_SENT = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*")
_NO_TRACE = "0" * 32

_LONGEST = 128
"""Characters of a correlation id; as many as the database keeps."""
_NUMBER = 11
"""Of those, what the dot and the number of an operation may take."""

_ANSWERS = {"http.response.start", "websocket.accept", "websocket.http.response.start"}


class Correlation:
    """Puts `correlation_id` into `scope["state"]`, structlog's context and the answer's headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request or one WebSocket connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        correlation_id = correlation_id_of(Headers(scope=scope))
        scope.setdefault("state", {})["correlation_id"] = correlation_id

        async def send_with_id(message: Message) -> None:
            if message["type"] in _ANSWERS:
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = correlation_id
            await send(message)

        clear_contextvars()
        bind_contextvars(correlation_id=correlation_id)
        await self._app(scope, receive, send_with_id)
        # Not after an exception: the server's line about that is still about this request.
        clear_contextvars()


def operation_ids(connection_id: str) -> Iterator[str]:
    """The correlation ids of a WebSocket's operations: the connection's, a dot, and their number from 1."""
    return (f"{connection_id[: _LONGEST - _NUMBER]}.{number}" for number in count(1))


def correlation_id_of(headers: Headers) -> str:
    """The client's own id, else its trace's, else a new one. What does not look like an id is ignored, not refused."""
    sent = headers.get(HEADER, "")
    if _SENT.fullmatch(sent):
        return sent
    trace = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    if trace and trace[1] != _NO_TRACE:
        return trace[1]
    return uuid4().hex
