"""Gives each request a correlation id, which is the client's if it sends one, and puts it into logs and response."""

import re
from collections.abc import Iterator
from itertools import count
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

HEADER = "X-Correlation-ID"

_VALID_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*")
_NO_TRACE = "0" * 32

_MAX_CHARACTERS = 128
"""The width of the database's columns for correlation ids."""
_NUMBER_CHARACTERS = 11
"""Reserved in the id of a WebSocket's operation for the dot and the number."""

_RESPONSE_STARTS = {"http.response.start", "websocket.accept", "websocket.http.response.start"}


class Correlation:
    """Puts the correlation id into `scope["state"]`, structlog's context and the response's headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request or a WebSocket connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        correlation_id = correlation_id_of(Headers(scope=scope))
        scope.setdefault("state", {})["correlation_id"] = correlation_id

        async def send_with_id(message: Message) -> None:
            if message["type"] in _RESPONSE_STARTS:
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = correlation_id
            await send(message)

        clear_contextvars()
        bind_contextvars(correlation_id=correlation_id)
        await self._app(scope, receive, send_with_id)
        # Not cleared after an exception, because the server's log line about it belongs to this request.
        clear_contextvars()


def operation_ids(connection_id: str) -> Iterator[str]:
    """The correlation ids of a WebSocket's operations: the connection's id, a dot, and a number from 1."""
    return (f"{connection_id[: _MAX_CHARACTERS - _NUMBER_CHARACTERS]}.{number}" for number in count(1))


def correlation_id_of(headers: Headers) -> str:
    """The client's id, else the trace id of its `traceparent`, else a new id. Invalid ids are ignored, not refused."""
    sent = headers.get(HEADER, "")
    if _VALID_ID.fullmatch(sent):
        return sent
    trace = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    if trace and trace[1] != _NO_TRACE:
        return trace[1]
    return uuid4().hex
