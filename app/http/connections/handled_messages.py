"""WebSockets whose messages are handled by an object, which the application hands over with the connection."""

import asyncio
import math
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from typing import Any, Protocol

import uvicorn
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import CloseCode
from websockets.protocol import State

from app.http.connections.bounded import BoundedConnection
from app.http.connections.waiting import Gate, Inbox
from app.http.connections.watch import CutReason

TAKE_OVER = "registro.take_over"
"""The name of an extension of ASGI: `scope["extensions"]` has `WebSocketProtocol.take_over` under it."""


class MessageHandler(Protocol):
    """Handles the messages of one WebSocket that it has taken over."""

    def received(self, text: str | None) -> Coroutine[Any, Any, None] | None:
        """A message; None: it is not text. The next one is read after what is returned has ended; that is cancelled if
        the connection ends first."""
        ...

    def not_in_time(self) -> None:
        """The client has not done in time what `expect_within` was called for."""
        ...

    def disconnected(self) -> None:
        """The connection has ended, or is about to: nothing can be sent any more. Called once."""
        ...


_MAX_REASON_BYTES = 123
"""A close frame has 125 bytes, of which two are the code (RFC 6455, section 5.5)."""


class HandledMessages(BoundedConnection, WebSocketsSansIOProtocol):
    """Uvicorn's protocol, from which an application can take the connection over.

    Attributes:
        not_handled: messages that have arrived, and wait for those before them.
        control_frames: how many the client has sent in this second.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.queue = Inbox()  # type: ignore[assignment]  # what uvicorn uses of a queue
        self.writable = Gate()  # type: ignore[assignment]  # what uvicorn uses of an event
        self.not_handled: list[str | None] = []
        self._handler: MessageHandler | None = None
        self._handling: asyncio.Task[None] | None = None
        self._expecting = False
        self._second = 0
        self._messages = 0
        self.control_frames = 0

    def take_over(self, make_handler: Callable[["HandledMessages"], MessageHandler]) -> None:
        """Handle messages by a handler from now on. The application may return: the connection stays open.

        A connection that is handled by a coroutine of the application instead takes a task with all its frames, a queue
        and the head of its handshake for as long as it is open: some 20 KiB.
        """
        if self.disconnected or self.close_sent:
            return
        self._context = copy_context()
        self._handler = make_handler(self)
        self.queue.handed_over(self._ended)  # type: ignore[attr-defined]  # it is an `Inbox`
        self.request = self.response = self.scope = None  # type: ignore[assignment]  # nothing asks for them any more
        self.handle_next()

    async def run_asgi(self) -> None:
        """Run the application until it has ended the connection or taken it over."""
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:  # as in uvicorn: whatever has ended the application, its client is answered
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
        if self._handler is None and self.close_timer is None:
            self.transport.close()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a task with the log context of the handshake. The server waits for it when it stops."""
        task = self.loop.create_task(work, context=self._context.copy())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def expect_within(self, seconds: float) -> None:
        """Call the handler's `not_in_time`, once, unless `came_in_time` is called before; at most a second late."""
        self._expecting, self.due = True, min(self.due, self.loop.time() + seconds)

    def came_in_time(self) -> None:
        """The client has done what was expected."""
        if self._expecting:
            self._expecting, self.due = False, math.inf

    def send_text(self, text: bytes) -> None:
        """Send a message; not if the connection is closed, or about to. Wait for `writable` before."""
        if self._is_open:
            self.conn.send_text(text)
            self.transport.write(b"".join(self.conn.data_to_send()))

    def close(self, code: int, reason: str) -> None:
        """Close the connection, unless it is closed. The client has `close_seconds` to read that."""
        if not self._is_open:
            return
        self._expecting, self.due = False, self.loop.time() + self.watch.limits.close_seconds
        self.conn.send_close(code, short_reason(reason))
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)
        self._ended()
        self.resume_messages()

    @property
    def _is_open(self) -> bool:
        """Whether the client may be sent something: in particular, it has not closed."""
        return self.conn.state is State.OPEN and not (self.close_sent or self.transport.is_closing())

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended. What refers to each other is taken apart: thousands may leave together, and the
        garbage collector would stop the process."""
        super().connection_lost(exc)
        self._ended()
        self.conn.parser.close()

    def handle_next(self) -> None:
        """Let messages be handled, as long as the one before is."""
        while self.not_handled and self._handling is None and self._handler is not None:
            now, text = self.loop.time(), self.not_handled.pop(0)
            self.begin_second(now)
            self._messages += 1
            if self._messages > self.watch.limits.max_messages_per_second:
                work: Coroutine[Any, Any, None] | None = self._handle_later(text, self._second + 1 - now)
            else:
                work = self._handler.received(text)
            if work is not None:
                self._handling = self.start(work)
                self._handling.add_done_callback(self._handled)

    async def _handle_later(self, text: str | None, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self._handler is not None and (work := self._handler.received(text)) is not None:
            await work

    def _handled(self, task: asyncio.Task[None]) -> None:
        self._handling = None
        if not task.cancelled() and (error := task.exception()) is not None:
            self.logger.error("a message of a WebSocket could not be handled", exc_info=error)
            self.close(CloseCode.INTERNAL_ERROR, "Internal error")
        self.handle_next()
        self.resume_messages()

    def _ended(self) -> None:
        """Nothing can be sent any more."""
        handler, self._handler = self._handler, None
        if handler is None:
            return
        self.not_handled.clear()
        if self._handling is not None and self._handling is not asyncio.current_task():
            self._handling.cancel()
        handler.disconnected()

    def overdue(self, now: float) -> None:  # noqa: ARG002 - as declared
        """Tell the handler that its client is late, or end a connection that was to be closed."""
        if self._expecting and self._handler is not None:
            self._expecting, self.due = False, math.inf
            self._handler.not_in_time()
        else:
            self.cut_off(CutReason.NOT_READING)

    def resume_messages(self) -> None:
        """Read on, as far as it may be read."""
        raise NotImplementedError

    @property
    def is_handling(self) -> bool:
        """Whether a message is being handled."""
        return self._handling is not None

    def begin_second(self, now: float) -> None:
        """Count what the client sends from zero, if another second has begun."""
        if int(now) != self._second:
            self._second, self.control_frames, self._messages = int(now), 0, 0


def short_reason(reason: str) -> str:
    """A reason that fits into the frame. What clients sent may be part of it."""
    return reason.encode()[:_MAX_REASON_BYTES].decode(errors="ignore")
