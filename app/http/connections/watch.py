"""Watches over the connections of one process: how many there are, and which take too long."""

import asyncio
import math
import os
import resource
from collections import Counter, OrderedDict
from collections.abc import Collection
from enum import StrEnum
from typing import Protocol

import structlog

from guards.connection_limits import ConnectionLimits, usual_connections
from kit.outage import Outage

_log = structlog.get_logger("app.connections")

_RESERVE = 16
"""Connections beyond the limit that are let in for a moment, so that health checks are answered."""
_BELOW_LIMIT = 0.9
"""The share of the limit below which it counts as reached no longer, so that clients who come and go at the limit do
not fill the log."""
_LONGEST_PAUSE_SECONDS = 1.0
"""Between two looks at all connections: some 0.2 microseconds for each connection."""


class CutReason(StrEnum):
    """Why a connection was refused or cut off, as metrics name it."""

    CONNECTION_LIMIT = "connection_limit"
    HEAD_SIZE = "head_size"
    HEAD_TIME = "head_time"
    BODY_TIME = "body_time"
    MALFORMED = "malformed"
    NOT_READING = "not_reading"
    CONTROL_FRAMES = "control_frames"


class WatchedConnection(Protocol):
    """A connection that is watched.

    Attributes:
        due: when it has to be looked at, by the loop's clock.
    """

    transport: asyncio.Transport
    due: float
    write_due: float

    def look(self, now: float) -> None:
        """Cut the connection off if it has taken too long."""
        ...


class ConnectionWatch:
    """Watches over the connections of one process.

    Attributes:
        max_connections: how many there may be.
        refused: how many connections, or requests on them, were refused or cut off, by reason.
        open: how many connections there were at the last look.
    """

    def __init__(self, limits: ConnectionLimits | None = None) -> None:
        self.limits = limits = limits or ConnectionLimits()
        max_descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.max_connections = limits.max_connections or usual_connections(max_descriptors)
        self.refused: Counter[CutReason] = Counter(dict.fromkeys(CutReason, 0))
        self.open = 0
        shortest = min(limits.head_seconds, limits.stalled_seconds, limits.close_seconds)
        self._pause = min(_LONGEST_PAUSE_SECONDS, shortest / 4)
        self._next_look = -math.inf
        self._beyond_limit: OrderedDict[WatchedConnection, None] = OrderedDict()
        self._full = Outage(_log, "the limit of connections is reached", "connections are below their limit again")
        self._exhausted = Outage(
            _log, "no descriptors are left for connections", "descriptors are left for connections again"
        )

    def admits(self, connection: WatchedConnection, open_connections: int) -> bool:
        """Whether a new connection is within the limit. One that is not is let in for a moment, or aborts another."""
        if open_connections <= self.max_connections:
            return True
        self.refused[CutReason.CONNECTION_LIMIT] += 1
        self._full.failed(limit=self.max_connections, setting="REGISTRO_CONNECTION__MAX_CONNECTIONS")
        if len(self._beyond_limit) >= _RESERVE:
            oldest, _ = self._beyond_limit.popitem(last=False)
            oldest.transport.abort()
        self._beyond_limit[connection] = None
        return False

    def forget(self, connection: WatchedConnection) -> None:
        """A connection that was not within the limit is closed."""
        self._beyond_limit.pop(connection, None)

    def look(self, connections: Collection[WatchedConnection], now: float) -> None:
        """Look at all connections, if it is time to."""
        if now < self._next_look:
            return
        self._next_look = now + self._pause
        for connection in tuple(connections):
            if connection.due <= now or connection.write_due <= now or connection.transport.is_closing():
                self._look_at(connection, now)
        self.open = len(connections)
        if self.open < self.max_connections * _BELOW_LIMIT:
            self._full.recovered()
        self._look_for_descriptors()

    def _look_at(self, connection: WatchedConnection, now: float) -> None:
        """Look at one connection. An error in that must not end the loop of the server, which calls this."""
        try:
            connection.look(now)
        except Exception:  # noqa: BLE001 - the loop goes on after any error
            _log.exception("a connection could not be looked at; it is cut off")
            connection.transport.abort()

    def _look_for_descriptors(self) -> None:
        # The loop closes what it cannot accept, and does not say so.
        try:
            os.close(os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            self._exhausted.failed(error, hint="raise `ulimit -n`, or lower REGISTRO_CONNECTION__MAX_CONNECTIONS")
        else:
            self._exhausted.recovered()
