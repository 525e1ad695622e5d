"""HTTP/1.1 as uvicorn speaks it, with limits on the head of a request and on the time that a client takes."""

import asyncio
import logging
import math
import sys
from typing import Any

import httptools
import orjson
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from app.http.connections.bounded import BoundedConnection
from app.http.connections.watch import CutReason
from app.http.middleware.answer_headers import WITHOUT_REQUEST

_LINGER_SECONDS = 2.0
"""How long what a refused client still sends is read: closed before that, the connection would lose the answer."""
_BEYOND_LIMIT_SECONDS = 2.0
"""How long a connection beyond the limit may take."""
_MAX_PIPELINED = 8
"""Requests that wait for the answer to an earlier one of their connection. No client in use sends any."""
_HEADER_FRAMING = 4
"""Bytes that a header takes besides its name and value: colon, blank and end of line."""
_FRAMING_OF_BYTE = 8
"""Bytes that a body takes besides each of its own: chunks of one byte take five."""
_ANSWERED_BEYOND_LIMIT = frozenset({"/healthz", "/readyz", "/health", "/metrics"})
_REFUSALS = {
    400: ("BAD_REQUEST", "The request is not valid HTTP."),
    408: ("REQUEST_TIMEOUT", "The request did not arrive in time."),
    414: ("URI_TOO_LONG", "The address is too long."),
    431: ("HEADERS_TOO_LARGE", "The headers are too large."),
    503: ("TOO_MANY_CONNECTIONS", "There are too many connections; try again in a few seconds."),
}

_client_errors = logging.getLogger("uvicorn.error.clients")
_client_errors.setLevel(logging.ERROR)
"""What clients send wrongly is counted (`ConnectionWatch.refused`); a line for each would fill the log."""


