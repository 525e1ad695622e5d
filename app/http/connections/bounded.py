"""What the protocols of HTTP and WebSocket share: a client that takes too long is cut off."""

import asyncio
import math
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from app.http.connections.watch import ConnectionWatch, CutReason


class ServerConfig(uvicorn.Config):
    """Uvicorn's configuration, and what watches over the connections."""

    def __init__(self, app: ASGIApp, watch: ConnectionWatch, **options: object) -> None:
        super().__init__(app, **options)  # type: ignore[arg-type]  # as uvicorn declares them
        self.watch = watch


class BoundedConnection(asyncio.Protocol):
    """A connection whose client has to read what it is sent.

    Mixed into a protocol of uvicorn. No connection has a timer for this: `ConnectionWatch` looks at all of them.

    Attributes:
        due: when the client has to have done what is expected of it, by the loop's clock.
        write_due: the same, while it has to read.
    """

    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    config: uvicorn.Config
    due: float = math.inf
    write_due: float = math.inf
    _unsent_bytes: int = 0

    @property
    def watch(self) -> ConnectionWatch:
        """What watches over the connection."""
        return cast("ServerConfig", self.config).watch

    def pause_writing(self) -> None:
        """More is to be sent than the buffers take."""
        super().pause_writing()
        self._expect_reading(self.loop.time())

    def resume_writing(self) -> None:
        """The client has read."""
        super().resume_writing()
        self.write_due = math.inf

    def look(self, now: float) -> None:
        """Cut the connection off if its client has taken too long."""
        if now >= self.due:
            self.overdue(now)
        if now >= self.write_due:
            if self._unsent_bytes - self.transport.get_write_buffer_size() < self.least_bytes:
                self.cut_off(CutReason.NOT_READING)
            else:
                self._expect_reading(now)
        elif self.write_due == math.inf and self.transport.is_closing():
            self._expect_reading(now)  # what is in the buffer is sent before it closes

    def overdue(self, now: float) -> None:
        """The client has not done in time what was expected of it."""
        raise NotImplementedError

    def cut_off(self, reason: CutReason) -> None:
        """End the connection, whatever is in its buffer."""
        self.watch.refused[reason] += 1
        self.due = self.write_due = math.inf
        self.transport.abort()

    @property
    def least_bytes(self) -> int:
        """What has to be transferred between two looks at a transfer."""
        limits = self.watch.limits
        return int(limits.stalled_seconds * limits.min_bytes_per_second)

    def _expect_reading(self, now: float) -> None:
        self._unsent_bytes = self.transport.get_write_buffer_size()
        self.write_due = now + self.watch.limits.stalled_seconds
