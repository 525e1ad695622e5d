"""WebSocket clients that cost little, because thousands of them share the machine with the server."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import orjson

_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_NO_MASK = b"\0\0\0\0"
"""A mask of zeros leaves the payload as it is, and servers accept it."""

OnEvent = Callable[["SubscriberSocket", str, dict[str, Any]], None]
"""Called with the socket, the id of an operation and the data of an event."""


class SubscriberSocket(asyncio.Protocol):
    """A client of graphql-transport-ws: signs in, then begins its operations.

    Args:
        head: the handshake.
        token: of its caller.
        operations: what it subscribes to as soon as it has signed in: the payload of `subscribe` by id.
        on_event: called for each event.
        ended: called once, when the connection is lost, with its close code: 1006 without one.
    """

    __slots__ = ("_code", "_data", "_ended", "_head", "_on_event", "_operations", "_token", "_transport", "ready")

    def __init__(
        self,
        head: bytes,
        token: str,
        operations: dict[str, dict[str, Any]],
        on_event: OnEvent,
        ended: Callable[[int], None],
    ) -> None:
        self._head = head
        self._token = token
        self._operations = operations
        self._on_event = on_event
        self._ended = ended
        self._data = b""
        self._code = 1006
        self.ready = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.write(self._head)  # type: ignore[attr-defined]  # it is one of TCP

    def connection_lost(self, _: Exception | None) -> None:
        self._ended(self._code)

    def data_received(self, data: bytes) -> None:
        self._data += data
        if self._head:
            end = self._data.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self._data[:end]:
                self._transport.close()
                return
            self._head, self._data = b"", self._data[end + 4 :]
            self.send({"type": "connection_init", "payload": {"Authorization": f"Bearer {self._token}"}})
        while self._read_frame():
            pass

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        self._write(_TEXT, orjson.dumps(message))

    def subscribe(self, id_: str, payload: dict[str, Any]) -> None:
        """Begin an operation."""
        self.send({"id": id_, "type": "subscribe", "payload": payload})

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def _write(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes((0x80 | opcode, 0x80 | (min(126, size))))
        more = b"" if size < 126 else size.to_bytes(2, "big")
        self._transport.write(head + more + _NO_MASK + payload)  # type: ignore[attr-defined]  # it is one of TCP

    def _read_frame(self) -> bool:
        data = self._data
        if len(data) < 2:
            return False
        size, begin = data[1], 2
        if size == 126:
            size, begin = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, begin = int.from_bytes(data[2:10], "big"), 10
        if len(data) < begin + size:
            return False
        payload, self._data = data[begin : begin + size], data[begin + size :]
        match data[0] & 15:
            case 1:
                self._message(orjson.loads(payload))
            case 9:
                self._write(_PONG, payload)
            case 8:
                self._code = int.from_bytes(payload[:2], "big")
                self._transport.close()
        return True

    def _message(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "next":
                self._on_event(self, message["id"], message["payload"]["data"])
            case "connection_ack":
                self.ready = True
                for id_, payload in self._operations.items():
                    self.subscribe(id_, payload)
            case "error":
                self._code = 1
                self._transport.close()


@dataclass(slots=True)
class Crowd:
    """Many sockets in one process, and what became of them.

    Attributes:
        lost: close codes of connections that the server ended; 1: an operation was answered by an error.
    """

    base_url: str
    sockets: list[SubscriberSocket] = field(default_factory=list)
    lost: Counter[int] = field(default_factory=Counter)
    _closing: bool = False

    async def open(
        self,
        wanted: Iterable[tuple[str, dict[str, dict[str, Any]]]],
        on_event: OnEvent,
        is_settled: Callable[[SubscriberSocket], bool],
        together: int,
    ) -> float:
        """Open a socket for each token and its operations, at most `together` of them under way.

        Returns the seconds until the last one is settled, or 30 s after the last connection. `on_event` has to set
        what `is_settled` asks for.
        """
        parts = urlsplit(self.base_url)
        head = (
            f"GET /graphql HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        ).encode()
        loop = asyncio.get_running_loop()
        began = time.perf_counter()
        under_way: set[SubscriberSocket] = set()
        for token, operations in wanted:
            socket = SubscriberSocket(head, token, operations, on_event, self._on_lost)
            while len(under_way) >= together:
                await asyncio.sleep(0.001)
                under_way = {socket for socket in under_way if not is_settled(socket)}
            await loop.create_connection(partial(_the, socket), str(parts.hostname), parts.port or 80)
            self.sockets.append(socket)
            under_way.add(socket)
        deadline = time.perf_counter() + 30
        while under_way and time.perf_counter() < deadline:
            await asyncio.sleep(0.001)
            under_way = {socket for socket in under_way if not is_settled(socket)}
        return time.perf_counter() - began

    async def close(self) -> None:
        """Close all sockets."""
        self._closing = True
        for socket in self.sockets:
            socket.close()
        await asyncio.sleep(0.5)

    def _on_lost(self, code: int) -> None:
        if not self._closing:
            self.lost[code] += 1


def _the(socket: SubscriberSocket) -> SubscriberSocket:
    return socket
