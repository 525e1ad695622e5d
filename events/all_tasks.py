"""A subscriber to every task: the newest state of each, in the order in which they changed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import Self
from uuid import UUID

from enrollment.task import TaskState

MAX_WAITING_STATES = 1000
"""How many states wait for one reader. A slower reader loses the ones that have waited longest."""


class AllTasksSubscriber:
    """A subscription to all tasks: enter it, then iterate, with one reader at a time. It never ends by itself.

    Yields the newest state of each task that changed since it was last read, and None where states may have been
    missed: then read the database. Putting a state never waits for the reader.

    Args:
        register, unregister: called on entering and on leaving; in between, states are put.
    """

    def __init__(
        self, register: "Callable[[AllTasksSubscriber], None]", unregister: "Callable[[AllTasksSubscriber], None]"
    ) -> None:
        self._register = register
        self._unregister = unregister
        self._waiting: OrderedDict[UUID, TaskState] = OrderedDict()
        self._missed = False
        self._ready = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._register(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unregister(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> TaskState | None:
        await self._ready.wait()
        state = None if self._missed else self._waiting.popitem(last=False)[1]
        self._missed = False
        self._update_ready()
        return state

    def put(self, state: TaskState) -> None:
        """Add a state; it replaces an older one of the same task."""
        before = self._waiting.get(state.id)
        if before is None or before.version < state.version:
            self._waiting[state.id] = state
        if len(self._waiting) > MAX_WAITING_STATES:
            self._waiting.popitem(last=False)
            self._missed = True
        self._update_ready()

    def mark_missed(self) -> None:
        """Make the reader read the database: states may have been published that were not put."""
        self._missed = True
        self._update_ready()

    def _update_ready(self) -> None:
        if self._waiting or self._missed:
            self._ready.set()
        else:
            self._ready.clear()
