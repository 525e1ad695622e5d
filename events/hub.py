"""Fan-out within one process: from what was heard to those who watch it.

A subscriber has one slot and the newest state wins it: every event carries the whole state, so what a slow
reader skips is nothing it needs, and a reader that has stopped costs one state, not a queue.
"""

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog

from enrollment.task import TaskState
from events.all_tasks import AllTasksSubscriber
from events.envelope import UnreadableEvent, decode, split

_log = structlog.get_logger(__name__)


class WatchedTask:
    """A task that somebody watches: the newest version heard of it (0: none yet) and who watches."""

    __slots__ = ("subscribers", "version")

    def __init__(self) -> None:
        self.version = 0
        self.subscribers: set[TaskSubscriber] = set()


class TaskSubscriber:
    """One watch of one task: enter it, then iterate, with one reader at a time.

    Yields states with strictly rising versions, all heard after it was entered; never ends by itself. A reader
    may be cancelled at any moment and another go on: a state leaves the slot only into a reader's hands.
    """

    __slots__ = ("_hub", "_slot", "_task_id", "_waiting")

    def __init__(self, hub: "Hub", task_id: UUID) -> None:
        self._hub = hub
        self._task_id = task_id
        self._slot: TaskState | None = None
        self._waiting: asyncio.Future[None] | None = None

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
        state, self._slot = self._slot, None
        return state

    def put(self, state: TaskState) -> None:
        """Hand over a state newer than any before."""
        self._slot = state
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Hub:
    """Everything that is watched in this process. Nothing is kept of what nobody watches.

    Attributes:
        heard: how many published states came here, whether or not anybody watches.
    """

    def __init__(self) -> None:
        self.received = 0
        self._watched: dict[UUID, WatchedTask] = {}
        self._all_tasks_subscribers: set[AllTasksSubscriber] = set()
        self._unreadable_logged = False

    def watch(self, task_id: UUID) -> TaskSubscriber:
        """A subscriber that hears of `task_id` from the moment it is entered."""
        return TaskSubscriber(self, task_id)

    def watch_all(self) -> AllTasksSubscriber:
        """A subscriber that hears of every task from the moment it is entered."""
        return AllTasksSubscriber(self._all_tasks_subscribers.add, self._all_tasks_subscribers.discard)

    def listening_began(self) -> None:
        """Listening has begun, anew perhaps: whoever watches everything may have missed something."""
        for overview in self._all_tasks_subscribers:
            overview.mark_missed()

    def watched_versions(self) -> Mapping[UUID, int]:
        """Every watched task's newest version heard of, 0 where nothing was."""
        return {task_id: subject.version for task_id, subject in self._watched.items()}

    @property
    def subscriptions(self) -> int:
        """How many watch, one task or all of them."""
        return sum(len(subject.subscribers) for subject in self._watched.values()) + len(self._all_tasks_subscribers)

    def offer(self, state: TaskState) -> None:
        """Give a state to all who watch its task, unless they were given it or a newer one."""
        subject = self._watched.get(state.id)
        if subject is not None and state.version > subject.version:
            subject.version = state.version
            for subscriber in subject.subscribers:
                subscriber.put(state)
        for overview in self._all_tasks_subscribers:
            overview.put(state)

    def dispatch(self, payload: bytes) -> None:
        """Offer a published state. Its body is read once, and only if somebody watches and lacks it.

        What cannot be read (a newer release publishes while this one runs) counts as not heard: the healer
        reads the state from the database instead.
        """
        try:
            self.received += 1
            task_id, version, body = split(payload)
            subject = self._watched.get(task_id)
            if self._all_tasks_subscribers or (subject is not None and version > subject.version):
                self.offer(decode(body))
        except UnreadableEvent as error:
            if not self._unreadable_logged:
                self._unreadable_logged = True
                _log.warning("events that cannot be read are dropped", error=str(error))

    def add(self, task_id: UUID, subscriber: TaskSubscriber) -> None:
        """A subscriber begins to watch."""
        self._watched.setdefault(task_id, WatchedTask()).subscribers.add(subscriber)

    def remove(self, task_id: UUID, subscriber: TaskSubscriber) -> None:
        """A subscriber has ended; with the last one everything about its task is forgotten."""
        subject = self._watched[task_id]
        subject.subscribers.remove(subscriber)
        if not subject.subscribers:
            del self._watched[task_id]
