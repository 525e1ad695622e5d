"""Watching every task at once: newest wins for each, in the order in which they moved."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import Self
from uuid import UUID

from enrollment.task import TaskState

MAX_WAITING_STATES = 1000
"""States that wait for one reader. One who is slower than that loses those that have waited longest."""


class AllTasksSubscriber:
    """One watch of all tasks: enter it, then iterate, with one reader at a time; never ends by itself.

    Yields the newest state of each task that moved since it was last read, and None whenever something may have been
    missed: what is not told here then stands in the database. Never holds up whoever tells it.

    Args:
        enter, leave: by which it begins and ceases to be told.
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
        """Hand over a state; it takes the place of an older one of the same task."""
        before = self._waiting.get(state.id)
        if before is None or before.version < state.version:
            self._waiting[state.id] = state
        if len(self._waiting) > MAX_WAITING_STATES:
            self._waiting.popitem(last=False)
            self._missed = True
        self._update_ready()

    def mark_missed(self) -> None:
        """Something may have happened that was not told."""
        self._missed = True
        self._update_ready()

    def _update_ready(self) -> None:
        if self._waiting or self._missed:
            self._ready.set()
        else:
            self._ready.clear()
