"""What takes the places of an event and a queue of asyncio in each WebSocket, where those would take 4 KB."""

import asyncio
from collections.abc import Callable
from typing import Any


class Gate:
    """An event that many may wait for; it is open in the beginning."""

    __slots__ = ("_open", "_waiting")

    def __init__(self) -> None:
        self._open = True
        self._waiting: asyncio.Future[None] | None = None

    def is_set(self) -> bool:
        """Whether it is open."""
        return self._open

    def set(self) -> None:
        """Open it, and wake all who wait."""
        self._open = True
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def clear(self) -> None:
        """Close it."""
        self._open = False

    async def wait(self) -> None:
        """Return when it is open."""
        while not self._open:
            if self._waiting is None:
                self._waiting = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._waiting)


class Inbox:
    """The events of a connection, for one reader; once it is handed over only its end is told."""

    __slots__ = ("_events", "_on_end", "_waiting")

    def __init__(self) -> None:
        self._events: list[Any] = []
        self._waiting: asyncio.Future[None] | None = None
        self._on_end: Callable[[], None] | None = None

    def put_nowait(self, event: Any) -> None:
        """Add an event."""
        on_end, self._on_end = self._on_end, None
        if on_end is not None:
            on_end()
        self._events.append(event)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def empty(self) -> bool:
        """Whether there is no event."""
        return not self._events

    async def get(self) -> Any:
        """The next event."""
        while not self._events:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        return self._events.pop(0)

    def handed_over(self, on_end: Callable[[], None]) -> None:
        """Call `on_end` once, for the only event that is left: the end."""
        self._events, self._on_end = [], on_end
