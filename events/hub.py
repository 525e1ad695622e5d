"""Passes states to their subscribers within one process.

A subscriber has one slot, and the newest state takes it. Every event carries the whole state, so a slow reader needs
none of the states that it skips, and a reader that has stopped keeps one state alive instead of a growing queue.
"""

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import structlog

from enrollment.task import TaskState
from events.all_tasks import AllTasksSubscriber
from events.envelope import UnreadableEvent, decode, split

_log = structlog.get_logger(__name__)


Shared = dict[object, Any]
"""What is made of a state for its subscribers, by what it is: made by the first who needs it."""


class WatchedTask:
    """A task with at least one subscriber, and its newest known version (0: none yet)."""

    __slots__ = ("subscribers", "version")

    def __init__(self) -> None:
        self.version = 0
        self.subscribers: set[TaskSubscriber] = set()


class TaskSubscriber:
    """A subscription to one task: enter it, then iterate, with one reader at a time.

    Yields states with strictly rising versions, all of which arrived after it was entered. It never ends by itself. A
    reader may be cancelled at any moment and another one may go on: a state leaves the slot only when it is returned.

    Attributes:
        shared: what is made of the state that was returned last; all its subscribers have the same dict.
    """

    __slots__ = ("_hub", "_slot", "_task_id", "_waiting", "shared")

    def __init__(self, hub: "Hub", task_id: UUID) -> None:
        self._hub = hub
        self._task_id = task_id
        self._slot: tuple[TaskState, Shared] | None = None
        self._waiting: asyncio.Future[None] | None = None
        self.shared: Shared = {}

    async def __aenter__(self) -> Self:
        self._hub.add(self._task_id, self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.remove(self._task_id, self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> TaskState:
        while self._slot is None:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        (state, self.shared), self._slot = self._slot, None
        return state

    def put(self, state: TaskState, shared: Shared) -> None:
        """Put a state that is newer than any before into the slot."""
        self._slot = state, shared
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Hub:
    """All subscriptions of this process. It keeps nothing about tasks without subscribers.

    Attributes:
        received: how many published states have arrived, of watched tasks or others.
    """

    def __init__(self) -> None:
        self.received = 0
        self._watched: dict[UUID, WatchedTask] = {}
        self._all_tasks_subscribers: set[AllTasksSubscriber] = set()
        self._unreadable_logged = False

    def watch(self, task_id: UUID) -> TaskSubscriber:
        """Make a subscriber that receives states of `task_id` from the moment it is entered."""
        return TaskSubscriber(self, task_id)

    def watch_all(self) -> AllTasksSubscriber:
        """Make a subscriber that receives states of all tasks from the moment it is entered."""
        return AllTasksSubscriber(self._all_tasks_subscribers.add, self._all_tasks_subscribers.discard)

    def listening_began(self) -> None:
        """Listening has begun, perhaps again: subscribers to all tasks may have missed states before."""
        for subscriber in self._all_tasks_subscribers:
            subscriber.mark_missed()

    def watched_versions(self) -> Mapping[UUID, int]:
        """Return the newest known version of every watched task; 0 where none is known."""
        return {task_id: task.version for task_id, task in self._watched.items()}

    @property
    def subscriptions(self) -> int:
        """How many subscriptions there are, to one task or to all."""
        return sum(len(task.subscribers) for task in self._watched.values()) + len(self._all_tasks_subscribers)

    def offer(self, state: TaskState) -> None:
        """Pass a state to the subscribers of its task, unless they already got it or a newer one."""
        task = self._watched.get(state.id)
        if task is not None and state.version > task.version:
            task.version, shared = state.version, Shared()
            for subscriber in task.subscribers:
                subscriber.put(state, shared)
        for all_tasks in self._all_tasks_subscribers:
            all_tasks.put(state)

    def dispatch(self, message: bytes) -> None:
        """Offer a published state. Its body is parsed once, and only if a subscriber needs it.

        A message that cannot be read (a newer release may publish while this one runs) is dropped, so the catch-up
        poller reads the state from the database.
        """
        try:
            self.received += 1
            task_id, version, body = split(message)
            task = self._watched.get(task_id)
            if self._all_tasks_subscribers or (task is not None and version > task.version):
                self.offer(decode(body))
        except UnreadableEvent as error:
            if not self._unreadable_logged:
                self._unreadable_logged = True
                _log.warning("unreadable events are dropped", error=str(error))

    def add(self, task_id: UUID, subscriber: TaskSubscriber) -> None:
        """Add a subscriber of a task."""
        self._watched.setdefault(task_id, WatchedTask()).subscribers.add(subscriber)

    def remove(self, task_id: UUID, subscriber: TaskSubscriber) -> None:
        """Remove a subscriber of a task, and with the last one everything about the task."""
        task = self._watched[task_id]
        task.subscribers.remove(subscriber)
        if not task.subscribers:
            del self._watched[task_id]