class HttpProtocol(BoundedConnection, HttpToolsProtocol):
    """Uvicorn's protocol. A request whose head or body is too large, or too slow, is refused."""

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.logger = _client_errors
        self._refused = False
        self._beyond_limit = False
        self._in_head = True
        self._bytes = 0
        self._counted = False  # whether all bytes of the head are in `_bytes`
        self._body_bytes = 0
        self._body_bytes_before = 0
        self._too_large = False
        self._parsed = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn has types of its own for the same
        """Expect a request: a client that connects and is silent is cut off like one that sends half a head."""
        super().connection_made(transport)
        self.due = self.loop.time() + self.watch.limits.head_seconds
        self._counted = True
        if not self.watch.admits(self, len(self.connections)):
            self._beyond_limit = True
            self.due = self.loop.time() + min(self.watch.limits.head_seconds, _BEYOND_LIMIT_SECONDS)
            self.app = _health_only(self.app)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        if self._beyond_limit:
            self.watch.forget(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, unless the client was refused: then what it still sends is dropped."""
        if self._refused:
            return
        if self.due == math.inf:
            # Before the parser sees a request: blank lines between two are none, but must not keep a connection open.
            self.due = self.loop.time() + self.watch.limits.head_seconds
            self._bytes, self._counted, self._in_head = 0, True, True
        self._bytes += len(data)
        self._parsed = data
        super().data_received(data)
        self._parsed = b""
        if self.due != math.inf and not self._refused:
            self._check_size()

    def on_message_begin(self) -> None:
        """A request begins; others may have come before it in the same packet."""
        super().on_message_begin()
        self._in_head = True
        if self.due == math.inf:
            self.due = self.loop.time() + self.watch.limits.head_seconds

    def on_headers_complete(self) -> None:
        """Begin to answer. Raises ValueError, which refuses the request, if its head is too large."""
        most = self.watch.limits.max_head_bytes
        if (self._bytes > most or not self._counted) and self._head_bytes() > most:
            self._too_large = True
            raise ValueError("the head is too large")
        if len(self.pipeline) >= _MAX_PIPELINED:
            raise ValueError("too many requests are pipelined")
        if self._wants_another_protocol:
            if self.parser.get_method() == b"CONNECT":
                raise ValueError("this is no proxy")
            return  # until `_unsupported_upgrade_warning`
        self._in_head = False
        self._bytes = self._body_bytes = self._body_bytes_before = 0
        self.due = self.loop.time() + self.watch.limits.stalled_seconds
        super().on_headers_complete()
        if self._beyond_limit and self._answering:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A part of the body has arrived."""
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request has arrived; now it is not the client's turn."""
        if self._wants_another_protocol:
            return
        self.due = math.inf
        self._counted = False
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection to the protocol of WebSockets, if there may be one more."""
        if self._beyond_limit:
            self.watch.forget(self)
            self.refuse(503, CutReason.CONNECTION_LIMIT)
        elif self.url.isascii():
            super().handle_websocket_upgrade()
            self.parser = self.flow = None  # type: ignore[assignment]  # they refer to this, which is not needed any more
        else:
            self.refuse(400, CutReason.MALFORMED)

    def _unsupported_upgrade_warning(self) -> None:
        """Read the request again without its wish for another protocol, which may be ignored (RFC 9110, section 7.8).

        The parser takes what follows the head for that protocol. But it is the body: parsed as it is, it would be the
        next request, of which a proxy in front of us knows nothing.
        """
        upgrade = sys.exception()
        assert isinstance(upgrade, httptools.HttpParserUpgrade)
        [head_end] = upgrade.args
        version = self.parser.get_http_version().encode()
        head = [self.parser.get_method(), b" ", self.url, b" HTTP/", version, b"\r\n"]
        for name, value in self.headers:
            if name != b"upgrade":
                head += [name, b": ", value, b"\r\n"]
        self._parsed = b"".join([*head, b"\r\n", self._parsed[head_end:]])
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn does
        super().data_received(self._parsed)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Refuse what the parser has refused."""
        if self._too_large:
            self._refuse_head()
        else:
            self.refuse(400, CutReason.MALFORMED)

    def overdue(self, now: float) -> None:
        """Refuse a request that did not arrive in time."""
        limits = self.watch.limits
        if self._refused or self._beyond_limit:
            self.transport.abort()
        elif self.flow.read_paused or (self._in_head and self._answering):
            self.due = now + limits.stalled_seconds  # it is us for whom the client waits
        elif self._in_head and not self._bytes:
            self.cut_off(CutReason.HEAD_TIME)
        elif self._in_head:
            self.refuse(408, CutReason.HEAD_TIME)
        elif self._body_bytes - self._body_bytes_before < self.least_bytes:
            self.refuse(408, CutReason.BODY_TIME)
        else:
            self._body_bytes_before = self._body_bytes
            self.due = now + limits.stalled_seconds

    def refuse(self, status: int, reason: CutReason) -> None:
        """Answer with this status, read on for a moment, then close; without an answer if another one was begun."""
        self.watch.refused[reason] += 1
        self._refused = True
        begun = self._answering if self._in_head else self.cycle.response_started
        if self._answering:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.pipeline or begun:
            self.transport.abort()
            return
        self.transport.write(_answer(status, self.server_state.default_headers))
        self.transport.write_eof()
        self.flow.resume_reading()
        self.due = self.loop.time() + _LINGER_SECONDS

    @property
    def _wants_another_protocol(self) -> bool:
        """Whether the request asks for a protocol that we do not speak."""
        return bool(self.parser.should_upgrade()) and not self._should_upgrade()

    @property
    def _answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete

    def _check_size(self) -> None:
        most = self.watch.limits.max_head_bytes
        if self._in_head and self._bytes > most:
            self._refuse_head()
        elif not self._in_head and self._bytes - self._body_bytes > most + _FRAMING_OF_BYTE * self._body_bytes:
            self.refuse(400, CutReason.MALFORMED)  # endless trailers, or extensions of chunks

    def _refuse_head(self) -> None:
        address = not self.headers or len(self.url) > self.watch.limits.max_head_bytes
        self.refuse(414 if address else 431, CutReason.HEAD_SIZE)

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + _HEADER_FRAMING for name, value in self.headers)


def _health_only(app: ASGIApp) -> ASGIApp:
    """Answers health checks and Prometheus, and nothing else."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].rstrip("/") in _ANSWERED_BEYOND_LIMIT:
            await app(scope, receive, send)
            return
        body = _body(503)
        headers = [
            *WITHOUT_REQUEST,
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"retry-after", b"5"),
        ]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer


def _body(status: int) -> bytes:
    code, message = _REFUSALS[status]
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})


def _answer(status: int, default_headers: list[tuple[bytes, bytes]]) -> bytes:
    body = _body(status)
    headers = [
        *default_headers,
        *WITHOUT_REQUEST,
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    return b"".join([STATUS_LINE[status], *(name + b": " + value + b"\r\n" for name, value in headers), b"\r\n", body])
