"""Everything between the published states and their subscribers, as one thing to run and to subscribe to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from events.all_tasks import AllTasksSubscriber
from events.catch_up import CatchUpPoller
from events.hub import Hub, TaskSubscriber
from events.listener import Listener
from kit.background import Loops


class TaskFeed:
    """The feed of one process. Subscribing works at any time; states arrive while the feed is running."""

    def __init__(self, hub: Hub, listener: Listener, catch_up: CatchUpPoller) -> None:
        self._hub = hub
        self._listener = listener
        self._catch_up = catch_up

    def watch(self, task_id: UUID) -> TaskSubscriber:
        """Subscribe to a task from the moment the context is entered; read its snapshot after that, not before."""
        return self._hub.watch(task_id)

    def watch_all(self) -> AllTasksSubscriber:
        """Subscribe to all tasks from the moment the context is entered; read the database after that, not before."""
        return self._hub.watch_all()

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Listen and catch up in the background. On leaving, both loops have ended and closed their connections."""
        async with (
            loops.running(self._listener.run, "events listener"),
            loops.running(self._catch_up.run, "events catch-up"),
        ):
            yield
