"""Subscriptions over plain HTTP: as server-sent events, and as parts of a multipart response."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from typing import Any

from graphql import GraphQLError
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from strawberry.http.streaming import MultipartSubscriptionTransport, SSETransport
from strawberry.types import ExecutionResult

from app.http.responses import GRAPHQL_RESPONSE_JSON, JSON
from resolvers.context import Context

_NO_BUFFERING = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
_LAST_CHUNK_TIMEOUT_SECONDS = 0.5
"""How long a client may take to read the end of a response when the process stops."""


class ServerSentEvents(SSETransport):
    """Strawberry's transport, adapted to the client urql.

    urql names `text/event-stream` in the Accept header of every request. Strawberry would answer its queries with a
    stream, which urql does not read. And Strawberry ends lines with CR LF, while urql looks for LF LF between events.
    """

    def accepts(self, accept: str) -> bool:
        """Whether the client accepts events and no JSON."""
        types = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
        return "text/event-stream" in types and not types & {JSON, GRAPHQL_RESPONSE_JSON}

    def encode_event(self, event: str, data: str | None = None) -> str:
        """An event as text. `data` is one line of JSON."""
        return f"event: {event}\ndata: {data or ''}\n\n"

    def encode_comment(self, comment: str) -> str:
        """A comment as text; it keeps the connection alive."""
        return f": {comment}\n\n"


class Multipart(MultipartSubscriptionTransport):
    """Strawberry's transport, with headers that keep proxies from buffering the parts."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the response."""
        return {**super().headers, **_NO_BUFFERING}


async def until_expiry(source: AsyncGenerator[Any, None], context: Context) -> AsyncGenerator[Any, None]:
    """The results of a subscription until the caller's token expires; the last result is an error then."""
    expiry = context.caller.expires_at
    async with aclosing(source):
        while (left := expiry - time.time()) > 0:
            timeout = asyncio.timeout(left if context.caller.roles else None)
            try:
                async with timeout:
                    result = await anext(source)
            except StopAsyncIteration:
                return
            except TimeoutError:
                if not timeout.expired():
                    raise
                break
            yield result
    extensions = {"code": "UNAUTHENTICATED", "correlationId": context.correlation_id}
    yield ExecutionResult(data=None, errors=[GraphQLError("The token has expired.", extensions=extensions)])


class PendingResponse(Response):
    """What is known of a response before it exists.

    Attributes:
        source: the results that the response sends, if it is a stream.
    """

    source: AsyncGenerator[Any, None] | None = None


class StreamResponse(StreamingResponse):
    """A response that stays open.

    When the client disconnects, the generators behind the response are closed before this returns; Strawberry would
    leave some of them to the garbage collector. When the process stops, the response ends without the `complete` event,
    after which a client would not connect again.

    Args:
        parts: the body.
        source: the results that `parts` are made from.
        stopping: set when the process is told to stop.
    """

    def __init__(
        self,
        parts: AsyncIterator[str],
        headers: Mapping[str, str],
        source: AsyncGenerator[Any, None] | None,
        stopping: asyncio.Event,
    ) -> None:
        super().__init__(parts, headers=headers)
        self._source = source
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Send until the source ends, the client disconnects or the process stops."""
        sending = asyncio.create_task(self.stream_response(send))
        disconnected = asyncio.create_task(self.listen_for_disconnect(receive))
        stopping = asyncio.create_task(self._stopping.wait())
        tasks = (sending, disconnected, stopping)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            cut_short = stopping.done() and not (sending.done() or disconnected.done())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            for generator in (self.body_iterator, self._source):
                if isinstance(generator, AsyncGenerator):
                    await generator.aclose()
        if cut_short:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_CHUNK_TIMEOUT_SECONDS):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
        elif not sending.cancelled():
            sending.result()
