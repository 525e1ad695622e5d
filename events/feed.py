"""The notice board: everything between a publication and a subscriber, as one thing to run and to watch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from events.all_tasks import Overview
from events.catch_up import Healer
from events.hub import Hub, Subscriber
from events.listener import Listener
from kit.background import running_in_background


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
        async with (
            running_in_background(self._listener.run(), "events listener"),
            running_in_background(self._healer.run(), "events healer"),
        ):
            yield
