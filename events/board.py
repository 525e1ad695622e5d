"""The notice board: everything between a publication and a subscriber, as one thing to run and to watch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from events.healer import Healer
from events.hub import Hub, Subscriber
from events.listener import Listener
from events.overview import Overview

_log = structlog.get_logger(__name__)


class NoticeBoard:
    """One a process. Watching works at any time; something is heard while it is running."""

    def __init__(self, hub: Hub, listener: Listener, healer: Healer) -> None:
        self._hub = hub
        self._listener = listener
        self._healer = healer

    def watch(self, task_id: UUID) -> Subscriber:
        """Hear of `task_id` from the moment the context is entered; read a snapshot after that, not before."""
        return self._hub.watch(task_id)

    def watch_all(self) -> Overview:
        """Hear of every task from the moment the context is entered; read a snapshot after that, not before."""
        return self._hub.watch_all()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and heal meanwhile; on leaving, both loops have ended and closed what they had opened."""
        loops = [
            asyncio.create_task(self._listener.run(), name="events listener"),
            asyncio.create_task(self._healer.run(), name="events healer"),
        ]
        for loop in loops:
            loop.add_done_callback(_tell_of_death)
        try:
            yield
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)


def _tell_of_death(loop: asyncio.Task[None]) -> None:
    """Both loops survive what Redis and the database do to them, so this is an error of ours: be loud."""
    if not loop.cancelled() and (error := loop.exception()) is not None:
        _log.error("a loop of the notice board has died", loop=loop.get_name(), exc_info=error)
