"""A TCP proxy whose connections can be cut, as by a network failure."""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Self

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER with timeout 0: closing sends a reset and discards unsent data."""


class Proxy:
    """Listens on a port of 127.0.0.1 and forwards to a unix socket.

    It runs in its own thread and event loop, so that it works while the caller's loop is blocked by starting servers.
    If the server does not listen, a new connection is closed immediately.

    Attributes:
        port: the port, once the block is entered.
        cuts: how many connections were cut.
    """

    def __init__(self, server: Path) -> None:
        self.port = 0
        self.cuts = 0
        self._server = server
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"proxy of {server.name}", daemon=True)
        self._pairs: set[tuple[_Endpoint, _Endpoint]] = set()
        self._joining: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._listener = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return len(self._pairs)

    def cut_one(self, random: Random) -> None:
        """Cut a random connection, in the middle of whatever it is sending. Does nothing if there is none."""

        def cut() -> None:
            if self._pairs:
                self._cut(random.choice(list(self._pairs)))

        self._loop.call_soon_threadsafe(cut)

    def cut_all(self) -> None:
        """Cut every connection."""

        def cut() -> None:
            for pair in list(self._pairs):
                self._cut(pair)

        self._loop.call_soon_threadsafe(cut)

    def _cut(self, pair: "tuple[_Endpoint, _Endpoint]") -> None:
        self.cuts += 1
        for end in pair:
            near = end.transport.get_extra_info("socket")
            if near is not None and near.family == socket.AF_INET:
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            end.transport.abort()

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: _Endpoint(self._connect), "127.0.0.1", 0, backlog=512)

    async def _end(self) -> None:
        self._listener.close()
        for joining in self._joining:
            joining.cancel()
        await asyncio.gather(*self._joining, return_exceptions=True)
        for pair in list(self._pairs):
            self._cut(pair)
        await asyncio.sleep(0)  # an aborted transport closes its socket one turn later

    def _connect(self, near: "_Endpoint") -> None:
        joining = self._loop.create_task(self._pass_on(near))
        self._joining.add(joining)
        joining.add_done_callback(self._joining.discard)

    async def _pass_on(self, near: "_Endpoint") -> None:
        try:
            _, far = await self._loop.create_unix_connection(_Endpoint, str(self._server))
        except (OSError, asyncio.CancelledError):
            near.transport.abort()
            return
        pair = (near, far)
        self._pairs.add(pair)
        near.joined(far, lambda: self._pairs.discard(pair))
        far.joined(near, lambda: self._pairs.discard(pair))


class _Endpoint(asyncio.Protocol):
    """One end of a forwarded connection. What it receives is written to the other end."""

    def __init__(self, begun: Callable[["_Endpoint"], None] | None = None) -> None:
        self._begun = begun
        self._other: _Endpoint | None = None
        self._early: list[bytes] = []
        self._over: Callable[[], None] | None = None
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self._begun:
            self._begun(self)

    def joined(self, other: "_Endpoint", over: Callable[[], None]) -> None:
        self._other, self._over = other, over
        for data in self._early:
            other.transport.write(data)
        self._early.clear()
        if self._lost:
            over()
            other.transport.close()

    def data_received(self, data: bytes) -> None:
        if self._other is None:
            self._early.append(data)
        else:
            self._other.transport.write(data)

    def pause_writing(self) -> None:
        if self._other is not None:
            self._other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self._other is not None and not self._other.transport.is_closing():
            self._other.transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._lost = True
        if self._over and self._other:
            self._over()
            self._other.transport.close()
