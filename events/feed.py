"""The notice board: everything between a publication and a subscriber, as one thing to run and to watch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from events.all_tasks import AllTasksSubscriber
from events.catch_up import CatchUpPoller
from events.hub import Hub, TaskSubscriber
from events.listener import Listener
from kit.background import running_in_background


class TaskFeed:
    """One a process. Watching works at any time; something is heard while it is running."""

    def __init__(self, hub: Hub, listener: Listener, catch_up: CatchUpPoller) -> None:
        self._hub = hub
        self._listener = listener
        self._catch_up = catch_up

    def watch(self, task_id: UUID) -> TaskSubscriber:
        """Hear of `task_id` from the moment the context is entered; read a snapshot after that, not before."""
        return self._hub.watch(task_id)

    def watch_all(self) -> AllTasksSubscriber:
        """Hear of every task from the moment the context is entered; read a snapshot after that, not before."""
        return self._hub.watch_all()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen and heal meanwhile; on leaving, both loops have ended and closed what they had opened."""
        async with (
            running_in_background(self._listener.run(), "events listener"),
            running_in_background(self._catch_up.run(), "events healer"),
        ):
            yield
