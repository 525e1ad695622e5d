"""Subscriptions over plain HTTP: as server-sent events, and as parts of a multipart response."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, suppress
from typing import Any, ClassVar

from graphql import GraphQLError
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send
from strawberry.http.streaming import MultipartSubscriptionTransport, SSETransport
from strawberry.types import ExecutionResult

from app.http.auth.token_claims import InvalidToken
from app.http.auth.token_session import TokenSession
from app.http.responses import GRAPHQL_RESPONSE_JSON, JSON
from resolvers.context import Context
from resolvers.language import in_language

_NO_BUFFERING = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
_LAST_CHUNK_TIMEOUT_SECONDS = 0.5
"""How long a client may take to read the end of a response when the process stops."""


class ServerSentEvents(SSETransport):
    """Strawberry's transport, adapted to the client urql.

    urql names `text/event-stream` in the Accept header of every request. Strawberry would answer its queries with a
    stream, which urql does not read. And Strawberry ends lines with CR LF, while urql looks for LF LF between events.
    """

    headers: ClassVar[Mapping[str, str]] = {**SSETransport.headers, **_NO_BUFFERING}

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


async def within_session(
    source: AsyncGenerator[Any, None], session: TokenSession, context: Context
) -> AsyncGenerator[Any, None]:
    """The results of a subscription until the caller's token expires or is revoked; the last is an error then."""
    try:
        async with aclosing(source):
            while True:
                try:
                    result = await session.within(lambda: anext(source))
                except StopAsyncIteration:
                    return
                yield result
    except InvalidToken as error:
        extensions = {"code": error.code, "correlationId": context.correlation_id}
        message = in_language(error.texts, context.language)
        yield ExecutionResult(data=None, errors=[GraphQLError(message, extensions=extensions)])


class StreamResponse(StreamingResponse):
    """A response that stays open.

    When the client disconnects, the generators behind the response are closed before this returns; Strawberry would
    leave some of them to the garbage collector. When the process stops, the response ends without the `complete` event,
    after which a client would not connect again.

    Args:
        parts: the body.
        source: the results that `parts` are made from.
        stopping: set when the process is told to stop.
        at_end: called at the end.
    """

    def __init__(
        self,
        parts: AsyncIterator[str],
        headers: Mapping[str, str],
        source: AsyncGenerator[Any, None] | None,
        stopping: asyncio.Event,
        at_end: Callable[[], None],
    ) -> None:
        super().__init__(parts, headers=headers)
        self._at_end = at_end
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
            self._at_end()
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
