"""WebSockets as uvicorn speaks them, for clients that do not read, flood, or send what is no WebSocket."""

import asyncio
import logging
from http import HTTPStatus
from typing import Any

import uvicorn
from starlette.types import Message
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.server import ServerState
from websockets.frames import CloseCode, Frame
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike

from app.http.connections.handled_messages import TAKE_OVER, HandledMessages, short_reason
from app.http.connections.watch import CutReason
from app.http.middleware.answer_headers import WITHOUT_REQUEST

_PIECE_BYTES = 4096
"""How much is parsed before it is looked whether the client may send more: some 680 empty frames."""
_NO_HANDSHAKE = "The request does not begin a WebSocket connection.\n"
_LINGER_SECONDS = 2.0
"""How long what a failed client still sends is read: closed before that, the connection would lose the close frame."""


class HandshakeProtocol(ServerProtocol):
    """The library's protocol. The answers that it makes itself have the headers of all others."""

    def reject(self, status: StatusLike, text: str) -> Response:
        """The answer to a handshake that fails."""
        response = super().reject(status, text)
        for name, value in WITHOUT_REQUEST:
            response.headers[name.decode()] = value.decode()
        return response


class WebSocketProtocol(HandledMessages):
    """Uvicorn's protocol. It reads no more than is handled, and does not wait long for a client that does not read."""

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        # Without the extensions that uvicorn may offer: no client's messages are compressed.
        self.conn = HandshakeProtocol(max_size=config.ws_max_size, logger=logging.getLogger("uvicorn.error"))
        self.close_timeout = self.watch.limits.close_seconds
        self._unread = b""
        self._failed = False
        self.control_frames = 0

    # --- what arrives

    def data_received(self, data: bytes) -> None:
        """Read, as far as earlier messages are handled and answers are read; the rest waits."""
        if self._failed:
            return
        self._unread = self._unread + data if self._unread else data
        self.resume_messages()

    def resume_writing(self) -> None:
        """The client has read, so it may send again."""
        super().resume_writing()
        self.resume_messages()

    def pause_writing(self) -> None:
        """The client does not read, so nothing is read of it that might have to be answered."""
        super().pause_writing()
        self.transport.pause_reading()

    def handle_connect(self, event: Request) -> None:
        """Begin the handshake. The application is offered to take the connection over."""
        super().handle_connect(event)
        if self.handshake_initiated and not self.handshake_complete:
            self.scope["extensions"][TAKE_OVER] = self.take_over  # type: ignore[assignment]  # ours

    def handle_ping(self) -> None:
        """Answer, within a limit."""
        super().handle_ping()
        self._count_control_frame()

    def handle_pong(self, event: Frame) -> None:
        """Take note, within a limit."""
        super().handle_pong(event)
        self._count_control_frame()

    def handle_cont(self, event: Frame) -> None:
        """Take a part of a message, within a limit: a part may be empty."""
        super().handle_cont(event)
        self._count_control_frame()

    def send_receive_event_to_app(self) -> None:
        """Hand over a message, unless it is text that is not UTF-8."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self._fail(CloseCode.INVALID_DATA, "a text is not UTF-8")
                return
        data, self.frames = b"".join(self.frames), []
        if not self.close_sent:
            self.not_handled.append(data.decode() if self.curr_msg_data_type == "text" else None)
            self.handle_next()

    def handle_parser_exception(self) -> None:
        """Close after what is no WebSocket frame."""
        self._end(CutReason.MALFORMED)

    # --- what is sent

    async def send(self, message: Message) -> None:  # type: ignore[override]  # uvicorn has types of its own for the same
        """Send, once the client has read enough; after a close it has `close_seconds` for that.

        Raises ClientDisconnected if the connection was closed, also if it was closed by us.
        """
        if message["type"] == "websocket.close":
            self.due = min(self.due, self.loop.time() + self.watch.limits.close_seconds)
            message = {**message, "reason": short_reason(message.get("reason") or "")}
        await self.writable.wait()
        if self.close_sent:
            raise ClientDisconnected
        await super().send(message)  # type: ignore[arg-type]  # as above
        if message["type"] != "websocket.send":
            self.resume_messages()

    def keepalive_timeout(self) -> None:
        """Close, because a ping was not answered; what is in the buffer is not waited for much longer."""
        super().keepalive_timeout()
        self.due = min(self.due, self.loop.time() + self.watch.limits.close_seconds)

    def shutdown(self) -> None:
        """Close with 1012; during the handshake close the connection, so that the client simply tries again."""
        if self.handshake_complete:
            super().shutdown()
        else:
            self.transport.close()

    # --- how

    def _may_read(self) -> bool:
        handshakes = self.handshake_initiated and not self.handshake_complete
        handles = self.is_handling or (self.not_handled and not self.close_sent)
        return not (handshakes or handles or self.transport.is_closing()) and self.writable.is_set()

    def resume_messages(self) -> None:
        """Read what waits, then what comes, as far as it may be read."""
        while self._unread and self._may_read():
            piece, self._unread = self._unread[:_PIECE_BYTES], self._unread[_PIECE_BYTES:]
            super().data_received(piece)
            if not self.handshake_initiated and self.conn.handshake_exc is not None:
                self._refuse_handshake()
        if self._may_read():
            self.transport.resume_reading()
        else:
            self.transport.pause_reading()

    def _count_control_frame(self) -> None:
        self.begin_second(self.loop.time())
        self.control_frames += 1
        if self.control_frames > self.watch.limits.max_control_frames_per_second and not self._failed:
            self._fail(CloseCode.POLICY_VIOLATION, "too many control frames", CutReason.CONTROL_FRAMES)

    def _refuse_handshake(self) -> None:
        """The head is not one that begins a WebSocket: the library has written what is wrong, or nothing at all."""
        self.watch.refused[CutReason.MALFORMED] += 1
        self._failed = True
        answer = (
            b"".join(self.conn.data_to_send()) or self.conn.reject(HTTPStatus.BAD_REQUEST, _NO_HANDSHAKE).serialize()
        )
        self.transport.write(answer)
        self.transport.close()

    def _fail(self, code: CloseCode, text: str, reason: CutReason = CutReason.MALFORMED) -> None:
        self.conn.fail(code, text)
        self._end(reason)

    def _end(self, reason: CutReason) -> None:
        """Write the close frame, read on for a moment, then close."""
        self.watch.refused[reason] += 1
        self._failed, self._unread = True, b""
        self.stop_keepalive()
        closed = self.conn.close_sent
        self.queue.put_nowait({"type": "websocket.disconnect", "code": closed.code if closed else 1006})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.resume_reading()
        if self.close_timer is None:  # while there is one, uvicorn leaves the connection open
            self.close_timer = self.loop.call_later(_LINGER_SECONDS, self.transport.close)
        self.due = self.loop.time() + self.watch.limits.close_seconds
