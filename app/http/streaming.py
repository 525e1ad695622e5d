"""Subscriptions over plain HTTP: as server-sent events, and as parts of a multipart answer."""

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

from app.http.responses import JSON, RESPONSE_JSON
from resolvers.context import Context

_UNBUFFERED = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
_LAST_WORD = 0.5
"""Seconds that a client may take to read the end of an answer when the process stops."""


class ServerSentEvents(SSETransport):
    """Strawberry's, for clients that ask for nothing else, with the line ends that all of them read.

    urql names `text/event-stream` in the Accept header of every request. Strawberry would answer its queries with a
    stream, which urql does not read; and it would end lines in CR LF, while urql looks for LF LF between events.
    """

    def accepts(self, accept: str) -> bool:
        """Whether the client wants events: it does not if it takes JSON as well."""
        types = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
        return "text/event-stream" in types and not types & {JSON, RESPONSE_JSON}

    def encode_event(self, event: str, data: str | None = None) -> str:
        """An event; its data is one line of JSON."""
        return f"event: {event}\ndata: {data or ''}\n\n"

    def encode_comment(self, comment: str) -> str:
        """Something to keep the connection alive."""
        return f": {comment}\n\n"


class Multipart(MultipartSubscriptionTransport):
    """Strawberry's, which proxies are asked to pass on at once."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Of the answer."""
        return {**super().headers, **_UNBUFFERED}


async def until_expiry(source: AsyncGenerator[Any, None], context: Context) -> AsyncGenerator[Any, None]:
    """What a subscription sends until the caller's token expires; an error says so then, and is the last."""
    until = context.caller.until
    async with aclosing(source):
        while (left := until - time.time()) > 0:
            patience = asyncio.timeout(left if context.caller.roles else None)
            try:
                async with patience:
                    result = await anext(source)
            except StopAsyncIteration:
                return
            except TimeoutError:
                if not patience.expired():
                    raise
                break
            yield result
    extensions = {"code": "UNAUTHENTICATED", "correlationId": context.correlation_id}
    yield ExecutionResult(data=None, errors=[GraphQLError("The token has expired.", extensions=extensions)])


class Draft(Response):
    """What is known of an answer before there is one.

    Attributes:
        source: what feeds the answer if it is a stream.
    """

    source: AsyncGenerator[Any, None] | None = None


class Stream(StreamingResponse):
    """An answer that lasts.

    When the client goes, what feeds the answer has ended before this returns: Strawberry would leave a part of it to
    the garbage collector. When the process stops, the answer ends, without the `complete` that would tell the client
    not to come back.
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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send it, until its end, the client's or the process's."""
        sending = asyncio.create_task(self.stream_response(send))
        gone = asyncio.create_task(self.listen_for_disconnect(receive))
        stopping = asyncio.create_task(self._stopping.wait())
        tasks = (sending, gone, stopping)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            cut = stopping.done() and not (sending.done() or gone.done())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            for feeding in (self.body_iterator, self._source):
                if isinstance(feeding, AsyncGenerator):
                    await feeding.aclose()
        if cut:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
        elif not sending.cancelled():
            sending.result()
